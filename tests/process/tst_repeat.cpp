// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/process_table.h"
#include "tests/support/program.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace interleave;

namespace {

QSet<pid_t> toSet(const QList<pid_t> &pids)
{
    return {pids.begin(), pids.end()};
}

} // namespace

/// What `interleave run --repeat` says of many runs, recorded and unwatched.
class tst_Repeat : public QObject
{
    Q_OBJECT

private slots:
    void recordedAndUnwatchedRunsTakeTurns();
    void outcomesAreWrittenAsFiguresAndTables();
    void runsThatTakeTooLongAreNeitherRightNorWrong_data();
    void runsThatTakeTooLongAreNeitherRightNorWrong();
    void anOrderThatIsTooShortIsSaidOnce();
    void anInterruptedRepetitionKeepsWhatItMade_data();
    void anInterruptedRepetitionKeepsWhatItMade();
    void whatOnlyManyRunsCanShowIsRefusedOfOne_data();
    void whatOnlyManyRunsCanShowIsRefusedOfOne();
};

void tst_Repeat::recordedAndUnwatchedRunsTakeTurns()
{
    const QStringList command = QStringLiteral(
                                    "run counter --sync atomic --set increments=500 --repeat 4 --pace full,bare --json")
                                    .split(QLatin1Char(' '));
    const Answer answer = ask(command);
    QCOMPARE(answer.status, 0);
    const QJsonObject recorded = answer.json(), unwatched = recorded.value(QLatin1String("unwatched")).toObject();
    QCOMPARE(recorded.value(QLatin1String("schema")).toString(), QStringLiteral("interleave.runs/1"));
    QCOMPARE(recorded.value(QLatin1String("pace")).toString(), QStringLiteral("full"));
    QCOMPARE(unwatched.value(QLatin1String("pace")).toString(), QStringLiteral("bare"));
    for (const QJsonObject &runs : {recorded, unwatched}) {
        QCOMPARE(integer(runs, "of"), 4);
        QCOMPARE(integer(runs, "wrong"), 0);
        QCOMPARE(runs.value(QLatin1String("runs")).toArray().size(), qsizetype{4});
    }
    QVERIFY(recorded.value(QLatin1String("parameters")) == unwatched.value(QLatin1String("parameters")));
}

