// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/stage_view.h"

#include "core/trace/recording.h"
#include "tests/support/trace_text.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace interleave;

class tst_StageView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aStepForwardLetsTheValueTravelAndThenRests();
    void goingBackAndJumpingShowAtOnce();
    void reducedMotionShowsAtOnce();
    void aHiddenStageKeepsNoClock();
    void fastPlayingDoesNotAnimate();
    void aClickNamesTheBody();
    void bodiesAreItemsForAScreenReader();
    void aConcealedLossIsNotShown();
    void itDrawsWithoutARecording();
    void nothingStaysOfAnotherRun();
    void itDrawsAtEverySizeAndZoom();
};

namespace {

struct Stage {
    Playback playback;
    StageView view{&playback};

    explicit Stage(EventIndex position = 11)
    {
        view.setReducedMotion(false);
        view.setZoom(1);
        view.setTheme(Theme::light());
        playback.setRecording(mockRecording());
        playback.seek(position);
        view.resize(996, 332);
        view.show();
    }
    bool exposed() { return QTest::qWaitForWindowExposed(&view); }
};

} // namespace

void tst_StageView::nothingStaysOfAnotherRun()
{
    const ObjectTable objects{{ObjectKind::Cell, "a"}, {ObjectKind::Cell, "b"}, {ObjectKind::Mutex, "lock"}};
    const auto other = recordingFromText(objects, "1 reads a", 3);
    bool moved = false;
    for (int width = 620; width <= 1100; width += 40) {
        const auto shown = [&](bool afterAnother) {
            Stage stage;
            stage.view.resize(width, 332);
            const StagePlan before = planStage(stage.view.scene(), stage.view.size());
            if (afterAnother)
                stage.view.grab();
            stage.playback.setRecording(other);
            const StagePlan plan = planStage(stage.view.scene(), stage.view.size());
            moved = moved || (plan.memory == before.memory && plan.caption != before.caption);
            return stage.view.grab().toImage();
        };
        QCOMPARE(shown(true), shown(false));
    }
    QVERIFY(moved);
}

void tst_StageView::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void tst_StageView::aConcealedLossIsNotShown()
{
    Stage stage(12); // the first loss
    QVERIFY(stage.view.scene().strip);
    stage.playback.setConcealed(true);
    QCOMPARE(stage.view.scene().position, EventIndex(0));
    stage.playback.seek(12);
    QVERIFY(!stage.view.scene().strip);
    for (const TallyLine &line : stage.view.scene().tally)
        QVERIFY2(!line.loss, qPrintable(line.text));
    stage.playback.setConcealed(false);
    QVERIFY(stage.view.scene().strip);
}

void tst_StageView::aStepForwardLetsTheValueTravelAndThenRests()
{
    Stage stage;
    QVERIFY(stage.exposed());
    QVERIFY(!stage.view.isAnimating());
    stage.playback.step(1);
    QVERIFY(stage.view.isAnimating());
    QTRY_VERIFY(!stage.view.isAnimating());
    QCOMPARE(stage.view.progress(), 1.0);
}

void tst_StageView::goingBackAndJumpingShowAtOnce()
{
    Stage stage;
    QVERIFY(stage.exposed());
    stage.playback.step(-1);
    QVERIFY(!stage.view.isAnimating());
    stage.playback.seek(20);
    QVERIFY(!stage.view.isAnimating());
    QCOMPARE(stage.view.scene().position, EventIndex{20});
}

void tst_StageView::reducedMotionShowsAtOnce()
{
    Stage stage;
    QVERIFY(stage.exposed());
    stage.view.setReducedMotion(true);
    stage.playback.step(1);
    QVERIFY(!stage.view.isAnimating());
    QCOMPARE(stage.view.progress(), 1.0);
}

void tst_StageView::aHiddenStageKeepsNoClock()
{
    Stage stage;
    QVERIFY(stage.exposed());
    stage.playback.step(1);
    stage.view.hide();
    QVERIFY(!stage.view.isAnimating());
    stage.playback.step(1);
    QVERIFY(!stage.view.isAnimating());
}

void tst_StageView::fastPlayingDoesNotAnimate()
{
    Stage stage;
    QVERIFY(stage.exposed());
    stage.playback.setSpeed(50);
    stage.playback.play();
    QTRY_COMPARE(stage.playback.position(), stage.playback.length());
    QVERIFY(!stage.view.isAnimating());
}

void tst_StageView::aClickNamesTheBody()
{
    Stage stage;
    QSignalSpy chosen(&stage.view, &StageView::chosen);
    const QPoint process = stage.view.rectOf(QStringLiteral("actor/2")).center();
    QCOMPARE(stage.view.idAt(process), QStringLiteral("actor/2"));
    QTest::mouseClick(&stage.view, Qt::LeftButton, {}, process);
    QCOMPARE(chosen.value(0).value(0).toString(), QStringLiteral("actor/2"));
    QTest::mouseClick(&stage.view, Qt::LeftButton, {}, {2, 2});
    QCOMPARE(chosen.size(), 1);
}

void tst_StageView::bodiesAreItemsForAScreenReader()
{
    Stage stage(12);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&stage.view);
    QVERIFY(list);
    QCOMPARE(list->role(), QAccessible::List);
    QStringList names;
    for (int i = 0; i < list->childCount(); ++i) {
        QAccessibleInterface *item = list->child(i);
        QVERIFY(item && item->isValid());
        QCOMPARE(list->indexOfChild(item), i);
        QCOMPARE(item->parent(), list);
        QVERIFY(item->rect().width() > 0);
        names << item->text(QAccessible::Name);
    }
    QVERIFY2(names.contains(QStringLiteral("process 3, wrote 5, its copy 5")), qPrintable(names.join(u'\n')));
    QVERIFY(names.contains(QStringLiteral("process 2, has not begun")));
    QVERIFY(names.contains(QStringLiteral("counter, 5, written by process 3, was 5, an update was overwritten")));
    QAccessibleInterface *third = list->child(2);
    const QPoint center = third->rect().center();
    QCOMPARE(list->childAt(center.x(), center.y()), third);
}

void tst_StageView::itDrawsWithoutARecording()
{
    Playback playback;
    StageView view(&playback);
    view.resize(600, 300);
    QVERIFY(!view.grab().isNull());
    QVERIFY(view.scene().actors.empty());
}

void tst_StageView::itDrawsAtEverySizeAndZoom()
{
    Stage stage(12);
    for (const QSize size : {QSize(600, 300), QSize(1600, 900)})
        for (const double zoom : {1.0, 1.5}) {
            stage.view.resize(size);
            stage.view.setZoom(zoom);
            const QImage image = stage.view.grab().toImage();
            const QRect process = stage.view.rectOf(QStringLiteral("actor/0"));
            QVERIFY(image.rect().contains(process));
            bool badge = false;
            for (int y = process.top(); y < process.bottom(); ++y)
                for (int x = process.left(); x < process.right(); ++x)
                    badge |= image.pixelColor(x, y) == Theme::light().actor(0);
            QVERIFY(badge);
        }
}

QTEST_MAIN(tst_StageView)
#include "tst_stage_view.moc"
