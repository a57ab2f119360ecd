// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/code_card.h"
#include "app/panels/code_view.h"
#include "app/panels/message_bar.h"
#include "app/panels/stage_card.h"
#include "app/panels/status_line.h"
#include "app/panels/step_bar.h"
#include "app/panels/text_label.h"
#include "app/panels/toolbar.h"
#include "app/panels/transport_bar.h"
#include "app/session/playback.h"
#include "app/stage/stage_view.h"
#include "app/step_conductor.h"
#include "app/window/order_menu.h"
#include "core/control/trace_schedule.h"
#include "scenarios/catalog.h"
#include "tests/process/driven_window.h"
#include "tests/support/sanitized.h"

#include <QAbstractButton>
#include <QAbstractEventDispatcher>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QSignalSpy>

#include <csignal>
#include <sys/resource.h>

using namespace interleave;

namespace {

constexpr int kTheEnd = 8; ///< steps of two processes with two unprotected increments each

} // namespace

/// The gear Step by step as a learner uses it: real processes go when their number is pressed.
class tst_StepsWindow : public QObject, private DrivenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare("steps_window"); }
    void init()
    {
        appearance().setReducedMotion(true); // what one step does is seen at once
        QVERIFY(open());
    }
    void cleanup()
    {
        m_window.reset();
        appearance().setPresenting(false);
        appearance().setScale(1);
    }

    void numbersLetProcessesGo();
    void aClickOnWhatAProcessOffersLetsItGo();
    void whoWaitsSaysForWhom();
    void theLinesThatComeNextAreLit();
    void aStepIsShownEventByEvent();
    void aStepIsTakenBackByTheSameProcesses();
    void aFinishedRunCanBeTakenBackAsWell();
    void manyStepsBackAtOnce();
    void whatWasTakenBackCanBeTakenAgain();
    void chanceTurnsAndTheEnd();
    void oneRunsOnUntilItHasToWait();
    void aProcessCanBeKilledWhereItStands();
    void whereDyingIsTheLessonTheGoalIsADeath_data();
    void whereDyingIsTheLessonTheGoalIsADeath();
    void whoIsKilledFromOutsideIsTold();
    void whoIsKilledFromOutsideAndLeavesNobodyAWayIsTold();
    void whoDoesNotComeBackIsNamedAndStopWorks();
    void ordersAndResultsSeenAreCounted();
    void aHiddenResultIsToldByNothing();
    void anOrderIsCopiedAndFollowedAgain();
    void aShortOrderPauses();
    void whatCannotBeFollowedIsSaid_data();
    void whatCannotBeFollowedIsSaid();
    void anOrderIsSavedAndFollowedAgain();
    void theOrderOfAnyRecordingIsSteppedThrough();
    void whatWasSteppedIsCopiedAsACommand();
    void theCommandIsThatOfTheOrderWhateverIsChosen();
    void aStartThatFailsLeavesTheOrderAsItWas();
    void aDeadlockIsReachedByHand();
    void anotherGearTakesOver();
    void runBeginsAgain();
    void keysThatComeTooFastDoNoHarm_data();
    void keysThatComeTooFastDoNoHarm();
    void whileItWaitsForTheLearnerNoTimerRuns();
    void theButtonsFitTheSmallestWindow_data();
    void theButtonsFitTheSmallestWindow();

