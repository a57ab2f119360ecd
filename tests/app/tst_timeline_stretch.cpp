// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_scene.h"
#include "app/timeline/timeline_stretch.h"
#include "core/trace/recording.h"
#include "tests/support/long_recording.h"

#include <QTest>

#include <array>

using namespace interleave;

namespace {

constexpr EventIndex kBlock = TimelineIndex::kBlock;
constexpr EventIndex kEvents = 4 * kBlock + 1234;
constexpr std::size_t kLanes = 3;

struct Indexed {
    explicit Indexed(EventIndex covered)
        : recording(longRecording(kEvents, kLanes, Locking::Locked)), reader(recording->trace()), index({kLanes, 0, 0, 0})
    {
        reader.forEach(0, covered, [this](EventIndex i, const Event &event) { index.append(i, event); });
    }

    std::shared_ptr<Recording> recording;
    TraceReader reader;
    TimelineIndex index;
};

/// One clock for the test: a tick lasts half a nanosecond.
constexpr ClockScale kClock{.origin = 0, .nanosecondsPerTick = 0.5};

/// The same figures, by hand: from the events alone, with no index and no scan.
StretchFigures replayed(TraceReader &reader, EventIndex first, EventIndex last)
{
    StretchFigures figures;
    figures.first = first;
    figures.last = last;
    figures.lanes.resize(kLanes);
    LaneStates states(kLanes);
    std::uint64_t latest = 0;
    std::uint64_t begin = 0;
    std::int32_t value = 0;
    double area = 0;
    reader.forEach(0, last, [&](EventIndex index, const Event &event) {
        const std::uint64_t now = std::max(latest, event.time);
        if (index == first) {
            begin = now;
            figures.before = value;
            figures.extent.add(value);
        } else if (index > first) {
            const auto gap = static_cast<double>(now - latest);
            area += value * gap;
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                figures.lanes[lane].waiting += states[lane].waiting ? gap : 0;
                figures.lanes[lane].holding += !states[lane].waiting && states[lane].holding > 0 ? gap : 0;
                figures.lanes[lane].wanted += states[lane].isWanted() ? gap : 0;
            }
        }
        latest = now;
        states.apply(event, [](std::size_t) {});
        if (event.object.row() == 0 && writesWord(event.kind()))
            value = event.written().value();
        if (index >= first)
            figures.extent.add(value);
    });
    const auto ticks = static_cast<double>(latest - begin);
    figures.after = value;
    figures.from = static_cast<double>(begin) * 0.5;
    figures.to = static_cast<double>(latest) * 0.5;
    if (ticks > 0) {
        figures.mean = area / ticks;
        for (StretchFigures::Lane &lane : figures.lanes)
            lane = {lane.waiting / ticks, lane.holding / ticks, lane.wanted / ticks};
    }
    return figures;
}

} // namespace

class tst_TimelineStretch : public QObject
{
    Q_OBJECT

private slots:
    void figuresAreThoseOfAReplay_data();
    void figuresAreThoseOfAReplay();
    void oneEventTakesNoTime();
    void wordsSayEveryFigure();
    void manyProcessesAreToldTogether();
    void theTableHasALineForEveryFigure();
};

void tst_TimelineStretch::figuresAreThoseOfAReplay_data()
{
    QTest::addColumn<EventIndex>("covered");
    QTest::addColumn<EventIndex>("first");
    QTest::addColumn<EventIndex>("last");
    QTest::addColumn<bool>("leaps"); // over what the index knows
    const EventIndex all = 4 * kBlock;
    QTest::newRow("the whole run, one by one") << all << EventIndex(0) << kEvents << false;
    QTest::newRow("the whole run") << all << EventIndex(0) << kEvents << true;
    QTest::newRow("no index yet") << EventIndex(0) << EventIndex(100) << EventIndex(700) << true;
    QTest::newRow("an index of a part") << 2 * kBlock << EventIndex(777) << kEvents << true;
    QTest::newRow("within a block") << all << EventIndex(kBlock + 5) << EventIndex(kBlock + 405) << true;
    QTest::newRow("ends anywhere, one by one") << all << EventIndex(1001) << EventIndex(3 * kBlock + 333) << false;
    QTest::newRow("ends anywhere") << all << EventIndex(1001) << EventIndex(3 * kBlock + 333) << true;
    QTest::newRow("from leaf to block") << all << EventIndex(TimelineIndex::kValueLeaf) << EventIndex(3 * kBlock) << true;
    QTest::newRow("just before a block") << all << EventIndex(kBlock - 1) << EventIndex(2 * kBlock) << true;
    QTest::newRow("beyond the index") << all << EventIndex(all + 10) << kEvents << true;
}

