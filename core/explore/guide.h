// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/execution.h"
#include "core/explore/world.h"

#include <cstddef>
#include <cstdint>

namespace interleave {

/// Leads a world through one execution after the other, and writes each down. What it was led through before it can be
/// led through again: then it looks whether everybody does the same.
class Guide
{
public:
    /// The world outlives it. `longest`: steps after which an execution is too long.
    explicit Guide(World &world, std::size_t longest = Execution::kMostSteps);

    /// From the start.
    Result<void> restart();
    /// From the start through the first `steps` of the execution so far. Errors: somebody does not do the same again.
    Result<void> returnTo(std::size_t steps);

    const World &world() const { return m_world; }
    const Execution &execution() const { return m_execution; }
    /// That the world has taken, in all executions.
    std::uint64_t steps() const { return m_steps; }
    /// The execution has ended: execution().end says how.
    bool isOver() const { return m_execution.end != ExecutionEnd::Open; }
    ActorSet enabled() const { return m_enabled; }
    /// Who moved last, or kNoActor.
    ActorId last() const { return m_last; }
    /// Go and Other: of one who is enabled.
    Result<void> take(Step step);

private:
    void look();

    World &m_world;
    std::size_t m_longest;
    Execution m_execution;
    ActorSet m_enabled;
    ActorId m_last = kNoActor;
    std::uint64_t m_steps = 0;
};

} // namespace interleave
