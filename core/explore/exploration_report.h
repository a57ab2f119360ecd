// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/schedule.h"
#include "core/trace/run_info.h"
#include "core/trace/wait.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// What a search proves.
enum class Claim : std::uint8_t {
    Exhaustive, ///< of all orders
    Bounded,    ///< of all orders with at most so many preemptions
    Sampled,    ///< of those that were tried
};

/// What a search does one after the other. Where it was stopped says what is known, and what is not.
enum class SearchPhase : std::uint8_t {
    Counting,   ///< orders, on the model; or, where these are too many, taking some of them by chance
    Confirming, ///< the orders that are shown, on real processes
    Tracing,    ///< where all were counted: one order of each trace, on real processes
    Over,
};

/// One result of a scenario, and the orders that have it.
struct ExploredOutcome {
    std::string result = {}; ///< canonical, as of a run (Account::result); of a deadlock empty
    bool isDeadlock = false; ///< nobody could move any more
    bool isCorrect = false;
    std::string
        interleavings; ///< how many orders end so: decimal, of any length; a lower bound unless it is exhaustive
    /// Of those orders the one with the fewest preemptions (a switch away from a process that could have gone on), and
    /// of these the one with the fewest switches.
    Steps steps = {};
    std::uint64_t preemptions = 0, switches = 0;
    std::vector<Wait> waits = {}; ///< of a deadlock: who waited for what, held by whom
    /// How often real processes have done `steps` again, and came to the same result.
    std::uint64_t replays = 0, equal = 0;
};

/// What is known of all orders of a scenario: so far, or at the end. A value; what the search tells, and what the
/// window and the command line show.
struct ExplorationReport {
    RunSettings settings;
    Claim claim = Claim::Sampled;
    std::uint64_t preemptionBound = 0;     ///< Bounded
    std::uint64_t deaths = 0;              ///< that were tried besides: up to so many in each order
    std::string interleavings = "0";       ///< complete and deadlocked orders; exact when exhaustive
    std::vector<ExploredOutcome> outcomes; ///< deadlocks last; others in the order of their results as numbers
    std::uint64_t states = 0;              ///< of the model that were gone through
    std::uint64_t executions = 0;          ///< of real processes
    /// Orders that differ only in accesses which do not concern each other make one trace: so many of these have been
    /// run on real processes, one order of each; 0: not all of them.
    std::uint64_t traces = 0;
    std::uint64_t deadlockedTraces = 0; ///< of them
    std::string startedAt = {};         ///< ISO 8601, with offset; of a search that is told to nobody empty
    std::int64_t elapsedMs = 0;
    SearchPhase phase = SearchPhase::Counting; ///< in which this was known
    bool isOver = false;        ///< false: more is to come
    bool isInterrupted = false; ///< it was stopped in that phase
    /// Why it is not exhaustive, or, while it is on, may not become it: how large it would be, what would be feasible;
    /// one or two sentences. Or empty.
    std::string limit = {};
    Parameters feasible = {}; ///< then: a size that was tried and can be gone through; empty: none is known

    const ExploredOutcome *shortestFailure() const; ///< fewest preemptions, then fewest switches; null: none fails
    const ExploredOutcome *deadlock() const;        ///< null: none was found
    bool anyWrong() const { return shortestFailure() != nullptr; }
};

} // namespace interleave
