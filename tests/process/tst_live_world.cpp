// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/live_world.h"
#include "core/shm/clock.h"
#include "scenarios/experiment.h"
#include "tests/support/sanitized.h"

#include <QtTest>

#include <chrono>
#include <csignal>
#include <memory>
#include <random>
#include <thread>

using namespace interleave;

namespace {

Experiment counter(const std::string &mode, int processes, int increments)
{
    return Experiment(
        {.scenario = "counter", .mode = mode, .parameters = {{"processes", processes}, {"increments", increments}}});
}

std::unique_ptr<LiveWorld> worldOf(const Experiment &experiment)
{
    auto world = experiment.world(INTERLEAVE_WORKER);
    if (!world.ok())
        qFatal("%s", world.error().sentence.c_str());
    return std::move(world.value());
}

Steps steps(const char *text)
{
    return parseSteps(text).value();
}

std::string failureOf(const Result<void> &result)
{
    return result.ok() ? std::string() : result.error().sentence;
}

} // namespace

class tst_LiveWorld : public QObject
{
    Q_OBJECT

private slots:
    void everyOrderOfTwoIncrementsEndsAsItMust_data();
    void everyOrderOfTwoIncrementsEndsAsItMust();
    void aProcessSaysWhatItWouldDoNext();
    void nobodyIsLetIntoALockThatIsHeld();
    void theLockOfTheDeadGoesToTheNext();
    void whoWasKilledLivesAgainInTheNextExecution();
    void aWaitIsOneStepAndPossibleWhenTheWordsWouldDo();
    void theSurvivorsOfADeathAreOwedAnEnd();
    void aProcessThatIsKilledFromOutsideIsReported();
    void killedAtAnyMomentTheyAreNeverWaitedFor();
};

void tst_LiveWorld::everyOrderOfTwoIncrementsEndsAsItMust_data()
{
    QTest::addColumn<QString>("order");
    QTest::addColumn<int>("result");
    for (const char *order : {"AABB", "BBAA"})
        QTest::newRow(order) << order << 2;
    for (const char *order : {"ABAB", "ABBA", "BABA", "BAAB"})
        QTest::newRow(order) << order << 1;
}

void tst_LiveWorld::everyOrderOfTwoIncrementsEndsAsItMust()
{
    QFETCH(QString, order);
    QFETCH(int, result);
    const auto world = worldOf(counter("off", 2, 1));
    for (int again = 0; again < 50; ++again) {
        QCOMPARE(failureOf(world->restart()), std::string());
        for (const Step &step : steps(order.toLatin1()))
            QCOMPARE(failureOf(world->take(step)), std::string());
        QCOMPARE(world->action(0).operation, EventKind::None);
        QCOMPARE(world->values().rows[0][0], result);
    }
}

void tst_LiveWorld::aProcessSaysWhatItWouldDoNext()
{
    const auto world = worldOf(counter("off", 2, 1));
    QVERIFY(world->restart().ok());
    const Action reading = world->action(0);
    QCOMPARE(reading.operation, EventKind::Read);
    QCOMPARE(reading.object, ObjectRef::of(0));
    QVERIFY(reading.site != 0);
    QVERIFY(world->take({0}).ok());
    const Action writing = world->action(0);
    QCOMPARE(writing.operation, EventKind::Write);
    QCOMPARE(writing.argument, 1);
    QVERIFY(writing.site != 0 && writing.site != reading.site);
    QVERIFY(world->restart().ok()); // from the middle
    QCOMPARE(world->action(0), reading);
    QCOMPARE(world->values().rows[0][0], 0);
}

void tst_LiveWorld::nobodyIsLetIntoALockThatIsHeld()
{
    const auto world = worldOf(counter("on", 2, 1));
    QVERIFY(world->restart().ok());
    QVERIFY(world->isEnabled(0) && world->isEnabled(1));
    QVERIFY(world->take({1}).ok());
    QVERIFY(!world->isEnabled(0));
    QCOMPARE(world->values().rows[1][0], 2); // process 2 holds it
    for (int access = 0; access < 3; ++access)
        QVERIFY(world->take({1}).ok());
    QVERIFY(world->isEnabled(0));
    QCOMPARE(world->values().rows[1][0], 0);
    QVERIFY(world->restart().ok());
    QVERIFY(world->take({0}).ok()); // restored: free again
}

void tst_LiveWorld::theLockOfTheDeadGoesToTheNext()
{
    const auto world = worldOf(counter("on", 2, 1));
    QVERIFY(world->restart().ok());
    for (const Step &step : steps("A2"))
        QVERIFY(world->take(step).ok());
    QVERIFY(!world->isEnabled(1));
    QVERIFY(world->take({0, StepKind::Kill}).ok());
    QVERIFY(!world->isAlive(0));
    QVERIFY(world->isEnabled(1));
    QCOMPARE(world->values().rows[1][0], SharedValues::kDeadHolder);
    for (const Step &step : steps("B4"))
        QCOMPARE(failureOf(world->take(step)), std::string());
    QCOMPARE(world->values().rows[0][0], 1);
}

