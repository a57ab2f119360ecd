// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_losses.h"

#include "core/trace/trace.h"

#include <algorithm>

namespace interleave {

namespace {

void sortUnique(std::vector<EventIndex> &events)
{
    std::sort(events.begin(), events.end());
    events.erase(std::unique(events.begin(), events.end()), events.end());
}

} // namespace

TimelineLosses::TimelineLosses(const Losses &losses, TraceReader &reader, std::size_t lanes) : m_lanes(lanes)
{
    for (const Loss &loss : losses.listed) {
        m_overwriting.push_back(loss.event);
        m_victims.push_back(loss.victim);
    }
    for (const RepeatedReception &repeat : losses.repeated)
        m_overwriting.push_back(repeat.again);
    sortUnique(m_overwriting);
    sortUnique(m_victims);
    // Ascending, so each block of the trace is unpacked once.
    for (const EventIndex victim : m_victims) {
        if (victim >= reader.size())
            break;
        const ActorId actor = reader[victim].actor;
        if (actor < lanes)
            m_lanes[actor].push_back(victim);
    }
}

bool TimelineLosses::isOverwritten(EventIndex event) const
{
    return std::binary_search(m_victims.begin(), m_victims.end(), event);
}

bool TimelineLosses::isOverwriting(EventIndex event) const
{
    return std::binary_search(m_overwriting.begin(), m_overwriting.end(), event);
}

std::span<const EventIndex> TimelineLosses::from(EventIndex first) const
{
    return {std::lower_bound(m_victims.begin(), m_victims.end(), first), m_victims.end()};
}

std::size_t TimelineLosses::before(std::size_t lane, double order) const
{
    if (lane >= m_lanes.size())
        return 0;
    const auto &victims = m_lanes[lane];
    const auto end = std::lower_bound(victims.begin(), victims.end(), order, [](EventIndex victim, double position) {
        return static_cast<double>(victim) < position;
    });
    return static_cast<std::size_t>(end - victims.begin());
}

} // namespace interleave
