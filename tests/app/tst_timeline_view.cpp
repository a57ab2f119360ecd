// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/paint/shapes.h"
#include "app/session/bookmarks.h"
#include "app/session/playback.h"
#include "app/timeline/timeline_header.h"
#include "app/timeline/timeline_view.h"
#include "core/trace/recording.h"
#include "tests/support/long_recording.h"
#include "tests/support/trace_text.h"

#include <QAccessible>
#include <QAccessibleActionInterface>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace interleave;

namespace {

/// A view on the stage, with the hands of a person.
struct ShownTimeline {
    explicit ShownTimeline(const std::shared_ptr<Recording> &recording) : view(&playback)
    {
        view.resize(996, 258);
        playback.setRecording(recording);
        playback.setLength(recording->trace().size());
        view.show();
    }

    void turnWheel(QPointF at, QPoint by, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWheelEvent wheel(at, view.mapToGlobal(at), QPoint(), by, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &wheel);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mousePress(&view, Qt::LeftButton, modifiers, from);
        const QPoint middle = (from + to) / 2;
        for (const QPoint at : {middle, to}) {
            QMouseEvent move(QEvent::MouseMove, at, view.mapToGlobal(at), Qt::NoButton, Qt::LeftButton, modifiers);
            QCoreApplication::sendEvent(&view, &move);
        }
        QTest::mouseRelease(&view, Qt::LeftButton, modifiers, to);
    }
    bool whole() const { return view.range() == view.trace(); }

    Playback playback;
    TimelineView view;
};

/// The sum of what the lanes' labels say was lost.
std::uint64_t lossesInLabels(const TimelineView &view)
{
    const Theme theme = Theme::light();
    std::uint64_t sum = 0;
    for (const Shape &shape : view.picture(QSizeF(996, 258), theme).shapes) {
        const auto *label = std::get_if<Label>(&shape);
        if (label && label->color == theme.loss)
            sum += QString(label->text).remove(QRegularExpression(QStringLiteral("\\D"))).toULongLong();
    }
    return sum;
}

} // namespace

class tst_TimelineView : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void drawsNothingWithoutARecording();
    void aClickSeeksToTheEventUnderIt();
    void theWheelZoomsAboutThePointer();
    void shiftAndAHorizontalWheelPan();
    void aDragPansAndDoesNotSeek();
    void aShiftDragZoomsToWhatItSpans();
    void aControlDragMeasuresWhatItSpans_data();
    void aControlDragMeasuresWhatItSpans();
    void keysMeasureFromAndUpToTheCurrentEvent();
    void measuredFiguresAreCopiedToldAndLetGo();
    void figuresStandBesideTheirStretchAndLeaveWithIt();
    void whatIsConcealedIsNotMeasured();
    void aDoubleClickShowsEverything();
    void keysZoomFitAndStep();
    void theCursorStaysInView();
    void aLiveRunIsFollowed();
    void theOtherAxisShowsTheSameEvents();
    void theHeaderSwitchesTheAxis();
    void theHeaderTellsWhatItHasNoRoomFor();
    void aBookmarkIsSeen();
    void manyLanesScroll();
    void theNameOfALaneTellsWhoThatIs();
    void readersHearTheEventsInView();
    void aLongRecordingAndItsEndAreDrawn();
    void lossesAddUpWhenTheLastFindingsComeAfterTheLastEvents_data();
    void lossesAddUpWhenTheLastFindingsComeAfterTheLastEvents();
    void whatIsConcealedIsNotDrawn_data();
    void whatIsConcealedIsNotDrawn();
    void zoomingKeepsEventsUnderThePointer();
};

void tst_TimelineView::drawsNothingWithoutARecording()
{
    Playback playback;
    TimelineView view(&playback);
    view.resize(600, 200);
    QVERIFY(!view.grab().isNull());
    QTest::keyClick(&view, Qt::Key_Plus);
    QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(300, 50));
    QCOMPARE(view.eventAt({300, 50}), kNoEvent);
    view.setAxis(TimelineAxis::Time);
    view.fit();
}

