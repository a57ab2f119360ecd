// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/main_window.h"

#include "app/panels/button.h"
#include "app/panels/code_card.h"
#include "app/panels/message_bar.h"
#include "app/panels/position_slider.h"
#include "app/panels/scenario_card.h"
#include "app/panels/stage_card.h"
#include "app/panels/status_line.h"
#include "app/panels/tab_card.h"
#include "app/panels/tab_strip.h"
#include "app/panels/text_label.h"
#include "app/panels/toolbar.h"
#include "app/session/playback.h"
#include "app/style/appearance.h"
#include "tests/app/sample_scenarios.h"
#include "tests/app/shown_window.h"
#include "tests/support/trace_text.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QScopeGuard>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSplitter>
#include <QTest>
#include <QTextBrowser>

#include <memory>

using namespace interleave;

/// The window by mouse and keyboard, with runs that are told rather than made.
class tst_MainWindow : public QObject, private ShownWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare("tst_main_window"); }
    void init() { QVERIFY(open()); }
    void cleanup() { m_window.reset(); }

    void changedSettingsAreMarked();
    void whatCannotBeChosenIsNoOtherSetting();
    void onlyWhatMayComeOutUnderTheProtectionIsListed_data();
    void onlyWhatMayComeOutUnderTheProtectionIsListed();
    void whileRunningOnlyStopCanBePressed();
    void everyControlHasANameForAScreenReader();
    void thePresentModeShowsLess();
    void whatFailedIsSaidUntilItIsClosedOrSomethingSucceeds();
    void theStatusLineSaysLiveWhatRecordingCosts();
    void theLargestWritingIsScrolledAndNotCut();
    void noTabIsCutHoweverLargeTheWriting_data();
    void noTabIsCutHoweverLargeTheWriting();
    void aMessageStandsInTheMiddleOfItsBar();
    void theCodeStaysAsWideInLettersAtAnyScale();
    void theBandEndsBeforeAWholePart();
    void theMessageIsClosedByKeyboard();
    void whatIsLentRoomLeavesWhatWasDecidedByHand();
    void aVerdictOfOtherSettingsRecedes();
    void aRepetitionSaysWhichRunItIs();
    void betweenRecordedRunsTheStageIsNotLive();
};

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

/// The command line can make runs with a window of its own; nothing in the window would bring it about.
void tst_MainWindow::whatCannotBeChosenIsNoOtherSetting()
{
    RunSettings settings = mockRecording()->info()->settings;
    settings.window = {Window::Kind::Yield, 0};
    settings.drop = true;
    settings.seed = 7;
    m_window->showRecording(recordingFromText({{ObjectKind::Cell, "counter"}}, "1 reads counter; 1 writes counter 1", 3, settings));
    for (const TextLabel *label : m_window->findChildren<TextLabel *>())
        QVERIFY(label->text() != QStringLiteral("previous settings") || !label->isVisible());
}

void tst_MainWindow::onlyWhatMayComeOutUnderTheProtectionIsListed_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<bool>("mayLose");
    QTest::newRow("none") << QByteArray("off") << true;
    QTest::newRow("each access") << QByteArray("per-access") << true;
    QTest::newRow("whole += 1") << QByteArray("on") << false;
    QTest::newRow("atomic") << QByteArray("atomic") << false;
}

