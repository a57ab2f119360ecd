// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/action.h"
#include "core/ids.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace interleave {

/// How the roles of a world go on, learned by watching them: by actor, from the state it is in and what it sees to the
/// next state. A state is all of what the actor would do next, with the digest of its live locals; so two moments in
/// one state are followed by the same, if the role is deterministic and declares all its live locals. Whether it is
/// shows when the same is learned twice.
class Automaton
{
public:
    using State = std::uint32_t; ///< of one actor
    static constexpr State kDead = 0, kEnded = 1;
    using Seen = std::vector<std::int64_t>; ///< see AccessModel::seenBy()

    struct Successor {
        State next = kDead;
        /// What it added to it: where, and how much there.
        std::vector<std::pair<std::uint32_t, std::uint32_t>> ledger = {};
        friend bool operator==(const Successor &, const Successor &) = default;
    };

    explicit Automaton(std::size_t actors) : m_roles(actors) {}

    /// The state of that name; a new one when it is the first time. An operation None is kEnded.
    State stateOf(ActorId actor, const Action &action);
    /// Holds until the next stateOf() of that actor.
    const Action &action(ActorId actor, State state) const { return m_roles[actor].actions[state]; }

    /// Null: not learned yet. Holds for good.
    const Successor *after(ActorId actor, State state, const Seen &seen) const;
    /// Of a wait: are these the values it waits for?
    std::optional<bool> isSatisfied(ActorId actor, State state, const Seen &seen) const;

    /// What it has learned of this before, when that was another; else null.
    const Successor *learn(ActorId actor, State state, const Seen &seen, const Successor &successor);
    /// False: it has learned the contrary before.
    bool learnWait(ActorId actor, State state, const Seen &seen, bool isSatisfied);

    std::size_t states() const;      ///< of all actors
    std::size_t transitions() const; ///< of all actors
    std::uint64_t bytes() const { return m_bytes; } ///< of memory that it takes, about

private:
    struct ActionHash {
        std::size_t operator()(const Action &action) const;
    };
    using Moment = std::pair<State, Seen>;
    struct Role {
        std::vector<Action> actions = {Action{}, Action{}}; ///< by State
        std::unordered_map<Action, State, ActionHash> states;
        std::map<Moment, Successor> successors;
        std::map<Moment, bool> waits;
    };

    /// What a map keeps beside an entry, about.
    static constexpr std::uint64_t kNode = 48;
    void countBytes(const Seen &seen, std::size_t ledger);

    std::vector<Role> m_roles; ///< by actor
    std::uint64_t m_bytes = 0;
};

} // namespace interleave
