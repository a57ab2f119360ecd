// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/execution.h"

namespace interleave {

Steps stepsOf(const Execution &execution)
{
    Steps steps;
    steps.reserve(execution.steps.size());
    for (const TakenStep &taken : execution.steps)
        steps.push_back(taken.step);
    return steps;
}

std::size_t preemptionsOf(const Execution &execution)
{
    std::size_t preemptions = 0;
    ActorId last = kNoActor;
    for (const TakenStep &taken : execution.steps) {
        preemptions += isPreemption(last, taken.enabled, taken.step);
        if (taken.step.kind != StepKind::Kill)
            last = taken.step.actor;
    }
    return preemptions;
}

} // namespace interleave
