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
/// actor accesses in one way; one that is accessed in more ways takes 24 for each way and actor, and a vector.
class Races
{
public:
    Races(const ObjectTable &objects, const HappensBefore &order);

    /// Read, Awaited, Write, Update; between HappensBefore::learn() and tell() of the same event.
    void settled(EventIndex index, const Event &event);
    /// From here on one cannot tell any more; what was found stays.
    void stop() { m_stopped = true; }

    /// `atBest`: NotProvable when events may be missing that ordered others, so that nothing can be called unordered;
    /// Bounded when only accesses are, so that there may be more.
    RaceFindings findings(Proof atBest = Proof::Proved) const;

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
    /// Of an element that is accessed by more than one actor, or in more than one way: the latest of each sort and
    /// lane.
    struct Grid {
        std::vector<Access> latest;
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
    static Access *find(Grid &grid, const Access &access);
    bool compare(Row &row, const Grid &grid, const Access &access, ObjectRef object);
    void report(Row &row, ObjectRef object, const Access &earlier, const Access &later);

    const HappensBefore *m_order; ///< not owned
    std::vector<Row> m_rows;
    std::vector<Grid> m_grids;
    std::vector<RacePair> m_pairs;
    bool m_stopped = false;
};

} // namespace interleave
