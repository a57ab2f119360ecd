// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/replay_pace.h"
#include "app/panels/button.h"
#include "app/panels/code_card.h"
#include "app/panels/code_view.h"
#include "app/panels/position_slider.h"
#include "app/panels/stage_card.h"
#include "app/panels/text_label.h"
#include "app/panels/transcript_view.h"
#include "app/session/playback.h"
#include "tests/app/shown_window.h"

#include <QSignalSpy>
#include <QTest>

using namespace interleave;

/// A run that is over, walked through by mouse and keyboard.
class tst_Replay : public QObject, private ShownWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare("tst_replay"); }
    void init() { QVERIFY(open()); }
    void cleanup() { m_window.reset(); }

    void theVerdictIsShownAndTheReplayStandsAtTheFirstLoss();
    void lossesAreSteppedThrough();
    void theReplayOfADeadlockStandsWhereItClosed();
    void messagesThatArriveAgainAreSteppedThroughAsWell();
    void spaceRunsFirstAndPlaysThen();
    void aFocusedButtonKeepsSpaceToItself();
    void arrowsStep();
    void theSliderIsDragged();
    void aClickInTheTranscriptGoesThere();
    void theResultCanBeHiddenUntilR();
    void theReplaySaysHowMuchSlowerItIs();
};

void tst_Replay::theVerdictIsShownAndTheReplayStandsAtTheFirstLoss()
{
    finishMockRun();
    QCOMPARE(part<TextLabel>("verdictHeadline")->text(), QStringLiteral("Wrong: 10 of 15"));
    QCOMPARE(part<TextLabel>("verdictSentence")->text(),
             QStringLiteral("5 increments were overwritten; every one is accounted for."));
    QCOMPARE(m_window->playback()->position(), EventIndex{12});
    QCOMPARE(part<TextLabel>("positionText")->text(), QStringLiteral("event 12 of 30"));
    QCOMPARE(part<Button>("loss")->text(), QStringLiteral("Loss 1 of 5"));
}

void tst_Replay::lossesAreSteppedThrough()
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

void tst_Replay::theReplayOfADeadlockStandsWhereItClosed()
{
    const ObjectTable locks{{ObjectKind::Mutex, "a"}, {ObjectKind::Mutex, "b"}};
    m_window->runStarted(recordingFromText(
        locks, "1 asks a; 1 takes a; 2 asks b; 2 takes b; 1 asks b; 2 asks a; 3 asks a; 1 dies; 2 dies; 3 dies", 3));
    m_window->runFinished({});
    QCOMPARE(m_window->playback()->position(), EventIndex{6});
}

void tst_Replay::messagesThatArriveAgainAreSteppedThroughAsWell()
{
    const ObjectTable queue{{ObjectKind::Queue, "queue"},
                            {ObjectKind::Slots, "slots", 0, 4},
                            {ObjectKind::Cell, "head", 0},
                            {ObjectKind::Cell, "tail", 0}};
    RunSettings settings;
    settings.scenario = "queue";
    settings.mode = "off";
    m_window->runStarted(recordingFromText(queue,
                                           "1 writes slots[0] 7; 1 writes tail 1; 2 reads slots[0]; 2 writes head 1;"
                                           "3 reads slots[0]; 1 reads tail; 1 writes slots[1] 8; 1 writes tail 2;"
                                           "1 writes slots[1] 9; 3 reads slots[1]; 3 writes head 2; 2 reads slots[1]",
                                           3, settings));
    Account account;
    account.lost = 1;
    account.outcome = "both";
    m_window->runFinished(account);

    auto *const number = part<Button>("loss");
    QCOMPARE(number->text(), QStringLiteral("Repeat 1 of 2"));
    QCOMPARE(m_window->playback()->position(), EventIndex{5});
    QVERIFY(part<Button>("nextLoss")->toolTip().contains(QStringLiteral("loss or repeat")));
    QCOMPARE(part<PositionSlider>("position")->marks().size(), 3u);
    click("nextLoss");
    QCOMPARE(number->text(), QStringLiteral("Loss 1 of 1"));
    QCOMPARE(m_window->playback()->position(), EventIndex{9});
    QTest::keyClick(m_window.get(), Qt::Key_L);
    QCOMPARE(number->text(), QStringLiteral("Repeat 2 of 2"));
    QCOMPARE(m_window->playback()->position(), EventIndex{12});
    QVERIFY(!part<Button>("nextLoss")->isEnabled());
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ShiftModifier);
    QCOMPARE(number->text(), QStringLiteral("Loss 1 of 1"));
    m_window->playback()->seek(6);
    QCOMPARE(number->text(), QStringLiteral("Repeat 1 of 2"));
}

void tst_Replay::spaceRunsFirstAndPlaysThen()
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

void tst_Replay::aFocusedButtonKeepsSpaceToItself()
{
    finishMockRun();
    part<Button>("first")->setFocus();
    QTest::keyClick(part<Button>("first"), Qt::Key_Space);
    QCOMPARE(m_window->playback()->position(), EventIndex{0});
    QVERIFY(!m_window->playback()->isPlaying());
}

void tst_Replay::arrowsStep()
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

void tst_Replay::theSliderIsDragged()
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

void tst_Replay::aClickInTheTranscriptGoesThere()
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

void tst_Replay::theResultCanBeHiddenUntilR()
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

void tst_Replay::theReplaySaysHowMuchSlowerItIs()
{
    finishMockRun();
    const auto *const card = m_window->findChild<StageCard *>();
    const QString expected = slownessText(slowness(*m_window->playback()->recording(), 1));
    QVERIFY(!expected.isEmpty());
    QVERIFY2(card->bandText().contains(expected), qPrintable(card->bandText()));
    m_window->playback()->setSpeed(100);
    QVERIFY2(!card->bandText().contains(expected), qPrintable(card->bandText()));
}

QTEST_MAIN(tst_Replay)
#include "tst_replay.moc"
