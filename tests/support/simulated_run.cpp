// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/simulated_run.h"

#include <algorithm>
#include <random>

namespace interleave {
namespace {

constexpr std::uint32_t kUpdatedCell = 2, kFirstMutex = 3, kSemaphore = 5;

enum class Action { None, Increment, Add, Locked, Semaphore, Wait };

/// One actor: its program is a chain of random actions, each of a few steps.
struct Worker {
    Action action = Action::None;
    int stage = 0;
    std::size_t actionsLeft = 0;
    ObjectRef cell, mutex;
    std::int32_t copy = 0;
    Word awaited;
    std::uint32_t sequence = 0;
    std::uint64_t request = 0;
    std::uint64_t lastTime = 0;
    bool alive = true;
    std::ptrdiff_t unfinished = -1; ///< its step that may not have been reported yet
};

struct Lock {
    ActorId holder = kNoActor;
    ActorId lastOwner = kNoActor;
    bool ownerDied = false;
    std::uint64_t acquisitions = 0, requests = 0;
};

class Simulation
{
public:
    explicit Simulation(const SimulationOptions &options) : m_options(options), m_random(options.seed)
    {
        m_run.actors = options.actors;
        m_run.objects = {{ObjectKind::Cell, "racy"},       {ObjectKind::Cell, "pair", -1, 3, 7},
                         {ObjectKind::Cell, "atomic"},     {ObjectKind::Mutex, "lock"},
                         {ObjectKind::Mutex, "others", -1, 2}, {ObjectKind::Semaphore, "items", -1, 1, 2}};
        m_workers.resize(options.actors);
        for (Worker &worker : m_workers)
            worker.actionsLeft = options.actions;
        m_run.finalWords = m_run.memoryAfter(0);
    }

    SimulatedRun execute()
    {
        for (;;) {
            std::vector<ActorId> able;
            for (std::size_t i = 0; i < m_workers.size(); ++i)
                if (enabled(m_workers[i]))
                    able.push_back(static_cast<ActorId>(i));
            if (able.empty())
                break;
            // Bursts, so that some actors lag far behind.
            if (std::find(able.begin(), able.end(), m_burst) == able.end() || below(4) == 0)
                m_burst = able[below(able.size())];
            step(m_burst);
            if (chance(m_options.sessionPerMille))
                sessionWrites();
            if (chance(m_options.deathsPerMille) && m_run.deaths.size() + 1 < m_workers.size())
                kill(static_cast<ActorId>(below(m_workers.size())));
        }
        for (Worker &worker : m_workers)
            report(worker);
        return std::move(m_run);
    }

private:
    std::size_t below(std::size_t n) { return m_random() % n; }
    bool chance(int perMille) { return static_cast<int>(below(1000)) < perMille; }
    Word &word(ObjectRef object) { return m_run.finalWords[object.row()][object.element()]; }
    Lock &lock(ObjectRef object) { return m_locks[object.row() - kFirstMutex][object.element()]; }

    bool enabled(Worker &worker)
    {
        if (!worker.alive)
            return false;
        if (worker.action == Action::None) {
            if (worker.actionsLeft == 0)
                return false;
            begin(worker);
        }
        if (worker.action == Action::Locked && worker.stage == 1)
            return lock(worker.mutex).holder == kNoActor;
        if (worker.action == Action::Semaphore && worker.stage == 1)
            return word(ObjectRef::of(kSemaphore)).value() > 0;
        if (worker.action == Action::Wait && worker.stage == 1)
            return word(worker.cell) != worker.awaited;
        return true;
    }

    void begin(Worker &worker)
    {
        --worker.actionsLeft;
        worker.stage = 0;
        worker.action = m_options.incrementsOnly ? Action::Increment : static_cast<Action>(1 + below(5));
        worker.cell = m_options.incrementsOnly || below(2) ? ObjectRef::of(0)
                                                           : ObjectRef::of(1, static_cast<std::uint32_t>(below(3)));
        worker.mutex = below(2) ? ObjectRef::of(kFirstMutex)
                                : ObjectRef::of(kFirstMutex + 1, static_cast<std::uint32_t>(below(2)));
        // A wait may never end; that is fine here, but then few runs would go far.
        if (worker.action == Action::Wait && below(3))
            worker.action = Action::Increment;
    }

