// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_columns.h"
#include "app/timeline/timeline_index.h"
#include "app/timeline/timeline_indexer.h"
#include "app/timeline/timeline_layout.h"
#include "core/trace/recording.h"
#include "tests/support/long_recording.h"

#include <QSignalSpy>
#include <QTest>

#include <random>
#include <thread>

using namespace interleave;

namespace {

constexpr EventIndex kEvents = 3 * TimelineIndex::kBlock + 1234;
constexpr std::size_t kLanes = 5;

/// A recording of locked increments, its index, and what is needed to look at it.
struct Indexed {
    explicit Indexed(EventIndex events = kEvents)
        : recording(longRecording(events, kLanes, Locking::Locked)), reader(recording->trace()), index({kLanes, 0, 0, 0})
    {
        const EventIndex whole = events / TimelineIndex::kBlock * TimelineIndex::kBlock;
        reader.forEach(0, whole, [this](EventIndex i, const Event &event) { index.append(i, event); });
    }

    TimelineScene scene(TimelineAxis axis, TimelineSpan range)
    {
        TimelineScene scene;
        scene.recording = recording.get();
        scene.reader = &reader;
        scene.index = &index;
        scene.losses = std::make_shared<const TimelineLosses>();
        scene.axis = axis;
        scene.trace = wholeTrace(*recording, reader, index, axis, reader.size());
        scene.range = range.length() > 0 ? range : scene.trace;
        scene.value.row = 0;
        scene.size = QSizeF(996, 258);
        return scene;
    }

    std::shared_ptr<Recording> recording;
    TraceReader reader;
    TimelineIndex index;
};

struct Sums {
    double reads = 0, writes = 0, waiting = 0, holding = 0, wanted = 0;
};

Sums sumsOf(const TimelineColumns &columns, std::size_t lane)
{
    Sums sums;
    for (std::size_t column = 0; column < columns.count; ++column) {
        const LaneColumn &cell = columns.at(lane, column);
        sums.reads += static_cast<double>(cell.reads);
        sums.writes += static_cast<double>(cell.writes);
        sums.waiting += static_cast<double>(cell.waiting);
        sums.holding += static_cast<double>(cell.holding);
        sums.wanted += static_cast<double>(cell.wanted);
    }
    return sums;
}

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

} // namespace

class tst_TimelineIndex : public QObject
{
    Q_OBJECT

private slots:
    void coversWholeBlocksOnly();
    void totalsEqualCountingOneByOne();
    void statesAtTheBeginningOfABlockAreThoseOfAReplay();
    void valuesEqualThoseOfAReplay();
    void afterAGapTheValueIsNotKnownUntilSomebodyLooks();
    void anExtentOverAnyLeavesIsThatOfItsLeaves();
    void columnsFromTheIndexHoldTheSameAsCountedOnes_data();
    void columnsFromTheIndexHoldTheSameAsCountedOnes();
    void aColumnIsNeverMoreThanFull();
    void timesThatGoBackAreNudgedAndCounted();
    void isReadWhileItGrows();
    void theIndexerCatchesUpAndSaysSo();
};

void tst_TimelineIndex::coversWholeBlocksOnly()
{
    Indexed indexed;
    QCOMPARE(indexed.index.size(), 3 * TimelineIndex::kBlock);
    QVERIFY(indexed.index.bytes() < 6 * kEvents);
}

void tst_TimelineIndex::totalsEqualCountingOneByOne()
{
    Indexed indexed;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        TimelineIndex::Hint hint;
        LaneStates states(kLanes);
        double reads = 0, writes = 0, waiting = 0, holding = 0, wanted = 0;
        indexed.reader.forEach(0, indexed.index.size(), [&](EventIndex i, const Event &event) {
            if (i % TimelineIndex::kBlock == 0 && i > 0) {
                const LaneTotals totals = indexed.index.atOrder(lane, static_cast<double>(i), hint);
                QCOMPARE(totals.reads, reads);
                QCOMPARE(totals.writes, writes);
                QCOMPARE(totals.waiting, waiting);
                QCOMPARE(totals.holding, holding);
                QCOMPARE(totals.wanted, wanted);
            } else {
                // Between two entries there are at most a leaf's events of the lane.
                const LaneTotals totals = indexed.index.atOrder(lane, static_cast<double>(i), hint);
                QVERIFY(near(totals.reads, reads, TimelineIndex::kLeaf));
                QVERIFY(near(totals.writes, writes, TimelineIndex::kLeaf));
            }
            states.apply(event, [](std::size_t) {});
            reads += event.actor == lane && countsAsRead(event.kind());
            writes += event.actor == lane && countsAsWrite(event.kind());
            waiting += states[lane].phase() == LaneState::Phase::Waiting;
            holding += states[lane].phase() == LaneState::Phase::Holding;
            wanted += states[lane].isWanted();
        });
    }
}

