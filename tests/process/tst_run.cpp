// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/program.h"
#include "tests/support/sanitized.h"

#include <QFile>
#include <QScopeGuard>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>

using namespace interleave;

namespace {

QStringList times(int usual, int least)
{
    return {QString::number(repetitions(usual, least))};
}

} // namespace

/// What `interleave run` promises about the outcome of real processes, protected and not.
class tst_Run : public QObject
{
    Q_OBJECT

private slots:
    void aLockedCounterIsRightAndHasAPidForEachProcess();
    void theUnprotectedCounterLosesAndEveryLossIsAccountedFor();
    void lockingEachAccessLosesAllTheSame();
    void protectedRunsAreRight_data();
    void protectedRunsAreRight();
    void unprotectedRunsGoWrong_data();
    void unprotectedRunsGoWrong();
    void aBareRunRecordsNothingButItsResult();
    void anUnwatchedRunThatIsStoppedClaimsNoLoss_data();
    void anUnwatchedRunThatIsStoppedClaimsNoLoss();
    void oneProcessAloneIsNotRightByLuck();
    void onOneProcessorItWorksAsWell_data();
    void onOneProcessorItWorksAsWell();
    void aRunThatTakesTooLongIsStopped();
    void expectingARightResultSetsTheStatus();
    void aScheduleThatComesInPiecesIsReadToItsEnd_data();
    void aScheduleThatComesInPiecesIsReadToItsEnd();
    void whyAScheduleCannotBeReadIsSaid_data();
    void whyAScheduleCannotBeReadIsSaid();
};

void tst_Run::aLockedCounterIsRightAndHasAPidForEachProcess()
{
    const QJsonObject run = ask(words("run counter --sync on --set processes=5 --set increments=10000 --json")).json();
    QCOMPARE(integer(run, "observed"), 50'000);
    QVERIFY(run.value(QLatin1String("correct")).toBool());
    QCOMPARE(integer(part(run, "lost"), "count"), 0);
    QCOMPARE(integer(run, "dropped"), 0);
    QSet<qint64> pids;
    for (const QJsonValue &process : run.value(QLatin1String("processes")).toArray())
        pids.insert(integer(process.toObject(), "pid"));
    QCOMPARE(pids.size(), 5);
    QVERIFY(!pids.contains(-1) && !pids.contains(0));
}

void tst_Run::theUnprotectedCounterLosesAndEveryLossIsAccountedFor()
{
    const int runs = repetitions(10, 2);
    int wrong = 0;
    for (int i = 0; i < runs; ++i) {
        const Answer answer = ask(words("run counter --json"));
        QCOMPARE(answer.status, 0);
        const QJsonObject run = answer.json();
        const QJsonObject lost = part(run, "lost");
        QCOMPARE(integer(lost, "count"), integer(run, "expected") - integer(run, "observed"));
        QCOMPARE(integer(lost, "survivors"), integer(run, "observed"));
        QCOMPARE(integer(lost, "survivors") + integer(lost, "count"), integer(run, "attempted"));
        QCOMPARE(lost.value(QLatin1String("proof")).toString(), QStringLiteral("proved"));
        QCOMPARE(integer(run, "unexplained"), 0);
        // One killer for each lost update: the listed victims are as many as were lost, and all different.
        QSet<qint64> victims;
        qint64 listed = 0, all = 0;
        QVERIFY(lost.value(QLatin1String("listed")).toArray().size() <= 1000);
        for (const QJsonValue &overwrite : lost.value(QLatin1String("listed")).toArray()) {
            const QJsonArray here = overwrite.toObject().value(QLatin1String("victims")).toArray();
            const qint64 total = integer(overwrite.toObject(), "victims_total");
            QCOMPARE(here.size(), std::min<qint64>(total, 100));
            for (const QJsonValue &victim : here)
                victims.insert(victim.toInteger());
            listed += here.size();
            all += total;
        }
        QCOMPARE(victims.size(), listed);
        if (integer(lost, "listed_total") <= 1000)
            QCOMPARE(all, integer(lost, "count"));
        wrong += run.value(QLatin1String("correct")).toBool() ? 0 : 1;
    }
    qInfo("%d of %d went wrong", wrong, runs);
    // The operating system decides how many; that not one of these went wrong cannot happen by chance.
    QVERIFY(wrong > 0);
}

void tst_Run::lockingEachAccessLosesAllTheSame()
{
    const QJsonObject runs = ask(words("run counter --sync per-access --json --repeat") + times(6, 2)).json();
    QCOMPARE(integer(runs, "of"), repetitions(6, 2));
    QVERIFY(integer(runs, "wrong") > 0);
}

void tst_Run::protectedRunsAreRight_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("counter, locked") << QStringLiteral("run counter --sync on");
    QTest::newRow("counter, atomic") << QStringLiteral("run counter --sync atomic");
    QTest::newRow("counter, atomic, bare") << QStringLiteral("run counter --sync atomic --pace bare");
    QTest::newRow("queue") << QStringLiteral("run queue");
    QTest::newRow("queue, one slot") << QStringLiteral("run queue --set capacity=1 --set messages=300");
    QTest::newRow("queue, bare") << QStringLiteral("run queue --pace bare --set messages=20000");
    QTest::newRow("queue, eight and eight") << QStringLiteral("run queue --set producers=8 --set consumers=8 --set messages=500");
    QTest::newRow("list") << QStringLiteral("run list --sync on");
    QTest::newRow("two locks in one order") << QStringLiteral("run deadlock --sync same --set transfers=3000");
    QTest::newRow("five philosophers and a waiter") << QStringLiteral("run philosophers --sync waiter --set n=5 --set meals=2000");
    QTest::newRow("sixteen processes") << QStringLiteral("run counter --sync on --set processes=16 --set increments=2000");
    QTest::newRow("slow motion") << QStringLiteral("run counter --sync on --pace slow");
    QTest::newRow("with yielding") << QStringLiteral("run list --sync on --window yield --set appends=500");
}

