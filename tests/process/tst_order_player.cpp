// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/order_player.h"
#include "core/trace/recording.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace interleave;

namespace {

RunSettings counter(int processes, int increments)
{
    return {.scenario = "counter",
            .mode = "off",
            .parameters = {{"processes", processes}, {"increments", increments}},
            .pace = Pace::Step};
}

Steps steps(const char *text)
{
    return parseSteps(text).value();
}

} // namespace

/// Orders that a search has found, done again by real processes.
class tst_OrderPlayer : public QObject
{
    Q_OBJECT

private slots:
    void theSameProcessesDoOneOrderAfterTheOther();
    void anOrderThatCannotBeFollowedEnds_data();
    void anOrderThatCannotBeFollowedEnds();
    void whoIsKilledMeanwhileEndsIt();
    void whoIsStoppedIsNamedAndCanBeEnded();
};

void tst_OrderPlayer::theSameProcessesDoOneOrderAfterTheOther()
{
    OrderPlayer player;
    QSignalSpy finished(&player, &OrderPlayer::finished);
    std::int64_t pid = 0;
    for (const char *order : {"ABAB", "AABB", "BABA"}) {
        QVERIFY(player.play(counter(2, 1), steps(order)).ok());
        QVERIFY(player.isActive());
        QVERIFY(!player.play(counter(2, 1), steps(order)).ok()); // one at a time
        QVERIFY(finished.wait(10'000));
        QVERIFY(finished.takeFirst().front().toBool());
        QVERIFY(!player.isActive() && !player.divergence());
        const auto first = player.recording()->info()->processes.front().pid;
        QVERIFY(pid == 0 || pid == first);
        pid = first;
    }
}

void tst_OrderPlayer::anOrderThatCannotBeFollowedEnds_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<int>("why");
    QTest::addColumn<int>("step");
    QTest::newRow("one step too many") << QByteArray("AAA") << int(Divergence::Why::Ended) << 2;
    QTest::newRow("nobody of that name") << QByteArray("AC") << int(Divergence::Why::NoSuchActor) << 1;
    QTest::newRow("dead by then") << QByteArray("AA!A") << int(Divergence::Why::Dead) << 2;
}

void tst_OrderPlayer::anOrderThatCannotBeFollowedEnds()
{
    QFETCH(QByteArray, order);
    QFETCH(int, why);
    QFETCH(int, step);
    OrderPlayer player;
    QSignalSpy finished(&player, &OrderPlayer::finished);
    QVERIFY(player.play(counter(2, 1), steps(order.constData())).ok());
    QVERIFY(finished.wait(10'000));
    QVERIFY(!finished.front().front().toBool());
    QVERIFY(player.divergence().has_value());
    QCOMPARE(int(player.divergence()->why), why);
    QCOMPARE(player.divergence()->step, std::size_t(step));
    // The next one can be.
    QVERIFY(player.play(counter(2, 1), steps("ABAB")).ok());
    QVERIFY(finished.wait(10'000));
    QVERIFY(finished.back().front().toBool());
}

/// Long enough to be met in the middle.
void tst_OrderPlayer::whoIsKilledMeanwhileEndsIt()
{
    OrderPlayer player;
    QSignalSpy finished(&player, &OrderPlayer::finished), began(&player, &OrderPlayer::began);
    QVERIFY(player.play(counter(2, 20'000), steps("A40000B40000")).ok());
    QTRY_VERIFY(player.recording()->trace().size() > 100);
    ::kill(static_cast<pid_t>(player.recording()->info()->processes[0].pid), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 10'000);
    QVERIFY(!finished.front().front().toBool());
}

void tst_OrderPlayer::whoIsStoppedIsNamedAndCanBeEnded()
{
    OrderPlayer player;
    QSignalSpy finished(&player, &OrderPlayer::finished), late(&player, &OrderPlayer::late);
    QVERIFY(player.play(counter(2, 20'000), steps("A40000B40000")).ok());
    QTRY_VERIFY(player.recording()->trace().size() > 100);
    ::kill(static_cast<pid_t>(player.recording()->info()->processes[0].pid), SIGSTOP);
    QTRY_COMPARE_WITH_TIMEOUT(late.count(), 1, 10'000);
    QCOMPARE(late.front().front().value<ActorId>(), ActorId{0});
    player.stop();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 10'000);
    QVERIFY(player.recording()->info()->interrupted);
}

QTEST_GUILESS_MAIN(tst_OrderPlayer)
#include "tst_order_player.moc"
