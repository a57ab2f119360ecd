// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/cell.h"
#include "core/shm/sys.h"
#include "core/trace/drain.h"
#include "core/trace/memory_reserve.h"
#include "tests/support/run_of.h"

#include <QtTest>

#include <atomic>
#include <random>
#include <semaphore>
#include <thread>

using namespace interleave;

namespace {

const ObjectTable kTable = {{.kind = ObjectKind::Cell, .name = "counter"}, {.kind = ObjectKind::Mutex, .name = "lock"}};
constexpr std::uint32_t kCapacity = 64;

/// A run whose rings the test fills by hand.
class HandRun
{
public:
    explicit HandRun(std::size_t actors, const RunSettings &settings = {})
        : memory(runOf(kTable, actors, settings, kCapacity)), recording(infoOf(actors, settings)), drain(memory, recording)
    {
        sys::registerForBarrier();
        memory.header().attached.store(static_cast<std::uint32_t>(actors));
    }

    RingEnds &ring(ActorId actor) const { return *memory.control().at<RingEnds>(ringOffset(actor, kCapacity)); }
    Event &slot(ActorId actor, std::size_t number) const
    {
        return reinterpret_cast<Event *>(&ring(actor) + 1)[number % kCapacity];
    }
    void finish()
    {
        for (std::size_t actor = 0; actor < memory.actors(); ++actor)
            drain.actorEnded(static_cast<ActorId>(actor), false, 0);
        drain.finish({}, {});
        drain.join();
    }
    std::vector<Event> settled() const
    {
        TraceReader reader(recording.trace());
        std::vector<Event> events;
        reader.forEach(0, reader.size(), [&](EventIndex, const Event &event) { events.push_back(event); });
        return events;
    }

    RunMemory memory;
    Recording recording;
    Drain drain;

private:
    static RunInfo infoOf(std::size_t actors, const RunSettings &settings)
    {
        RunInfo info;
        info.settings = settings;
        info.objects = kTable;
        info.processes.resize(actors);
        return info;
    }
};

} // namespace

class tst_Drain : public QObject
{
    Q_OBJECT

private slots:
    void settlesWhatIsReportedWhileTheRunGoesOn();
    void linesOfTheSourceAreKnownWhileTheRunGoesOn();
    void opensTheGateWhenAllHaveAttached();
    void anActorWithinAnAccessHoldsTheSettlingUp();
    void anAnnouncementTakenBackHoldsNobodyUp();
    void whatAWorkerCannotHaveSeenIsRefused_data();
    void whatAWorkerCannotHaveSeenIsRefused();
    void whatComesBehindABrokenEventIsNotBelievedAcrossTheEnd();
    void nobodyPutsWordsIntoAnothersMouth();
    void anyBytesInARingLeaveTheOthersAlone();
    void whenItRestsAllThatWasReportedIsInTheRecording();
    void itRestsAfterADeathThoughMemoryHasRunOut();
    void aRunGivenUpEndsAtOnce();
    void countsWhatWasDropped();
    void oneAccessAtATimeIsUnderWay();
    void noWordIsWrittenTwice();
    void figuresAreNoMoreThanCanBe();
    void theSessionsWordsAreThoseItWrote();
    void whenMemoryRunsOutTheRunGoesOnUnrecorded();
};

void tst_Drain::settlesWhatIsReportedWhileTheRunGoesOn()
{
    HandRun run(2);
    Probe one(run.memory.control(), run.memory.data(), 0), two(run.memory.control(), run.memory.data(), 1);
    run.drain.start([] {});
    Cell(one, "counter").write(1);
    Cell(two, "counter").write(2);
    while (run.recording.trace().size() < 2)
        std::this_thread::yield();
    QVERIFY(!run.recording.finished());
    Cell(one, "counter").read();
    run.finish();
    QVERIFY(run.recording.finished());
    const std::vector<Event> events = run.settled();
    QCOMPARE(events.size(), 3u);
    QCOMPARE(events[1].replaced(), events[0].written());
    QCOMPARE(events[2].seen(), events[1].written());
    QCOMPARE(run.recording.info()->finalWords.at(0).at(0), events[1].written());
    QCOMPARE(run.recording.info()->processes.at(0).events, 2u);
    QCOMPARE(run.recording.info()->sites.size(), 4u);
}

