// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/timeline/lane_state.h"
#include "core/ids.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace interleave {

/// The states of all lanes. Whether a lock that one of them holds is wanted depends on the others.
class LaneStates
{
public:
    explicit LaneStates(std::size_t lanes) : m_size(lanes) {}

    std::size_t size() const { return m_size; }
    const LaneState &operator[](std::size_t lane) const { return m_lanes[lane]; }

    /// Puts a lane where it stood at some moment. All are to be put there before the next event.
    void set(std::size_t lane, const LaneState &state)
    {
        m_lanes[lane] = state;
        note(lane);
    }

    /// Calls changing(lane) for each lane before it changes; the event's own is the first.
    template <typename Visit>
    void apply(const Event &event, Visit &&changing)
    {
        const std::size_t own = event.actor;
        if (own >= m_size)
            return;
        changing(own);
        if (!concernsLocks(event.kind())) {
            m_lanes[own].apply(event);
            return;
        }
        // The mutex asked for, taken or given back; of one that falls silent, the one it waited for.
        const bool named = event.kind() != EventKind::Died && event.kind() != EventKind::Gap;
        const std::size_t holder = holderOf(named ? event.object : m_lanes[own].waitsFor, own);
        if (holder < m_size)
            changing(holder);
        m_lanes[own].apply(event);
        note(own);
        m_lanes[own].wanted = isWanted(own);
        if (holder < m_size)
            m_lanes[holder].wanted = isWanted(holder);
    }

private:
    using Mask = std::uint64_t;
    static constexpr Mask bit(std::size_t lane) { return Mask{1} << lane; }

    static bool concernsLocks(EventKind kind)
    {
        return kind == EventKind::LockRequested || kind == EventKind::LockAcquired || kind == EventKind::LockReleased
            || kind == EventKind::Died || kind == EventKind::Gap;
    }
    void note(std::size_t lane)
    {
        m_inLine = m_lanes[lane].waitsFor != LaneState::kNoLock ? m_inLine | bit(lane) : m_inLine & ~bit(lane);
        m_holding = m_lanes[lane].holding > 0 ? m_holding | bit(lane) : m_holding & ~bit(lane);
    }
    std::size_t holderOf(ObjectRef lock, std::size_t butNot) const
    {
        for (Mask rest = m_holding & ~bit(butNot); rest; rest &= rest - 1)
            if (const auto lane = static_cast<std::size_t>(std::countr_zero(rest)); m_lanes[lane].holds(lock))
                return lane;
        return kMaxActors;
    }
    bool isWanted(std::size_t holder) const
    {
        for (Mask rest = m_lanes[holder].holding > 0 ? m_inLine : 0; rest; rest &= rest - 1)
            if (m_lanes[holder].holds(m_lanes[static_cast<std::size_t>(std::countr_zero(rest))].waitsFor))
                return true;
        return false;
    }

    std::size_t m_size; // at most kMaxActors
    std::array<LaneState, kMaxActors> m_lanes{};
    Mask m_inLine = 0;  // wait for a mutex
    Mask m_holding = 0;
};

} // namespace interleave
