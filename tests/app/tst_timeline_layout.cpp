// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/paint/shapes.h"
#include "app/timeline/timeline_layout.h"
#include "app/timeline/timeline_picture.h"
#include "core/trace/recording.h"
#include "tests/support/long_recording.h"
#include "tests/support/trace_text.h"

#include <QFontMetricsF>
#include <QTest>

#include <algorithm>
#include <set>

using namespace interleave;

namespace {

/// A recording laid out, and questions about its shapes.
struct Laid {
    explicit Laid(std::shared_ptr<Recording> what)
        : recording(std::move(what))
        , reader(recording->trace())
        , index({recording->info()->processes.size(), recording->info()->clock.origin, 0, 0})
    {
        const EventIndex whole = reader.size() / TimelineIndex::kBlock * TimelineIndex::kBlock;
        reader.forEach(0, whole, [this](EventIndex i, const Event &event) { index.append(i, event); });
        scene.recording = recording.get();
        scene.reader = &reader;
        scene.index = &index;
        scene.losses = std::make_shared<const TimelineLosses>(recording->findings()->losses, reader,
                                                              recording->info()->processes.size());
        scene.value = {0, QStringLiteral("counter"), QStringLiteral("increments written"), 0};
        scene.size = QSizeF(996, 258);
        scene.theme = Theme::light();
        across(TimelineAxis::Order);
    }

    void across(TimelineAxis axis)
    {
        scene.axis = axis;
        scene.trace = wholeTrace(*recording, reader, index, axis, reader.size());
        scene.tail = recording->tail();
        scene.range = scene.trace;
        lay();
    }
    void show(double begin, double end)
    {
        scene.range = {begin, end};
        lay();
    }
    void lay() { picture = layoutTimeline(scene); }

    QRectF event(EventIndex number) const { return picture.rectOf(QStringLiteral("event/%1").arg(number)); }
    TimelineGeometry geometry() const
    {
        return geometryOf(scene.size, int(recording->info()->processes.size()), scene.firstLane, true, scene.header);
    }
    template <typename Type>
    std::vector<Type> all() const
    {
        std::vector<Type> found;
        for (const Shape &shape : picture.shapes)
            if (const auto *of = std::get_if<Type>(&shape))
                found.push_back(*of);
        return found;
    }
    bool says(const QString &text) const
    {
        const auto labels = all<Label>();
        return std::any_of(labels.begin(), labels.end(), [&](const Label &label) { return label.text == text; });
    }
    /// Is there a ✕ (an outline in the colour of loss) over that box?
    bool crossed(EventIndex number) const
    {
        const QRectF corner(event(number).topRight() - QPointF(8, 4), QSizeF(10, 10));
        for (const Outline &outline : all<Outline>()) {
            if (outline.stroke != scene.theme.loss)
                continue;
            for (int i = 0; i < outline.path.elementCount(); ++i)
                if (corner.contains(QPointF(outline.path.elementAt(i))))
                    return true;
        }
        return false;
    }

    std::shared_ptr<Recording> recording;
    TraceReader reader;
    TimelineIndex index;
    TimelineScene scene;
    Picture picture;
};

std::shared_ptr<Recording> lockedRun(const char *text, std::size_t actors)
{
    RunSettings settings;
    settings.mode = "on";
    const ObjectTable objects{{.kind = ObjectKind::Cell, .name = "counter"}, {.kind = ObjectKind::Mutex, .name = "lock"}};
    return recordingFromText(objects, text, actors, settings);
}

} // namespace

