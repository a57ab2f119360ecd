// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/action.h"
#include "core/control/schedule.h"
#include "core/control/actor_set.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave {

enum class ExecutionEnd : std::uint8_t {
    Open,       ///< left off in the middle
    Finished,   ///< everybody who lives has come to the end of its role
    Deadlocked, ///< nobody can move, and somebody who lives has something left to do
    TooLong,    ///< the limit of steps was reached: perhaps its actors go round in a circle
};

struct TakenStep {
    Step step;
    Action action;    ///< what was done; Kill: what would have been
    ActorSet enabled; ///< who could have moved just before

    friend bool operator==(const TakenStep &, const TakenStep &) = default;
};

/// One run of a world, from its start.
struct Execution {
    static constexpr std::size_t kMostSteps = 10'000; ///< a usual limit

    std::vector<TakenStep> steps;
    ExecutionEnd end = ExecutionEnd::Open;
    std::vector<Action> pending; ///< by actor, what each would do next when it ended
};

Steps stepsOf(const Execution &execution);
/// How often somebody else was let go on although who moved last was still able to. A death is no move.
std::size_t preemptionsOf(const Execution &execution);

/// The same for one step: `last` is who moved last, or kNoActor.
constexpr bool isPreemption(ActorId last, ActorSet enabled, Step step)
{
    return step.kind != StepKind::Kill && step.actor != last && enabled.contains(last);
}

} // namespace interleave
