// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/program.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

namespace {

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

qint64 integer(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toInteger(-1);
}

QJsonObject part(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toObject();
}

} // namespace

/// What `interleave run` and its neighbours promise on the command line, with real processes.
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
    void aRecordingSaysWhatTheRunSaid_data();
    void aRecordingSaysWhatTheRunSaid();
    void aBareRunRecordsNothingButItsResult();
    void droppedEventsProveNothing_data();
    void droppedEventsProveNothing();
    void anUnwatchedRunThatIsStoppedClaimsNoLoss_data();
    void anUnwatchedRunThatIsStoppedClaimsNoLoss();
    void aRecordingThatBreaksOffIsNotJudged_data();
    void aRecordingThatBreaksOffIsNotJudged();
    void wrongArgumentsAreAnsweredWithRightOnes_data();
    void wrongArgumentsAreAnsweredWithRightOnes();
    void wrongQuestionsToARecordingAreAnsweredWithRightOnes_data();
    void wrongQuestionsToARecordingAreAnsweredWithRightOnes();
    void racesSplitsAndGuaranteesAreThoseOfTheProtection_data();
    void racesSplitsAndGuaranteesAreThoseOfTheProtection();
    void oneProcessAloneIsNotRightByLuck();
    void helpShowsHowACommandIsWritten_data();
    void helpShowsHowACommandIsWritten();
    void anUnwritablePlaceIsSaidBeforeTheRun();
    void aRunThatTakesTooLongIsStopped();
    void expectingARightResultSetsTheStatus();
    void everyChartIsWrittenInEveryFormat();
    void everyPictureIsWritten_data();
    void everyPictureIsWritten();
    void theTranscriptHasASentenceForEachEvent();
    void eventsAreExportedAsATable();
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
    int wrong = 0;
    for (int i = 0; i < 20; ++i) {
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
        qint64 count = 0;
        for (const QJsonValue &overwrite : lost.value(QLatin1String("listed")).toArray())
            for (const QJsonValue &victim : overwrite.toObject().value(QLatin1String("victims")).toArray()) {
                victims.insert(victim.toInteger());
                ++count;
            }
        QCOMPARE(victims.size(), count);
        if (integer(lost, "listed_total") <= 1000)
            QCOMPARE(count, integer(lost, "count"));
        wrong += run.value(QLatin1String("correct")).toBool() ? 0 : 1;
    }
    qInfo("%d of 20 went wrong", wrong);
    // The operating system decides how many; that not one in twenty went wrong cannot happen by chance.
    QVERIFY(wrong > 0);
}

void tst_Run::lockingEachAccessLosesAllTheSame()
{
    const QJsonObject runs = ask(words("run counter --sync per-access --repeat 10 --json")).json();
    QCOMPARE(integer(runs, "of"), 10);
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
    QTest::newRow("sixteen processes") << QStringLiteral("run counter --sync on --set processes=16 --set increments=2000");
    QTest::newRow("slow motion") << QStringLiteral("run counter --sync on --pace slow");
    QTest::newRow("with yielding") << QStringLiteral("run list --sync on --window yield --set appends=500");
}

void tst_Run::protectedRunsAreRight()
{
    QFETCH(QString, command);
    const QJsonObject runs = ask(command.split(QLatin1Char(' ')) + words("--repeat 3 --json")).json();
    QCOMPARE(integer(runs, "of"), 3);
    QCOMPARE(integer(runs, "wrong"), 0);
    const Answer one = ask(command.split(QLatin1Char(' ')) + words("--json"));
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
    const Answer answer = ask(command.split(QLatin1Char(' ')) + words("--repeat 20 --json"));
    QCOMPARE(answer.status, 0);
    const QJsonObject runs = answer.json();
    QCOMPARE(integer(runs, "of"), 20);
    qInfo("%lld of 20 went wrong", static_cast<long long>(integer(runs, "wrong")));
    QVERIFY(integer(runs, "wrong") > 0);
}