void tst_TimelineView::aClickSeeksToTheEventUnderIt()
{
    ShownTimeline shown(mockRecording());
    for (const EventIndex event : {0, 11, 29}) {
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, shown.view.rectOf(event).center());
        QCOMPARE(shown.playback.current(), event);
    }
}

void tst_TimelineView::theWheelZoomsAboutThePointer()
{
    ShownTimeline shown(mockRecording());
    const QPoint pointer = shown.view.rectOf(14).center();
    for (int i = 0; i < 4; ++i)
        shown.turnWheel(pointer, {0, 120}, i % 2 == 0 ? Qt::NoModifier : Qt::ControlModifier);
    QVERIFY(shown.view.range().length() < shown.view.trace().length() / 2);
    QCOMPARE(shown.view.eventAt(pointer), EventIndex(14));
    for (int i = 0; i < 8; ++i)
        shown.turnWheel(pointer, {0, -120});
    QVERIFY(shown.whole());
}

void tst_TimelineView::shiftAndAHorizontalWheelPan()
{
    ShownTimeline shown(mockRecording());
    shown.turnWheel({500, 50}, {0, 360});
    const TimelineSpan before = shown.view.range();
    shown.turnWheel({500, 50}, {0, -120}, Qt::ShiftModifier);
    QVERIFY(shown.view.range().begin > before.begin);
    QCOMPARE(shown.view.range().length(), before.length());
    shown.turnWheel({500, 50}, {120, 0});
    QCOMPARE(shown.view.range().begin, before.begin);
}

void tst_TimelineView::aDragPansAndDoesNotSeek()
{
    ShownTimeline shown(mockRecording());
    shown.turnWheel({500, 50}, {0, 480});
    const EventIndex event = shown.view.eventAt({500, 50});
    shown.drag({500, 50}, {420, 50});
    QCOMPARE(shown.view.eventAt({420, 50}), event);
    QCOMPARE(shown.playback.position(), EventIndex(0));
}

void tst_TimelineView::aShiftDragZoomsToWhatItSpans()
{
    ShownTimeline shown(mockRecording());
    const QPoint from = shown.view.rectOf(8).center();
    const QPoint to = shown.view.rectOf(15).center();
    shown.drag(from, to, Qt::ShiftModifier);
    QVERIFY(std::abs(shown.view.range().begin - 8.5) < 0.2);
    QVERIFY(std::abs(shown.view.range().end - 15.5) < 0.2);
}

void tst_TimelineView::aControlDragMeasuresWhatItSpans_data()
{
    QTest::addColumn<TimelineAxis>("axis");
    QTest::newRow("order") << TimelineAxis::Order;
    QTest::newRow("time") << TimelineAxis::Time;
}

void tst_TimelineView::aControlDragMeasuresWhatItSpans()
{
    QFETCH(const TimelineAxis, axis);
    ShownTimeline shown(mockRecording());
    shown.view.setAxis(axis);
    const TimelineSpan before = shown.view.range();
    // By time an event stands at the left of its mark, and one may stand to the left of what precedes it on the screen.
    const int by = axis == TimelineAxis::Time ? -1 : 0;
    const QPoint from = shown.view.rectOf(8).center();
    const QPoint to = shown.view.rectOf(15).center();
    shown.drag(from + QPoint(2 * by, 0), to + QPoint(2, 0), Qt::ControlModifier);
    QVERIFY(shown.view.figures());
    QCOMPARE(shown.view.figures()->first, EventIndex(8));
    QCOMPARE(shown.view.figures()->last, EventIndex(16));
    QCOMPARE(shown.view.range(), before);
    QCOMPARE(shown.playback.position(), EventIndex(0));

    // The other axis tells the same.
    const double took = shown.view.figures()->nanoseconds();
    shown.view.setAxis(axis == TimelineAxis::Time ? TimelineAxis::Order : TimelineAxis::Time);
    QCOMPARE(shown.view.figures()->nanoseconds(), took);
    QTest::keyClick(&shown.view, Qt::Key_Return);
    QCOMPARE(shown.view.firstVisible(), EventIndex(8));
    QCOMPARE(shown.view.lastVisible(), EventIndex(16));
}