    void emit(ActorId actor, ObjectRef object, EventKind kind, std::uint64_t a, std::uint64_t b, int flags = kNoFlags)
    {
        Worker &worker = m_workers[actor];
        report(worker);
        SimulatedRun::Step step;
        step.event.object = object;
        step.event.actor = actor;
        step.event.a = a;
        step.event.b = b;
        step.event.site = static_cast<SiteId>(below(100));
        step.event.set(kind, static_cast<std::uint8_t>(flags));
        const std::uint64_t clock = 1'000'000 + m_run.steps.size() * 1000 + below(m_options.clockNoise + 1);
        worker.lastTime = step.event.time = std::max(worker.lastTime, clock);
        worker.unfinished = static_cast<std::ptrdiff_t>(m_run.steps.size());
        m_run.steps.push_back(step);
    }

    /// The actor's latest event was in its ring some time before now.
    void report(Worker &worker)
    {
        if (worker.unfinished < 0)
            return;
        const auto first = static_cast<std::uint64_t>(worker.unfinished) + 1;
        m_run.steps[static_cast<std::size_t>(worker.unfinished)].reportedAt
            = first + below(m_run.steps.size() - first + 1);
        worker.unfinished = -1;
    }

    void write(ActorId actor, ObjectRef object, EventKind kind, std::int32_t value)
    {
        const Word replaced = word(object);
        const Word written = Word::make(value, static_cast<std::uint8_t>(actor + 1), ++m_workers[actor].sequence);
        word(object) = written;
        emit(actor, object, kind, written.bits, replaced.bits);
    }

    void step(ActorId actor)
    {
        Worker &worker = m_workers[actor];
        const ObjectRef semaphore = ObjectRef::of(kSemaphore);
        const int stage = worker.stage++;
        switch (worker.action) {
        case Action::Increment:
            return increment(actor, stage);
        case Action::Add:
            worker.action = Action::None;
            return write(actor, ObjectRef::of(kUpdatedCell), EventKind::Update,
                         word(ObjectRef::of(kUpdatedCell)).value() + 1);
        case Action::Locked:
            return locked(actor, stage);
        case Action::Semaphore:
            if (stage == 0)
                return emit(actor, semaphore, EventKind::SemaphoreRequested, word(semaphore).bits, 0);
            if (stage == 1)
                return write(actor, semaphore, EventKind::SemaphoreAcquired, word(semaphore).value() - 1);
            worker.action = Action::None;
            return write(actor, semaphore, EventKind::SemaphorePosted, word(semaphore).value() + 1);
        case Action::Wait:
            if (stage == 0) {
                worker.awaited = word(worker.cell);
                return emit(actor, worker.cell, EventKind::AwaitBegan, worker.awaited.bits, 0);
            }
            worker.action = Action::None;
            return emit(actor, worker.cell, EventKind::Awaited, word(worker.cell).bits, 0);
        case Action::None:
            return;
        }
    }

    void increment(ActorId actor, int stage)
    {
        Worker &worker = m_workers[actor];
        if (stage == 0) {
            worker.copy = word(worker.cell).value();
            return emit(actor, worker.cell, EventKind::Read, word(worker.cell).bits, 0);
        }
        worker.action = Action::None;
        write(actor, worker.cell, EventKind::Write, worker.copy + 1);
    }

    void locked(ActorId actor, int stage)
    {
        Worker &worker = m_workers[actor];
        Lock &mutex = lock(worker.mutex);
        if (stage == 0) {
            worker.request = ++mutex.requests;
            return emit(actor, worker.mutex, EventKind::LockRequested, worker.request, 0);
        }
        if (stage == 1) {
            const int flags = mutex.ownerDied ? kOwnerDied : kNoFlags;
            const std::uint64_t b = Event::ownersOf(static_cast<std::uint32_t>(worker.request), mutex.lastOwner,
                                                    mutex.ownerDied ? mutex.lastOwner : kNoActor);
            mutex.holder = actor;
            mutex.ownerDied = false;
            return emit(actor, worker.mutex, EventKind::LockAcquired, ++mutex.acquisitions, b, flags);
        }
        if (stage == 2) {
            worker.copy = word(worker.cell).value();
            return emit(actor, worker.cell, EventKind::Read, word(worker.cell).bits, 0);
        }
        if (stage == 3)
            return write(actor, worker.cell, EventKind::Write, worker.copy + 1);
        worker.action = Action::None;
        mutex.holder = kNoActor;
        mutex.lastOwner = actor;
        emit(actor, worker.mutex, EventKind::LockReleased, mutex.acquisitions, 0);
    }

