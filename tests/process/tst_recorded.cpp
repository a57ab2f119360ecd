// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/program.h"

#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

/// A recording says what its run said, and claims no more than it holds.
class tst_Recorded : public QObject
{
    Q_OBJECT

private slots:
    void aRecordingSaysWhatTheRunSaid_data();
    void aRecordingSaysWhatTheRunSaid();
    void droppedEventsProveNothing_data();
    void droppedEventsProveNothing();
    void aRecordingThatBreaksOffIsNotJudged_data();
    void aRecordingThatBreaksOffIsNotJudged();
    void whatBreaksOffClaimsAtMostWhatTheWholeDoes_data();
    void whatBreaksOffClaimsAtMostWhatTheWholeDoes();
    void racesSplitsAndGuaranteesAreThoseOfTheProtection_data();
    void racesSplitsAndGuaranteesAreThoseOfTheProtection();
};

void tst_Recorded::aRecordingSaysWhatTheRunSaid_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"run counter", "run counter --sync on", "run counter --sync per-access", "run counter --sync atomic",
                                "run queue", "run queue --sync off", "run list --sync off", "run list --sync on",
                                "run counter --pace slow"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void tst_Recorded::aRecordingSaysWhatTheRunSaid()
{
    QFETCH(QString, command);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    const Answer run = ask(sized(command) + QStringList{QStringLiteral("--record"), file, QStringLiteral("--json")});
    QCOMPARE(run.status, 0);
    const Answer analysis = ask({QStringLiteral("analyze"), file, QStringLiteral("--json")});
    QCOMPARE(analysis.status, 0);
    QCOMPARE(QString::fromUtf8(analysis.out), QString::fromUtf8(run.out));
}

void tst_Recorded::droppedEventsProveNothing_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("counter") << QStringLiteral("run counter --sync on --set processes=4 --set increments=200000");
    QTest::newRow("one process") << QStringLiteral("run counter --sync on --set processes=1 --set increments=300000");
    QTest::newRow("list") << QStringLiteral("run list --sync on --set appends=100000");
    QTest::newRow("queue") << QStringLiteral("run queue --set messages=100000");
}

void tst_Recorded::droppedEventsProveNothing()
{
    QFETCH(QString, command);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    const Answer answer = ask(sized(command) + words("--drop --json --record") + QStringList(file));
    const QJsonObject run = answer.json();
    QVERIFY(run.value(QLatin1String("correct")).toBool());
    QCOMPARE(integer(part(run, "lost"), "count"), 0);
    if (integer(run, "dropped") > 0)
        QCOMPARE(part(run, "lost").value(QLatin1String("proof")).toString(), QStringLiteral("not provable"));
    QCOMPARE(QString::fromUtf8(ask({QStringLiteral("analyze"), file, QStringLiteral("--json")}).out), QString::fromUtf8(answer.out));
}

void tst_Recorded::aRecordingThatBreaksOffIsNotJudged_data()
{
    QTest::addColumn<QString>("scenario");
    for (const char *scenario : {"counter", "queue", "list"})
        QTest::newRow(scenario) << QString::fromLatin1(scenario);
}

void tst_Recorded::aRecordingThatBreaksOffIsNotJudged()
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

void tst_Recorded::whatBreaksOffClaimsAtMostWhatTheWholeDoes_data()
{
    aRecordingThatBreaksOffIsNotJudged_data();
}

void tst_Recorded::whatBreaksOffClaimsAtMostWhatTheWholeDoes()
{
    QFETCH(QString, scenario);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.ilv"));
    const Answer whole = ask(sized(QStringLiteral("run ") + scenario)
                             << QStringLiteral("--sync") << QStringLiteral("off") << QStringLiteral("--record") << path
                             << QStringLiteral("--json"));
    QCOMPARE(whole.status, 0);
    const qint64 lost = integer(part(whole.json(), "lost"), "count");
    QFile file(path);
    const qint64 size = file.size();
    for (const qint64 left : {size - 5, size * 9 / 10, size / 3}) {
        QVERIFY(file.resize(left));
        const QJsonObject run = ask({QStringLiteral("analyze"), path, QStringLiteral("--json")}).json();
        const qint64 claimed = integer(part(run, "lost"), "count"), survivors = integer(part(run, "lost"), "survivors");
        QVERIFY2(claimed >= 0 && claimed <= lost, QByteArray::number(claimed).constData());
        QCOMPARE(claimed + survivors + integer(part(run, "lost"), "open"), integer(run, "attempted"));
        if (scenario == QLatin1String("counter")) // each write adds one
            QCOMPARE(integer(run, "observed"), survivors);
        QVERIFY(!run.value(QLatin1String("correct")).toBool());
        QVERIFY(part(run, "lost").value(QLatin1String("proof")).toString() != QLatin1String("proved"));
    }
}

void tst_Recorded::racesSplitsAndGuaranteesAreThoseOfTheProtection_data()
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

void tst_Recorded::racesSplitsAndGuaranteesAreThoseOfTheProtection()
{
    QFETCH(const QString, command);
    QFETCH(const bool, races);
    QFETCH(const bool, splits);
    QFETCH(const QString, guarantee);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    const QJsonObject run = ask(sized(command) + words("--json --record") + QStringList{file}).json();
    QCOMPARE(integer(part(run, "races"), "pairs") > 0, races);
    QCOMPARE(integer(part(run, "atomicity"), "split") > 0, splits);
    QCOMPARE(run.value(QLatin1String("guarantee")).toString(), guarantee);
    // Each access locked by itself: no race, and yet updates are lost between the two.
    if (command.contains(QLatin1String("per-access")))
        QCOMPARE(integer(part(run, "atomicity"), "violations") > 0, integer(part(run, "lost"), "count") > 0);
    QCOMPARE(ask(words("analyze") + QStringList{file} + words("--json")).json(), run);
}

QTEST_GUILESS_MAIN(tst_Recorded)
#include "tst_recorded.moc"
