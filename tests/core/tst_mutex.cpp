// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/cell.h"
#include "core/primitives/mutex.h"
#include "tests/support/child.h"
#include "tests/support/run_of.h"

#include <QtTest>

#include <csignal>
#include <thread>
#include <unistd.h>

using namespace interleave;

namespace {

const ObjectTable kTable = {{.kind = ObjectKind::Cell, .name = "counter"}, {.kind = ObjectKind::Mutex, .name = "lock"}};
const ObjectRef kLock = ObjectRef::of(1);

using Kinds = std::vector<EventKind>;

} // namespace

class tst_Mutex : public QObject
{
    Q_OBJECT

private slots:
    void isAskedForTakenAndFreed();
    void numbersRequestsAndAcquisitionsAndNamesThePreviousOwner();
    void whoHadToWaitSaysSo();
    void theOrderOfHoldersIsExact();
    void aDeadHoldersLockGoesToTheNextWhoIsTold();
    void aPoisonedLockIsBrokenForEverybodyAfterADeath();
    void whoDiedBeforeItSignedIsNotMistakenForAnother_data();
    void whoDiedBeforeItSignedIsNotMistakenForAnother();
    void anAbortFreesTheLockAndReportsOnlyThat();
    void aStopBeforeTheReleaseFreesTheLockAsWell();
    void aStopReachesWhoeverWaits();
    void whoGetsItOnlyBecauseOfAStopHasNotGotIt();
};

void tst_Mutex::isAskedForTakenAndFreed()
{
    const RunMemory memory = runOf(kTable);
    Probe probe(memory.control(), memory.data(), 0);
    Mutex lock(probe, "lock");
    {
        Hold held{lock};
        QCOMPARE(memory.holderOf(kLock), ActorId(0));
    }
    QCOMPARE(memory.holderOf(kLock), kNoActor);
    QCOMPARE(kindsOf(memory), (Kinds{EventKind::LockRequested, EventKind::LockAcquired, EventKind::LockReleased}));
    for (const Event &event : eventsOf(memory)) {
        QCOMPARE(event.object, kLock);
        QCOMPARE(event.site, SiteId(1)); // the line of the Hold
        QVERIFY(!event.isOnTheWayOut());
        QVERIFY(!event.has(kContended) && !event.has(kOwnerDied));
    }
}

void tst_Mutex::numbersRequestsAndAcquisitionsAndNamesThePreviousOwner()
{
    const RunMemory memory = runOf(kTable, 3);
    Probe one(memory.control(), memory.data(), 0), three(memory.control(), memory.data(), 2);
    Mutex first(one, "lock"), second(three, "lock");
    first.lock();
    first.unlock();
    second.lock();
    second.unlock();
    const Event early = eventsOf(memory, 0).at(1), late = eventsOf(memory, 2).at(1);
    QCOMPARE(early.acquisition(), 1u);
    QCOMPARE(early.request(), 1u);
    QCOMPARE(early.previousOwner(), kNoActor);
    QCOMPARE(late.acquisition(), 2u);
    QCOMPARE(late.request(), 2u);
    QCOMPARE(late.previousOwner(), ActorId(0));
    QCOMPARE(eventsOf(memory, 2).at(2).acquisition(), 2u);
}

void tst_Mutex::whoHadToWaitSaysSo()
{
    const RunMemory memory = runOf(kTable, 2);
    Probe probe(memory.control(), memory.data(), 0);
    Mutex lock(probe, "lock");
    lock.lock();
    std::thread other([&] {
        Probe mine(memory.control(), memory.data(), 1);
        Mutex same(mine, "lock");
        Hold held{same};
    });
    untilWaiting(memory, 1);
    QCOMPARE(memory.actor(1).waitingFor.load(), kLock.bits);
    QCOMPARE(kindsOf(memory, 1), Kinds{EventKind::LockRequested}); // seen while it waits
    lock.unlock();
    other.join();
    const Event acquired = eventsOf(memory, 1).at(1);
    QVERIFY(acquired.has(kContended));
    QVERIFY(acquired.time >= eventsOf(memory, 0).at(2).time);
    QCOMPARE(memory.actor(1).phase.load(), std::uint32_t(ActorPhase::Running));
}

