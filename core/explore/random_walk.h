// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/exploration.h"
#include "core/explore/world.h"

#include <cstddef>
#include <cstdint>

namespace interleave {

struct RandomWalk {
    std::uint64_t seed = 0; ///< equal seeds walk alike, on every machine
    std::uint64_t executions = 1000;
    std::size_t steps = Execution::kMostSteps; ///< of one execution
};

/// Before each step one of those who can move is drawn, each as likely. Quick to find what many orders do, and poor at
/// what takes few switches at the right places. Proves nothing.
///
/// Errors of both: those of the world.
Result<Exploration> walkAtRandom(World &world, const ExecutionVisitor &visit, const RandomWalk &walk);

/// Each actor has a priority, drawn at first, and whoever can move and has the highest one does. At `depth` − 1 steps,
/// drawn from as many as the longest execution had so far, whoever would move falls below all who never fell, each to a
/// rank of its own. An end that takes `depth` accesses to come in the right order is met in one execution of
/// n · k^(depth − 1), n actors and k steps, or more often (PCT: Burckhardt, Kothari, Musuvathi, Nagarakatte, "A
/// Randomized Scheduler with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010).
Result<Exploration> walkByPriorities(World &world, const ExecutionVisitor &visit, const RandomWalk &walk,
                                     std::size_t depth);

} // namespace interleave
