// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/conductor.h"
#include "app/main_window.h"
#include "app/panels/code_card.h"
#include "app/panels/code_view.h"
#include "app/panels/findings_view.h"
#include "app/panels/transcript_view.h"
#include "app/panels/why_view.h"
#include "app/session/playback.h"
#include "app/stage/stage_view.h"
#include "app/style/appearance.h"
#include "app/timeline/timeline_view.h"
#include "app/window/spotlight.h"
#include "scenarios/catalog.h"
#include "tests/app/sample_scenarios.h"
#include "tests/support/trace_text.h"

#include <QHelpEvent>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>
#include <QToolTip>

using namespace interleave;

/// What lights up where the pointer is.
class tst_Spotlight : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }

    void aBoxOfTheTimelineLightsUpWhatBelongsToIt();
    void aRowOfTheTranscriptDoesTheSame();
    void rowsOfAStoryLightUp_data();
    void rowsOfAStoryLightUp();
    void dashedIsAnEffectEverywhere();
    void nothingIsLitWhenThePointerLeaves();
    void beyondTheBoxesNothingIsPointedAt();
    void theToolTipLeavesTheLanesFree_data();
    void theToolTipLeavesTheLanesFree();
    void aNewRecordingPutsItOut();

private:
    template <typename T>
    T *part() const
    {
        return m_window->findChild<T *>();
    }
    void point(QWidget *at, QPoint where) const
    {
        QMouseEvent move(QEvent::MouseMove, where, at->mapToGlobal(where), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(at, &move);
    }
    const Links &links() const { return m_window->spotlight()->links(); }

    std::unique_ptr<MainWindow> m_window;
};

void tst_Spotlight::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("interleave-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_spotlight-%1").arg(QCoreApplication::applicationPid()));
    appearance().setChoice(Appearance::Choice::Light);
    appearance().apply();
}

void tst_Spotlight::init()
{
    QSettings().clear();
    m_window = std::make_unique<MainWindow>(catalog());
    auto *conductor = new Conductor(m_window.get());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->runStarted(mockRecording());
    m_window->runFinished(sample::counterAccount());
    conductor->finishDrawing();
    QCOMPARE(links().of, kNoEvent);
}

void tst_Spotlight::aBoxOfTheTimelineLightsUpWhatBelongsToIt()
{
    auto *timeline = part<TimelineView>();
    const QImage before = timeline->grab().toImage();
    point(timeline, timeline->rectOf(21).center());
    QCOMPARE(links().of, EventIndex{21});
    // Process 2's 6, made of what it had read at event 13, over process 3's 9; it read that itself again.
    QVERIFY(links().to(12) != nullptr && links().to(12)->kind == LinkKind::MadeFrom);
    QVERIFY(links().to(20) != nullptr && links().to(20)->kind == LinkKind::WroteOver);
    QVERIFY(links().to(22) != nullptr && links().to(22)->kind == LinkKind::SeenBy);
    QVERIFY(timeline->grab().toImage() != before);
    const auto &lit = part<StageView>()->lit();
    QCOMPARE(lit,
             (std::vector<StageView::Lit>{
                 {QStringLiteral("actor/1")}, {QStringLiteral("actor/2")}, {QStringLiteral("object/counter")}}));
    for (const StageView::Lit &body : lit)
        QVERIFY2(!part<StageView>()->rectOf(body.id).isEmpty(), qPrintable(body.id));
    QVERIFY(m_window->playback()->current() != 21); // the cursor stays
}

void tst_Spotlight::aRowOfTheTranscriptDoesTheSame()
{
    m_window->showTab(MainWindow::Tab::Transcript);
    auto *transcript = part<TranscriptView>();
    m_window->playback()->seek(0);
    const QImage before = transcript->grab().toImage();
    point(transcript->viewport(), QPoint(80, transcript->rowHeight() * 3 / 2));
    QCOMPARE(links().of, EventIndex{1});
    QVERIFY(links().to(0) != nullptr);
    QVERIFY(transcript->grab().toImage() != before);
    QCOMPARE(part<StageView>()->lit().front().id, QStringLiteral("actor/0"));
}

void tst_Spotlight::rowsOfAStoryLightUp_data()
{
    QTest::addColumn<MainWindow::Tab>("tab");
    QTest::newRow("why") << MainWindow::Tab::Why;
    QTest::newRow("findings") << MainWindow::Tab::Findings;
}

void tst_Spotlight::rowsOfAStoryLightUp()
{
    QFETCH(const MainWindow::Tab, tab);
    m_window->showTab(tab);
    auto *const story = tab == MainWindow::Tab::Why ? static_cast<StoryView *>(part<WhyView>()) : part<FindingsView>();
    QVERIFY(story->isVisible());
    const auto row = std::find_if(story->rows().begin(), story->rows().end(),
                                  [](const StoryRow &one) { return one.event != kNoEvent; });
    QVERIFY(row != story->rows().end());
    m_window->playback()->seek(0);
    const QRect rect = story->visualRect(story->model()->index(int(row - story->rows().begin()), 0));
    const QImage dark = story->viewport()->grab(rect).toImage();
    m_window->spotlight()->pointAt(row->event); // wherever that is told
    QVERIFY(story->viewport()->grab(rect).toImage() != dark);
    m_window->spotlight()->pointAt(kNoEvent);
    QVERIFY(story->viewport()->grab(rect).toImage() == dark);
    // What belongs to it lights up as well.
    const Links around = [&] {
        TraceReader reader(m_window->playback()->recording()->trace());
        return linksOf(reader, row->event);
    }();
    QVERIFY(!around.links.empty());
    m_window->spotlight()->pointAt(around.links.front().event);
    QVERIFY(story->viewport()->grab(rect).toImage() != dark);
}

