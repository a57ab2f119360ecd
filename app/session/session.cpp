// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/session.h"

#include "app/session/descriptors.h"
#include "app/session/machine.h"
#include "core/primitives/deadlock.h"
#include "scenarios/catalog.h"
#include "scenarios/mourning.h"

#include <algorithm>
#include <csignal>
#include <system_error>

namespace interleave {

namespace {

constexpr int kLookMs = 100;
/// Looks at a start that gets nowhere, before it is given up: 15 s, when the slowest of machines needs one for a
/// process. Looks are counted and not time, so that a session which was itself held still does not blame its workers.
constexpr int kStartLooks = 150;
constexpr std::size_t kDescriptorsPerWorker = 6; ///< while it starts: QProcess has pipes of its own
constexpr std::size_t kDescriptorsBeside = 8;    ///< memories, lifeline, what a library opens
constexpr int kPatienceMs = 500; ///< between asking processes to leave and killing them
constexpr int kStuckPatienceMs = 100; ///< where nobody can move; who sleeps in a lock cannot leave by itself

bool died(ProcessEnd end)
{
    return end == ProcessEnd::Killed || end == ProcessEnd::Crashed;
}

/// Who waits for what the processes say themselves: that of one who is not believed proves no circle.
bool isBelieved(const std::vector<Wait> &circle, const RunInfo &info)
{
    return std::all_of(circle.begin(), circle.end(),
                       [&](const Wait &wait) { return info.processes[wait.actor].refusal == Refusal::None; });
}

/// Ctrl-C goes to all processes of a terminal; children inherit that it waits, until they have learnt to leave it to
/// us.
class InterruptionsBlocked
{
public:
    InterruptionsBlocked()
    {
        sigset_t interruptions;
        ::sigemptyset(&interruptions);
        ::sigaddset(&interruptions, SIGINT);
        ::pthread_sigmask(SIG_BLOCK, &interruptions, &m_before);
    }
    ~InterruptionsBlocked() { ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    InterruptionsBlocked(const InterruptionsBlocked &) = delete;
    InterruptionsBlocked &operator=(const InterruptionsBlocked &) = delete;

private:
    sigset_t m_before;
};

} // namespace

Session::Session(QObject *parent) : QObject(parent)
{
    m_lookTimer.setInterval(kLookMs);
    connect(&m_lookTimer, &QTimer::timeout, this, &Session::look);
    m_killTimer.setSingleShot(true);
    connect(&m_killTimer, &QTimer::timeout, this, &Session::killWorkers);
}

Session::~Session()
{
    release();
}

Result<void> Session::start(const RunSettings &wanted, Plan plan)
{
    if (isActive())
        return Error{"A run is on already: stop it first."};
    auto settings = checkedSettings(wanted);
    if (!settings.ok())
        return settings.error();
    if (canGoAgain(settings.value())) {
        m_clock.start();
        again(std::move(plan));
        return {};
    }
    m_program = workerProgram();
    if (m_program.isEmpty())
        return Error{"The program interleave-worker is not beside this one: build or install both."};
    m_clock.start();
    if (auto prepared = prepare(settings.value()); !prepared.ok())
        return prepared;
    m_plan = std::move(plan);
    beginRecording();
    // Before the workers: where there is no thread to be had, none of them need be ended again.
    if (const auto started = startDrain(); !started.ok())
        return started;
    m_phase = Phase::Starting;
    m_lookTimer.start();
    startWorkers();
    return {};
}

Result<void> Session::startDrain()
{
    try {
        m_drain->start([this] { QMetaObject::invokeMethod(this, &Session::onGateOpen, Qt::QueuedConnection); });
        if (m_memory->isStepped() && !m_stepper)
            createStepper();
    } catch (const std::system_error &) {
        m_drain.reset();
        return Error{"There is no thread to record with: close other programs, or raise the limits (ulimit -u, ulimit -v)."};
    }
    return {};
}

Result<void> Session::prepare(const RunSettings &settings)
{
    const ScenarioInfo &scenario = *findScenario(settings.scenario);
    const ObjectTable objects = scenario.objects(settings.parameters, settings.mode);
    auto specs = scenario.processes(settings.parameters);
    if (const auto enough = checkDescriptors(specs.size() * kDescriptorsPerWorker + kDescriptorsBeside, "This run",
                                             ", or choose fewer processes");
        !enough.ok())
        return enough;
    auto lifeline = Lifeline::create();
    if (!lifeline.ok())
        return lifeline.error();
    release();
    auto memory = RunMemory::create(settings, objects, specs.size(),
                                    scenario.ledgerWords ? scenario.ledgerWords(settings.parameters) : 0);
    if (!memory.ok())
        return memory.error();

    m_scenario = &scenario;
    m_settings = settings;
    m_lifeline = std::move(lifeline.value());
    m_memory = std::make_unique<RunMemory>(std::move(memory.value()));
    if (settings.pace == Pace::Step)
        m_memory->setStepped();
    m_specs = std::move(specs);
    m_ready = 0;
    m_looksInVain = 0;
    m_failure.clear();
    return {};
}

/// Of an execution that has not begun, over the memory as it is.
void Session::beginRecording()
{
    m_ends.clear();
    for (const ProcessSpec &spec : m_specs)
        m_ends.push_back({.role = spec.role});
    for (const auto &worker : m_workers)
        m_ends[worker->actor()].pid = worker->pid();

    RunInfo info;
    info.settings = m_settings;
    info.objects = m_memory->objects();
    info.processes = m_ends;
    info.clock.nanosecondsPerTick = calibratedNanosecondsPerTick(m_memory->clock());
    info.clock.origin = ticksBefore(m_memory->clock());
    info.machine = thisMachine();
    info.startedAt = isoNow();
    m_recording = std::make_shared<Recording>(std::move(info));
    m_drain = std::make_unique<Drain>(*m_memory, *m_recording);
    m_standstill.reset();
    m_deadlock.clear();
    m_stopped = false;
    m_startingNs = 0;
    m_stand = {};
}

void Session::createWorker(ActorId actor)
{
    auto worker = std::make_unique<WorkerProcess>(actor);
    connect(worker.get(), &WorkerProcess::ended, this, &Session::onEnded);
    // Later: QProcess says so within the very call that starts it.
    connect(worker.get(), &WorkerProcess::failed, this, &Session::onFailed, Qt::QueuedConnection);
    m_workers[actor] = std::move(worker);
}

void Session::startWorkers()
{
    m_workers.clear();
    m_workers.resize(m_specs.size());
    for (std::size_t actor = 0; actor < m_specs.size(); ++actor)
        createWorker(static_cast<ActorId>(actor));
    const InterruptionsBlocked whileTheyStart;
    for (const auto &worker : m_workers)
        startWorker(worker->actor());
    if (m_phase != Phase::Starting)
        return; // not one of them could be started
    for (const auto &worker : m_workers)
        m_ends[worker->actor()].pid = worker->pid();
    m_recording->setProcesses(m_ends); // at once: whoever hangs before the gate opens can be looked for
}

void Session::startWorker(ActorId actor)
{
    const auto number = [](int descriptor) { return QString::number(descriptor); };
    m_workers[actor]->start(m_program, {number(m_memory->control().descriptor()), number(m_memory->data().descriptor()),
                                        number(m_lifeline.workerEnd()), number(actor)});
}

/// Ends the processes that were kept, and lets go of what they shared.
void Session::release()
{
    m_drain.reset();
    m_stepper.reset();
    m_workers.clear();
    m_memory.reset();
    m_lifeline = {};
}

void Session::onGateOpen()
{
    if (m_phase != Phase::Starting)
        return;
    m_startingNs = m_clock.nsecsElapsed();
    m_phase = Phase::Running;
    if (m_stepper)
        m_stepper->begin(std::move(m_plan));
    emit running();
}

void Session::onEnded(ActorId actor, ProcessEnd end, int exitCode, int signal)
{
    noteEnd(actor, end, exitCode, signal);
    if (m_stepper && died(end))
        m_stepper->died(actor); // behind the drain, which is to know of it before anybody goes on
}

void Session::noteEnd(ActorId actor, ProcessEnd end, int exitCode, int signal)
{
    if (m_phase == Phase::Idle || m_phase == Phase::Settling || (m_phase == Phase::Returning && !m_stopped)
        || m_ends[actor].end != ProcessEnd::Running)
        return; // of a run that is over or given up, or of one that had died in it before
    ProcessInfo &process = m_ends[actor];
    process.pid = m_workers[actor]->pid();
    process.end = end;
    process.exitCode = exitCode;
    process.signal = signal;
    // Killed because it would not leave: that is our doing, and the learner asked for it.
    if (m_stopped && end == ProcessEnd::Killed)
        process.end = ProcessEnd::Stopped;
    if (m_recording->info()->stuck && process.end == ProcessEnd::Stopped)
        process.end = ProcessEnd::Stuck;
    if (m_drain)
        m_drain->actorEnded(actor, died(end), signal);
    if (!m_stepper) // who sees to it there
        mourn(actor);
    // A death may have swallowed a wake-up that was meant for somebody else.
    m_memory->wakeAll();
    if (allEnded())
        settle();
}

void Session::mourn(ActorId gone) const
{
    std::vector<ProcessEnd> ends;
    for (const ProcessInfo &one : m_ends)
        ends.push_back(one.end);
    if (std::none_of(ends.begin(), ends.end(), died) || m_stopped)
        return;
    if (const Mourn mourn = mournFor(*m_scenario, m_settings))
        mourn(*m_memory, gone, ends);
}

/// It never started, so it will never end.
void Session::onFailed(ActorId actor, const QString &sentence)
{
    if (m_phase == Phase::Idle || m_phase == Phase::Settling || m_ends[actor].end != ProcessEnd::Running)
        return;
    if (m_failure.isEmpty())
        m_failure = sentence;
    m_ends[actor].end = ProcessEnd::Crashed;
    if (m_drain)
        m_drain->actorEnded(actor, false, 0);
    stop();
    if (allEnded())
        settle();
}

void Session::stop()
{
    // Once: asked again and again, the timer would never come to its end, and whoever does not leave would stay.
    if (m_phase == Phase::Idle || m_phase == Phase::Settling || m_stopped)
        return;
    m_stopped = true;
    if (m_phase == Phase::Returning && allEnded())
        return onSettled(); // what had been recorded before stays as it is
    if (m_drain)
        m_drain->goOn();
    if (m_stepper)
        m_stepper->pause();
    m_memory->stop();
    m_killTimer.start(kPatienceMs);
}

qint64 Session::heldUpNs() const
{
    quint64 sum = 0;
    const std::size_t actors = m_memory ? m_memory->actors() : 0;
    for (std::size_t actor = 0; actor < actors; ++actor) {
        const std::uint64_t ring = ringOffset(static_cast<ActorId>(actor), m_memory->ringCapacity());
        sum += m_memory->control().at<RingEnds>(ring)->stalledNs.load(std::memory_order_relaxed); // a figure
    }
    return static_cast<qint64>(sum);
}

std::vector<qint64> Session::pids() const
{
    std::vector<qint64> pids;
    for (const auto &worker : m_workers)
        pids.push_back(m_phase == Phase::Running && worker && worker->isRunning() ? worker->pid() : 0);
    return pids;
}

bool Session::allEnded() const
{
    return std::all_of(m_ends.begin(), m_ends.end(), [](const ProcessInfo &process) { return process.end != ProcessEnd::Running; });
}

void Session::settle()
{
    m_phase = Phase::Settling;
    m_lookTimer.stop();
    m_killTimer.stop();
    if (!m_drain) { // there was no thread for it, so nothing was recorded
        QMetaObject::invokeMethod(this, &Session::onSettled, Qt::QueuedConnection);
        return;
    }
    m_drain->finish([this, ends = m_ends, deadlock = m_deadlock, stopped = m_stopped, elapsed = m_clock.nsecsElapsed()](RunInfo &info) {
        for (std::size_t actor = 0; actor < ends.size(); ++actor) {
            info.processes[actor].pid = ends[actor].pid;
            info.processes[actor].end = ends[actor].end;
            info.processes[actor].exitCode = ends[actor].exitCode;
            info.processes[actor].signal = ends[actor].signal;
        }
        if (isBelieved(deadlock, info))
            info.deadlock = deadlock;
        info.interrupted = stopped && !info.stuck;
        info.durationNs = elapsed - m_startingNs;
    }, [this] { QMetaObject::invokeMethod(this, &Session::onSettled, Qt::QueuedConnection); });
}

void Session::onSettled()
{
    if (m_drain)
        m_drain->join(); // it has nothing left to do but to end
    m_drain.reset();
    if (!m_stepper || m_stopped)
        release();
    m_phase = Phase::Idle;
    if (!m_failure.isEmpty())
        emit failed(m_failure);
    else
        emit finished();
}

void Session::look()
{
    if (m_phase == Phase::Starting)
        lookForLaggards();
    else if (m_stepper)
        lookForLate();
    else
        lookForStandstill();
}

/// One that hangs before it says that it is ready would keep all the others waiting for ever.
void Session::lookForLaggards()
{
    const std::uint32_t ready = m_memory->header().attached.load(std::memory_order_relaxed); // a figure
    m_looksInVain = ready == m_ready ? m_looksInVain + 1 : 0;
    m_ready = ready;
    if (m_looksInVain < kStartLooks || m_stopped)
        return;
    const std::size_t all = m_workers.size();
    m_failure =
        tr("%1 of %2 processes did not get ready within %3 seconds: close other programs, or let go of what holds "
           "them (a debugger, a stop signal).")
            .arg(all - std::min<std::size_t>(ready, all))
            .arg(all)
            .arg(kStartLooks * kLookMs / 1000);
    stop();
    killWorkers(); // they have had all the patience there is
}

/// All are asked to stop first: who still lived when another's death freed the lock it waits for would get that, and
/// give back what it holds, and the record would go on behind its end. A stop need not have come when the first is
/// killed; but who waits for a lock sleeps, and takes a stop that is pending before it moves again.
void Session::killWorkers()
{
    for (const auto &worker : m_workers)
        worker->halt();
    for (const auto &worker : m_workers)
        worker->kill();
}

bool Session::allAsleep(const std::vector<bool> &actors) const
{
    for (std::size_t actor = 0; actor < actors.size(); ++actor)
        if (actors[actor] && !m_workers[actor]->isAsleep())
            return false;
    return true;
}

void Session::lookForStandstill()
{
    std::vector<bool> alive;
    for (const ProcessInfo &process : m_ends)
        alive.push_back(process.end == ProcessEnd::Running);
    if (m_phase == Phase::Running && m_deadlock.empty())
        m_deadlock = deadlockAmong(*m_memory, alive);
    if (m_phase != Phase::Running || m_stopped || !m_standstill.look(*m_memory, alive))
        return;
    if (!allAsleep(alive)) {
        m_standstill.reset();
        return;
    }
    m_recording->setStandstill(m_standstill.waits());
    stop();
    m_killTimer.start(kStuckPatienceMs);
}

} // namespace interleave
