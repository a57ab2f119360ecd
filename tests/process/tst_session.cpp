// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/run_json.h"
#include "app/models/run_text.h"
#include "app/models/transcript.h"
#include "app/session/standstill.h"
#include "core/trace/recording_file.h"
#include "scenarios/catalog.h"
#include "tests/support/live_run.h"
#include "tests/support/process_table.h"

#include <QEventLoop>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

#include <sys/resource.h>

using namespace interleave;

/// The session and its real processes: starts, ends, deaths, standstills.
class tst_Session : public QObject
{
    Q_OBJECT

private slots:
    void itRunsAndSettlesEverything();
    void itCanRunAgain();
    void aSecondRunAtOnceIsRefused();
    void stoppingLeavesATrueRecording_data();
    void stoppingLeavesATrueRecording();
    void aKilledWorkerLeavesATrueAccount_data();
    void aKilledWorkerLeavesATrueAccount();
    void whoDiesBeforeItsFirstAccessDiesWithinTheRun();
    void aDeathInAQueueIsReadBackAsItWas_data();
    void aDeathInAQueueIsReadBackAsItWas();
    void whatDeadConsumersLeaveInAQueueIsNotLost_data();
    void whatDeadConsumersLeaveInAQueueIsNotLost();
    void aProducerThatDiedIsCountedOutWhenNobodySendsAnyMore_data();
    void aProducerThatDiedIsCountedOutWhenNobodySendsAnyMore();
    void whenNobodyCanMoveTheRunEndsAndSaysWhoWaits();
    void aDeadlockEndsTheRunAndNothingComesAfterIt();
    void aStoppedProcessIsNotStuck();
    void aStoppedProcessHoldsNobodyElseUp();
    void whoeverDoesNotLeaveIsKilled();
    void whoWasKilledByTheSessionWasStopped();
    void tooFewFileDescriptorsAreASentence();
    void nothingIsLeftBehind();
    void twoSessionsAtOnceDoNotDisturbEachOther();
    void aFullRingHoldsProcessesUpAndLosesNothing();
};