class tst_TimelineLayout : public QObject
{
    Q_OBJECT

private slots:
    void everyEventHasABoxInItsLane();
    void noTwoBoxesOverlap();
    void boxesTellLetterAndValue();
    void aCrossIsAboveEveryVictimAndNothingElse();
    void aBracketJoinsAReadAndTheWriteComputedFromIt();
    void aBracketIsSeenFromWithin();
    void theCursorIsTheColumnOfTheCurrentEvent();
    void anOverwritingEventHasTheColourOfLoss();
    void theValueRowEndsWithBothNumbers();
    void whatMissingEventsMayHaveWrittenIsDrawnAsUnknown();
    void aTailOfAnotherMomentIsNotDrawn();
    void narrowColumnsLoseTheirText();
    void wordsOfAShortLineStandBehindIt();
    void wordsOfTheValueRowCoverNoLine_data();
    void wordsOfTheValueRowCoverNoLine();
    void theValueRowStaysInTheSmallestWindow_data();
    void theValueRowStaysInTheSmallestWindow();
    void crossesAreLowerThanTheirLanes();
    void denseStretchesAreAggregates_data();
    void denseStretchesAreAggregates();
    void waitingIsHatchedAndHoldingIsABar();
    void whatIsHeldAndWantedIsRuledOff();
    void aDeadProcessIsMarked();
    void aProcessThatWasStoppedIsNotMarkedAsKilled();
    void anInferredEventHasABrokenOutline();
    void whatHasNotSettledIsMarked();
    void manyLanesGetLowBeforeTheyAreScrolled();
    void lettersStandInBoxesThatHoldThem_data();
    void lettersStandInBoxesThatHoldThem();
    void aBookmarkHasARibbonAboveItsEvent_data();
    void aBookmarkHasARibbonAboveItsEvent();
    void theLegendInWordsLeavesNothingOut();
    void byTimeEveryEventHasATick();
    void aPlaceIsFoundAgain_data();
    void aPlaceIsFoundAgain();
    void aPictureForTheCommandLineIsTheSame();
    void onlyNumbersAndLowLanesHaveSmallerWriting();
    void aValueIsDrawnWheneverItFitsItsBox();
    void noLabelOfTheRulerReachesTheEdge();
};

void tst_TimelineLayout::everyEventHasABoxInItsLane()
{
    const Laid mock(mockRecording());
    TraceReader reader(mock.recording->trace());
    for (EventIndex i = 0; i < reader.size(); ++i) {
        const QRectF box = mock.event(i);
        QVERIFY2(!box.isNull(), qPrintable(QString::number(i)));
        QCOMPARE(mock.geometry().laneAt(box.center().y()), int(reader[i].actor));
        QVERIFY(box.left() >= mock.geometry().plot.left() && box.right() <= mock.geometry().plot.right());
    }
}

void tst_TimelineLayout::noTwoBoxesOverlap()
{
    Laid laid(longRecording(500, 6, Locking::Locked));
    for (const double length : {20.0, 49.0, 120.0, 290.0}) {
        laid.show(100, 100 + length);
        QRectF before;
        for (EventIndex i = 100; i < 100 + EventIndex(length); ++i) {
            const QRectF box = laid.event(i);
            QVERIFY(box.width() > 0);
            QVERIFY(before.isNull() || box.left() >= before.right());
            before = box;
        }
    }
}

void tst_TimelineLayout::boxesTellLetterAndValue()
{
    const Laid mock(mockRecording());
    for (const char *text : {"R0", "W1", "R4", "W5", "W10"})
        QVERIFY2(mock.says(QLatin1String(text)), text);
}

void tst_TimelineLayout::aCrossIsAboveEveryVictimAndNothingElse()
{
    const Laid mock(mockRecording());
    const std::set<EventIndex> victims{10, 14, 16, 18, 20};
    for (EventIndex i = 0; i < 30; ++i)
        QCOMPARE(mock.crossed(i), victims.count(i) == 1);
}

void tst_TimelineLayout::aBracketJoinsAReadAndTheWriteComputedFromIt()
{
    const Laid mock(mockRecording());
    const auto joins = mock.all<Line>();
    const auto joined = [&](EventIndex read, EventIndex write) {
        return std::any_of(joins.begin(), joins.end(), [&](const Line &line) {
            return std::abs(line.from.x() - mock.event(read).center().x()) < 1
                && std::abs(line.to.x() - mock.event(write).center().x()) < 1
                && line.from.y() > mock.event(read).bottom() && line.from.y() == line.to.y();
        });
    };
    QVERIFY(joined(0, 1));
    QVERIFY(joined(8, 10));
    QVERIFY(joined(9, 11));
    QVERIFY(joined(12, 21));
    QVERIFY(!joined(1, 4));
}

void tst_TimelineLayout::aBracketIsSeenFromWithin()
{
    Laid mock(mockRecording());
    mock.show(15, 20); // process 2 read at 12 and will write at 21
    const double y = mock.geometry().joinY(1);
    const auto lines = mock.all<Line>();
    QVERIFY(std::any_of(lines.begin(), lines.end(), [&](const Line &line) {
        return line.from.y() == y && line.to.x() - line.from.x() > mock.geometry().plot.width() - 1;
    }));
}

