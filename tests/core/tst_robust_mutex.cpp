// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/robust_mutex.h"
#include "core/shm/memory.h"
#include "tests/support/child.h"

#include <QtTest>

#include <csignal>
#include <random>
#include <sched.h>
#include <unistd.h>

using namespace interleave;

namespace {

/// A lock in shared memory, and a word beside it.
struct Shared {
    MutexStorage lock;
    SharedWord32 reached;
};

class SharedPage
{
public:
    SharedPage() : m_memory(std::move(Memory::create("interleave-test", 4096).value()))
    {
        initialize(get().lock);
    }
    Shared &get() const { return *m_memory.at<Shared>(0); }

private:
    Memory m_memory;
};

void until(const SharedWord32 &word, std::uint32_t value)
{
    while (word.load() != value)
        ::sched_yield();
}

[[noreturn]] void sleepForEver()
{
    for (;;)
        ::pause();
}

} // namespace

class tst_RobustMutex : public QObject
{
    Q_OBJECT

private slots:
    void isFreeAtFirstAndBusyWhileHeld();
    void askingTwiceIsRefused();
    void aKilledHolderLeavesItToTheNext();
    void theNextMayBeWaitingAlready();
    void onceRecoveredItIsALockAsBefore();
    void aHolderThatLeavesByItselfIsDeadAsWell();
    void killedAtAnyInstantItCanBeHadAgain();
};

void tst_RobustMutex::isFreeAtFirstAndBusyWhileHeld()
{
    const SharedPage page;
    QCOMPARE(tryLock(page.get().lock), LockOutcome::Acquired);
    Child other([&] { return int(tryLock(page.get().lock)); });
    QCOMPARE(other.wait(), int(LockOutcome::Busy));
    unlock(page.get().lock);
    Child third([&] { return int(tryLock(page.get().lock)); });
    QCOMPARE(third.wait(), int(LockOutcome::Acquired));
}

void tst_RobustMutex::askingTwiceIsRefused()
{
    const SharedPage page;
    QCOMPARE(lock(page.get().lock), LockOutcome::Acquired);
    QCOMPARE(lock(page.get().lock), LockOutcome::Broken);
    unlock(page.get().lock);
    QCOMPARE(lock(page.get().lock), LockOutcome::Acquired);
    unlock(page.get().lock);
}

void tst_RobustMutex::aKilledHolderLeavesItToTheNext()
{
    const SharedPage page;
    Child holder([&]() -> int {
        lock(page.get().lock);
        page.get().reached = 1;
        sleepForEver();
    });
    until(page.get().reached, 1);
    QCOMPARE(tryLock(page.get().lock), LockOutcome::Busy);
    holder.kill();
    QCOMPARE(holder.wait(), -SIGKILL);
    QCOMPARE(lock(page.get().lock), LockOutcome::Recovered);
    unlock(page.get().lock);
}

void tst_RobustMutex::theNextMayBeWaitingAlready()
{
    const SharedPage page;
    Child holder([&]() -> int {
        lock(page.get().lock);
        page.get().reached = 1;
        sleepForEver();
    });
    until(page.get().reached, 1);
    Child waiter([&] {
        page.get().reached = 2;
        const LockOutcome outcome = lock(page.get().lock);
        unlock(page.get().lock);
        return int(outcome);
    });
    until(page.get().reached, 2);
    holder.kill();
    QCOMPARE(waiter.wait(), int(LockOutcome::Recovered));
}

void tst_RobustMutex::onceRecoveredItIsALockAsBefore()
{
    const SharedPage page;
    Child holder([&]() -> int {
        lock(page.get().lock);
        ::_exit(0);
    });
    holder.wait();
    QCOMPARE(lock(page.get().lock), LockOutcome::Recovered);
    Child other([&] { return int(tryLock(page.get().lock)); });
    QCOMPARE(other.wait(), int(LockOutcome::Busy));
    unlock(page.get().lock);
    QCOMPARE(lock(page.get().lock), LockOutcome::Acquired);
    unlock(page.get().lock);
}

void tst_RobustMutex::aHolderThatLeavesByItselfIsDeadAsWell()
{
    const SharedPage page;
    Child holder([&] { return int(lock(page.get().lock)); });
    QCOMPARE(holder.wait(), int(LockOutcome::Acquired));
    QCOMPARE(tryLock(page.get().lock), LockOutcome::Recovered);
    unlock(page.get().lock);
}

void tst_RobustMutex::killedAtAnyInstantItCanBeHadAgain()
{
    std::mt19937 random(3);
    int recovered = 0;
    for (int round = 0; round < 100; ++round) {
        const SharedPage page;
        const auto busy = [&]() -> int {
            for (;;) {
                if (lock(page.get().lock) == LockOutcome::Broken)
                    return 1;
                page.get().reached = 1;
                unlock(page.get().lock);
            }
        };
        Child one(busy), two(busy);
        until(page.get().reached, 1);
        ::usleep(random() % 500);
        one.kill();
        QCOMPARE(one.wait(), -SIGKILL);
        two.kill();
        QCOMPARE(two.wait(), -SIGKILL);
        const LockOutcome outcome = lock(page.get().lock);
        QVERIFY(outcome == LockOutcome::Acquired || outcome == LockOutcome::Recovered);
        recovered += outcome == LockOutcome::Recovered;
        unlock(page.get().lock);
    }
    qInfo("%d of 100 were killed while they held it", recovered);
}

QTEST_APPLESS_MAIN(tst_RobustMutex)
#include "tst_robust_mutex.moc"
