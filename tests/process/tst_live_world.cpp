// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/live_world.h"
#include "core/shm/clock.h"
#include "core/shm/ring.h"
#include "scenarios/experiment.h"
#include "tests/support/sanitized.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <memory>
#include <numeric>
#include <random>
#include <span>
#include <thread>
#include <utility>
#include <vector>

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

/// As a session has it: the processes report what they do, for whoever reads their rings.
std::unique_ptr<LiveWorld> recordedWorldOf(const Experiment &experiment)
{
    RunSettings settings = experiment.settings();
    settings.pace = Pace::Full;
    auto memory = RunMemory::create(settings, experiment.objects(), experiment.processes().size(), 0, 1024);
    if (!memory.ok())
        qFatal("%s", memory.error().sentence.c_str());
    auto owned = std::make_unique<RunMemory>(std::move(memory.value()));
    owned->setStepped();
    auto world = LiveWorld::start(std::move(owned), INTERLEAVE_WORKER);
    if (!world.ok())
        qFatal("%s", world.error().sentence.c_str());
    return std::move(world.value());
}

/// Two of three processes die, one after the other; each is killed when it has made so many accesses, or can make no
/// more. Then the third goes on for as long as it can.
class TwoDeaths
{
public:
    static constexpr ActorId kFirst = 0, kSecond = 1, kThird = 2;

    TwoDeaths(const Experiment &experiment, ObjectRef lock) : m_lock(lock), m_world(recordedWorldOf(experiment))
    {
        const RunMemory &memory = m_world->memory();
        for (ActorId actor = 0; actor < memory.actors(); ++actor)
            m_rings.emplace_back(memory.control().at<RingEnds>(ringOffset(actor, memory.ringCapacity())),
                                 memory.ringCapacity());
    }

    LiveWorld &world() { return *m_world; }
    /// Who comes to the end of its role before is not killed.
    Result<void> play(int first, int second)
    {
        reports = {};
        written = 0;
        holders = 0;
        pending.clear();
        if (const auto restarted = m_world->restart(); !restarted.ok())
            return restarted;
        for (const auto &[actor, accesses] : {std::pair{kFirst, first}, {kSecond, second}, {kThird, 1000}})
            if (const auto played = playOne(actor, accesses); !played.ok())
                return played;
        readRings();
        return {};
    }

    struct Reports {
        int written = 0;        ///< by anybody
        std::array<int, 3> told; ///< by actor: how often it was told, with the lock, of a death
    };
    Reports reports = {};
    int written = 0;             ///< accesses that were granted, and write
    int holders = 0;             ///< who died with the lock in hand
    std::vector<Action> pending; ///< what those that died were about to do

private:
    Result<void> playOne(ActorId actor, int accesses)
    {
        for (; accesses > 0 && m_world->isEnabled(actor); --accesses) {
            written += writesWord(m_world->action(actor).operation);
            if (const auto taken = m_world->take({actor}); !taken.ok())
                return taken;
        }
        if (actor == kThird || m_world->action(actor).operation == EventKind::None)
            return {};
        pending.push_back(m_world->action(actor));
        holders += m_world->memory().holderOf(m_lock) == actor;
        return m_world->take({actor, StepKind::Kill});
    }
    void readRings()
    {
        for (std::size_t actor = 0; actor < m_rings.size(); ++actor)
            m_rings[actor].consume([&](std::span<const Event> events) {
                for (const Event &event : events) {
                    reports.written += writesWord(event.kind());
                    reports.told.at(actor) += event.kind() == EventKind::LockAcquired && event.has(kOwnerDied);
                }
            });
    }

    ObjectRef m_lock;
    std::unique_ptr<LiveWorld> m_world;
    std::vector<RingReader> m_rings;
};

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
    void twoDeathsAtEveryPairOfPointsUnderALockLoseNothing();
    void whatTwoDeathsLeaveDependsOnTheLock_data();
    void whatTwoDeathsLeaveDependsOnTheLock();
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

