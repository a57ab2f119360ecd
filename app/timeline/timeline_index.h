// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/timeline/extent_pyramid.h"
#include "app/timeline/growing_array.h"
#include "app/timeline/lane_states.h"
#include "core/ids.h"
#include "core/shm/event.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

namespace interleave {

/// Along which axis a timeline is drawn.
enum class TimelineAxis : std::uint8_t { Order, Time };

/// How much of each a lane has had up to some position; the difference of two is what lies between them.
struct LaneTotals {
    double order = 0; ///< the position in events, whatever the axis
    double reads = 0;
    double writes = 0;
    double waiting = 0; ///< length along the axis: columns (order) or ticks (time)
    double holding = 0;
    double wanted = 0;  ///< of holding: while somebody else waited for it
};

/// Running totals over the settled events, so that what a pixel stands for is a difference of two entries however many
/// events lie in it. Per lane an entry every kLeaf events of that lane, and one at the end of every block in which it
/// had any; for the value row an entry every kValueLeaf events of the trace. About 3 bytes an event.
///
/// Covers whole blocks of kBlock events: what follows is short enough to be read from the trace. Between two entries
/// totals are interpolated, so no weight is lost or counted twice. Times are ticks since `origin`, made monotone along
/// the settled order by moving an event that claims to be earlier than its predecessor to the predecessor's time.
///
/// One thread appends; any thread asks, without a lock, about what is below size().
class TimelineIndex
{
public:
    static constexpr EventIndex kBlock = 4096;
    static constexpr std::uint32_t kLeaf = 32;
    static constexpr EventIndex kValueLeaf = 64;

    struct Options {
        std::size_t lanes = 0;       ///< at most kMaxActors
        std::uint64_t origin = 0;    ///< ticks
        int valueRow = -1;           ///< row of the object shown in the value row; −1: none
        std::int32_t initial = 0;    ///< its value at the start
    };
    explicit TimelineIndex(Options options);

    /// The writer's thread: every event in order, from 0.
    void append(EventIndex index, const Event &event);
    const Options &options() const { return m_options; }

    /// Events covered, a multiple of kBlock. Any thread, as all below.
    EventIndex size() const { return m_size.load(std::memory_order_acquire); }
    /// Events whose time had to be nudged.
    std::uint64_t nudges() const { return m_nudges.load(std::memory_order_relaxed); }

    /// Remembers where the last answer was found: positions asked in ascending order cost next to nothing.
    struct Hint {
        std::size_t entry = 0;
    };
    LaneTotals atOrder(std::size_t lane, double order, Hint &hint) const;
    LaneTotals atTicks(std::size_t lane, double ticks, Hint &hint) const;
    /// State of a lane just before event `block`, a multiple of kBlock, at most size().
    LaneState stateAt(std::size_t lane, EventIndex block) const;

    /// The latest time before event `block`, a multiple of kValueLeaf.
    std::uint64_t ticksBefore(EventIndex block) const;
    /// The greatest multiple of kValueLeaf before which every event is earlier than `ticks`.
    EventIndex leafAtTicks(double ticks) const;
    /// The value row before event `leaf`, a multiple of kValueLeaf.
    ValueState valueBefore(EventIndex leaf) const;
    /// Value × ticks up to ticksBefore(leaf), for a mean over time; a multiple of kValueLeaf.
    double areaBefore(EventIndex leaf) const;
    /// Values the object took between two multiples of kValueLeaf, the one it had at the first included.
    Extent values(EventIndex first, EventIndex last) const;

    /// Where events are missing: number and ticks of the events that say so, ascending; the latest may be above size().
    struct Gap {
        EventIndex order = 0;
        std::uint64_t ticks = 0;
    };
    const GrowingArray<Gap> &gaps() const { return m_gaps; }

    std::size_t bytes() const;

private:
    /// Totals before event `order`.
    struct Entry {
        std::uint64_t ticks = 0, waitingTicks = 0, holdingTicks = 0, wantedTicks = 0;
        std::uint32_t order = 0, reads = 0, writes = 0, waitingColumns = 0, holdingColumns = 0, wantedColumns = 0;
        LaneState state;
    };
    static_assert(sizeof(Entry) == 72);
    /// What stood at the end of a leaf of the value row.
    struct Leaf {
        std::uint64_t ticks = 0;
        double area = 0; // value × ticks so far
        ValueState value;
    };
    struct Lane {
        void append(const Entry &entry);

        GrowingArray<Entry> entries;
        // Their keys once more, packed: a search touches only these, and they stay in the processor's cache.
        GrowingArray<std::uint32_t> orders;
        GrowingArray<std::uint64_t> ticks;
        // The writer's.
        Entry now;
        std::uint32_t sinceEntry = 0; // events, and changes by events of others
    };

    void advance(std::size_t laneNumber, EventIndex order);
    void closeLeaf();
    void closeBlock(EventIndex end);
    template <typename Key>
    static std::size_t entryBelow(const GrowingArray<Key> &keys, double position, Hint &hint);

    Options m_options;
    std::array<Lane, kMaxActors> m_lanes;
    GrowingArray<Leaf> m_leaves;
    GrowingArray<Gap> m_gaps;
    ExtentPyramid m_extents;
    std::atomic<EventIndex> m_size{0};
    std::atomic<std::uint64_t> m_nudges{0};

    // The writer's.
    LaneStates m_states;
    Leaf m_now;
    Extent m_extent;
};

} // namespace interleave
