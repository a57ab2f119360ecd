// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/analysis/salted_hash.h"
#include "core/trace/object_table.h"

#include <cstdint>
#include <map>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace interleave {

/// Updates of cells that are a read and a write, not one step: is a lock held from the one to the other?
///
/// An update is *split* when no lock is: somebody else may write in between, whatever else is locked. It is an
/// *atomicity violation* when that is what happened although each access by itself was under the same lock: no data
/// race, and yet the other's write is gone. (Python's `Value` does this: it locks each access, and `+=` is two.)
///
/// It takes what one actor did and the words it saw. So where events of an actor are missing that may have been to a
/// lock or a cell, nothing is said of that one from there on, and what is said of the others stays.
///
/// One settled event at a time. Source of the term: Flanagan and Freund, "Atomizer" (POPL 2004).
class Atomicity
{
public:
    Atomicity(const ObjectTable &objects, std::size_t actors);

    void settled(EventIndex index, const Event &event);
    /// Events are missing, and nobody can say whose: nothing can be said.
    void anythingIsMissing() { m_gap = true; }
    /// From here on nothing more can be said; what was found stays.
    void stop() { m_stopped = true; }

    AtomicityFindings findings() const;

private:
    struct Hold {
        ObjectRef lock;
        EventIndex since = 0;
    };
    /// The actor's latest read of a cell since it wrote there.
    struct Look {
        ObjectRef cell = {};
        EventIndex event = kNoEvent; ///< kNoEvent: none
        SiteId site = 0;
        Word seen = {};
        ObjectRef lock = {}; ///< held at that time, the one taken last
        bool locked = false;
    };
    struct Actor {
        std::vector<Hold> holds;
        std::vector<Look> looks; ///< one per cell
        bool isUnknown = false;  ///< behind a gap: what it holds and has read
    };
    struct Cell {
        std::uint64_t split = 0;
        ActorId writer = kNoActor; ///< the first that wrote
        bool shared = false;       ///< another wrote, too
    };
    using Place = std::tuple<std::uint32_t, std::uint32_t, SiteId, SiteId>; // row, lock, line of the read, of the write

    bool isCell(ObjectRef object) const;
    Look &lookOf(Actor &actor, ObjectRef cell);
    Cell &cellOf(ObjectRef object);
    void read(Actor &actor, EventIndex index, const Event &event);
    void write(Actor &actor, EventIndex index, const Event &event);
    void wroteBy(Cell &cell, ActorId actor);
    void violated(const Look &look, EventIndex index, const Event &event);

    static constexpr std::size_t kMostHolds = 16; ///< that are remembered: more than any role of the catalogue holds

    void hold(Actor &actor, EventIndex index, ObjectRef lock);
    void forget(Actor &actor);

    std::vector<bool> m_isCell;   ///< by row
    std::uint64_t m_rows = 0;     ///< cells and locks, as a gap tells rows
    std::vector<Actor> m_actors;
    std::unordered_map<std::uint32_t, Cell, SaltedHash> m_cells; ///< by object
    std::uint32_t m_latestObject = 0;                ///< of m_latest
    Cell *m_latest = nullptr;                        ///< into m_cells
    std::map<Place, AtomicityViolation> m_violations;
    bool m_gap = false, m_stopped = false;
    bool m_forgot = false; ///< something that may have come to more
};

} // namespace interleave
