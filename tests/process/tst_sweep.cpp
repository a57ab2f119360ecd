// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/process_table.h"
#include "tests/support/program.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace interleave;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The lines of a table that are no notes, the header first.
QList<QByteArray> rowsOf(const QByteArray &csv)
{
    QList<QByteArray> rows;
    for (const QByteArray &line : csv.split('\n'))
        if (!line.isEmpty() && !line.startsWith('#'))
            rows << line;
    return rows;
}

} // namespace

/// `interleave sweep`, with real processes.
class tst_Sweep : public QObject
{
    Q_OBJECT

private slots:
    void aSweepMeasuresEveryPointAndWritesEveryFormat();
    void withoutProtectionsAllOfThemAreMeasured();
    void recordedRunsStandBesideUnwatchedOnes();
    void anInterruptedSweepKeepsWhatItMeasured();
    void aBrokenOffReaderEndsIt();
    void wrongArgumentsAreAnsweredWithRightOnes_data();
    void wrongArgumentsAreAnsweredWithRightOnes();
    void anUnwritablePlaceIsSaidBeforeTheRuns();
};

void tst_Sweep::aSweepMeasuresEveryPointAndWritesEveryFormat()
{
    const QTemporaryDir folder;
    QStringList command = words("sweep counter --set processes=1..4 --set increments=20000 --sync off,on,atomic --repeat 3 --json");
    for (const char *name : {"s.svg", "s.pdf", "s.png", "s.csv"})
        command << QStringLiteral("-o") << folder.filePath(QLatin1String(name));
    const Answer answer = ask(command);
    QCOMPARE(answer.status, 0);
    QVERIFY2(answer.error.isEmpty(), answer.error.constData()); // no progress in a pipe
    const QJsonObject json = answer.json();
    QCOMPARE(json.value(QLatin1String("schema")).toString(), QStringLiteral("interleave.sweep/1"));
    QVERIFY(!json.value(QLatin1String("interrupted")).toBool());
    const QJsonArray points = json.value(QLatin1String("points")).toArray();
    QCOMPARE(points.size(), qsizetype{4 * 3});
    for (const QJsonValue &value : points) {
        const QJsonObject point = value.toObject();
        QCOMPARE(point.value(QLatin1String("n")).toInt(), 3);
        QCOMPARE(point.value(QLatin1String("expected")).toInt(), point.value(QLatin1String("value")).toInt() * 20'000);
        QVERIFY(point.value(QLatin1String("time_ns")).toObject().value(QLatin1String("min")).toDouble() > 0);
        if (point.value(QLatin1String("sync")) != QLatin1String("off"))
            QCOMPARE(point.value(QLatin1String("wrong")).toInt(), 0);
    }
    QVERIFY(contents(folder.filePath(QStringLiteral("s.svg"))).contains("number of processes"));
    QVERIFY(contents(folder.filePath(QStringLiteral("s.pdf"))).startsWith("%PDF"));
    QVERIFY(contents(folder.filePath(QStringLiteral("s.png"))).startsWith("\x89PNG"));
    QCOMPARE(rowsOf(contents(folder.filePath(QStringLiteral("s.csv")))).size(), qsizetype{1 + 4 * 3 * 3});
}

void tst_Sweep::withoutProtectionsAllOfThemAreMeasured()
{
    const Answer answer = ask(words("sweep list --set appends=100..300,100 --repeat 2"));
    QCOMPARE(answer.status, 0);
    const QString text = QString::fromUtf8(answer.out);
    QVERIFY2(text.contains(QStringLiteral(": right in all 6 runs.")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("(medians of 2 runs)")));
}

void tst_Sweep::recordedRunsStandBesideUnwatchedOnes()
{
    const QJsonObject json = ask(words("sweep counter --set processes=2..2 --sync atomic --pace bare,full --repeat 2 --json "
                                       "--set increments=2000")).json();
    QCOMPARE(json.value(QLatin1String("pace")).toArray(), (QJsonArray{QStringLiteral("bare"), QStringLiteral("full")}));
    QCOMPARE(json.value(QLatin1String("points")).toArray().size(), qsizetype{2});
    QCOMPARE(json.value(QLatin1String("of")).toInt(), 4);
}

void tst_Sweep::anInterruptedSweepKeepsWhatItMeasured()
{
    const QTemporaryDir folder;
    const QString table = folder.filePath(QStringLiteral("s.csv")), figure = folder.filePath(QStringLiteral("s.svg"));
    QProcess process;
    process.start(QStringLiteral(INTERLEAVE_PROGRAM), words("sweep counter --set processes=2..3 --set increments=1000 --repeat 50000 "
                                                            "--sync on --json -o") + QStringList{table, QStringLiteral("-o"), figure});
    QVERIFY(process.waitForStarted());
    // Runs have ended once it has had other children than its first.
    QSet<pid_t> pids;
    const auto othersThanTheFirst = [&] {
        for (const pid_t pid : childrenOf(process.processId()))
            pids.insert(pid);
        return pids.size() >= 8; // two or three at a time
    };
    QTRY_VERIFY_WITH_TIMEOUT(othersThanTheFirst(), 60'000);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 130);
    const QJsonObject json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QVERIFY(json.value(QLatin1String("interrupted")).toBool());
    const int made = json.value(QLatin1String("of")).toInt();
    QVERIFY(made >= 1 && made < 100'000);
    const QByteArray csv = contents(table);
    QCOMPARE(rowsOf(csv).size(), qsizetype{1 + made});
    const QString ended = QStringLiteral("# ended: interrupted after %1 of 100000 runs\n").arg(made);
    QVERIFY2(csv.contains(ended.toUtf8()), csv.constData());
    QVERIFY(contents(figure).contains("The sweep was interrupted."));
    const QString error = QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(error.contains(QStringLiteral("Interrupted after %1 of 100000 runs; they are in ").arg(made)), qPrintable(error));
    for (const pid_t worker : pids)
        QVERIFY(!isAlive(worker));
}

void tst_Sweep::aBrokenOffReaderEndsIt()
{
    QProcess process;
    process.start(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("\"%1\" sweep counter --set processes=1..2 --repeat 1 | true")
                                                                   .arg(QStringLiteral(INTERLEAVE_PROGRAM))});
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.readAllStandardError(), QByteArray());
}

void tst_Sweep::wrongArgumentsAreAnsweredWithRightOnes_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("nothing to sweep") << "counter" << "such as “--set processes=1..8”";
    QTest::newRow("only fixed ones") << "counter --set processes=3" << "such as “--set processes=1..8”";
    QTest::newRow("two ranges") << "counter --set processes=1..4 --set increments=1..5" << "Only one parameter can be swept";
    QTest::newRow("backwards") << "counter --set processes=8..1" << "write “1..8”";
    QTest::newRow("step of nothing") << "counter --set processes=1..8,0" << "at least 1";
    QTest::newRow("a step beyond the end") << "counter --set processes=1..4,9" << "write “1..4” for all of them, or a step of at most 3";
    QTest::newRow("how often, twice") << "counter --set processes=1..4 --repeat 2 --repeat 3" << "“--repeat” is given more than once";
    QTest::newRow("no end") << "counter --set processes=1.." << "A..B";
    QTest::newRow("out of range") << "counter --set processes=1..20" << "between 1 and 16, not 20";
    QTest::newRow("beyond all numbers") << "counter --set processes=1..99999999999999999999"
                                        << "“processes” must lie between 1 and 16.";
    QTest::newRow("a value beyond all numbers") << "counter --set increments=1..2 --set processes=99999999999999999999"
                                                << "“processes” must lie between 1 and 16.";
    QTest::newRow("no whole number") << "counter --set processes=1..1e9,1"
                                     << "no range of whole numbers";
    QTest::newRow("another out of range") << "counter --set processes=1..2 --set increments=0" << "between 1 and 1000000, not 0";
    QTest::newRow("parameter") << "counter --set proceses=1..4" << "“processes”";
    QTest::newRow("the same twice") << "counter --set processes=1..4 --set processes=3" << "twice";
    QTest::newRow("protection") << "counter --set processes=1..4 --sync off,per-acess" << "“per-access”";
    QTest::newRow("an empty protection") << "counter --set processes=1..4 --sync off,,on" << "such as “--sync off,atomic”";
    QTest::newRow("too many runs") << "counter --set increments=1..1000000" << "40\u202f000\u202f000 runs";
    QTest::newRow("repeat") << "counter --set processes=1..4 --repeat 0" << "between 1 and";
    QTest::newRow("pace") << "counter --set processes=1..4 --pace bare,fast" << "“bare”, “full” and “slow”";
    QTest::newRow("no kind of figure") << "counter --set processes=1..4 -o s.txt" << ".svg, .pdf, .png or .csv";
    QTest::newRow("no figure") << "counter --set processes=1..4 -o " << "“-o sweep.svg”";
    QTest::newRow("scenario") << "conter --set processes=1..4" << "did you mean “counter”?";
    QTest::newRow("no scenario") << "--set processes=1..4" << "sweep SCENARIO";
}

void tst_Sweep::wrongArgumentsAreAnsweredWithRightOnes()
{
    QFETCH(QString, arguments);
    QFETCH(QString, said);
    const Answer answer = ask(QStringList(QStringLiteral("sweep")) + arguments.split(QLatin1Char(' ')));
    QCOMPARE(answer.status, 2);
    const QString sentence = QString::fromUtf8(answer.error);
    QVERIFY2(sentence.contains(said), qPrintable(sentence));
    QCOMPARE(sentence.count(QLatin1Char('\n')), 1);
    QVERIFY(answer.out.isEmpty());
}

void tst_Sweep::anUnwritablePlaceIsSaidBeforeTheRuns()
{
    const QTemporaryDir folder;
    const Answer answer = ask(words("sweep counter --set processes=1..2 -o") + QStringList(folder.filePath(QStringLiteral("no/s.svg"))));
    QCOMPARE(answer.status, 1);
    QVERIFY(answer.out.isEmpty());
    QVERIFY(QString::fromUtf8(answer.error).contains(QStringLiteral("create it first")));
}

QTEST_GUILESS_MAIN(tst_Sweep)
#include "tst_sweep.moc"