void tst_Run::aRecordingSaysWhatTheRunSaid_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"run counter", "run counter --sync on", "run counter --sync per-access", "run counter --sync atomic",
                                "run queue", "run queue --sync off", "run list --sync off", "run list --sync on",
                                "run counter --pace slow"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void tst_Run::aRecordingSaysWhatTheRunSaid()
{
    QFETCH(QString, command);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    const Answer run = ask(command.split(QLatin1Char(' ')) + QStringList{QStringLiteral("--record"), file, QStringLiteral("--json")});
    QCOMPARE(run.status, 0);
    const Answer analysis = ask({QStringLiteral("analyze"), file, QStringLiteral("--json")});
    QCOMPARE(analysis.status, 0);
    QCOMPARE(QString::fromUtf8(analysis.out), QString::fromUtf8(run.out));
}

void tst_Run::aBareRunRecordsNothingButItsResult()
{
    const QJsonObject run = ask(words("run counter --sync on --pace bare --json")).json();
    QVERIFY(run.value(QLatin1String("correct")).toBool());
    QCOMPARE(integer(run, "events"), 0);
    QCOMPARE(part(run, "lost").value(QLatin1String("proof")).toString(), QStringLiteral("bounded"));
}

void tst_Run::droppedEventsProveNothing_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("counter") << QStringLiteral("run counter --sync on --set processes=4 --set increments=200000");
    QTest::newRow("one process") << QStringLiteral("run counter --sync on --set processes=1 --set increments=300000");
    QTest::newRow("list") << QStringLiteral("run list --sync on --set appends=100000");
    QTest::newRow("queue") << QStringLiteral("run queue --set messages=100000");
}

void tst_Run::droppedEventsProveNothing()
{
    QFETCH(QString, command);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    const Answer answer = ask(command.split(QLatin1Char(' ')) + words("--drop --json --record") + QStringList(file));
    const QJsonObject run = answer.json();
    QVERIFY(run.value(QLatin1String("correct")).toBool());
    QCOMPARE(integer(part(run, "lost"), "count"), 0);
    if (integer(run, "dropped") > 0)
        QCOMPARE(part(run, "lost").value(QLatin1String("proof")).toString(), QStringLiteral("not provable"));
    QCOMPARE(QString::fromUtf8(ask({QStringLiteral("analyze"), file, QStringLiteral("--json")}).out), QString::fromUtf8(answer.out));
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
    QCOMPARE(integer(part(run, "lost"), "count"), 0);
    QVERIFY(!run.value(QLatin1String("correct")).toBool());
}

void tst_Run::aRecordingThatBreaksOffIsNotJudged_data()
{
    QTest::addColumn<QString>("scenario");
    for (const char *scenario : {"counter", "queue", "list"})
        QTest::newRow(scenario) << QString::fromLatin1(scenario);
}

void tst_Run::aRecordingThatBreaksOffIsNotJudged()
{
    QFETCH(QString, scenario);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.ilv"));
    QCOMPARE(ask({QStringLiteral("run"), scenario, QStringLiteral("--sync"), QStringLiteral("on"), QStringLiteral("--record"), path}).status, 0);
    QFile file(path);
    QVERIFY(file.resize(file.size() / 2));
    const Answer answer = ask({QStringLiteral("analyze"), path, QStringLiteral("--json")});
    QCOMPARE(answer.status, 0);
    QVERIFY(!answer.error.isEmpty());
    const QJsonObject run = answer.json();
    QVERIFY(run.value(QLatin1String("damage")).isObject());
    QVERIFY(integer(run, "events") > 0);
    QCOMPARE(integer(part(run, "lost"), "count"), 0);
    QVERIFY(part(run, "lost").value(QLatin1String("proof")).toString() != QLatin1String("proved"));
    QVERIFY(ask({QStringLiteral("analyze"), path}).out.contains("Incomplete"));
}

