// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/cell.h"
#include "core/primitives/mutex.h"
#include "core/probe/worker_exit.h"
#include "core/shm/sys.h"
#include "tests/support/child.h"
#include "tests/support/run_of.h"

#include <QtTest>

#include <atomic>
#include <functional>
#include <thread>
#include <unistd.h>

using namespace interleave;

namespace {

const ObjectTable kTable = {{.kind = ObjectKind::Cell, .name = "counter"}, {.kind = ObjectKind::Mutex, .name = "lock"}};

struct Alteration {
    const char *name;
    std::function<void(Header &, ObjectEntry *)> apply;
};

const std::vector<Alteration> kAlterations = {
    {"not ready", [](Header &h, ObjectEntry *) { h.ready = 0; }},
    {"another magic", [](Header &h, ObjectEntry *) { ++h.magic; }},
    {"another version", [](Header &h, ObjectEntry *) { ++h.layoutVersion; }},
    {"another build", [](Header &h, ObjectEntry *) { h.layoutHash ^= 1; }},
    {"control too long", [](Header &h, ObjectEntry *) { ++h.controlBytes; }},
    {"control too short", [](Header &h, ObjectEntry *) { --h.controlBytes; }},
    {"data too long", [](Header &h, ObjectEntry *) { ++h.dataBytes; }},
    {"data too short", [](Header &h, ObjectEntry *) { --h.dataBytes; }},
    {"no actors", [](Header &h, ObjectEntry *) { h.actors = 0; }},
    {"too many actors", [](Header &h, ObjectEntry *) { h.actors = kMaxActors + 1; }},
    {"more actors than rings", [](Header &h, ObjectEntry *) { h.actors = kMaxActors; }},
    {"rings without room", [](Header &h, ObjectEntry *) { h.ringCapacity = 0; }},
    {"an odd ring", [](Header &h, ObjectEntry *) { h.ringCapacity = 1000; }},
    {"a ring beyond the end", [](Header &h, ObjectEntry *) { h.ringCapacity = 1u << 31; }},
    {"too many objects", [](Header &h, ObjectEntry *) { h.objects = 256; }},
    {"too many parameters", [](Header &h, ObjectEntry *) { h.parameters = kMaxParameters + 1; }},
    {"an unknown clock", [](Header &h, ObjectEntry *) { h.clock = static_cast<ClockKind>(2); }},
    {"an unknown window", [](Header &h, ObjectEntry *) { h.window = static_cast<WindowKind>(3); }},
    {"a ledger beyond the end", [](Header &h, ObjectEntry *) { h.ledgerOffset = h.dataBytes + 1; }},
    {"a ledger too long", [](Header &h, ObjectEntry *) { h.ledgerWords = ~0ull / 2; }},
    {"an object beyond the end", [](Header &h, ObjectEntry *e) { e[0].offset = h.dataBytes; }},
    {"an array too long", [](Header &, ObjectEntry *e) { e[1].count = 1u << 30; }},
    {"an unknown kind of object", [](Header &, ObjectEntry *e) { e[0].kind = kObjectKinds; }},
};

bool isParked(const RunMemory &memory, ActorId actor)
{
    return memory.actor(actor).gate.place.load(std::memory_order_acquire) != std::uint32_t(GatePlace::Away);
}

void untilParked(const RunMemory &memory, ActorId actor, std::uint32_t grants)
{
    const Gate &gate = memory.actor(actor).gate;
    while (gate.taken.load(std::memory_order_acquire) != grants || !isParked(memory, actor))
        std::this_thread::yield();
}

void grant(const RunMemory &memory, ActorId actor)
{
    Gate &gate = memory.actor(actor).gate;
    gate.go.fetch_add(1, std::memory_order_release);
    sys::futexWake(&gate.go, 1);
}

} // namespace