void tst_Session::itRunsAndSettlesEverything()
{
    LiveRun run(settingsOf("counter", "off", {{"processes", 4}, {"increments", 20'000}}));
    QVERIFY(run.waitUntilFinished());
    QCOMPARE(run.failure(), QString());
    QCOMPARE(run.recording().trace().size(), EventIndex{160'000});
    const auto info = run.recording().info();
    std::uint64_t events = 0;
    for (const ProcessInfo &process : info->processes) {
        QCOMPARE(process.end, ProcessEnd::Finished);
        QVERIFY(process.pid > 0);
        QVERIFY(process.endedAt >= process.startedAt && process.startedAt >= info->clock.origin);
        events += process.events;
    }
    QCOMPARE(events, std::uint64_t{160'000});
    QCOMPARE(run.recording().findings()->unexplained, std::uint64_t{0});
    QCOMPARE(run.account().survivors + run.account().lost, run.account().attempted);
}

void tst_Session::itCanRunAgain()
{
    Session session;
    for (int i = 0; i < 3; ++i) {
        QSignalSpy finished(&session, &Session::finished);
        QVERIFY(session.start(settingsOf("counter", "on", {{"processes", 3}, {"increments", 100}})).ok());
        QVERIFY(finished.wait(20'000));
        QVERIFY(accountOf(*session.recording()).value().correct);
    }
}

void tst_Session::aSecondRunAtOnceIsRefused()
{
    LiveRun run(settingsOf("counter", "on", {{"processes", 2}, {"increments", 1000}}));
    QVERIFY(!run.session().start(settingsOf("counter", "on", {})).ok());
    QVERIFY(run.waitUntilFinished());
    QVERIFY(run.account().correct);
}

void tst_Session::stoppingLeavesATrueRecording_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("mode");
    QTest::newRow("counter, none") << QStringLiteral("counter") << QStringLiteral("off");
    QTest::newRow("counter, locked") << QStringLiteral("counter") << QStringLiteral("on");
    QTest::newRow("queue, none") << QStringLiteral("queue") << QStringLiteral("off");
    QTest::newRow("queue, protected") << QStringLiteral("queue") << QStringLiteral("on");
    QTest::newRow("list, locked") << QStringLiteral("list") << QStringLiteral("on");
}

void tst_Session::stoppingLeavesATrueRecording()
{
    QFETCH(QString, scenario);
    QFETCH(QString, mode);
    RunSettings settings = defaultSettings(*findScenario(scenario.toStdString()), Pace::Slow);
    settings.mode = mode.toStdString();
    for (auto &[name, value] : settings.parameters)
        if (name == "increments" || name == "messages" || name == "appends")
            value = 100'000; // minutes of slow motion
    LiveRun run(settings);
    QVERIFY(run.waitUntilRunning());
    QTRY_VERIFY(run.recording().trace().size() > 10);
    run.session().stop();
    QVERIFY(run.waitUntilFinished());
    QVERIFY(run.recording().info()->interrupted);
    QCOMPARE(run.recording().findings()->unexplained, std::uint64_t{0});
    const Account account = run.account();
    QCOMPARE(account.survivors + account.lost, account.attempted);
    QVERIFY(account.attempted < account.expected);
}

void tst_Session::aKilledWorkerLeavesATrueAccount_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<Parameters>("parameters");
    QTest::newRow("counter") << QStringLiteral("counter") << Parameters{{"processes", 4}, {"increments", 50'000}};
    QTest::newRow("list") << QStringLiteral("list") << Parameters{{"processes", 4}, {"appends", 20'000}};
    QTest::newRow("queue") << QStringLiteral("queue")
                           << Parameters{{"producers", 2}, {"consumers", 2}, {"messages", 20'000}, {"capacity", 16}};
}

void tst_Session::aKilledWorkerLeavesATrueAccount()
{
    QFETCH(QString, scenario);
    QFETCH(Parameters, parameters);
    for (int round = 0; round < 10; ++round) {
        LiveRun run(settingsOf(scenario.toLatin1().constData(), "on", parameters));
        QVERIFY(run.waitUntilRunning());
        const auto wait = static_cast<quint64>(QRandomGenerator::global()->bounded(20'000'000)); // ns
        for (QElapsedTimer timer = [] { QElapsedTimer t; t.start(); return t; }(); quint64(timer.nsecsElapsed()) < wait;) {
        }
        const auto victim = QRandomGenerator::global()->bounded(4);
        run.killWorker(static_cast<std::size_t>(victim));
        QVERIFY2(run.waitUntilFinished(), "the run hangs");
        const auto findings = run.recording().findings();
        const auto info = run.recording().info();
        QCOMPARE(findings->unexplained, std::uint64_t{0});
        std::uint64_t reported = 0;
        for (const ProcessInfo &process : info->processes)
            reported += process.events;
        const bool died = info->processes[static_cast<std::size_t>(victim)].end == ProcessEnd::Killed;
        // Everything that was reported has settled, and what was inferred, and the death itself.
        QCOMPARE(run.recording().trace().size(), reported + findings->inferred + (died ? 1 : 0));
        const Account account = run.account();
        QCOMPARE(account.survivors + account.lost, account.attempted);
        if (scenario != QLatin1String("queue"))
            QCOMPARE(account.survivors, account.observed);
    }
}

/// It has left no time of its own, and perhaps nobody else has yet.
void tst_Session::whoDiesBeforeItsFirstAccessDiesWithinTheRun()
{
    LiveRun run(settingsOf("counter", "off", {{"processes", 4}, {"increments", 1000}}));
    run.killWorker(1);
    QVERIFY(run.waitUntilFinished());
    const auto info = run.recording().info();
    TraceReader reader(run.recording().trace());
    for (EventIndex event = 0; event < reader.size(); ++event)
        if (reader[event].kind() == EventKind::Died)
            QVERIFY(reader[event].time >= info->clock.origin);
}

void tst_Session::aDeathInAQueueIsReadBackAsItWas_data()
{
    QTest::addColumn<int>("victim");
    QTest::newRow("a producer") << 0;
    QTest::newRow("a consumer") << 2;
}

/// What the session does in place of the dead is in the recording, too, and is nobody's.
void tst_Session::aDeathInAQueueIsReadBackAsItWas()
{
    QFETCH(int, victim);
    LiveRun run(settingsOf("queue", "on", {{"producers", 2}, {"consumers", 2}, {"messages", 50'000}, {"capacity", 16}}));
    QVERIFY(run.waitUntilRunning());
    QTRY_VERIFY(run.recording().trace().size() > 1000);
    run.killWorker(static_cast<std::size_t>(victim));
    QVERIFY2(run.waitUntilFinished(), "the run hangs");
    QCOMPARE(run.recording().info()->processes[static_cast<std::size_t>(victim)].end, ProcessEnd::Killed);
    QCOMPARE(run.account().lost, std::int64_t{0});

    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("a.ilv")).toStdString();
    QVERIFY(writeRecording(run.recording(), path).ok());
    const auto read = readRecording(path);
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().sentence.c_str());
    QVERIFY2(!read.value()->damage, read.value()->damage ? read.value()->damage->sentence.c_str() : "");
    QCOMPARE(runJson(*read.value(), accountOf(*read.value()).value()), runJson(run.recording(), run.account()));
    // A view at the end shows what lies in the memory, the session's writes included.
    TraceReader reader(read.value()->trace());
    const State state = read.value()->at(reader, read.value()->trace().size());
    const auto words = read.value()->info()->finalWords;
    for (std::size_t row = 0; row < words.size(); ++row)
        if (words[row].size() == 1)
            QCOMPARE(state.cell(ObjectRef::of(static_cast<std::uint32_t>(row)))->current, words[row][0]);
    for (EventIndex event = 0; event < read.value()->trace().size(); ++event)
        if (reader[event].actor == kNoActor)
            QVERIFY(!sentenceOf(*read.value()->info(), *read.value()->findings(), reader, event).contains(QStringLiteral("process 256")));
}

void tst_Session::whatDeadConsumersLeaveInAQueueIsNotLost_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<Pace>("pace");
    for (const char *mode : {"on", "off"}) {
        QTest::addRow("%s, recorded", mode) << mode << Pace::Full;
        QTest::addRow("%s, unwatched", mode) << mode << Pace::Bare;
    }
}

/// Nor has it arrived. Whoever tells of the run says the same: the account, its sentence, the findings.
void tst_Session::whatDeadConsumersLeaveInAQueueIsNotLost()
{
    QFETCH(QString, mode);
    QFETCH(Pace, pace);
    LiveRun run(settingsOf("queue", mode.toLatin1().constData(),
                           {{"producers", 1}, {"consumers", 2}, {"messages", 100'000}, {"capacity", 16}}, pace));
    QVERIFY(run.waitUntilRunning());
    run.killWorker(1);
    run.killWorker(2);
    QVERIFY2(run.waitUntilFinished(), "the run hangs");
    const auto info = run.recording().info();
    for (const std::size_t consumer : {1, 2})
        if (info->processes[consumer].end != ProcessEnd::Killed)
            QSKIP("a consumer was done before it could be killed");
    const Account account = run.account();
    const std::int64_t left = account.attempted - account.lost - account.observed;
    QVERIFY2(left >= 15, account.result.c_str()); // full, but for a message that was taken and not counted
    QVERIFY2(account.result.ends_with(", left " + std::to_string(left)), account.result.c_str());
    QVERIFY2(account.sentence.find(std::to_string(left)) != std::string::npos, account.sentence.c_str());
    QVERIFY2(account.sentence.find("still in the queue") != std::string::npos, account.sentence.c_str());
    QCOMPARE(account.outcome == "left", account.lost == 0 && account.result.find("duplicated 0") != std::string::npos);
    if (mode == QLatin1String("on"))
        QCOMPARE(account.lost, std::int64_t{0});
    if (pace == Pace::Bare)
        return;
    const QJsonObject report = runJson(run.recording(), account),
                      messages = report[QStringLiteral("messages")].toObject();
    QCOMPARE(messages[QStringLiteral("left")].toInteger(), left);
    QCOMPARE(messages[QStringLiteral("lost")], report[QStringLiteral("lost")].toObject()[QStringLiteral("count")]);
}

void tst_Session::aProducerThatDiedIsCountedOutWhenNobodySendsAnyMore_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<Pace>("pace");
    for (const char *mode : {"on", "off"}) {
        QTest::addRow("%s, recorded", mode) << mode << Pace::Full;
        QTest::addRow("%s, unwatched", mode) << mode << Pace::Bare;
    }
}

/// `sending` is the number of producers; whenever one of them dies, the consumers come to their end, and not before the
/// other has.
void tst_Session::aProducerThatDiedIsCountedOutWhenNobodySendsAnyMore()
{
    QFETCH(QString, mode);
    QFETCH(Pace, pace);
    for (int round = 0; round < 5; ++round) {
        LiveRun run(settingsOf("queue", mode.toLatin1().constData(),
                               {{"producers", 3}, {"consumers", 2}, {"messages", 5'000}, {"capacity", 16}}, pace));
        QVERIFY(run.waitUntilRunning());
        const int row = rowOf(run.recording().info()->objects, "sending");
        QCOMPARE(run.recording().info()->objects[std::size_t(row)].initial, 3);
        QElapsedTimer timer;
        timer.start();
        const auto wait = qint64(QRandomGenerator::global()->bounded(10'000'000)); // ns
        while (timer.nsecsElapsed() < wait) {}
        run.killWorker(std::size_t(round % 3));
        QVERIFY2(run.waitUntilFinished(), "the run hangs");
        const auto info = run.recording().info();
        QVERIFY(!info->stuck);
        for (std::size_t actor = 0; actor < 5; ++actor)
            QVERIFY(info->processes[actor].end == ProcessEnd::Finished
                    || (actor == std::size_t(round % 3) && info->processes[actor].end == ProcessEnd::Killed));
        QCOMPARE(info->finalWords[std::size_t(row)].at(0).value(), 0);
    }
}

void tst_Session::whenNobodyCanMoveTheRunEndsAndSaysWhoWaits()
{
    // The consumer dies: the producers fill the queue and wait for room that nobody will make.
    LiveRun run(settingsOf("queue", "off", {{"producers", 2}, {"consumers", 1}, {"messages", 100'000}, {"capacity", 4}}));
    QVERIFY(run.waitUntilRunning());
    run.killWorker(2);
    QVERIFY(run.waitUntilFinished());
    const auto info = run.recording().info();
    if (info->processes[2].end != ProcessEnd::Killed)
        QSKIP("the consumer was done before it could be killed");
    QVERIFY(info->stuck);
    QCOMPARE(info->standstill.size(), std::size_t{2});
    QCOMPARE(info->processes[0].end, ProcessEnd::Stuck);
    QVERIFY(!info->interrupted);
}

void tst_Session::aDeadlockEndsTheRunAndNothingComesAfterIt()
{
    LiveRun run(settingsOf("philosophers", "naive", {{"n", 3}, {"meals", 1'000'000}}));
    QVERIFY(run.waitUntilFinished());
    const auto info = run.recording().info();
    QVERIFY(info->stuck && !info->interrupted);
    QCOMPARE(info->deadlock.size(), std::size_t{3});
    const auto findings = run.recording().findings();
    QCOMPARE(findings->deadlocks.size(), std::size_t{1});
    QVERIFY(findings->deadlocks[0].circle == info->deadlock);
    // Ended one after the other, they hand their forks on to nobody.
    QCOMPARE(findings->inferred, 0u);
    TraceReader trace(run.recording().trace());
    for (EventIndex index = findings->deadlocks[0].event + 1; index < trace.size(); ++index)
        QCOMPARE(trace[index].kind(), EventKind::Died);
    for (const ProcessInfo &process : info->processes)
        QCOMPARE(process.end, ProcessEnd::Stuck);
    const Account account = run.account();
    QVERIFY(!account.correct && account.counted);
    QCOMPARE(account.outcome, std::string_view("stuck"));
}

/// Also when it waits, and so is found at a standstill over and over: that must not put the killing off.
void tst_Session::whoeverDoesNotLeaveIsKilled()
{
    for (int round = 0; round < 6; ++round) {
        LiveRun run(settingsOf("queue", "off", {{"producers", 1}, {"consumers", 1}, {"messages", 100'000}, {"capacity", 1}}));
        QVERIFY(run.waitUntilRunning());
        const auto consumer = static_cast<pid_t>(run.recording().info()->processes[1].pid);
        QVERIFY(consumer > 0);
        ::kill(consumer, SIGSTOP);
        run.session().stop();
        QVERIFY(run.waitUntilFinished());
        QVERIFY(!isAlive(consumer));
    }
}

/// Stopped within a wait that could end, it holds everybody else up, for longer than it takes to find a standstill.
void tst_Session::aStoppedProcessIsNotStuck()
{
    LiveRun run(
        settingsOf("queue", "off", {{"producers", 1}, {"consumers", 1}, {"messages", 20'000}, {"capacity", 1}}));
    QVERIFY(run.waitUntilRunning());
    const auto info = run.recording().info();
    const auto producer = static_cast<pid_t>(info->processes[0].pid),
               consumer = static_cast<pid_t>(info->processes[1].pid);
    QVERIFY(producer > 0 && consumer > 0);
    for (int round = 0; round < 3 && isAlive(consumer); ++round) {
        ::kill(consumer, SIGSTOP);
        QTRY_VERIFY(statusField(producer, "State").startsWith('S') || !isAlive(producer));
        // Looks are a tenth of a second apart, and this timer is due after theirs.
        QEventLoop loop;
        QTimer::singleShot(100 * (Standstill::kLooks + 2), &loop, &QEventLoop::quit);
        loop.exec();
        QVERIFY(!run.recording().info()->stuck);
        ::kill(consumer, SIGCONT);
    }
    QVERIFY(run.waitUntilFinished());
    QVERIFY(!run.recording().info()->stuck);
    QVERIFY2(run.account().correct, run.account().sentence.c_str());
}

void tst_Session::whoWasKilledByTheSessionWasStopped()
{
    LiveRun run(settingsOf("counter", "off", {{"processes", 3}, {"increments", 1'000'000}}));
    QVERIFY(run.waitUntilRunning());
    const auto stubborn = static_cast<pid_t>(run.recording().info()->processes[2].pid);
    QVERIFY(stubborn > 0);
    ::kill(stubborn, SIGSTOP);
    run.killWorker(0);
    const auto dead = static_cast<pid_t>(run.recording().info()->processes[0].pid);
    QTRY_VERIFY(processFile(dead, "stat").isEmpty()); // the session has looked after it
    run.session().stop();
    QVERIFY(run.waitUntilFinished());
    const auto info = run.recording().info();
    QCOMPARE(info->processes[0].end, ProcessEnd::Killed);
    QCOMPARE(info->processes[2].end, ProcessEnd::Stopped);
    QVERIFY(runText(run.recording(), run.account()).contains(QStringLiteral("Stopped (process 1 had died)")));
    TraceReader reader(run.recording().trace());
    int told = 0;
    for (EventIndex event = 0; event < reader.size(); ++event)
        if (reader[event].kind() == EventKind::Died && reader[event].actor == 2) {
            const QString sentence = sentenceOf(*info, *run.recording().findings(), reader, event);
            QVERIFY2(sentence.endsWith(QStringLiteral("was stopped by Interleave")), qPrintable(sentence));
            ++told;
        }
    QCOMPARE(told, 1);
}

void tst_Session::aStoppedProcessHoldsNobodyElseUp()
{
    LiveRun run(settingsOf("counter", "off", {{"processes", 2}, {"increments", 200'000}}));
    QVERIFY(run.waitUntilRunning());
    const auto pid = static_cast<pid_t>(run.recording().info()->processes[0].pid);
    QVERIFY(pid > 0); // 0 would stop ourselves
    ::kill(pid, SIGSTOP);
    // The other goes on to its end; the session keeps turning its loop, and is not finished as long as the first is
    // not.
    const auto other = static_cast<pid_t>(run.recording().info()->processes[1].pid);
    QTRY_VERIFY_WITH_TIMEOUT(::kill(other, 0) != 0, 60'000);
    QVERIFY(!run.finished() || run.recording().info()->processes[0].end == ProcessEnd::Finished);
    ::kill(pid, SIGCONT);
    QVERIFY(run.waitUntilFinished());
    QCOMPARE(run.recording().findings()->unexplained, std::uint64_t{0});
    QCOMPARE(run.account().survivors + run.account().lost, std::int64_t{400'000});
}

void tst_Session::tooFewFileDescriptorsAreASentence()
{
    rlimit before = {};
    ::getrlimit(RLIMIT_NOFILE, &before);
    int succeeded = 0;
    for (rlim_t limit = 8; limit < 80; limit += 3) {
        const rlimit low = {limit, before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &low);
        {
            LiveRun run(settingsOf("counter", "on", {{"processes", 4}, {"increments", 10}}));
            QVERIFY(run.waitUntilFinished());
            succeeded += run.failure().isEmpty() ? 1 : 0;
            if (!run.failure().isEmpty())
                QVERIFY2(run.failure().endsWith(QLatin1Char('.')) && run.failure().size() > 30, qPrintable(run.failure()));
        }
        ::setrlimit(RLIMIT_NOFILE, &before);
    }
    QVERIFY(succeeded > 0);
}

void tst_Session::nothingIsLeftBehind()
{
    const QSet<QString> before = sharedMemoryNames();
    std::vector<std::int64_t> pids;
    {
        LiveRun run(settingsOf("counter", "on", {{"processes", 8}, {"increments", 1'000'000}}));
        QVERIFY(run.waitUntilRunning());
        for (const ProcessInfo &process : run.recording().info()->processes)
            pids.push_back(process.pid);
        QCOMPARE(sharedMemoryNames(), before);
    } // the session goes in the middle of the run
    for (const std::int64_t pid : pids)
        QTRY_VERIFY(!isAlive(pid));
    QCOMPARE(sharedMemoryNames(), before);
}

void tst_Session::twoSessionsAtOnceDoNotDisturbEachOther()
{
    LiveRun first(settingsOf("counter", "on", {{"processes", 3}, {"increments", 5000}}));
    LiveRun second(settingsOf("counter", "on", {{"processes", 5}, {"increments", 3000}}));
    QVERIFY(first.waitUntilFinished());
    QVERIFY(second.waitUntilFinished());
    QCOMPARE(first.account().observed, std::int64_t{15'000});
    QCOMPARE(second.account().observed, std::int64_t{15'000});
}

void tst_Session::aFullRingHoldsProcessesUpAndLosesNothing()
{
    // Sixteen writers on few processors fill rings faster than one thread empties them.
    LiveRun run(settingsOf("counter", "off", {{"processes", 16}, {"increments", 60'000}}));
    QVERIFY(run.waitUntilFinished());
    QCOMPARE(run.recording().info()->dropped, std::uint64_t{0});
    QCOMPARE(run.account().attempted, std::int64_t{960'000});
    QCOMPARE(run.account().survivors + run.account().lost, std::int64_t{960'000});
    QCOMPARE(run.account().survivors, run.account().observed);
}

QTEST_GUILESS_MAIN(tst_Session)
#include "tst_session.moc"
