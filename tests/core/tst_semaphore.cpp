// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/semaphore.h"
#include "tests/support/child.h"
#include "tests/support/run_of.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace interleave;

namespace {

ObjectTable table(int initial)
{
    return {{.kind = ObjectKind::Semaphore, .name = "items", .initial = initial}};
}

using Kinds = std::vector<EventKind>;

} // namespace

class tst_Semaphore : public QObject
{
    Q_OBJECT

private slots:
    void takesAndGivesOneUnit();
    void whoFindsNothingWaitsForAPost();
    void givesNoNumberAwayForATryThatFailed();
    void losesNoWakeUpAmongRealProcesses_data();
    void losesNoWakeUpAmongRealProcesses();
    void theSessionWakesWhoWaits();
    void aStopAbortsWhoWaitsWheneverItFalls();
};

void tst_Semaphore::takesAndGivesOneUnit()
{
    const RunMemory memory = runOf(table(2));
    Probe probe(memory.control(), memory.data(), 0);
    Semaphore items(probe, "items");
    items.acquire();
    items.acquire();
    items.post();
    QCOMPARE(memory.words(0).at(0).value(), 1);
    QCOMPARE(kindsOf(memory), (Kinds{EventKind::SemaphoreRequested, EventKind::SemaphoreAcquired, EventKind::SemaphoreRequested,
                                     EventKind::SemaphoreAcquired, EventKind::SemaphorePosted}));
    const std::vector<Event> events = eventsOf(memory);
    QCOMPARE(events[1].replaced(), Word::initial(2));
    QCOMPARE(events[3].replaced(), events[1].written());
    QCOMPARE(events[4].replaced(), events[3].written());
    QVERIFY(!events[3].has(kContended));
}

void tst_Semaphore::whoFindsNothingWaitsForAPost()
{
    const RunMemory memory = runOf(table(0), 2);
    std::thread consumer([&] {
        Probe probe(memory.control(), memory.data(), 1);
        Semaphore(probe, "items").acquire();
    });
    untilWaiting(memory, 1);
    QCOMPARE(kindsOf(memory, 1), Kinds{EventKind::SemaphoreRequested});
    Probe probe(memory.control(), memory.data(), 0);
    Semaphore(probe, "items").post();
    consumer.join();
    const Event acquired = eventsOf(memory, 1).at(1);
    QVERIFY(acquired.has(kContended));
    QCOMPARE(acquired.replaced(), eventsOf(memory, 0).at(0).written());
    QCOMPARE(memory.words(0).at(0).value(), 0);
    const auto *const storage = memory.data().at<CellStorage>(memory.control().at<ObjectEntry>(kObjects)->offset);
    QCOMPARE(storage->sleepers.load(), 0u);
}

void tst_Semaphore::givesNoNumberAwayForATryThatFailed()
{
    // Two race for each single unit: the one that comes second has prepared its word already.
    constexpr int kTimes = 40'000;
    const RunMemory memory = runOf(table(1), 2, {}, 1 << 17);
    std::atomic<int> here = 0;
    std::vector<std::thread> threads;
    for (ActorId actor = 0; actor < 2; ++actor)
        threads.emplace_back([&, actor] {
            Probe probe(memory.control(), memory.data(), actor);
            Semaphore items(probe, "items");
            for (++here; here < 2;)
                std::this_thread::yield();
            for (int i = 0; i < kTimes; ++i) {
                items.acquire();
                items.post();
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    for (ActorId actor = 0; actor < 2; ++actor) {
        std::uint32_t sequence = 0;
        for (const Event &event : eventsOf(memory, actor))
            if (writesWord(event.kind()))
                QCOMPARE(event.written().sequence(), ++sequence);
        QCOMPARE(sequence, 2u * kTimes);
    }
}

void tst_Semaphore::losesNoWakeUpAmongRealProcesses_data()
{
    QTest::addColumn<bool>("bare");
    QTest::addColumn<int>("pairs");
    QTest::newRow("one each, recorded") << false << 1;
    QTest::newRow("three each, recorded") << false << 3;
    QTest::newRow("one each, bare") << true << 1;
    QTest::newRow("three each, bare") << true << 3;
}

void tst_Semaphore::losesNoWakeUpAmongRealProcesses()
{
    QFETCH(bool, bare);
    QFETCH(int, pairs);
    constexpr int kTimes = 5000;
    const ObjectTable both = {{.kind = ObjectKind::Semaphore, .name = "items"},
                              {.kind = ObjectKind::Semaphore, .name = "room", .initial = 2}};
    const RunMemory memory
        = runOf(both, std::size_t(2 * pairs), {.pace = bare ? Pace::Bare : Pace::Full}, 1 << 14);
    std::vector<Child> children;
    for (int i = 0; i < 2 * pairs; ++i)
        children.emplace_back([&memory, i] {
            Probe probe(memory.control(), memory.data(), ActorId(i));
            Semaphore items(probe, "items"), room(probe, "room");
            for (int k = 0; k < kTimes; ++k) {
                (i % 2 ? items : room).acquire();
                (i % 2 ? room : items).post();
            }
            return 0;
        });
    for (Child &child : children) // a wake-up lost is a test that never ends
        QCOMPARE(child.wait(), 0);
    QCOMPARE(memory.words(0).at(0).value(), 0);
    QCOMPARE(memory.words(1).at(0).value(), 2);
}

void tst_Semaphore::theSessionWakesWhoWaits()
{
    RunMemory memory = runOf(table(0), 1);
    std::thread consumer([&] {
        Probe probe(memory.control(), memory.data(), 0);
        Semaphore(probe, "items").acquire();
    });
    untilWaiting(memory, 0);
    memory.wakeAll(); // nothing to be had: it sleeps on
    memory.post(0, 1);
    consumer.join();
    QCOMPARE(eventsOf(memory).at(1).replaced(), Word::make(1, Word::kSessionWriter, 1));
}

void tst_Semaphore::aStopAbortsWhoWaitsWheneverItFalls()
{
    for (int round = 0; round < 200; ++round) {
        const RunMemory memory = runOf(table(0), 1, {}, 16);
        std::atomic<bool> ready = false, aborted = false;
        std::thread consumer([&] {
            Probe probe(memory.control(), memory.data(), 0);
            Semaphore items(probe, "items");
            ready = true;
            try {
                items.acquire();
            } catch (const Aborted &) {
                aborted = true;
            }
        });
        while (!ready)
            std::this_thread::yield();
        for (const std::uint64_t until = monotonicNow() + std::uint64_t(round) * 100; monotonicNow() < until;) {
        }
        memory.stop();
        consumer.join();
        QVERIFY(aborted);
        const auto *const storage = memory.data().at<CellStorage>(0);
        QCOMPARE(storage->sleepers.load(), 0u);
    }
}

QTEST_APPLESS_MAIN(tst_Semaphore)
#include "tst_semaphore.moc"
