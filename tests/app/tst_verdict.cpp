// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/verdict.h"

#include "scenarios/catalog.h"

#include <QTest>

using namespace interleave;

namespace {

RunInfo runOf(std::size_t processes)
{
    RunInfo info;
    info.settings.scenario = "counter";
    info.settings.mode = "off";
    info.processes.resize(processes);
    for (ProcessInfo &process : info.processes)
        process.end = ProcessEnd::Finished;
    return info;
}

Account account(std::int64_t observed, std::int64_t expected)
{
    Account account;
    account.observed = observed;
    account.expected = expected;
    account.correct = observed == expected;
    account.sentence = "What there is to say.";
    return account;
}

Verdict verdict(const RunInfo &info, const Account &account)
{
    return verdictOf(*findScenario("counter"), info, Findings{}, account);
}

QString headline(const RunInfo &info, const Account &account)
{
    return verdict(info, account).headline;
}

QString sentence(const RunInfo &info, const Account &account)
{
    return verdict(info, account).sentence;
}

} // namespace

/// The few words above the stage that a run comes down to.
class tst_Verdict : public QObject
{
    Q_OBJECT

private slots:
    void allWhoDiedAreNamed_data();
    void allWhoDiedAreNamed();
    void aRunThatWasStoppedIsNotCalledAfterTheDead();
    void whatIsWrongIsToldInFigures();
    void whatIsRightByChanceIsSaidToBe();
};

void tst_Verdict::allWhoDiedAreNamed_data()
{
    QTest::addColumn<QList<int>>("dead");
    QTest::addColumn<QString>("headline");
    QTest::newRow("one") << QList<int>{1} << QStringLiteral("Process 2 died: 7 of 15");
    QTest::newRow("two") << QList<int>{0, 2} << QStringLiteral("Processes 1 and 3 died: 7 of 15");
    QTest::newRow("all") << QList<int>{0, 1, 2} << QStringLiteral("Processes 1, 2 and 3 died: 7 of 15");
    QTest::newRow("many") << QList<int>{0, 1, 2, 4, 5} << QStringLiteral("5 processes died: 7 of 15");
}

void tst_Verdict::allWhoDiedAreNamed()
{
    QFETCH(QList<int>, dead);
    QFETCH(QString, headline);
    RunInfo info = runOf(6);
    for (const int actor : dead)
        info.processes[static_cast<std::size_t>(actor)].end = actor == 0 ? ProcessEnd::Killed : ProcessEnd::Crashed;
    QCOMPARE(::headline(info, account(7, 15)), headline);
}

void tst_Verdict::aRunThatWasStoppedIsNotCalledAfterTheDead()
{
    RunInfo info = runOf(2);
    info.interrupted = true;
    QCOMPARE(headline(info, account(7, 10)), QStringLiteral("Stopped: 7 of 10"));
    info.processes[1].end = ProcessEnd::Killed;
    QCOMPARE(headline(info, account(7, 10)), QStringLiteral("Stopped (process 2 had died): 7 of 10"));
    info.processes[0].end = ProcessEnd::Crashed;
    QCOMPARE(headline(info, account(7, 10)), QStringLiteral("Stopped (processes 1 and 2 had died): 7 of 10"));
    info.interrupted = false;
    QCOMPARE(headline(info, account(7, 10)), QStringLiteral("Processes 1 and 2 died: 7 of 10"));
}

void tst_Verdict::whatIsWrongIsToldInFigures()
{
    QCOMPARE(headline(runOf(3), account(10, 15)), QStringLiteral("Wrong: 10 of 15"));
}

void tst_Verdict::whatIsRightByChanceIsSaidToBe()
{
    RunInfo unwatched = runOf(3);
    unwatched.settings.pace = Pace::Bare;
    QCOMPARE(headline(unwatched, account(15, 15)), QStringLiteral("Right this time: 15 of 15"));
    QVERIFY(!sentence(unwatched, account(15, 15)).contains(QStringLiteral("rarer")));
    unwatched.machine.cores = 1;
    QVERIFY(sentence(unwatched, account(15, 15)).endsWith(QStringLiteral("so races are rarer.")));
    QCOMPARE(headline(runOf(1), account(5, 5)), QStringLiteral("Right: 5 of 5"));
}

QTEST_APPLESS_MAIN(tst_Verdict)
#include "tst_verdict.moc"
