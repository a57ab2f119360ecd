// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scenarios/search.h"

#include "core/explore/minimizer.h"
#include "core/explore/random_walk.h"
#include "core/explore/source_dpor.h"
#include "core/shm/clock.h"
#include "scenarios/feasible_size.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>
#include <utility>

namespace interleave {

namespace {

constexpr std::uint64_t kTellNs = 100'000'000;
/// Traces are run as long as there are at most that many, with so many steps: a second or two of real processes.
constexpr std::uint64_t kMostTraces = 5'000, kTracedSteps = 400'000;
/// Orders with fewer preemptions are counted first, so that something is known soon.
constexpr std::uint64_t kBoundsFirst = 2;
/// With one preemption more there are at least so many times as many states, about.
constexpr std::uint64_t kGrowth = 6;
/// Orders taken by chance, where nothing better can be done.
constexpr std::uint64_t kSamples = 1'000;
/// And no more steps than that in all of them, which takes some seconds; at least a few orders.
constexpr std::uint64_t kSampledSteps = 300'000, kFewest = 3;
/// The first order is followed so far, to see how long it is: of longer ones not even one is taken by chance.
constexpr std::size_t kLongestLook = kSampledSteps + 1;
/// Who searches something that is probably too large is told so after that time, and not only when it has been tried.
constexpr std::uint64_t kSayNs = 2'000'000'000;
/// Of what is certainly too large, orders with few preemptions are counted so long. It is those with none, and perhaps
/// with one, that come to an end by then; who wants more of them says how many preemptions.
constexpr std::uint64_t kFewPreemptionsNs = 60'000'000'000;
/// Two accesses in the wrong order are what most races take: PCT meets those soonest with this depth.
constexpr std::size_t kDepth = 3;
/// Switches are taken out of an order that is not longer, by so many tries.
constexpr std::size_t kLongestShortened = 400;
constexpr std::uint64_t kTries = 200;

/// Results that are numbers stand in the order of these; others behind them, by the alphabet; deadlocks last.
auto rankOf(const ExploredOutcome &outcome)
{
    std::int64_t number = 0;
    const char *const end = outcome.result.data() + outcome.result.size();
    const bool isNumber = std::from_chars(outcome.result.data(), end, number).ec == std::errc();
    return std::tuple(outcome.isDeadlock, !isNumber, number, outcome.result);
}

/// Of a number that is counted up one by one, and so is small.
void addOne(std::string &decimal)
{
    decimal = std::to_string(std::stoull(decimal) + 1);
}

bool standsBefore(const ExploredOutcome &a, const ExploredOutcome &b)
{
    return rankOf(a) < rankOf(b);
}

} // namespace

Search::Search(Experiment experiment, SearchLimits limits, std::string workerProgram)
    : m_experiment(std::move(experiment)),
      m_limits(limits),
      m_program(std::move(workerProgram)),
      m_startedAt(monotonicNow())
{
    m_report.settings = m_experiment.settings();
    m_report.deaths = limits.mostDeaths;
}

Result<ExplorationReport> Search::run(const Listener &listener)
{
    m_listener = listener;
    struct Part {
        Result<void> (Search::*make)();
        SearchPhase next;
    };
    for (const Part part : {Part{&Search::begin, SearchPhase::Counting},
                            {&Search::countAll, SearchPhase::Confirming},
                            {&Search::confirm, SearchPhase::Tracing},
                            {&Search::runTraces, SearchPhase::Over}}) {
        if (const auto done = (this->*part.make)(); !done.ok()) {
            if (m_world && m_world->trouble().empty())
                withdraw();
            return done.error();
        }
        if (m_goesOn) // else it was stopped within that part
            m_report.phase = part.next;
        if (!tell(true))
            break;
    }
    if (!m_trouble.empty())
        return Error{m_trouble};
    m_report.isOver = true;
    m_report.isInterrupted = !m_goesOn && m_report.phase != SearchPhase::Over;
    tell(true);
    return m_report;
}

/// The model has been found not to be what the processes do, so nothing that was counted on it holds. What stays is
/// what real processes came to.
void Search::withdraw()
{
    std::erase_if(m_report.outcomes,
                  [](const ExploredOutcome &one) { return one.replays == 0 || one.equal < one.replays; });
    for (ExploredOutcome &outcome : m_report.outcomes)
        outcome.interleavings = "1";
    m_report.interleavings = std::to_string(m_report.outcomes.size());
    m_report.claim = Claim::Sampled;
    m_report.isInterrupted = true;
    tell(true);
}

/// False: somebody wants it to stop.
bool Search::tell(bool always)
{
    const std::uint64_t now = monotonicNow();
    if (!always && now < m_toldAt + kTellNs)
        return m_goesOn;
    m_toldAt = now;
    m_report.elapsedMs = static_cast<std::int64_t>((now - m_startedAt) / 1'000'000);
    m_goesOn = m_listener(m_report) && m_goesOn;
    if (m_world && m_trouble.empty()) {
        m_trouble = m_world->troubleSoFar();
        m_goesOn = m_goesOn && m_trouble.empty();
    }
    return m_goesOn;
}

Result<void> Search::begin()
{
    auto world = m_experiment.world(m_program);
    if (!world.ok())
        return world.error();
    m_world = std::move(world.value());
    m_model = modelOf(m_experiment, *m_world);
    if (const auto begun = m_model->begin(); !begun.ok())
        return begun;
    m_first.lengths.assign(m_world->actors(), 0);
    ++m_report.executions;
    std::size_t steps = 0;
    for (ActorId last = 0; last != kNoActor && steps < kLongestLook;) {
        if (!m_world->isEnabled(last)) {
            last = kNoActor;
            for (std::size_t i = m_world->actors(); i-- > 0;)
                if (m_world->isEnabled(static_cast<ActorId>(i)))
                    last = static_cast<ActorId>(i);
            continue;
        }
        const EventKind operation = m_world->action(last).operation;
        m_first.anyWaits = m_first.anyWaits || operation == EventKind::LockAcquired
            || operation == EventKind::SemaphoreAcquired || operation == EventKind::Awaited;
        if (const auto taken = m_world->take({last}); !taken.ok())
            return taken;
        ++m_first.lengths[last];
        m_first.isTooLong = steps >= Execution::kMostSteps;
        if (++steps % 1024 == 0 && !tell())
            return {};
    }
    m_first.isWhole = steps < kLongestLook;
    return {};
}

OrderCountSettings Search::countSettings() const
{
    OrderCountSettings settings;
    settings.mostDeaths = m_limits.mostDeaths;
    settings.mostStates = m_limits.mostStates;
    return settings;
}

Result<OrderCount> Search::count(std::optional<std::uint64_t> bound)
{
    const std::uint64_t before = m_report.states;
    OrderCountSettings settings = countSettings();
    settings.mostPreemptions = bound;
    if (std::exchange(m_isExamined, true) && bound)
        settings.checks = settings.mostConfirmed = 0; // what has been learned once is examined once, and at the end
    settings.goOn = [this, before](const OrderCountProgress &progress) {
        m_report.states = before + progress.states;
        return tell() && (progress.isCounted || mayCountOn());
    };
    auto counted = countOrders(*m_model, settings);
    m_report.executions += m_model->teacher().lessons() - m_lessons;
    m_lessons = m_model->teacher().lessons();
    if (counted.ok())
        m_report.states = before + counted.value().states;
    return counted;
}

/// Asked while orders are counted. Of what is certainly too large only those with few preemptions are, and these take
/// as long as they take: what there is to say is said, and some time later it ends with what it has. A bound that has
/// been counted by then is kept: to examine what was learned is no counting. What is only guessed to be too large has
/// no such limit: it may be exhaustive after minutes, and nothing else would give that. Ctrl-C gives what is known.
bool Search::mayCountOn()
{
    if (m_limits.mostPreemptions || sizeOfAll() == Size::Unknown)
        return true;
    const std::uint64_t now = monotonicNow();
    if (now < m_countsSince + kSayNs)
        return true;
    if (!m_hasSaidSize)
        sayTooLarge(sizeOfAll() == Size::TooLarge);
    return m_goesOn && (sizeOfAll() != Size::TooLarge || now < m_countsSince + kFewPreemptionsNs);
}

/// How large it is at once, and then, which takes some seconds, what can be gone through.
void Search::sayTooLarge(bool isCertain)
{
    m_report.limit = m_first.tooLarge(isCertain, m_report.feasible);
    if (!std::exchange(m_hasSaidSize, true)) {
        tell(true);
        m_report.feasible = feasibleSize(m_experiment, countSettings(), m_program, [this] { return tell(); });
        m_report.limit = m_first.tooLarge(isCertain, m_report.feasible);
    }
    tell(true);
}

Result<void> Search::countAll()
{
    m_countsSince = monotonicNow();
    bool isWhole = false;
    if (sizeOfAll() != Size::TooLong)
        if (const auto counted = countByBounds(isWhole); !counted.ok())
            return counted;
    if (m_goesOn && !isWhole && (!m_limits.mostPreemptions || sizeOfAll() == Size::TooLong))
        sayTooLarge(true);
    return m_report.outcomes.empty() ? sample() : Result<void>();
}

/// From few preemptions to many, until there are no more, or too many; without a bound that was asked for, all at once
/// as soon as it is known that it goes.
Result<void> Search::countByBounds(bool &isWhole)
{
    const bool isBounded = m_limits.mostPreemptions.has_value();
    bool triedAll = isBounded || sizeOfAll() == Size::TooLarge;
    for (std::uint64_t bound = 0; !isWhole && m_goesOn && (bound == 0 || m_isComplete); ++bound) {
        if (isBounded && bound > *m_limits.mostPreemptions)
            break;
        if (!isBounded && bound > kBoundsFirst && m_statesOfOne * kGrowth > m_limits.mostStates)
            break; // the next would be too many
        if (bound == kBoundsFirst && !std::exchange(triedAll, true)) {
            if (const auto counted = countUpTo(std::nullopt, isWhole); !counted.ok())
                return counted;
            m_isComplete = true; // as the bounds before were
            if (isWhole)
                break;
        }
        if (const auto counted = countUpTo(bound, isWhole); !counted.ok())
            return counted;
    }
    return {};
}

/// `isWhole`: these are all orders there are.
Result<void> Search::countUpTo(std::optional<std::uint64_t> bound, bool &isWhole)
{
    const auto counted = count(bound);
    if (!counted.ok())
        return counted.error();
    m_isComplete = counted.value().isComplete();
    m_first.isTooLong = counted.value().end == OrderCountEnd::TooManySteps;
    m_statesOfOne = counted.value().states;
    isWhole = m_isComplete && !counted.value().isBounded;
    if (m_isComplete)
        adopt(counted.value(), isWhole ? std::nullopt : bound);
    return {};
}

void Search::adopt(const OrderCount &count, std::optional<std::uint64_t> bound)
{
    m_report.claim = bound ? Claim::Bounded : Claim::Exhaustive;
    m_report.preemptionBound = bound.value_or(0);
    if (!bound) { // there was a guess, and all were counted after all
        m_report.limit.clear();
        m_report.feasible.clear();
    }
    m_report.interleavings = count.orders.str();
    m_report.outcomes.clear();
    for (const Outcome &outcome : byResult(count, [this](const Outcome &one) {
             const Account account = accountOf(one);
             return (account.correct ? "right " : "wrong ") + account.result; // with deaths both may read the same
         }))
        m_report.outcomes.push_back(described(outcome));
    std::sort(m_report.outcomes.begin(), m_report.outcomes.end(), standsBefore);
}

Account Search::accountOf(const Outcome &outcome) const
{
    std::vector<ProcessEnd> ends(m_experiment.processes().size(), ProcessEnd::Finished);
    for (const ActorId actor : outcome.dead)
        ends[actor] = ProcessEnd::Killed;
    return m_experiment.account(outcome.values, ends);
}

ExploredOutcome Search::described(const Outcome &outcome) const
{
    ExploredOutcome one;
    one.result = outcome.isDeadlock ? std::string() : accountOf(outcome).result;
    one.isDeadlock = outcome.isDeadlock;
    one.isCorrect = !outcome.isDeadlock && accountOf(outcome).correct;
    one.interleavings = outcome.orders.str();
    one.steps = outcome.shortest;
    one.preemptions = outcome.preemptions;
    one.switches = outcome.switches;
    return one;
}

/// The best order of every outcome, by real processes.
Result<void> Search::confirm()
{
    for (ExploredOutcome &outcome : m_report.outcomes) {
        if (!tell())
            return {};
        if (const auto replayed = replay(outcome); !replayed.ok())
            return replayed;
        if (outcome.equal < outcome.replays)
            return Error{"Real processes came to another result than the model says of " + stepsText(outcome.steps)
                         + ": a role does something that it does not declare."};
    }
    return {};
}

Result<void> Search::replay(ExploredOutcome &outcome)
{
    if (const auto restarted = m_world->restart(); !restarted.ok())
        return restarted;
    for (const Step &step : outcome.steps)
        if (const auto taken = m_world->take(step); !taken.ok())
            return taken;
    ++m_report.executions;
    ++outcome.replays;
    outcome.equal += isDeadlocked() == outcome.isDeadlock && (outcome.isDeadlock || resultNow() == outcome.result);
    if (outcome.isDeadlock)
        outcome.waits = waitsNow();
    return {};
}

std::string Search::resultNow() const
{
    return m_experiment.account(m_world->values(), endsNow()).result;
}

std::vector<ProcessEnd> Search::endsNow() const
{
    std::vector<ProcessEnd> ends;
    for (std::size_t i = 0; i < m_world->actors(); ++i)
        ends.push_back(m_world->isAlive(static_cast<ActorId>(i)) ? ProcessEnd::Finished : ProcessEnd::Killed);
    return ends;
}

bool Search::isDeadlocked() const
{
    bool anyWaits = false;
    for (std::size_t i = 0; i < m_world->actors(); ++i) {
        const auto actor = static_cast<ActorId>(i);
        if (m_world->isEnabled(actor))
            return false;
        anyWaits = anyWaits || m_world->action(actor).operation != EventKind::None;
    }
    return anyWaits;
}

std::vector<Wait> Search::waitsNow() const
{
    std::vector<Wait> waits;
    for (std::size_t i = 0; i < m_world->actors(); ++i) {
        const auto actor = static_cast<ActorId>(i);
        const Action &action = m_world->action(actor);
        if (action.operation != EventKind::None)
            waits.push_back({actor, action.object, m_world->memory().holderOf(action.object)});
    }
    return waits;
}

/// One order of each trace: that they come to no other result than the counted ones checks model and count against
/// reality once more.
Result<void> Search::runTraces()
{
    if (m_report.claim != Claim::Exhaustive || m_report.deaths > 0)
        return {};
    std::set<std::string> results;
    for (const ExploredOutcome &outcome : m_report.outcomes)
        results.insert(outcome.isDeadlock ? std::string() : outcome.result);
    std::uint64_t deadlocked = 0;
    std::string surprise;
    std::set<std::string> seen;
    const std::uint64_t before = m_report.executions;
    const std::uint64_t most = m_limits.mostExecutions == 0 ? kMostTraces
                                                            : std::min(kMostTraces, m_limits.mostExecutions);
    const auto explored = exploreTraces(
        *m_world,
        [&](const Execution &execution) {
            ++m_report.executions;
            const bool isDeadlock = execution.end == ExecutionEnd::Deadlocked;
            deadlocked += isDeadlock;
            const std::string result = isDeadlock ? std::string() : resultNow();
            seen.insert(result);
            if (!results.contains(result))
                surprise = "An order of real processes came to " + (isDeadlock ? "a deadlock" : "“" + result + "”")
                    + ", which the model says cannot be: " + stepsText(stepsOf(execution)) + ".";
            return surprise.empty() && tell();
        },
        {.executions = most, .stepsInAll = kTracedSteps});
    if (!explored.ok())
        return explored.error();
    if (!surprise.empty())
        return Error{surprise};
    if (explored.value().isComplete() && seen != results)
        return Error{"The model says of a result that it can be, and no order of real processes came to it."};
    if (explored.value().isComplete()) {
        m_report.traces = m_report.executions - before;
        m_report.deadlockedTraces = deadlocked;
    }
    return {};
}

/// Where nothing can be gone through: some orders by chance, one half step by step, the other by priorities. That
/// proves nothing of the others.
Result<void> Search::sample()
{
    m_report.claim = Claim::Sampled;
    m_report.deaths = 0; // nobody is killed by chance
    const std::uint64_t length = m_first.length() + 1;
    if (length > kSampledSteps)
        return {};
    const std::uint64_t most = m_limits.mostExecutions > 0
        ? m_limits.mostExecutions
        : std::clamp(kSampledSteps / length, kFewest, kSamples);
    const ExecutionVisitor visit = [this](const Execution &execution) {
        note(execution);
        return tell();
    };
    RandomWalk walk{.executions = most - most / 2, .steps = std::max<std::size_t>(Execution::kMostSteps, 2 * length)};
    if (const auto walked = walkAtRandom(*m_world, visit, walk); !walked.ok())
        return walked.error();
    walk.executions = most / 2;
    if (m_goesOn && walk.executions > 0)
        if (const auto walked = walkByPriorities(*m_world, visit, walk, kDepth); !walked.ok())
            return walked.error();
    for (ExploredOutcome &outcome : m_report.outcomes)
        if (const auto shortened = shorten(outcome); !shortened.ok())
            return shortened;
    return {};
}

/// An order that was taken by chance, and what it came to.
void Search::note(const Execution &execution)
{
    ++m_report.executions;
    if (execution.end != ExecutionEnd::Deadlocked && execution.end != ExecutionEnd::Finished)
        return;
    const ExploredOutcome found = outcomeNow(execution);
    auto &outcomes = m_report.outcomes;
    auto same = std::find_if(outcomes.begin(), outcomes.end(), [&found](const ExploredOutcome &one) {
        return one.isDeadlock == found.isDeadlock && one.result == found.result;
    });
    if (same == outcomes.end()) {
        same = std::upper_bound(outcomes.begin(), outcomes.end(), found, standsBefore);
        same = outcomes.insert(same, found);
    }
    addOne(same->interleavings);
    addOne(m_report.interleavings);
    if (std::tie(found.preemptions, found.switches) < std::tie(same->preemptions, same->switches)) {
        same->steps = found.steps;
        same->preemptions = found.preemptions;
        same->switches = found.switches;
    }
}

/// What this execution, which has just ended, came to.
ExploredOutcome Search::outcomeNow(const Execution &execution) const
{
    ExploredOutcome outcome;
    outcome.interleavings = "0";
    outcome.steps = stepsOf(execution);
    outcome.preemptions = preemptionsOf(execution);
    outcome.switches = switchesIn(outcome.steps);
    outcome.isDeadlock = execution.end == ExecutionEnd::Deadlocked;
    if (outcome.isDeadlock)
        return outcome;
    const Account account = m_experiment.account(m_world->values(), endsNow());
    outcome.isCorrect = account.correct;
    outcome.result = account.result;
    return outcome;
}

/// Chance switches at every other step: nobody could follow that.
Result<void> Search::shorten(ExploredOutcome &outcome)
{
    if (!m_goesOn || outcome.steps.size() > kLongestShortened)
        return {};
    const auto endsSo = [&](const Execution &execution) {
        tell();
        const bool isOver = execution.end == ExecutionEnd::Finished || execution.end == ExecutionEnd::Deadlocked;
        if (!isOver || outcome.isDeadlock != (execution.end == ExecutionEnd::Deadlocked))
            return false;
        return outcome.isDeadlock || resultNow() == outcome.result;
    };
    const auto minimized = minimizeSwitches(*m_world, outcome.steps, endsSo, kTries);
    if (!minimized.ok())
        return minimized.error();
    m_report.executions += minimized.value().replays;
    if (!minimized.value().isReproduced)
        return {};
    outcome.steps = stepsOf(minimized.value().execution);
    outcome.preemptions = preemptionsOf(minimized.value().execution);
    outcome.switches = switchesIn(outcome.steps);
    return {};
}

} // namespace interleave
