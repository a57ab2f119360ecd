// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/execution.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace interleave {

/// Is shown each execution when it has ended, and says whether to go on.
using ExecutionVisitor = std::function<bool(const Execution &)>;

struct ExplorationLimits {
    std::uint64_t executions = std::numeric_limits<std::uint64_t>::max();
    std::size_t steps = Execution::kMostSteps; ///< of one execution
    /// Of all executions together, also of those that were left off, and of the ways back: what a search costs. It may
    /// be exceeded by one execution.
    std::uint64_t stepsInAll = std::numeric_limits<std::uint64_t>::max();
    /// Asked before each execution, shown in the end or not, whether to go on.
    std::function<bool()> goOn = {};
};

/// What a search through executions has gone through.
struct Exploration {
    std::uint64_t executions = 0; ///< shown to the visitor
    std::uint64_t tooLong = 0;    ///< of them: broken off at the limit of steps
    std::uint64_t redundant = 0;  ///< begun besides, and left off, for all they could have come to was known
    bool isExhausted = false;     ///< there was nothing left to try: nobody stopped it, no limit did

    /// Nothing can happen that was not shown (within the bound it was given).
    bool isComplete() const { return isExhausted && tooLong == 0; }
};

} // namespace interleave