void tst_TimelineStretch::figuresAreThoseOfAReplay()
{
    QFETCH(const EventIndex, covered);
    QFETCH(const EventIndex, first);
    QFETCH(const EventIndex, last);
    QFETCH(const bool, leaps);
    Indexed indexed(covered);
    const StretchFigures found = measureStretch(indexed.reader, indexed.index, kClock, first, last, leaps ? 0 : kEvents);
    const StretchFigures expected = replayed(indexed.reader, first, last);
    QCOMPARE(found.count(), last - first);
    QCOMPARE(found.from, expected.from);
    QCOMPARE(found.to, expected.to);
    QCOMPARE(found.before, expected.before);
    QCOMPARE(found.after, expected.after);
    QCOMPARE(found.extent, expected.extent);
    QVERIFY(found.mean && std::abs(*found.mean / *expected.mean - 1) < 1e-9);
    // A leaf of a lane at either end may be shared out; of so few events that shows in the second decimal at most.
    const double tolerance = leaps ? 0.01 : 1e-9;
    double busy = 0;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        QVERIFY(std::abs(found.lanes[lane].waiting - expected.lanes[lane].waiting) <= tolerance);
        QVERIFY(std::abs(found.lanes[lane].holding - expected.lanes[lane].holding) <= tolerance);
        QVERIFY(std::abs(found.lanes[lane].wanted - expected.lanes[lane].wanted) <= tolerance);
        busy += expected.lanes[lane].waiting + expected.lanes[lane].holding;
    }
    QVERIFY(busy > 0);
}

void tst_TimelineStretch::oneEventTakesNoTime()
{
    Indexed indexed(0);
    const StretchFigures found = measureStretch(indexed.reader, indexed.index, kClock, 5, 6);
    QCOMPARE(found.count(), EventIndex(1));
    QCOMPARE(found.nanoseconds(), 0.0);
    QCOMPARE(found.perSecond(), 0.0);
    QVERIFY(!found.mean);
    QVERIFY(shortWords(found, TimelineValue()).join(u'\n').startsWith(QStringLiteral("1 event: 6")));
}

namespace {

StretchFigures someFigures()
{
    StretchFigures figures;
    figures.first = 1200;
    figures.last = 26'200;
    figures.from = 1'000'000;
    figures.to = 2'250'000;
    figures.before = 57;
    figures.after = 10;
    figures.extent = {8, 60};
    figures.mean = 33.25;
    figures.lanes = {{0.4, 0.2}, {0, 0.0004}, {0, 0}};
    return figures;
}

TimelineValue counter()
{
    TimelineValue value;
    value.row = 0;
    value.name = QStringLiteral("counter");
    return value;
}

} // namespace

void tst_TimelineStretch::wordsSayEveryFigure()
{
    const QStringList lines = shortWords(someFigures(), counter());
    QCOMPARE(lines, (QStringList{QStringLiteral("25\u202f000 events: 1201 – 26\u202f200"),
                                 QStringLiteral("Δt 1.25 ms · 20 M events/s"),
                                 QStringLiteral("counter: 57 → 10 (\u221247)"),
                                 QStringLiteral("least 8 · mean over time 33.3 · greatest 60"),
                                 QStringLiteral("process 1: waiting 40 %, holding 20 %"),
                                 QStringLiteral("process 2: holding < 0.1 %")}));
    QCOMPARE(shortWords(someFigures(), TimelineValue()).size(), 4); // no object the scenario is about
}

void tst_TimelineStretch::manyProcessesAreToldTogether()
{
    StretchFigures figures = someFigures();
    figures.lanes.assign(8, {0.5, 0.25});
    QCOMPARE(shortWords(figures, counter()).last(), QStringLiteral("of a process's time: waiting 50 %, holding 25 %"));
}

void tst_TimelineStretch::theTableHasALineForEveryFigure()
{
    const QString table = asTable(someFigures(), counter());
    for (const char16_t *line :
         {u"first event\t1201", u"last event\t26200", u"events\t25000", u"Δt (ns)\t1250000", u"events/s\t19999200",
          u"counter before\t57", u"counter difference\t-47", u"counter least\t8", u"counter mean over time\t33.25",
          u"counter greatest\t60", u"process 1 waiting (%)\t40.00"})
        QVERIFY2(table.split(u'\n').contains(QString::fromUtf16(line)), qPrintable(table));
    QVERIFY(!table.contains(QStringLiteral("process 3")));
}

QTEST_APPLESS_MAIN(tst_TimelineStretch)
#include "tst_timeline_stretch.moc"
