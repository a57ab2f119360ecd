// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/live_run.h"
#include "tests/support/program.h"

using namespace interleave;

/// Races by the million, and by the hundred runs.
class tst_Races : public QObject
{
    Q_OBJECT

private slots:
    void aMillionIncrementsEachAreAccountedFor_data();
    void aMillionIncrementsEachAreAccountedFor();
    void twoHundredUnprotectedQueuesNeverHang();
    void defaultsGoWrongNearlyAlways_data();
    void defaultsGoWrongNearlyAlways();
};

void tst_Races::aMillionIncrementsEachAreAccountedFor_data()
{
    QTest::addColumn<int>("processes");
    for (const int processes : {2, 3, 4})
        QTest::addRow("%d processes", processes) << processes;
}

void tst_Races::aMillionIncrementsEachAreAccountedFor()
{
    QFETCH(int, processes);
    LiveRun run(settingsOf("counter", "off", {{"processes", processes}, {"increments", 1'000'000}}));
    QVERIFY(run.waitUntilFinished());
    const Account account = run.account();
    QCOMPARE(account.attempted, std::int64_t{1'000'000} * processes);
    QCOMPARE(account.survivors + account.lost, account.attempted);
    QCOMPARE(account.survivors, account.observed);
    QCOMPARE(account.proof, Proof::Proved);
    QCOMPARE(run.recording().findings()->unexplained, std::uint64_t{0});
    qInfo("%lld of %lld lost", static_cast<long long>(account.lost), static_cast<long long>(account.attempted));
}

void tst_Races::twoHundredUnprotectedQueuesNeverHang()
{
    const Answer answer = ask({QStringLiteral("run"), QStringLiteral("queue"), QStringLiteral("--sync"), QStringLiteral("off"),
                               QStringLiteral("--repeat"), QStringLiteral("200"), QStringLiteral("--json")}, 280'000);
    QCOMPARE(answer.status, 0);
    QCOMPARE(answer.json().value(QLatin1String("of")).toInt(), 200);
    qInfo("%d of 200 went wrong", answer.json().value(QLatin1String("wrong")).toInt());
}

void tst_Races::defaultsGoWrongNearlyAlways_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"run counter", "run counter --pace bare", "run queue --sync off", "run queue --sync off --pace bare",
                                "run list", "run list --pace bare"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

/// The defaults are chosen so that 19 of 20 runs go wrong on an idle machine of two processors; the operating system
/// decides, so the bound here is one that a busy machine keeps, and the figure is printed.
void tst_Races::defaultsGoWrongNearlyAlways()
{
    QFETCH(QString, command);
    const Answer answer = ask(command.split(QLatin1Char(' ')) + QStringList{QStringLiteral("--repeat"), QStringLiteral("40"),
                                                                            QStringLiteral("--json")}, 280'000);
    QCOMPARE(answer.status, 0);
    const int wrong = answer.json().value(QLatin1String("wrong")).toInt();
    qInfo("%d of 40 went wrong", wrong);
    QVERIFY(wrong >= 10);
}

QTEST_GUILESS_MAIN(tst_Races)
#include "tst_races.moc"
