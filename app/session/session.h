// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/session/standstill.h"
#include "app/session/worker_process.h"
#include "core/control/lifeline.h"
#include "core/control/plan.h"
#include "core/control/stepper.h"
#include "core/shm/run_memory.h"
#include "core/trace/drain.h"
#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace interleave {

/// Runs: starts the workers of one run at a time, owns its memory, has its rings drained, and hands out the recording.
///
///     Idle ──start()──▶ Starting ──all attached──▶ Running ──all ended──▶ Settling ──▶ Idle, finished()
///      │                    │  └── a worker could not be started, or hangs ──▶ Idle, failed()
///      └────again()──▶ Returning ◀──again()── Running (stepped)
///
/// A stepped run (Pace::Step) moves when somebody says who. Its processes stay when all roles have come to their end,
/// or nobody can move any more, so that the same ones can do it again() in another order.
///
/// Main thread only, and it never blocks it: the gate is opened by the drain's thread, ends of processes arrive as
/// events, settling happens on the drain's thread, steps are taken on the stepper's. No widgets.
class Session : public QObject
{
    Q_OBJECT

public:
    explicit Session(QObject *parent = nullptr);
    /// Kills what still runs.
    ~Session() override;

    /// Begins a run. Errors: unknown scenario or mode, a parameter out of range, no worker program, memory or
    /// descriptors short, a run is on already. The recording is there at once and grows.
    /// `plan`: what a stepped run does by itself; others have none.
    Result<void> start(const RunSettings &settings, Plan plan = {});
    /// Lets every process leave at its next access; kills those that have not after half a second. What was recorded
    /// stays.
    void stop();

    // --- Stepped runs.

    /// Are there processes that could play the run of these settings again?
    bool canGoAgain(const RunSettings &settings) const;
    /// From the beginning, by the same processes; whoever has died is replaced. Another recording begins; of a run that
    /// is on the one so far is given up. Only when canGoAgain() the settings of the latest run.
    void again(Plan plan);
    /// These steps next, behind those that are still to be taken; so with the two that follow. While the processes are
    /// on their way to the start this is done once they are there.
    void take(const Steps &steps);
    /// That process goes on until it is blocked, or done.
    void runOn(ActorId actor);
    /// Everybody goes on to the end: whoever moved last as long as he can, then the first who can.
    void runOut();
    /// Takes back what is still to be taken.
    void pauseSteps();
    /// How things stand, and who could go on.
    const Stand &stand() const { return m_stand; }

    /// Is the latest run a stepped one?
    bool isStepped() const { return m_recording && m_recording->info()->settings.pace == Pace::Step; }
    bool isActive() const { return m_phase != Phase::Idle; }
    /// The processes of a run that is on, by actor; of who has ended 0, and of all of them while they are started,
    /// which has a patience of its own.
    std::vector<qint64> pids() const;
    const std::shared_ptr<Recording> &recording() const { return m_recording; }
    const ScenarioInfo *scenario() const { return m_scenario; }
    /// Ticks of the monotonic clock from start() to the open gate, in ns; 0 before.
    qint64 startingNs() const { return m_startingNs; }
    /// What full rings have held the processes up for so far, summed over them; 0 when no run is on. The recording
    /// knows it at the end.
    qint64 heldUpNs() const;

signals:
    /// The start gate is open.
    void running();
    /// The recording is complete.
    void finished();
    /// There was no run; the sentence says why.
    void failed(const QString &sentence);
    /// A stepped run: another stand().
    void moved();
    /// A stepped run: nobody moves, and all that has been done is in the recording.
    void rested();
    /// Another recording has begun, after again().
    void begun();

private:
    enum class Phase { Idle, Starting, Running, Settling, Returning };

    Result<void> prepare(const RunSettings &settings);
    void beginRecording();
    Result<void> startDrain();
    bool isToBegin() const;
    void createWorker(ActorId actor);
    void startWorkers();
    void startWorker(ActorId actor);
    void release();
    void createStepper();
    void onAtStart();
    void onMoved();
    void onRested();
    void lookForLate();
    void endExecution();
    void onGateOpen();
    void onEnded(ActorId actor, ProcessEnd end, int exitCode, int signal);
    void noteEnd(ActorId actor, ProcessEnd end, int exitCode, int signal);
    void mourn(ActorId gone) const;
    void onFailed(ActorId actor, const QString &sentence);
    void settle();
    void onSettled();
    void look();
    void lookForLaggards();
    void lookForStandstill();
    void killWorkers();
    bool allEnded() const;
    bool allAsleep(const std::vector<bool> &actors) const;

    Phase m_phase = Phase::Idle;
    const ScenarioInfo *m_scenario = nullptr;
    RunSettings m_settings;
    std::vector<ProcessSpec> m_specs;
    QString m_program; ///< of the workers
    std::vector<ProcessInfo> m_ends; ///< as far as known here: pid, role, end, exit code, signal
    std::shared_ptr<Recording> m_recording;

    Lifeline m_lifeline;
    std::unique_ptr<RunMemory> m_memory;
    std::unique_ptr<Drain> m_drain; // feeds m_recording, reads *m_memory: declared after both, so it goes first; null
                                    // where there was no thread for it
    std::unique_ptr<Stepper> m_stepper; // moves those who use *m_memory
    Plan m_plan;
    Stand m_stand;
    std::vector<std::unique_ptr<WorkerProcess>> m_workers;
    Standstill m_standstill;
    std::vector<Wait> m_deadlock; ///< a circle is for ever: once found it stays

    std::uint32_t m_ready = 0; ///< workers that had attached at the last look
    int m_looksInVain = 0;     ///< in a row, at a start that gets nowhere

    QTimer m_lookTimer{this}; ///< while a run is on
    QTimer m_killTimer{this};
    QElapsedTimer m_clock;
    qint64 m_startingNs = 0;
    bool m_stopped = false;
    QString m_failure;
};

/// What a pace puts between reading and writing unless somebody asks for something else.
Window usualWindow(Pace pace);

/// The settings of a scenario's defaults for a pace (window included).
RunSettings defaultSettings(const ScenarioInfo &scenario, Pace pace);

/// Are these settings a run? Names the nearest valid name, or the range. Fills in parameters that are missing.
Result<RunSettings> checkedSettings(const RunSettings &settings);

} // namespace interleave
