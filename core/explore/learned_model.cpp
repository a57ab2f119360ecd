// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/learned_model.h"

#include <array>
#include <utility>

namespace interleave {

LearnedModel::LearnedModel(World &world, ObjectTable objects, Mourner mourn, LineName lineName)
    : m_model(std::move(objects)),
      m_automaton(world.actors()),
      m_teacher(world, m_model, m_automaton, mourn, std::move(lineName)),
      m_mourn(std::move(mourn))
{}

Result<void> LearnedModel::begin()
{
    if (const auto led = m_teacher.lead({}); !led.ok())
        return led;
    m_initialStates = m_teacher.states();
    m_shape = m_teacher.values();
    m_length = 1 + m_shape.ledger.size();
    for (const auto &row : m_shape.rows)
        m_length += row.size();
    m_values.emplace(m_length);
    m_initialValues = idOf(m_shape);
    return {};
}

Result<std::optional<LearnedModel::Moved>> LearnedModel::go(ActorId actor, State state, ValuesId values,
                                                            const WayThere &wayThere)
{
    const std::array<std::uint32_t, 3> question = {actor, state, values};
    if (const std::uint32_t asked = m_asked.find(question.data()); asked != m_asked.kNone)
        return m_answers[asked];
    auto answer = learn(actor, state, values, wayThere);
    if (!answer.ok())
        return answer;
    m_asked.insert(question.data());
    m_answers.push_back(answer.value());
    return answer;
}

Result<std::optional<LearnedModel::Moved>> LearnedModel::learn(ActorId actor, State state, ValuesId id,
                                                               const WayThere &wayThere)
{
    const Action action = m_automaton.action(actor, state);
    SharedValues values = valuesOf(id);
    if (!m_model.isPossible(values, action))
        return std::optional<Moved>();
    const Automaton::Seen seen = m_model.seenBy(values, action);
    if (action.operation == EventKind::Awaited) {
        if (!m_automaton.isSatisfied(actor, state, seen))
            if (const auto taught = teach(wayThere(), std::nullopt); !taught.ok())
                return taught.error();
        const std::optional<bool> isSatisfied = m_automaton.isSatisfied(actor, state, seen);
        if (isSatisfied && !*isSatisfied)
            return std::optional<Moved>();
    }
    if (!m_automaton.after(actor, state, seen))
        if (const auto taught = teach(wayThere(), Step{actor}); !taught.ok())
            return taught.error();
    const Automaton::Successor *successor = m_automaton.after(actor, state, seen);
    if (!successor)
        return Error{std::string("The model differs from reality: process ") + scheduleLetter(actor)
                     + " is elsewhere than it should be after " + stepsText(wayThere()) + "."};
    m_model.apply(values, actor, action);
    for (const auto &[place, added] : successor->ledger)
        values.ledger[place] += added;
    return std::optional(Moved{successor->next, idOf(values)});
}

Result<void> LearnedModel::teach(Steps way, std::optional<Step> step)
{
    if (step)
        way.push_back(*step);
    if (const auto led = m_teacher.lead(way); !led.ok())
        return led;
    return m_teacher.leadOn();
}

Result<void> LearnedModel::examine(std::uint64_t executions, std::uint64_t seed, std::size_t deaths,
                                   const std::function<bool()> &goOn)
{
    Chance chance(seed);
    for (std::uint64_t i = 0; i < executions && (!goOn || goOn()); ++i)
        if (const auto led = m_teacher.leadAtRandom(chance, deaths); !led.ok())
            return led;
    return {};
}

Result<SharedValues> LearnedModel::perform(const Steps &schedule)
{
    if (const auto led = m_teacher.lead(schedule); !led.ok())
        return led.error();
    return m_teacher.values();
}

LearnedModel::ValuesId LearnedModel::kill(ActorId actor, ValuesId id)
{
    const auto [asked, isNew] = m_killed.insert(std::array<std::uint32_t, 2>{actor, id}.data());
    if (!isNew)
        return m_left[asked];
    SharedValues values = valuesOf(id);
    m_model.die(values, actor);
    m_left.push_back(idOf(values));
    return m_left.back();
}

LearnedModel::ValuesId LearnedModel::mourn(ActorId gone, ValuesId id, const std::vector<ProcessEnd> &ends)
{
    if (!m_mourn)
        return id;
    SharedValues values = valuesOf(id);
    m_mourn(values, gone, ends);
    return idOf(values);
}

std::uint64_t LearnedModel::bytes() const
{
    return m_automaton.bytes() + (m_values ? m_values->bytes() : 0) + m_asked.bytes() + m_killed.bytes()
        + m_answers.capacity() * sizeof m_answers[0] + m_left.capacity() * sizeof m_left[0];
}

/// The numbers of all rows and of the ledger behind each other; one more, so that there is one.
LearnedModel::ValuesId LearnedModel::idOf(const SharedValues &values)
{
    std::vector<std::int64_t> numbers = {0};
    for (const auto &row : values.rows)
        numbers.insert(numbers.end(), row.begin(), row.end());
    numbers.insert(numbers.end(), values.ledger.begin(), values.ledger.end());
    return m_values->insert(numbers.data()).first;
}

SharedValues LearnedModel::valuesOf(ValuesId id) const
{
    SharedValues values = m_shape;
    const std::int64_t *number = m_values->row(id) + 1;
    for (auto &row : values.rows)
        for (std::int64_t &value : row)
            value = *number++;
    for (std::uint32_t &count : values.ledger)
        count = static_cast<std::uint32_t>(*number++);
    return values;
}

} // namespace interleave
