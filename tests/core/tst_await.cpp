// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/await.h"
#include "tests/support/child.h"
#include "tests/support/run_of.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace interleave;

namespace {

const ObjectTable kTable = {{.kind = ObjectKind::Cell, .name = "ping", .awaitable = true},
                            {.kind = ObjectKind::Cell, .name = "pong", .awaitable = true}};

using Kinds = std::vector<EventKind>;

} // namespace

class tst_Await : public QObject
{
    Q_OBJECT

private slots:
    void returnsAtOnceWhatHoldsAlready();
    void sleepsUntilSomebodyChangesAWord();
    void waitsForEitherOfTwoWords();
    void readsInTheOrderOfItsCells();
    void losesNoWakeUpAmongRealProcesses_data();
    void losesNoWakeUpAmongRealProcesses();
    void theSessionCanChangeWhatIsWaitedFor();
    void aStopAbortsWhoWaitsWheneverItFalls();
};

void tst_Await::returnsAtOnceWhatHoldsAlready()
{
    const RunMemory memory = runOf(kTable);
    Probe probe(memory.control(), memory.data(), 0);
    Cell ping(probe, "ping");
    const auto [value] = await(Until([](int p) { return p == 0; }), ping);
    QCOMPARE(value, 0);
    QCOMPARE(kindsOf(memory), Kinds{EventKind::Awaited});
    QCOMPARE(eventsOf(memory).at(0).seen(), Word::initial(0));
}

void tst_Await::sleepsUntilSomebodyChangesAWord()
{
    const RunMemory memory = runOf(kTable, 2);
    int seen = 0;
    std::thread waiter([&] {
        Probe probe(memory.control(), memory.data(), 1);
        Cell ping(probe, "ping");
        seen = await(Until([](int p) { return p >= 2; }), ping)[0];
    });
    untilWaiting(memory, 1);
    QCOMPARE(memory.actor(1).waitingFor.load(), ObjectRef::of(0).bits);
    Probe probe(memory.control(), memory.data(), 0);
    Cell ping(probe, "ping");
    ping.write(1); // not enough
    ping.write(2);
    waiter.join();
    QCOMPARE(seen, 2);
    // However often it looked: it began once, and read what it had waited for.
    QCOMPARE(kindsOf(memory, 1), (Kinds{EventKind::AwaitBegan, EventKind::Awaited}));
    QCOMPARE(eventsOf(memory, 1).at(1).seen(), eventsOf(memory, 0).at(1).written());
    QCOMPARE(memory.header().bellWaiters.load(), 0u);
}

void tst_Await::waitsForEitherOfTwoWords()
{
    const RunMemory memory = runOf(kTable, 2);
    std::array<std::int32_t, 2> seen = {};
    std::thread waiter([&] {
        Probe probe(memory.control(), memory.data(), 1);
        Cell ping(probe, "ping"), pong(probe, "pong");
        seen = await(Until([](int p, int q) { return p + q != 0; }), ping, pong);
    });
    untilWaiting(memory, 1);
    Probe probe(memory.control(), memory.data(), 0);
    Cell(probe, "pong").add(3);
    waiter.join();
    QCOMPARE(seen[0], 0);
    QCOMPARE(seen[1], 3);
}

void tst_Await::readsInTheOrderOfItsCells()
{
    const RunMemory memory = runOf(kTable);
    Probe probe(memory.control(), memory.data(), 0);
    Cell ping(probe, "ping"), pong(probe, "pong");
    await(Until([](int, int) { return true; }), pong, ping);
    const std::vector<Event> events = eventsOf(memory);
    QCOMPARE(events.at(0).object, ObjectRef::of(1));
    QCOMPARE(events.at(1).object, ObjectRef::of(0));
    QCOMPARE(events[0].site, events[1].site);
}

void tst_Await::losesNoWakeUpAmongRealProcesses_data()
{
    QTest::addColumn<bool>("bare");
    QTest::newRow("recorded") << false;
    QTest::newRow("bare") << true;
}

void tst_Await::losesNoWakeUpAmongRealProcesses()
{
    QFETCH(bool, bare);
    constexpr int kTimes = 5000;
    const RunMemory memory = runOf(kTable, 2, {.pace = bare ? Pace::Bare : Pace::Full}, 1 << 15);
    const auto play = [&memory](ActorId actor) {
        Probe probe(memory.control(), memory.data(), actor);
        Cell mine(probe, actor == 0 ? "ping" : "pong"), other(probe, actor == 0 ? "pong" : "ping");
        for (int i = 1; i <= kTimes; ++i) {
            if (actor == 0)
                mine.write(i);
            await(Until([i](int value) { return value == i; }), other);
            if (actor == 1)
                mine.write(i);
        }
        return 0;
    };
    Child one([&] { return play(0); }), two([&] { return play(1); });
    QCOMPARE(one.wait(), 0);
    QCOMPARE(two.wait(), 0);
    QCOMPARE(memory.words(1).at(0).value(), kTimes);
}

void tst_Await::theSessionCanChangeWhatIsWaitedFor()
{
    RunMemory memory = runOf(kTable);
    std::thread waiter([&] {
        Probe probe(memory.control(), memory.data(), 0);
        Cell ping(probe, "ping");
        await(Until([](int p) { return p == -1; }), ping);
    });
    untilWaiting(memory, 0);
    memory.wakeAll();
    QCOMPARE(memory.add(0, -1), -1);
    waiter.join();
}

void tst_Await::aStopAbortsWhoWaitsWheneverItFalls()
{
    for (int round = 0; round < 200; ++round) {
        const RunMemory memory = runOf(kTable, 1, {}, 16);
        std::atomic<bool> ready = false, aborted = false;
        std::thread waiter([&] {
            Probe probe(memory.control(), memory.data(), 0);
            Cell ping(probe, "ping");
            ready = true;
            try {
                await(Until([](int p) { return p != 0; }), ping);
            } catch (const Aborted &) {
                aborted = true;
            }
        });
        while (!ready)
            std::this_thread::yield();
        for (const std::uint64_t until = monotonicNow() + std::uint64_t(round) * 100; monotonicNow() < until;) {
        }
        memory.stop();
        waiter.join();
        QVERIFY(aborted);
        QCOMPARE(memory.header().bellWaiters.load(), 0u);
    }
}

QTEST_APPLESS_MAIN(tst_Await)
#include "tst_await.moc"