void tst_Drain::linesOfTheSourceAreKnownWhileTheRunGoesOn()
{
    HandRun run(1);
    Probe probe(run.memory.control(), run.memory.data(), 0);
    run.drain.start([] {});
    Cell(probe, "counter").write(1);
    QTRY_COMPARE(run.recording.info()->sites.size(), 2u);
    const std::uint32_t line = run.recording.info()->sites.back().line;
    ProcessInfo process;
    process.pid = 7;
    run.recording.setProcesses({process}); // neither undoes what the other has told
    Cell(probe, "counter").read();
    QTRY_COMPARE(run.recording.info()->sites.size(), 3u);
    QCOMPARE(run.recording.info()->sites[1].line, line);
    QCOMPARE(run.recording.info()->sites[1].file, std::string("tst_drain.cpp"));
    QCOMPARE(run.recording.info()->processes.front().pid, 7);
    QVERIFY(!run.recording.finished());
    run.finish();
}

void tst_Drain::opensTheGateWhenAllHaveAttached()
{
    HandRun run(2);
    std::atomic<bool> opened = false;
    run.memory.header().attached.store(1);
    run.drain.start([&] { opened = true; });
    QVERIFY(!opened);
    run.memory.header().attached.fetch_add(1);
    sys::futexWake(&run.memory.header().attached, 1);
    while (!opened)
        std::this_thread::yield();
    QCOMPARE(run.memory.header().start.load(), 1u);
    run.finish();
}

void tst_Drain::anActorWithinAnAccessHoldsTheSettlingUp()
{
    HandRun run(2);
    Probe one(run.memory.control(), run.memory.data(), 0), two(run.memory.control(), run.memory.data(), 1);
    two.begin(); // it may be reading what the other is about to overwrite
    run.drain.start([] {});
    Cell(one, "counter").write(1);
    while (run.recording.tail().size() == 0)
        std::this_thread::yield(); // seen, and drawn, but no claim rests on it
    QCOMPARE(run.recording.trace().size(), 0u);
    two.publish(EventKind::Read, kNoFlags, ObjectRef::of(0), 0, Word::initial(0).bits, 0, two.ticksBefore());
    while (run.recording.trace().size() < 2)
        std::this_thread::yield();
    QCOMPARE(run.settled()[0].kind(), EventKind::Read); // before what overwrote it
    run.finish();
    QCOMPARE(run.recording.findings()->unexplained, 0u);
}

void tst_Drain::anAnnouncementTakenBackHoldsNobodyUp()
{
    HandRun run(2);
    Probe one(run.memory.control(), run.memory.data(), 0), two(run.memory.control(), run.memory.data(), 1);
    two.begin();
    run.drain.start([] {});
    Cell(one, "counter").write(1);
    while (run.recording.tail().size() == 0)
        std::this_thread::yield();
    two.cancel();
    while (run.recording.trace().size() < 1)
        std::this_thread::yield();
    run.finish();
}

void tst_Drain::whatAWorkerCannotHaveSeenIsRefused_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<uint>("object");
    QTest::newRow("no kind") << int(EventKind::None) << ObjectRef::of(0).bits;
    QTest::newRow("an unknown kind") << 31 << ObjectRef::of(0).bits;
    QTest::newRow("a death: the session's to say") << int(EventKind::Died) << ObjectRef::of(0).bits;
    QTest::newRow("an object that is not there") << int(EventKind::Read) << ObjectRef::of(2).bits;
    QTest::newRow("an element that is not there") << int(EventKind::Read) << ObjectRef::of(0, 1).bits;
    QTest::newRow("a lock read") << int(EventKind::Read) << ObjectRef::of(1).bits;
    QTest::newRow("a cell locked") << int(EventKind::LockAcquired) << ObjectRef::of(0).bits;
    QTest::newRow("a lock posted") << int(EventKind::SemaphorePosted) << ObjectRef::of(1).bits;
    QTest::newRow("a word in another's name") << int(EventKind::Write) << ObjectRef::of(0).bits;
    QTest::newRow("a gap in a run without") << int(EventKind::Gap) << ObjectRef::of(0).bits;
}

