// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/live_run.h"
#include "tests/support/program.h"

#include <QFile>
#include <QRandomGenerator>
#include <QThread>

#include <sys/types.h>

using namespace interleave;

namespace {

/// Children of a process, by /proc; those that have ended do not count.
QList<qint64> childrenOf(qint64 parent)
{
    QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(parent));
    QList<qint64> pids;
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray &pid : file.readAll().split(' '))
            if (!pid.trimmed().isEmpty())
                pids << pid.toLongLong();
    return pids;
}

bool isAlive(qint64 pid)
{
    QFile status(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = status.readAll();
    return text.mid(text.lastIndexOf(')') + 2, 1) != "Z";
}

} // namespace

/// Deaths by the hundred: of workers, while they hold locks and while they do not, and of whole sessions.
class tst_Deaths : public QObject
{
    Q_OBJECT

private slots:
    void fiveHundredWorkersKilledUnderTheLock();
    void fiftySessionsKilledLeaveNoWorker();
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
    for (int round = 0; round < 50; ++round) {
        QProcess program;
        program.start(QStringLiteral(INTERLEAVE_PROGRAM),
                      {QStringLiteral("run"), QStringLiteral("counter"), QStringLiteral("--sync"), QStringLiteral("on"),
                       QStringLiteral("--set"), QStringLiteral("processes=4"), QStringLiteral("--set"),
                       QStringLiteral("increments=1000000")});
        QVERIFY(program.waitForStarted());
        QTRY_COMPARE_WITH_TIMEOUT(childrenOf(program.processId()).size(), 4, 10'000);
        const QList<qint64> workers = childrenOf(program.processId());
        QTest::qWait(QRandomGenerator::global()->bounded(10));
        ::kill(static_cast<pid_t>(program.processId()), SIGKILL);
        QVERIFY(program.waitForFinished());
        for (const qint64 worker : workers)
            QTRY_VERIFY_WITH_TIMEOUT(!isAlive(worker), 2000);
    }
}

QTEST_GUILESS_MAIN(tst_Deaths)
#include "tst_deaths.moc"