void tst_Run::protectedRunsAreRight()
{
    QFETCH(QString, command);
    const QJsonObject runs = ask(sized(command) + words("--json --repeat") + times(3, 2)).json();
    QCOMPARE(integer(runs, "of"), repetitions(3, 2));
    QCOMPARE(integer(runs, "wrong"), 0);
    const Answer one = ask(sized(command) + words("--json"));
    QCOMPARE(one.status, 0);
    const QJsonObject run = one.json();
    QCOMPARE(integer(part(run, "lost"), "count"), 0);
    QCOMPARE(integer(run, "unexplained"), 0);
    QCOMPARE(integer(run, "inferred"), 0);
    if (run.value(QLatin1String("messages")).isObject()) {
        const QJsonObject messages = part(run, "messages");
        if (run.value(QLatin1String("pace")) != QLatin1String("bare"))
            QCOMPARE(integer(messages, "sent"), integer(run, "expected"));
        QCOMPARE(integer(messages, "sent"), integer(messages, "received"));
        QCOMPARE(integer(messages, "lost"), 0);
        QCOMPARE(integer(messages, "duplicated"), 0);
        QCOMPARE(integer(messages, "overtaken"), 0);
    }
}

void tst_Run::unprotectedRunsGoWrong_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("counter, bare") << QStringLiteral("run counter --pace bare");
    QTest::newRow("queue") << QStringLiteral("run queue --sync off");
    QTest::newRow("queue, bare") << QStringLiteral("run queue --sync off --pace bare");
    QTest::newRow("list") << QStringLiteral("run list --sync off");
    QTest::newRow("list, bare") << QStringLiteral("run list --sync off --pace bare");
    QTest::newRow("counter, slow motion") << QStringLiteral("run counter --pace slow");
}

void tst_Run::unprotectedRunsGoWrong()
{
    QFETCH(QString, command);
    const Answer answer = ask(command.split(QLatin1Char(' ')) + words("--json --repeat") + times(10, 2));
    QCOMPARE(answer.status, 0);
    const QJsonObject runs = answer.json();
    QCOMPARE(integer(runs, "of"), repetitions(10, 2));
    qInfo("%lld of %d went wrong", static_cast<long long>(integer(runs, "wrong")), repetitions(10, 2));
    QVERIFY(integer(runs, "wrong") > 0);
}

void tst_Run::aBareRunRecordsNothingButItsResult()
{
    const QJsonObject run = ask(words("run counter --sync on --pace bare --json")).json();
    QVERIFY(run.value(QLatin1String("correct")).toBool());
    QCOMPARE(integer(run, "events"), 0);
    QCOMPARE(part(run, "lost").value(QLatin1String("proof")).toString(), QStringLiteral("bounded"));
}

void tst_Run::anUnwatchedRunThatIsStoppedClaimsNoLoss_data()
{
    QTest::addColumn<QString>("scenario");
    for (const char *scenario : {"counter", "queue", "list"})
        QTest::newRow(scenario) << QString::fromLatin1(scenario);
}

void tst_Run::anUnwatchedRunThatIsStoppedClaimsNoLoss()
{
    QFETCH(QString, scenario);
    const QJsonObject run = ask({QStringLiteral("run"), scenario, QStringLiteral("--sync"), QStringLiteral("on"), QStringLiteral("--pace"),
                                 QStringLiteral("bare"), QStringLiteral("--window"), QStringLiteral("1ms"),
                                 QStringLiteral("--timeout"), QStringLiteral("100ms"), QStringLiteral("--json")}).json();
    QVERIFY(run.value(QLatin1String("interrupted")).toBool());
    QVERIFY(part(run, "lost").value(QLatin1String("count")).isNull()); // nobody counted
    QVERIFY(run.value(QLatin1String("attempted")).isNull());
    QVERIFY(!run.value(QLatin1String("correct")).toBool());
}

