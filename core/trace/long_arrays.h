// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/object_table.h"
#include "core/trace/state.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

namespace interleave {

/// Where in the trace long arrays were accessed, so that what the window of a state has left behind is found again.
///
/// Of each page of such an array it notes in which stretches of the trace somebody accessed it: four bytes a page and
/// stretch, a byte an event at most. To find the elements of a window, those stretches are gone through from the newest
/// back, kMostStretches of them: some milliseconds.
class LongArrays
{
public:
    static constexpr EventIndex kStretch = 1 << 14;   ///< events
    static constexpr std::uint32_t kPage = 1024;      ///< elements
    static constexpr std::size_t kMostStretches = 16; ///< looked through for one state

    /// Of the rows that are shown in part only.
    LongArrays(const ObjectTable &objects, const State &initial);

    /// The writer's thread, each event once, in order.
    void settled(EventIndex first, std::span<const Event> events);
    /// Any thread: completes what the windows of the state, reached by replay, do not know. Where a look that far back
    /// does not find an element it stays not known.
    void complete(State &state, TraceReader &reader) const;
    /// Bytes held, for figures. Any thread.
    std::size_t storedBytes() const;

private:
    using Stretches = std::vector<std::uint32_t>; ///< numbers, in order
    struct Span {
        EventIndex first = 0, end = 0;
    };

    std::vector<Span> placesOf(std::size_t row, std::uint32_t first, std::uint32_t count, EventIndex position) const;
    void completeRow(State &state, std::size_t row, TraceReader &reader) const;

    std::vector<bool> m_isLong; ///< by row
    bool m_any = false;

    mutable std::mutex m_mutex;                  // protects what follows; held for microseconds
    std::vector<std::vector<Stretches>> m_pages; ///< by row and page; of long rows, up to the last page accessed
    EventIndex m_until = 0;                      ///< events noted
    std::size_t m_noted = 0;                     ///< numbers held
};

} // namespace interleave