    void sessionWrites()
    {
        const ObjectRef cell = ObjectRef::of(kUpdatedCell);
        const Word replaced = word(cell);
        word(cell) = Word::make(replaced.value() - 1, Word::kSessionWriter, ++m_sessionSequence);
        SimulatedRun::Step step;
        step.event.object = cell;
        step.event.actor = kNoActor;
        step.event.a = word(cell).bits;
        step.event.b = replaced.bits;
        step.event.set(EventKind::Update, kInferred);
        step.reported = false;
        m_run.steps.push_back(step);
    }

    /// Between two accesses, or after the latest one and before its report.
    void kill(ActorId actor)
    {
        Worker &worker = m_workers[actor];
        if (!worker.alive || (worker.action == Action::None && worker.actionsLeft == 0))
            return;
        worker.alive = false;
        if (worker.unfinished >= 0 && below(2)) {
            m_run.steps[static_cast<std::size_t>(worker.unfinished)].reported = false;
            worker.unfinished = -1;
        }
        report(worker);
        for (std::uint32_t row = 0; row < 2; ++row)
            for (std::uint32_t element = 0; element < m_run.objects[kFirstMutex + row].count; ++element)
                abandon(actor, ObjectRef::of(kFirstMutex + row, element));
        m_run.deaths.push_back({actor, m_run.steps.size(), 9});
    }

    void abandon(ActorId actor, ObjectRef object)
    {
        Lock &mutex = lock(object);
        if (mutex.holder != actor)
            return;
        mutex.holder = kNoActor;
        mutex.lastOwner = actor;
        mutex.ownerDied = true;
        SimulatedRun::Step step;
        step.event.object = object;
        step.event.actor = actor;
        step.event.a = mutex.acquisitions;
        step.event.set(EventKind::LockReleased, kInferred);
        step.reported = false;
        step.releaseByDeath = true;
        m_run.steps.push_back(step);
    }

    SimulationOptions m_options;
    std::mt19937_64 m_random;
    SimulatedRun m_run;
    std::vector<Worker> m_workers;
    Lock m_locks[2][2];
    std::uint32_t m_sessionSequence = 0;
    ActorId m_burst = 0;
};

/// Plays the drain of a session over a simulated run.
class Drain
{
public:
    Drain(const SimulatedRun &run, std::uint64_t seed)
        : m_run(run), m_random(seed), m_settler(run.objects, run.actors,
                                                [this](std::span<const Event> events) {
                                                    m_settled.events.insert(m_settled.events.end(), events.begin(), events.end());
                                                }),
          m_drained(run.actors), m_ended(run.actors)
    {
        m_rings.resize(run.actors);
        for (const SimulatedRun::Step &step : run.steps)
            if (step.reported)
                m_rings[step.event.actor].push_back(&step);
    }

    SettledRun execute(std::size_t passes)
    {
        std::vector<std::uint64_t> ends(passes);
        for (std::uint64_t &end : ends)
            end = m_random() % (m_run.steps.size() + 1);
        std::sort(ends.begin(), ends.end());
        std::uint64_t begin = 0;
        for (const std::uint64_t end : ends) {
            if (end >= begin)
                begin = pass(begin, end);
        }
        for (std::size_t actor = 0; actor < m_run.actors; ++actor)
            drainToTheEnd(static_cast<ActorId>(actor), m_run.steps.size());
        m_settler.finish(m_run.finalWords);
        m_settled.inferred = m_settler.inferred();
        m_settled.unexplained = m_settler.unexplained();
        m_settled.tail = m_settler.hasTail();
        return std::move(m_settled);
    }

private:
    /// Rings are read at different moments between `begin` and `end`, but not before what was under way at `begin` has
    /// been reported. Returns when the pass was over.
    std::uint64_t pass(std::uint64_t begin, std::uint64_t end)
    {
        std::uint64_t over = end;
        for (std::size_t actor = 0; actor < m_run.actors; ++actor) {
            std::uint64_t at = begin + m_random() % (end - begin + 1);
            at = std::max(at, underWay(static_cast<ActorId>(actor), begin));
            over = std::max(over, at);
            drain(static_cast<ActorId>(actor), at);
            const SimulatedRun::Death *death = m_run.deathOf(static_cast<ActorId>(actor));
            if (death && death->at <= at)
                drainToTheEnd(static_cast<ActorId>(actor), over);
        }
        m_settler.release();
        return over;
    }

