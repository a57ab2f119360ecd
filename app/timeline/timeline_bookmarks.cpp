// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where the bookmarks are: a ribbon above the lanes, at the event's column or moment.

#include "app/timeline/timeline_layers.h"

namespace interleave {

QRectF ribbonOf(const TimelineScene &scene, const TimelineGeometry &geometry, const VisibleEvents &visible,
                EventIndex event)
{
    if (event < visible.first || event >= visible.last)
        return {};
    const double within = scene.axis == TimelineAxis::Order ? 0.5 : 0;
    const double x = geometry.xOf(positionOf(scene, event) + within, scene.range);
    constexpr double kWide = 7, kHigh = 9, kAbove = 4;
    return {x - kWide / 2, geometry.plot.top() - kAbove, kWide, kHigh};
}

void addBookmarks(Picture &picture, const LayerContext &context)
{
    for (const EventIndex event : context.scene.bookmarks) {
        const QRectF rect = ribbonOf(context.scene, context.geometry, context.visible, event);
        if (rect.isEmpty())
            continue;
        picture.add(Box{rect, 0, {}, {}, 0, false, QStringLiteral("bookmark/").append(QString::number(event))});
        picture.add(Outline{ribbon(rect), context.theme().accent, context.theme().card, 1});
    }
}

} // namespace interleave
