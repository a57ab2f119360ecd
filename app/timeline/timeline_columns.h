// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/timeline/extent_pyramid.h"
#include "app/timeline/timeline_exact.h"
#include "app/timeline/timeline_scene.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave {

/// What one pixel column says of one lane.
struct LaneColumn {
    float reads = 0;    ///< counts; fractions where the index had to share a leaf out over several columns
    float writes = 0;
    float waiting = 0;  ///< shares of the column, 0 … 1
    float holding = 0;
    float wanted = 0;   ///< of holding: while somebody else waited for it
    std::uint32_t lost = 0; ///< writes that were overwritten
};

/// What one pixel column says of the value row.
struct ValueColumn {
    Extent extent;    ///< values taken, the one it began with included
    ValueState last;  ///< at the end of the column
    bool gap = false; ///< somewhere in it events are missing
};

/// A dense view: aggregates for every pixel column, none of which stands for a single event.
struct TimelineColumns {
    std::size_t count = 0;
    std::size_t lanes = 0;
    std::vector<LaneColumn> cells; ///< lane after lane
    std::vector<ValueColumn> values; ///< up to `known`
    std::size_t known = 0;         ///< columns that hold settled events; what is beyond has not happened

    LaneColumn &at(std::size_t lane, std::size_t column) { return cells[lane * count + column]; }
    const LaneColumn &at(std::size_t lane, std::size_t column) const { return cells[lane * count + column]; }
};

/// Up to this many events are counted one by one, from more on the index is asked.
inline constexpr EventIndex kCountedEvents = 1 << 17;

/// `count` ≥ 1 columns over the range. With `counted` events at most, exactly; tests vary it.
TimelineColumns readColumns(const TimelineScene &scene, const VisibleEvents &visible, std::size_t count,
                            EventIndex counted = kCountedEvents);

} // namespace interleave
