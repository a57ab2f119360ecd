// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/program.h"

#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

/// Wrong words on the command line are answered with right ones, before anything is run.
class tst_Arguments : public QObject
{
    Q_OBJECT

private slots:
    void wrongArgumentsAreAnsweredWithRightOnes_data();
    void wrongArgumentsAreAnsweredWithRightOnes();
    void wrongQuestionsToARecordingAreAnsweredWithRightOnes_data();
    void wrongQuestionsToARecordingAreAnsweredWithRightOnes();
    void anUnwritablePlaceIsSaidBeforeTheRun();
    void helpShowsHowACommandIsWritten_data();
    void helpShowsHowACommandIsWritten();
};

void tst_Arguments::wrongArgumentsAreAnsweredWithRightOnes_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("said");
    QTest::newRow("scenario") << QStringLiteral("run conter") << QStringLiteral("did you mean “counter”?");
    QTest::newRow("mode") << QStringLiteral("run counter --sync per-acess") << QStringLiteral("“per-access”");
    QTest::newRow("parameter") << QStringLiteral("run counter --set proceses=3") << QStringLiteral("“processes”");
    QTest::newRow("too many") << QStringLiteral("run counter --set processes=17") << QStringLiteral("between 1 and 16");
    QTest::newRow("too few") << QStringLiteral("run queue --set capacity=0") << QStringLiteral("between 1 and 4096");
    QTest::newRow("no number") << QStringLiteral("run counter --set processes=many") << QStringLiteral("NAME=NUMBER");
    QTest::newRow("pace") << QStringLiteral("run counter --pace fast") << QStringLiteral("“bare”, “full” and “slow”");
    QTest::newRow("window") << QStringLiteral("run counter --window 5") << QStringLiteral("1ms");
    QTest::newRow("option") << QStringLiteral("run counter --sycn on")
                            << QStringLiteral("There is no option “--sycn”: did you mean “--sync”?");
    QTest::newRow("an option like no other")
        << QStringLiteral("run counter --fortissimo") << QStringLiteral("“interleave run --help” lists what there is");
    QTest::newRow("repeat") << QStringLiteral("run counter --repeat 0") << QStringLiteral("between 1 and");
    QTest::newRow("command") << QStringLiteral("rn counter") << QStringLiteral("“run”");
    QTest::newRow("unknown option of the window") << QStringLiteral("--windwo") << QStringLiteral("Unknown option “windwo”: “interleave --help”");
    QTest::newRow("a command as a file") << QStringLiteral("-- list") << QStringLiteral("There is no file “list”");
    QTest::newRow("no protection") << QStringLiteral("run counter --sync ") << QStringLiteral("“--sync on”");
    QTest::newRow("no recording") << QStringLiteral("run counter --record ") << QStringLiteral("“--record a.ilv”");
    QTest::newRow("a number beyond all numbers") << QStringLiteral("run counter --set increments=99999999999999999999") << QStringLiteral("“increments” must lie between 1 and 1000000");
    QTest::newRow("processes beyond all numbers") << QStringLiteral("run counter --set processes=99999999999999999999")
                                                  << QStringLiteral("“processes” must lie between 1 and 16.");
    QTest::newRow("below all numbers") << QStringLiteral("run list --set processes=-99999999999999999999")
                                       << QStringLiteral("“processes” must lie between 1 and 16.");
    QTest::newRow("in capitals") << QStringLiteral("run COUNTER") << QStringLiteral("did you mean “counter”?");
    QTest::newRow("a parameter twice") << QStringLiteral("run counter --set processes=2 --set processes=3") << QStringLiteral("“processes” is set twice");
    QTest::newRow("a protection twice") << QStringLiteral("run counter --sync on --sync off") << QStringLiteral("“--sync” is given more than once");
    QTest::newRow("two recordings") << QStringLiteral("run counter --record a.ilv --record b.ilv") << QStringLiteral("“--record” is given more than once");
    QTest::newRow("two scenarios") << QStringLiteral("--scenario counter --scenario queue") << QStringLiteral("“--scenario” is given more than once");
    QTest::newRow("a schedule in no file") << QStringLiteral("run counter --schedule @") << QStringLiteral("“--schedule @order.txt”");
    QTest::newRow("nothing to run") << QStringLiteral("run") << QStringLiteral("run SCENARIO");
}

void tst_Arguments::wrongArgumentsAreAnsweredWithRightOnes()
{
    QFETCH(QString, command);
    QFETCH(QString, said);
    const Answer answer = ask(command.split(QLatin1Char(' ')));
    QCOMPARE(answer.status, 2);
    const QString sentence = QString::fromUtf8(answer.error);
    QVERIFY2(sentence.contains(said), qPrintable(sentence));
    QCOMPARE(sentence.count(QLatin1Char('\n')), 1);
    QVERIFY(answer.out.isEmpty());
}

