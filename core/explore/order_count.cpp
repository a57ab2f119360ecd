// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/order_count.h"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>
#include <utility>

namespace interleave {

namespace {

/// How dear a way is: preemptions first, then switches.
struct Cost {
    std::uint32_t preemptions = 0, switches = 0;
    friend auto operator<=>(const Cost &, const Cost &) = default;
};

/// The states after one number of steps.
struct Layer {
    Layer(std::size_t length, std::size_t countsPerState) : states(length), perState(countsPerState) {}

    void clear()
    {
        states.clear();
        costs.clear();
        counts.clear();
    }

    /// But for what numbers take that are too long to lie in place.
    std::uint64_t bytes() const
    {
        return states.bytes() + costs.capacity() * sizeof(Cost) + counts.capacity() * sizeof(BigCount);
    }

    RowTable<std::uint32_t> states; ///< values, who moved last, state by actor
    std::vector<Cost> costs;        ///< of the best way there
    std::size_t perState;
    std::vector<BigCount> counts; ///< orders that lead there; with a bound by how many preemptions they have taken
};

/// The best way to each state of a layer: from which state of the layer before, by which step. All that is kept of a
/// layer when the next one has been counted.
struct Ways {
    std::vector<std::uint32_t> from;
    std::vector<std::uint8_t> steps;

    static std::uint8_t packed(Step step)
    {
        return static_cast<std::uint8_t>(step.actor | (step.kind == StepKind::Kill ? 0x80 : 0));
    }
    static Step unpacked(std::uint8_t byte)
    {
        return {static_cast<ActorId>(byte & 0x7f), (byte & 0x80) != 0 ? StepKind::Kill : StepKind::Go};
    }
};

class Counting
{
public:
    Counting(LearnedModel &model, const OrderCountSettings &settings)
        : m_model(model),
          m_settings(settings),
          m_perState(settings.mostPreemptions ? *settings.mostPreemptions + 1 : 1),
          m_now(model.actors() + kFirstActor, m_perState),
          m_next(model.actors() + kFirstActor, m_perState),
          m_moves(model.actors())
    {
        m_model.askWhetherToGoOn([this] { return isWanted(); });
    }
    ~Counting() { m_model.askWhetherToGoOn({}); }
    Counting(const Counting &) = delete;
    Counting &operator=(const Counting &) = delete;

    Result<OrderCount> run()
    {
        begin();
        while (m_now.states.size() > 0 && m_count.end == OrderCountEnd::Complete) {
            if (const auto counted = countStep(); !counted.ok())
                return counted.error();
        }
        finish();
        if (const auto confirmed = confirm(); !confirmed.ok())
            return confirmed.error();
        return std::move(m_count);
    }

private:
    /// Where things are in a row of states.
    enum : std::size_t { kValues, kLast, kFirstActor };
    static constexpr std::uint32_t kPatience = 1u << 10; ///< states between two questions whether to go on

    static constexpr std::uint64_t kSeed = 1; ///< any

    struct End {
        Cost cost;
        std::size_t layer = 0;
        std::uint32_t state = 0;
    };

    void begin()
    {
        std::vector<std::uint32_t> row(kFirstActor);
        row[kValues] = m_model.initialValues();
        row[kLast] = kNoActor;
        row.insert(row.end(), m_model.initialStates().begin(), m_model.initialStates().end());
        m_now.states.insert(row.data());
        m_now.costs.push_back({});
        m_now.counts.resize(m_perState);
        m_now.counts[0] = 1;
        m_ways.push_back({{0}, {0}});
        m_count.states = 1;
    }

    Result<void> countStep()
    {
        m_ways.emplace_back();
        for (std::uint32_t state = 0; state < m_now.states.size(); ++state) {
            if (isTooLarge() || (state % kPatience == 0 && !mayGoOn()))
                return {};
            if (const auto followed = follow(state); !followed.ok() || m_count.end != OrderCountEnd::Complete)
                return followed;
        }
        m_bytesOfWays += m_ways.back().from.size() * (sizeof(std::uint32_t) + 1);
        if (m_count.steps == m_settings.mostSteps && m_next.states.size() > 0) {
            m_count.end = OrderCountEnd::TooManySteps;
            return {};
        }
        std::swap(m_now, m_next);
        m_next.clear();
        m_count.steps += m_now.states.size() > 0;
        return {};
    }

    bool isTooLarge()
    {
        const bool isTooLarge = m_count.states > m_settings.mostStates || bytes() > m_settings.mostBytes;
        if (isTooLarge)
            m_count.end = OrderCountEnd::TooManyStates;
        return isTooLarge;
    }

    /// Of memory, about.
    std::uint64_t bytes() const
    {
        const std::uint64_t perOutcome = m_model.bytesOfValues() + m_count.steps * sizeof(Step);
        return m_model.bytes() + m_bytesOfWays + m_ways.back().from.capacity() * (sizeof(std::uint32_t) + 1)
            + m_now.bytes() + m_next.bytes() + m_count.outcomes.size() * perOutcome
            + (m_now.counts.size() + m_next.counts.size()) * bytesOfLongNumber();
    }

