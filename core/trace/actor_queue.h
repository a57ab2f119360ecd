// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace interleave {

/// The drained, unsettled events of one actor in its program order. Positions are absolute: they count the events of
/// the actor from the beginning of the run.
class ActorQueue
{
public:
    void add(std::span<const Event> events)
    {
        dropSettled();
        m_events.insert(m_events.end(), events.begin(), events.end());
    }

    bool empty() const { return m_head == m_events.size(); }
    /// Is there a head that may settle as far as passes go?
    bool available() const { return settled() < m_released; }
    const Event &head() const { return m_events[m_head]; }
    void pop() { ++m_head; }

    std::span<const Event> unsettled() const { return std::span(m_events).subspan(m_head); }
    /// The first unsettled one that wrote a word; null: none. Constant over all calls.
    const Event *nextWrite() const
    {
        for (m_write = std::max(m_write, m_head); m_write < m_events.size(); ++m_write)
            if (writesWord(m_events[m_write].kind()))
                return &m_events[m_write];
        return nullptr;
    }
    /// The event that settled last; a default one when none has.
    const Event &last() const { return m_head ? m_events[m_head - 1] : m_last; }

    std::uint64_t settled() const { return m_dropped + m_head; }
    std::uint64_t added() const { return m_dropped + m_events.size(); }

    /// Ends a pass: what was there at the end of the pass before may settle, and should have settled when it was
    /// released by the call before this one.
    void passEnded()
    {
        m_overdue = m_released;
        m_released = m_barrier;
        m_barrier = added();
    }
    void releaseAll() { m_released = m_overdue = m_barrier = added(); }
    bool isOverdue() const { return settled() < m_overdue; }

    /// Sequence number of its last reported write, settled or not.
    std::uint32_t lastSequence = 0;

private:
    void dropSettled()
    {
        if (m_head < kKeep || m_head * 2 < m_events.size())
            return;
        m_last = m_events[m_head - 1];
        m_events.erase(m_events.begin(), m_events.begin() + static_cast<std::ptrdiff_t>(m_head));
        m_dropped += m_head;
        m_write -= std::min(m_write, m_head);
        m_head = 0;
    }

    static constexpr std::size_t kKeep = 1024;

    std::vector<Event> m_events;
    std::size_t m_head = 0;
    mutable std::size_t m_write = 0; ///< no write from m_head up to here
    Event m_last;
    std::uint64_t m_dropped = 0;
    std::uint64_t m_barrier = 0, m_released = 0, m_overdue = 0;
};

} // namespace interleave