void tst_TimelineIndex::statesAtTheBeginningOfABlockAreThoseOfAReplay()
{
    Indexed indexed;
    LaneStates states(kLanes);
    indexed.reader.forEach(0, indexed.index.size(), [&](EventIndex i, const Event &event) {
        if (i % TimelineIndex::kBlock == 0)
            for (std::size_t lane = 0; lane < kLanes; ++lane)
                QCOMPARE(indexed.index.stateAt(lane, i), states[lane]);
        states.apply(event, [](std::size_t) {});
    });
    for (std::size_t lane = 0; lane < kLanes; ++lane)
        QCOMPARE(indexed.index.stateAt(lane, indexed.index.size()), states[lane]);
}

void tst_TimelineIndex::valuesEqualThoseOfAReplay()
{
    Indexed indexed;
    std::int32_t value = 0;
    std::uint32_t writes = 0;
    Extent block;
    block.add(0);
    indexed.reader.forEach(0, indexed.index.size(), [&](EventIndex i, const Event &event) {
        if (i % TimelineIndex::kValueLeaf == 0) {
            const ValueState before = indexed.index.valueBefore(i);
            QCOMPARE(before.value, value);
            QCOMPARE(std::uint32_t{before.writes}, writes);
            QVERIFY(before.known && before.complete);
        }
        if (i % TimelineIndex::kBlock == 0 && i > 0) {
            QCOMPARE(indexed.index.values(i - TimelineIndex::kBlock, i), block);
            block = {};
            block.add(value);
        }
        if (event.kind() == EventKind::Write) {
            value = event.written().value();
            ++writes;
            block.add(value);
        }
    });
}

void tst_TimelineIndex::afterAGapTheValueIsNotKnownUntilSomebodyLooks()
{
    TimelineIndex index({1, 0, 0, 0});
    const auto append = [&index](EventIndex at, EventKind kind, std::int32_t value) {
        Event event;
        event.time = at;
        event.object = kind == EventKind::Stalled || kind == EventKind::Gap ? ObjectRef{} : ObjectRef::of(0);
        event.a = Word::make(value, 1, static_cast<std::uint32_t>(at + 1)).bits;
        event.set(kind);
        index.append(at, event);
    };
    for (EventIndex at = 0; at < TimelineIndex::kBlock; ++at) {
        const bool writes = at == 0, drops = at == 3, reads = at == TimelineIndex::kValueLeaf;
        append(at,
               writes      ? EventKind::Write
                   : drops ? EventKind::Gap
                   : reads ? EventKind::Read
                           : EventKind::Stalled,
               reads ? 9 : 1);
    }
    const ValueState gap = index.valueBefore(TimelineIndex::kValueLeaf);
    QVERIFY(!gap.known && !gap.complete);
    const ValueState looked = index.valueBefore(2 * TimelineIndex::kValueLeaf);
    QVERIFY(looked.known && !looked.complete); // how often it was written nobody can see
    QCOMPARE(looked.value, 9);
    QCOMPARE(std::uint32_t{looked.writes}, 1u);
    QCOMPARE(index.gaps().size(), std::size_t{1});
    QCOMPARE(index.gaps()[0].order, EventIndex{3});
}

void tst_TimelineIndex::anExtentOverAnyLeavesIsThatOfItsLeaves()
{
    std::mt19937 random(3);
    ExtentPyramid pyramid;
    std::vector<Extent> leaves;
    for (int i = 0; i < 700; ++i) {
        Extent leaf;
        leaf.add(static_cast<std::int32_t>(random() % 10000));
        leaves.push_back(leaf);
        pyramid.append(leaf);
    }
    for (int i = 0; i < 2000; ++i) {
        const std::size_t first = random() % 701;
        const std::size_t last = first + random() % (701 - first);
        Extent expected;
        for (std::size_t leaf = first; leaf < last; ++leaf)
            expected.add(leaves[leaf]);
        QCOMPARE(pyramid.over(first, last), expected);
    }
}

void tst_TimelineIndex::columnsFromTheIndexHoldTheSameAsCountedOnes_data()
{
    QTest::addColumn<TimelineAxis>("axis");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::newRow("order, whole") << TimelineAxis::Order << 0.0 << 1.0;
    QTest::newRow("order, a part") << TimelineAxis::Order << 0.31 << 0.77;
    QTest::newRow("order, with the open block") << TimelineAxis::Order << 0.5 << 1.0;
    QTest::newRow("time, whole") << TimelineAxis::Time << 0.0 << 1.0;
    QTest::newRow("time, a part") << TimelineAxis::Time << 0.2 << 0.6;
}