void tst_Run::wrongArgumentsAreAnsweredWithRightOnes_data()
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
    QTest::newRow("option") << QStringLiteral("run counter --sycn on") << QStringLiteral("--help");
    QTest::newRow("repeat") << QStringLiteral("run counter --repeat 0") << QStringLiteral("between 1 and");
    QTest::newRow("command") << QStringLiteral("rn counter") << QStringLiteral("“run”");
    QTest::newRow("unknown option of the window") << QStringLiteral("--windwo") << QStringLiteral("Unknown option “windwo”: “interleave --help”");
    QTest::newRow("a command as a file") << QStringLiteral("-- list") << QStringLiteral("There is no file “list”");
    QTest::newRow("no protection") << QStringLiteral("run counter --sync ") << QStringLiteral("“--sync on”");
    QTest::newRow("no recording") << QStringLiteral("run counter --record ") << QStringLiteral("“--record a.ilv”");
    QTest::newRow("nothing to run") << QStringLiteral("run") << QStringLiteral("run SCENARIO");
}

void tst_Run::wrongArgumentsAreAnsweredWithRightOnes()
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

void tst_Run::wrongQuestionsToARecordingAreAnsweredWithRightOnes_data()
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
    QTest::newRow("no moment") << QStringLiteral("picture FILE stage --at x -o x.png") << QStringLiteral("not “x”");
    QTest::newRow("no view") << QStringLiteral("picture FILE stag -o x.png") << QStringLiteral("“stage”");
    QTest::newRow("missing file alone") << QStringLiteral("FILE.missing.ilv") << QStringLiteral("There is no file “");
}

void tst_Run::wrongQuestionsToARecordingAreAnsweredWithRightOnes()
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

void tst_Run::racesSplitsAndGuaranteesAreThoseOfTheProtection_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<bool>("races");
    QTest::addColumn<bool>("splits");
    QTest::addColumn<QString>("guarantee");
    QTest::newRow("none") << "run counter --sync off" << true << true << "none";
    QTest::newRow("each access") << "run counter --sync per-access --set increments=20000" << false << true << "none";
    QTest::newRow("whole") << "run counter --sync on --set increments=20000" << false << false << "always";
    QTest::newRow("single steps") << "run counter --sync atomic --set increments=20000" << false << false << "always";
    QTest::newRow("queue, none") << "run queue --sync off" << true << true << "none";
    QTest::newRow("queue, protected") << "run queue --set messages=10000" << false << false << "always";
    QTest::newRow("list, none") << "run list --sync off" << true << true << "none";
    QTest::newRow("list, protected") << "run list --sync on --set appends=5000" << false << false << "always";
}

void tst_Run::racesSplitsAndGuaranteesAreThoseOfTheProtection()
{
    QFETCH(const QString, command);
    QFETCH(const bool, races);
    QFETCH(const bool, splits);
    QFETCH(const QString, guarantee);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    const QJsonObject run = ask(command.split(QLatin1Char(' ')) + words("--json --record") + QStringList{file}).json();
    QCOMPARE(integer(part(run, "races"), "pairs") > 0, races);
    QCOMPARE(integer(part(run, "atomicity"), "split") > 0, splits);
    QCOMPARE(run.value(QLatin1String("guarantee")).toString(), guarantee);
    // Each access locked by itself: no race, and yet updates are lost between the two.
    if (command.contains(QLatin1String("per-access")))
        QCOMPARE(integer(part(run, "atomicity"), "violations") > 0, integer(part(run, "lost"), "count") > 0);
    QCOMPARE(ask(words("analyze") + QStringList{file} + words("--json")).json(), run);
}

void tst_Run::oneProcessAloneIsNotRightByLuck()
{
    const Answer answer = ask(words("run counter --sync off --set processes=1"));
    QCOMPARE(answer.status, 0);
    QVERIFY2(answer.out.contains("Right: 100"), answer.out.constData());
    QVERIFY2(!answer.out.contains("another order"), answer.out.constData());
}

void tst_Run::helpShowsHowACommandIsWritten_data()
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

void tst_Run::helpShowsHowACommandIsWritten()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, usage);
    const Answer answer = ask(arguments.split(QLatin1Char(' ')));
    QCOMPARE(answer.status, 0);
    QCOMPARE(answer.out.left(answer.out.indexOf('\n')), usage);
    QVERIFY(answer.out.contains("Options:\n"));
}