void tst_Drain::whatAWorkerCannotHaveSeenIsRefused()
{
    QFETCH(int, kind);
    QFETCH(uint, object);
    HandRun run(2);
    Probe honest(run.memory.control(), run.memory.data(), 0), liar(run.memory.control(), run.memory.data(), 1);
    run.drain.start([] {});
    Cell(honest, "counter").write(1);
    Cell(liar, "counter").write(2);
    liar.begin();
    liar.publish(static_cast<EventKind>(kind), kNoFlags, ObjectRef{object}, 0, 1, 1, 1);
    for (std::uint32_t i = 0; i < 2 * kCapacity; ++i)
        Cell(liar, "counter").read(); // it may go on, and is not held up for it
    run.finish();
    const std::vector<Event> events = run.settled();
    QCOMPARE(events.size(), 3u);
    QCOMPARE(std::count_if(events.begin(), events.end(), [](const Event &e) { return e.kind() == EventKind::Gap; }), 1);
    QVERIFY(run.recording.info()->dropped >= 1u + 2 * kCapacity); // and what it had to say of a full ring
}

void tst_Drain::whatComesBehindABrokenEventIsNotBelievedAcrossTheEnd()
{
    HandRun run(1);
    Probe liar(run.memory.control(), run.memory.data(), 0);
    Cell counter(liar, "counter");
    run.drain.start([] {});
    for (std::uint32_t i = 0; i < kCapacity - 2; ++i)
        counter.read();
    while (run.recording.trace().size() < kCapacity - 2)
        std::this_thread::yield();
    // Four at once, the second of them broken, the last two behind the end of the ring.
    Event event = run.settled().back();
    for (std::uint32_t i = 0; i < 4; ++i) {
        run.slot(0, kCapacity - 2 + i) = event;
        run.slot(0, kCapacity - 2 + i).set(i == 1 ? EventKind::None : EventKind::Read);
    }
    run.ring(0).begun.store(kCapacity + 2);
    run.ring(0).published.store(kCapacity + 2);
    run.finish();
    QCOMPARE(run.settled().size(), std::size_t(kCapacity - 2 + 1 + 1)); // the good one, and the gap
    QCOMPARE(run.recording.info()->dropped, 3u);
}

void tst_Drain::nobodyPutsWordsIntoAnothersMouth()
{
    HandRun run(2);
    run.drain.start([] {});
    Event &event = run.slot(1, 0);
    event.set(EventKind::Read, kInferred);
    event.object = ObjectRef::of(0);
    event.site = 0xffff;
    event.actor = 0;
    run.ring(1).begun.store(1);
    run.ring(1).published.store(1);
    run.finish();
    const Event settled = run.settled().at(0);
    QCOMPARE(settled.actor, ActorId(1));
    QVERIFY(!settled.has(kInferred));
    QCOMPARE(settled.site, SiteId(0));
}

