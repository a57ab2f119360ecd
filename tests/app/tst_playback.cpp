// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/playback.h"

#include "tests/support/trace_text.h"

#include <QSignalSpy>
#include <QTest>

using namespace interleave;

class tst_Playback : public QObject
{
    Q_OBJECT

private slots:
    void aNewRecordingStartsAtTheBeginning();
    void seekingStaysWithinTheRecording();
    void seekingToWhereItStandsSaysNothing();
    void stepsGoBothWays_data();
    void stepsGoBothWays();
    void liveFollowsTheEnd();
    void aConcealedRunIsNotFollowed();
    void seekingWhileLiveStopsFollowing();
    void playingShowsEveryEventAndStopsAtTheEnd();
    void playingAtTheEndBeginsAgain();
    void aListenerMayPause();
    void speedStaysWithinItsRange();
    void aSuggestedSpeedGivesWayToAChosenOne();
    void withoutRecordingNothingPlays();
};

void tst_Playback::aNewRecordingStartsAtTheBeginning()
{
    Playback playback;
    QSignalSpy changed(&playback, &Playback::recordingChanged);
    playback.setRecording(mockRecording());
    QCOMPARE(changed.count(), 1);
    QCOMPARE(playback.length(), EventIndex{30});
    QCOMPARE(playback.position(), EventIndex{0});
    QCOMPARE(playback.current(), kNoEvent);
    playback.seek(12);
    playback.setRecording(nullptr);
    QCOMPARE(playback.length(), EventIndex{0});
    QCOMPARE(playback.position(), EventIndex{0});
}

void tst_Playback::seekingStaysWithinTheRecording()
{
    Playback playback;
    playback.setRecording(mockRecording());
    playback.seek(12);
    QCOMPARE(playback.current(), EventIndex{11});
    playback.seek(1000);
    QCOMPARE(playback.position(), EventIndex{30});
}

void tst_Playback::seekingToWhereItStandsSaysNothing()
{
    Playback playback;
    playback.setRecording(mockRecording());
    playback.seek(5);
    QSignalSpy moved(&playback, &Playback::moved);
    playback.seek(5);
    QCOMPARE(moved.count(), 0);
    playback.seek(6);
    QCOMPARE(moved.count(), 1);
}

void tst_Playback::stepsGoBothWays_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("step");
    QTest::addColumn<int>("to");
    QTest::newRow("on") << 3 << 1 << 4;
    QTest::newRow("back") << 3 << -1 << 2;
    QTest::newRow("back beyond the beginning") << 3 << -10 << 0;
    QTest::newRow("on beyond the end") << 28 << 10 << 30;
    QTest::newRow("as far back as an int goes") << 30 << std::numeric_limits<int>::min() << 0;
    QTest::newRow("nowhere") << 7 << 0 << 7;
}

void tst_Playback::stepsGoBothWays()
{
    QFETCH(int, from);
    QFETCH(int, step);
    QFETCH(int, to);
    Playback playback;
    playback.setRecording(mockRecording());
    playback.seek(EventIndex(from));
    playback.step(step);
    QCOMPARE(playback.position(), EventIndex(to));
}

void tst_Playback::liveFollowsTheEnd()
{
    Playback playback;
    playback.setRecording(mockRecording());
    playback.setLive(true);
    QCOMPARE(playback.position(), EventIndex{30});
    playback.setLength(40);
    QCOMPARE(playback.position(), EventIndex{40});
    playback.setLive(false);
    playback.setLength(50);
    QCOMPARE(playback.position(), EventIndex{40});
}

void tst_Playback::seekingWhileLiveStopsFollowing()
{
    Playback playback;
    playback.setRecording(mockRecording());
    playback.setLive(true);
    playback.seek(3);
    QVERIFY(!playback.isLive());
    playback.setLength(60);
    QCOMPARE(playback.position(), EventIndex{3});
}

void tst_Playback::playingShowsEveryEventAndStopsAtTheEnd()
{
    Playback playback;
    playback.setRecording(mockRecording());
    playback.setSpeed(1000);
    QSignalSpy moved(&playback, &Playback::moved);
    playback.play();
    QVERIFY(playback.isPlaying());
    QTRY_VERIFY(!playback.isPlaying());
    QCOMPARE(playback.position(), EventIndex{30});
    EventIndex last = 0;
    for (const QList<QVariant> &arguments : moved) {
        QVERIFY(arguments.front().toULongLong() > last);
        last = arguments.front().toULongLong();
    }
}

void tst_Playback::playingAtTheEndBeginsAgain()
{
    Playback playback;
    playback.setRecording(mockRecording());
    playback.seek(30);
    playback.toggle();
    QVERIFY(playback.isPlaying());
    QCOMPARE(playback.position(), EventIndex{0});
    playback.toggle();
    QVERIFY(!playback.isPlaying());
}

void tst_Playback::aListenerMayPause()
{
    Playback playback;
    playback.setRecording(mockRecording());
    playback.setSpeed(50);
    connect(&playback, &Playback::moved, &playback, &Playback::pause);
    playback.play();
    QTRY_VERIFY(!playback.isPlaying());
    QVERIFY(playback.position() > 0);
    QVERIFY(playback.position() < 30);
}

void tst_Playback::speedStaysWithinItsRange()
{
    Playback playback;
    playback.setSpeed(0);
    QCOMPARE(playback.speed(), 0.25);
    playback.setSpeed(1e9);
    QCOMPARE(playback.speed(), 1e6);
}

void tst_Playback::aSuggestedSpeedGivesWayToAChosenOne()
{
    Playback playback;
    playback.suggestSpeed(500);
    QCOMPARE(playback.speed(), 500.0);
    playback.suggestSpeed(20);
    QCOMPARE(playback.speed(), 20.0);
    playback.setSpeed(20); // the same, but now it is a choice
    playback.suggestSpeed(500);
    QCOMPARE(playback.speed(), 20.0);
    playback.setRecording(mockRecording());
    playback.suggestSpeed(1);
    QCOMPARE(playback.speed(), 20.0);
}

void tst_Playback::withoutRecordingNothingPlays()
{
    Playback playback;
    playback.play();
    QVERIFY(!playback.isPlaying());
    playback.step(1);
    playback.seek(7);
    QCOMPARE(playback.position(), EventIndex{0});
}

void tst_Playback::aConcealedRunIsNotFollowed()
{
    Playback playback;
    playback.setRecording(mockRecording());
    playback.seek(7);
    playback.setConcealed(true);
    QCOMPARE(playback.position(), EventIndex(0));
    playback.setLive(true);
    QCOMPARE(playback.position(), EventIndex(0));
    playback.setConcealed(false);
    QCOMPARE(playback.position(), playback.length());
}

QTEST_GUILESS_MAIN(tst_Playback)
#include "tst_playback.moc"