/// 420 executions: the first dies before each of its 20 accesses, the second before each of its 20 or not at all.
void tst_LiveWorld::twoDeathsAtEveryPairOfPointsUnderALockLoseNothing()
{
    constexpr int kPerIncrement = 4; // the lock, a read, a write, the lock
    constexpr int kPoints = 5 * kPerIncrement;
    constexpr int kApart = kSanitized ? 3 : 1;
    constexpr int kValue = 0, kHolder = 1; // rows
    TwoDeaths run(counter("on", 3, 5), ObjectRef::of(kHolder));
    int executions = 0, inherited = 0, inheritances = 0;
    for (int first = 0; first < kPoints; first += kApart)
        for (int second = 0; second <= kPoints; ++second) {
            const auto played = run.play(first, second);
            QVERIFY2(played.ok(), failureOf(played).c_str());
            QCOMPARE(run.pending.size(), std::size_t(second < kPoints ? 2 : 1));
            // Everybody who lives has come to the end, and the lock is free.
            for (ActorId actor = 0; actor < 3; ++actor)
                QCOMPARE(run.world().action(actor).operation, EventKind::None);
            QCOMPARE(run.world().values().rows[kHolder][0], 0);
            QVERIFY(!run.world().memory().isTaken(ObjectRef::of(kHolder)));
            // Whoever died in between had it in hand, and the next one was told; nobody else was.
            const int holders = (first % kPerIncrement != 0) + (second % kPerIncrement != 0);
            QCOMPARE(run.holders, holders);
            const auto &told = run.reports.told;
            QCOMPARE(std::accumulate(told.begin(), told.end(), 0), holders);
            // Every write that was let through is in the counter, and was reported.
            QCOMPARE(run.world().values().rows[kValue][0], run.written);
            QCOMPARE(run.reports.written, run.written);
            QCOMPARE(run.written, (first + 1) / kPerIncrement + (second + 1) / kPerIncrement + kPoints / kPerIncrement);
            ++executions;
            inherited += holders > 0;
            inheritances += holders;
        }
    QCOMPARE(executions, kSanitized ? 147 : 420);
    QCOMPARE(failureOf(run.world().restart()), std::string());
    qInfo("%d executions; in %d of them the lock of the dead was taken over, %d times in all", executions, inherited,
          inheritances);
}

void tst_LiveWorld::whatTwoDeathsLeaveDependsOnTheLock_data()
{
    QTest::addColumn<QString>("mode");
    for (const char *mode : {"plain", "poisoned", "robust", "repair"})
        QTest::newRow(mode) << mode;
}

void tst_LiveWorld::whatTwoDeathsLeaveDependsOnTheLock()
{
    QFETCH(const QString, mode);
    constexpr int kTickets = 2, kProcesses = 3;
    constexpr int kPoints = 4 * kTickets; // the lock, one fewer left, one more sold, the lock
    constexpr int kLeft = 0, kSold = 1, kLock = 2;
    TwoDeaths run(Experiment({.scenario = "abandoned",
                              .mode = mode.toStdString(),
                              .parameters = {{"processes", kProcesses}, {"tickets", kTickets}}}),
                  ObjectRef::of(kLock));
    int executions = 0, stuck = 0, missing = 0;
    for (int first = 0; first < kPoints; ++first)
        for (int second = 0; second <= kPoints; ++second) {
            const auto played = run.play(first, second);
            QVERIFY2(played.ok(), failureOf(played).c_str());
            const SharedValues values = run.world().values();
            const bool isStuck = run.world().action(TwoDeaths::kThird).operation != EventKind::None;
            const auto between = std::count_if(run.pending.begin(), run.pending.end(), [](const Action &action) {
                return action.operation == EventKind::Update && action.object == ObjectRef::of(kSold);
            });
            // With a plain lock whoever comes after one that died holding it stands still; with others nobody does.
            QCOMPARE(isStuck, mode == u"plain" && run.holders > 0);
            QCOMPARE(values.rows[kLock][0] == SharedValues::kDeadHolder, isStuck);
            const auto &told = run.reports.told;
            if (mode == u"plain")
                QCOMPARE(told[TwoDeaths::kSecond] + told[TwoDeaths::kThird], 0);
            else if (mode == u"poisoned") // for ever
                QCOMPARE(told[TwoDeaths::kThird], run.holders > 0 ? 1 : 0);
            else // once
                QCOMPARE(told[TwoDeaths::kSecond] + told[TwoDeaths::kThird], run.holders);
            // A ticket for each that died between the two numbers is neither left nor sold, unless somebody looks.
            const std::int64_t gone = kProcesses * kTickets - values.rows[kLeft][0] - values.rows[kSold][0];
            QCOMPARE(gone, mode == u"repair" ? 0 : std::int64_t(between));
            QCOMPARE(run.reports.written, run.written);
            ++executions;
            stuck += isStuck;
            missing += gone > 0;
        }
    QCOMPARE(executions, kPoints * (kPoints + 1));
    QCOMPARE(failureOf(run.world().restart()), std::string());
    qInfo("%d executions; %d end with everybody waiting for the dead, %d with tickets missing", executions, stuck,
          missing);
}

QTEST_GUILESS_MAIN(tst_LiveWorld)
#include "tst_live_world.moc"