void tst_TimelineLayout::theCursorIsTheColumnOfTheCurrentEvent()
{
    Laid mock(mockRecording());
    QVERIFY(mock.picture.rectOf(QStringLiteral("cursor")).isNull());
    mock.scene.current = 3;
    mock.lay();
    const QRectF cursor = mock.picture.rectOf(QStringLiteral("cursor"));
    QVERIFY(cursor.contains(mock.event(3)));
    QVERIFY(!cursor.intersects(mock.event(2)) && !cursor.intersects(mock.event(4)));
    QCOMPARE(cursor.height(), mock.geometry().plot.height());
}

void tst_TimelineLayout::anOverwritingEventHasTheColourOfLoss()
{
    Laid mock(mockRecording());
    const auto border = [&](EventIndex current) {
        mock.scene.current = current;
        mock.lay();
        for (const Box &box : mock.all<Box>())
            if (box.id == QLatin1String("cursor"))
                return box.stroke;
        return QColor();
    };
    QCOMPARE(border(11), mock.scene.theme.loss);
    QCOMPARE(border(10), mock.scene.theme.accent);
}

void tst_TimelineLayout::theValueRowEndsWithBothNumbers()
{
    Laid mock(mockRecording());
    QVERIFY(mock.says(QStringLiteral("counter: 10")));
    QVERIFY(mock.says(QStringLiteral("increments written: 15")));
    mock.show(0, 12);
    QVERIFY(mock.says(QStringLiteral("counter: 5")));
    QVERIFY(mock.says(QStringLiteral("increments written: 6")));
}

void tst_TimelineLayout::whatMissingEventsMayHaveWrittenIsDrawnAsUnknown()
{
    const ObjectTable objects{{.kind = ObjectKind::Cell, .name = "counter"}};
    const auto recording = recordingFromText(objects, "1 writes counter 1; 2 drops 7; 1 writes counter 9; 1 drops 5",
                                             2);
    RunInfo info = *recording->info();
    info.finalWords = {{Word::make(12, 1, 4)}};
    recording->finish(info);
    Laid whole(recording);
    QVERIFY(whole.says(QStringLiteral("counter: 12 in the end"))); // as it was found in the memory
    QVERIFY(whole.says(QStringLiteral("increments written: not known")));
    Laid gap(recording);
    gap.scene.until = 2;
    gap.lay();
    QVERIFY(gap.says(QStringLiteral("counter: not known")));
    const auto hatched = [](const Laid &laid) {
        const auto outlines = laid.all<Outline>();
        return std::count_if(outlines.begin(), outlines.end(), [&](const Outline &outline) {
            const QRectF values = laid.geometry().values;
            return outline.stroke == laid.scene.theme.muted && !outline.dashed
                && outline.path.boundingRect().height() > 10
                && values.adjusted(-1, -1, 1, 1).contains(outline.path.boundingRect());
        });
    };
    QCOMPARE(hatched(whole), 2); // after each gap
    Laid before(recording);
    before.scene.until = 1;
    before.lay();
    QCOMPARE(hatched(before), 0);
    QVERIFY(before.says(QStringLiteral("counter: 1")));
    QVERIFY(before.says(QStringLiteral("increments written: 1")));
    Laid known(recording);
    known.scene.until = 3;
    known.lay();
    QVERIFY(known.says(QStringLiteral("counter: 9"))); // somebody has written since
    QVERIFY(known.says(QStringLiteral("increments written: not known")));
}

void tst_TimelineLayout::aTailOfAnotherMomentIsNotDrawn()
{
    const auto mock = mockRecording();
    auto recording = std::make_shared<Recording>(*mock->info());
    TraceReader reader(mock->trace());
    auto tail = std::make_shared<std::vector<Event>>();
    reader.forEach(0, 20, [&](EventIndex, const Event &event) { recording->settle(event); });
    reader.forEach(20, 24, [&](EventIndex, const Event &event) { tail->push_back(event); });
    recording->setTail(tail);
    QCOMPARE(recording->moment(), EventIndex{20});
    reader.forEach(20, 22, [&](EventIndex, const Event &event) { recording->settle(event); });
    QCOMPARE(recording->moment(), EventIndex{20}); // two of the tail have settled since
    recording->publishFindings();
    Laid laid(recording);
    QVERIFY(laid.picture.rectOf(QStringLiteral("tail")).isNull());
    laid.scene.until = recording->moment();
    laid.lay();
    QVERIFY(!laid.picture.rectOf(QStringLiteral("tail")).isNull());
    QVERIFY(!laid.event(19).isNull());
    QVERIFY(laid.event(20).isNull());
    recording->setTail(nullptr);
    QCOMPARE(recording->moment(), EventIndex{22});
}

