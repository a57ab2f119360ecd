// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_scene.h"

#include "app/models/to_text.h"
#include "app/timeline/timeline_scan.h"
#include "core/trace/recording.h"
#include "scenarios/catalog.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr double kLabels = 92;     // badges and names
constexpr double kMargin = 14;
constexpr double kHeader = 28;
constexpr double kRuler = 18;
constexpr double kGap = 20;        // between lanes and value row: a label fits
constexpr double kValues = 64;     // of the value row, as long as lanes have room beside it
constexpr double kLeastValues = 32;
constexpr double kTightGap = 6;    // … or none does: then lanes get as low as they can, …
constexpr double kTightValues = 30; // … and the row keeps two lines of text
constexpr double kThinGap = 4;      // … or become strips, and the row keeps one line of text
constexpr double kThinValues = 22;
constexpr double kBesideValues = 13; // lanes get as low as this for the value row, and lower only for each other

/// What the writes of that object are called.
QString writtenWords(const ScenarioInfo &scenario, const Object &object)
{
    if (object.kind == ObjectKind::Semaphore)
        return {};
    for (const UnitInfo &unit : scenario.units)
        if (unit.object == object.name && unit.kind == EventKind::Write)
            return QStringLiteral("%1 written").arg(toText(unit.plural));
    return QStringLiteral("writes of %1").arg(QString::fromStdString(object.name));
}

struct Shares {
    double lanes = 0;
    double gap = kGap; ///< between lanes and value row
};

/// Where there is little, the value row first gets lower, then the lanes, then the words of the row go beside it, then
/// lanes become strips. The row never goes: lanes can be scrolled, and what they come to cannot be seen in any of them.
Shares sharesOf(double room, int lanes, bool values)
{
    if (!values)
        return {room};
    for (const double row : {kValues, kLeastValues})
        if (room - kGap - row >= lanes * TimelineGeometry::kText)
            return {room - kGap - row};
    const double beside = room - kGap - kLeastValues;
    if (beside >= lanes * kBesideValues)
        return {beside};
    const double tight = room - kTightGap - kTightValues;
    if (tight >= lanes * TimelineGeometry::kLeast)
        return {tight, kTightGap};
    return {room - kThinGap - kThinValues, kThinGap};
}

} // namespace

TimelineValue TimelineValue::of(const RunInfo &info)
{
    const ScenarioInfo *scenario = findScenario(info.settings.scenario);
    const int row = scenario ? rowOf(info.objects, scenario->valueObject) : -1;
    if (row < 0)
        return {};
    const Object &object = info.objects[static_cast<std::size_t>(row)];
    return {row, QString::fromStdString(object.name), writtenWords(*scenario, object), object.initial};
}

TimelineGeometry geometryOf(QSizeF size, int lanes, int firstLane, bool values, bool header)
{
    TimelineGeometry g;
    g.laneCount = lanes;
    const double top = header ? kHeader : 0;
    g.header = QRectF(0, 0, size.width(), top);
    g.plot = QRectF(QPointF(kLabels, top + 4),
                    QPointF(std::max(kLabels + 1, size.width() - kMargin), std::max(top + 5, size.height() - 6)));
    g.ruler = QRectF(g.plot.left(), g.plot.bottom() - kRuler, g.plot.width(), kRuler);

    const double first = g.plot.top() + 2;
    const double room = std::max(0.0, g.ruler.top() - first);
    const Shares shares = sharesOf(room, lanes, values);
    const double forLanes = std::max(0.0, shares.lanes);
    g.pitch = lanes > 0 ? std::clamp(forLanes / lanes, TimelineGeometry::kThin, TimelineGeometry::kPitch)
                        : TimelineGeometry::kPitch;
    g.shownLanes = std::clamp(static_cast<int>(forLanes / g.pitch + 1e-9), std::min(1, lanes), lanes);
    g.firstLane = std::clamp(firstLane, 0, lanes - g.shownLanes);
    g.lanes = QRectF(g.plot.left(), first, g.plot.width(), g.shownLanes * g.pitch);
    g.valueBeside = shares.gap < kGap;
    const double below = shares.gap > kThinGap ? 6 : 3;
    if (values && g.ruler.top() - g.lanes.bottom() > shares.gap + 8)
        g.values = QRectF(QPointF(g.plot.left(), g.lanes.bottom() + shares.gap),
                          QPointF(g.plot.right(), g.ruler.top() - below));
    return g;
}

TimelineSpan wholeTrace(const Recording &recording, TraceReader &reader, const TimelineIndex &index, TimelineAxis axis,
                        EventIndex length)
{
    if (axis == TimelineAxis::Order) {
        const Tail tail = recording.tail();
        const auto events = static_cast<double>(length + (tail.after == length ? tail.size() : 0));
        return {0, std::max(events, kFewestColumns)};
    }
    // While the index is far behind, the times beyond it are not known to be monotone yet; its own end will do.
    const EventIndex reach = TimelineScan::reach(index, length);
    TimelineScan scan(reader, index);
    scan.seek(reach);
    const double end = recording.info()->clock.nanoseconds(index.options().origin + scan.ticks());
    return {0, std::max(end, 1000.0)};
}

} // namespace interleave
