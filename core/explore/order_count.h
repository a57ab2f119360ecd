// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/execution.h"
#include "core/explore/learned_model.h"

#include <boost/multiprecision/cpp_int.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// As many as it takes: twenty steps of two actors can be ordered in more ways than any machine has words for.
using BigCount = boost::multiprecision::cpp_int;

/// One way for a world to end.
struct Outcome {
    SharedValues values;
    bool isDeadlock = false; ///< nobody could move, and somebody who lived had something left to do
    ActorSet dead = {};      ///< who had been killed by then
    std::string result = {}; ///< empty until somebody names it, see byResult()
    BigCount orders = 0;     ///< that end so
    /// Of all these orders the one with the fewest preemptions, and of those with the fewest switches.
    Steps shortest = {};
    std::size_t preemptions = 0, switches = 0;
};

struct OrderCountProgress {
    std::size_t steps = 0; ///< all orders have been followed this far
    std::uint64_t states = 0;
    const BigCount &orders; ///< that have ended
    bool isCounted = false; ///< nothing is left to count: what was learned is examined
};

struct OrderCountSettings {
    /// Only orders with at most that many.
    std::optional<std::size_t> mostPreemptions = std::nullopt;
    /// As many actors may be killed, each at any moment; the deaths are steps of the order.
    std::size_t mostDeaths = 0;
    /// A state takes 5 bytes for good, and while its step is counted some 20, 4 for each actor, and a number for each
    /// number of preemptions that is told apart: from 32 bytes on.
    std::uint64_t mostStates = 8'000'000;
    /// Of memory, about: for the states, and for what was learned. Shared values take 8 bytes for each number they are.
    std::uint64_t mostBytes = std::uint64_t{2} << 30;
    std::size_t mostSteps = Execution::kMostSteps;
    /// Executions at random by which the model is examined when everything has been counted.
    std::uint64_t checks = 100;
    /// Outcomes whose shortest order the world is then led through, to see that it ends so.
    std::size_t mostConfirmed = 1000;
    /// Asked now and then whether to go on: after each lesson and within long ones, too.
    std::function<bool(const OrderCountProgress &)> goOn = {};
};

enum class OrderCountEnd : std::uint8_t {
    Complete,
    Stopped,       ///< somebody wanted it
    TooManyStates, ///< or what they take too much memory
    TooManySteps
};

/// All orders of a world, counted by how they end.
struct OrderCount {
    OrderCountEnd end = OrderCountEnd::Complete;
    /// In the order in which they are first reached. When it is not complete: those that have been, with the orders
    /// that have ended so far, so fewer than there are; what is said of each order is true.
    std::vector<Outcome> outcomes;
    BigCount orders = 0;      ///< that end so
    bool isBounded = false;   ///< some were left out for their preemptions
    std::size_t steps = 0;    ///< that have been counted of each order: of the longest, when complete
    std::uint64_t states = 0; ///< that were gone through
    /// Of the first so many outcomes the world itself has been led through the shortest order, and came to that end.
    std::size_t confirmed = 0;

    bool isComplete() const { return end == OrderCountEnd::Complete; }
};

/// Counts without going through them: orders that have come to the same state after as many steps go on alike, so how
/// many there are of each is carried from the states after one step to those after the next (dynamic programming over
/// layers). A state is that of each actor, the shared values, and who moved last. Exact.
///
/// Errors: what cannot be learned, see Teacher::lead().
Result<OrderCount> countOrders(LearnedModel &model, const OrderCountSettings &settings = {});

/// The same by what the caller calls the result of such values; all deadlocks together are one, without a name.
std::vector<Outcome> byResult(const OrderCount &count, const std::function<std::string(const Outcome &)> &resultOf);

} // namespace interleave