void tst_Drain::anyBytesInARingLeaveTheOthersAlone()
{
#ifdef __SANITIZE_THREAD__
    QSKIP("a hostile writer keeps no order with its reader: that is a data race by intention");
#endif
    std::mt19937_64 random(5);
    for (int round = 0; round < 50; ++round) {
        HandRun run(2);
        Probe honest(run.memory.control(), run.memory.data(), 0);
        Cell counter(honest, "counter");
        run.drain.start([] {});
        std::thread liar([&] {
            auto *const words = reinterpret_cast<SharedWord64 *>(&run.ring(1));
            for (int i = 0; i < 2000; ++i) // mostly in the ends, where it hurts
                words[random() % (i % 2 ? 32 : ringBytes(kCapacity) / 8)].store(i % 3 ? random() : random() % 100);
        });
        for (int i = 0; i < 200; ++i)
            counter.write(counter.read() + 1);
        liar.join();
        run.finish();
        const std::vector<Event> events = run.settled();
        QCOMPARE(std::count_if(events.begin(), events.end(), [](const Event &event) {
            return event.actor == 0 && event.kind() != EventKind::Stalled;
        }), 400);
        QCOMPARE(run.recording.info()->finalWords.at(0).at(0).value(), 200);
    }
}

void tst_Drain::whenItRestsAllThatWasReportedIsInTheRecording()
{
    constexpr std::size_t kTimes = 200;
    HandRun run(1);
    run.memory.header().noBarrier.store(1); // so that a pass takes a while, and rest is often asked for within one
    Probe probe(run.memory.control(), run.memory.data(), 0);
    Cell counter(probe, "counter");
    run.drain.start([] {});
    for (std::size_t i = 1; i <= kTimes; ++i) {
        std::binary_semaphore rested(0);
        EventIndex seen = 0, found = 0;
        counter.write(static_cast<int>(i));
        run.drain.rest([&] {
            seen = run.recording.trace().size();
            found = run.recording.findings()->events;
            rested.release();
        });
        rested.acquire();
        QCOMPARE(seen, EventIndex{i});
        QCOMPARE(found, EventIndex{i});
        run.drain.goOn();
        std::this_thread::sleep_for(std::chrono::microseconds(37 * (i % 20)));
    }
    run.finish();
}

/// Nobody asks for the dead any more, but whoever waits for a rest is to get it.
void tst_Drain::itRestsAfterADeathThoughMemoryHasRunOut()
{
    HandRun run(2);
    run.drain.start([] {});
    memory_reserve::release();
    run.drain.actorEnded(0, true, 9);
    std::binary_semaphore rested(0);
    run.drain.rest([&] { rested.release(); });
    QVERIFY(rested.try_acquire_for(std::chrono::seconds(10)));
    run.drain.goOn();
    run.finish();
}

void tst_Drain::aRunGivenUpEndsAtOnce()
{
    {
        HandRun attached(1);
        attached.drain.start([] {});
    }
    HandRun waiting(1);
    waiting.memory.header().attached.store(0);
    waiting.drain.start([] {});
}

void tst_Drain::countsWhatWasDropped()
{
    HandRun run(1, {.drop = true});
    Probe probe(run.memory.control(), run.memory.data(), 0);
    Cell counter(probe, "counter");
    for (std::uint32_t i = 0; i < kCapacity + 10; ++i)
        counter.write(int(i));
    run.drain.start([] {});
    run.finish();
    QCOMPARE(run.recording.info()->dropped, 10u);
    QCOMPARE(run.recording.info()->processes.at(0).events, std::uint64_t(kCapacity));
    // It never had room to say so: what is missing at the end is marked all the same, and to what it was.
    const std::vector<Event> events = run.settled();
    QCOMPARE(events.size(), std::size_t{kCapacity} + 1);
    QCOMPARE(events.back().kind(), EventKind::Gap);
    QCOMPARE(events.back().a, 10u);
    QCOMPARE(events.back().b, gapBit(0));
    QVERIFY(run.recording.findings()->cell(ObjectRef::of(0))->proof == Proof::NotProvable);
}

void tst_Drain::oneAccessAtATimeIsUnderWay()
{
    HandRun run(2);
    Probe honest(run.memory.control(), run.memory.data(), 0);
    run.ring(1).begun.store(100); // or the others would be held up for what never comes
    run.drain.start([] {});
    Cell(honest, "counter").write(1);
    while (run.recording.trace().size() < 2)
        std::this_thread::yield();
    run.finish();
    QVERIFY(run.recording.info()->processes.at(1).refusal == Refusal::Counts);
    QVERIFY(run.recording.findings()->cell(ObjectRef::of(0))->proof == Proof::Proved);
}