void tst_TimelineView::keysMeasureFromAndUpToTheCurrentEvent()
{
    ShownTimeline shown(mockRecording());
    const auto ends = [&] { return std::pair(shown.view.figures()->first, shown.view.figures()->last); };
    using Ends = std::pair<EventIndex, EventIndex>;
    QTest::keyClick(&shown.view, Qt::Key_BracketLeft);
    QCOMPARE(ends(), Ends(0, 1)); // there is no current event yet
    shown.playback.seek(6);
    QTest::keyClick(&shown.view, Qt::Key_BracketLeft);
    QCOMPARE(ends(), Ends(5, 6));
    shown.playback.seek(20);
    QTest::keyClick(&shown.view, Qt::Key_BracketRight);
    QCOMPARE(ends(), Ends(5, 20));
    shown.playback.seek(10);
    QTest::keyClick(&shown.view, Qt::Key_BracketLeft);
    QCOMPARE(ends(), Ends(9, 20));
    shown.playback.seek(3);
    QTest::keyClick(&shown.view, Qt::Key_BracketRight);
    QCOMPARE(ends(), Ends(2, 3));
}

void tst_TimelineView::measuredFiguresAreCopiedToldAndLetGo()
{
    ShownTimeline shown(mockRecording());
    shown.view.measure(0, 30);
    const QString told = shown.view.findChild<QLabel *>(QStringLiteral("figures"))->text();
    QVERIFY2(told.contains(QStringLiteral("30 events")), qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("counter: 0 → 10 (+10)")), qPrintable(told));
    const QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&shown.view);
    QVERIFY(list->text(QAccessible::Description).contains(QStringLiteral("30 events")));
    QTest::keySequence(&shown.view, QKeySequence::Copy);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("events\t30\n")));
    QTest::keyClick(&shown.view, Qt::Key_Escape);
    QVERIFY(!shown.view.figures());
    QVERIFY(list->text(QAccessible::Description).isEmpty());

    shown.view.measure(3, 9);
    shown.playback.setRecording(mockRecording());
    QVERIFY(!shown.view.figures());
}

void tst_TimelineView::figuresStandBesideTheirStretchAndLeaveWithIt()
{
    ShownTimeline shown(mockRecording());
    const auto *label = shown.view.findChild<QLabel *>(QStringLiteral("figures"));
    shown.view.measure(2, 6);
    QVERIFY(label->isVisible());
    QVERIFY(label->x() > shown.view.rectOf(5).right());
    shown.view.measure(24, 28);
    QVERIFY(label->geometry().right() < shown.view.rectOf(24).left());
    shown.view.measure(0, 30);
    QVERIFY(shown.view.rect().contains(label->geometry()));
    shown.view.measure(2, 4);
    shown.view.zoomIn();
    shown.view.zoomIn(); // about the middle
    QVERIFY(!label->isVisible());
    shown.view.fit();
    QVERIFY(label->isVisible());
}

void tst_TimelineView::whatIsConcealedIsNotMeasured()
{
    ShownTimeline shown(mockRecording());
    shown.view.measure(0, 30);
    shown.playback.setConcealed(true);
    QVERIFY(!shown.view.figures());
    shown.playback.seek(10);
    shown.view.measure(0, 30);
    QCOMPARE(shown.view.figures()->last, EventIndex(10));
}

void tst_TimelineView::aDoubleClickShowsEverything()
{
    ShownTimeline shown(mockRecording());
    shown.turnWheel({500, 50}, {0, 480});
    QVERIFY(!shown.whole());
    QTest::mouseDClick(&shown.view, Qt::LeftButton, {}, QPoint(500, 50));
    QVERIFY(shown.whole());
}

