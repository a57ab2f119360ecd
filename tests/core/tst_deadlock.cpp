// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/cell.h"
#include "core/primitives/deadlock.h"
#include "core/primitives/mutex.h"
#include "core/shm/sys.h"
#include "core/trace/drain.h"
#include "core/trace/wait_for_graph.h"
#include "tests/support/child.h"

#include <QtTest>

#include <thread>

using namespace interleave;

namespace {

/// An array of locks (row 0); a count of those that hold their first one (row 1).
ObjectTable objectsOf(std::size_t actors)
{
    return {{.kind = ObjectKind::Mutex, .name = "forks", .count = static_cast<std::uint32_t>(actors)},
            {.kind = ObjectKind::Cell, .name = "ready"}};
}

RunMemory tableOf(std::size_t actors, Pace pace = Pace::Bare)
{
    auto memory = RunMemory::create({.scenario = "table", .mode = "on", .pace = pace}, objectsOf(actors), actors, 0,
                                    1 << 12);
    if (!memory.ok())
        qFatal("%s", memory.error().sentence.c_str());
    return std::move(memory.value());
}

RunInfo infoOf(std::size_t actors)
{
    RunInfo info;
    info.settings = {.scenario = "table", .mode = "on", .pace = Pace::Full};
    info.objects = objectsOf(actors);
    info.processes.resize(actors);
    return info;
}

ObjectRef fork(std::size_t number)
{
    return ObjectRef::of(0, static_cast<std::uint32_t>(number));
}

/// Takes its own fork, waits until everybody has done so, and asks for its neighbour's.
int dine(RunMemory &memory, std::size_t self, std::size_t actors)
{
    Probe probe(memory.control(), memory.data(), static_cast<ActorId>(self));
    Mutex own(probe, fork(self)), neighbours(probe, fork((self + 1) % actors));
    Cell ready(probe, "ready");
    own.lock();
    ready.add(1);
    while (ready.read() < static_cast<std::int32_t>(actors))
        std::this_thread::yield();
    neighbours.lock();
    return 0;
}

/// The same on the record.
int dineRecorded(RunMemory &memory, std::size_t self, std::size_t actors)
{
    sys::registerForBarrier();
    Probe probe(memory.control(), memory.data(), static_cast<ActorId>(self));
    probe.waitForStart();
    try {
        Mutex own(probe, fork(self)), neighbours(probe, fork((self + 1) % actors));
        Cell ready(probe, "ready");
        const Hold mine(own);
        ready.add(1);
        while (ready.peek() < static_cast<std::int32_t>(actors))
            std::this_thread::yield();
        const Hold other(neighbours);
    } catch (const Aborted &) {}
    probe.ended();
    return 0;
}

/// The circle in which everybody waits for the next one's fork.
std::vector<Wait> roundTheTable(std::size_t actors)
{
    std::vector<Wait> circle;
    for (std::size_t i = 0; i < actors; ++i)
        circle.push_back({static_cast<ActorId>(i), fork((i + 1) % actors), static_cast<ActorId>((i + 1) % actors)});
    return circle;
}

/// Takes two forks at a time, the smaller one first: no circle can come about.
int dineInOrder(RunMemory &memory, std::size_t self, std::size_t actors, int meals)
{
    Probe probe(memory.control(), memory.data(), static_cast<ActorId>(self));
    const std::size_t next = (self + 1) % actors;
    Mutex first(probe, fork(std::min(self, next))), second(probe, fork(std::max(self, next)));
    for (int i = 0; i < meals; ++i) {
        Hold one(first);
        Hold other(second);
    }
    return 0;
}

} // namespace

/// Whoever waits for each other for ever is found, and nobody else.
class tst_Deadlock : public QObject
{
    Q_OBJECT

private slots:
    void aHundredDeadlocksAreFound();
    void theRecordingTellsWhatTheMemoryShows();
    void amongTenMillionLockOperationsNoneIsFound();
};

void tst_Deadlock::aHundredDeadlocksAreFound()
{
    for (int round = 0; round < 100; ++round) {
        const std::size_t actors = 2 + static_cast<std::size_t>(round) % 5;
        RunMemory memory = tableOf(actors);
        std::vector<Child> children;
        for (std::size_t self = 0; self < actors; ++self)
            children.emplace_back([&, self] { return dine(memory, self, actors); });
        std::vector<Wait> circle;
        QTRY_VERIFY_WITH_TIMEOUT(!(circle = deadlockAmong(memory, std::vector<bool>(actors, true))).empty(), 60'000);
        QVERIFY(circle == roundTheTable(actors));
        // A death opens the circle: its neighbour gets the lock.
        children.front().kill();
        QCOMPARE(children.front().wait(), -9);
        std::vector<bool> alive(actors, true);
        alive.front() = false;
        QVERIFY(deadlockAmong(memory, alive).empty());
    }
}

/// What the session sees in the memory, the recording tells by its events: when it came about, and what it was.
void tst_Deadlock::theRecordingTellsWhatTheMemoryShows()
{
    for (int round = 0; round < 20; ++round) {
        const std::size_t actors = 2 + static_cast<std::size_t>(round) % 5;
        RunMemory memory = tableOf(actors, Pace::Full);
        std::vector<Child> children;
        for (std::size_t self = 0; self < actors; ++self)
            children.emplace_back([&, self] { return dineRecorded(memory, self, actors); });
        Recording recording(infoOf(actors));
        Drain drain(memory, recording);
        drain.start([] {});
        QTRY_VERIFY_WITH_TIMEOUT(!deadlockAmong(memory, std::vector<bool>(actors, true)).empty(), 60'000);
        for (const Child &child : children)
            child.kill(); // nobody in a lock's line hears that it should stop
        for (std::size_t self = 0; self < actors; ++self) {
            children[self].wait();
            drain.actorEnded(static_cast<ActorId>(self), true, 9);
        }
        drain.finish({}, {});
        drain.join();

        const std::vector<Deadlock> found = recording.findings()->deadlocks;
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(found.front().circle == roundTheTable(actors));
        QVERIFY(found.front().proof == Proof::Proved);
        TraceReader reader(recording.trace());
        QVERIFY(reader[found.front().event].kind() == EventKind::LockRequested);
        QVERIFY(deadlockIn(recording.at(reader, found.front().event)).empty());
        QVERIFY(deadlockIn(recording.at(reader, found.front().event + 1)) == found.front().circle);
    }
}

void tst_Deadlock::amongTenMillionLockOperationsNoneIsFound()
{
    constexpr std::size_t kActors = 4;
    constexpr int kMeals = 1'250'000; // two locks each
    RunMemory memory = tableOf(kActors);
    std::vector<Child> children;
    for (std::size_t self = 0; self < kActors; ++self)
        children.emplace_back([&, self] { return dineInOrder(memory, self, kActors, kMeals); });
    std::atomic<bool> done = false;
    std::uint64_t looks = 0, found = 0;
    std::thread watcher([&] {
        while (!done) {
            ++looks;
            found += !deadlockAmong(memory, std::vector<bool>(kActors, true)).empty();
        }
    });
    int status = 0;
    for (Child &child : children)
        status |= child.wait();
    done = true;
    watcher.join();
    QCOMPARE(status, 0);
    QCOMPARE(found, 0u);
    qInfo("%llu looks", static_cast<unsigned long long>(looks));
    QVERIFY(looks > 1000);
}

QTEST_GUILESS_MAIN(tst_Deadlock)
#include "tst_deadlock.moc"