void tst_TimelineLayout::narrowColumnsLoseTheirText()
{
    Laid laid(longRecording(500, 3, Locking::None));
    const VisibleEvents visible = visibleEvents(laid.scene);
    const auto detail = [&](double length) {
        laid.scene.range = {0, length};
        return detailOf(laid.scene, laid.geometry(), visible);
    };
    QCOMPARE(detail(40), TimelineDetail::Text);
    QCOMPARE(detail(100), TimelineDetail::Boxes);
    QCOMPARE(detail(400), TimelineDetail::Columns);
}

void tst_TimelineLayout::wordsOfAShortLineStandBehindIt()
{
    Laid laid(mockRecording());
    for (const EventIndex until : {0, 1, 4, 12}) {
        laid.scene.until = until;
        laid.lay();
        const double end = laid.geometry().xOf(double(until), laid.scene.range);
        QRectF words[2];
        for (const Label &label : laid.all<Label>()) {
            if (label.text.startsWith(QStringLiteral("counter:")))
                words[0] = label.rect;
            if (label.text.startsWith(QStringLiteral("increments written:")))
                words[1] = label.rect;
        }
        const bool isShort = until < 10;
        for (const QRectF &rect : words)
            QVERIFY2(isShort ? rect.left() >= end && rect.left() < end + 200 : rect.right() <= end,
                     qPrintable(QString::number(until)));
        QVERIFY(!words[0].intersects(words[1]));
    }
}

void tst_TimelineLayout::wordsOfTheValueRowCoverNoLine_data()
{
    QTest::addColumn<int>("height");
    for (const int height : {258, 200, 160, 140, 121})
        QTest::addRow("%d", height) << height;
}

void tst_TimelineLayout::wordsOfTheValueRowCoverNoLine()
{
    QFETCH(const int, height);
    Laid laid(mockRecording());
    laid.scene.size = QSizeF(806, height);
    for (const double begin : {0.0, 3.0, 12.0}) {
        laid.show(begin, 30);
        std::vector<QRectF> words;
        for (const Label &label : laid.all<Label>())
            if (label.text.contains(QStringLiteral("counter:")) || label.text.contains(QStringLiteral("written:")))
                words.push_back(label.rect.adjusted(0, 3, 0, -3)); // the letters
        QVERIFY(words.size() == 2 || laid.geometry().valueBeside);
        for (const QRectF &rect : words) {
            for (const QRectF &other : words)
                QVERIFY(&rect == &other || !rect.intersects(other));
            for (const Outline &outline : laid.all<Outline>()) {
                if (outline.path.boundingRect().bottom() < laid.geometry().values.top() - 1 || outline.fill.isValid())
                    continue;
                for (int i = 1; i < outline.path.elementCount(); ++i) {
                    const QPointF from = outline.path.elementAt(i - 1), to = outline.path.elementAt(i);
                    const QRectF line = QRectF(from, to).normalized().adjusted(-0.1, -0.1, 0.1, 0.1);
                    QVERIFY2(!rect.intersects(line), qPrintable(QStringLiteral("from %1").arg(begin)));
                }
            }
        }
    }
}

void tst_TimelineLayout::theValueRowStaysInTheSmallestWindow_data()
{
    QTest::addColumn<int>("processes");
    for (const int processes : {2, 3, 4, 5, 6, 8, 12, 16})
        QTest::addRow("%d", processes) << processes;
}

void tst_TimelineLayout::theValueRowStaysInTheSmallestWindow()
{
    QFETCH(const int, processes);
    const TimelineGeometry g = geometryOf(QSizeF(806, 121), processes, 0, true, false);
    QVERIFY(g.values.height() >= 16);
    QCOMPARE(g.shownLanes, processes);
    QVERIFY(g.values.top() > g.lanes.bottom());
    QVERIFY(g.values.bottom() < g.ruler.top());
}

