// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"

#include <array>
#include <cstdint>
#include <limits>

namespace interleave {

/// What is missing from a record, as its gaps tell it: to which rows of the object table the missing events may have
/// been.
///
/// An actor that goes on reporting behind a gap has taken something out of it: a lock it holds, a word it read. One
/// that falls silent has not. Rows concerned by gaps of the first kind are *followed*.
class Missing
{
public:
    /// Every event, in order.
    void settled(const Event &event)
    {
        if (event.kind() == EventKind::Gap)
            gap(event);
        else if (m_rows != 0 && event.kind() != EventKind::Died)
            goesOn(event.actor);
    }
    /// Events are missing, and no gap says whose or where.
    void anything()
    {
        m_rows = m_followed = kAll;
        m_untold = true;
    }
    /// So many are missing in all; what the gaps do not account for may be anything.
    void inAll(std::uint64_t events)
    {
        if (events > m_told && !m_uncounted)
            anything();
    }

    bool any() const { return m_rows != 0; }
    /// Nobody can say whose the missing events are.
    bool isUntold() const { return m_untold; }
    bool concerns(std::size_t row) const { return (m_rows & bit(row)) != 0; }
    bool isFollowed(std::size_t row) const { return (m_followed & bit(row)) != 0; }
    /// Gaps of that actor that concern the row, so far.
    std::uint32_t gapsOf(ActorId actor, std::size_t row) const
    {
        return m_rows == 0 || actor >= kMaxActors ? 0 : m_gaps[actor][row < 63 ? row : 63];
    }

private:
    static constexpr std::uint64_t kAll = ~std::uint64_t{0};
    static std::uint64_t bit(std::size_t row) { return gapBit(static_cast<std::uint8_t>(row < 63 ? row : 63)); }

    void gap(const Event &event)
    {
        const std::uint64_t rows = gapRows(event);
        m_rows |= rows;
        m_uncounted = m_uncounted || event.a == 0;
        m_told = event.a > std::numeric_limits<std::uint64_t>::max() - m_told ? kAll : m_told + event.a;
        if (event.actor >= kMaxActors)
            return anything();
        m_open[event.actor] |= rows;
        for (std::size_t row = 0; row < 64; ++row)
            m_gaps[event.actor][row] += (rows >> row & 1) != 0;
    }
    void goesOn(ActorId actor)
    {
        if (actor >= kMaxActors)
            return;
        m_followed |= m_open[actor];
        m_open[actor] = 0;
    }

    std::uint64_t m_rows = 0, m_followed = 0;
    std::uint64_t m_told = 0; ///< events that gaps account for
    bool m_untold = false;
    bool m_uncounted = false; ///< a gap does not know how many
    std::array<std::uint64_t, kMaxActors> m_open{}; ///< by actor: rows of gaps it has not reported anything after
    std::array<std::array<std::uint32_t, 64>, kMaxActors> m_gaps{};
};

} // namespace interleave
