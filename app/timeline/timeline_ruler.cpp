// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/event_glyph.h"
#include "app/timeline/timeline_layers.h"
#include "app/timeline/timeline_scan.h"
#include "core/trace/recording.h"

#include <QFontMetricsF>

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave {

namespace {

constexpr double kLabelEvery = 96; // pixels at least

struct Unit {
    double nanoseconds;
    const char16_t *name;
};
constexpr std::array<Unit, 4> kUnits = {{{1e9, u"s"}, {1e6, u"ms"}, {1e3, u"µs"}, {1, u"ns"}}};

/// The largest unit in which the step is at least a hundredth.
Unit unitFor(double step)
{
    for (const Unit unit : kUnits)
        if (step >= unit.nanoseconds / 100)
            return unit;
    return kUnits.back();
}

void addMark(Picture &picture, const LayerContext &context, double x, const QString &text)
{
    const TimelineGeometry &g = context.geometry;
    // A label near an end is moved inwards until it is whole.
    const QFont font = context.theme().font(12);
    const double half = QFontMetricsF(font).horizontalAdvance(text) / 2 + 1;
    const double middle = std::clamp(x, g.plot.left() - 8 + half, std::max(g.plot.left(), g.plot.right() - 2 - half)); // clear of a cursor at the end
    picture.add(Line{{x, g.ruler.top() - 3}, {x, g.ruler.top() + 1}, context.theme().borderStrong, 1});
    picture.add(Label{QRectF(middle - half, g.ruler.top() + 1, 2 * half, g.ruler.height() - 2), text,
                      context.theme().muted, font, Qt::AlignCenter, false});
}

void addEventNumbers(Picture &picture, const LayerContext &context)
{
    const TimelineGeometry &g = context.geometry;
    const double column = context.x(1) - context.x(0);
    const auto step = static_cast<EventIndex>(std::max(1.0, niceStep(kLabelEvery / column)));
    // Numbers count from 1, as everywhere on the screen; marks stand at multiples of the step, and at the first event.
    const EventIndex first = context.visible.first;
    for (EventIndex number = first / step * step; number <= context.visible.last; number += step) {
        const EventIndex shown = std::max<EventIndex>(number, 1);
        if (shown <= first || shown > context.visible.reach)
            continue;
        const double x = context.x(static_cast<double>(shown - 1)) + column / 2;
        if (x >= g.plot.left() && x <= g.plot.right())
            addMark(picture, context, x, grouped(static_cast<std::int64_t>(shown)));
    }
}

void addTimes(Picture &picture, const LayerContext &context)
{
    const TimelineGeometry &g = context.geometry;
    const TimelineSpan range = context.scene.range;
    const double step = niceStep(range.length() * kLabelEvery / g.plot.width());
    const Unit unit = unitFor(step);
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step / unit.nanoseconds) - 1e-9)));
    for (double at = std::ceil(range.begin / step) * step; at <= range.end; at += step) {
        const QString number = QString::number(at / unit.nanoseconds, 'f', decimals);
        addMark(picture, context, context.x(at), number + u' ' + QString::fromUtf16(unit.name));
    }
}

} // namespace

void addRuler(Picture &picture, const LayerContext &context)
{
    const TimelineGeometry &g = context.geometry;
    const bool byOrder = context.scene.axis == TimelineAxis::Order;
    picture.add(Label{QRectF(18, g.ruler.top(), g.plot.left() - 24, g.ruler.height()),
                      byOrder ? QStringLiteral("event") : QStringLiteral("time"), context.theme().muted,
                      context.theme().font(12)});
    if (byOrder)
        addEventNumbers(picture, context);
    else
        addTimes(picture, context);
}

} // namespace interleave