void tst_TimelineLayout::crossesAreLowerThanTheirLanes()
{
    for (const EventIndex events : {EventIndex(640), EventIndex(5000)}) {
        Laid laid(longRecording(events, 8, Locking::None));
        laid.scene.size = QSizeF(806, 121);
        laid.lay();
        const double pitch = laid.geometry().pitch;
        for (const Outline &outline : laid.all<Outline>()) {
            if (outline.stroke != laid.scene.theme.loss)
                continue;
            for (int i = 0; i + 1 < outline.path.elementCount(); i += 2)
                if (outline.path.elementAt(i).x >= laid.geometry().plot.left()) // beside all lanes it may be higher
                    QVERIFY(std::abs(outline.path.elementAt(i + 1).y - outline.path.elementAt(i).y) < pitch * 0.75);
        }
    }
}

void tst_TimelineLayout::denseStretchesAreAggregates_data()
{
    QTest::addColumn<EventIndex>("events");
    QTest::newRow("below a block") << EventIndex(3000);
    QTest::newRow("some blocks") << EventIndex(20000);
    QTest::newRow("more than are counted") << EventIndex(200000);
}

void tst_TimelineLayout::denseStretchesAreAggregates()
{
    QFETCH(EventIndex, events);
    Laid laid(longRecording(events, 4, Locking::Locked));
    for (const TimelineAxis axis : {TimelineAxis::Order, TimelineAxis::Time}) {
        laid.across(axis);
        QVERIFY(laid.picture.shapes.size() < 200);
        QVERIFY(laid.event(0).isNull());
        const auto pixels = laid.all<Pixels>();
        QCOMPARE(pixels.size(), std::size_t(2)); // lanes and value row
        QVERIFY(laid.geometry().plot.adjusted(-1, -1, 1, 1).contains(pixels.front().rect));
    }
}

void tst_TimelineLayout::waitingIsHatchedAndHoldingIsABar()
{
    Laid laid(lockedRun("1 asks lock; 1 takes lock; 2 asks lock; 1 reads counter; 1 writes counter 1; 1 frees lock;"
                        "2 takes lock; 2 reads counter; 2 writes counter 2; 2 frees lock",
                        2));
    const VisibleEvents visible = visibleEvents(laid.scene);
    const ExactView view = readExact(laid.scene, visible);
    const auto stretch = [&](int lane, LaneState::Phase phase) {
        for (const LaneStretch &found : view.stretches)
            if (found.lane == lane && found.phase == phase)
                return found;
        return LaneStretch{};
    };
    QCOMPARE(stretch(0, LaneState::Phase::Holding).fromEvent, EventIndex(1));
    QCOMPARE(stretch(0, LaneState::Phase::Holding).toEvent, EventIndex(5));
    QCOMPARE(stretch(1, LaneState::Phase::Waiting).fromEvent, EventIndex(2));
    QCOMPARE(stretch(1, LaneState::Phase::Waiting).toEvent, EventIndex(6));
    QVERIFY(!laid.all<Pixels>().empty());
    laid.scene.vector = true;
    laid.lay();
    QVERIFY(laid.all<Pixels>().empty()); // strokes instead, for SVG and PDF
}

void tst_TimelineLayout::whatIsHeldAndWantedIsRuledOff()
{
    Laid laid(lockedRun("1 asks lock; 1 takes lock; 1 reads counter; 2 asks lock; 1 writes counter 1; 1 frees lock;"
                        "3 asks lock; 2 takes lock; 2 frees lock; 3 takes lock; 3 frees lock",
                        3));
    const auto wanted = [&] {
        const std::vector<WantedStretch> list = readExact(laid.scene, visibleEvents(laid.scene)).wanted;
        QStringList words;
        for (const WantedStretch &one : list)
            words << QStringLiteral("%1: %2-%3").arg(one.lane + 1).arg(one.from).arg(one.to);
        return words.join(u' ');
    };
    // From the middle of the column in which 2 asks. 3 was waiting already when 2 took the lock: from that column on.
    QCOMPARE(wanted(), QStringLiteral("1: 3.5-6 2: 7-9"));
    laid.scene.range = {0, 5};
    QCOMPARE(wanted(), QStringLiteral("1: 3.5-5")); // to the edge
    laid.scene.range = {4, 8};
    QCOMPARE(wanted(), QStringLiteral("1: 4-6 2: 7-8"));
}