private:
    void press(int key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(m_window.get(), static_cast<Qt::Key>(key), modifiers);
    }
    /// Until all stand after so many steps, and that is on show.
    bool stands(std::size_t steps) const
    {
        return QTest::qWaitFor(
            [&] {
                const Stand &stand = session()->stand();
                return stand.hasBegun && stand.isIdle && stand.steps.size() == steps
                    && playback()->recording() == session()->recording()
                    && playback()->position() == playback()->length()
                    && playback()->length() == session()->recording()->trace().size()
                    && stage()->offers() == offersOf(*session()->recording()->info(), stand);
            },
            10'000);
    }
    bool begins(const char *mode = "off") const
    {
        click("step");
        click(mode);
        press(Qt::Key_F5);
        return stands(0);
    }
    bool ends() const
    {
        return QTest::qWaitFor([&] { return !session()->isActive() && !headline().isEmpty(); }, 10'000);
    }
    /// Keys one after the other, each when the one before has had its effect.
    bool takes(const char *numbers) const
    {
        std::size_t steps = session()->stand().steps.size();
        for (const char *number = numbers; *number != 0; ++number) {
            press(*number);
            if (!stands(++steps) && session()->isActive())
                return false;
        }
        return true;
    }
    std::vector<std::int64_t> pids() const
    {
        std::vector<std::int64_t> list;
        for (const ProcessInfo &process : playback()->recording()->info()->processes)
            list.push_back(process.pid);
        return list;
    }
    Session *session() const { return m_conductor->session(); }
    Playback *playback() const { return m_window->playback(); }
    StageView *stage() const { return m_window->findChild<StageView *>(); }
    QString offer(std::size_t actor) const { return stage()->offers()[actor].text; }
    std::string stepsTaken() const { return stepsText(session()->stand().steps); }
    QString headline() const { return session()->isActive() ? QString() : part<TextLabel>("verdictHeadline")->text(); }
    QString band() const { return m_window->findChild<StageCard *>()->bandText(); }
    QString said() const { return part<TextLabel>("said")->text(); }
    QString complaint() const { return m_window->findChild<MessageBar *>()->sentence(); }
    QString seen() const { return part<TextLabel>("seen")->text(); }
};

void tst_StepsWindow::numbersLetProcessesGo()
{
    QVERIFY(begins());
    QVERIFY2(band().contains(QStringLiteral("STEPPING")) && band().contains(QStringLiteral("waiting for you")),
             qPrintable(band()));
    QVERIFY(part<StepBar>("stepBar")->isVisible() && !part<TransportBar>("transport")->isVisible());
    QCOMPARE(offer(0), QStringLiteral("read counter"));
    QVERIFY(takes("1"));
    QCOMPARE(offer(0), QStringLiteral("write 1 to counter"));
    QCOMPARE(offer(1), QStringLiteral("read counter"));
    QCOMPARE(playback()->length(), EventIndex{1});
    QVERIFY(takes("2212121"));
    QVERIFY(ends());
    QCOMPARE(stepsTaken(), std::string("AB2ABABA"));
    QCOMPARE(headline(), QStringLiteral("Wrong: 2 of 4"));
    QCOMPARE(playback()->position(), playback()->length()); // who has stepped it stays where it ended
    QVERIFY(part<TransportBar>("transport")->isVisible());
    QVERIFY2(band().contains(QStringLiteral("REPLAY")), qPrintable(band()));
    QVERIFY(part<QAbstractButton>("run")->isEnabled());
}

void tst_StepsWindow::aClickOnWhatAProcessOffersLetsItGo()
{
    QVERIFY(begins());
    QTest::mouseClick(stage(), Qt::LeftButton, {}, stage()->rectOf(QStringLiteral("offer/1")).center());
    QVERIFY(stands(1));
    QCOMPARE(stepsTaken(), std::string("B"));
    // One looks at what has been, and there is nothing to choose; the next step leads to the end again.
    press(Qt::Key_Left);
    QVERIFY(stage()->rectOf(QStringLiteral("offer/1")).isEmpty());
    QVERIFY(takes("1"));
    QCOMPARE(playback()->position(), EventIndex{2});
}

void tst_StepsWindow::whoWaitsSaysForWhom()
{
    QVERIFY(begins("on"));
    QCOMPARE(offer(1), QStringLiteral("take lock"));
    QVERIFY(takes("2"));
    QCOMPARE(offer(0), QStringLiteral("waits for lock: process 2 holds it"));
    QCOMPARE(offer(1), QStringLiteral("read counter"));
    press('1');
    QCOMPARE(said(), QStringLiteral("Process 1 waits for lock: process 2 holds it."));
    QVERIFY(takes("2"));
    QCOMPARE(stepsTaken(), std::string("B2"));
}

void tst_StepsWindow::theLinesThatComeNextAreLit()
{
    QVERIFY(begins());
    const CodeView *const code = m_window->code()->view(SourceLanguage::Cpp);
    const auto lineOf = [code](const char *text) {
        const QStringList lines = code->excerpt().text().split(QLatin1Char('\n'));
        for (int line = 0; line < lines.size(); ++line)
            if (lines[line].contains(QLatin1String(text)))
                return line;
        return -1;
    };
    const int reading = lineOf("counter.read()"), writing = lineOf("counter.write(");
    QCOMPARE(code->nextLines(), (std::set<int>{reading}));
    QCOMPARE(code->badges().at(reading), (std::vector<int>{0, 1}));
    QVERIFY(takes("2"));
    QCOMPARE(code->nextLines(), (std::set<int>{reading, writing}));
    QCOMPARE(code->badges().at(writing), (std::vector<int>{1}));
    press(Qt::Key_Home); // the past has lines of its own
    QVERIFY(code->nextLines().empty());
}

void tst_StepsWindow::aStepIsShownEventByEvent()
{
    appearance().setReducedMotion(false);
    QVERIFY(begins("on"));
    QVERIFY(takes("111"));
    QSignalSpy moved(playback(), &Playback::moved);
    const EventIndex before = playback()->length();
    press('1'); // it gives the lock back, and at once asks for it again
    QVERIFY(stands(4));
    QCOMPARE(playback()->length(), before + 2);
    QCOMPARE(moved.count(), 2);
    QCOMPARE(moved.front().front().value<EventIndex>(), before + 1);
    QTRY_VERIFY(!playback()->isPlaying());
}

void tst_StepsWindow::aStepIsTakenBackByTheSameProcesses()
{
    QVERIFY(begins());
    QVERIFY(!part<QAbstractButton>("stepBack")->isEnabled());
    QVERIFY(takes("12"));
    const auto before = pids();
    press(Qt::Key_Backspace);
    QVERIFY(stands(1));
    QCOMPARE(stepsTaken(), std::string("A"));
    QCOMPARE(pids(), before);
    QCOMPARE(offer(0), QStringLiteral("write 1 to counter"));
    QCOMPARE(offer(1), QStringLiteral("read counter"));
    click("stepBack");
    QVERIFY(stands(0));
    QVERIFY(!part<QAbstractButton>("stepBack")->isEnabled());
    QVERIFY(takes("1122"));
    QCOMPARE(pids(), before);
    press(Qt::Key_Backspace);
    QVERIFY(stands(3));
    QVERIFY(takes("2"));
    QCOMPARE(stage()->scene().cells.front().before, QStringLiteral("1")); // the step after that is one as any other
    click("stepBack");
    QVERIFY(stands(3));
}

void tst_StepsWindow::aFinishedRunCanBeTakenBackAsWell()
{
    QVERIFY(begins());
    QVERIFY(takes("11112222"));
    QVERIFY(ends());
    QCOMPARE(headline(), QStringLiteral("Right this time: 4 of 4"));
    const auto before = pids();
    click("stepBack");
    QVERIFY(stands(7));
    QCOMPARE(pids(), before);
    QVERIFY(part<QAbstractButton>("stop")->isEnabled());
    QCOMPARE(offer(0), QStringLiteral("done"));
    QCOMPARE(offer(1), QStringLiteral("write 4 to counter"));
    QVERIFY(takes("2"));
    QVERIFY(ends());
    QCOMPARE(headline(), QStringLiteral("Right this time: 4 of 4"));
}

void tst_StepsWindow::manyStepsBackAtOnce()
{
    QVERIFY(begins("on"));
    QVERIFY(takes("111"));
    for (int i = 0; i < 2; ++i)
        press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(stands(1));
    QCOMPARE(stepsTaken(), std::string("A"));
    press(Qt::Key_Backspace, Qt::ShiftModifier);
    QVERIFY(stands(0));
    QVERIFY(stage()->offers()[0].canGo() && stage()->offers()[1].canGo());
}

void tst_StepsWindow::whatWasTakenBackCanBeTakenAgain()
{
    QVERIFY(begins());
    QVERIFY(takes("121"));
    press(Qt::Key_Backspace);
    QVERIFY(stands(2));
    press(Qt::Key_Backspace);
    QVERIFY(stands(1));
    press(Qt::Key_Y, Qt::ControlModifier);
    QVERIFY(stands(2));
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(stands(3));
    QCOMPARE(stepsTaken(), std::string("ABA"));
    QVERIFY(!part<QAction>("stepAgain")->isEnabled());
}

void tst_StepsWindow::chanceTurnsAndTheEnd()
{
    QVERIFY(begins());
    for (std::size_t step = 1; step <= 3; ++step) {
        press(Qt::Key_T);
        QVERIFY(stands(step));
    }
    QCOMPARE(stepsTaken(), std::string("ABA"));
    click("stepRandom");
    QVERIFY(stands(4));
    press(Qt::Key_E);
    QVERIFY(ends());
    QCOMPARE(session()->stand().steps.size(), std::size_t{8});
}

void tst_StepsWindow::oneRunsOnUntilItHasToWait()
{
    QVERIFY(begins("on"));
    QVERIFY(takes("2"));
    QVERIFY(!stage()->offers()[0].canGo());
    press(Qt::Key_2, Qt::ShiftModifier);
    QVERIFY(stands(8));
    QCOMPARE(stepsTaken(), std::string("B8"));
    QCOMPARE(offer(1), QStringLiteral("done"));
    // What one move changed is marked, whatever its last event was.
    QCOMPARE(stage()->scene().cells.front().value, QStringLiteral("2"));
    QCOMPARE(stage()->scene().cells.front().earlier, QStringLiteral("0"));
}

void tst_StepsWindow::aProcessCanBeKilledWhereItStands()
{
    QVERIFY(begins());
    QVERIFY(takes("1"));
    click("stepKill");
    auto *const menu = part<QMenu>("killMenu");
    QTRY_VERIFY(menu->isVisible());
    QCOMPARE(menu->actions()[0]->text(), QStringLiteral("Kill process 1 before it can write 1"));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions()[0]).center());
    QVERIFY(stands(2));
    QCOMPARE(stepsTaken(), std::string("AA!"));
    QCOMPARE(offer(0), QStringLiteral("died"));
    QVERIFY2(complaint().isEmpty(), qPrintable(complaint()));
    click("stepBack");
    QVERIFY(stands(1)); // another process is there in its place
    QCOMPARE(offer(0), QStringLiteral("write 1 to counter"));
}

