// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/main_window.h"

#include "app/models/replay_pace.h"
#include "app/panels/button.h"
#include "app/panels/code_card.h"
#include "app/panels/code_view.h"
#include "app/panels/loss_stepper.h"
#include "app/panels/message_bar.h"
#include "app/panels/position_slider.h"
#include "app/panels/stage_card.h"
#include "app/panels/status_line.h"
#include "app/panels/tab_card.h"
#include "app/panels/tab_strip.h"
#include "app/panels/text_label.h"
#include "app/panels/toolbar.h"
#include "app/panels/transcript_view.h"
#include "app/panels/verdict_strip.h"
#include "app/session/playback.h"
#include "app/style/appearance.h"
#include "tests/app/sample_scenarios.h"
#include "tests/support/trace_text.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QScopeGuard>
#include <QTest>
#include <QtMath>

#include <algorithm>
#include <tuple>

using namespace interleave;

/// The window by mouse and keyboard, with runs that are told rather than made.
class tst_MainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }

    void runAsksForWhatIsChosen();
    void eachGearRemembersItsSize();
    void gearsOfLaterCannotBeChosen();
    void aNumberOutOfRangeCannotBeTyped();
    void theWheelChangesANumber();
    void everythingFitsIntoTheSmallestWindow_data();
    void everythingFitsIntoTheSmallestWindow();
    void theVerdictIsShownAndTheReplayStandsAtTheFirstLoss();
    void lossesAreSteppedThrough();
    void spaceRunsFirstAndPlaysThen();
    void aFocusedButtonKeepsSpaceToItself();
    void arrowsStep();
    void theSliderIsDragged();
    void aClickInTheTranscriptGoesThere();
    void changedSettingsAreMarked();
    void theCodeShowsWhereTheProcessesAre();
    void theResultCanBeHiddenUntilR();
    void whileRunningOnlyStopCanBePressed();
    void everyControlHasANameForAScreenReader();
    void thePresentModeShowsLess();
    void whatFailedIsSaidUntilItIsClosedOrSomethingSucceeds();
    void theStatusLineSaysLiveWhatRecordingCosts();
    void theLargestWritingIsScrolledAndNotCut();
    void theToolbarIsAsBeforeWhenTheWritingIs();
    void theCatalogueMarksTheCurrentScenario();
    void theCodeGetsTheRoomItsLinesNeed();
    void theBandEndsBeforeAWholePart();
    void theMessageIsClosedByKeyboard();
    void aVerdictOfOtherSettingsRecedes();
    void aRepetitionSaysWhichRunItIs();
    void eachChapterStandsOnceInTheCatalogue();
    void noLineOfCodeIsCutAtTheFoot();
    void badgesStandBesideTheCode();
    void theReplaySaysHowMuchSlowerItIs();

private:
    template <typename T>
    T *part(const char *name) const
    {
        return m_window->findChild<T *>(QString::fromLatin1(name));
    }
    void click(const char *name) const { QTest::mouseClick(part<Button>(name), Qt::LeftButton); }
    void finishMockRun();

    std::unique_ptr<MainWindow> m_window;
};

void tst_MainWindow::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("interleave-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_main_window-%1").arg(QCoreApplication::applicationPid()));
    appearance().setChoice(Appearance::Choice::Light);
    appearance().apply();
}