void tst_TimelineLayout::aDeadProcessIsMarked()
{
    const Laid laid(lockedRun("1 reads counter; 2 reads counter; 2 dies; 1 writes counter 1", 2));
    QVERIFY(laid.says(QStringLiteral("killed")));
    QVERIFY(!laid.event(2).isNull());
}

void tst_TimelineLayout::aProcessThatWasStoppedIsNotMarkedAsKilled()
{
    const auto run = lockedRun("1 reads counter; 2 reads counter; 2 dies; 1 writes counter 1", 2);
    std::vector<ProcessInfo> processes = run->info()->processes;
    processes[1].end = ProcessEnd::Stopped;
    run->setProcesses(processes);
    const Laid laid(run);
    QVERIFY(laid.says(QStringLiteral("stopped")));
    QVERIFY(!laid.says(QStringLiteral("killed")));
}

void tst_TimelineLayout::anInferredEventHasABrokenOutline()
{
    const auto mock = mockRecording();
    auto recording = std::make_shared<Recording>(*mock->info());
    TraceReader reader(mock->trace());
    reader.forEach(0, 4, [&](EventIndex i, const Event &event) {
        Event copy = event;
        if (i == 3)
            copy.set(copy.kind(), kInferred);
        recording->settle(copy);
    });
    recording->finish(*mock->info());
    const Laid laid(recording);
    for (const Box &box : laid.all<Box>())
        if (box.id.startsWith(QLatin1String("event/")))
            QCOMPARE(box.dashed, box.id == QLatin1String("event/3"));
}

void tst_TimelineLayout::whatHasNotSettledIsMarked()
{
    const auto mock = mockRecording();
    auto recording = std::make_shared<Recording>(*mock->info());
    TraceReader reader(mock->trace());
    auto tail = std::make_shared<std::vector<Event>>();
    reader.forEach(0, 30, [&](EventIndex i, const Event &event) {
        if (i < 24)
            recording->settle(event);
        else
            tail->push_back(event);
    });
    recording->publishFindings();
    recording->setTail(tail);
    const Laid laid(recording);
    QCOMPARE(laid.scene.trace.end, 30.0);
    QVERIFY(laid.says(QStringLiteral("not settled yet")));
    QVERIFY(laid.picture.rectOf(QStringLiteral("tail")).left() >= laid.event(23).right());
    QVERIFY(laid.event(24).isNull()); // no claim, no id
}

void tst_TimelineLayout::manyLanesGetLowBeforeTheyAreScrolled()
{
    Laid laid(longRecording(200, 16, Locking::Locked));
    QVERIFY(laid.geometry().pitch < TimelineGeometry::kText);
    QCOMPARE(laid.geometry().shownLanes, 16);
    QVERIFY(laid.geometry().lanes.bottom() <= laid.geometry().ruler.top());
    QVERIFY(!laid.geometry().isThin());
    laid.scene.size.setHeight(120); // then they become strips
    laid.lay();
    QVERIFY(laid.geometry().isThin());
    QCOMPARE(laid.geometry().shownLanes, 16);
    QVERIFY(!laid.geometry().values.isEmpty());
    QRectF before;
    for (int lane = 1; lane <= 16; ++lane) {
        const QRectF strip = laid.picture.rectOf(QStringLiteral("actor/%1").arg(lane));
        QVERIFY(strip.height() > 2 && strip.top() >= before.bottom());
        before = strip;
    }
    laid.scene.size.setHeight(90);
    laid.lay();
    QVERIFY(laid.geometry().pitch >= TimelineGeometry::kThin);
    QVERIFY(laid.geometry().shownLanes >= 8);
    QVERIFY(laid.geometry().shownLanes < 16);
    QVERIFY(!laid.geometry().values.isEmpty()); // what all of them come to is in none of them
    QVERIFY(!laid.geometry().shows(15));
    laid.scene.firstLane = 99; // too far: clamped
    laid.lay();
    QVERIFY(laid.geometry().shows(15));
    QVERIFY(!laid.picture.rectOf(QStringLiteral("actor/16")).isNull());
    QVERIFY(laid.picture.rectOf(QStringLiteral("actor/1")).isNull());
    QVERIFY(laid.geometry().lanes.bottom() <= laid.geometry().ruler.top());
}

void tst_TimelineLayout::lettersStandInBoxesThatHoldThem_data()
{
    QTest::addColumn<TimelineAxis>("axis");
    QTest::newRow("order") << TimelineAxis::Order;
    QTest::newRow("time") << TimelineAxis::Time;
}