void tst_Drain::noWordIsWrittenTwice()
{
    HandRun run(1);
    Probe liar(run.memory.control(), run.memory.data(), 0);
    run.drain.start([] {});
    Cell(liar, "counter").write(1);
    liar.begin();
    liar.publish(EventKind::Write, kNoFlags, ObjectRef::of(0), 0, Word::make(1, 1, 1).bits, Word::make(1, 1, 1).bits, 1);
    run.finish();
    QVERIFY(run.recording.info()->processes.at(0).refusal == Refusal::Words);
    QCOMPARE(run.recording.info()->processes.at(0).events, 1u);
    QCOMPARE(run.recording.info()->dropped, 1u);
}

void tst_Drain::figuresAreNoMoreThanCanBe()
{
    HandRun run(2);
    run.drain.start([] {});
    for (ActorId actor = 0; actor < 2; ++actor) {
        run.ring(actor).stalledNs.store(~std::uint64_t{0});
        run.ring(actor).dropped.store(~std::uint64_t{0}); // and nothing is dropped in this run
    }
    run.memory.header().openedAt.store(1);
    run.finish();
    QCOMPARE(run.recording.info()->stalledNs, 0);
    QCOMPARE(run.recording.info()->dropped, 0u);
    QCOMPARE(run.recording.info()->clock.origin, run.memory.openedAt());
}

void tst_Drain::theSessionsWordsAreThoseItWrote()
{
    HandRun run(1);
    Probe probe(run.memory.control(), run.memory.data(), 0);
    run.drain.start([] {});
    QCOMPARE(run.memory.add(0, 5), 5);
    Cell(probe, "counter").read();
    const Word forged = Word::make(7, Word::kSessionWriter, 2);
    run.memory.data().at<SharedWord64>(0)->store(forged.bits); // by whomever
    run.finish();
    QVERIFY(!run.memory.hasWritten(ObjectRef::of(0), forged));
    const std::vector<Event> events = run.settled();
    QCOMPARE(events.size(), 2u);
    QVERIFY(events[0].has(kInferred) && events[0].written().value() == 5);
    QVERIFY(run.recording.findings()->cell(ObjectRef::of(0))->proof == Proof::NotProvable); // not the word it was left with
}

void tst_Drain::whenMemoryRunsOutTheRunGoesOnUnrecorded()
{
    HandRun run(2);
    Probe one(run.memory.control(), run.memory.data(), 0), two(run.memory.control(), run.memory.data(), 1);
    run.drain.start([] {});
    Cell(one, "counter").write(1);
    Cell(two, "counter").write(2);
    while (run.recording.trace().size() < 2)
        std::this_thread::yield();
    memory_reserve::release(); // as an allocation would that finds no other room
    for (std::uint32_t i = 0; i < 10 * kCapacity; ++i)
        Cell(one, "counter").write(static_cast<int>(i)); // not held up for ever
    run.finish();
    const auto info = run.recording.info();
    QCOMPARE(info->memoryRanOutAt, EventIndex{run.recording.trace().size()});
    QVERIFY(run.recording.finished());
    // Each event taken is either recorded or counted as missing.
    QCOMPARE(info->dropped, info->processes[0].events + info->processes[1].events - run.recording.trace().size());
    QVERIFY(info->dropped > 0);
    // What is recorded stays in order; what is left in the memory is known; what came of the whole run is not proved.
    QCOMPARE(run.settled()[1].replaced(), run.settled()[0].written());
    QCOMPARE(info->finalWords.at(0).at(0).value(), int(10 * kCapacity - 1));
    QVERIFY(run.recording.findings()->cell(ObjectRef::of(0))->proof == Proof::Bounded);
}

QTEST_APPLESS_MAIN(tst_Drain)
#include "tst_drain.moc"
