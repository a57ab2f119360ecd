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
    void twoHundredUnprotectedQueuesNeverHang_data();
    void twoHundredUnprotectedQueuesNeverHang();
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

void tst_Races::twoHundredUnprotectedQueuesNeverHang_data()
{
    QTest::addColumn<QString>("pace");
    QTest::newRow("recorded") << QStringLiteral("full");
    QTest::newRow("unwatched") << QStringLiteral("bare");
}

void tst_Races::twoHundredUnprotectedQueuesNeverHang()
{
    QFETCH(QString, pace);
    const Answer answer = ask(words("run queue --sync off --repeat 200 --json --pace") + QStringList(pace), 280'000);
    QCOMPARE(answer.status, 0);
    QCOMPARE(answer.json().value(QLatin1String("of")).toInt(), 200);
    QCOMPARE(answer.json().value(QLatin1String("stopped")).toInt(), 0);
    qInfo("%d of 200 went wrong", answer.json().value(QLatin1String("wrong")).toInt());
}

QTEST_GUILESS_MAIN(tst_Races)
#include "tst_races.moc"