void tst_TimelineLayout::lettersStandInBoxesThatHoldThem()
{
    QFETCH(const TimelineAxis, axis);
    Laid laid(mockRecording());
    laid.across(axis);
    std::set<std::size_t> counts;
    for (int height = 258; height >= 80; height -= 2) {
        laid.scene.size.setHeight(height);
        laid.lay();
        const TimelineGeometry g = laid.geometry();
        std::size_t letters = 0;
        for (const Label &label : laid.all<Label>()) {
            if (!g.lanes.contains(label.rect.center()))
                continue;
            ++letters;
            QVERIFY2(QFontMetricsF(label.font).capHeight() + 2 <= g.boxHeight(), qPrintable(QString::number(height)));
        }
        counts.insert(letters);
    }
    QCOMPARE(counts.size(), std::size_t{2}); // all that there is room for from side to side, or none
    QCOMPARE(*counts.begin(), std::size_t{0});
}

void tst_TimelineLayout::aBookmarkHasARibbonAboveItsEvent_data()
{
    QTest::addColumn<TimelineAxis>("axis");
    QTest::addColumn<bool>("dense");
    QTest::newRow("order") << TimelineAxis::Order << false;
    QTest::newRow("time") << TimelineAxis::Time << false;
    QTest::newRow("dense order") << TimelineAxis::Order << true;
    QTest::newRow("dense time") << TimelineAxis::Time << true;
}