void tst_Repeat::outcomesAreWrittenAsFiguresAndTables()
{
    const QTemporaryDir folder;
    QStringList command =
        QStringLiteral("run counter --set increments=500 --repeat 3 --pace full,bare").split(QLatin1Char(' '));
    for (const char *name : {"o.svg", "o.pdf", "o.png", "o.csv"})
        command << QStringLiteral("-o") << folder.filePath(QLatin1String(name));
    const Answer answer = ask(command);
    QCOMPARE(answer.status, 0);
    QVERIFY2(answer.error.isEmpty(), answer.error.constData());
    QVERIFY(answer.out.contains("of 3 recorded runs went wrong."));
    QVERIFY(answer.out.contains("of 3 unwatched runs went wrong."));
    const auto contents = [&](const char *name) {
        QFile file(folder.filePath(QLatin1String(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QVERIFY(contents("o.svg").contains("observer effect"));
    QVERIFY(contents("o.pdf").startsWith("%PDF"));
    QVERIFY(contents("o.png").startsWith("\x89PNG"));
    const QList<QByteArray> lines = contents("o.csv").trimmed().split('\n');
    const auto comments = std::count_if(lines.begin(), lines.end(),
                                        [](const QByteArray &line) { return line.startsWith('#'); });
    QCOMPARE(lines.size() - comments, qsizetype{1 + 6});
    QCOMPARE(lines[comments], QByteArray("pace,run (number),expected,observed,lost,right,result,intact"));
}

void tst_Repeat::runsThatTakeTooLongAreNeitherRightNorWrong_data()
{
    QTest::addColumn<QString>("pace");
    QTest::newRow("recorded") << "slow";
    QTest::newRow("unwatched") << "bare";
}

void tst_Repeat::runsThatTakeTooLongAreNeitherRightNorWrong()
{
    QFETCH(QString, pace);
    // The sleep between reading and writing alone takes a thousand seconds.
    const QStringList command = words("run counter --sync off --set processes=2 --set increments=1000 --window 1s "
                                      "--repeat 3 --timeout 50ms --pace")
        + QStringList(pace);
    const Answer text = ask(command);
    QCOMPARE(text.status, 0);
    QVERIFY2(text.out.startsWith("0 of 3 runs went wrong, 3 were stopped.\n"), text.out.constData());
    const Answer answer = ask(command + words("--json --expect correct"));
    QCOMPARE(answer.status, 3); // it did not come out right
    const QJsonObject runs = answer.json();
    QCOMPARE(integer(runs, "of"), 3);
    QCOMPARE(integer(runs, "wrong"), 0);
    QCOMPARE(integer(runs, "stopped"), 3);
    QVERIFY(runs.value(QLatin1String("runs")).toArray().isEmpty());
    QCOMPARE(
        runs.value(QLatin1String("outcomes")).toArray(),
        QJsonArray{(QJsonObject{{QStringLiteral("result"), QStringLiteral("stopped")}, {QStringLiteral("runs"), 3}})});
}

/// As of a single run: what came behind its end nobody has asked for.
void tst_Repeat::anOrderThatIsTooShortIsSaidOnce()
{
    const QString order = QStringLiteral("v1;counter;off;increments=1,processes=2;");
    const Answer shorter = ask(words("run counter --repeat 3 --schedule") + QStringList(order + QStringLiteral("AB")));
    QCOMPARE(shorter.status, 0);
    QCOMPARE(shorter.error, QByteArray("interleave: The schedule ends after 2 of 4 steps; the rest was done without "
                                       "preemption.\n"));
    const Answer whole = ask(words("run counter --repeat 3 --schedule") + QStringList(order + QStringLiteral("ABAB")));
    QCOMPARE(whole.status, 0);
    QCOMPARE(whole.error, QByteArray());
}

void tst_Repeat::anInterruptedRepetitionKeepsWhatItMade_data()
{
    QTest::addColumn<QString>("pace");
    QTest::newRow("recorded") << "full";
    QTest::newRow("unwatched") << "bare";
    QTest::newRow("both") << "full,bare";
}

void tst_Repeat::anInterruptedRepetitionKeepsWhatItMade()
{
    QFETCH(QString, pace);
    QProcess process;
    process.start(QStringLiteral(INTERLEAVE_PROGRAM),
                  words("run counter --sync on --set processes=2 --set increments=1000 --repeat 100000 --json --pace")
                      + QStringList(pace));
    QVERIFY(process.waitForStarted());
    QSet<pid_t> pids; // two at a time: a third one means that a run has ended, a fifth that two have
    QTRY_VERIFY_WITH_TIMEOUT((pids += toSet(childrenOf(process.processId()))).size() >= 6, 60'000);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    const QJsonObject runs = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QCOMPARE(runs.value(QLatin1String("schema")).toString(), QStringLiteral("interleave.runs/1"));
    QCOMPARE(runs.value(QLatin1String("interrupted")), QJsonValue(true));
    QVERIFY(integer(runs, "of") > 0 && integer(runs, "of") < 100'000);
    QCOMPARE(runs.value(QLatin1String("runs")).toArray().size(), integer(runs, "of"));
    QCOMPARE(integer(runs, "wrong"), 0);
    if (runs.contains(QLatin1String("unwatched")))
        QCOMPARE(part(runs, "unwatched").value(QLatin1String("interrupted")), QJsonValue(true));
}

void tst_Repeat::whatOnlyManyRunsCanShowIsRefusedOfOne_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("both paces") << "--pace full,bare"
                                << "add “--repeat 20”";
    QTest::newRow("a figure") << "-o o.svg"
                              << "add “--repeat 20”";
    QTest::newRow("two recorded paces") << "--repeat 3 --pace full,slow"
                                        << "two recorded paces";
    QTest::newRow("no kind of figure") << "--repeat 3 -o o.txt"
                                       << ".svg, .pdf, .png or .csv";
    QTest::newRow("no name") << "--repeat 3 -o "
                             << "“-o outcomes.svg”";
    QTest::newRow("no such pace") << "--repeat 3 --pace full,fast"
                                  << "“bare”, “full” and “slow”";
    QTest::newRow("both kept and repeated") << "--repeat 3 --record a.ilv"
                                            << "leave one of them out";
}

void tst_Repeat::whatOnlyManyRunsCanShowIsRefusedOfOne()
{
    QFETCH(QString, arguments);
    QFETCH(QString, said);
    const Answer answer = ask(QStringLiteral("run counter ").append(arguments).split(QLatin1Char(' ')));
    QCOMPARE(answer.status, 2);
    QVERIFY2(QString::fromUtf8(answer.error).contains(said), answer.error.constData());
    QCOMPARE(answer.error.count('\n'), 1);
    QVERIFY(answer.out.isEmpty());
}

QTEST_GUILESS_MAIN(tst_Repeat)
#include "tst_repeat.moc"
