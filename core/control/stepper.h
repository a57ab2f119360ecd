// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/controller.h"
#include "core/control/mourning.h"
#include "core/control/plan.h"
#include "core/control/schedule.h"
#include "core/ids.h"
#include "core/shm/run_memory.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace interleave {

/// Where a stepped run stands between two steps, and what could come next. A value.
struct Stand {
    struct Actor {
        Action action;          ///< what it would do next; None: nothing
        bool isEnabled = false; ///< it could
        bool isAlive = true;
        bool isDone = false;       ///< its role has come to its end
        ActorId holder = kNoActor; ///< not enabled for a lock: who has it
    };
    Steps steps; ///< taken so far
    std::vector<Actor> actors;
    ActorId mover = kNoActor; ///< it is on its way to its next access; what is said of the others is of before
    bool hasBegun = false;
    bool isOver = false;  ///< nobody that lives has anything left to do
    bool isStuck = false; ///< somebody has, and nobody can
    bool isIdle = true;   ///< once it has begun: nobody moves, and nothing is to come by itself
    std::optional<Divergence> diverged = {};
};

/// Steps a run on a thread of its own, so that nobody else waits for a worker: takes what is asked for, one access at a
/// time, and tells how things stand. Idle it sleeps.
///
/// All calls from any thread; they return at once.
class Stepper
{
public:
    struct Listener {
        std::function<void()> changed;     ///< there is another stand()
        std::function<void()> atStart;     ///< after takeBack(): everybody that lives is at the start
        std::function<void(ActorId)> kill; ///< that process is to be killed, and died() to be called
    };

    /// `memory` is stepped and outlives it. The listener is called on the stepper's thread.
    /// `mourn` as well.
    Stepper(RunMemory &memory, Mourn mourn, Listener listener);
    ~Stepper();
    Stepper(const Stepper &) = delete;
    Stepper &operator=(const Stepper &) = delete;

    /// Begins an execution, as soon as everybody is at the start, and does what is planned.
    void begin(Plan plan);
    /// Asks everybody back to the start. What was still to be done is forgotten.
    void takeBack();
    /// More steps, behind those that are still to be taken. One that is not possible ends them all: Stand::diverged.
    void take(const Steps &steps);
    /// That actor goes on until it cannot, or is done.
    void runOn(ActorId actor);
    /// It goes on to the end, as Plan::runsOut says.
    void runOut();
    /// Forgets what is still to be taken.
    void pause();
    /// The process has gone.
    void died(ActorId actor);
    /// Another process was started in the place of one that died; before begin().
    void revived(ActorId actor);

    /// Not idle as long as something that was asked for has not been done, whatever was known before.
    Stand stand() const;

private:
    enum class Phase { Waiting, Returning, AtStart, Playing, Over };

    template <typename Order>
    void order(Order &&order);
    void run();
    bool moveOn();
    bool takeNext(Step step);
    void diverge(Divergence::Why why, ActorId actor);
    void forgetUntaken(ActorId actor);
    bool doesAsPlanned(Step step);
    std::optional<Step> nextStep();
    Stand look() const;
    void publish(bool isIdle);

    RunMemory &m_memory;
    Listener m_listener;

    // Of the stepper's thread.
    Controller m_controller;
    Mourning m_mourning;
    Phase m_phase = Phase::Waiting;
    bool m_wantsToBegin = false;
    Plan m_plan;
    Steps m_taken;
    std::deque<Step> m_queue;
    ActorId m_runner = kNoActor; ///< goes on until it cannot
    ActorId m_dying = kNoActor;  ///< asked to be killed, not known to be dead yet
    StepChecksum m_checksum, m_checksumBefore; ///< of the steps taken, and without the latest
    std::optional<Divergence> m_diverged;
    std::uint64_t m_publishedAt = 0;
    bool m_isDirty = true;

    mutable std::mutex m_mutex;                  // protects what follows
    std::vector<std::function<void()>> m_orders; ///< to be carried out on the stepper's thread, in order
    Stand m_stand;
    bool m_isBehind = false; ///< m_stand is of before the latest order
    bool m_quits = false;

    std::thread m_thread;
};

} // namespace interleave
