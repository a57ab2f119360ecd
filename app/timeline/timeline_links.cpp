// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What belongs to the event under the pointer: outlined boxes, and arrows from each cause to what it caused.

#include "app/timeline/timeline_layers.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

/// The box or tick of a settled event in view; empty when it is not.
QRectF placeOf(const LayerContext &context, EventIndex event)
{
    if (event < context.visible.first || event >= context.visible.last)
        return {};
    const TimelineGeometry &g = context.geometry;
    const int lane = (*context.scene.reader)[event].actor;
    if (!g.shows(lane))
        return {};
    const double x = context.x(positionOf(context.scene, event));
    if (context.scene.axis == TimelineAxis::Time)
        return {x - 4, g.boxTop(lane), 8, g.boxHeight()};
    const double column = context.x(1) - context.x(0);
    return {x, g.boxTop(lane), std::max(column, 3.0), g.boxHeight()};
}

/// From the edge of one box to the edge of another; within a lane as an arc over what lies between.
QPainterPath arrowBetween(const QRectF &from, const QRectF &to)
{
    QPainterPath path;
    if (std::abs(from.center().y() - to.center().y()) < 1) {
        const QPointF start(from.center().x(), from.top()), end(to.center().x(), to.top());
        const double rise = std::min(12.0, 4 + std::abs(end.x() - start.x()) * 0.08);
        path.moveTo(start);
        path.cubicTo(start - QPointF(0, rise), end - QPointF(0, rise), end);
        return path;
    }
    const bool down = to.center().y() > from.center().y();
    const QPointF start(from.center().x(), down ? from.bottom() : from.top());
    const QPointF end(to.center().x(), down ? to.top() : to.bottom());
    const double bend = (end.y() - start.y()) / 2;
    path.moveTo(start);
    path.cubicTo(start + QPointF(0, bend), end - QPointF(0, bend), end);
    return path;
}

} // namespace

void addLinks(Picture &picture, const LayerContext &context)
{
    const Links &links = context.scene.links;
    if (links.of == kNoEvent)
        return;
    const QRectF here = placeOf(context, links.of);
    if (here.isEmpty())
        return;
    const Theme &theme = context.theme();
    for (const Link &link : links.links) {
        const QRectF there = placeOf(context, link.event);
        if (there.isEmpty())
            continue;
        const bool cause = isCause(link.kind);
        picture.add(
            Outline{cause ? arrowBetween(there, here) : arrowBetween(here, there), {}, theme.text, 1.3, !cause, true});
        picture.add(Box{there.adjusted(-0.5, -1.5, 0.5, 1.5), 5, {}, theme.text, 1.6, !cause, {}});
    }
    picture.add(Box{here.adjusted(-1, -2, 1, 2), 5, {}, theme.text, 2.4, false, {}});
}

} // namespace interleave
