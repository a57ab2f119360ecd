// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/replay_pace.h"

#include "core/trace/recording.h"

#include <QTest>

#include <algorithm>

using namespace interleave;

class tst_ReplayPace : public QObject
{
    Q_OBJECT

private slots:
    void anyReplayTakesAboutAMinuteAtMost_data();
    void anyReplayTakesAboutAMinuteAtMost();
    void theTimeStampsTellHowMuchSlowerItIs();
    void withoutTimesNothingIsClaimed();
    void theFactorIsSaidInTwoFigures_data();
    void theFactorIsSaidInTwoFigures();
};

void tst_ReplayPace::anyReplayTakesAboutAMinuteAtMost_data()
{
    QTest::addColumn<EventIndex>("events");
    for (const EventIndex events : {0, 1, 30, 60, 61, 1000, 64'000, 1'000'014, 60'000'000})
        QTest::addRow("%llu events", static_cast<unsigned long long>(events)) << events;
}

void tst_ReplayPace::anyReplayTakesAboutAMinuteAtMost()
{
    QFETCH(EventIndex, events);
    const double speed = replaySpeedFor(events);
    QVERIFY(speed >= 1);
    QVERIFY(static_cast<double>(events) / speed <= 60);
    QVERIFY(std::find(replaySpeeds().begin(), replaySpeeds().end(), speed) != replaySpeeds().end());
    // No faster than needed: the next slower one would take longer.
    for (const double slower : replaySpeeds())
        if (slower >= 1 && slower < speed)
            QVERIFY(static_cast<double>(events) / slower > 60);
}

void tst_ReplayPace::theTimeStampsTellHowMuchSlowerItIs()
{
    RunInfo info;
    info.clock = {1000, 10}; // ten nanoseconds a tick
    info.objects = {{ObjectKind::Cell, "counter"}};
    info.processes.resize(1);
    Recording recording(info);
    for (std::uint64_t i = 0; i <= 10; ++i) {
        Event event;
        event.set(EventKind::Read);
        event.object = ObjectRef::of(0);
        event.time = 2000 + i * 100; // a microsecond apart
        recording.settle(event);
    }
    QCOMPARE(slowness(recording, 1), 1e6);
    QCOMPARE(slowness(recording, 100), 1e4);
    QCOMPARE(slowness(recording, 1e6), 1.0);
}

void tst_ReplayPace::withoutTimesNothingIsClaimed()
{
    const Recording empty{RunInfo()};
    QCOMPARE(slowness(empty, 1), 0.0);
    QVERIFY(slownessText(0).isEmpty());
}

void tst_ReplayPace::theFactorIsSaidInTwoFigures_data()
{
    QTest::addColumn<double>("factor");
    QTest::addColumn<QString>("text");
    QTest::newRow("millions") << 1'961'234.0 << QStringLiteral("about 2\u202f000\u202f000× slower than it happened");
    QTest::newRow("thousands") << 33'412.0 << QStringLiteral("about 33\u202f000× slower than it happened");
    QTest::newRow("few") << 6.44 << QStringLiteral("about 6.4× slower than it happened");
    QTest::newRow("equal") << 1.04 << QStringLiteral("about as fast as it happened");
    QTest::newRow("faster") << 0.05 << QStringLiteral("about 20× faster than it happened");
}

void tst_ReplayPace::theFactorIsSaidInTwoFigures()
{
    QFETCH(double, factor);
    QFETCH(QString, text);
    QCOMPARE(slownessText(factor), text);
}

QTEST_APPLESS_MAIN(tst_ReplayPace)
#include "tst_replay_pace.moc"
