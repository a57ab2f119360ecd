// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/exploration.h"
#include "core/explore/world.h"

#include <optional>

namespace interleave {

/// All orders, one execution each, depth first; with a bound, those with at most that many preemptions. Who moved last
/// is tried first, so the first execution has no preemption.
///
/// Called with bounds 0, 1, 2 … the first that fails does so with the fewest preemptions (iterative context bounding:
/// Musuvathi and Qadeer, PLDI 2007; CHESS, OSDI 2008). Without a bound it is what the other searches are checked
/// against: as there are (a + b)! / a! b! orders of a and b steps, it is for very small worlds.
///
/// Errors: those of the world, and a role that does not do the same again.
Result<Exploration> enumerate(World &world, const ExecutionVisitor &visit,
                              std::optional<std::size_t> mostPreemptions = std::nullopt, ExplorationLimits limits = {});

} // namespace interleave
