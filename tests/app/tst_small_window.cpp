// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/main_window.h"

#include "app/charts/outcomes_panel.h"
#include "app/conductor.h"
#include "app/panels/button.h"
#include "app/panels/loss_stepper.h"
#include "app/panels/stage_card.h"
#include "app/panels/tab_card.h"
#include "app/panels/tab_strip.h"
#include "app/panels/text_label.h"
#include "app/panels/verdict_strip.h"
#include "app/session/playback.h"
#include "app/style/appearance.h"
#include "app/style/words.h"
#include "app/timeline/timeline_header.h"
#include "app/timeline/timeline_view.h"
#include "scenarios/catalog.h"
#include "tests/app/shown_window.h"
#include "tests/support/long_recording.h"

#include <QApplication>
#include <QScopeGuard>
#include <QTest>

using namespace interleave;

namespace {

/// Sixteen processes, a million increments each, and losses of many at once.
Losses manyLosses()
{
    Losses losses;
    losses.total = 15'865'828;
    for (EventIndex event : {892u, 892u, 892u, 1000u})
        losses.listed.push_back({.event = event});
    return losses;
}

} // namespace

/// The window as small as it gets, and on a projector, where writing is large: nothing that is said is cut.
class tst_SmallWindow : public QObject, private ShownWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare("tst_small_window"); }
    void init()
    {
        QVERIFY(open());
        m_window->resize(m_window->minimumSize());
    }
    void cleanup()
    {
        m_window.reset();
        appearance().setPresenting(false);
        appearance().setScale(1);
    }

    void noVerdictIsCut_data();
    void noVerdictIsCut();
    void aShortVerdictTakesOneLineAgain();
    void whatARightResultDoesNotProveIsItsToolTip();
    void whereOneIsAmongTheEventsIsNotCut_data();
    void whereOneIsAmongTheEventsIsNotCut();
    void noTabIsCutByWhatStandsBesideThem_data();
    void noTabIsCutByWhatStandsBesideThem();
    void tabsStayWhereTheyAre_data();
    void tabsStayWhereTheyAre();
    void outcomesTakeTheStagesPlaceAndKeepItWhileRunsAreRepeated();
    void barsOfOutcomesAreHighEnough();
    void aPageThatNeedsHeightTakesTheStagesPlace();

private:
    VerdictStrip *strip() const { return part<VerdictStrip>("verdict"); }
    QString shown(const char *label) const
    {
        return part<TextLabel>(label)->shownText().replace(QLatin1Char('\n'), QLatin1Char(' '));
    }
};

void tst_SmallWindow::noVerdictIsCut_data()
{
    QTest::addColumn<QString>("headline");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("question");
    QTest::addColumn<bool>("loses");
    QTest::addColumn<double>("scale");
    QTest::addColumn<bool>("presents");
    struct Case {
        const char *name, *headline, *sentence, *question;
        bool loses = true;
    };
    static constexpr Case cases[] = {
        {"lost", "Wrong: 134172 of 16000000", "15865828 increments were overwritten; every one is accounted for.",
         "Why is it 134172?"},
        {"the last of many", "Wrong: 134172 of 16000000",
         "The last of 200 runs; 200 went wrong. 15865828 increments were overwritten; by whom is not known.",
         "Why is it 134172?"},
        {"a process died", "Process 1 died: 705 of 1500",
         "542 increments were overwritten; every one is accounted for. 253 more were never made: not every process "
         "came to its end.",
         "Why is it 705?"},
        {"both", "Wrong: 7412 of 8000", "588 messages were lost, 284 receptions were repeats.", "Why are 588 missing?"},
        {"much to say", "Incomplete",
         "542 increments were overwritten; by whom is not known. 253 more were never made: not every process came to "
         "its end. Of process 3 nothing is believed after its event 17: it reported something that no process can do. "
         "Memory ran out after 100 events: the 2000 after them were not recorded.",
         "Why is it 705?"},
        {"by chance", "Right this time: 16000000 of 16000000",
         "Nothing guarantees it: in 16000000 updates no lock was held from reading to writing; another order could "
         "lose one. Processes take turns on one processor here, so races are rarer.",
         "Why is it 16000000?", false}};
    for (const Case &one : cases)
        for (const bool presents : {false, true})
            for (const double scale : {1.0, 1.2})
                QTest::addRow("%s at %g%s", one.name, scale, presents ? ", presented" : "")
                    << words::grouped(QString::fromUtf8(one.headline))
                    << words::grouped(QString::fromUtf8(one.sentence))
                    << words::grouped(QString::fromUtf8(one.question)) << one.loses << scale << presents;
}