    void drainToTheEnd(ActorId actor, std::uint64_t now)
    {
        drain(actor, m_run.steps.size());
        const SimulatedRun::Death *death = m_run.deathOf(actor);
        if (m_ended[actor])
            return;
        m_ended[actor] = true;
        if (death != nullptr)
            m_settler.died(actor, {.signal = death->signal, .noticedAt = timeAt(now), .memory = m_run.memoryAfter(now)});
    }

    std::uint64_t timeAt(std::uint64_t steps) const
    {
        std::uint64_t latest = 0;
        for (std::size_t i = 0; i < steps; ++i)
            latest = std::max(latest, m_run.steps[i].event.time);
        return latest;
    }

    void drain(ActorId actor, std::uint64_t at)
    {
        std::vector<Event> events;
        while (m_drained[actor] < m_rings[actor].size() && m_rings[actor][m_drained[actor]]->reportedAt <= at)
            events.push_back(m_rings[actor][m_drained[actor]++]->event);
        m_settler.add(actor, events);
    }

    /// When what the actor was doing at `moment` was reported, or its death noticed; `moment` when nothing was.
    std::uint64_t underWay(ActorId actor, std::uint64_t moment) const
    {
        std::uint64_t until = moment;
        for (std::size_t i = 0; i < moment; ++i) {
            const SimulatedRun::Step &step = m_run.steps[i];
            if (step.event.actor != actor || step.releaseByDeath)
                continue;
            if (step.reported)
                until = std::max(until, step.reportedAt);
            else
                until = std::max(until, m_run.deathOf(actor)->at);
        }
        return until;
    }

    const SimulatedRun &m_run;
    std::mt19937_64 m_random;
    SettledRun m_settled;
    Settler m_settler;
    std::vector<std::vector<const SimulatedRun::Step *>> m_rings;
    std::vector<std::size_t> m_drained;
    std::vector<bool> m_ended;
};

} // namespace

SimulatedRun SimulatedRun::make(const SimulationOptions &options)
{
    return Simulation(options).execute();
}

MemoryWords SimulatedRun::memoryAfter(std::uint64_t count) const
{
    MemoryWords words;
    for (const Object &object : objects)
        words.emplace_back(object.kind == ObjectKind::Mutex ? 0 : object.count, Word::initial(object.initial));
    for (std::size_t i = 0; i < count && i < steps.size(); ++i) {
        const Event &event = steps[i].event;
        if (writesWord(event.kind()))
            words[event.object.row()][event.object.element()] = event.written();
    }
    return words;
}

const SimulatedRun::Death *SimulatedRun::deathOf(ActorId actor) const
{
    const auto found
        = std::find_if(deaths.begin(), deaths.end(), [actor](const Death &death) { return death.actor == actor; });
    return found == deaths.end() ? nullptr : &*found;
}

bool SimulatedRun::isProvable(const Step &step) const
{
    const Event &event = step.event;
    if (writesWord(event.kind())) {
        if (finalWords[event.object.row()][event.object.element()] == event.written())
            return true;
        return std::any_of(steps.begin(), steps.end(), [&](const Step &other) {
            return other.reported
                && ((readsWord(other.event.kind()) && other.event.seen() == event.written())
                    || (writesWord(other.event.kind()) && other.event.replaced() == event.written()));
        });
    }
    if (event.kind() != EventKind::LockAcquired && event.kind() != EventKind::LockReleased)
        return false;
    return std::any_of(steps.begin(), steps.end(), [&](const Step &other) {
        return other.reported && other.event.kind() == EventKind::LockAcquired && other.event.object == event.object
            && other.event.acquisition() > event.acquisition();
    });
}

SettledRun settleInPasses(const SimulatedRun &run, std::uint64_t seed, std::size_t passes)
{
    return Drain(run, seed).execute(passes);
}

} // namespace interleave