void tst_Mutex::theOrderOfHoldersIsExact()
{
    constexpr int kTimes = 500;
    const RunMemory memory = runOf(kTable, 4, {}, 1 << 13);
    std::vector<std::thread> threads;
    for (ActorId actor = 0; actor < 4; ++actor)
        threads.emplace_back([&memory, actor] {
            Probe probe(memory.control(), memory.data(), actor);
            Mutex lock(probe, "lock");
            Cell counter(probe, "counter");
            for (int i = 0; i < kTimes; ++i) {
                Hold held{lock};
                counter.write(counter.read() + 1);
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(memory.words(0).at(0).value(), 4 * kTimes);
    std::vector<ActorId> holders(4 * kTimes + 1, kNoActor);
    for (ActorId actor = 0; actor < 4; ++actor)
        for (const Event &event : eventsOf(memory, actor))
            if (event.kind() == EventKind::LockAcquired)
                holders.at(event.acquisition()) = actor;
    for (ActorId actor = 0; actor < 4; ++actor)
        for (const Event &event : eventsOf(memory, actor))
            if (event.kind() == EventKind::LockAcquired)
                QCOMPARE(event.previousOwner(), holders.at(event.acquisition() - 1));
    QCOMPARE(std::count(holders.begin(), holders.end(), kNoActor), 1); // only before the first
}

void tst_Mutex::aDeadHoldersLockGoesToTheNextWhoIsTold()
{
    const RunMemory memory = runOf(kTable, 2);
    Child holder([&] {
        Probe probe(memory.control(), memory.data(), 0);
        Mutex(probe, "lock").lock();
        return 0; // _exit, with the lock in its hand
    });
    holder.wait();
    QCOMPARE(memory.holderOf(kLock), ActorId(0));
    Probe probe(memory.control(), memory.data(), 1);
    Mutex lock(probe, "lock");
    QVERIFY(lock.lock() == Left::ByDeath);
    lock.unlock();
    const Event acquired = eventsOf(memory, 1).at(1);
    QVERIFY(acquired.has(kOwnerDied));
    QCOMPARE(acquired.previousOwner(), ActorId(0));
    QCOMPARE(acquired.deadOwner(), ActorId(0));
    QCOMPARE(acquired.acquisition(), 2u);
    QVERIFY(lock.lock() == Left::InOrder);
    lock.unlock();
    QVERIFY(!eventsOf(memory, 1).at(4).has(kOwnerDied));
    QCOMPARE(eventsOf(memory, 1).at(4).deadOwner(), kNoActor);
}

void tst_Mutex::aPoisonedLockIsBrokenForEverybodyAfterADeath()
{
    for (const Pace pace : {Pace::Full, Pace::Bare}) {
        const RunMemory memory = runOf({{.kind = ObjectKind::Mutex, .name = "lock", .lock = LockKind::Poisoned}}, 3, {.pace = pace});
        Probe probe(memory.control(), memory.data(), 1), other(memory.control(), memory.data(), 2);
        Mutex lock(probe, "lock");
        QVERIFY(lock.lock() == Left::InOrder);
        lock.unlock();
        Child holder([&] {
            Probe dying(memory.control(), memory.data(), 0);
            Mutex(dying, "lock").lock();
            return 0;
        });
        holder.wait();
        for (int round = 0; round < 2; ++round) {
            QVERIFY(lock.lock() == Left::Broken);
            lock.unlock();
        }
        Mutex again(other, "lock");
        QVERIFY(Hold(again).isBroken());
        if (pace == Pace::Bare)
            continue;
        for (const Event &event : {eventsOf(memory, 1).at(4), eventsOf(memory, 1).at(7), eventsOf(memory, 2).at(1)}) {
            QVERIFY(event.has(kOwnerDied));
            QCOMPARE(event.deadOwner(), ActorId(0)); // who broke it
        }
        // Who had it before is another matter.
        QCOMPARE(eventsOf(memory, 1).at(4).previousOwner(), ActorId(0));
        QCOMPARE(eventsOf(memory, 1).at(7).previousOwner(), ActorId(1));
        QCOMPARE(eventsOf(memory, 2).at(1).previousOwner(), ActorId(1));
    }
}

void tst_Mutex::whoDiedBeforeItSignedIsNotMistakenForAnother_data()
{
    QTest::addColumn<LockKind>("kind");
    QTest::newRow("robust") << LockKind::Robust;
    QTest::newRow("poisoned") << LockKind::Poisoned;
}

void tst_Mutex::whoDiedBeforeItSignedIsNotMistakenForAnother()
{
    QFETCH(LockKind, kind);
    const RunMemory memory = runOf({{.kind = ObjectKind::Mutex, .name = "lock", .lock = kind}}, 3);
    Probe alive(memory.control(), memory.data(), 0), probe(memory.control(), memory.data(), 1);
    Mutex before(alive, "lock");
    before.lock();
    before.unlock();
    Child killed([&] { return int(tryLock(*probe.storage<MutexStorage>(ObjectRef::of(0)))); }); // and no more than that
    QCOMPARE(killed.wait(), int(LockOutcome::Acquired));
    Mutex lock(probe, "lock");
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(lock.lock() != Left::InOrder, round == 0 || kind == LockKind::Poisoned);
        lock.unlock();
    }
    const Event acquired = eventsOf(memory, 1).at(1), again = eventsOf(memory, 1).at(4);
    QVERIFY(acquired.has(kOwnerDied));
    QCOMPARE(acquired.previousOwner(), ActorId(0));
    QCOMPARE(acquired.deadOwner(), kNoActor);
    QCOMPARE(again.has(kOwnerDied), kind == LockKind::Poisoned);
    QCOMPARE(again.previousOwner(), ActorId(1));
    QCOMPARE(again.deadOwner(), kNoActor);
}

void tst_Mutex::anAbortFreesTheLockAndReportsOnlyThat()
{
    const RunMemory memory = runOf(kTable, 2);
    Probe probe(memory.control(), memory.data(), 0);
    Mutex lock(probe, "lock");
    Cell counter(probe, "counter");
    bool aborted = false;
    try {
        Hold held{lock};
        memory.stop();
        counter.write(1);
    } catch (const Aborted &) {
        aborted = true;
    }
    QVERIFY(aborted);
    QCOMPARE(kindsOf(memory), (Kinds{EventKind::LockRequested, EventKind::LockAcquired, EventKind::LockReleased}));
    QVERIFY(eventsOf(memory).at(2).isOnTheWayOut());
    QCOMPARE(memory.words(0).at(0), Word::initial(0));
    memory.header().steer.store(kSteerFree);
    Probe next(memory.control(), memory.data(), 1);
    Mutex again(next, "lock");
    again.lock();
    QVERIFY(!eventsOf(memory, 1).at(1).has(kOwnerDied));
    again.unlock(); // the memory goes, and this thread's list of robust locks must not go on naming what was there
}

void tst_Mutex::aStopBeforeTheReleaseFreesTheLockAsWell()
{
    const RunMemory memory = runOf(kTable);
    Probe probe(memory.control(), memory.data(), 0);
    Mutex lock(probe, "lock");
    bool aborted = false;
    try {
        Hold held{lock};
        memory.stop();
    } catch (const Aborted &) {
        aborted = true;
    }
    QVERIFY(aborted);
    QCOMPARE(memory.holderOf(kLock), kNoActor);
    QCOMPARE(kindsOf(memory), (Kinds{EventKind::LockRequested, EventKind::LockAcquired, EventKind::LockReleased}));
    QVERIFY(eventsOf(memory).at(2).isOnTheWayOut());
}

void tst_Mutex::aStopReachesWhoeverWaits()
{
    const RunMemory memory = runOf(kTable, 2);
    const auto increment = [&](ActorId actor) {
        Probe probe(memory.control(), memory.data(), actor);
        Mutex lock(probe, "lock");
        Cell counter(probe, "counter");
        try {
            for (;;) {
                Hold held{lock};
                counter.write(counter.read() + 1);
            }
        } catch (const Aborted &) {
        }
    };
    memory.header().drop = 1;
    std::thread one(increment, 0), two(increment, 1);
    untilWaiting(memory, 0);
    memory.stop();
    one.join();
    two.join();
    QCOMPARE(memory.holderOf(kLock), kNoActor);
}

/// Of a deadlock all are ended one after the other; nobody is to be told of a lock that was freed by that.
void tst_Mutex::whoGetsItOnlyBecauseOfAStopHasNotGotIt()
{
    const RunMemory memory = runOf(kTable, 2);
    Child holder([&] {
        Probe probe(memory.control(), memory.data(), 0);
        Mutex(probe, "lock").lock();
        for (;;)
            ::pause();
        return 0;
    });
    while (memory.holderOf(kLock) != 0)
        std::this_thread::yield();
    bool aborted = false;
    std::thread waiter([&] {
        Probe probe(memory.control(), memory.data(), 1);
        try {
            Mutex(probe, "lock").lock();
        } catch (const Aborted &) {
            aborted = true;
        }
    });
    untilWaiting(memory, 1);
    memory.stop();
    ::kill(holder.pid(), SIGKILL);
    waiter.join();
    QVERIFY(aborted);
    QCOMPARE(kindsOf(memory, 1), Kinds{EventKind::LockRequested});
    memory.header().steer.store(kSteerFree);
    Probe next(memory.control(), memory.data(), 1);
    Mutex lock(next, "lock"); // it was given back
    lock.lock();
    lock.unlock();
}

QTEST_APPLESS_MAIN(tst_Mutex)
#include "tst_mutex.moc"
