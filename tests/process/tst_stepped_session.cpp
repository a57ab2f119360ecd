// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/schedule.h"
#include "core/control/trace_schedule.h"
#include "scenarios/catalog.h"
#include "tests/support/live_run.h"
#include "tests/support/sanitized.h"

#include <QSignalSpy>

#include <algorithm>
#include <pthread.h>
#include <sys/resource.h>

using namespace interleave;

namespace {

RunSettings counterOf(const char *mode, int processes, int increments)
{
    return settingsOf("counter", mode, {{"processes", processes}, {"increments", increments}}, Pace::Step);
}

Steps steps(std::string_view text)
{
    return parseSteps(text).value();
}

/// A session whose processes stand at their gates.
class Stepped
{
public:
    explicit Stepped(const RunSettings &settings, Plan plan = {}) : m_settings(settings)
    {
        QObject::connect(&session, &Session::failed, &session, [this](const QString &sentence) { failure = sentence; });
        QObject::connect(&session, &Session::finished, &session, [this] { ++finished; });
        if (const auto started = session.start(settings, std::move(plan)); !started.ok())
            failure = QString::fromStdString(started.error().sentence);
    }

    /// Until nobody moves after so many steps.
    bool stands(std::size_t steps)
    {
        return QTest::qWaitFor(
                   [&] {
                       const Stand &stand = session.stand();
                       return !failure.isEmpty() || (stand.hasBegun && stand.isIdle && stand.steps.size() == steps);
                   },
                   10'000)
            && failure.isEmpty();
    }
    bool ends(int times = 1)
    {
        return QTest::qWaitFor([&] { return finished >= times || !failure.isEmpty(); }, 10'000) && failure.isEmpty();
    }
    bool goesAgain(Plan plan)
    {
        if (!session.canGoAgain(m_settings))
            return false;
        QSignalSpy begun(&session, &Session::begun);
        session.again(std::move(plan));
        return begun.wait(10'000);
    }
    std::vector<std::int64_t> pids() const
    {
        std::vector<std::int64_t> list;
        for (const ProcessInfo &process : session.recording()->info()->processes)
            list.push_back(process.pid);
        return list;
    }
    Account account() const { return accountOf(*session.recording()).value(); }
    std::vector<Event> events() const
    {
        std::vector<Event> list;
        TraceReader trace(session.recording()->trace());
        trace.forEach(0, trace.size(), [&](EventIndex, const Event &event) { list.push_back(event); });
        return list;
    }

    Session session;
    QString failure;
    int finished = 0;

private:
    RunSettings m_settings;
};

/// As long as it lives no thread can be had: each would get a stack larger than all addresses there are.
class NoThreads
{
public:
    NoThreads()
    {
        ::pthread_getattr_default_np(&m_usual);
        pthread_attr_t huge;
        ::pthread_attr_init(&huge);
        ::pthread_attr_setstacksize(&huge, std::size_t{1} << 52);
        ::pthread_setattr_default_np(&huge);
        ::pthread_attr_destroy(&huge);
    }
    ~NoThreads()
    {
        ::pthread_setattr_default_np(&m_usual);
        ::pthread_attr_destroy(&m_usual);
    }
    NoThreads(const NoThreads &) = delete;
    NoThreads &operator=(const NoThreads &) = delete;

private:
    pthread_attr_t m_usual;
};

} // namespace

/// Real processes that move when they are told to.
class tst_SteppedSession : public QObject
{
    Q_OBJECT

private slots:
    void everyStepIsOneAccessAndIsRecorded();
    void aPlanIsFollowedToItsEnd_data();
    void aPlanIsFollowedToItsEnd();
    void theSameProcessesGoAgain();
    void goingBackIsAShorterPlan();
    void whatIsAskedForOnTheWayToTheStartIsDoneThere();
    void whoIsBlockedSaysByWhom();
    void oneGoesOnUntilItIsBlocked();
    void whoIsKilledAtAStepIsReplaced();
    void goingBackTwiceAfterADeathBeginsOnce();
    void aDeathIsOnShowBeforeAnybodyGoesOn();
    void aDeathStandsInTheRecordWhereItHappened_data();
    void aDeathStandsInTheRecordWhereItHappened();
    void aPlanThatCannotBeSaysAtWhichStep_data();
    void aPlanThatCannotBeSaysAtWhichStep();
    void whatRacedFreelyIsDoneAgainWordForWord_data();
    void whatRacedFreelyIsDoneAgainWordForWord();
    void aProcessThatIsKilledFromOutsideIsADeath();
    void whereNoThreadIsToBeHadThatIsSaid();
    void stoppingEndsTheProcesses();
    void aStoppedProcessDoesNotKeepTheOthersFromGoingAgain();
    void aLearnerWhoThinksCostsNothing();
};

void tst_SteppedSession::everyStepIsOneAccessAndIsRecorded()
{
    Stepped run(counterOf("off", 2, 1));
    QVERIFY(run.stands(0));
    QCOMPARE(run.session.stand().actors[1].action.operation, EventKind::Read);
    QSignalSpy rested(&run.session, &Session::rested);
    run.session.take(steps("B"));
    QVERIFY(run.stands(1));
    QVERIFY(rested.wait(5000) || !rested.isEmpty());
    QCOMPARE(run.session.recording()->trace().size(), EventIndex{1});
    QCOMPARE(run.events()[0].kind(), EventKind::Read);
    QCOMPARE(run.events()[0].actor, ActorId{1});
    QCOMPARE(run.session.stand().actors[1].action.operation, EventKind::Write);
    QCOMPARE(run.session.stand().actors[1].action.argument, 1);
    run.session.take(steps("A2B"));
    QVERIFY(run.ends());
    QCOMPARE(run.account().observed, 1);
    QCOMPARE(run.account().lost, 1);
    QCOMPARE(stepsText(run.session.stand().steps), std::string("BA2B"));
    for (const ProcessInfo &process : run.session.recording()->info()->processes)
        QCOMPARE(process.end, ProcessEnd::Finished);
}

void tst_SteppedSession::aPlanIsFollowedToItsEnd_data()
{
    QTest::addColumn<QString>("plan");
    QTest::addColumn<bool>("runsOut");
    QTest::addColumn<int>("result");
    QTest::newRow("one after the other") << "A4B4" << false << 4;
    QTest::newRow("the worst") << "AB2ABA2B" << false << 2;
    QTest::newRow("nothing said") << "" << true << 4;
    QTest::newRow("a part said") << "AB" << true << 2;
}

void tst_SteppedSession::aPlanIsFollowedToItsEnd()
{
    QFETCH(QString, plan);
    QFETCH(bool, runsOut);
    QFETCH(int, result);
    Stepped run(counterOf("off", 2, 2), {.steps = steps(plan.toStdString()), .runsOut = runsOut});
    QVERIFY(run.ends());
    QCOMPARE(run.account().observed, result);
}

void tst_SteppedSession::theSameProcessesGoAgain()
{
    Stepped run(counterOf("off", 3, 2), {.steps = {}, .runsOut = true});
    QVERIFY(run.ends());
    const auto pids = run.pids();
    const auto first = run.session.recording();
    QCOMPARE(run.account().observed, 6);
    QVERIFY(run.goesAgain({.steps = steps("ABCABC"), .runsOut = true}));
    QVERIFY(run.ends(2));
    QCOMPARE(run.pids(), pids);
    QVERIFY(run.session.recording() != first);
    QCOMPARE(run.session.recording()->trace().size(), EventIndex{12});
    QCOMPARE(run.account().lost, 2);
    QCOMPARE(run.account().survivors, 4);
}

void tst_SteppedSession::goingBackIsAShorterPlan()
{
    Stepped run(counterOf("on", 2, 2), {.steps = steps("A2")});
    QVERIFY(run.stands(2)); // within its critical section
    const auto pids = run.pids();
    QVERIFY(run.goesAgain({.steps = steps("A")}));
    QVERIFY(run.stands(1));
    QCOMPARE(run.pids(), pids);
    QVERIFY(run.goesAgain({}));
    QVERIFY(run.stands(0));
    QVERIFY(run.session.stand().actors[1].isEnabled); // the lock is free again
    QVERIFY(run.goesAgain({.steps = {}, .runsOut = true}));
    QVERIFY(run.ends());
    QCOMPARE(run.account().observed, 4);
    QCOMPARE(run.session.recording()->findings()->unexplained, std::uint64_t{0});
}

void tst_SteppedSession::whatIsAskedForOnTheWayToTheStartIsDoneThere()
{
    Stepped run(counterOf("on", 2, 1), {.steps = steps("A2")});
    run.session.runOn(0); // nobody is there yet
    QVERIFY(run.stands(4));
    run.session.again({.steps = steps("B")});
    run.session.take(steps("B"));
    QVERIFY(run.stands(2));
    QCOMPARE(stepsText(run.session.stand().steps), std::string("B2"));
    run.session.again({});
    run.session.take(steps("B"));
    run.session.runOut();
    QVERIFY(run.ends());
    QCOMPARE(stepsText(run.session.stand().steps), std::string("B4A4"));
}

void tst_SteppedSession::whoIsBlockedSaysByWhom()
{
    Stepped run(counterOf("on", 2, 1), {.steps = steps("B")});
    QVERIFY(run.stands(1));
    const Stand::Actor &blocked = run.session.stand().actors[0];
    QVERIFY(!blocked.isEnabled);
    QCOMPARE(blocked.action.operation, EventKind::LockAcquired);
    QCOMPARE(blocked.holder, ActorId{1});
}

void tst_SteppedSession::oneGoesOnUntilItIsBlocked()
{
    Stepped run(counterOf("on", 2, 1), {.steps = steps("B")});
    QVERIFY(run.stands(1));
    run.session.runOn(1);
    QVERIFY(run.stands(4));
    QVERIFY(run.session.stand().actors[1].isDone);
    run.session.runOn(0);
    QVERIFY(run.ends());
    QCOMPARE(run.account().observed, 2);
}

void tst_SteppedSession::whoIsKilledAtAStepIsReplaced()
{
    Stepped run(counterOf("on", 2, 1), {.steps = steps("A2A!"), .runsOut = true});
    QVERIFY(run.ends());
    const auto pids = run.pids();
    QCOMPARE(run.session.recording()->info()->processes[0].end, ProcessEnd::Killed);
    QCOMPARE(run.session.recording()->info()->processes[1].end, ProcessEnd::Finished);
    QCOMPARE(run.account().observed, 1);
    QCOMPARE(stepsText(run.session.stand().steps), std::string("A2A!B4"));
    QVERIFY(run.goesAgain({.steps = {}, .runsOut = true}));
    QVERIFY(run.ends(2));
    QCOMPARE(run.account().observed, 2);
    QVERIFY(run.pids()[0] != pids[0]);
    QCOMPARE(run.pids()[1], pids[1]);
}

/// The second time comes while the process that takes the place of the dead one is still being started.
void tst_SteppedSession::goingBackTwiceAfterADeathBeginsOnce()
{
    for (int round = 0; round < 5; ++round) {
        Stepped run(counterOf("on", 2, 2), {.steps = steps("A2A!")});
        QVERIFY(run.stands(3));
        QVERIFY(run.goesAgain({.steps = steps("B")}));
        QTest::qWaitFor([&] { return run.session.canGoAgain(counterOf("on", 2, 2)); }, 5000);
        const auto pid = run.pids()[1];
        QVERIFY(run.goesAgain({.steps = steps("AB"), .runsOut = true}) || run.session.stand().diverged);
        QVERIFY(QTest::qWaitFor([&] { return run.session.stand().hasBegun && run.session.stand().isIdle; }, 1500));
        QCOMPARE(run.pids()[1], pid);                      // nobody had to be killed to get there
        QVERIFY(run.session.stand().diverged.has_value()); // B is blocked by A
        QCOMPARE(run.session.stand().steps.size(), std::size_t{1});
    }
}

/// Whatever it holds, and though nobody asks for that.
void tst_SteppedSession::aDeathIsOnShowBeforeAnybodyGoesOn()
{
    Stepped run(counterOf("on", 3, 1), {.steps = steps("A2")});
    QVERIFY(run.stands(2));
    for (const auto &[order, actor] : {std::pair("A!", 0), std::pair("B!", 1)}) {
        QSignalSpy rested(&run.session, &Session::rested);
        run.session.take(steps(order));
        QVERIFY(rested.wait(10'000));
        QCOMPARE(run.events().back().kind(), EventKind::Died);
        QCOMPARE(run.events().back().actor, ActorId(actor));
    }
}

void tst_SteppedSession::aDeathStandsInTheRecordWhereItHappened_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("mode");
    for (const char *protection : {"counter off", "counter on", "counter atomic", "list on", "queue on", "queue off",
                                   "deadlock opposite", "deadlock same", "philosophers naive", "philosophers waiter",
                                   "abandoned plain", "abandoned poisoned", "abandoned robust", "abandoned repair"}) {
        const QString name = QString::fromLatin1(protection);
        QTest::newRow(protection) << name.section(QLatin1Char(' '), 0, 0) << name.section(QLatin1Char(' '), 1);
    }
}

/// So what is done again is the same run: who takes a lock from the dead takes it from somebody who is dead by then.
void tst_SteppedSession::aDeathStandsInTheRecordWhereItHappened()
{
    QFETCH(QString, scenario);
    QFETCH(QString, mode);
    RunSettings settings = settingsOf(scenario.toLatin1(), mode.toLatin1(), {}, Pace::Step);
    for (const ParameterInfo &parameter : findScenario(settings.scenario)->parameters)
        settings.parameters[std::string(parameter.name)] = parameter.defaultFor(Pace::Step);
    constexpr std::size_t kDeaths = kSanitized ? 3 : 8;
    std::optional<Stepped> run;
    int times = 0;
    for (std::size_t before = 0; before < kDeaths; ++before) {
        Steps order(before, Step{0});
        order.push_back({0, StepKind::Kill});
        const Plan plan{.steps = order, .runsOut = true};
        if (run)
            QVERIFY(run->goesAgain(plan));
        else
            run.emplace(settings, plan);
        if (!QTest::qWaitFor([&] { return run->finished > times || run->session.stand().diverged; }, 10'000)
            || run->session.stand().diverged)
            break; // it had come to its end by then
        ++times;
        const auto first = run->session.recording();
        const Steps taken = run->session.stand().steps;
        const TraceSchedule recorded = scheduleOf(*first);
        QCOMPARE(stepsText(recorded.steps), stepsText(taken));
        const Schedule text = parseSchedule(*scheduleTextOf(*first, 1 << 20, true)).value();
        QCOMPARE(text.checks.size(), recorded.steps.size() / StepChecksum::kSteps);
        QVERIFY(run->goesAgain({.steps = text.steps, .checks = text.checks, .expected = recorded.expected, .runsOut = true}));
        QVERIFY(run->ends(++times));
        QVERIFY(!run->session.stand().diverged);
        QCOMPARE(firstDifference(*first, *run->session.recording()), std::nullopt);
    }
    QVERIFY(times >= 4);
}

void tst_SteppedSession::aPlanThatCannotBeSaysAtWhichStep_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("plan");
    QTest::addColumn<int>("step");
    QTest::addColumn<int>("why");
    using Why = Divergence::Why;
    QTest::newRow("blocked") << "on"
                             << "AB" << 1 << int(Why::Blocked);
    QTest::newRow("at its end") << "off"
                                << "A2A" << 2 << int(Why::Ended);
    QTest::newRow("nobody of that name") << "off"
                                         << "AC" << 1 << int(Why::NoSuchActor);
    QTest::newRow("dead") << "off"
                          << "A!A" << 1 << int(Why::Dead);
    QTest::newRow("no choice") << "off"
                               << "AA~" << 1 << int(Why::NoChoice);
}

void tst_SteppedSession::aPlanThatCannotBeSaysAtWhichStep()
{
    QFETCH(QString, mode);
    QFETCH(QString, plan);
    QFETCH(int, step);
    QFETCH(int, why);
    Stepped run(counterOf(mode.toLatin1(), 2, 1), {.steps = steps(plan.toStdString())});
    QVERIFY(run.stands(std::size_t(step)));
    QVERIFY(run.session.stand().diverged.has_value());
    QCOMPARE(int(run.session.stand().diverged->why), why);
    QCOMPARE(run.session.stand().diverged->step, std::size_t(step));
    run.session.take(steps("B")); // the run goes on
    QVERIFY(run.stands(std::size_t(step) + (why == int(Divergence::Why::Blocked) ? 0 : 1)));
}

void tst_SteppedSession::whatRacedFreelyIsDoneAgainWordForWord_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("unit");
    QTest::newRow("counter") << "counter"
                             << "off"
                             << "increments";
    QTest::newRow("counter, locked") << "counter"
                                     << "on"
                                     << "increments";
    QTest::newRow("list") << "list"
                          << "off"
                          << "appends";
    QTest::newRow("queue, locked") << "queue"
                                   << "on"
                                   << "messages";
}

void tst_SteppedSession::whatRacedFreelyIsDoneAgainWordForWord()
{
    QFETCH(QString, scenario);
    QFETCH(QString, mode);
    QFETCH(QString, unit);
    RunSettings settings = settingsOf(scenario.toLatin1(), mode.toLatin1(),
                                      {{unit.toStdString(), kSanitized ? 100 : 1000}});
    settings.parameters[scenario == QLatin1String("queue") ? "producers" : "processes"] = 2;
    LiveRun race(settings);
    QVERIFY(race.waitUntilFinished());
    const TraceSchedule order = scheduleOf(race.recording());
    RunSettings again = race.recording().info()->settings;
    again.pace = Pace::Step;
    Stepped run(again, {.steps = order.steps, .expected = order.expected});
    QVERIFY(run.ends());
    QVERIFY(!run.session.stand().diverged.has_value());
    QCOMPARE(firstDifference(race.recording(), *run.session.recording()), std::nullopt);
    QCOMPARE(run.account().result, race.account().result);
    // Its text is the same order.
    const auto text = scheduleTextOf(race.recording(), 1 << 24, true);
    const auto read = parseSchedule(*text);
    QVERIFY(read.ok());
    QCOMPARE(read.value().steps, order.steps);
    QCOMPARE(read.value().checks.size(), order.steps.size() / StepChecksum::kSteps);
    // And another order is not taken for it.
    Steps other = order.steps;
    std::rotate(other.begin(), std::find_if(other.begin(), other.end(), [&](Step step) { return step != other[0]; }),
                other.end());
    QVERIFY(run.goesAgain({.steps = other, .checks = read.value().checks, .runsOut = true}));
    QVERIFY(QTest::qWaitFor([&] { return run.finished > 1 || run.session.stand().diverged; }, 10'000));
    QVERIFY(run.session.stand().diverged || firstDifference(race.recording(), *run.session.recording()));
}

void tst_SteppedSession::aProcessThatIsKilledFromOutsideIsADeath()
{
    Stepped run(counterOf("off", 2, 1), {.steps = steps("A")});
    QVERIFY(run.stands(1));
    ::kill(static_cast<pid_t>(run.pids()[1]), SIGKILL);
    QVERIFY(run.stands(2));
    QVERIFY(!run.session.stand().actors[1].isAlive);
    run.session.take(steps("A"));
    QVERIFY(run.ends());
    QCOMPARE(run.account().observed, 1);
    QCOMPARE(run.session.recording()->info()->processes[1].end, ProcessEnd::Killed);
}

void tst_SteppedSession::whereNoThreadIsToBeHadThatIsSaid()
{
    Stepped run(counterOf("off", 2, 1), {.steps = steps("A")});
    QVERIFY(run.stands(1));
    {
        const NoThreads whileItGoesBack;
        run.session.again({});
        QTRY_VERIFY(!run.failure.isEmpty());
    }
    QVERIFY2(run.failure.startsWith(QStringLiteral("There is no thread")), qPrintable(run.failure));
    QVERIFY(!run.session.isActive());
    run.failure.clear();
    QVERIFY(run.session.start(counterOf("off", 2, 1)).ok());
    QVERIFY(run.stands(0));
}

void tst_SteppedSession::stoppingEndsTheProcesses()
{
    Stepped run(counterOf("on", 3, 2), {.steps = steps("A2")});
    QVERIFY(run.stands(2));
    const auto pids = run.pids();
    run.session.stop();
    QVERIFY(run.ends());
    for (const std::int64_t pid : pids)
        QVERIFY(::kill(static_cast<pid_t>(pid), 0) != 0);
    QVERIFY(run.session.recording()->info()->interrupted);
    QVERIFY(!run.session.canGoAgain(counterOf("on", 3, 2)));
}

void tst_SteppedSession::aStoppedProcessDoesNotKeepTheOthersFromGoingAgain()
{
    Stepped run(counterOf("off", 2, 1), {.steps = steps("A")});
    QVERIFY(run.stands(1));
    ::kill(static_cast<pid_t>(run.pids()[1]), SIGSTOP);
    QVERIFY(run.goesAgain({.steps = {}, .runsOut = true}));
    QVERIFY(run.ends());
    QCOMPARE(run.account().observed, 2);
}

void tst_SteppedSession::aLearnerWhoThinksCostsNothing()
{
    Stepped run(counterOf("off", 2, 2), {.steps = steps("AB")});
    QVERIFY(run.stands(2));
    QTest::qWait(100);
    const auto switches = [] {
        rusage usage = {};
        ::getrusage(RUSAGE_SELF, &usage);
        return usage.ru_nvcsw;
    };
    const long before = switches();
    QTest::qWait(1000);
    // Waiting itself wakes up every few ms here; a drain that polled would do so 2000 times.
    QVERIFY2(switches() - before < 600, qPrintable(QString::number(switches() - before)));
}

QTEST_GUILESS_MAIN(tst_SteppedSession)
#include "tst_stepped_session.moc"
