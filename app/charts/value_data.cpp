// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_data.h"

#include "app/models/to_text.h"
#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <algorithm>

namespace interleave {

namespace {

using Point = ValueCurve::Point;

/// Keeps a curve of any length small: stretches of equal length, each with its first, lowest, highest and last point;
/// when there are too many, neighbours are merged. One pass, no knowledge of the length.
class Thinner
{
public:
    void add(Point point)
    {
        if (m_inLast == m_stretch || m_parts.empty()) {
            if (m_parts.size() == 2 * ValueCurve::kStretches)
                mergeNeighbours();
            m_parts.push_back({point, point, point, point});
            m_inLast = 1;
            return;
        }
        take(m_parts.back(), {point, point, point, point});
        ++m_inLast;
    }

    std::uint64_t stretch() const { return m_stretch; }

    std::vector<Point> points() const
    {
        std::vector<Point> points;
        for (const Part &part : m_parts) {
            std::array<Point, 4> kept{part.first, part.low, part.high, part.last};
            std::sort(kept.begin(), kept.end(), [](Point a, Point b) { return a.writes < b.writes; });
            points.insert(points.end(), kept.begin(), std::unique(kept.begin(), kept.end()));
        }
        return points;
    }

private:
    struct Part {
        Point first, low, high, last;
    };

    static void take(Part &part, const Part &next)
    {
        if (next.low.value < part.low.value)
            part.low = next.low;
        if (next.high.value > part.high.value)
            part.high = next.high;
        part.last = next.last;
    }

    // Called when every part is full, so that afterwards every part is full again.
    void mergeNeighbours()
    {
        for (std::size_t i = 0; i < m_parts.size() / 2; ++i) {
            Part merged = m_parts[2 * i];
            take(merged, m_parts[2 * i + 1]);
            m_parts[i] = merged;
        }
        m_parts.resize(m_parts.size() / 2);
        m_stretch *= 2;
    }

    std::vector<Part> m_parts;
    std::uint64_t m_stretch = 1;
    std::uint64_t m_inLast = 0;
};

QString pluralOf(const ScenarioInfo &scenario)
{
    for (const UnitInfo &unit : scenario.units)
        if (unit.object == scenario.valueObject && unit.kind == EventKind::Write)
            return toText(unit.plural);
    return QStringLiteral("writes of %1").arg(toText(scenario.valueObject));
}

} // namespace

ChartData valueCurve(const ChartInput &input)
{
    if (!input.recording)
        return NoData{QStringLiteral("No run yet: press Run, then see here how the value grew.")};
    if (!input.scenario || input.scenario->valueObject.empty())
        return NoData{QStringLiteral("This scenario has no single value to follow.")};
    const auto info = input.recording->info();
    const int row = rowOf(info->objects, input.scenario->valueObject);
    if (row < 0)
        return NoData{QStringLiteral("This run has no “%1” to follow.").arg(toText(input.scenario->valueObject))};
    if (info->settings.pace == Pace::Bare)
        return NoData{
            QStringLiteral("An unwatched run records only its result: choose another gear to see the value grow.")};

    const ObjectRef object = ObjectRef::of(static_cast<std::uint32_t>(row));
    const Object &described = info->objects[static_cast<std::size_t>(row)];
    ValueCurve curve;
    curve.object = toText(input.scenario->valueObject);
    curve.plural = pluralOf(*input.scenario);
    curve.initial = curve.last = described.initial;
    // A semaphore goes up and down by design; a cell is there to be counted up.
    curve.ideal = described.kind == ObjectKind::Cell;

    const auto findings = input.recording->findings();
    const CellHistory *history = findings->cell(object);
    std::vector<const Overwrite *> overwrites;
    if (history && curve.ideal) {
        curve.lost = history->lost;
        for (const Overwrite &overwrite : history->overwrites)
            if (!overwrite.victims.empty())
                overwrites.push_back(&overwrite);
        std::sort(overwrites.begin(), overwrites.end(),
                  [](const Overwrite *a, const Overwrite *b) { return a->event < b->event; });
    }

    Thinner thinner;
    bool gaps = false;
    auto next = overwrites.begin();
    TraceReader reader(input.recording->trace());
    const EventIndex size = reader.size();
    for (EventIndex first = 0; first < size; first += Trace::kBlock) {
        if (input.cancelled && input.cancelled())
            return NoData{};
        reader.forEach(first, std::min<EventIndex>(size, first + Trace::kBlock),
                       [&](EventIndex at, const Event &event) {
                           gaps |= event.kind() == EventKind::Gap;
                           if (event.object != object || !writesWord(event.kind()))
                               return;
                           ++curve.writes;
                           curve.last = event.written().value();
                           thinner.add({curve.writes, curve.last});
                           if (next != overwrites.end() && (*next)->event == at) {
                               curve.losses.push_back({curve.writes, curve.last, (*next)->victims.size(), event.actor});
                               ++next;
                           }
                       });
    }
    if (gaps)
        return NoData{
            QStringLiteral(
                "Events are missing in this recording (--drop), so nobody can say after how many writes of “%1” it had "
                "which value.")
                .arg(curve.object)};
    if (curve.writes == 0)
        return NoData{QStringLiteral("Nobody has written “%1” in this run.").arg(curve.object)};
    curve.stretch = thinner.stretch();
    curve.points = thinner.points();
    curve.points.insert(curve.points.begin(), Point{0, curve.initial});
    return curve;
}

} // namespace interleave
