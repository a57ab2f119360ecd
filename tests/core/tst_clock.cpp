// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/shm/clock.h"

#include <QtTest>

#include <cmath>

using namespace interleave;

Q_DECLARE_METATYPE(interleave::ClockKind)

class tst_Clock : public QObject
{
    Q_OBJECT

private slots:
    void neverRunsBackwards_data() { clocks(); }
    void neverRunsBackwards();
    void aTickLastsAsLongWhereverItIsMeasured_data() { clocks(); }
    void aTickLastsAsLongWhereverItIsMeasured();
    void aTickOfTheMonotonicClockIsANanosecond();
    void readingsThatCoincideGiveNoNonsense();

private:
    static void clocks();
};

void tst_Clock::clocks()
{
    QTest::addColumn<ClockKind>("clock");
    QTest::newRow("monotonic") << ClockKind::Monotonic;
    if (bestClock() == ClockKind::TimeStampCounter)
        QTest::newRow("time stamp counter") << ClockKind::TimeStampCounter;
}

void tst_Clock::neverRunsBackwards()
{
    QFETCH(ClockKind, clock);
    std::uint64_t last = 0;
    for (int i = 0; i < 10'000; ++i) {
        const std::uint64_t now = i % 2 ? ticksBefore(clock) : ticksAfter(clock);
        QVERIFY(now >= last);
        last = now;
    }
}

void tst_Clock::aTickLastsAsLongWhereverItIsMeasured()
{
    QFETCH(ClockKind, clock);
    const double calibrated = calibratedNanosecondsPerTick(clock);
    const ClockReading first = readClocks(clock);
    while (monotonicNow() < first.nanoseconds + 20'000'000) {
    }
    const double measured = nanosecondsPerTick(clock, first, readClocks(clock));
    QVERIFY2(std::abs(measured / calibrated - 1) < 0.02, qPrintable(QString::number(measured / calibrated)));
}

void tst_Clock::aTickOfTheMonotonicClockIsANanosecond()
{
    QCOMPARE(calibratedNanosecondsPerTick(ClockKind::Monotonic), 1.0);
    QCOMPARE(nanosecondsPerTick(ClockKind::Monotonic, {0, 0}, {5, 100}), 1.0);
}

void tst_Clock::readingsThatCoincideGiveNoNonsense()
{
    QCOMPARE(nanosecondsPerTick(ClockKind::TimeStampCounter, {7, 7}, {7, 9}), 1.0);
    QCOMPARE(nanosecondsPerTick(ClockKind::TimeStampCounter, {7, 7}, {9, 7}), 1.0);
    QCOMPARE(nanosecondsPerTick(ClockKind::TimeStampCounter, {9, 0}, {7, 9}), 1.0);
    QCOMPARE(nanosecondsPerTick(ClockKind::TimeStampCounter, {0, 0}, {30, 10}), 1.0 / 3);
}

QTEST_APPLESS_MAIN(tst_Clock)
#include "tst_clock.moc"
