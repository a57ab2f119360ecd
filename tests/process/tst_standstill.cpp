// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/standstill.h"
#include "core/primitives/await.h"
#include "core/primitives/mutex.h"
#include "core/primitives/semaphore.h"
#include "tests/support/child.h"
#include "tests/support/process_table.h"
#include "tests/support/run_of.h"

#include <QtTest>

#include <csignal>

using namespace interleave;

namespace {

const ObjectTable kTable = {{.kind = ObjectKind::Cell, .name = "word", .awaitable = true},
                            {.kind = ObjectKind::Semaphore, .name = "units"},
                            {.kind = ObjectKind::Mutex, .name = "lock"}};

constexpr int kEnough = Standstill::kLooks * 2; ///< looks after which it would have been believed

/// What actor 0 does: waits for something that is not there.
void waitForWord(Probe &probe)
{
    Cell word(probe, "word");
    await(Until([](int value) { return value == 2; }), word);
}

void waitForUnit(Probe &probe)
{
    Semaphore(probe, "units").acquire();
}

/// What is done for it.
void changeWord(Probe &probe)
{
    Cell(probe, "word").write(2);
}

void changeWordInVain(Probe &probe)
{
    Cell(probe, "word").write(1);
}

void giveUnit(Probe &probe)
{
    Semaphore(probe, "units").post();
}

using Step = void (*)(Probe &);

bool isBelieved(Standstill &standstill, const RunMemory &memory)
{
    const std::vector<bool> alive{true, false};
    for (int look = 0; look < kEnough; ++look)
        if (standstill.look(memory, alive))
            return true;
    return false;
}

bool isInState(pid_t pid, const char *state)
{
    return statusField(pid, "State").startsWith(state);
}

} // namespace

/// When nobody can move any more, by real processes that wait.
class tst_Standstill : public QObject
{
    Q_OBJECT

private slots:
    void whoWaitsForWhatNobodyGivesIsStuck_data() { waits(); }
    void whoWaitsForWhatNobodyGivesIsStuck();
    void whoWasStoppedWhenItWasGivenIsNot_data() { waits(); }
    void whoWasStoppedWhenItWasGivenIsNot();
    void whoWasWokenInVainIsStuck();
    void theLockOfADeadHolderGoesToTheNext();
    void aPlainLockOfADeadHolderGoesToNobody();

private:
    static void waits();
};

void tst_Standstill::waits()
{
    QTest::addColumn<Step>("wait");
    QTest::addColumn<Step>("give");
    QTest::newRow("a word") << Step(waitForWord) << Step(changeWord);
    QTest::newRow("a semaphore") << Step(waitForUnit) << Step(giveUnit);
}

void tst_Standstill::whoWaitsForWhatNobodyGivesIsStuck()
{
    QFETCH(Step, wait);
    const RunMemory memory = runOf(kTable, 2);
    const Child child([&] {
        Probe probe(memory.control(), memory.data(), 0);
        wait(probe);
        return 0;
    });
    untilWaiting(memory, 0);
    Standstill standstill;
    QTRY_VERIFY(isBelieved(standstill, memory));
    QCOMPARE(standstill.waits().size(), std::size_t{1});
    QVERIFY(standstill.waits().front().holder == kNoActor);
}

/// It says that it waits as long as it is stopped, and goes on when it is let go.
void tst_Standstill::whoWasStoppedWhenItWasGivenIsNot()
{
    QFETCH(Step, wait);
    QFETCH(Step, give);
    const RunMemory memory = runOf(kTable, 2);
    Child child([&] {
        Probe probe(memory.control(), memory.data(), 0);
        wait(probe);
        return 7;
    });
    untilWaiting(memory, 0);
    ::kill(child.pid(), SIGSTOP);
    QTRY_VERIFY(isInState(child.pid(), "T"));
    Probe other(memory.control(), memory.data(), 1);
    give(other);
    Standstill standstill;
    QVERIFY(!isBelieved(standstill, memory));
    ::kill(child.pid(), SIGCONT);
    QCOMPARE(child.wait(), 7);
}

/// Somebody changes a word, and it is not what it waits for: as before.
void tst_Standstill::whoWasWokenInVainIsStuck()
{
    const RunMemory memory = runOf(kTable, 2);
    const Child child([&] {
        Probe probe(memory.control(), memory.data(), 0);
        waitForWord(probe);
        return 0;
    });
    untilWaiting(memory, 0);
    Probe other(memory.control(), memory.data(), 1);
    changeWordInVain(other);
    Standstill standstill;
    QTRY_VERIFY(isBelieved(standstill, memory));
}

void tst_Standstill::theLockOfADeadHolderGoesToTheNext()
{
    const RunMemory memory = runOf(kTable, 2);
    const ObjectRef lock = ObjectRef::of(2);
    const Child holder([&] {
        Probe probe(memory.control(), memory.data(), 1);
        Mutex mutex(probe, "lock");
        const Hold held(mutex);
        waitForUnit(probe);
        return 0;
    });
    untilWaiting(memory, 1);
    const Child next([&] {
        Probe probe(memory.control(), memory.data(), 0);
        Mutex mutex(probe, "lock");
        const Hold held(mutex);
        return 0;
    });
    untilWaiting(memory, 0);
    ::kill(next.pid(), SIGSTOP);
    QTRY_VERIFY(isInState(next.pid(), "T"));
    holder.kill();
    QTRY_VERIFY(!isAlive(holder.pid()));
    QCOMPARE(memory.holderOf(lock), ActorId{1}); // as it left it
    Standstill standstill;
    QVERIFY(!isBelieved(standstill, memory));
}

void tst_Standstill::aPlainLockOfADeadHolderGoesToNobody()
{
    const RunMemory memory = runOf({{.kind = ObjectKind::Mutex, .name = "lock", .lock = LockKind::Plain}}, 2);
    const ObjectRef lock = ObjectRef::of(0);
    Child holder([&] {
        Probe probe(memory.control(), memory.data(), 1);
        Mutex(probe, "lock").lock();
        return 0; // _exit, with the lock in its hand
    });
    QCOMPARE(holder.wait(), 0);
    const Child next([&] {
        Probe probe(memory.control(), memory.data(), 0);
        Mutex mutex(probe, "lock");
        const Hold held(mutex);
        return 0;
    });
    untilWaiting(memory, 0);
    memory.wakeAll(); // as after every death
    QVERIFY(memory.isTaken(lock));
    Standstill standstill;
    QTRY_VERIFY(isBelieved(standstill, memory));
    QCOMPARE(standstill.waits().front().holder, ActorId{1});
}

QTEST_GUILESS_MAIN(tst_Standstill)
#include "tst_standstill.moc"
