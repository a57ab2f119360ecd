// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/object_table.h"
#include "core/trace/settler.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// What to simulate. Rows 0 and 1 (cells) are read and then written, row 2 is only updated in one
/// step; there are mutexes and a semaphore.
struct SimulationOptions {
    std::uint64_t seed = 1;
    std::size_t actors = 3;
    std::size_t actions = 40;     ///< per actor, each of a few steps
    int deathsPerMille = 0;       ///< chance at each step that somebody is killed
    int sessionPerMille = 0;      ///< chance at each step that the session writes a word itself
    bool incrementsOnly = false;  ///< nothing but unprotected increments of cell 0
    std::uint64_t clockNoise = 40'000; ///< ticks; a step takes 1000
};

/// A run whose true order is known, since its steps were executed one by one.
struct SimulatedRun {
    struct Step {
        Event event;
        bool reported = true;      ///< false: its actor died before it could, or it is the session's
        bool releaseByDeath = false; ///< no step of a program: the system freed the mutex of a dead owner
        std::uint64_t reportedAt = 0; ///< number of steps executed when the event was in the ring
    };
    struct Death {
        ActorId actor = 0;
        std::uint64_t at = 0; ///< number of steps executed
        int signal = 9;
    };

    ObjectTable objects;
    std::size_t actors = 0;
    std::vector<Step> steps; ///< in the true order
    std::vector<Death> deaths;
    MemoryWords finalWords;

    static SimulatedRun make(const SimulationOptions &options);

    MemoryWords memoryAfter(std::uint64_t steps) const;
    const Death *deathOf(ActorId actor) const;
    /// Is there evidence of an unreported step in what others reported or in the memory at the end? (A session may know
    /// more: it looks at the memory after each death too.)
    bool isProvable(const Step &step) const;
};

/// What came out of a settler.
struct SettledRun {
    std::vector<Event> events;
    std::uint64_t inferred = 0;
    std::uint64_t unexplained = 0;
    bool tail = false;
};

/// Drains the run in random passes, as a session would: rings one after the other, each access that was under way at
/// the end of a pass reported in the next, deaths known before that. `passes` 0: everything at once, in finish().
SettledRun settleInPasses(const SimulatedRun &run, std::uint64_t seed, std::size_t passes);

} // namespace interleave