void tst_Arguments::wrongQuestionsToARecordingAreAnsweredWithRightOnes_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("said");
    QTest::newRow("from no number") << QStringLiteral("transcript FILE --from abc") << QStringLiteral("“--from abc” names no event: it must lie between 1 and ");
    QTest::newRow("from nothing") << QStringLiteral("transcript FILE --from 0") << QStringLiteral("“--from 0” names no event");
    QTest::newRow("to far") << QStringLiteral("transcript FILE --to 99999999") << QStringLiteral("“--to 99999999” names no event");
    QTest::newRow("backwards") << QStringLiteral("transcript FILE --from 5 --to 3") << QStringLiteral("“--from 5” comes after “--to 3”");
    QTest::newRow("another's chart") << QStringLiteral("chart FILE latency -o x.svg") << QStringLiteral("“value”, “states”, “waits”, “rate” and “outcomes”");
    QTest::newRow("no chart") << QStringLiteral("chart FILE vale -o x.svg") << QStringLiteral("“value”");
    QTest::newRow("width") << QStringLiteral("chart FILE value --width wide -o x.svg") << QStringLiteral("between 60 and 400 millimetres, not “wide”");
    QTest::newRow("no kind of picture") << QStringLiteral("picture FILE stage -o x.txt") << QStringLiteral(".png, .svg or .pdf");
    QTest::newRow("two charts") << QStringLiteral("chart FILE value -o x.svg -o y.svg") << QStringLiteral("“-o” is given more than once");
    QTest::newRow("two pictures") << QStringLiteral("picture FILE stage -o x.png --output y.png") << QStringLiteral("is given more than once");
    QTest::newRow("two comparisons") << QStringLiteral("compare FILE FILE -o x.svg -o y.svg") << QStringLiteral("“-o” is given more than once, and only one can be meant");
    QTest::newRow("two tables") << QStringLiteral("export FILE -o x.csv -o y.json") << QStringLiteral("“-o” is given more than once");
    QTest::newRow("no tab") << QStringLiteral("picture FILE window --tab finding -o x.png")
                            << QStringLiteral("There is no tab “finding”: did you mean “findings”?");
    QTest::newRow("a tab of something else")
        << QStringLiteral("picture FILE stage --tab findings -o x.png") << QStringLiteral("leave it out");
    QTest::newRow("no moment") << QStringLiteral("picture FILE stage --at x -o x.png") << QStringLiteral("not “x”");
    QTest::newRow("no view") << QStringLiteral("picture FILE stag -o x.png") << QStringLiteral("“stage”");
    QTest::newRow("missing file alone") << QStringLiteral("FILE.missing.ilv") << QStringLiteral("There is no file “");
}

void tst_Arguments::wrongQuestionsToARecordingAreAnsweredWithRightOnes()
{
    QFETCH(QString, command);
    QFETCH(QString, said);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    QCOMPARE(ask({QStringLiteral("run"), QStringLiteral("counter"), QStringLiteral("--set"), QStringLiteral("increments=10"), QStringLiteral("--record"), file}).status, 0);
    const Answer answer = ask(command.replace(QLatin1String("FILE"), file).split(QLatin1Char(' ')));
    QCOMPARE(answer.status, 2);
    const QString sentence = QString::fromUtf8(answer.error);
    QVERIFY2(sentence.contains(said), qPrintable(sentence));
    QCOMPARE(sentence.count(QLatin1Char('\n')), 1);
    QVERIFY(answer.out.isEmpty());
}

void tst_Arguments::anUnwritablePlaceIsSaidBeforeTheRun()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("missing/a.ilv"));
    // A run of this size would take far longer than the answer may.
    const Answer answer = ask(words("run counter --set processes=16 --set increments=1000000 --sync on --record") + QStringList(file),
                              10'000);
    QCOMPARE(answer.status, 1);
    QVERIFY2(answer.error.contains("missing"), answer.error.constData());
}

void tst_Arguments::helpShowsHowACommandIsWritten_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("usage");
    QTest::newRow("run") << QStringLiteral("run --help") << QByteArray("Usage: interleave run [options] SCENARIO");
    QTest::newRow("run, of a scenario") << QStringLiteral("run counter --help")
                                        << QByteArray("Usage: interleave run [options] SCENARIO");
    QTest::newRow("doctor") << QStringLiteral("doctor -h") << QByteArray("Usage: interleave doctor [options]");
    QTest::newRow("picture") << QStringLiteral("picture --help")
                             << QByteArray("Usage: interleave picture [options] FILE.ilv VIEW");
}

void tst_Arguments::helpShowsHowACommandIsWritten()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, usage);
    const Answer answer = ask(arguments.split(QLatin1Char(' ')));
    QCOMPARE(answer.status, 0);
    QCOMPARE(answer.out.left(answer.out.indexOf('\n')), usage);
    QVERIFY(answer.out.contains("Options:\n"));
}

QTEST_GUILESS_MAIN(tst_Arguments)
#include "tst_arguments.moc"