void tst_StepsWindow::whereDyingIsTheLessonTheGoalIsADeath_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::newRow("plain") << QByteArray("plain");
    QTest::newRow("robust") << QByteArray("robust");
}

/// No protection keeps what a dead process had begun.
void tst_StepsWindow::whereDyingIsTheLessonTheGoalIsADeath()
{
    QFETCH(QByteArray, mode);
    m_window->chooseScenario(findScenario("abandoned"));
    QVERIFY(begins(mode.constData()));
    const QString goal = part<TextLabel>("verdictSentence")->text();
    QVERIFY2(goal.contains(QStringLiteral("Kill one at the right moment")), qPrintable(goal));
    QVERIFY2(!goal.contains(QStringLiteral("in no order")), qPrintable(goal));
}

void tst_StepsWindow::whoIsKilledFromOutsideIsTold()
{
    QVERIFY(begins());
    QVERIFY(takes("1"));
    ::kill(static_cast<pid_t>(pids()[1]), SIGKILL);
    QVERIFY(stands(2));
    QCOMPARE(complaint(), QStringLiteral("Process 2 was killed from outside; the others can go on."));
    QCOMPARE(offer(1), QStringLiteral("died"));
    QVERIFY(takes("111"));
    QVERIFY(ends());
    QVERIFY2(headline().startsWith(QStringLiteral("Process 2 died")), qPrintable(headline()));
}

