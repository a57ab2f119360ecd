// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/exploration_report.h"
#include "core/explore/order_count.h"
#include "core/result.h"
#include "scenarios/experiment.h"
#include "scenarios/first_order.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace interleave {

/// How far a search goes.
struct SearchLimits {
    std::optional<std::uint64_t> mostPreemptions = {}; ///< none: all orders, as far as that can be done
    std::uint64_t mostDeaths = 0;
    std::uint64_t mostExecutions = 0; ///< of real processes; 0: as many as it takes
    std::uint64_t mostStates = 8'000'000;
};

/// Searches all orders of an experiment, from the cheapest question to the dearest, and tells what it knows after each:
///
///     1. one order without preemption: it goes, and so many steps it has
///     2. all orders with 0, then with 1 preemption                  Bounded
///     3. all orders, counted on the model learned meanwhile         Exhaustive; if they are too many, more bounds
///        Not where 1. shows that it cannot be; and how large it is, and what size could be, is told after two seconds.
///     4. the best order of every outcome, on real processes again   confirmed
///     5. one order of every trace, on real processes, if these are few enough
///
/// Where not even 2. comes to an end, some orders are taken by chance, and switches taken out of them (Sampled).
/// One thread.
class Search
{
public:
    /// Is told each report, and says whether to go on; called at least once every some thousand states.
    using Listener = std::function<bool(const ExplorationReport &)>;

    Search(Experiment experiment, SearchLimits limits, std::string workerProgram);

    /// All of it. Errors: processes or memory are short; a role that is not deterministic, or whose digest is not
    /// complete; a process that was killed or hangs. What was found before has been told.
    Result<ExplorationReport> run(const Listener &listener);

private:
    Result<void> begin();
    Result<void> countAll();
    Result<void> countByBounds(bool &isWhole);
    Result<void> countUpTo(std::optional<std::uint64_t> bound, bool &isWhole);
    Result<void> confirm();
    Result<void> runTraces();
    Result<void> sample();
    void note(const Execution &execution);
    ExploredOutcome outcomeNow(const Execution &execution) const;
    Result<void> shorten(ExploredOutcome &outcome);
    OrderCountSettings countSettings() const;
    Result<OrderCount> count(std::optional<std::uint64_t> bound);
    void adopt(const OrderCount &count, std::optional<std::uint64_t> bound);
    Account accountOf(const Outcome &outcome) const;
    ExploredOutcome described(const Outcome &outcome) const;
    Result<void> replay(ExploredOutcome &outcome);
    std::string resultNow() const;
    std::vector<ProcessEnd> endsNow() const;
    bool isDeadlocked() const;
    std::vector<Wait> waitsNow() const;
    using Size = FirstOrder::Size;
    Size sizeOfAll() const { return m_first.size(m_limits.mostStates); }
    bool mayCountOn();
    void sayTooLarge(bool isCertain);
    void withdraw();
    bool tell(bool always = false);

    Experiment m_experiment;
    SearchLimits m_limits;
    std::string m_program;
    Listener m_listener;
    std::unique_ptr<LiveWorld> m_world;
    std::unique_ptr<LearnedModel> m_model;
    ExplorationReport m_report;
    FirstOrder m_first; ///< of all: in it nobody is preempted
    std::uint64_t m_lessons = 0;
    std::string m_trouble;     ///< somebody died
    bool m_isExamined = false; ///< what was learned, by orders at random
    bool m_goesOn = true;
    bool m_isComplete = false;       ///< the latest count
    bool m_hasSaidSize = false;      ///< and what would be feasible was looked for
    std::uint64_t m_countsSince = 0; ///< monotonic ns
    std::uint64_t m_statesOfOne = 0; ///< of it
    std::uint64_t m_startedAt, m_toldAt = 0; ///< monotonic ns
};

} // namespace interleave