void tst_Spotlight::dashedIsAnEffectEverywhere()
{
    const auto *const stage = part<StageView>();
    const CodeView *const code = m_window->code()->view(SourceLanguage::Cpp);
    const auto actors = [&] {
        std::map<QString, bool> dashed;
        for (const StageView::Lit &body : stage->lit())
            dashed[body.id] = body.onlyEffects;
        return dashed;
    };
    // Process 1's 5, which process 3 wrote over: nothing that it came from was anybody else's.
    m_window->spotlight()->pointAt(10);
    QVERIFY(!actors().at(QStringLiteral("actor/0")));
    QVERIFY(actors().at(QStringLiteral("actor/2")));
    // Process 2 wrote over process 3's 9, and read its own 6 then.
    m_window->spotlight()->pointAt(21);
    QVERIFY(!actors().at(QStringLiteral("actor/2")));
    // What was read before is a cause; the reading after is at the same line, and that stays solid.
    QCOMPARE(code->litCauses().size(), std::size_t{1});
    QVERIFY(code->litEffects().empty());
    // The first reading of all has no cause: what was written after it is dashed.
    m_window->spotlight()->pointAt(0);
    QVERIFY(code->litCauses().empty());
    QCOMPARE(code->litEffects().size(), std::size_t{1});
}

void tst_Spotlight::nothingIsLitWhenThePointerLeaves()
{
    auto *timeline = part<TimelineView>();
    const QImage before = timeline->grab().toImage();
    point(timeline, timeline->rectOf(21).center());
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(timeline, &leave);
    QCOMPARE(links().of, kNoEvent);
    QVERIFY(part<StageView>()->lit().empty());
    QVERIFY(timeline->grab().toImage() == before);
}

void tst_Spotlight::beyondTheBoxesNothingIsPointedAt()
{
    auto *timeline = part<TimelineView>();
    const QRect box = timeline->rectOf(21);                                 // of process 2
    point(timeline, {box.center().x(), timeline->rectOf(20).center().y()}); // the same column in the lane of process 3
    QCOMPARE(links().of, kNoEvent);
    point(timeline, {2, 2});
    QCOMPARE(links().of, kNoEvent);
}

void tst_Spotlight::theToolTipLeavesTheLanesFree_data()
{
    QTest::addColumn<int>("height");
    QTest::addColumn<bool>("atTheFoot");
    QTest::newRow("below them") << 258 << false;
    QTest::newRow("above them, where the screen ends") << 120 << true;
}

/// What lights up together with the event is to be seen while its sentence is read.
void tst_Spotlight::theToolTipLeavesTheLanesFree()
{
    QFETCH(const int, height);
    QFETCH(const bool, atTheFoot);
    const auto recording = mockRecording();
    Playback playback;
    TimelineView view(&playback);
    view.setDescription([](EventIndex event) {
        return QStringLiteral("%1 · process 3 wrote 5 over process 1's 5: process 1's +1 is lost").arg(event + 1);
    });
    playback.setRecording(recording);
    playback.setLength(recording->trace().size());
    view.resize(700, height);
    view.show();
    const QRect screen = view.screen()->geometry();
    view.move(screen.left(), atTheFoot ? screen.bottom() + 20 - height : screen.top() + 60);
    for (const EventIndex event : {EventIndex{0}, EventIndex{11}, EventIndex{21}}) {
        QToolTip::hideText();
        const QPoint at = view.rectOf(event).center();
        QHelpEvent help(QEvent::ToolTip, at, view.mapToGlobal(at));
        QCoreApplication::sendEvent(&view, &help);
        QCOMPARE(QToolTip::text(), view.description(event));
        const auto all = QApplication::topLevelWidgets();
        const auto tip = std::find_if(all.begin(), all.end(), [](const QWidget *widget) {
            return widget->inherits("QTipLabel") && widget->isVisible();
        });
        QVERIFY(tip != all.end());
        for (EventIndex other = 0; other < 30; ++other) {
            const QRect box = view.rectOf(other);
            QVERIFY2(!(*tip)->geometry().intersects({view.mapToGlobal(box.topLeft()), box.size()}),
                     qPrintable(QString::number(other)));
        }
    }
}

void tst_Spotlight::aNewRecordingPutsItOut()
{
    point(part<TimelineView>(), part<TimelineView>()->rectOf(21).center());
    m_window->runStarted(mockRecording());
    QCOMPARE(links().of, kNoEvent);
    QVERIFY(part<StageView>()->lit().empty());
    QCOMPARE(m_window->code()->view(SourceLanguage::Cpp)->litLine(), -1);
}

QTEST_MAIN(tst_Spotlight)
#include "tst_spotlight.moc"
