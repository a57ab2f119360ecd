// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/action.h"
#include "core/control/actor_set.h"
#include "core/ids.h"
#include "core/shm/run_memory.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// Moves the actors of a stepped run, one access at a time. It knows what each would do next and whether it could, from
/// what the actors publish at their gates and from the memory itself: so nobody is ever let into an access that would
/// block. Between grants everybody sleeps, and only one moves at a time.
///
/// It never waits for a worker unless asked to, and then no longer than asked; it takes no lock a worker can hold, and
/// believes nothing that makes no sense. It starts and ends no process: who does tells it of deaths. One thread.
class Controller
{
public:
    /// `memory` is stepped (RunMemory::setStepped) and outlives it.
    explicit Controller(RunMemory &memory);

    // --- Executions. The first one begins when the workers have come to their start.

    /// Asks everybody back to the start of their roles.
    void takeBack();
    /// Everybody that lives is at the start of this execution, and nobody has begun. A look only.
    bool isAtStart() const;
    /// Lets everybody go to their first access, one after the other; isSettled() says when they are there. Only when
    /// isAtStart(), and on restored data (RunMemory::restore) if an execution has gone before.
    void begin();

    // --- One step after the other.

    /// Does everybody that lives stand at an access or at the end of its role, and is it known who of them could go on?
    /// A look; it may ask those who wait for words to look at them again.
    bool isSettled();
    /// Waits until isSettled(); false when it has not come to that after so long (negative: for ever).
    bool settle(std::int64_t timeoutNs);
    /// The actor that keeps everybody waiting now, or kNoActor.
    ActorId mover() const;

    /// What that actor would do next. Only when settled.
    const Action &action(ActorId actor) const { return m_actors[actor].action; }
    /// Could it do that now? Only when settled.
    bool isEnabled(ActorId actor) const { return m_actors[actor].isEnabled; }
    /// Those that could move. None of them, and somebody has something left to do: a deadlock.
    ActorSet enabled() const;
    bool isAlive(ActorId actor) const { return m_actors[actor].isAlive; }
    /// Its role has come to its end. Only when settled.
    bool isDone(ActorId actor) const;
    /// Nobody that lives has anything left to do. Only when settled.
    bool isOver() const;
    /// One access of an actor that is enabled.
    void grant(ActorId actor);

    /// Has it been granted an access, and not taken that up?
    bool hasOpenGrant(ActorId actor) const;

    /// The process of that actor has gone; what it held may be free now.
    void died(ActorId actor);
    /// Another process has been started for it, and comes to its start. Only between takeBack() and begin().
    void revived(ActorId actor);
    /// Somebody else has written words that actors may wait for (the session, for the survivors of a death).
    void wordsHaveChanged();

    // --- For who waits for several things at once.

    /// A number that changes with every piece of news; to be taken before one looks.
    std::uint32_t news() const;
    /// Sleeps until news() is another than `seen`, at most so long (negative: for ever).
    void awaitNews(std::uint32_t seen, std::int64_t timeoutNs = -1) const;
    /// Any thread: makes a piece of news.
    void tellNews() const;

    std::size_t actors() const { return m_actors.size(); }

private:
    struct Actor {
        bool isAlive = true;
        bool isEnabled = false;
        bool mustLook = false; ///< the words it waits for may have changed since it looked
        Action action;
    };

    GatePlace placeOf(ActorId actor) const;
    bool isParked(ActorId actor) const { return placeOf(actor) != GatePlace::Away; }
    Action publishedAction(ActorId actor) const;
    bool couldSucceed(const Action &action, const Gate &gate) const;
    bool askToLook();
    void goOnBeginning();
    void readGates();

    RunMemory &m_memory;
    std::vector<Actor> m_actors;
    std::uint32_t m_execution = 1;
    std::size_t m_begun = 0; ///< while everybody is let go to the first access: how many of them have been
    bool m_hasBegun = false; ///< the execution
};

} // namespace interleave
