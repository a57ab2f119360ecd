// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_coordinates.h"

#include <QTest>

using namespace interleave;

class tst_TimelineCoordinates : public QObject
{
    Q_OBJECT

private slots:
    void aPositionAndItsPixelRoundTrip_data();
    void aPositionAndItsPixelRoundTrip();
    void degenerateRangesHaveOnePlace();
    void positionsOutsideTheRangeAreNotClamped();
    void aColumnHoldsItsBeginningAndNotItsEnd_data();
    void aColumnHoldsItsBeginningAndNotItsEnd();
    void lanesAreFoundByHeight_data();
    void lanesAreFoundByHeight();
    void rulerStepsAreOneTwoOrFive_data();
    void rulerStepsAreOneTwoOrFive();
};

void tst_TimelineCoordinates::aPositionAndItsPixelRoundTrip_data()
{
    QTest::addColumn<double>("begin");
    QTest::addColumn<double>("end");
    QTest::addColumn<double>("width");
    QTest::newRow("thirty events") << 0.0 << 30.0 << 890.0;
    QTest::newRow("far into a long trace") << 9'999'990.0 << 10'000'000.0 << 890.0;
    QTest::newRow("an hour in nanoseconds") << 0.0 << 3.6e12 << 2000.0;
    QTest::newRow("a microsecond after an hour") << 3.6e12 << 3.6e12 + 1000 << 2000.0;
    QTest::newRow("a single pixel") << 10.0 << 20.0 << 1.0;
}

void tst_TimelineCoordinates::aPositionAndItsPixelRoundTrip()
{
    QFETCH(double, begin);
    QFETCH(double, end);
    QFETCH(double, width);
    QCOMPARE(toPixel(begin, begin, end, width), 0.0);
    QCOMPARE(toPixel(end, begin, end, width), width);
    for (int i = 0; i <= 10; ++i) {
        const double position = begin + (end - begin) * i / 10;
        const double back = toPosition(toPixel(position, begin, end, width), begin, end, width);
        QVERIFY(std::abs(back - position) <= 1e-9 * std::max(1.0, std::abs(position)));
    }
}

void tst_TimelineCoordinates::degenerateRangesHaveOnePlace()
{
    QCOMPARE(toPixel(5, 5, 5, 100), 0.0);
    QCOMPARE(toPixel(7, 5, 5, 100), 0.0);
    QCOMPARE(toPosition(40, 5, 9, 0), 5.0);
    QCOMPARE(toPosition(40, 5, 9, -3), 5.0);
}

void tst_TimelineCoordinates::positionsOutsideTheRangeAreNotClamped()
{
    QCOMPARE(toPixel(-10, 0, 10, 100), -100.0);
    QCOMPARE(toPixel(20, 0, 10, 100), 200.0);
    QCOMPARE(toPosition(-100, 0, 10, 100), -10.0);
}

void tst_TimelineCoordinates::aColumnHoldsItsBeginningAndNotItsEnd_data()
{
    QTest::addColumn<double>("position");
    QTest::addColumn<EventIndex>("event");
    QTest::newRow("before the first") << -0.001 << kNoEvent;
    QTest::newRow("the very beginning") << 0.0 << EventIndex(0);
    QTest::newRow("within the first") << 0.999 << EventIndex(0);
    QTest::newRow("where the second begins") << 1.0 << EventIndex(1);
    QTest::newRow("within the last") << 2.5 << EventIndex(2);
    QTest::newRow("where the last ends") << 3.0 << kNoEvent;
    QTest::newRow("not a number") << std::nan("") << kNoEvent;
}

void tst_TimelineCoordinates::aColumnHoldsItsBeginningAndNotItsEnd()
{
    QFETCH(double, position);
    QFETCH(EventIndex, event);
    QCOMPARE(columnAt(position, 3), event);
    QCOMPARE(columnAt(position, 0), kNoEvent);
}

void tst_TimelineCoordinates::lanesAreFoundByHeight_data()
{
    QTest::addColumn<double>("y");
    QTest::addColumn<int>("lane");
    QTest::newRow("above") << 9.9 << -1;
    QTest::newRow("upper edge of the first") << 10.0 << 0;
    QTest::newRow("first") << 47.9 << 0;
    QTest::newRow("upper edge of the second") << 48.0 << 1;
    QTest::newRow("last") << 123.9 << 2;
    QTest::newRow("lower edge of the last") << 124.0 << -1;
    QTest::newRow("negative") << -5.0 << -1;
}

void tst_TimelineCoordinates::lanesAreFoundByHeight()
{
    QFETCH(double, y);
    QFETCH(int, lane);
    QCOMPARE(laneAt(y, 10, 38, 3), lane);
    QCOMPARE(laneAt(y, 10, 38, 0), -1);
    QCOMPARE(laneAt(y, 10, 0, 3), -1);
    if (lane >= 0)
        QCOMPARE(laneAt(laneTop(lane, 10, 38), 10, 38, 3), lane);
}

void tst_TimelineCoordinates::rulerStepsAreOneTwoOrFive_data()
{
    QTest::addColumn<double>("atLeast");
    QTest::addColumn<double>("step");
    QTest::newRow("exact") << 5.0 << 5.0;
    QTest::newRow("just above") << 5.01 << 10.0;
    QTest::newRow("small") << 0.013 << 0.02;
    QTest::newRow("large") << 2.1e6 << 5e6;
    QTest::newRow("nothing") << 0.0 << 1.0;
    QTest::newRow("negative") << -3.0 << 1.0;
}

void tst_TimelineCoordinates::rulerStepsAreOneTwoOrFive()
{
    QFETCH(double, atLeast);
    QFETCH(double, step);
    QCOMPARE(niceStep(atLeast), step);
}

QTEST_APPLESS_MAIN(tst_TimelineCoordinates)
#include "tst_timeline_coordinates.moc"