class tst_Probe : public QObject
{
    Q_OBJECT

private slots:
    void aHeaderThatContradictsItselfIsRefused_data();
    void aHeaderThatContradictsItselfIsRefused();
    void memoryThatIsTooShortIsRefused();
    void findsParametersAndObjectsByName();
    void askingForWhatIsNotDeclaredEndsTheWorker();
    void aBareRunEmitsNothing();
    void reportsThatAFullRingHeldItUp();
    void withDropReportsAGap();
    void equalLocalsHaveEqualDigests();
    void aSteppedActorWaitsAndSaysWhatItWouldDo();
    void everyGrantIsOneAccess();
    void stoppingAbortsWhoeverWaitsAtItsGate();
    void nobodySleepsThroughAStop();
    void stoppingEndsAWindow();
    void theStartGateLetsAllGoTogether();
};

void tst_Probe::aHeaderThatContradictsItselfIsRefused_data()
{
    QTest::addColumn<int>("alteration");
    for (std::size_t i = 0; i < kAlterations.size(); ++i)
        QTest::newRow(kAlterations[i].name) << int(i);
}

void tst_Probe::aHeaderThatContradictsItselfIsRefused()
{
    QFETCH(int, alteration);
    const RunMemory memory = runOf(kTable, 2);
    QVERIFY(checkHeader(memory.control(), memory.data()).ok());
    kAlterations[std::size_t(alteration)].apply(memory.header(), memory.control().at<ObjectEntry>(kObjects));
    const auto result = checkHeader(memory.control(), memory.data());
    QVERIFY(!result.ok());
    QVERIFY(result.error().sentence.ends_with("."));
}

void tst_Probe::memoryThatIsTooShortIsRefused()
{
    const auto control = Memory::create("interleave-test", 4096);
    const auto data = Memory::create("interleave-test", 4096);
    QVERIFY(!checkHeader(control.value(), data.value()).ok());
}

void tst_Probe::findsParametersAndObjectsByName()
{
    const RunMemory memory = runOf(kTable, 1, {.parameters = {{"increments", 12}}});
    const Probe probe(memory.control(), memory.data(), 0);
    QCOMPARE(probe.parameter("increments"), 12);
    QCOMPARE(probe.parameter("increment"), 0);
    QCOMPARE(probe.object("lock", ObjectKind::Mutex), ObjectRef::of(1));
}

void tst_Probe::askingForWhatIsNotDeclaredEndsTheWorker()
{
    const RunMemory memory = runOf(kTable);
    for (const auto &[name, kind] : {std::pair{"count", ObjectKind::Cell}, std::pair{"lock", ObjectKind::Cell}}) {
        Child child([&, name = name, kind = kind] {
            Probe(memory.control(), memory.data(), 0).object(name, kind);
            return 0;
        });
        QCOMPARE(child.wait(), int(WorkerExit::BadScenario));
    }
}

void tst_Probe::aBareRunEmitsNothing()
{
    const RunMemory memory = runOf(kTable, 2, {.pace = Pace::Bare});
    Probe probe(memory.control(), memory.data(), 1);
    Cell counter(probe, "counter");
    Mutex lock(probe, "lock");
    {
        Hold held{lock};
        counter.write(counter.read() + 5);
    }
    QCOMPARE(counter.add(2), 7);
    QCOMPARE(memory.words(0)[0].value(), 7);
    QCOMPARE(eventsOf(memory, 1).size(), 0u);
    QCOMPARE(memory.sites().size(), 1u);
}