    /// Beside what it takes in place: no number of orders after so many steps is longer.
    std::uint64_t bytesOfLongNumber() const
    {
        const std::uint64_t bytes = (m_count.steps + 1) * std::bit_width(2 * m_model.actors()) / 8;
        return bytes > 16 ? bytes : 0;
    }

    /// Does whoever may stop it want it to go on?
    bool isWanted() const
    {
        return !m_settings.goOn || m_settings.goOn({m_count.steps, m_count.states, m_count.orders, m_isCounted});
    }

    bool mayGoOn()
    {
        if (!isWanted())
            m_count.end = OrderCountEnd::Stopped;
        return m_count.end != OrderCountEnd::Stopped;
    }

    /// After a lesson, which takes as long as thousands of states.
    bool mayGoOnLearning()
    {
        return std::exchange(m_lessons, m_model.teacher().lessons()) == m_model.teacher().lessons() || mayGoOn();
    }

    /// Everything that can be done in that state.
    Result<void> follow(std::uint32_t state)
    {
        const std::uint32_t *row = m_now.states.row(state);
        ActorSet enabled, killable;
        for (std::size_t i = 0; i < m_model.actors(); ++i) {
            const auto actor = static_cast<ActorId>(i);
            const std::uint32_t local = row[kFirstActor + i];
            if (local <= Automaton::kEnded)
                continue;
            killable.insert(actor);
            auto moved = m_model.go(actor, local, row[kValues],
                                    [this, state] { return wayTo(m_ways.size() - 2, state); });
            if (!moved.ok())
                return moved.error();
            if (!mayGoOnLearning())
                return {};
            m_moves[i] = moved.value();
            if (m_moves[i])
                enabled.insert(actor);
        }
        if (enabled.isEmpty())
            countEnd(state, !killable.isEmpty());
        m_row.assign(row, row + kFirstActor + m_model.actors());
        for (const ActorId actor : enabled)
            go(state, {actor}, *m_moves[actor], enabled);
        if (deathsIn(m_row) < m_settings.mostDeaths)
            for (const ActorId actor : killable)
                go(state, {actor, StepKind::Kill}, {Automaton::kDead, m_model.kill(actor, m_row[kValues])}, enabled);
        return {};
    }

    std::vector<ProcessEnd> endsIn(const std::vector<std::uint32_t> &row) const
    {
        std::vector<ProcessEnd> ends;
        for (std::size_t i = kFirstActor; i < row.size(); ++i)
            ends.push_back(row[i] == Automaton::kDead        ? ProcessEnd::Killed
                               : row[i] == Automaton::kEnded ? ProcessEnd::Finished
                                                             : ProcessEnd::Running);
        return ends;
    }

    /// A set as a number.
    static std::uint64_t namesOf(ActorSet actors)
    {
        std::uint64_t names = 0;
        for (const ActorId actor : actors)
            names |= std::uint64_t{1} << actor;
        return names;
    }

    ActorSet deadIn(const std::uint32_t *row) const
    {
        ActorSet dead;
        for (std::size_t i = 0; i < m_model.actors(); ++i)
            if (row[kFirstActor + i] == Automaton::kDead)
                dead.insert(static_cast<ActorId>(i));
        return dead;
    }

    std::size_t deathsIn(const std::vector<std::uint32_t> &row) const
    {
        return static_cast<std::size_t>(std::count(row.begin() + kFirstActor, row.end(), Automaton::kDead));
    }

    /// To the state in which that step ends: `m_row` is the one in which it begins.
    void go(std::uint32_t from, Step step, LearnedModel::Moved moved, ActorSet enabled)
    {
        const auto last = static_cast<ActorId>(m_row[kLast]);
        const bool isKill = step.kind == StepKind::Kill;
        const bool preempts = isPreemption(last, enabled, step);
        Cost cost = m_now.costs[from];
        cost.preemptions += preempts;
        cost.switches += !isKill && last != kNoActor && last != step.actor;
        if (m_settings.mostPreemptions && cost.preemptions > *m_settings.mostPreemptions) {
            m_count.isBounded = true;
            return;
        }
        m_target = m_row;
        m_target[kValues] = moved.values;
        m_target[kFirstActor + step.actor] = moved.next;
        if (!isKill)
            m_target[kLast] = step.actor;
        if (moved.next <= Automaton::kEnded && deathsIn(m_target) > 0)
            m_target[kValues] = m_model.mourn(step.actor, moved.values, endsIn(m_target));
        const auto [state, isNew] = m_next.states.insert(m_target.data());
        Ways &ways = m_ways.back();
        if (isNew) {
            ++m_count.states;
            m_next.costs.push_back(cost);
            m_next.counts.resize(m_next.counts.size() + m_perState);
            ways.from.push_back(from);
            ways.steps.push_back(Ways::packed(step));
        } else if (cost < m_next.costs[state]) {
            m_next.costs[state] = cost;
            ways.from[state] = from;
            ways.steps[state] = Ways::packed(step);
        }
        addCounts(from, state, preempts);
    }

