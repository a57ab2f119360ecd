// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What Session does with a stepped run.

#include "app/session/session.h"

#include "scenarios/mourning.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

/// Looks of a tenth of a second each.
constexpr int kReturnLooks = 20;
constexpr int kLateLooks = 150;

} // namespace

void Session::createStepper()
{
    const auto onMainThread = [this](void (Session::*what)()) {
        return [this, what] { QMetaObject::invokeMethod(this, what, Qt::QueuedConnection); };
    };
    m_stepper = std::make_unique<Stepper>(*m_memory, mournFor(*m_scenario, m_settings),
                                          Stepper::Listener{.changed = onMainThread(&Session::onMoved),
                                                            .atStart = onMainThread(&Session::onAtStart),
                                                            .kill = [this](ActorId actor) {
                                                                QMetaObject::invokeMethod(
                                                                    this,
                                                                    [this, actor] {
                                                                        if (m_phase == Phase::Running
                                                                            && actor < m_workers.size())
                                                                            m_workers[actor]->kill();
                                                                    },
                                                                    Qt::QueuedConnection);
                                                            }});
}

bool Session::canGoAgain(const RunSettings &settings) const
{
    const bool isFree = m_phase == Phase::Idle || (m_phase == Phase::Running && !m_stopped);
    return isFree && m_stepper && settings == m_settings;
}

void Session::again(Plan plan)
{
    m_plan = std::move(plan);
    m_failure.clear();
    m_stopped = false;
    m_looksInVain = 0;
    m_phase = Phase::Returning;
    m_lookTimer.start();
    m_stepper->takeBack();
}

/// Everybody that lives is at the start again, and nobody moves.
void Session::onAtStart()
{
    if (m_phase != Phase::Returning || m_stopped)
        return;
    m_drain.reset(); // what it was recording is given up
    m_memory->restore();
    std::vector<ActorId> dead;
    for (const auto &worker : m_workers)
        if (!worker->isRunning())
            dead.push_back(worker->actor());
    for (const ActorId actor : dead) {
        m_memory->revive(actor);
        createWorker(actor);
        startWorker(actor);
        m_stepper->revived(actor);
    }
    beginRecording();
    m_phase = Phase::Starting;
    if (const auto started = startDrain(); !started.ok()) {
        m_failure = QString::fromStdString(started.error().sentence);
        stop();
        return;
    }
    emit begun();
}

/// The processes are not at the start yet, so what is asked for belongs to the plan.
bool Session::isToBegin() const
{
    return m_stepper && !m_stopped && (m_phase == Phase::Starting || m_phase == Phase::Returning);
}

void Session::take(const Steps &steps)
{
    if (isToBegin())
        m_plan.steps.insert(m_plan.steps.end(), steps.begin(), steps.end());
    if (!m_stepper || m_phase != Phase::Running)
        return;
    m_drain->goOn();
    m_stepper->take(steps);
}

void Session::runOn(ActorId actor)
{
    if (isToBegin())
        m_plan.runsOn = actor;
    if (!m_stepper || m_phase != Phase::Running)
        return;
    m_drain->goOn();
    m_stepper->runOn(actor);
}

void Session::runOut()
{
    if (isToBegin())
        m_plan.runsOut = true;
    if (!m_stepper || m_phase != Phase::Running)
        return;
    m_drain->goOn();
    m_stepper->runOut();
}

void Session::pauseSteps()
{
    if (m_stepper)
        m_stepper->pause();
}

void Session::onMoved()
{
    if (!m_stepper || m_phase != Phase::Running || m_stopped)
        return;
    m_stand = m_stepper->stand();
    if (m_stand.hasBegun)
        m_lookTimer.stop();
    emit moved();
    if (m_stand.isOver || m_stand.isStuck)
        endExecution();
    else if (m_stand.hasBegun && m_stand.isIdle)
        m_drain->rest([this] { QMetaObject::invokeMethod(this, &Session::onRested, Qt::QueuedConnection); });
    else
        m_drain->goOn();
}

void Session::onRested()
{
    // News of a rest may come late: by now another step may have been asked for.
    if (m_phase == Phase::Running && m_stand.isIdle && m_stepper->stand().isIdle)
        emit rested();
}

/// Those who do not come back to the start, or a new one who does not get there, would keep everybody waiting.
void Session::lookForLate()
{
    ++m_looksInVain;
    if (m_phase == Phase::Returning && m_looksInVain == kReturnLooks)
        for (const auto &worker : m_workers) // these are replaced
            if (!m_memory->isAtStart(worker->actor()))
                worker->kill();
    if (m_looksInVain < kLateLooks || m_stopped)
        return;
    m_failure = tr("The processes did not get ready in time: let go of what holds them (a debugger, a stop signal).");
    stop();
    killWorkers();
}

/// Everybody stands: at the end, dead, or for ever. The processes stay where they are.
void Session::endExecution()
{
    std::vector<Wait> waits;
    for (std::size_t i = 0; i < m_ends.size(); ++i) {
        const Stand::Actor &actor = m_stand.actors[i];
        if (m_ends[i].end != ProcessEnd::Running)
            continue;
        m_ends[i].end = actor.isDone ? ProcessEnd::Finished : ProcessEnd::Stuck;
        m_drain->actorEnded(static_cast<ActorId>(i), false, 0);
        if (!actor.isDone)
            waits.push_back({static_cast<ActorId>(i), actor.action.object, actor.holder});
    }
    if (m_stand.isStuck)
        m_recording->setStandstill(waits);
    settle();
}

} // namespace interleave