/// The plain lock notices no death, and the other one waits for it.
void tst_StepsWindow::whoIsKilledFromOutsideAndLeavesNobodyAWayIsTold()
{
    m_window->chooseScenario(findScenario("abandoned"));
    QVERIFY(begins("plain"));
    QVERIFY(takes("11"));
    ::kill(static_cast<pid_t>(pids()[0]), SIGKILL);
    QVERIFY(ends());
    QCOMPARE(complaint(), QStringLiteral("Process 1 was killed from outside."));
    QVERIFY2(headline().startsWith(QStringLiteral("Stuck")), qPrintable(headline()));
}

void tst_StepsWindow::whoDoesNotComeBackIsNamedAndStopWorks()
{
    QVERIFY(begins());
    ::kill(static_cast<pid_t>(pids()[1]), SIGSTOP);
    QVERIFY(takes("1")); // nobody minds as long as it is not its turn
    press('2');
    QTRY_VERIFY(band().contains(QStringLiteral("process 2 moves …")));
    QVERIFY(!stage()->offers()[0].canGo());
    QTRY_VERIFY(band().contains(QStringLiteral("process 2 does not come to its next access")));
    press(Qt::Key_Escape);
    QVERIFY(ends());
    QVERIFY2(headline().startsWith(QStringLiteral("Stopped")), qPrintable(headline()));
    QVERIFY(stage()->offers().empty());
    press(Qt::Key_Backspace); // by other processes, for these have gone
    QVERIFY(stands(1));
    QCOMPARE(stepsTaken(), std::string("A"));
}