void tst_Probe::reportsThatAFullRingHeldItUp()
{
    const RunMemory memory = runOf(kTable, 1, {}, 4);
    std::vector<Event> events;
    std::atomic<bool> done = false;
    std::thread worker([&] {
        Probe probe(memory.control(), memory.data(), 0);
        Cell counter(probe, "counter");
        for (int i = 0; i < 500; ++i)
            counter.write(i);
        done = true;
    });
    RingReader ring(memory.control().at<RingEnds>(ringOffset(0, 4)), 4);
    const auto take = [&] {
        return ring.consume([&](std::span<const Event> some) { events.insert(events.end(), some.begin(), some.end()); });
    };
    while (!done) {
        for (int i = 0; i < 3; ++i)
            std::this_thread::yield();
        take();
    }
    worker.join();
    take();
    std::int64_t stalled = 0;
    int writes = 0;
    for (const Event &event : events) {
        stalled += event.kind() == EventKind::Stalled ? std::int64_t(event.a) : 0;
        writes += event.kind() == EventKind::Write;
    }
    QCOMPARE(writes, 500);
    QVERIFY(stalled > 0);
    QCOMPARE(std::uint64_t(stalled), ring.stalledNs());
    QCOMPARE(ring.begun(), ring.published());
}

void tst_Probe::withDropReportsAGap()
{
    const RunMemory memory = runOf(kTable, 1, {.drop = true}, 4);
    Probe probe(memory.control(), memory.data(), 0);
    Cell counter(probe, "counter");
    for (int i = 0; i < 10; ++i)
        counter.write(i);
    RingReader ring(memory.control().at<RingEnds>(ringOffset(0, 4)), 4);
    ring.consume([](std::span<const Event>) {});
    counter.write(11);
    std::vector<Event> events;
    ring.consume([&](std::span<const Event> some) { events.insert(events.end(), some.begin(), some.end()); });
    QCOMPARE(events.size(), 2u);
    QCOMPARE(events[0].kind(), EventKind::Gap);
    QCOMPARE(events[0].a, 6u);
    QCOMPARE(events[0].b, gapBit(0)); // to the counter they were, and to nothing else
    QCOMPARE(ring.droppedRows(), 0u); // told
    QCOMPARE(events[1].written().value(), 11);
    QCOMPARE(ring.dropped(), 6u);
}

void tst_Probe::equalLocalsHaveEqualDigests()
{
    const RunMemory memory = runOf(kTable);
    Probe probe(memory.control(), memory.data(), 0);
    const std::uint64_t none = probe.digest();
    int mine = 1, i = 2;
    {
        Locals live{probe, mine, i};
        const std::uint64_t before = probe.digest();
        QVERIFY(before != none);
        mine = 5;
        QVERIFY(probe.digest() != before);
        mine = 1;
        QCOMPARE(probe.digest(), before);
        std::swap(mine, i);
        QVERIFY(probe.digest() != before);
    }
    QCOMPARE(probe.digest(), none);
}

void tst_Probe::aSteppedActorWaitsAndSaysWhatItWouldDo()
{
    RunMemory memory = runOf(kTable);
    memory.setStepped();
    std::uint64_t expected = 0;
    std::thread worker([&] {
        Probe probe(memory.control(), memory.data(), 0);
        Cell counter(probe, "counter");
        int mine = 41;
        Locals live{probe, mine};
        expected = probe.digest();
        counter.write(mine);
    });
    untilParked(memory, 0, 0);
    const Gate &gate = memory.actor(0).gate;
    QCOMPARE(gate.operation.load(), std::uint32_t(EventKind::Write));
    QCOMPARE(gate.object.load(), ObjectRef::of(0).bits);
    QCOMPARE(gate.site.load(), 1u);
    QCOMPARE(gate.digest.load(), expected);
    QCOMPARE(memory.words(0)[0], Word::initial(0)); // not before it may
    QCOMPARE(eventsOf(memory).size(), 0u);
    grant(memory, 0);
    worker.join();
    QCOMPARE(memory.words(0)[0].value(), 41);
    QVERIFY(!isParked(memory, 0));
    QCOMPARE(gate.taken.load(), 1u);
}