void tst_TimelineView::keysZoomFitAndStep()
{
    ShownTimeline shown(mockRecording());
    QTest::keyClick(&shown.view, Qt::Key_Plus);
    QVERIFY(shown.view.range().length() < 30);
    QTest::keyClick(&shown.view, Qt::Key_Minus);
    QVERIFY(shown.whole());
    QTest::keyClick(&shown.view, Qt::Key_Plus);
    QTest::keyClick(&shown.view, Qt::Key_0);
    QVERIFY(shown.whole());
    shown.playback.seek(5);
    QTest::keyClick(&shown.view, Qt::Key_Right);
    QCOMPARE(shown.playback.position(), EventIndex(6));
    QTest::keyClick(&shown.view, Qt::Key_Left);
    QTest::keyClick(&shown.view, Qt::Key_Left);
    QCOMPARE(shown.playback.position(), EventIndex(4));
    QTest::keyClick(&shown.view, Qt::Key_End);
    QCOMPARE(shown.playback.position(), EventIndex(30));
    QTest::keyClick(&shown.view, Qt::Key_Home);
    QCOMPARE(shown.playback.position(), EventIndex(0));
}

void tst_TimelineView::theCursorStaysInView()
{
    ShownTimeline shown(longRecording(1000, 4, Locking::Locked));
    for (int i = 0; i < 20; ++i)
        shown.turnWheel({500, 50}, {0, 120});
    for (const EventIndex position : {900, 3, 500}) {
        shown.playback.seek(position);
        QVERIFY(!shown.view.rectOf(position - 1).isEmpty());
    }
}

void tst_TimelineView::aLiveRunIsFollowed()
{
    const auto source = mockRecording();
    auto recording = std::make_shared<Recording>(*source->info());
    ShownTimeline shown(recording);
    TraceReader reader(source->trace());
    reader.forEach(0, 25, [&](EventIndex, const Event &event) { recording->settle(event); });
    shown.playback.setLength(25);
    QCOMPARE(shown.view.range().end, 25.0);
    QCOMPARE(shown.view.lastVisible(), EventIndex(25));
    // What has settled since comes with the next moment, for this view as for all others.
    reader.forEach(25, 30, [&](EventIndex, const Event &event) { recording->settle(event); });
    shown.view.update();
    QCOMPARE(shown.view.reach(), EventIndex(25));
    QCOMPARE(shown.view.readyFor(30), EventIndex(30));
    shown.playback.setLength(30);
    QCOMPARE(shown.view.reach(), EventIndex(30));
}

void tst_TimelineView::theOtherAxisShowsTheSameEvents()
{
    ShownTimeline shown(mockRecording());
    shown.drag(shown.view.rectOf(8).center(), shown.view.rectOf(15).center(), Qt::ShiftModifier);
    const EventIndex first = shown.view.firstVisible();
    const EventIndex last = shown.view.lastVisible();
    QSignalSpy changed(&shown.view, &TimelineView::axisChanged);
    shown.view.setAxis(TimelineAxis::Time);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(shown.view.firstVisible(), first);
    QCOMPARE(shown.view.lastVisible(), last);
    shown.view.setAxis(TimelineAxis::Order);
    QCOMPARE(shown.view.firstVisible(), first);
    QCOMPARE(shown.view.lastVisible(), last);
}

void tst_TimelineView::theHeaderSwitchesTheAxis()
{
    ShownTimeline shown(mockRecording());
    QWidget corner; // never shown by itself: the offscreen platform warns of windows of a fixed size
    TimelineHeader header(&shown.view, &shown.playback, &corner);
    header.resize(header.sizeHint());
    QTest::mouseClick(header.findChild<QToolButton *>(QStringLiteral("acrossTime")), Qt::LeftButton);
    QCOMPARE(shown.view.axis(), TimelineAxis::Time);
    shown.view.setAxis(TimelineAxis::Order);
    QVERIFY(header.findChild<QToolButton *>(QStringLiteral("acrossOrder"))->isChecked());
}

void tst_TimelineView::theHeaderTellsWhatItHasNoRoomFor()
{
    ShownTimeline shown(mockRecording());
    QWidget corner;
    TimelineHeader header(&shown.view, &shown.playback, &corner);
    QVERIFY(header.toolTip().contains(QStringLiteral("R: read"))); // of the recording that is there already
    shown.playback.setRecording(longRecording(30, 2, Locking::Locked));
    header.resize(header.minimumSizeHint());
    for (const char *entry : {"waiting", "holding", "what others want"})
        QVERIFY2(header.toolTip().contains(QLatin1String(entry)), entry);
}

