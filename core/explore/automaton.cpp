// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/automaton.h"

#include <boost/container_hash/hash.hpp>

namespace interleave {

Automaton::State Automaton::stateOf(ActorId actor, const Action &action)
{
    if (action.operation == EventKind::None)
        return kEnded;
    Role &role = m_roles[actor];
    const auto [found, isNew] = role.states.emplace(action, static_cast<State>(role.actions.size()));
    if (isNew) {
        role.actions.push_back(action);
        m_bytes += 2 * sizeof(Action) + kNode;
    }
    return found->second;
}

const Automaton::Successor *Automaton::after(ActorId actor, State state, const Seen &seen) const
{
    const auto found = m_roles[actor].successors.find({state, seen});
    return found == m_roles[actor].successors.end() ? nullptr : &found->second;
}

std::optional<bool> Automaton::isSatisfied(ActorId actor, State state, const Seen &seen) const
{
    const auto found = m_roles[actor].waits.find({state, seen});
    return found == m_roles[actor].waits.end() ? std::nullopt : std::optional(found->second);
}

const Automaton::Successor *Automaton::learn(ActorId actor, State state, const Seen &seen, const Successor &successor)
{
    const auto [found, isNew] = m_roles[actor].successors.emplace(Moment{state, seen}, successor);
    if (isNew)
        countBytes(seen, successor.ledger.size());
    return isNew || found->second == successor ? nullptr : &found->second;
}

bool Automaton::learnWait(ActorId actor, State state, const Seen &seen, bool isSatisfied)
{
    const auto [found, isNew] = m_roles[actor].waits.emplace(Moment{state, seen}, isSatisfied);
    if (isNew)
        countBytes(seen, 0);
    return found->second == isSatisfied;
}

void Automaton::countBytes(const Seen &seen, std::size_t ledger)
{
    m_bytes += kNode + sizeof(Moment) + sizeof(Successor) + seen.size() * sizeof(Seen::value_type)
        + ledger * sizeof(Successor::ledger[0]);
}

std::size_t Automaton::states() const
{
    std::size_t states = 0;
    for (const Role &role : m_roles)
        states += role.states.size();
    return states;
}

std::size_t Automaton::transitions() const
{
    std::size_t transitions = 0;
    for (const Role &role : m_roles)
        transitions += role.successors.size();
    return transitions;
}

std::size_t Automaton::ActionHash::operator()(const Action &action) const
{
    std::size_t hash = 0;
    boost::hash_combine(hash, static_cast<std::uint8_t>(action.operation));
    boost::hash_combine(hash, action.object.bits);
    boost::hash_combine(hash, action.site);
    boost::hash_combine(hash, action.argument);
    boost::hash_combine(hash, action.payload);
    boost::hash_combine(hash, action.rows);
    boost::hash_combine(hash, action.digest);
    return hash;
}

} // namespace interleave