void tst_SmallWindow::noVerdictIsCut()
{
    QFETCH(QString, headline);
    QFETCH(QString, sentence);
    QFETCH(QString, question);
    QFETCH(bool, loses);
    QFETCH(double, scale);
    QFETCH(bool, presents);
    appearance().setScale(scale);
    m_window->setPresenting(presents);
    strip()->showVerdict({Verdict::Kind::Wrong, headline, sentence}, loses ? manyLosses() : Losses());
    strip()->setQuestion(question);
    QTRY_COMPARE(shown("verdictSentence"), sentence);
    for (const QWidget *part : strip()->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
        QVERIFY2(strip()->rect().contains(part->geometry()), part->metaObject()->className());
        QVERIFY2(!part->isVisible() || part->height() >= part->minimumSizeHint().height(),
                 part->metaObject()->className());
    }
    const auto *const label = part<TextLabel>("verdictHeadline");
    QVERIFY(label->width() >= label->sizeHint().width());
    QCOMPARE(strip()->why()->accessibleName(), question);
    const QString loss = strip()->losses()->findChild<Button *>(QStringLiteral("loss"))->text();
    QCOMPARE(loss, loses ? words::grouped(QStringLiteral("Loss 1–3 of 15865828")) : QString());
}

void tst_SmallWindow::aShortVerdictTakesOneLineAgain()
{
    const int usual = strip()->height();
    appearance().setPresenting(true);
    QTRY_COMPARE(strip()->height(), appearance().px(usual - 1) + 1);
    strip()->showVerdict(
        {Verdict::Kind::Wrong, QStringLiteral("Wrong: 134 172 of 16 000 000"),
         QStringLiteral("15 865 828 increments were overwritten; every one is accounted for. 5 more were "
                        "never made: not every process came to its end.")},
        manyLosses());
    QTRY_VERIFY(strip()->height() > appearance().px(usual - 1) + 1);
    strip()->showNothing(QStringLiteral("Running…"), QStringLiteral("The processes are at work."));
    QTRY_COMPARE(strip()->height(), appearance().px(usual - 1) + 1);
    QCOMPARE(shown("verdictSentence"), QStringLiteral("The processes are at work."));
}

void tst_SmallWindow::whatARightResultDoesNotProveIsItsToolTip()
{
    const auto headline = QStringLiteral("Right: 15 of 15"), sentence = QStringLiteral("The lock ordered them.");
    strip()->showVerdict({Verdict::Kind::Right, headline, sentence, QStringLiteral("Of this run. Not of others.")}, {});
    QCOMPARE(strip()->toolTip(), QStringLiteral("Of this run.\nNot of others."));
    QCOMPARE(strip()->accessibleDescription(), QStringLiteral("Of this run. Not of others."));
    strip()->setHidden(true); // it would give the result away
    QCOMPARE(strip()->toolTip(), QString());
    strip()->setHidden(false);
    strip()->showVerdict({Verdict::Kind::Wrong, QStringLiteral("Wrong: 10 of 15"), QStringLiteral("5 were lost.")}, {});
    QCOMPARE(strip()->toolTip(), QString());
}