void tst_StepsWindow::ordersAndResultsSeenAreCounted()
{
    QVERIFY(begins());
    // How many there are is counted beside, by processes of its own.
    QTRY_COMPARE(seen(), QStringLiteral("0 of 70 orders, 0 of 3 results seen · missing: 2, 3 and 4"));
    for (int round = 0; round < 2; ++round) { // the same one twice is one
        press(Qt::Key_E);
        QVERIFY(ends());
        press(Qt::Key_F5);
        QVERIFY(stands(0));
        QVERIFY2(seen().startsWith(QStringLiteral("1 of 70 orders, 1 of 3 results seen")), qPrintable(seen()));
    }
    QVERIFY(takes("12"));
    press(Qt::Key_E);
    QVERIFY(ends());
    QVERIFY2(said().startsWith(QStringLiteral("You have seen 2 of 70 orders, 2 of 3 results; the missing result is ")),
             qPrintable(said()));
    click("on"); // another protection, of which nothing has been seen
    QVERIFY(said().isEmpty());
    m_window->close();
    m_window = std::make_unique<MainWindow>(catalog());
    m_conductor = new Conductor(m_window.get());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY(begins());
    QVERIFY2(seen().startsWith(QStringLiteral("2 of 70 orders, 2 of 3 results seen")), qPrintable(seen()));
}

void tst_StepsWindow::aHiddenResultIsToldByNothing()
{
    m_window->setResultHidden(true);
    QVERIFY(begins());
    ExplorationReport report;
    report.settings = playback()->recording()->info()->settings;
    report.claim = Claim::Exhaustive;
    report.isOver = true;
    report.interleavings = "70";
    report.outcomes = {{.result = "2"}, {.result = "3"}, {.result = "4"}}; // as a search beside may find by now
    m_conductor->steps()->setTotals(report);
    QCOMPARE(seen(), QStringLiteral("0 of 70 orders, 0 of 3 results seen"));
    QVERIFY(takes("1221")); // by hand one goes on all the same
    QVERIFY(!stage()->scene().strip);
    press(Qt::Key_E);
    QTRY_VERIFY(!session()->isActive());
    QTRY_COMPARE(said(), QStringLiteral("You have seen 1 of 70 orders, 1 of 3 results"));
    QVERIFY(playback()->isConcealed());
    press(Qt::Key_R);
    QCOMPARE(headline(), QStringLiteral("Wrong: 3 of 4"));
    QVERIFY2(said().contains(QStringLiteral("missing")), qPrintable(said()));
}