void tst_Probe::everyGrantIsOneAccess()
{
    RunMemory memory = runOf(kTable, 2);
    memory.setStepped();
    std::vector<std::thread> workers;
    for (ActorId actor = 0; actor < 2; ++actor)
        workers.emplace_back([&memory, actor] {
            Probe probe(memory.control(), memory.data(), actor);
            Cell counter(probe, "counter");
            counter.write(counter.read() + 1);
        });
    // A lost update, made to measure: both read, then both write.
    std::array<std::uint32_t, 2> grants = {};
    for (const ActorId next : {0, 1, 1, 0}) {
        untilParked(memory, next, grants[next]);
        grant(memory, next);
        ++grants[next];
        while (memory.actor(next).gate.taken.load() != grants[next])
            std::this_thread::yield();
        if (grants[next] == 1)
            untilParked(memory, next, 1); // its read is over
        else
            workers[next].join();
    }
    QCOMPARE(memory.words(0)[0].value(), 1);
    QCOMPARE(eventsOf(memory, 0)[1].replaced(), eventsOf(memory, 1)[1].written());
}

void tst_Probe::stoppingAbortsWhoeverWaitsAtItsGate()
{
    RunMemory memory = runOf(kTable);
    memory.setStepped();
    bool aborted = false;
    std::thread worker([&] {
        Probe probe(memory.control(), memory.data(), 0);
        Cell counter(probe, "counter");
        try {
            counter.write(1);
        } catch (const Aborted &) {
            aborted = true;
        }
    });
    untilParked(memory, 0, 0);
    memory.stop();
    worker.join();
    QVERIFY(aborted);
    QCOMPARE(memory.words(0)[0], Word::initial(0));
    QCOMPARE(eventsOf(memory).size(), 0u);
}

void tst_Probe::nobodySleepsThroughAStop()
{
    // The stop may fall anywhere, also between the last look and the sleep.
    for (int round = 0; round < 200; ++round) {
        RunMemory memory = runOf(kTable, 1, {}, 16);
        memory.setStepped();
        std::atomic<bool> ready = false;
        std::thread worker([&] {
            Probe probe(memory.control(), memory.data(), 0);
            Cell counter(probe, "counter");
            ready = true;
            try {
                counter.write(1);
            } catch (const Aborted &) {
            }
        });
        while (!ready) {
        }
        for (const std::uint64_t until = monotonicNow() + std::uint64_t(round) * 100; monotonicNow() < until;) {
        }
        memory.stop();
        worker.join();
    }
}

void tst_Probe::stoppingEndsAWindow()
{
    const RunMemory memory = runOf(kTable, 1, {.window = {Window::Kind::Sleep, 3600'000'000'000}});
    std::thread worker([&] { Probe(memory.control(), memory.data(), 0).window(); });
    memory.stop();
    worker.join(); // not in an hour
}

void tst_Probe::theStartGateLetsAllGoTogether()
{
    const RunMemory memory = runOf(kTable, 3);
    std::atomic<int> started = 0;
    std::vector<std::thread> workers;
    for (ActorId actor = 0; actor < 3; ++actor)
        workers.emplace_back([&, actor] {
            Probe probe(memory.control(), memory.data(), actor);
            probe.waitForStart();
            ++started;
            probe.ended();
        });
    while (memory.header().attached.load() != 3)
        std::this_thread::yield();
    QCOMPARE(started.load(), 0);
    for (ActorId actor = 0; actor < 3; ++actor) {
        QCOMPARE(memory.actor(actor).phase.load(), std::uint32_t(ActorPhase::Attached));
        QCOMPARE(memory.actor(actor).pid.load(), std::uint64_t(::getpid()));
    }
    memory.openGate();
    for (std::thread &worker : workers)
        worker.join();
    QCOMPARE(started.load(), 3);
    for (ActorId actor = 0; actor < 3; ++actor) {
        const ActorBlock &block = memory.actor(actor);
        QCOMPARE(block.phase.load(), std::uint32_t(ActorPhase::Ended));
        QVERIFY(block.startedAt.load() >= memory.header().openedAt.load());
        QVERIFY(block.endedAt.load() >= block.startedAt.load());
    }
}

QTEST_APPLESS_MAIN(tst_Probe)
#include "tst_probe.moc"