void tst_Run::anUnwritablePlaceIsSaidBeforeTheRun()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("missing/a.ilv"));
    // A run of this size would take far longer than the answer may.
    const Answer answer = ask(words("run counter --set processes=16 --set increments=1000000 --sync on --record") + QStringList(file),
                              10'000);
    QCOMPARE(answer.status, 1);
    QVERIFY2(answer.error.contains("missing"), answer.error.constData());
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

void tst_Run::everyChartIsWrittenInEveryFormat()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    QCOMPARE(ask({QStringLiteral("run"), QStringLiteral("queue"), QStringLiteral("--record"), file}).status, 0);
    for (const char *chart : {"states", "waits", "rate", "latency", "outcomes"})
        for (const char *suffix : {"png", "svg", "pdf", "csv"}) {
            const QString out = folder.filePath(QString::fromLatin1(chart) + QLatin1Char('.') + QString::fromLatin1(suffix));
            const Answer answer = ask({QStringLiteral("chart"), file, QString::fromLatin1(chart), QStringLiteral("-o"), out});
            QVERIFY2(answer.status == 0, answer.error.constData());
            QVERIFY(QFileInfo(out).size() > 200);
        }
    QCOMPARE(ask({QStringLiteral("chart"), file, QStringLiteral("wait"), QStringLiteral("-o"), QStringLiteral("x.svg")}).status, 2);
}

void tst_Run::everyPictureIsWritten_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("stage") << QStringLiteral("stage") << QStringList();
    QTest::newRow("timeline") << QStringLiteral("timeline") << QStringList();
    QTest::newRow("window") << QStringLiteral("window") << words("--size 1280x660");
    QTest::newRow("window, dark") << QStringLiteral("window") << words("--size 1440x900 --theme dark");
    QTest::newRow("stage, early") << QStringLiteral("stage") << words("--at 3");
}

void tst_Run::everyPictureIsWritten()
{
    QFETCH(QString, view);
    QFETCH(QStringList, options);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    QCOMPARE(ask({QStringLiteral("run"), QStringLiteral("counter"), QStringLiteral("--pace"), QStringLiteral("slow"),
                  QStringLiteral("--record"), file}).status, 0);
    for (const char *suffix : {"png", "svg", "pdf"}) {
        const QString out = folder.filePath(QStringLiteral("x.") + QString::fromLatin1(suffix));
        const Answer answer = ask(QStringList{QStringLiteral("picture"), file, view, QStringLiteral("-o"), out} + options);
        QVERIFY2(answer.status == 0, answer.error.constData());
        QVERIFY(QFileInfo(out).size() > 1000);
    }
}

void tst_Run::theTranscriptHasASentenceForEachEvent()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    const QJsonObject run = ask({QStringLiteral("run"), QStringLiteral("counter"), QStringLiteral("--pace"), QStringLiteral("slow"),
                                 QStringLiteral("--record"), file, QStringLiteral("--json")}).json();
    const Answer all = ask({QStringLiteral("transcript"), file});
    QCOMPARE(all.out.count('\n'), integer(run, "events"));
    const Answer some = ask({QStringLiteral("transcript"), file, QStringLiteral("--from"), QStringLiteral("2"), QStringLiteral("--to"),
                             QStringLiteral("4")});
    QCOMPARE(some.out.count('\n'), 3);
    QVERIFY(some.out.startsWith("2 "));
    QCOMPARE(ask({QStringLiteral("transcript"), file, QStringLiteral("--to"), QStringLiteral("100000")}).status, 2);
}

void tst_Run::eventsAreExportedAsATable()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv")), table = folder.filePath(QStringLiteral("a.csv"));
    const QJsonObject run = ask({QStringLiteral("run"), QStringLiteral("list"), QStringLiteral("--pace"), QStringLiteral("slow"),
                                 QStringLiteral("--record"), file, QStringLiteral("--json")}).json();
    QCOMPARE(ask({QStringLiteral("export"), file, QStringLiteral("-o"), table}).status, 0);
    QFile csv(table);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
    const auto comments = std::count_if(lines.begin(), lines.end(), [](const QByteArray &line) { return line.startsWith('#'); });
    QCOMPARE(lines.size() - comments - 1, integer(run, "events"));
    QVERIFY(lines[comments].startsWith("event,time [ns],process,"));
}

QTEST_GUILESS_MAIN(tst_Run)
#include "tst_run.moc"
