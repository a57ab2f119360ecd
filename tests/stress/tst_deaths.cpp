// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/live_run.h"
#include "tests/support/process_table.h"
#include "tests/support/program.h"

#include <QRandomGenerator>
#include <QTest>

#include <csignal>

using namespace interleave;

namespace {

constexpr auto kLongRun = "run counter --sync on --set processes=4 --set increments=1000000";

} // namespace

/// Deaths by the hundred: of workers, while they hold locks and while they do not, and of whole sessions.
class tst_Deaths : public QObject
{
    Q_OBJECT

private slots:
    void fiveHundredWorkersKilledUnderTheLock();
    void fiftySessionsKilledLeaveNoWorker();
    void sessionsKilledWhileTheyStartLeaveNoWorker();
};

void tst_Deaths::fiveHundredWorkersKilledUnderTheLock()
{
    auto *const random = QRandomGenerator::global();
    int killed = 0, runs = 0, recovered = 0;
    while (killed < 500) {
        ++runs;
        QVERIFY2(runs < 2500, "hardly any kill meets a living worker");
        LiveRun run(settingsOf("counter", "on", {{"processes", 4}, {"increments", 100'000}}));
        QVERIFY(run.waitUntilRunning());
        for (std::size_t actor = 0; actor < 3 && !run.finished(); ++actor) {
            QTest::qWait(random->bounded(4));
            run.killWorker(actor);
        }
        // The last one lives: it must get the lock from whoever died with it, and come to its end.
        QVERIFY2(run.waitUntilFinished(), "the run hangs");
        const auto info = run.recording().info();
        const auto findings = run.recording().findings();
        std::uint64_t reported = 0, died = 0;
        for (const ProcessInfo &process : info->processes) {
            reported += process.events;
            died += process.end == ProcessEnd::Killed ? 1 : 0;
        }
        QCOMPARE(info->processes[3].end, ProcessEnd::Finished);
        QCOMPARE(findings->unexplained, std::uint64_t{0});
        QCOMPARE(run.recording().trace().size(), reported + findings->inferred + died);
        QCOMPARE(run.account().survivors, run.account().observed);
        recovered += findings->inferred > 0 ? 1 : 0;
        killed += static_cast<int>(died);
    }
    qInfo("%d workers killed in %d runs; in %d of them something had to be inferred", killed, runs, recovered);
}

void tst_Deaths::fiftySessionsKilledLeaveNoWorker()
{
    const QSet<QString> before = sharedMemoryNames();
    for (int round = 0; round < 50; ++round) {
        QProcess program;
        program.start(QStringLiteral(INTERLEAVE_PROGRAM), words(kLongRun));
        QVERIFY(program.waitForStarted());
        QTRY_COMPARE_WITH_TIMEOUT(childrenOf(program.processId()).size(), 4, 10'000);
        const QList<pid_t> workers = childrenOf(program.processId());
        QTest::qWait(QRandomGenerator::global()->bounded(10));
        ::kill(static_cast<pid_t>(program.processId()), SIGKILL);
        QVERIFY(program.waitForFinished());
        for (const pid_t worker : workers)
            QTRY_VERIFY_WITH_TIMEOUT(!isAlive(worker), 2000);
    }
    QCOMPARE(sharedMemoryNames(), before);
}

/// At every stage of starting: before there is memory, between two workers, before they have asked to die with it.
void tst_Deaths::sessionsKilledWhileTheyStartLeaveNoWorker()
{
    const QSet<QString> before = sharedMemoryNames();
    int withWorkers = 0, without = 0;
    for (int round = 0; round < 100; ++round) {
        QProcess program;
        program.start(QStringLiteral(INTERLEAVE_PROGRAM), words(kLongRun));
        QVERIFY(program.waitForStarted());
        const auto pid = static_cast<pid_t>(program.processId());
        const int wanted = round % 5; // workers that are there when it dies
        QTRY_VERIFY_WITH_TIMEOUT(childrenOf(pid).size() >= wanted, 10'000);
        ::kill(pid, SIGSTOP); // so that nobody comes between looking and killing
        const QList<pid_t> workers = childrenOf(pid);
        ::kill(pid, SIGKILL);
        QVERIFY(program.waitForFinished());
        for (const pid_t worker : workers)
            QTRY_VERIFY_WITH_TIMEOUT(!isAlive(worker), 2000);
        ++(workers.isEmpty() ? without : withWorkers);
    }
    QVERIFY(withWorkers > 0);
    QCOMPARE(sharedMemoryNames(), before);
    qInfo("killed with workers %d times, before there were any %d times", withWorkers, without);
}

QTEST_GUILESS_MAIN(tst_Deaths)
#include "tst_deaths.moc"