void tst_StepsWindow::anOrderIsCopiedAndFollowedAgain()
{
    QVERIFY(begins());
    QVERIFY(!part<QAction>("copyOrder")->isEnabled());
    QVERIFY(takes("1221"));
    press(Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
    const QString order = QGuiApplication::clipboard()->text();
    QCOMPARE(order, QStringLiteral("v1;counter;off;increments=2,processes=2;AB2A"));
    click("atomic"); // what is chosen by now does not matter
    answerDialogWith(order + QStringLiteral("B2A2"));
    press(Qt::Key_V, Qt::ControlModifier | Qt::AltModifier);
    QTRY_COMPARE(session()->stand().steps.size(), std::size_t{8});
    QVERIFY(ends());
    QCOMPARE(headline(), QStringLiteral("Wrong: 3 of 4"));
    QCOMPARE(m_window->toolbar()->choice().mode(), std::string("off"));
    QVERIFY(m_window->toolbar()->choice().pace() == Pace::Step);
}

void tst_StepsWindow::aShortOrderPauses()
{
    m_window->orders()->follow(QStringLiteral("v1;counter;on;increments=1,processes=3;A2"));
    QVERIFY(stands(2));
    QTRY_VERIFY(band().contains(QStringLiteral("here the order ends; go on by hand")));
    QCOMPARE(said(), QStringLiteral("Here the order ends; go on by hand."));
    QCOMPARE(offer(2), QStringLiteral("waits for lock: process 1 holds it"));
    QVERIFY(takes("1"));
    QVERIFY(band().contains(QStringLiteral("waiting for you")));
}

void tst_StepsWindow::whatCannotBeFollowedIsSaid_data()
{
    QTest::addColumn<QString>("order");
    QTest::addColumn<int>("steps"); // −1: nothing is begun
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no order") << "AB" << -1 << QStringLiteral("“AB” is no schedule");
    QTest::newRow("no such scenario") << "v1;countr;off;;AB" << -1 << QStringLiteral("countr");
    QTest::newRow("too many") << "v1;counter;off;processes=99;AB" << -1 << QStringLiteral("99");
    QTest::newRow("blocked")
        << "v1;counter;on;increments=1,processes=2;A2B" << 2
        << QStringLiteral("Step 3 of the order is not possible: process 2 waits for lock: process 1 holds it.");
    QTest::newRow("nobody") << "v1;counter;on;increments=1,processes=2;AC" << 1
                            << QStringLiteral(
                                   "Step 2 of the order is not possible: it is for process 3, and there are only 2 "
                                   "processes.");
}

void tst_StepsWindow::whatCannotBeFollowedIsSaid()
{
    QFETCH(QString, order);
    QFETCH(int, steps);
    QFETCH(QString, sentence);
    m_window->orders()->follow(order);
    if (steps >= 0)
        QVERIFY(stands(static_cast<std::size_t>(steps)));
    QTRY_VERIFY2(complaint().contains(sentence), qPrintable(complaint()));
    QCOMPARE(session()->isActive(), steps >= 0);
    if (steps < 0)
        return;
    QVERIFY(takes("1")); // and on by hand
}

void tst_StepsWindow::anOrderIsSavedAndFollowedAgain()
{
    QVERIFY(begins());
    QVERIFY(takes("12"));
    answerDialogWith(QStringLiteral("both have read"));
    part<QAction>("saveOrder")->trigger();
    QCOMPARE(said(), QStringLiteral("The order is saved as “both have read”; the menu has it."));
    press(Qt::Key_Escape);
    QVERIFY(ends());
    m_window->close();
    m_window = std::make_unique<MainWindow>(catalog());
    m_conductor = new Conductor(m_window.get());
    m_window->show();
    auto *const menu = part<QMenu>("orders");
    emit menu->aboutToShow();
    const auto actions = menu->actions();
    const auto saved = std::find_if(actions.begin(), actions.end(), [](const QAction *action) {
        return action->text() == QStringLiteral("both have read");
    });
    QVERIFY(saved != actions.end());
    (*saved)->trigger();
    QVERIFY(stands(2));
    QCOMPARE(stepsTaken(), std::string("AB"));
    QCOMPARE(offer(0), QStringLiteral("write 1 to counter"));
}

void tst_StepsWindow::theOrderOfAnyRecordingIsSteppedThrough()
{
    click("slow");
    press(Qt::Key_F5);
    QVERIFY(QTest::qWaitFor([&] { return !headline().isEmpty() && session()->recording()->finished(); }, 30'000));
    emit part<QMenu>("orders")->aboutToShow();
    QVERIFY(part<QAction>("stepThrough")->isVisible());
    const std::string order = stepsText(scheduleOf(*session()->recording()).steps);
    part<QAction>("stepThrough")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(session()->isStepped() && session()->recording()->finished(), 10'000);
    QCOMPARE(stepsTaken(), order);
}

void tst_StepsWindow::whatWasSteppedIsCopiedAsACommand()
{
    click("step");
    part<QAction>("copyCommand")->trigger();
    QVERIFY2(complaint().contains(QStringLiteral("take some steps first")), qPrintable(complaint()));
    QVERIFY(begins());
    QVERIFY(takes("12"));
    part<QAction>("copyCommand")->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(),
             QStringLiteral("interleave run counter --schedule 'v1;counter;off;increments=2,processes=2;AB'"));
}

void tst_StepsWindow::theCommandIsThatOfTheOrderWhateverIsChosen()
{
    QVERIFY(begins());
    QVERIFY(takes("12"));
    m_window->chooseScenario(findScenario("queue"));
    click("step");
    part<QAction>("copyCommand")->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(),
             QStringLiteral("interleave run counter --schedule 'v1;counter;off;increments=2,processes=2;AB'"));
}

void tst_StepsWindow::aStartThatFailsLeavesTheOrderAsItWas()
{
    QVERIFY(begins());
    QVERIFY(takes("12"));
    click("on");
    rlimit before = {};
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit low = before;
    low.rlim_cur = 16;
    ::setrlimit(RLIMIT_NOFILE, &low);
    press(Qt::Key_F5);
    const bool fails = QTest::qWaitFor([&] { return headline() == QStringLiteral("It could not run"); }, 10'000);
    ::setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY(fails);
    press(Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("v1;counter;off;increments=2,processes=2;AB"));
    press(Qt::Key_Backspace);
    QVERIFY(stands(1));
    QCOMPARE(session()->recording()->info()->settings.mode, std::string("off"));
}

void tst_StepsWindow::aDeadlockIsReachedByHand()
{
    m_window->chooseScenario(findScenario("deadlock"));
    click("step");
    press(Qt::Key_F5);
    QVERIFY(stands(0));
    QVERIFY(takes("1"));
    press('2');
    QVERIFY(ends());
    QVERIFY2(headline().startsWith(QStringLiteral("Stuck")), qPrintable(headline()));
    QVERIFY(offer(0).endsWith(QStringLiteral("process 2 holds it")));
    QVERIFY(offer(1).endsWith(QStringLiteral("process 1 holds it")));
    QTRY_COMPARE(playback()->position(), playback()->length());
    QCOMPARE(stage()->scene().deadlock.size(), std::size_t{2});
    press(Qt::Key_Backspace); // out of it again
    QVERIFY(stands(1));
    QVERIFY(stage()->offers()[0].canGo());
}

void tst_StepsWindow::anotherGearTakesOver()
{
    QVERIFY(begins());
    QVERIFY(takes("1"));
    click("slow");
    QVERIFY(part<QAbstractButton>("run")->isEnabled());
    press(Qt::Key_F5);
    QTRY_VERIFY(session()->recording()->info()->settings.pace == Pace::Slow);
    QTRY_VERIFY(!part<StepBar>("stepBar")->isVisible());
    QVERIFY(QTest::qWaitFor([&] { return !session()->isActive(); }, 30'000));
    QVERIFY2(headline().contains(QStringLiteral("of 15")), qPrintable(headline()));
    QVERIFY(stage()->offers().empty());
    QVERIFY(band().contains(QStringLiteral("REPLAY")));
}

void tst_StepsWindow::runBeginsAgain()
{
    QVERIFY(begins());
    QVERIFY(takes("12"));
    const auto before = pids();
    press(Qt::Key_F5);
    QVERIFY(stands(0));
    QCOMPARE(pids(), before);
    click("on"); // another protection takes other memory, and so other processes
    press(Qt::Key_F5);
    QTRY_COMPARE(session()->recording()->info()->settings.mode, std::string("on"));
    QVERIFY(stands(0));
    QCOMPARE(offer(0), QStringLiteral("take lock"));
    QVERIFY(pids() != before);
}

void tst_StepsWindow::keysThatComeTooFastDoNoHarm_data()
{
    QTest::addColumn<QList<int>>("keys");
    QTest::addColumn<int>("steps"); // −1: it is stopped then
    QTest::newRow("back and stop") << QList<int>{Qt::Key_Backspace, Qt::Key_Escape} << -1;
    QTest::newRow("stop and back") << QList<int>{Qt::Key_Escape, Qt::Key_Backspace} << 1;
    QTest::newRow("back and run") << QList<int>{Qt::Key_Backspace, Qt::Key_F5} << 0;
    QTest::newRow("run and back") << QList<int>{Qt::Key_F5, Qt::Key_Backspace} << 0;
    QTest::newRow("a step and back") << QList<int>{Qt::Key_1, Qt::Key_Backspace} << 1;
    QTest::newRow("to the end and back") << QList<int>{Qt::Key_E, Qt::Key_Backspace, Qt::Key_Backspace} << 0;
    QTest::newRow("back and a step") << QList<int>{Qt::Key_Backspace, Qt::Key_1} << 2;
    QTest::newRow("back twice and a step") << QList<int>{Qt::Key_Backspace, Qt::Key_Backspace, Qt::Key_1} << 1;
    QTest::newRow("back, a step and back") << QList<int>{Qt::Key_Backspace, Qt::Key_1, Qt::Key_Backspace} << 1;
    QTest::newRow("back and to the end") << QList<int>{Qt::Key_Backspace, Qt::Key_E} << kTheEnd;
    QTest::newRow("back twice and to the end") << QList<int>{Qt::Key_Backspace, Qt::Key_Backspace, Qt::Key_E}
                                               << kTheEnd;
    QTest::newRow("run and a step") << QList<int>{Qt::Key_F5, Qt::Key_1} << 1;
    QTest::newRow("two steps") << QList<int>{Qt::Key_1, Qt::Key_2} << 4;
    QTest::newRow("stop twice") << QList<int>{Qt::Key_Escape, Qt::Key_Escape} << -1;
}

/// What was meant is not always to be had then: a step that is not known yet cannot be taken back.
void tst_StepsWindow::keysThatComeTooFastDoNoHarm()
{
    QFETCH(QList<int>, keys);
    QFETCH(int, steps);
    QVERIFY(begins());
    QVERIFY(takes("12"));
    for (const int key : keys)
        press(key);
    if (steps < 0) {
        QVERIFY(ends());
        QVERIFY2(headline().startsWith(QStringLiteral("Stopped")), qPrintable(headline()));
        press(Qt::Key_F5);
        QVERIFY(stands(0));
        return;
    }
    if (steps == kTheEnd) {
        QVERIFY2(ends(), stepsTaken().c_str());
        QCOMPARE(session()->stand().steps.size(), std::size_t{kTheEnd});
        return;
    }
    QVERIFY2(stands(static_cast<std::size_t>(steps)), stepsTaken().c_str());
    QVERIFY(takes("1"));
    QCOMPARE(session()->stand().steps.size(), std::size_t(steps) + 1);
}

void tst_StepsWindow::whileItWaitsForTheLearnerNoTimerRuns()
{
    QVERIFY(begins());
    QVERIFY(takes("12"));
    const auto awake = [this] {
        QStringList names;
        for (QObject *const object : m_window->findChildren<QObject *>())
            if (!QAbstractEventDispatcher::instance()->registeredTimers(object).isEmpty())
                names << QLatin1String(object->parent()->metaObject()->className()) + QLatin1String(" / ")
                        + QLatin1String(object->metaObject()->className());
        return names;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(awake().isEmpty(), qPrintable(awake().join(QStringLiteral(", "))), 10'000);
    for (int round = 0; round < 100; ++round) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        QVERIFY2(awake().isEmpty(), qPrintable(awake().join(QStringLiteral(", "))));
    }
}

void tst_StepsWindow::theButtonsFitTheSmallestWindow_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<bool>("presents");
    QTest::newRow("as it is") << 1.0 << false;
    QTest::newRow("presented") << 1.0 << true;
    QTest::newRow("larger") << 1.2 << false;
}

void tst_StepsWindow::theButtonsFitTheSmallestWindow()
{
    QFETCH(double, scale);
    QFETCH(bool, presents);
    appearance().setScale(scale);
    m_window->resize(m_window->minimumSize());
    QVERIFY(begins());
    m_window->setPresenting(presents);
    for (int round = 0; round < 3; ++round)
        QCoreApplication::processEvents();
    const auto *const bar = part<StepBar>("stepBar");
    for (const auto *button : bar->findChildren<QAbstractButton *>()) {
        if (!button->isVisible() && presents)
            continue; // its menu has it
        QVERIFY2(button->isVisible() && button->width() >= button->sizeHint().width(), qPrintable(button->text()));
        QVERIFY2(bar->rect().contains(button->geometry()), qPrintable(button->text()));
        QVERIFY(!button->toolTip().isEmpty());
    }
    // All of it, or what has been seen without what is missing.
    const QString shown = part<TextLabel>("seen")->shownText().simplified();
    QVERIFY2(shown == seen() || shown.startsWith(seen().section(QStringLiteral(" · "), 0, 0)), qPrintable(shown));
}

QTEST_MAIN(tst_StepsWindow)
#include "tst_steps_window.moc"
