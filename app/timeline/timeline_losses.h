// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/ids.h"

#include <cstddef>
#include <span>
#include <vector>

namespace interleave {

class TraceReader;

/// Which events were overwritten, and which ones did it, as the timeline marks them. A value made from one snapshot of
/// the findings.
class TimelineLosses
{
public:
    TimelineLosses() = default;
    /// Reads the victims' lanes from the trace: as long as the list, so for long lists not the window's work.
    TimelineLosses(const Losses &losses, TraceReader &reader, std::size_t lanes);

    bool isOverwritten(EventIndex event) const;
    /// … or a message arrived again by it.
    bool isOverwriting(EventIndex event) const;
    /// Overwritten events of all lanes from `first` on, ascending.
    std::span<const EventIndex> from(EventIndex first) const;
    /// Overwritten events of that lane before `order`.
    std::size_t before(std::size_t lane, double order) const;
    std::size_t total() const { return m_victims.size(); }

private:
    std::vector<EventIndex> m_victims;     // ascending, all lanes
    std::vector<EventIndex> m_overwriting; // ascending
    std::vector<std::vector<EventIndex>> m_lanes;
};

} // namespace interleave
