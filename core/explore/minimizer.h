// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/execution.h"
#include "core/explore/world.h"

#include <cstdint>
#include <functional>

namespace interleave {

/// Is that, and the world as it is now, still what somebody wants to show?
using StillFails = std::function<bool(const Execution &)>;

struct Minimized {
    Execution execution; ///< the last one that failed
    bool isReproduced =
        false; ///< the schedule failed when it was led through for the first time; else nothing was tried
    std::uint64_t replays = 0;
};

/// Takes switches out of a schedule that fails: moves what an actor does in a row next to what it does in a row
/// elsewhere, leads the world through that, and keeps it when it still fails and has fewer switches. As long as that
/// helps, or for that many replays. The result has no more switches than the schedule, and need not have the fewest
/// there are: those only a search through all orders finds (see countOrders).
///
/// Steps that cannot be taken where they stand are left out, and when there are none left everybody goes on to the end,
/// one after the other. Errors: those of the world.
Result<Minimized> minimizeSwitches(World &world, const Steps &failing, const StillFails &stillFails,
                                   std::uint64_t mostReplays = 1000, std::size_t longest = Execution::kMostSteps);

} // namespace interleave