void tst_SmallWindow::whereOneIsAmongTheEventsIsNotCut_data()
{
    QTest::addColumn<EventIndex>("events");
    QTest::addColumn<bool>("presents");
    for (const EventIndex events : {EventIndex{30}, EventIndex{640'000}, EventIndex{64'000'000}})
        for (const bool presents : {false, true})
            QTest::addRow("%llu%s", static_cast<unsigned long long>(events), presents ? ", presented" : "")
                << events << presents;
}

void tst_SmallWindow::whereOneIsAmongTheEventsIsNotCut()
{
    QFETCH(EventIndex, events);
    QFETCH(bool, presents);
    finishMockRun();
    m_window->setPresenting(presents);
    m_window->playback()->setSpeed(1e6);
    m_window->playback()->setLength(events);
    const auto *const text = part<TextLabel>("positionText");
    const QWidget *const bar = part<QWidget>("transport");
    QTRY_VERIFY2(text->width() >= text->sizeHint().width(), qPrintable(text->shownText()));
    for (const QWidget *one : bar->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
        QVERIFY2(!one->isVisible() || bar->rect().contains(one->geometry()), qPrintable(one->objectName()));
}

void tst_SmallWindow::noTabIsCutByWhatStandsBesideThem_data()
{
    QTest::addColumn<double>("scale");
    for (const double scale : {1.0, 1.1, 1.2, 1.3, 1.5, 2.0})
        QTest::addRow("%g", scale) << scale;
}

void tst_SmallWindow::noTabIsCutByWhatStandsBesideThem()
{
    QFETCH(double, scale);
    auto *const view = new TimelineView(m_window->playback());
    auto *const header = new TimelineHeader(view, m_window->playback());
    m_window->setPage(MainWindow::Tab::Timeline, view, header);
    finishMockRun();
    appearance().setScale(scale);
    header->setTheme(Theme::light(), scale);
    const TabStrip *const tabs = m_window->tabs()->tabs();
    for (int index = 0; index < tabs->count(); ++index) {
        const auto *const tab = part<QWidget>(tabs->title(index).toUtf8().constData());
        QTRY_VERIFY2(tab->width() >= tab->sizeHint().width() && tabs->rect().contains(tab->geometry()),
                     qPrintable(tabs->title(index)));
    }
    for (const char *choice : {"acrossOrder", "acrossTime"})
        QTRY_VERIFY2(part<QWidget>(choice)->width() >= part<QWidget>(choice)->sizeHint().width(), choice);
}

void tst_SmallWindow::tabsStayWhereTheyAre_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("small") << QSize(1280, 660);
    QTest::newRow("usual") << QSize(1440, 900);
}

void tst_SmallWindow::tabsStayWhereTheyAre()
{
    QFETCH(const QSize, size);
    m_window->resize(size);
    auto *const view = new TimelineView(m_window->playback());
    m_window->setPage(MainWindow::Tab::Timeline, view, new TimelineHeader(view, m_window->playback()));
    TabStrip *const tabs = m_window->tabs()->tabs();
    const auto places = [&] {
        QCoreApplication::processEvents();
        std::vector<QRect> found;
        for (int index = 0; index < tabs->count(); ++index) {
            const auto *const tab = part<QWidget>(tabs->title(index).toUtf8().constData());
            found.emplace_back(tab->mapTo(m_window.get(), QPoint()), tab->size());
        }
        return found;
    };
    const auto before = places();
    finishMockRun();
    QCOMPARE(places(), before); // the legend of a run without a lock
    m_window->playback()->setRecording(longRecording(30, 3, Locking::Locked));
    QCOMPARE(places(), before); // … and the long one of one with it
    for (int index = 0; index < tabs->count(); ++index) {
        tabs->setCurrent(index);
        QCOMPARE(places(), before);
    }
    m_window->tabs()->cover(QStringLiteral("Guess first."));
    QCOMPARE(places(), before);
}

void tst_SmallWindow::outcomesTakeTheStagesPlaceAndKeepItWhileRunsAreRepeated()
{
    auto *const stage = m_window->findChild<StageCard *>();
    m_window->setNeededHeight(MainWindow::Tab::Outcomes, 220);
    m_window->showTab(MainWindow::Tab::Outcomes);
    QTRY_VERIFY(!stage->isVisible());
    const auto current = [&] { return static_cast<MainWindow::Tab>(m_window->tabs()->tabs()->current()); };
    const auto recording = mockRecording();
    for (const int run : {1, 2}) {
        m_window->runStarted(recording, {run, 2, 0});
        m_window->recordingGrew();
        QCOMPARE(current(), MainWindow::Tab::Outcomes);
    }
    m_window->runFinished(sample::counterAccount(), {2, 2, 2}); // the replay goes to the first loss by itself
    QVERIFY(m_window->playback()->position() < 30);
    QCOMPARE(current(), MainWindow::Tab::Outcomes);
    QVERIFY(!stage->isVisible());
    m_window->runStarted(recording); // a single run is to be seen
    QCOMPARE(current(), MainWindow::Tab::Timeline);
    QVERIFY(stage->isVisible());
}

void tst_SmallWindow::barsOfOutcomesAreHighEnough()
{
    m_window = std::make_unique<MainWindow>(catalog());
    const auto *const conductor = new Conductor(m_window.get());
    m_window->resize(1280, 660);
    m_window->show();
    auto *const stage = m_window->findChild<StageCard *>();
    auto *const outcomes = m_window->findChild<OutcomesPanel *>();
    m_window->showTab(MainWindow::Tab::Outcomes);
    QVERIFY(conductor != nullptr && stage->isVisible()); // nothing to show yet
    RepeatedRuns runs;
    runs.settings.scenario = "counter";
    runs.settings.mode = "off";
    runs.of = 3;
    runs.wrong = 2;
    runs.expected = 15;
    runs.runs = {{10, false, 5, "10"}, {15, true, 0, "15"}, {9, false, 6, "9"}};
    outcomes->setRuns(findScenario("counter"), runs);
    QTRY_VERIFY2(!stage->isVisible() && outcomes->view()->height() >= 180,
                 qPrintable(QString::number(outcomes->view()->height())));
}

void tst_SmallWindow::aPageThatNeedsHeightTakesTheStagesPlace()
{
    finishMockRun();
    const auto *const stage = m_window->findChild<StageCard *>();
    const auto *const page = m_window->tabs()->page(static_cast<int>(MainWindow::Tab::Sweep));
    const int before = stage->height();
    m_window->showTab(MainWindow::Tab::Sweep);
    QVERIFY(stage->isVisible());
    m_window->setNeededHeight(MainWindow::Tab::Sweep, 260);
    QTRY_VERIFY2(!stage->isVisible() && page->height() >= 260, qPrintable(QString::number(page->height())));
    m_window->showTab(MainWindow::Tab::Outcomes);
    QTRY_COMPARE(stage->height(), before);
    // Whoever moves in the run is to see it.
    m_window->showTab(MainWindow::Tab::Sweep);
    QVERIFY(!stage->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_Right);
    QVERIFY(stage->isVisible());
    QCOMPARE(m_window->tabs()->tabs()->current(), static_cast<int>(MainWindow::Tab::Timeline));
    // On a projector there is the stage, whatever was on show.
    m_window->showTab(MainWindow::Tab::Sweep);
    m_window->setPresenting(true);
    QVERIFY(stage->isVisible());
    m_window->setPresenting(false);
    // In a higher window there is room for both.
    m_window->showTab(MainWindow::Tab::Sweep);
    m_window->resize(1440, 900);
    QTRY_VERIFY(stage->isVisible());
}

QTEST_MAIN(tst_SmallWindow)
#include "tst_small_window.moc"
