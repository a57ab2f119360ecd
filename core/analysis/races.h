// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/analysis/happens_before.h"
#include "core/analysis/paged_array.h"
#include "core/trace/object_table.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// Data races: pairs of accesses of different actors to one element, at least one of them a write, neither ordered
/// before the other by synchronization (see HappensBefore). Two updates, each one atomic step, do not race.
///
/// What is counted is pairs of *accesses in the source* (object, line, kind), so that a loop does not count a million
/// times. A pair is found if and only if some two events of it are unordered: of each actor's accesses of one sort to
/// an element only the latest must be kept, for if an earlier one is unordered with a later access of somebody else, so
/// is the latest. So the result does not depend on the order in which unordered events were settled.
///
/// Of an object that is accessed in more than 254 ways the rest are taken for one. 32 bytes for each element that one
/// actor accesses in one way; one that is accessed in more ways takes 12 for each way and actor, and two vectors.
class Races
{
public:
    Races(const ObjectTable &objects, const HappensBefore &order);

    /// Read, Awaited, Write, Update; between HappensBefore::learn() and tell() of the same event.
    void settled(EventIndex index, const Event &event);
    /// Events are missing, perhaps some that ordered others, and where one cannot tell: nothing can be called
    /// unordered.
    void gap() { m_gap = true; }
    /// From here on one cannot tell any more; what was found stays.
    void stop() { m_stopped = true; }

    RaceFindings findings() const;

private:
    using SortId = std::uint8_t;
    static constexpr std::size_t kSorts = 255; ///< sorts of access to one object; the last one gathers the rest
    static constexpr std::uint32_t kNoGrid = ~std::uint32_t{0};

    struct Sort {
        SiteId site = 0;
        EventKind kind = EventKind::None; ///< Read, Write or Update
    };
    /// The latest access of one actor, of one sort.
    struct Access {
        EventIndex event = kNoEvent;
        Epoch epoch;
        SortId sort = 0;
    };
    /// Of an element that is accessed by more than one actor, or in more than one way: the latest of each, by sort and
    /// lane.
    struct Grid {
        std::vector<std::uint32_t> clocks; ///< 0: never
        std::vector<EventIndex> events;
        /// If its clock is not 0: every access so far is ordered before or is the one made then.
        Epoch last;
    };
    struct Element {
        Access only;
        std::uint32_t grid = kNoGrid; ///< into m_grids; then `only` is in there
    };
    struct Row {
        bool isMemory = false; ///< cells or slots
        std::uint32_t count = 0;
        std::vector<Sort> sorts;
        std::vector<SortId> sortOf;               ///< by site and kind; kSorts: not met yet
        PagedArray<Element> elements;
        std::vector<bool> found;                  ///< by two sorts, the smaller one first
    };

    static SortId sortOf(Row &row, const Event &event);
    static bool conflict(const Row &row, SortId one, SortId other);
    Grid &gridOf(Element &element);
    void put(Grid &grid, SortId sort, Epoch epoch, EventIndex event) const;
    bool compare(Row &row, const Grid &grid, const Access &access, ObjectRef object);
    void report(Row &row, ObjectRef object, const Access &earlier, const Access &later);

    const HappensBefore *m_order; ///< not owned
    std::vector<Row> m_rows;
    std::vector<Grid> m_grids;
    std::vector<RacePair> m_pairs;
    bool m_gap = false, m_stopped = false;
};

} // namespace interleave