void tst_LiveWorld::whoWasKilledLivesAgainInTheNextExecution()
{
    const auto world = worldOf(counter("on", 3, 1));
    for (int round = 0; round < 20; ++round) {
        QCOMPARE(failureOf(world->restart()), std::string());
        for (ActorId actor = 0; actor < 3; ++actor)
            QVERIFY(world->isAlive(actor));
        const auto victim = static_cast<ActorId>(round % 3);
        for (int step = 0; step <= round % 4; ++step)
            if (world->isEnabled(victim))
                QVERIFY(world->take({victim}).ok());
        if (world->action(victim).operation != EventKind::None)
            QVERIFY(world->take({victim, StepKind::Kill}).ok());
        for (ActorId actor = 0; actor < 3; ++actor)
            while (world->isEnabled(actor))
                QCOMPARE(failureOf(world->take({actor})), std::string());
        QVERIFY(world->values().rows[0][0] >= 2);
    }
}

void tst_LiveWorld::aWaitIsOneStepAndPossibleWhenTheWordsWouldDo()
{
    const auto world = worldOf(
        Experiment({.scenario = "queue",
                    .mode = "off",
                    .parameters = {{"producers", 1}, {"consumers", 1}, {"messages", 1}, {"capacity", 1}}}));
    QVERIFY(world->restart().ok());
    QCOMPARE(world->action(1).operation, EventKind::Awaited);
    QVERIFY(!world->isEnabled(1));       // nothing there yet
    for (const Step &step : steps("A2")) // there is room; put
        QVERIFY(world->take(step).ok());
    QVERIFY(!world->isEnabled(1));
    QVERIFY(world->take({0}).ok()); // counted
    QVERIFY(world->isEnabled(1));
    QVERIFY(world->take({1}).ok());
    QCOMPARE(world->action(1).operation, EventKind::Read); // the wait is over in one step
    for (const Step &step : steps("B2"))
        QVERIFY(world->take(step).ok());
    QVERIFY(!world->isEnabled(1));  // more may come
    QVERIFY(world->take({0}).ok()); // closes
    QVERIFY(world->isEnabled(1));
    QVERIFY(world->take({1}).ok());
    QCOMPARE(world->action(1).operation, EventKind::None);
    QCOMPARE(world->values().ledger, std::vector<std::uint32_t>{1});
}

void tst_LiveWorld::theSurvivorsOfADeathAreOwedAnEnd()
{
    for (const char *mode : {"off", "on"}) {
        const auto world = worldOf(
            Experiment({.scenario = "queue",
                        .mode = mode,
                        .parameters = {{"producers", 1}, {"consumers", 2}, {"messages", 1}, {"capacity", 1}}}));
        QVERIFY(world->restart().ok());
        QVERIFY(world->take({0, StepKind::Kill}).ok());
        for (ActorId actor = 1; actor < 3; ++actor)
            while (world->isEnabled(actor))
                QCOMPARE(failureOf(world->take({actor})), std::string());
        QCOMPARE(world->action(1).operation, EventKind::None); // nobody waits for ever
        QCOMPARE(world->action(2).operation, EventKind::None);
    }
}

void tst_LiveWorld::aProcessThatIsKilledFromOutsideIsReported()
{
    const auto world = worldOf(counter("off", 2, 2));
    QVERIFY(world->restart().ok());
    ::kill(world->pid(1), SIGKILL);
    QVERIFY(world->take({0}).ok()); // the others go on
    const auto taken = world->take({1});
    QVERIFY(!taken.ok());
    QVERIFY2(taken.error().sentence.find("Process 2") != std::string::npos, taken.error().sentence.c_str());
}

/// 300 times, while they are stepped: somebody dies, that is said, and another execution begins.
void tst_LiveWorld::killedAtAnyMomentTheyAreNeverWaitedFor()
{
    const int rounds = kSanitized ? 60 : 300;
    const auto world = worldOf(counter("on", 3, 2));
    std::mt19937 random(7);
    int reported = 0;
    for (int round = 0; round < rounds; ++round) {
        const std::uint64_t start = monotonicNow();
        QCOMPARE(failureOf(world->restart()), std::string());
        const auto victim = static_cast<ActorId>(random() % 3);
        const pid_t pid = world->pid(victim);
        std::thread killer([pid, delay = random() % 300] {
            std::this_thread::sleep_for(std::chrono::microseconds(delay));
            ::kill(pid, SIGKILL);
        });
        bool isOver = false;
        while (!isOver) {
            isOver = true;
            for (ActorId actor = 0; actor < 3 && isOver; ++actor)
                if (world->isEnabled(actor)) {
                    const auto taken = world->take({actor});
                    reported += !taken.ok();
                    isOver = !taken.ok();
                    break;
                }
        }
        killer.join();
        QTRY_VERIFY(!world->troubleSoFar().empty() || world->pid(victim) <= 0);
        QVERIFY(monotonicNow() - start < 5'000'000'000);
    }
    QVERIFY(reported > 0); // some died while they moved
}

QTEST_GUILESS_MAIN(tst_LiveWorld)
#include "tst_live_world.moc"
