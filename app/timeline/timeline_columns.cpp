// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_columns.h"

#include "app/timeline/timeline_scan.h"
#include "core/trace/recording.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

/// Adds up the columns of one view, from the index and from the events themselves.
class ColumnReader
{
public:
    ColumnReader(const TimelineScene &scene, std::size_t count)
        : m_scene(scene), m_index(*scene.index), m_clock(scene.recording->info()->clock)
    {
        m_columns.count = count;
        m_columns.lanes = m_index.options().lanes;
        m_columns.cells.resize(count * m_columns.lanes);
        m_columns.values.resize(count);
        m_scale = static_cast<double>(count) / std::max(scene.range.length(), 1e-9);
    }

    void addIndexed(EventIndex last);
    /// The numbers at the right edge are told in words, so they are not those of the nearest leaf.
    void endExactly(EventIndex last);
    void addCounted(EventIndex first, EventIndex last, bool endsHere);
    TimelineColumns take(const VisibleEvents &visible);

private:
    bool byTime() const { return m_scene.axis == TimelineAxis::Time; }
    double positionOfTicks(double ticks) const
    {
        return (ticks + static_cast<double>(m_index.options().origin) - static_cast<double>(m_clock.origin))
            * m_clock.nanosecondsPerTick;
    }
    double ticksOfPosition(double position) const
    {
        return position / m_clock.nanosecondsPerTick + static_cast<double>(m_clock.origin)
            - static_cast<double>(m_index.options().origin);
    }
    /// In columns, not clamped.
    double columnOf(double position) const { return (position - m_scene.range.begin) * m_scale; }
    std::size_t clamped(double column) const
    {
        return static_cast<std::size_t>(std::clamp(column, 0.0, static_cast<double>(m_columns.count) - 1));
    }
    /// A lane was in that state between two places, in columns.
    void cover(std::size_t lane, const LaneState &state, double from, double to)
    {
        const double begin = std::max(0.0, from), end = std::min(static_cast<double>(m_columns.count), to);
        if (state.phase() != LaneState::Phase::Free)
            coverShare(lane, state.waiting ? &LaneColumn::waiting : &LaneColumn::holding, begin, end);
        if (state.isWanted())
            coverShare(lane, &LaneColumn::wanted, begin, end);
    }
    void coverShare(std::size_t lane, float LaneColumn::*share, double begin, double end);
    void addLane(std::size_t lane, double end);
    void addValues(EventIndex last, double end);

    const TimelineScene &m_scene;
    const TimelineIndex &m_index;
    ClockScale m_clock;
    double m_scale = 1; // columns per unit of the axis
    TimelineColumns m_columns;
};

void ColumnReader::addIndexed(EventIndex last)
{
    const double end = byTime() ? static_cast<double>(m_index.ticksBefore(last)) : static_cast<double>(last);
    for (std::size_t lane = 0; lane < m_columns.lanes; ++lane)
        addLane(lane, end);
    addValues(last, end);
}

/// `end`: of what the index covers, in its own unit: events or ticks.
void ColumnReader::addLane(std::size_t lane, double end)
{
    TimelineIndex::Hint hint;
    const double begin = byTime() ? ticksOfPosition(m_scene.range.begin) : m_scene.range.begin;
    const double width = (byTime() ? 1 / m_clock.nanosecondsPerTick : 1) / m_scale;
    const auto totalsAt = [&](double position) {
        const double inside = std::clamp(position, 0.0, end);
        return byTime() ? m_index.atTicks(lane, inside, hint) : m_index.atOrder(lane, inside, hint);
    };
    LaneTotals before = totalsAt(begin);
    std::size_t lostBefore = m_scene.losses->before(lane, before.order);
    for (std::size_t column = 0; column < m_columns.count; ++column) {
        const LaneTotals after = totalsAt(begin + static_cast<double>(column + 1) * width);
        if (after.order == before.order && after.waiting == before.waiting && after.holding == before.holding)
            continue; // what is wanted is held
        LaneColumn &cell = m_columns.at(lane, column);
        cell.reads += static_cast<float>(after.reads - before.reads);
        cell.writes += static_cast<float>(after.writes - before.writes);
        cell.waiting += static_cast<float>((after.waiting - before.waiting) / width);
        cell.holding += static_cast<float>((after.holding - before.holding) / width);
        cell.wanted += static_cast<float>((after.wanted - before.wanted) / width);
        const std::size_t lost = m_scene.losses->before(lane, after.order);
        cell.lost += static_cast<std::uint32_t>(lost - lostBefore);
        lostBefore = lost;
        before = after;
    }
}