void tst_MainWindow::onlyWhatMayComeOutUnderTheProtectionIsListed()
{
    QFETCH(QByteArray, mode);
    QFETCH(bool, mayLose);
    click(mode.constData());
    const QString text = m_window->findChild<ScenarioCard *>()->findChild<QTextBrowser *>()->toPlainText();
    QVERIFY(text.contains(QStringLiteral("Every increment arrived.")));
    QCOMPARE(text.contains(QStringLiteral("Increments were lost")), mayLose);
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
    const auto *const scroll = qobject_cast<QScrollArea *>(m_window->centralWidget());
    QCOMPARE(scroll->verticalScrollBar()->maximum(), 0); // the panels give way, and nothing has to be scrolled for it
    const int oneLine = bar->height();
    m_window->complain(QStringLiteral("%1 cannot be read.").arg(QString(60, u'm') + u' ' + QString(120, u'm')));
    QCoreApplication::processEvents();
    QVERIFY(bar->height() > oneLine);
    m_window->complain(QStringLiteral("“a.ilv” cannot be read."));
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

void tst_MainWindow::noTabIsCutHoweverLargeTheWriting_data()
{
    QTest::addColumn<double>("scale");
    QTest::newRow("100 %") << 1.0;
    QTest::newRow("130 %") << 1.3;
    QTest::newRow("200 %") << 2.0;
}

void tst_MainWindow::noTabIsCutHoweverLargeTheWriting()
{
    QFETCH(double, scale);
    finishMockRun();
    m_window->resize(1280, 660);
    appearance().setScale(scale);
    const auto usual = qScopeGuard([] { appearance().setScale(1); });
    const TabStrip *const strip = m_window->tabs()->tabs();
    const auto isWhole = [this, strip](int index) {
        const auto *const tab = part<QWidget>(strip->title(index).toUtf8().constData());
        return tab->width() >= tab->sizeHint().width() && strip->rect().contains(tab->geometry());
    };
    for (int current = 0; current < strip->count(); ++current) {
        m_window->tabs()->tabs()->setCurrent(current);
        for (int index = 0; index < strip->count(); ++index)
            QTRY_VERIFY2(isWhole(index), qPrintable(strip->title(index)));
    }
}

void tst_MainWindow::aMessageStandsInTheMiddleOfItsBar()
{
    m_window->resize(m_window->minimumSize());
    const auto recording = mockRecording();
    recording->damage = Damage{
        100,
        "The recording breaks off: what should follow at byte 2014 is missing; the 30 events before "
        "are shown."};
    m_window->showRecording(recording);
    QApplication::processEvents();
    const auto *const bar = part<MessageBar>("message");
    QVERIFY(bar->isVisible());
    for (const QWidget *part : bar->findChildren<QWidget *>())
        QVERIFY2(std::abs(part->geometry().center().y() - bar->height() / 2) <= 1,
                 qPrintable(QStringLiteral("%1: %2 + %3 of %4")
                                .arg(QLatin1String(part->metaObject()->className()))
                                .arg(part->y())
                                .arg(part->height())
                                .arg(bar->height())));
}

void tst_MainWindow::theCodeStaysAsWideInLettersAtAnyScale()
{
    m_window->resize(2560, 1500);
    QApplication::processEvents();
    const int before = m_window->code()->width();
    const auto back = qScopeGuard([] { appearance().setScale(1); });
    for (const double scale : {2.0, 1.0, 1.5}) {
        appearance().setScale(scale);
        QTRY_VERIFY2(std::abs(m_window->code()->width() - before * scale) <= 2,
                     qPrintable(QStringLiteral("%1 at %2").arg(m_window->code()->width()).arg(scale)));
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

void tst_MainWindow::betweenRecordedRunsTheStageIsNotLive()
{
    const auto source = mockRecording();
    const auto recording = std::make_shared<Recording>(*source->info());
    const auto band = [this] { return m_window->findChild<StageCard *>()->bandText(); };
    const auto headline = [this] { return part<TextLabel>("verdictHeadline")->text(); };
    m_window->runStarted(recording, {1, 20, 0});
    QVERIFY2(band().startsWith(QStringLiteral("LIVE")), qPrintable(band()));
    recording->finish(*source->info());
    m_window->unwatchedRunStarted({1, 20, 0});
    QVERIFY2(band().startsWith(QStringLiteral("REPLAY")), qPrintable(band()));
    QVERIFY(!m_window->playback()->isLive());
    QCOMPARE(headline(), QStringLiteral("Run 1 of 20, unwatched"));
    QVERIFY(part<TextLabel>("verdictSentence")->text().contains(QStringLiteral("the recorded run before it")));
    QVERIFY(part<QAbstractButton>("stop")->isEnabled());
    m_window->unwatchedRunStarted({2, 20, 1});
    QCOMPARE(headline(), QStringLiteral("Run 2 of 20, unwatched"));
    QVERIFY(part<TextLabel>("verdictSentence")->text().startsWith(QStringLiteral("So far 1 of 1 went wrong.")));
    // Where nothing but unwatched runs are made, the verdict of what is on show holds.
    m_window->runFinished(sample::counterAccount());
    const QString verdict = headline();
    m_window->unwatchedRunStarted({3, 20, 1});
    QCOMPARE(headline(), verdict);
}

void tst_MainWindow::whatIsLentRoomLeavesWhatWasDecidedByHand()
{
    QSplitter *rows = nullptr;
    for (QSplitter *const splitter : m_window->findChildren<QSplitter *>())
        if (splitter->orientation() == Qt::Vertical && splitter->isAncestorOf(m_window->findChild<ScenarioCard *>()))
            rows = splitter;
    QVERIFY(rows != nullptr);
    const auto drag = [rows](int by) {
        QSplitterHandle *const gap = rows->handle(1);
        const QPoint from = gap->rect().center();
        QTest::mousePress(gap, Qt::LeftButton, {}, from);
        QTest::mouseMove(gap, from + QPoint(0, by));
        QTest::mouseRelease(gap, Qt::LeftButton, {}, from + QPoint(0, by));
    };
    const auto lend = [this, rows] {
        auto *const lent = new QWidget;
        lent->setMinimumHeight(rows->sizes().last() + 60);
        m_window->showAside(lent);
        QTest::qWait(0);
        return std::unique_ptr<QWidget>(lent);
    };
    const auto takeBack = [this](std::unique_ptr<QWidget> lent) {
        m_window->showAside(nullptr);
        lent.reset();
    };
    const QList<int> before = rows->sizes();
    auto lent = lend();
    QTRY_VERIFY(rows->sizes() != before);
    drag(-20);
    takeBack(std::move(lent));
    QTRY_COMPARE(rows->sizes(), before); // nobody has decided anything for then
    drag(40);
    const QList<int> byHand = rows->sizes();
    QVERIFY(byHand != before);
    lent = lend();
    QTRY_VERIFY(rows->sizes() != byHand);
    takeBack(std::move(lent));
    QTRY_COMPARE(rows->sizes(), byHand);
}

QTEST_MAIN(tst_MainWindow)
#include "tst_main_window.moc"