void tst_TimelineView::aBookmarkIsSeen()
{
    ShownTimeline shown(mockRecording());
    Bookmarks bookmarks(&shown.playback);
    shown.view.setBookmarks(&bookmarks);
    shown.playback.seek(12);
    const QImage before = shown.view.grab().toImage();
    bookmarks.toggle();
    QVERIFY(shown.view.grab().toImage() != before);
    bookmarks.toggle();
    QVERIFY(shown.view.grab().toImage() == before);
}

void tst_TimelineView::manyLanesScroll()
{
    ShownTimeline shown(longRecording(300, 16, Locking::Locked));
    auto *bar = shown.view.findChild<QScrollBar *>(QStringLiteral("lanes"));
    QVERIFY(!bar->isVisible()); // lower lanes first
    shown.view.resize(996, 130);
    QVERIFY(!bar->isVisible()); // … then strips
    shown.view.setMinimumHeight(0);
    shown.view.resize(996, 90);
    QVERIFY(bar->isVisible());
    QTest::keyClick(&shown.view, Qt::Key_Down);
    QCOMPARE(bar->value(), 1);
    shown.turnWheel({500, 50}, {0, -120}, Qt::AltModifier);
    QCOMPARE(bar->value(), 2);
    ShownTimeline few(mockRecording());
    QVERIFY(!few.view.findChild<QScrollBar *>(QStringLiteral("lanes"))->isVisible());
}

void tst_TimelineView::theNameOfALaneTellsWhoThatIs()
{
    const auto recording = mockRecording();
    const ActorId second = 1;
    RunInfo info = *recording->info();
    info.processes[0].role = "producer";
    info.processes[second].role = "consumer";
    info.processes[second].pid = 4711;
    recording->setProcesses(info.processes);
    ShownTimeline shown(recording);
    TraceReader reader(recording->trace());
    EventIndex its = 0;
    while (reader[its].actor != second)
        ++its;
    const QPoint name(20, shown.view.rectOf(its).center().y());
    QCOMPARE(shown.view.laneDescription(name), QStringLiteral("process 2 · consumer · pid 4711"));
    QCOMPARE(shown.view.laneDescription(QPoint(500, name.y())), QString());
}

void tst_TimelineView::readersHearTheEventsInView()
{
    ShownTimeline shown(mockRecording());
    shown.view.setDescription([](EventIndex event) { return QStringLiteral("event %1: …").arg(event + 1); });
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&shown.view);
    QVERIFY(list);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->childCount(), 30);
    shown.playback.seek(12);
    QAccessibleInterface *item = list->child(11);
    QCOMPARE(item->role(), QAccessible::ListItem);
    QCOMPARE(item->text(QAccessible::Name), QStringLiteral("event 12: …"));
    QVERIFY(item->state().selected);
    QVERIFY(!list->child(10)->state().selected);
    QCOMPARE(list->indexOfChild(item), 11);
    QCOMPARE(list->child(11), item);
    list->child(3)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(shown.playback.current(), EventIndex(3));
}

