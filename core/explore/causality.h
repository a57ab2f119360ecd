// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/action.h"
#include "core/control/actor_set.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave {

/// What happened before what in an execution: program order and the order of dependent accesses, by vector clocks.
/// Grows at its end and is cut there. Adding an event takes a look at all before it.
class Causality
{
public:
    explicit Causality(std::size_t actors) : m_actors(actors) {}

    std::size_t size() const { return m_events.size(); }
    void cutTo(std::size_t events);
    void add(ActorId actor, const Action &action);
    /// `earlier` < `later` < size().
    bool happensBefore(std::size_t earlier, std::size_t later) const;

    /// The events of others that race with what this actor does next: dependent, and nothing else orders the two.
    ///
    /// What can wait is another matter. That an unlock comes before the next lock cannot be turned round; it is the
    /// locks that compete, and the latest other one is told (earlier ones are when that one is turned round). Of who
    /// waits for words or units nobody can tell here which access it was that stood in the way, so all are told.
    std::vector<std::size_t> racesOf(ActorId actor, const Action &action) const;

    /// Who can make the first step of this: what comes after the event `earlier` without happening after it, and then
    /// the next action of that actor.
    ActorSet initials(std::size_t earlier, ActorId actor, const Action &action) const;

private:
    /// By actor, how many of its events have happened.
    using Clock = std::vector<std::uint32_t>;
    struct Event {
        ActorId actor;
        Action action;
        std::uint32_t number; ///< of those of its actor, from 1
        Clock clock;          ///< itself included
    };
    static bool covers(const Clock &clock, const Event &event) { return clock[event.actor] >= event.number; }
    static void join(Clock &clock, const Clock &other);
    Clock clockOf(ActorId actor) const;
    std::vector<std::size_t> blockedBy(ActorId actor, const Action &action) const;

    std::size_t m_actors;
    std::vector<Event> m_events;
};

} // namespace interleave