void tst_MainWindow::init()
{
    QSettings().clear();
    m_window = std::make_unique<MainWindow>(sample::kCatalog);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void tst_MainWindow::finishMockRun()
{
    const auto recording = mockRecording();
    RunChoice choice = m_window->toolbar()->choice();
    choice.adopt(&sample::kCounter, recording->info()->settings);
    m_window->toolbar()->setChoice(choice);
    m_window->runStarted(recording);
    m_window->runFinished(sample::counterAccount());
}

void tst_MainWindow::runAsksForWhatIsChosen()
{
    QSignalSpy runs(m_window.get(), &MainWindow::runRequested);
    QTest::mouseClick(part<QAbstractButton>("slow"), Qt::LeftButton);
    QTest::mouseClick(part<QAbstractButton>("per-access"), Qt::LeftButton);
    click("run");
    QCOMPARE(runs.count(), 1);
    const auto settings = runs.front().front().value<RunSettings>();
    QCOMPARE(settings.scenario, std::string("counter"));
    QCOMPARE(settings.mode, std::string("per-access"));
    QVERIFY(settings.pace == Pace::Slow);
    QCOMPARE(settings.window.nanoseconds, std::int64_t{1'000'000});
    QVERIFY(settings.parameters == (Parameters{{"increments", 5}, {"processes", 3}}));
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QCOMPARE(runs.count(), 2);
    QSignalSpy repeats(m_window.get(), &MainWindow::repeatRequested);
    click("repeat");
    QCOMPARE(repeats.count(), 1);
    QCOMPARE(repeats.front().at(1).toInt(), 20);
}

void tst_MainWindow::eachGearRemembersItsSize()
{
    auto *field = part<QSpinBox>("incrementsField");
    QCOMPARE(field->value(), 10'000);
    QTest::mouseClick(part<QAbstractButton>("slow"), Qt::LeftButton);
    QCOMPARE(field->value(), 5);
    QTest::keyClick(field, Qt::Key_Up);
    QCOMPARE(field->value(), 6);
    QTest::mouseClick(part<QAbstractButton>("full"), Qt::LeftButton);
    QCOMPARE(field->value(), 10'000);
    QTest::mouseClick(part<QAbstractButton>("slow"), Qt::LeftButton);
    QCOMPARE(field->value(), 6);
}

void tst_MainWindow::gearsOfLaterCannotBeChosen()
{
    for (const char *later : {"step", "explore"}) {
        auto *gear = part<QAbstractButton>(later);
        QVERIFY(!gear->isEnabled());
        QVERIFY(!gear->toolTip().isEmpty());
    }
}

void tst_MainWindow::aNumberOutOfRangeCannotBeTyped()
{
    auto *field = part<QSpinBox>("processesField");
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("99"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(field->value() <= 16);
    QVERIFY(field->toolTip().contains(QStringLiteral("1")) && field->toolTip().contains(QStringLiteral("16")));
    QVERIFY(!field->hasFocus());
}

void tst_MainWindow::theWheelChangesANumber()
{
    auto *field = part<QSpinBox>("processesField");
    const int before = field->value();
    QWheelEvent wheel(field->rect().center(), field->mapToGlobal(field->rect().center()), {}, {0, 120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(field, &wheel);
    QCOMPARE(field->value(), before + 1);
}

void tst_MainWindow::everythingFitsIntoTheSmallestWindow_data()
{
    QTest::addColumn<int>("scenario");
    QTest::addColumn<int>("width");
    for (const int width : {1280, 1440}) {
        QTest::addRow("counter at %d", width) << 0 << width;
        QTest::addRow("queue at %d", width) << 1 << width;
    }
}

void tst_MainWindow::everythingFitsIntoTheSmallestWindow()
{
    QFETCH(int, scenario);
    QFETCH(int, width);
    // As it is the first time it is shown.
    m_window = std::make_unique<MainWindow>(sample::kCatalog);
    m_window->resize(width, 660);
    m_window->show();
    RunChoice choice = m_window->toolbar()->choice();
    choice.setScenario(sample::kCatalog[std::size_t(scenario)]);
    m_window->toolbar()->setChoice(choice);
    QTRY_COMPARE(m_window->size(), QSize(width, 660));
    QApplication::processEvents();
    const QList<QAbstractButton *> buttons = m_window->toolbar()->findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (!button->isVisible())
            continue;
        const QRect rect(button->mapTo(m_window.get(), QPoint()), button->size());
        QVERIFY2(rect.left() >= 0 && rect.right() < width, qPrintable(button->text()));
        QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
    }
    for (const QSpinBox *field : m_window->toolbar()->findChildren<QSpinBox *>())
        QVERIFY(field->mapTo(m_window.get(), QPoint(field->width(), 0)).x() <= width);
}

void tst_MainWindow::theVerdictIsShownAndTheReplayStandsAtTheFirstLoss()
{
    finishMockRun();
    QCOMPARE(part<TextLabel>("verdictHeadline")->text(), QStringLiteral("Wrong: 10 of 15"));
    QCOMPARE(part<TextLabel>("verdictSentence")->text(),
             QStringLiteral("5 increments were overwritten; every one is accounted for."));
    QCOMPARE(m_window->playback()->position(), EventIndex{12});
    QCOMPARE(part<TextLabel>("positionText")->text(), QStringLiteral("event 12 of 30"));
    QCOMPARE(part<Button>("loss")->text(), QStringLiteral("Loss 1 of 5"));
}

void tst_MainWindow::lossesAreSteppedThrough()
{
    finishMockRun();
    QVERIFY(!part<Button>("previousLoss")->isEnabled());
    click("nextLoss");
    QCOMPARE(m_window->playback()->position(), EventIndex{22});
    // One write undid four; there is no write after it that undid anything.
    QCOMPARE(part<Button>("loss")->text(), QStringLiteral("Loss 2–5 of 5"));
    QVERIFY(!part<Button>("nextLoss")->isEnabled());
    click("previousLoss");
    QCOMPARE(m_window->playback()->position(), EventIndex{12});
    QTest::keyClick(m_window.get(), Qt::Key_L);
    QCOMPARE(part<Button>("loss")->text(), QStringLiteral("Loss 2–5 of 5"));
    m_window->playback()->seek(13);
    QCOMPARE(part<Button>("loss")->text(), QStringLiteral("Loss 1 of 5"));
}

void tst_MainWindow::spaceRunsFirstAndPlaysThen()
{
    QSignalSpy runs(m_window.get(), &MainWindow::runRequested);
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    QCOMPARE(runs.count(), 1);
    finishMockRun();
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    QVERIFY(m_window->playback()->isPlaying());
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    QVERIFY(!m_window->playback()->isPlaying());
    QCOMPARE(runs.count(), 1);
}

void tst_MainWindow::aFocusedButtonKeepsSpaceToItself()
{
    finishMockRun();
    part<Button>("first")->setFocus();
    QTest::keyClick(part<Button>("first"), Qt::Key_Space);
    QCOMPARE(m_window->playback()->position(), EventIndex{0});
    QVERIFY(!m_window->playback()->isPlaying());
}

void tst_MainWindow::arrowsStep()
{
    finishMockRun();
    QTest::keyClick(m_window.get(), Qt::Key_Right);
    QCOMPARE(m_window->playback()->position(), EventIndex{13});
    QTest::keyClick(m_window.get(), Qt::Key_Left);
    QCOMPARE(m_window->playback()->position(), EventIndex{12});
    QTest::keyClick(m_window.get(), Qt::Key_Home);
    QCOMPARE(m_window->playback()->position(), EventIndex{0});
    QTest::keyClick(m_window.get(), Qt::Key_End);
    QCOMPARE(m_window->playback()->position(), EventIndex{30});
}

void tst_MainWindow::theSliderIsDragged()
{
    finishMockRun();
    auto *slider = part<PositionSlider>("position");
    const int y = slider->height() / 2;
    QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(qRound(slider->xOf(3)), y));
    QCOMPARE(m_window->playback()->position(), EventIndex{3});
    QTest::mouseMove(slider, QPoint(qRound(slider->xOf(20)), y));
    QTRY_COMPARE(m_window->playback()->position(), EventIndex{20});
    QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(qRound(slider->xOf(20)), y));
    QTest::keyClick(slider, Qt::Key_Left);
    QCOMPARE(m_window->playback()->position(), EventIndex{19});
}

void tst_MainWindow::aClickInTheTranscriptGoesThere()
{
    finishMockRun();
    m_window->showTab(MainWindow::Tab::Transcript);
    auto *transcript = m_window->findChild<TranscriptView *>();
    QVERIFY(transcript->isVisible());
    const QPoint point(60, transcript->rowHeight() * 2 + 4);
    const EventIndex row = transcript->rowAt(point);
    QVERIFY(row != kNoEvent);
    QTest::mouseClick(transcript->viewport(), Qt::LeftButton, {}, point);
    QCOMPARE(m_window->playback()->current(), row);
}

void tst_MainWindow::changedSettingsAreMarked()
{
    finishMockRun();
    const auto marked = [this] {
        for (const TextLabel *label : m_window->findChildren<TextLabel *>())
            if (label->text() == QStringLiteral("previous settings"))
                return label->isVisible();
        return false;
    };
    QVERIFY(!marked());
    QTest::mouseClick(part<QAbstractButton>("on"), Qt::LeftButton);
    QVERIFY(marked());
    QTest::mouseClick(part<QAbstractButton>("off"), Qt::LeftButton);
    QVERIFY(!marked());
}

void tst_MainWindow::theCodeShowsWhereTheProcessesAre()
{
    const auto mock = mockRecording();
    RunInfo info = *mock->info();
    info.sites = {{"", 0}, {"counter.cpp", 7}, {"counter.cpp", 9}};
    const auto recording = std::make_shared<Recording>(info);
    TraceReader reader(mock->trace());
    for (EventIndex i = 0; i < mock->trace().size(); ++i) {
        Event event = reader[i];
        event.site = event.kind() == EventKind::Read ? 1 : 2;
        recording->settle(event);
    }
    recording->publishFindings();
    recording->finish(info);
    m_window->runStarted(recording);
    m_window->runFinished(sample::counterAccount());
    m_window->code()->setExcerpts(
        excerptOf(QString::fromUtf8(sample::kCounterSource), SourceLanguage::Cpp, QStringLiteral("off")),
        excerptOf(QString::fromUtf8(sample::kCounterTwin), SourceLanguage::Python, QStringLiteral("off")), {}, {});
    const CodeView *cpp = m_window->code()->view(SourceLanguage::Cpp);
    const CodeView *python = m_window->code()->view(SourceLanguage::Python);
    QCOMPARE(cpp->excerpt().lines[std::size_t(cpp->markedLine())].text.trimmed(), QStringLiteral("counter.write(mine);"));
    QCOMPARE(python->excerpt().lines[std::size_t(python->markedLine())].text.trimmed(), QStringLiteral("counter.value = mine"));
    m_window->playback()->step(1);
    QCOMPARE(cpp->excerpt().lines[std::size_t(cpp->markedLine())].text.trimmed(), QStringLiteral("mine = counter.read();"));
}

void tst_MainWindow::theResultCanBeHiddenUntilR()
{
    m_window->setResultHidden(true);
    finishMockRun();
    QVERIFY(!part<TextLabel>("verdictHeadline")->text().contains(QStringLiteral("Wrong")));
    QVERIFY(!part<Button>("loss")->isVisible());
    QCOMPARE(m_window->playback()->position(), EventIndex(0));
    QVERIFY(part<PositionSlider>("position")->marks().empty());
    m_window->showTab(MainWindow::Tab::Transcript);
    QVERIFY(!m_window->findChild<TranscriptView *>()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_L); // would go to a loss
    QCOMPARE(m_window->playback()->position(), EventIndex(0));
    m_window->playback()->seek(12); // the first loss
    QVERIFY(!m_window->code()->view(SourceLanguage::Cpp)->marksLoss());
    m_window->playback()->seek(0);

    QTest::keyClick(m_window.get(), Qt::Key_R);
    QCOMPARE(part<TextLabel>("verdictHeadline")->text(), QStringLiteral("Wrong: 10 of 15"));
    QCOMPARE(m_window->playback()->position(), EventIndex(12));
    QVERIFY(!part<PositionSlider>("position")->marks().empty());
    QVERIFY(m_window->findChild<TranscriptView *>()->isVisible());

    finishMockRun(); // the next result is hidden again
    QCOMPARE(m_window->playback()->position(), EventIndex(0));
    m_window->setResultHidden(false);
    QCOMPARE(m_window->playback()->position(), EventIndex(12));
    m_window->setResultHidden(true);
    QCOMPARE(m_window->playback()->position(), EventIndex(0));
}

void tst_MainWindow::whileRunningOnlyStopCanBePressed()
{
    QSignalSpy stops(m_window.get(), &MainWindow::stopRequested);
    QVERIFY(!part<Button>("stop")->isEnabled());
    m_window->runStarted(mockRecording());
    QVERIFY(!part<Button>("run")->isEnabled());
    QVERIFY(!part<Button>("repeat")->isEnabled());
    click("stop");
    QCOMPARE(stops.count(), 1);
    m_window->runFinished(sample::counterAccount());
    QVERIFY(part<Button>("run")->isEnabled());
    QVERIFY(!part<Button>("stop")->isEnabled());
}

void tst_MainWindow::everyControlHasANameForAScreenReader()
{
    finishMockRun();
    for (const QAbstractButton *button : m_window->findChildren<QAbstractButton *>())
        QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(), qPrintable(button->objectName()));
    for (const QSpinBox *field : m_window->findChildren<QSpinBox *>())
        QVERIFY(!field->accessibleName().isEmpty());
    for (const QAbstractScrollArea *area : m_window->findChildren<QAbstractScrollArea *>())
        QVERIFY2(!area->accessibleName().isEmpty(), area->metaObject()->className());
    QVERIFY(!part<PositionSlider>("position")->accessibleName().isEmpty());
}

void tst_MainWindow::thePresentModeShowsLess()
{
    finishMockRun();
    m_window->setPresenting(true);
    QVERIFY(!m_window->toolbar()->isVisible());
    QVERIFY(!m_window->tabs()->isVisible());
    QVERIFY(m_window->code()->isVisible());
    QCOMPARE(appearance().scale(), Appearance::kPresenting);
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(m_window->toolbar()->isVisible());
    QCOMPARE(appearance().scale(), 1.0);
}

void tst_MainWindow::whatFailedIsSaidUntilItIsClosedOrSomethingSucceeds()
{
    auto *const bar = part<MessageBar>("message");
    QVERIFY(!bar->isVisible());
    m_window->complain(QStringLiteral("“a.ilv” cannot be read."));
    QVERIFY(bar->isVisible());
    m_window->resize(m_window->minimumSize());
    QCoreApplication::processEvents();
    const auto *const stage = m_window->findChild<StageCard *>();
    QVERIFY(stage->height() >= stage->minimumSizeHint().height());
    QCOMPARE(bar->sentence(), QStringLiteral("“a.ilv” cannot be read."));
    QVERIFY(bar->accessibleName().contains(QStringLiteral("cannot be read")));
    click("closeMessage");
    QVERIFY(!bar->isVisible());
    m_window->complain(QStringLiteral("“b.ilv” cannot be read."));
    m_window->say(QStringLiteral("Saved as c.ilv."));
    QVERIFY(!bar->isVisible());
    m_window->complain(QStringLiteral("“b.ilv” cannot be read."));
    finishMockRun();
    QVERIFY(!bar->isVisible());
}

void tst_MainWindow::theStatusLineSaysLiveWhatRecordingCosts()
{
    const auto source = mockRecording();
    RunInfo info = *source->info();
    const auto recording = std::make_shared<Recording>(info);
    const auto *status = part<StatusLine>("status");
    m_window->runStarted(recording);
    m_window->recordingGrew(608'000'000);
    QVERIFY2(status->text().endsWith(QStringLiteral("held the processes up for 608 ms in all")),
             qPrintable(status->text()));
    info.stalledNs = 700'000'000;
    recording->finish(info);
    m_window->runFinished(sample::counterAccount());
    QVERIFY2(status->text().endsWith(QStringLiteral("held the processes up for 700 ms in all")),
             qPrintable(status->text()));
}

void tst_MainWindow::theLargestWritingIsScrolledAndNotCut()
{
    m_window->resize(1280, 660);
    appearance().setScale(Appearance::kLargest);
    const auto back = qScopeGuard([] { appearance().setScale(1); });
    for (int round = 0; round < 3; ++round) // layouts are told of each other's sizes in turn
        QApplication::processEvents();
    for (const QAbstractButton *button : m_window->toolbar()->findChildren<QAbstractButton *>())
        QVERIFY2(!button->isVisible() || button->width() >= button->sizeHint().width(),
                 qPrintable(QStringLiteral("%1: %2 of %3, toolbar %4").arg(button->text()).arg(button->width())
                                .arg(button->sizeHint().width()).arg(m_window->toolbar()->width())));
    for (const QWidget *panel : {static_cast<QWidget *>(m_window->findChild<StageCard *>()),
                                 static_cast<QWidget *>(m_window->tabs()), static_cast<QWidget *>(m_window->code())})
        QVERIFY2(panel->height() >= panel->minimumSizeHint().height(), panel->metaObject()->className());
    QTest::keyClick(m_window.get(), Qt::Key_Right); // still the window's
    QVERIFY(QApplication::focusWidget() == nullptr || m_window->isAncestorOf(QApplication::focusWidget()));
}

void tst_MainWindow::theToolbarIsAsBeforeWhenTheWritingIs()
{
    m_window->resize(1440, 860);
    QApplication::processEvents();
    const auto places = [this] {
        QList<QRect> rects;
        for (const QWidget *part : m_window->toolbar()->findChildren<QWidget *>())
            if (part->isVisible())
                rects << QRect(part->mapTo(m_window.get(), QPoint()), part->size());
        std::sort(rects.begin(), rects.end(), [](const QRect &a, const QRect &b) {
            return std::tuple(a.x(), a.y(), a.width()) < std::tuple(b.x(), b.y(), b.width());
        });
        return rects;
    };
    const auto scaleTo = [](double scale) {
        appearance().setScale(scale);
        for (int round = 0; round < 3; ++round)
            QApplication::processEvents();
    };
    const QList<QRect> before = places();
    for (const double scale : {1.5, 2.0, 1.5})
        scaleTo(scale);
    QVERIFY(places() != before);
    scaleTo(1);
    QCOMPARE(places(), before);
}

void tst_MainWindow::theCatalogueMarksTheCurrentScenario()
{
    m_window->chooseScenario(sample::kCatalog[1]);
    m_window->toolbar()->openCatalog();
    auto *menu = part<QMenu>("catalog");
    QVERIFY(menu->activeAction());
    QCOMPARE(menu->activeAction()->text(), part<Button>("scenario")->text());
    const auto actions = menu->actions();
    QCOMPARE(std::count_if(actions.begin(), actions.end(), [](const QAction *a) { return a->isChecked(); }), 1);
    QVERIFY(menu->activeAction()->isChecked());
    menu->close();
}

void tst_MainWindow::theCodeGetsTheRoomItsLinesNeed()
{
    m_window->resize(1440, 900);
    for (const char *mode : {"off", "per-access", "on"}) {
        RunChoice choice = m_window->toolbar()->choice();
        choice.setMode(mode);
        m_window->toolbar()->setChoice(choice);
        for (int round = 0; round < 3; ++round)
            QApplication::processEvents();
        const CodeView *code = m_window->code()->view(SourceLanguage::Cpp);
        QVERIFY2(code->verticalScrollBar()->maximum() == 0, mode);
    }
}

void tst_MainWindow::theBandEndsBeforeAWholePart()
{
    TextLabel label(12.5, QFont::Normal, &Theme::muted);
    const QString separator = QStringLiteral("   ·   ");
    label.setSeparator(separator);
    label.setText(QStringLiteral("slow motion") + separator + QStringLiteral("3 processes"));
    label.resize(label.sizeHint());
    QCOMPARE(label.shownText(), label.text());
    label.resize(label.width() - 5, label.height());
    QCOMPARE(label.shownText(), QStringLiteral("slow motion"));
    label.resize(30, label.height());
    QVERIFY(label.shownText().endsWith(QChar(0x2026)));
}

void tst_MainWindow::theMessageIsClosedByKeyboard()
{
    auto *const bar = part<MessageBar>("message");
    m_window->complain(QStringLiteral("“a.ilv” cannot be read."));
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
    m_window->complain(QStringLiteral("“a.ilv” cannot be read."));
    for (int i = 0; i < 60 && !part<Button>("closeMessage")->hasFocus(); ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(part<Button>("closeMessage")->hasFocus());
    QTest::keyClick(part<Button>("closeMessage"), Qt::Key_Space);
    QVERIFY(!bar->isVisible());
}

void tst_MainWindow::aVerdictOfOtherSettingsRecedes()
{
    finishMockRun();
    const auto sentence = [&] { return part<TextLabel>("verdictSentence")->text(); };
    const QString held = sentence();
    QTest::mouseClick(part<QAbstractButton>("on"), Qt::LeftButton);
    QCOMPARE(part<TextLabel>("verdictHeadline")->text(), QStringLiteral("Wrong: 10 of 15"));
    QVERIFY2(sentence().startsWith(QStringLiteral("of the last run: Shared counter, no protection, slow motion")),
             qPrintable(sentence()));
    QTest::mouseClick(part<QAbstractButton>("off"), Qt::LeftButton);
    QCOMPARE(sentence(), held);
    QTest::mouseClick(part<QAbstractButton>("on"), Qt::LeftButton);
    m_window->runStarted(mockRecording());
    QVERIFY(!sentence().contains(QStringLiteral("last run")));
}

void tst_MainWindow::aRepetitionSaysWhichRunItIs()
{
    finishMockRun(); // with the settings of what follows
    m_window->runStarted(mockRecording(), {1, 20, 0});
    QCOMPARE(part<TextLabel>("verdictHeadline")->text(), QStringLiteral("Run 1 of 20"));
    m_window->runStarted(mockRecording(), {4, 20, 2});
    QCOMPARE(part<TextLabel>("verdictHeadline")->text(), QStringLiteral("Run 4 of 20"));
    QVERIFY(part<TextLabel>("verdictSentence")->text().startsWith(QStringLiteral("So far 2 of 3 went wrong.")));
    m_window->runFinished(sample::counterAccount(), {20, 20, 13});
    QCOMPARE(part<TextLabel>("verdictHeadline")->text(), QStringLiteral("Wrong: 10 of 15"));
    const QString last = QStringLiteral("The last of 20 runs; 13 went wrong.");
    QVERIFY(part<TextLabel>("verdictSentence")->text().startsWith(last));
    m_window->setResultHidden(true);
    m_window->runStarted(mockRecording(), {4, 20, 2});
    QVERIFY(!part<TextLabel>("verdictSentence")->text().contains(QStringLiteral("wrong")));
}

void tst_MainWindow::eachChapterStandsOnceInTheCatalogue()
{
    ScenarioInfo list = sample::kCounter;
    list.id = "list";
    list.title = "Shared list";
    const ScenarioInfo *const scenarios[] = {&sample::kCounter, &sample::kQueue, &list};
    m_window = std::make_unique<MainWindow>(scenarios);
    QStringList lines;
    for (const QAction *action : part<QMenu>("catalog")->actions())
        lines << action->text();
    const QStringList expected{QStringLiteral("Memory"), QStringLiteral("Shared counter"), QStringLiteral("Shared list"),
                               QStringLiteral("Messages"), QStringLiteral("Bounded queue")};
    QCOMPARE(lines, expected);
    m_window.reset(); // before what it shows
}

void tst_MainWindow::noLineOfCodeIsCutAtTheFoot()
{
    Excerpt excerpt;
    for (int i = 0; i < 30; ++i)
        excerpt.lines.push_back({QStringLiteral("line %1").arg(i), i + 1, QString()});
    QWidget host; // some window managers size a window as they like
    CodeView view(SourceLanguage::Cpp, QStringLiteral("code"), &host);
    view.setExcerpt(excerpt);
    host.show();
    const int line = appearance().px(23);
    for (int height = 110; height < 110 + line; height += 5) {
        view.resize(300, height);
        QCoreApplication::processEvents();
        QCOMPARE((view.viewport()->height() - 4) % line, 0);
        QScrollBar *const bar = view.verticalScrollBar();
        QCOMPARE(bar->maximum() % line, 0);
        bar->setValue(bar->maximum());
        QCOMPARE(bar->value(), bar->maximum());
        bar->setValue(line + 3);
        QCOMPARE(bar->value(), line);
    }
}

void tst_MainWindow::badgesStandBesideTheCode()
{
    Excerpt excerpt;
    excerpt.lines.push_back({QString(30, u'm'), 1, QString()});
    QWidget host;
    CodeView view(SourceLanguage::Cpp, QStringLiteral("code"), &host);
    view.setExcerpt(excerpt);
    view.resize(330, 120);
    host.show();
    QCoreApplication::processEvents();
    const QFontMetricsF metrics(view.document()->defaultFont());
    const QRect writing(0, 0, qCeil(metrics.horizontalAdvance(excerpt.lines[0].text)), 23);
    QVERIFY(writing.right() < view.viewport()->width() - 20);
    const QImage before = view.viewport()->grab(writing).toImage();
    view.setMarks(-1, false, {{0, {0, 1, 2, 3, 4, 5}}});
    QCOMPARE(view.viewport()->grab(writing).toImage(), before);
}

void tst_MainWindow::theReplaySaysHowMuchSlowerItIs()
{
    finishMockRun();
    const auto *const card = m_window->findChild<StageCard *>();
    const QString expected = slownessText(slowness(*m_window->playback()->recording(), 1));
    QVERIFY(!expected.isEmpty());
    QVERIFY2(card->bandText().contains(expected), qPrintable(card->bandText()));
    m_window->playback()->setSpeed(100);
    QVERIFY2(!card->bandText().contains(expected), qPrintable(card->bandText()));
}

QTEST_MAIN(tst_MainWindow)
#include "tst_main_window.moc"