void tst_TimelineView::aLongRecordingAndItsEndAreDrawn()
{
    const auto recording = longRecording(300'000, 4, Locking::Locked);
    ShownTimeline shown(recording);
    QTRY_COMPARE(shown.view.lastVisible(), recording->trace().size());
    QCOMPARE(shown.view.range().end, 300'000.0);
    QVERIFY(!shown.view.grab().isNull());
    shown.view.setAxis(TimelineAxis::Time);
    QVERIFY(!shown.view.grab().isNull());
}

void tst_TimelineView::lossesAddUpWhenTheLastFindingsComeAfterTheLastEvents_data()
{
    QTest::addColumn<EventIndex>("events");
    QTest::addColumn<EventIndex>("found"); // how many of them the findings published before the end are about
    QTest::newRow("none found before, no thread") << EventIndex(1500) << EventIndex(0);
    QTest::newRow("some found before, no thread") << EventIndex(1500) << EventIndex(700);
    QTest::newRow("none found before") << EventIndex(60'000) << EventIndex(0);
    QTest::newRow("some found before") << EventIndex(60'000) << EventIndex(20'000);
}

void tst_TimelineView::lossesAddUpWhenTheLastFindingsComeAfterTheLastEvents()
{
    QFETCH(const EventIndex, events);
    QFETCH(const EventIndex, found);
    const auto source = longRecording(events, 4, Locking::None);
    const auto recording = std::make_shared<Recording>(*source->info());
    ShownTimeline shown(recording);
    TraceReader reader(source->trace());
    const auto settle = [&](EventIndex from, EventIndex to) {
        reader.forEach(from, to, [&](EventIndex, const Event &event) { recording->settle(event); });
    };
    settle(0, found);
    recording->publishFindings();
    settle(found, source->trace().size());
    shown.playback.setLength(recording->trace().size());
    QTRY_COMPARE(lossesInLabels(shown.view), std::uint64_t(recording->findings()->losses.listed.size()));

    recording->finish(*source->info());
    shown.playback.setLength(recording->trace().size());
    shown.playback.refresh();
    QVERIFY(recording->findings()->losses.total > 0);
    QTRY_COMPARE(lossesInLabels(shown.view), recording->findings()->losses.total);
}

void tst_TimelineView::whatIsConcealedIsNotDrawn_data()
{
    QTest::addColumn<bool>("isLong");
    QTest::newRow("boxes") << false;
    QTest::newRow("columns") << true;
}

void tst_TimelineView::whatIsConcealedIsNotDrawn()
{
    QFETCH(const bool, isLong);
    const auto recording = isLong ? longRecording(60'000, 4, Locking::None) : mockRecording();
    ShownTimeline shown(recording);
    const Theme theme = Theme::light();
    const auto shapes = [&] { return shown.view.picture(QSizeF(996, 258), theme).shapes; };
    const auto crosses = [&] {
        const auto all = shapes();
        return std::count_if(all.begin(), all.end(), [&](const Shape &shape) {
            const auto *outline = std::get_if<Outline>(&shape);
            return outline && outline->stroke == theme.loss;
        });
    };
    const auto says = [&](const QString &word) {
        const auto all = shapes();
        return std::any_of(all.begin(), all.end(), [&](const Shape &shape) {
            const auto *label = std::get_if<Label>(&shape);
            return label && label->text.contains(word);
        });
    };
    QTRY_VERIFY(crosses() > 0);
    const double whole = shown.view.trace().end;

    shown.playback.setConcealed(true);
    QCOMPARE(shown.view.lastVisible(), EventIndex(0));
    QCOMPARE(crosses(), 0);
    QVERIFY(!says(isLong ? QStringLiteral("counter:") : QStringLiteral("counter: 10")));
    QVERIFY(!shown.view.grab().isNull());
    shown.playback.seek(20);
    QCOMPARE(shown.view.lastVisible(), EventIndex(20));
    QCOMPARE(crosses(), 0);
    QCOMPARE(shown.view.trace().end, whole);

    shown.playback.setConcealed(false);
    QCOMPARE(shown.view.lastVisible(), recording->trace().size());
    QVERIFY(crosses() > 0);
}

void tst_TimelineView::zoomingKeepsEventsUnderThePointer()
{
    ShownTimeline shown(mockRecording());
    const QRect before = shown.view.rectOf(11);
    shown.view.setZoom(1.5);
    const QRect after = shown.view.rectOf(11);
    QVERIFY(after.height() > before.height());
    QCOMPARE(shown.view.eventAt(after.center()), EventIndex(11));
    QTest::mouseClick(&shown.view, Qt::LeftButton, {}, after.center());
    QCOMPARE(shown.playback.current(), EventIndex(11));
    QVERIFY(!shown.view.grab().isNull());
}

QTEST_MAIN(tst_TimelineView)
#include "tst_timeline_view.moc"