void ColumnReader::addValues(EventIndex last, double end)
{
    const auto leafAt = [&](double position) -> EventIndex {
        const double at = byTime() ? ticksOfPosition(position) : position;
        if (at >= end)
            return last;
        return byTime() ? m_index.leafAtTicks(at)
                        : static_cast<EventIndex>(std::max(at, 0.0)) / TimelineIndex::kValueLeaf
                * TimelineIndex::kValueLeaf;
    };
    const double width = 1 / m_scale;
    EventIndex first = leafAt(m_scene.range.begin);
    for (std::size_t column = 0; column < m_columns.count; ++column) {
        const EventIndex next = leafAt(m_scene.range.begin + static_cast<double>(column + 1) * width);
        ValueColumn &value = m_columns.values[column];
        // A column that begins within a leaf shares it with its neighbour: too wide a band, never too narrow.
        value.extent.add(m_index.values(first, std::max(next, std::min(last, first + TimelineIndex::kValueLeaf))));
        value.last = m_index.valueBefore(next);
        first = next;
    }
    for (std::size_t i = 0, gaps = m_index.gaps().size(); i < gaps && m_index.gaps()[i].order < last; ++i) {
        const TimelineIndex::Gap &gap = m_index.gaps()[i];
        const double at = columnOf(byTime() ? positionOfTicks(static_cast<double>(gap.ticks))
                                            : static_cast<double>(gap.order));
        if (at >= 0 && at < static_cast<double>(m_columns.count))
            m_columns.values[static_cast<std::size_t>(at)].gap = true;
    }
}

void ColumnReader::coverShare(std::size_t lane, float LaneColumn::*share, double begin, double end)
{
    while (begin < end) {
        const auto column = static_cast<std::size_t>(begin);
        const double next = std::min(end, static_cast<double>(column + 1));
        m_columns.at(lane, column).*share += static_cast<float>(next - begin);
        begin = next;
    }
}

void ColumnReader::addCounted(EventIndex first, EventIndex last, bool endsHere)
{
    TimelineScan scan(*m_scene.reader, m_index);
    scan.seek(first);
    const bool timed = byTime();
    const auto here = [&](EventIndex index) {
        return columnOf(timed ? positionOfTicks(static_cast<double>(scan.ticks())) : static_cast<double>(index));
    };
    double place = here(first); // in columns, as all that follows
    std::vector<double> since(m_columns.lanes, std::max(place, 0.0));
    // What the index has told of its part stays: the counted part begins where that ends.
    std::size_t column = clamped(place);
    m_columns.values[column].extent.add(scan.value().value);
    ValueState value = scan.value();
    const auto closeColumnsBefore = [&](std::size_t next) {
        for (; column < next; ++column) {
            m_columns.values[column].last = value;
            m_columns.values[column + 1].extent.add(value.value);
        }
    };
    auto loss = m_scene.losses->from(first);
    const auto seen = [&](EventIndex index, const Event &event) {
        place = here(index);
        const std::size_t at = clamped(place);
        closeColumnsBefore(at);
        value = scan.value();
        m_columns.values[at].extent.add(value.value);
        m_columns.values[at].gap |= event.kind() == EventKind::Gap;
        if (event.actor >= m_columns.lanes)
            return;
        LaneColumn &cell = m_columns.at(event.actor, at);
        cell.reads += countsAsRead(event.kind()) ? 1.0F : 0.0F;
        cell.writes += countsAsWrite(event.kind()) ? 1.0F : 0.0F;
        if (!loss.empty() && loss.front() == index) {
            ++cell.lost;
            loss = loss.subspan(1);
        }
    };
    scan.walk(last, seen, [&](std::size_t lane) {
        cover(lane, scan.lane(lane), since[lane], place);
        since[lane] = place;
    });
    double end = columnOf(m_scene.range.end);
    if (endsHere)
        end = std::min(end, timed ? place : columnOf(static_cast<double>(last)));
    for (std::size_t lane = 0; lane < m_columns.lanes; ++lane)
        cover(lane, scan.lane(lane), since[lane], end);
    const std::size_t lastColumn = clamped(end);
    closeColumnsBefore(lastColumn);
    m_columns.values[lastColumn].last = value;
}

void ColumnReader::endExactly(EventIndex last)
{
    TimelineScan scan(*m_scene.reader, m_index);
    scan.seek(last);
    m_columns.values.back().last = scan.value();
}

TimelineColumns ColumnReader::take(const VisibleEvents &visible)
{
    m_columns.known = m_columns.count;
    if (visible.last == visible.reach) { // a view may reach beyond the end, and there is no value there
        const double end = byTime() ? m_scene.trace.end : static_cast<double>(visible.last);
        m_columns.known = static_cast<std::size_t>(std::clamp(std::ceil(columnOf(end)), 0.0, static_cast<double>(m_columns.count)));
    }
    return std::move(m_columns);
}

} // namespace

TimelineColumns readColumns(const TimelineScene &scene, const VisibleEvents &visible, std::size_t count,
                            EventIndex counted)
{
    ColumnReader reader(scene, count);
    const bool endsHere = visible.last == visible.reach;
    // Once: it may grow meanwhile. No block that reaches beyond what is to be seen.
    const EventIndex whole = visible.reach / TimelineIndex::kBlock * TimelineIndex::kBlock;
    const EventIndex covered = std::min(scene.index->size(), whole);
    if (visible.count() <= counted || covered <= visible.first) {
        reader.addCounted(visible.first, visible.last, endsHere);
    } else {
        // The rest is only what follows the last whole block; a view that ends before it has none.
        reader.addIndexed(covered);
        if (visible.last > covered)
            reader.addCounted(covered, visible.last, endsHere);
        else
            reader.endExactly(visible.last);
    }
    return reader.take(visible);
}

} // namespace interleave
