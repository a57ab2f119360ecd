// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/timeline/lane_states.h"
#include "app/timeline/timeline_index.h"
#include "core/trace/trace.h"

#include <algorithm>

namespace interleave {

/// Goes through a stretch of the trace event by event, knowing the state of every lane, the monotone time and the value
/// of the value row, whatever happened before the stretch. What the index summarises, exactly.
class TimelineScan
{
public:
    TimelineScan(TraceReader &reader, const TimelineIndex &index)
        : m_reader(reader), m_index(index), m_lanes(index.options().lanes)
    {
    }

    /// How far one may look: up to `wanted` (settled), or, while the index is more than two blocks behind, what it
    /// covers.
    static EventIndex reach(const TimelineIndex &index, EventIndex wanted)
    {
        const EventIndex covered = index.size();
        return wanted <= covered + 2 * TimelineIndex::kBlock ? wanted : covered;
    }

    /// Puts itself before event `first`, at most reach(). Reads less than three blocks.
    void seek(EventIndex first)
    {
        const EventIndex block = std::min(first, m_index.size()) / TimelineIndex::kBlock * TimelineIndex::kBlock;
        for (std::size_t lane = 0; lane < m_lanes.size(); ++lane)
            m_lanes.set(lane, m_index.stateAt(lane, block));
        m_ticks = m_index.ticksBefore(block);
        m_area = m_index.areaBefore(block);
        m_value = m_index.valueBefore(block);
        m_next = block;
        walk(first, [](EventIndex, const Event &) {});
    }

    /// Calls visit(index, event) for the events up to `last`. During the call lane() is as before the event, ticks() is
    /// the event's time, and value() is as after it. Calls changing(lane) likewise for each lane that the event may
    /// change: its own, and one whose lock it asks for or leaves to others.
    template <typename Visit, typename Changing>
    void walk(EventIndex last, Visit &&visit, Changing &&changing)
    {
        const std::uint64_t origin = m_index.options().origin;
        const int valueRow = m_index.options().valueRow;
        m_reader.forEach(m_next, std::max(m_next, last), [&](EventIndex index, const Event &event) {
            const std::uint64_t ticks = std::max(m_ticks, event.time > origin ? event.time - origin : 0);
            m_area += static_cast<double>(m_value.value) * static_cast<double>(ticks - m_ticks);
            m_ticks = ticks;
            m_value.apply(event, valueRow);
            visit(index, event);
            m_lanes.apply(event, changing);
        });
        m_next = std::max(m_next, last);
    }
    template <typename Visit>
    void walk(EventIndex last, Visit &&visit)
    {
        walk(last, visit, [](std::size_t) {});
    }

    EventIndex next() const { return m_next; }
    const LaneState &lane(std::size_t lane) const { return m_lanes[lane]; }
    std::size_t lanes() const { return m_lanes.size(); }
    std::uint64_t ticks() const { return m_ticks; }
    /// Value × ticks up to ticks().
    double area() const { return m_area; }
    ValueState value() const { return m_value; }

private:
    TraceReader &m_reader;
    const TimelineIndex &m_index;
    LaneStates m_lanes;
    EventIndex m_next = 0;
    std::uint64_t m_ticks = 0;
    double m_area = 0;
    ValueState m_value;
};

} // namespace interleave