void tst_TimelineIndex::columnsFromTheIndexHoldTheSameAsCountedOnes()
{
    QFETCH(TimelineAxis, axis);
    QFETCH(double, from);
    QFETCH(double, to);
    Indexed indexed;
    TimelineScene scene = indexed.scene(axis, {});
    scene.range = {scene.trace.end * from, scene.trace.end * to};
    const VisibleEvents visible = visibleEvents(scene);
    const TimelineColumns counted = readColumns(scene, visible, 300, kEvents);
    const TimelineColumns summed = readColumns(scene, visible, 300, 0);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const Sums exact = sumsOf(counted, lane);
        const Sums fast = sumsOf(summed, lane);
        QVERIFY(exact.reads > 0 && exact.waiting > 0 && exact.holding > exact.wanted && exact.wanted > 0);
        // What is interpolated at the two edges is at most a leaf each.
        QVERIFY(near(fast.reads, exact.reads, 2 * TimelineIndex::kLeaf));
        QVERIFY(near(fast.writes, exact.writes, 2 * TimelineIndex::kLeaf));
        QVERIFY(near(fast.waiting, exact.waiting, 300 * 0.03));
        QVERIFY(near(fast.holding, exact.holding, 300 * 0.03));
        QVERIFY(near(fast.wanted, exact.wanted, 300 * 0.03));
    }
    QCOMPARE(summed.values.back().last, counted.values.back().last);
}

void tst_TimelineIndex::aColumnIsNeverMoreThanFull()
{
    Indexed indexed;
    for (const TimelineAxis axis : {TimelineAxis::Order, TimelineAxis::Time}) {
        const TimelineScene scene = indexed.scene(axis, {});
        for (const EventIndex counted : {EventIndex(0), kEvents}) {
            const TimelineColumns columns = readColumns(scene, visibleEvents(scene), 777, counted);
            for (const LaneColumn &cell : columns.cells)
                QVERIFY(cell.waiting + cell.holding <= 1.001F && cell.wanted <= cell.holding + 0.001F && cell.reads >= 0 && cell.writes >= 0);
        }
    }
}

void tst_TimelineIndex::timesThatGoBackAreNudgedAndCounted()
{
    TimelineIndex index({1, 1000, -1, 0});
    for (EventIndex i = 0; i < TimelineIndex::kBlock; ++i) {
        Event event;
        event.set(EventKind::Read);
        event.time = 1000 + (i == 100 || i == 200 ? 5 : i);
        index.append(i, event);
    }
    QCOMPARE(index.nudges(), std::uint64_t(2));
    QCOMPARE(index.ticksBefore(TimelineIndex::kBlock), std::uint64_t(TimelineIndex::kBlock - 1));
    std::uint64_t before = 0;
    for (EventIndex leaf = 0; leaf <= TimelineIndex::kBlock; leaf += TimelineIndex::kValueLeaf) {
        QVERIFY(index.ticksBefore(leaf) >= before);
        before = index.ticksBefore(leaf);
    }
}

void tst_TimelineIndex::isReadWhileItGrows()
{
    const auto recording = longRecording(20 * TimelineIndex::kBlock, kLanes, Locking::Locked);
    TimelineIndex index({kLanes, 0, 0, 0});
    std::thread writer([&] {
        TraceReader reader(recording->trace());
        reader.forEach(0, recording->trace().size(), [&](EventIndex i, const Event &event) { index.append(i, event); });
    });
    bool monotone = true;
    while (index.size() < recording->trace().size()) {
        const auto size = static_cast<double>(index.size());
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            TimelineIndex::Hint hint;
            const LaneTotals half = index.atOrder(lane, size / 2, hint);
            const LaneTotals all = index.atOrder(lane, size, hint);
            monotone = monotone && half.reads <= all.reads && half.waiting <= all.waiting;
        }
        index.values(0, index.size());
    }
    writer.join();
    QVERIFY(monotone);
}

void tst_TimelineIndex::theIndexerCatchesUpAndSaysSo()
{
    const auto recording = longRecording(5 * TimelineIndex::kBlock + 7, kLanes, Locking::Locked);
    TimelineIndexer indexer(recording, {kLanes, 0, 0, 0});
    QSignalSpy advanced(&indexer, &TimelineIndexer::advanced);
    QCOMPARE(indexer.index().size(), EventIndex(0));
    indexer.wake();
    QTRY_COMPARE(indexer.index().size(), 5 * TimelineIndex::kBlock);
    QTRY_VERIFY(!advanced.isEmpty());
}

QTEST_GUILESS_MAIN(tst_TimelineIndex)
#include "tst_timeline_index.moc"