void tst_Run::oneProcessAloneIsNotRightByLuck()
{
    const Answer answer = ask(words("run counter --sync off --set processes=1"));
    QCOMPARE(answer.status, 0);
    QVERIFY2(answer.out.contains("Right: 200"), answer.out.constData());
    QVERIFY2(!answer.out.contains("another order"), answer.out.constData());
}

void tst_Run::onOneProcessorItWorksAsWell_data()
{
    QTest::addColumn<QString>("command");
    for (const char *const command : {"run counter --sync off", "run counter --sync on", "run queue --sync off", "run queue --sync on",
                                      "run list --sync off", "run list --sync on"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void tst_Run::onOneProcessorItWorksAsWell()
{
    QFETCH(QString, command);
    cpu_set_t all, one;
    QCOMPARE(::sched_getaffinity(0, sizeof all, &all), 0);
    CPU_ZERO(&one);
    for (int processor = 0; processor < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++processor)
        if (CPU_ISSET(processor, &all))
            CPU_SET(processor, &one);
    QCOMPARE(::sched_setaffinity(0, sizeof one, &one), 0); // children inherit it
    const auto asBefore = qScopeGuard([&all] { ::sched_setaffinity(0, sizeof all, &all); });
    const Answer answer = ask(sized(command) << QStringLiteral("--json"));
    QCOMPARE(answer.status, 0);
    const QJsonObject run = answer.json();
    QCOMPARE(part(run, "lost").value(QLatin1String("proof")).toString(), QStringLiteral("proved"));
    QCOMPARE(integer(run, "dropped"), 0);
    if (command.endsWith(QStringLiteral("on")))
        QVERIFY(run.value(QLatin1String("correct")).toBool());
}

void tst_Run::aRunThatTakesTooLongIsStopped()
{
    const Answer answer = ask(words("run counter --pace slow --set increments=1000000 --timeout 300ms --json"));
    QCOMPARE(answer.status, 0);
    const QJsonObject run = answer.json();
    QVERIFY(run.value(QLatin1String("interrupted")).toBool());
    QVERIFY(integer(run, "attempted") < integer(run, "expected"));
    QCOMPARE(integer(part(run, "lost"), "survivors") + integer(part(run, "lost"), "count"), integer(run, "attempted"));
}

void tst_Run::expectingARightResultSetsTheStatus()
{
    QCOMPARE(ask(words("run counter --sync on --expect correct")).status, 0);
    QCOMPARE(ask(words("run counter --pace slow --set increments=50 --window 1ms --expect correct")).status, 3);
}

void tst_Run::aScheduleThatComesInPiecesIsReadToItsEnd_data()
{
    QTest::addColumn<QString>("from");
    QTest::newRow("standard input") << "-";
    QTest::newRow("a pipe with a name") << "@/dev/fd/0";
}

/// As from somebody who types it, or from a program that computes first.
void tst_Run::aScheduleThatComesInPiecesIsReadToItsEnd()
{
    QFETCH(QString, from);
    QProcess process;
    process.start(QStringLiteral(INTERLEAVE_PROGRAM), words("run counter --json --schedule") + QStringList(from));
    QVERIFY(process.waitForStarted());
    for (const char *const part : {"> v1;counter;off;incre", "ments=1,processes=2;\n", "> AB", "AB\n"}) {
        QTest::qWait(200); // it has read what there was
        process.write(part);
        QVERIFY(process.waitForBytesWritten());
    }
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 0);
    const QJsonObject run = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QCOMPARE(run.value(QLatin1String("schedule")).toString(),
             QStringLiteral("v1;counter;off;increments=1,processes=2;ABAB"));
}

void tst_Run::whyAScheduleCannotBeReadIsSaid_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("no file") << "missing.txt" << QByteArray("(No such file or directory)");
    QTest::newRow("not for everybody") << "locked.txt" << QByteArray("(Permission denied)");
    QTest::newRow("a folder") << "." << QByteArray("(Is a directory)");
}

void tst_Run::whyAScheduleCannotBeReadIsSaid()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, why);
    const QTemporaryDir folder;
    QFile locked(folder.filePath(QStringLiteral("locked.txt")));
    QVERIFY(locked.open(QIODevice::WriteOnly));
    QVERIFY(locked.setPermissions({}));
    QProcess process;
    process.setChildProcessModifier([] { // the administrator is no exception then
        ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
        ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
    });
    process.start(QStringLiteral(INTERLEAVE_PROGRAM),
                  words("run counter --schedule") + QStringList(QLatin1Char('@') + folder.filePath(name)));
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 2);
    const QByteArray error = process.readAllStandardError();
    QVERIFY2(error.contains(why), error.constData());
    QCOMPARE(error.count('\n'), 1);
}

QTEST_GUILESS_MAIN(tst_Run)
#include "tst_run.moc"