    void addCounts(std::uint32_t from, std::uint32_t to, bool preempts)
    {
        const BigCount *before = m_now.counts.data() + from * m_perState;
        BigCount *after = m_next.counts.data() + to * m_perState;
        if (!m_settings.mostPreemptions) {
            *after += *before;
            return;
        }
        for (std::size_t i = 0; i + preempts < m_perState; ++i)
            after[i + preempts] += before[i];
        m_count.isBounded = m_count.isBounded || (preempts && before[m_perState - 1] != 0);
    }

    void countEnd(std::uint32_t state, bool isDeadlock)
    {
        const LearnedModel::ValuesId values = m_now.states.row(state)[kValues];
        const ActorSet dead = deadIn(m_now.states.row(state));
        const auto [known, isNew] = m_known.emplace(std::tuple(values, isDeadlock, namesOf(dead)),
                                                    m_count.outcomes.size());
        const End end{m_now.costs[state], m_ways.size() - 2, state};
        if (isNew) {
            m_count.outcomes.push_back({.values = m_model.valuesOf(values), .isDeadlock = isDeadlock, .dead = dead});
            m_ends.push_back(end);
        } else if (end.cost < m_ends[known->second].cost) {
            m_ends[known->second] = end;
        }
        for (std::size_t i = 0; i < m_perState; ++i) {
            const BigCount &orders = m_now.counts[state * m_perState + i];
            m_count.outcomes[known->second].orders += orders;
            m_count.orders += orders;
        }
    }

    Steps wayTo(std::size_t layer, std::uint32_t state) const
    {
        Steps steps;
        for (; layer > 0; --layer) {
            steps.push_back(Ways::unpacked(m_ways[layer].steps[state]));
            state = m_ways[layer].from[state];
        }
        std::reverse(steps.begin(), steps.end());
        return steps;
    }

    void finish()
    {
        for (std::size_t i = 0; i < m_ends.size(); ++i) {
            Outcome &outcome = m_count.outcomes[i];
            outcome.shortest = wayTo(m_ends[i].layer, m_ends[i].state);
            outcome.preemptions = m_ends[i].cost.preemptions;
            outcome.switches = m_ends[i].cost.switches;
        }
    }

    /// Asks the world itself.
    Result<void> confirm()
    {
        if (m_count.end == OrderCountEnd::Stopped)
            return {};
        m_isCounted = true;
        const auto examined = m_model.examine(m_settings.checks, kSeed, m_settings.mostDeaths,
                                              [this] { return mayGoOn(); });
        if (!examined.ok())
            return examined;
        for (; m_count.confirmed < std::min(m_settings.mostConfirmed, m_count.outcomes.size()); ++m_count.confirmed) {
            if (!mayGoOn())
                return {};
            const Outcome &outcome = m_count.outcomes[m_count.confirmed];
            const auto values = m_model.perform(outcome.shortest);
            if (!values.ok())
                return values.error();
            if (values.value() != outcome.values)
                return Error{"The model differs from reality: " + stepsText(outcome.shortest)
                             + " ends with other values than it should."};
        }
        return {};
    }

    LearnedModel &m_model;
    const OrderCountSettings &m_settings;
    std::size_t m_perState;
    Layer m_now, m_next;
    std::vector<Ways> m_ways; ///< by number of steps
    std::vector<std::optional<LearnedModel::Moved>> m_moves;
    std::vector<std::uint32_t> m_row, m_target;
    /// Values, whether it is a deadlock, and who is dead; to the place among the outcomes.
    std::map<std::tuple<LearnedModel::ValuesId, bool, std::uint64_t>, std::size_t> m_known;
    std::vector<End> m_ends; ///< by outcome
    std::uint64_t m_bytesOfWays = 0; ///< but for the latest layer's
    std::uint64_t m_lessons = 0;     ///< after which it was asked whether to go on
    bool m_isCounted = false;
    OrderCount m_count;
};

} // namespace

Result<OrderCount> countOrders(LearnedModel &model, const OrderCountSettings &settings)
{
    return Counting(model, settings).run();
}

std::vector<Outcome> byResult(const OrderCount &count, const std::function<std::string(const Outcome &)> &resultOf)
{
    std::vector<Outcome> results;
    for (const Outcome &outcome : count.outcomes) {
        const std::string result = outcome.isDeadlock ? std::string() : resultOf(outcome);
        const auto same = std::find_if(results.begin(), results.end(), [&](const Outcome &other) {
            return other.isDeadlock == outcome.isDeadlock && other.result == result;
        });
        if (same == results.end()) {
            results.push_back(outcome);
            results.back().result = result;
            continue;
        }
        BigCount orders = same->orders + outcome.orders;
        if (std::tie(outcome.preemptions, outcome.switches) < std::tie(same->preemptions, same->switches))
            *same = outcome;
        same->result = result;
        same->orders = std::move(orders);
    }
    return results;
}

} // namespace interleave