void tst_TimelineLayout::aBookmarkHasARibbonAboveItsEvent()
{
    QFETCH(const TimelineAxis, axis);
    QFETCH(const bool, dense);
    Laid laid(dense ? longRecording(20'000, 3, Locking::None) : mockRecording());
    laid.scene.bookmarks = {2, 11};
    laid.across(axis);
    const QRectF ribbon = laid.picture.rectOf(QStringLiteral("bookmark/11"));
    const double within = axis == TimelineAxis::Order ? 0.5 : 0;
    QCOMPARE(ribbon.center().x(), laid.geometry().xOf(positionOf(laid.scene, 11) + within, laid.scene.range));
    QVERIFY(ribbon.top() >= 0 && ribbon.bottom() < laid.geometry().boxTop(0));
    QCOMPARE(bookmarkAt(laid.scene, ribbon.center()), EventIndex{11});
    QCOMPARE(bookmarkAt(laid.scene, {ribbon.center().x(), ribbon.bottom() + 20}), kNoEvent);
    // It is no loss, and does not look like one.
    for (const Outline &outline : laid.all<Outline>())
        if (ribbon.contains(outline.path.boundingRect()))
            QCOMPARE(outline.fill, laid.scene.theme.accent);
    laid.scene.range = {laid.scene.range.length() / 2, laid.scene.range.end};
    laid.lay();
    QVERIFY(laid.picture.rectOf(QStringLiteral("bookmark/2")).isNull()); // not in view
    QCOMPARE(bookmarkAt(laid.scene, ribbon.center()), kNoEvent);
}

void tst_TimelineLayout::theLegendInWordsLeavesNothingOut()
{
    const auto recording = lockedRun("1 asks lock; 1 takes lock; 1 frees lock", 2);
    const RunInfo &info = *recording->info();
    const QString words = legendWords(info);
    const Picture whole = layoutLegend(info, Theme::light(), QSizeF(10'000, 24), Qt::AlignLeft);
    QVERIFY(whole.shapes.size() > 10);
    for (const Shape &shape : whole.shapes)
        if (const auto *label = std::get_if<Label>(&shape))
            QVERIFY2(words.contains(QString(label->text).remove(QStringLiteral("… "))), qPrintable(label->text));
    QVERIFY(layoutLegend(info, Theme::light(), QSizeF(120, 24), Qt::AlignLeft).shapes.size() < whole.shapes.size());
    QVERIFY(layoutLegend(info, Theme::light(), QSizeF(50, 24), Qt::AlignLeft).shapes.empty()); // "R read" alone
    QVERIFY(words.contains(QStringLiteral("solid")) && words.contains(QStringLiteral("dashed")));
}

void tst_TimelineLayout::byTimeEveryEventHasATick()
{
    Laid mock(mockRecording());
    mock.across(TimelineAxis::Time);
    double before = 0;
    for (EventIndex i = 0; i < 30; ++i) {
        QVERIFY(!mock.event(i).isNull());
        const double x = mock.geometry().xOf(positionOf(mock.scene, i), mock.scene.range);
        QVERIFY(x >= before);
        before = x;
    }
}

void tst_TimelineLayout::aPlaceIsFoundAgain_data()
{
    QTest::addColumn<TimelineAxis>("axis");
    QTest::newRow("order") << TimelineAxis::Order;
    QTest::newRow("time") << TimelineAxis::Time;
}

void tst_TimelineLayout::aPlaceIsFoundAgain()
{
    QFETCH(TimelineAxis, axis);
    Laid mock(mockRecording());
    mock.across(axis);
    const TimelineGeometry g = mock.geometry();
    for (EventIndex i = 0; i < 30; ++i) {
        const double half = axis == TimelineAxis::Order ? 0.5 : 0;
        const double x = std::min(g.xOf(positionOf(mock.scene, i) + half, mock.scene.range), g.plot.right() - 0.5);
        TraceReader reader(mock.recording->trace());
        QCOMPARE(eventAt(mock.scene, QPointF(x, g.boxTop(reader[i].actor) + 5)), i);
    }
    QCOMPARE(eventAt(mock.scene, QPointF(10, 20)), kNoEvent);
    QCOMPARE(eventAt(mock.scene, QPointF(500, -3)), kNoEvent);
}

void tst_TimelineLayout::aPictureForTheCommandLineIsTheSame()
{
    Laid mock(mockRecording());
    mock.scene.header = true;
    mock.lay();
    const Picture picture = timelinePicture(*mock.recording, 11, mock.scene.size, mock.scene.theme);
    for (EventIndex i = 0; i < 30; ++i)
        QCOMPARE(picture.rectOf(QStringLiteral("event/%1").arg(i)).left(), mock.event(i).left());
    QVERIFY(!picture.rectOf(QStringLiteral("cursor")).isNull());
}

void tst_TimelineLayout::onlyNumbersAndLowLanesHaveSmallerWriting()
{
    Laid laid(longRecording(200, 16, Locking::Locked));
    laid.scene.header = true;
    laid.lay();
    const auto isShort = [](const Label &label) { return label.text.size() <= 4; };
    for (const Label &label : laid.all<Label>())
        QVERIFY2(label.font.pixelSize() >= (isShort(label) ? 8 : 12), qPrintable(label.text));
    laid.scene.size.setHeight(600);
    laid.lay();
    for (const Label &label : laid.all<Label>())
        QVERIFY2(label.font.pixelSize() >= 12, qPrintable(label.text));
}

void tst_TimelineLayout::aValueIsDrawnWheneverItFitsItsBox()
{
    // Values of up to two digits, in columns ever narrower.
    Laid laid(longRecording(200, 3, Locking::None));
    bool small = false;
    for (const double columns : {20.0, 30.0, 40.0, 48.0}) {
        laid.show(0, columns);
        for (const Label &label : laid.all<Label>()) {
            const bool reads = label.text.startsWith(u'R'), writes = label.text.startsWith(u'W');
            if (label.alignment != Qt::AlignCenter || (!reads && !writes))
                continue;
            const QFont least = laid.scene.theme.font(8, writes ? QFont::Bold : QFont::Medium);
            small |= label.font.pixelSize() < 12 && label.text.size() > 1;
            if (label.text.size() == 1) // left out only where not even the smallest has room
                QVERIFY(QFontMetricsF(least).horizontalAdvance(label.text + QStringLiteral("00"))
                        > label.rect.width() - 2);
            else
                QVERIFY(QFontMetricsF(label.font).horizontalAdvance(label.text) <= label.rect.width() - 2);
        }
    }
    QVERIFY(small);
}

void tst_TimelineLayout::noLabelOfTheRulerReachesTheEdge()
{
    Laid laid(longRecording(20'000, 3, Locking::None));
    for (const TimelineAxis axis : {TimelineAxis::Order, TimelineAxis::Time})
        for (double width = 700; width < 1100; width += 37) {
            laid.scene.size.setWidth(width);
            laid.across(axis);
            for (const Label &label : laid.all<Label>())
                QVERIFY2(label.rect.right() <= width - 8, qPrintable(label.text));
        }
}

QTEST_MAIN(tst_TimelineLayout)
#include "tst_timeline_layout.moc"
