// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/exploration_report.h"

#include <tuple>

namespace interleave {

const ExploredOutcome *ExplorationReport::shortestFailure() const
{
    const ExploredOutcome *best = nullptr;
    for (const ExploredOutcome &one : outcomes)
        if (!one.isCorrect
            && (!best || std::tie(one.preemptions, one.switches) < std::tie(best->preemptions, best->switches)))
            best = &one;
    return best;
}

const ExploredOutcome *ExplorationReport::deadlock() const
{
    for (const ExploredOutcome &one : outcomes)
        if (one.isDeadlock)
            return &one;
    return nullptr;
}

} // namespace interleave
