// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/order_bars.h"
#include "app/models/known_orders.h"
#include "app/orders/ladder_view.h"
#include "app/orders/orders_panel.h"
#include "app/panels/message_bar.h"
#include "app/panels/scenario_card.h"
#include "app/panels/stage_card.h"
#include "app/panels/story_view.h"
#include "app/panels/tab_card.h"
#include "app/panels/tab_strip.h"
#include "app/panels/text_label.h"
#include "app/panels/toolbar.h"
#include "app/session/playback.h"
#include "app/session/session.h"
#include "app/window/order_menu.h"
#include "app/window/picture_exporter.h"
#include "core/trace/recording_file.h"
#include "tests/process/driven_window.h"
#include "tests/support/process_table.h"

#include <QAbstractButton>
#include <QAction>
#include <QClipboard>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace interleave;

/// The gear Explore with real processes: all orders searched, and those that were found done again.
class tst_ExploreGear : public QObject, private DrivenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare("explore_gear"); }
    void init()
    {
        QVERIFY(open());
        m_window->resize(1440, 860);
    }
    void cleanup()
    {
        if (m_window)
            m_window->setPresenting(false); // it stays, else, for the next
        m_window.reset();
    }

    void aClickOnABarHasRealProcessesDoItsOrder();
    void theLadderCountsAsTheSearchDoes_data();
    void theLadderCountsAsTheSearchDoes();
    void noOrderOfTheRightOneCanChangeIt();
    void aDeathIsAStepOfTheOrderThatHasIt();
    void aDeadlockIsAnOutcomeWithItsCircle();
    void aBadOrderCanBeForcedFromAnyGear();
    void aForcedOrderLeavesTheSizesThatWereChosen();
    void everyOrderDoneOnTheStageCountsAsSeen();
    void whatADeathDoesIsNotDeniedBesideItsBars();
    void aRunThatIsSteppedGivesWay();
    void whileOrdersAreSearchedNothingElseBegins();
    void whoStoppedASearchCanForceABadOrderAllTheSame();
    void whereNoOrderIsBadNoneIsForced();
    void thePictureOfOtherSettingsIsMarked();
    void whatAKilledSearchHadFoundStays();
    void stopGivesAnHonestClaim();
    void closingTheWindowLeavesNobody();
    void aLadderIsSavedAsADrawing();
    void inALowWindowTheFigureMakesRoomForTheStage();
    void inALowWindowTheLadderHasItsTitleAndSixRungs_data();
    void inALowWindowTheLadderHasItsTitleAndSixRungs();
    void whoBeganInThisGearSeesTheStageAsWell();
    void aForcedOrderWithADeathSaysThatDeathsWereNotChosen();
    void whereTheLadderIsIsDecidedOnce();

private:
    OrdersPanel *panel() const { return m_window->findChild<OrdersPanel *>(); }
    QString text(const char *label) const { return part<TextLabel>(label)->text().replace(QChar(0xa0), u' '); }
    bool isBusy() const { return !part<QAbstractButton>("run")->isEnabled(); }
    bool settles() const
    {
        return QTest::qWaitFor([this] { return !isBusy(); }, 20'000);
    }
    bool exploresDeathsUnderARobustLock() const
    {
        RunChoice choice = m_window->toolbar()->choice();
        choice.setScenario(findScenario("abandoned"));
        choice.setMode("robust");
        m_window->toolbar()->setChoice(choice);
        return explore();
    }
    bool explore() const
    {
        click("explore");
        click("run");
        return settles() && panel()->report() && panel()->report()->isOver;
    }
    void size(int processes, int units) const
    {
        part<QSpinBox>("processesField")->setValue(processes);
        part<QSpinBox>("incrementsField")->setValue(units);
    }
    bool playBar(int bar) const
    {
        panel()->bars()->grab();
        QTest::mouseClick(panel()->bars(), Qt::LeftButton, {}, panel()->bars()->rowOf(bar).center().toPoint());
        return settles() && panel()->ladder()->ladder() != nullptr;
    }
    std::shared_ptr<const Recording> onStage() const { return m_window->playback()->recording(); }
};

void tst_ExploreGear::aClickOnABarHasRealProcessesDoItsOrder()
{
    QVERIFY(explore());
    QCOMPARE(panel()->report()->interleavings, std::string("924"));
    QCOMPARE(text("verdictHeadline"), QStringLiteral("Wrong: 904 of 924 orders"));
    QCOMPARE(text("ordersClaim"), QStringLiteral("Exhaustive: these are all 924 orders."));
    QCOMPARE(part<QAbstractButton>("run")->text().replace(QChar(0xa0), u' '),
             QStringLiteral("Explore all 924 orders of 2 × 3"));
    QCOMPARE(panel()->bars()->count(), 5);
    QVERIFY(onStage() == nullptr);

    for (int bar = 0; bar < 5; ++bar) {
        const ExploredOutcome &outcome = panel()->report()->outcomes[std::size_t(bar)];
        QVERIFY(playBar(bar));
        const OrderLadder &ladder = *panel()->ladder()->ladder();
        QCOMPARE(ladder.steps.size(), std::size_t{12});
        QCOMPARE(ladder.preemptions(), outcome.preemptions);
        QCOMPARE(ladder.switches(), outcome.switches);
        QVERIFY(onStage()->info()->settings.pace == Pace::Step);
        QCOMPARE(text("verdictHeadline"),
                 QStringLiteral("%1: %2 of 6")
                     .arg(bar == 4 ? QStringLiteral("Right this time") : QStringLiteral("Wrong"),
                          QString::fromStdString(outcome.result)));
    }
    // Of a right one it is known by now how many are not.
    QVERIFY2(text("verdictSentence").contains(QStringLiteral("904 of all 924 orders go wrong")),
             qPrintable(text("verdictSentence")));

    // Luck is shown to be luck.
    QVERIFY(part<QAbstractButton>("forceButton")->isVisible());
    click("forceButton");
    QVERIFY(settles());
    QVERIFY(text("verdictHeadline").startsWith(QStringLiteral("Wrong: ")));
    QVERIFY(panel()->report()->outcomes[std::size_t(panel()->bars()->chosen())].preemptions == 1);
    QVERIFY(!part<QAbstractButton>("forceButton")->isVisible());

    QVERIFY(playBar(0));
    // It can be copied, to be followed in another window.
    QVERIFY(part<QAction>("copyOrder")->isEnabled());
    part<QAction>("copyOrder")->trigger();
    QTRY_COMPARE(QGuiApplication::clipboard()->text(),
                 QString::fromStdString(scheduleText({"counter", "off", panel()->report()->settings.parameters,
                                                      panel()->report()->outcomes.front().steps, {}})));
    const Losses losses = onStage()->findings()->losses;
    QCOMPARE(losses.total, std::uint64_t{4});
    QCOMPARE(m_window->playback()->position(), losses.next(kNoEvent) + 1); // it stands at the first loss
    for (const ProcessInfo &process : onStage()->info()->processes)
        QVERIFY(process.pid > 0 && isAlive(process.pid)); // they stay for the next
    QTest::mouseClick(panel()->ladder()->viewport(), Qt::LeftButton, {},
                      panel()->ladder()->rectOf(1).center().toPoint());
    QCOMPARE(m_window->playback()->position(), EventIndex{2});
}

void tst_ExploreGear::theLadderCountsAsTheSearchDoes_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<Parameters>("size");
    QTest::addColumn<int>("deaths");
    const Parameters two{{"processes", 2}, {"increments", 2}};
    const Parameters queue{{"producers", 1}, {"consumers", 2}, {"messages", 2}, {"capacity", 1}};
    QTest::newRow("queue, unprotected") << "queue"
                                        << "off" << queue << 0;
    QTest::newRow("queue, locked") << "queue"
                                   << "on" << Parameters{{"producers", 1}, {"consumers", 1}, {"messages", 1}} << 0;
    QTest::newRow("counter with a death") << "counter"
                                          << "off" << two << 1;
    QTest::newRow("locked counter with a death") << "counter"
                                                 << "on" << two << 1;
}

void tst_ExploreGear::theLadderCountsAsTheSearchDoes()
{
    QFETCH(QString, scenario);
    QFETCH(QString, mode);
    QFETCH(Parameters, size);
    QFETCH(int, deaths);
    RunChoice choice = m_window->toolbar()->choice();
    choice.setScenario(findScenario(scenario.toStdString()));
    choice.setMode(mode.toStdString());
    choice.setGear(Gear::Explore);
    for (const auto &[name, value] : size)
        choice.setParameter(name, value);
    choice.setScope({.mostDeaths = std::uint64_t(deaths)});
    m_window->toolbar()->setChoice(choice);
    QVERIFY(explore());
    QVERIFY(panel()->bars()->count() > 0);
    for (int bar = 0; bar < panel()->bars()->count(); ++bar) {
        const ExploredOutcome &outcome = panel()->report()->outcomes[std::size_t(bar)];
        if (bar != panel()->bars()->chosen())
            QVERIFY(playBar(bar));
        const OrderLadder &ladder = *panel()->ladder()->ladder();
        const QByteArray order = QByteArray::fromStdString(stepsText(outcome.steps));
        QVERIFY2(ladder.steps.size() == outcome.steps.size(), order);
        QVERIFY2(ladder.switches() == outcome.switches, order);
        QVERIFY2(ladder.preemptions() == outcome.preemptions, order);
    }
}

void tst_ExploreGear::noOrderOfTheRightOneCanChangeIt()
{
    click("on");
    QVERIFY(explore());
    QCOMPARE(panel()->report()->interleavings, std::string("20"));
    QCOMPARE(text("verdictHeadline"), QStringLiteral("Right, and no order of 2 × 3 can change it"));
    QVERIFY2(text("ordersClaim").startsWith(QStringLiteral("✓ All 20 orders end at 6.")),
             qPrintable(text("ordersClaim")));
    // A run of that size rests on it, at whatever pace.
    click("slow");
    size(2, 3);
    click("run");
    QVERIFY(settles());
    QCOMPARE(text("verdictHeadline"), QStringLiteral("Right: 6 of 6"));
    QCOMPARE(text("verdictSentence"),
             QStringLiteral("All 20 orders of 2 × 3 were searched, and none of them can change the result."));
    // Findings and explanation say the same.
    for (const auto tab : {MainWindow::Tab::Findings, MainWindow::Tab::Why}) {
        m_window->showTab(tab);
        const auto *const story = qobject_cast<StoryView *>(m_window->tabs()->page(static_cast<int>(tab)));
        QVERIFY(std::any_of(story->rows().begin(), story->rows().end(), [](const StoryRow &row) {
            return QString(row.text)
                .replace(QChar(0xa0), u' ')
                .startsWith(QStringLiteral("All 20 orders of 2 × 3 were searched"));
        }));
    }
}

/// The lesson of what a death leaves behind can be had of every scenario.
void tst_ExploreGear::aDeathIsAStepOfTheOrderThatHasIt()
{
    click("on");
    click("explore");
    size(2, 1);
    QVERIFY(explore());
    QCOMPARE(panel()->bars()->count(), 1);
    RunChoice choice = m_window->toolbar()->choice();
    choice.setScope({.mostDeaths = 1});
    m_window->toolbar()->setChoice(choice);
    QCOMPARE(text("ordersSubject"), QStringLiteral("Previous settings:"));
    QVERIFY(explore());
    QCOMPARE(text("ordersSubject"), QString());
    QVERIFY2(text("ordersClaim").contains(QStringLiteral("with up to 1 death")), qPrintable(text("ordersClaim")));
    QVERIFY(panel()->bars()->count() > 1);
    QVERIFY(playBar(0));
    const auto &processes = onStage()->info()->processes;
    QCOMPARE(std::count_if(processes.begin(), processes.end(),
                           [](const ProcessInfo &one) { return one.end == ProcessEnd::Killed; }),
             1);
    // What is known without deaths is another thing, and was not forgotten.
    choice.setScope({});
    m_window->toolbar()->setChoice(choice);
    QCOMPARE(text("ordersSubject"), QString());
    QCOMPARE(panel()->report()->deaths, 0u);
}

void tst_ExploreGear::aDeadlockIsAnOutcomeWithItsCircle()
{
    m_window->chooseScenario(findScenario("deadlock"));
    QVERIFY(explore());
    const ExploredOutcome *const deadlock = panel()->report()->deadlock();
    QVERIFY(deadlock != nullptr && deadlock == &panel()->report()->outcomes.back());
    QVERIFY(playBar(panel()->bars()->count() - 1));
    QVERIFY(text("verdictHeadline").startsWith(QStringLiteral("Stuck")));
    const OrderLadder &ladder = *panel()->ladder()->ladder();
    QCOMPARE(ladder.standstill.size(), deadlock->waits.size());
    QCOMPARE(ladder.preemptions(), deadlock->preemptions);
    QVERIFY(playBar(0)); // who was stuck goes again
    QVERIFY(text("verdictHeadline").startsWith(QStringLiteral("Right")));
}

void tst_ExploreGear::aBadOrderCanBeForcedFromAnyGear()
{
    click("slow");
    QTest::keyClick(m_window.get(), Qt::Key_F5, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(onStage() && onStage()->finished(), 20'000);
    QVERIFY(settles());
    QVERIFY(text("verdictHeadline").startsWith(QStringLiteral("Wrong: ")));
    QVERIFY(m_window->toolbar()->choice().gear() == Gear::Explore);
    const auto first = onStage();
    // What is known is not searched again.
    click("full");
    const qint64 executions = qint64(panel()->report()->executions);
    part<QAction>("force")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(onStage() != first && onStage()->finished(), 20'000);
    QVERIFY(settles());
    QVERIFY(text("verdictHeadline").startsWith(QStringLiteral("Wrong: ")));
    QCOMPARE(qint64(panel()->report()->executions), executions);
}

void tst_ExploreGear::aForcedOrderLeavesTheSizesThatWereChosen()
{
    click("explore");
    size(2, 2);
    QVERIFY(explore());
    size(2, 3);
    const Parameters chosen = m_window->toolbar()->choice().settings().parameters;
    click("step");
    size(2, 2);
    part<QAction>("force")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(onStage() && onStage()->finished() && !isBusy(), 20'000);
    QVERIFY(m_window->toolbar()->choice().gear() == Gear::Explore);
    QVERIFY(m_window->toolbar()->choice().settings().parameters == chosen);
    QCOMPARE(onStage()->info()->settings.parameters.at("increments"), 2);
    QCOMPARE(text("said"), QStringLiteral("This order is of 2 × 2; 2 × 3 stays chosen."));
    QVERIFY(panel()->ladder()->ladder() != nullptr);
}

void tst_ExploreGear::everyOrderDoneOnTheStageCountsAsSeen()
{
    click("explore");
    size(2, 1);
    QVERIFY(explore());
    QCOMPARE(panel()->bars()->count(), 2);
    QVERIFY(playBar(0));
    QCOMPARE(text("said"), QStringLiteral("You have seen 1 of 6 orders, 1 of 2 results; the missing result is 2"));
    QVERIFY(playBar(1));
    QCOMPARE(text("said"), QStringLiteral("You have seen 2 of 6 orders, 2 of 2 results"));
    click("forceButton"); // an order that has been seen
    QVERIFY(settles());
    QCOMPARE(text("said"), QStringLiteral("You have seen 2 of 6 orders, 2 of 2 results"));
}

/// The orders without a death are right, those with one are not: the verdict of a run says of which it speaks.
void tst_ExploreGear::whatADeathDoesIsNotDeniedBesideItsBars()
{
    QVERIFY(exploresDeathsUnderARobustLock());
    const QString wrong = text("verdictHeadline").section(u' ', 1, 3); // "18 of 24"
    const auto &outcomes = panel()->report()->outcomes;
    const auto right = std::find_if(outcomes.begin(), outcomes.end(), [](const auto &one) { return one.isCorrect; });
    QVERIFY(playBar(int(right - outcomes.begin())));
    QVERIFY2(text("verdictSentence")
                 .startsWith(QStringLiteral("As long as no process dies (with up to 1 death, %1 orders go wrong): ")
                                 .arg(wrong)),
             qPrintable(text("verdictSentence")));
}

void tst_ExploreGear::aRunThatIsSteppedGivesWay()
{
    click("step");
    click("run");
    QTRY_VERIFY(m_conductor->session()->isActive() && m_conductor->session()->stand().isIdle);
    const auto stepped = onStage();
    part<QAction>("force")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(onStage() && onStage() != stepped && onStage()->finished() && !isBusy(), 20'000);
    QVERIFY(text("verdictHeadline").startsWith(QStringLiteral("Wrong: ")));
    QVERIFY(panel()->ladder()->ladder() != nullptr);
    // A step back in the other gear is no matter of the order on show.
    click("step");
    click("run");
    QTRY_VERIFY(m_conductor->session()->isActive() && m_conductor->session()->stand().isIdle);
    QVERIFY(panel()->bars()->chosen() < 0);
}

/// Not even when a run that was stepped gave way to the search.
void tst_ExploreGear::whileOrdersAreSearchedNothingElseBegins()
{
    click("step");
    click("run");
    QTRY_VERIFY(m_conductor->session()->isActive() && m_conductor->session()->stand().isIdle);
    const auto stepped = onStage();
    click("explore");
    size(4, 5);
    click("run");
    QTRY_VERIFY_WITH_TIMEOUT(panel()->report() && !panel()->report()->outcomes.empty(), 20'000);
    QVERIFY(!part<QAbstractButton>("run")->isEnabled());
    QVERIFY(!part<QAction>("force")->isEnabled());
    emit m_window->orders()->followRequested(parseSchedule("v1;counter;off;increments=1,processes=2;AB").value());
    click("slow");
    emit m_window->runRequested(m_window->toolbar()->choice().settings());
    QVERIFY(m_window->findChild<MessageBar *>()->isVisible());
    QVERIFY(!m_conductor->session()->isActive());
    QCOMPARE(onStage(), stepped);
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(settles());
    QVERIFY(panel()->report()->isInterrupted);
}

void tst_ExploreGear::whoStoppedASearchCanForceABadOrderAllTheSame()
{
    ExplorationReport first; // orders without a preemption are counted first, and all of them are right
    first.settings = m_window->toolbar()->choice().settings();
    click("explore");
    first.settings.parameters = m_window->toolbar()->choice().settings().parameters;
    first.claim = Claim::Bounded;
    first.isOver = first.isInterrupted = true;
    first.outcomes.push_back({.result = "6", .isCorrect = true, .interleavings = "2", .steps = parseSteps("A6B6").value()});
    m_window->knownOrders()->keep(std::make_shared<const ExplorationReport>(first));
    part<QAction>("force")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(onStage() && onStage()->finished() && !isBusy(), 20'000);
    QVERIFY(text("verdictHeadline").startsWith(QStringLiteral("Wrong: ")));
}

void tst_ExploreGear::whereNoOrderIsBadNoneIsForced()
{
    QVERIFY(part<QAction>("force")->isEnabled());
    click("on"); // it is right by construction
    QVERIFY(!part<QAction>("force")->isEnabled());
    click("off");
    click("explore");
    size(1, 2);
    part<QAction>("force")->trigger();
    QVERIFY(settles());
    auto *const message = m_window->findChild<MessageBar *>();
    QTRY_VERIFY(message->isVisible());
    QVERIFY(onStage() == nullptr);
}

void tst_ExploreGear::thePictureOfOtherSettingsIsMarked()
{
    QVERIFY(explore());
    click("per-access");
    QCOMPARE(text("ordersSubject"), QStringLiteral("Previous settings:"));
    QVERIFY(text("verdictSentence").startsWith(QStringLiteral("of the last search: Shared counter, no protection")));
    click("off");
    QCOMPARE(text("ordersSubject"), QString());
    QVERIFY(text("verdictSentence").startsWith(QStringLiteral("Exhaustive")));
}

/// A search that takes long.
void tst_ExploreGear::whatAKilledSearchHadFoundStays()
{
    click("explore");
    size(4, 5);
    const auto before = childrenOf(QCoreApplication::applicationPid());
    click("run");
    QTRY_VERIFY_WITH_TIMEOUT(panel()->report() && !panel()->report()->outcomes.empty(), 20'000);
    for (const pid_t child : childrenOf(QCoreApplication::applicationPid()))
        if (!before.contains(child))
            ::kill(child, SIGKILL);
    QVERIFY(settles());
    QTRY_VERIFY(m_window->findChild<MessageBar *>()->isVisible());
    QVERIFY(panel()->bars()->count() > 0);
    QVERIFY(!panel()->report()->outcomes.empty());
}

void tst_ExploreGear::stopGivesAnHonestClaim()
{
    click("explore");
    size(4, 5);
    click("run");
    QTRY_VERIFY_WITH_TIMEOUT(panel()->report() && !panel()->report()->outcomes.empty(), 20'000);
    click("stopOrders");
    QVERIFY(settles());
    QVERIFY(panel()->report()->isInterrupted);
    QVERIFY2(!text("ordersClaim").contains(QStringLiteral("Exhaustive")), qPrintable(text("ordersClaim")));
    QVERIFY(text("ordersClaim").startsWith(QStringLiteral("Stopped"))
            || text("ordersClaim").startsWith(QStringLiteral("All orders with at most")));
}

void tst_ExploreGear::closingTheWindowLeavesNobody()
{
    const auto before = childrenOf(QCoreApplication::applicationPid());
    click("explore");
    size(4, 5);
    click("run");
    QTRY_VERIFY_WITH_TIMEOUT(panel()->report() && panel()->report()->executions > 0, 20'000);
    QList<pid_t> started;
    for (const pid_t child : childrenOf(QCoreApplication::applicationPid()))
        if (!before.contains(child))
            started << child << childrenOf(child);
    QVERIFY(started.size() > 1); // it has workers of its own
    m_window->close();
    m_window.reset();
    for (const pid_t pid : started)
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), 5000);
}

void tst_ExploreGear::aLadderIsSavedAsADrawing()
{
    QVERIFY(explore());
    QVERIFY(playBar(0));
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ladder.svg"));
    answerDialogWith(path);
    click("saveLadder");
    QCOMPARE(m_window->pictures()->titles().front(), QStringLiteral("Stage")); // what Ctrl+E takes
    QFile file(path);
    QTRY_VERIFY(file.exists());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray svg = file.readAll();
    QVERIFY(svg.contains("preempted"));
    QVERIFY(svg.contains("write 1 over 2"));
    QVERIFY(svg.contains("ends at 2"));
    QVERIFY(svg.contains("Shared counter, protection"));
}

/// The gear of the last time is chosen before the window has a size.
void tst_ExploreGear::whoBeganInThisGearSeesTheStageAsWell()
{
    m_window.reset();
    m_window = std::make_unique<MainWindow>(catalog());
    RunChoice choice = m_window->toolbar()->choice();
    choice.setGear(Gear::Explore);
    m_window->toolbar()->setChoice(choice);
    m_conductor = new Conductor(m_window.get());
    m_window->resize(1440, 900);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QTRY_VERIFY(m_window->findChild<StageCard *>()->isVisible());
    QVERIFY(explore());
    QTRY_VERIFY(m_window->findChild<StageCard *>()->isVisible());
}

void tst_ExploreGear::inALowWindowTheFigureMakesRoomForTheStage()
{
    m_window->resize(1280, 660);
    QVERIFY(explore());
    auto *const stage = m_window->findChild<StageCard *>();
    QTRY_VERIFY(!stage->isVisible());
    QTRY_VERIFY(panel()->bars()->visibleRegion().boundingRect().height() >= 5 * 20);
    QVERIFY(playBar(0));
    QTRY_VERIFY(stage->isVisible());
    QCOMPARE(m_window->tabs()->tabs()->current(), static_cast<int>(MainWindow::Tab::Outcomes));
    QVERIFY(panel()->ladder()->isVisible());
    // What was chosen stays in sight, the last bar as well.
    const auto seesBar = [this](int bar) {
        const QRect row = panel()->bars()->rowOf(bar).toAlignedRect();
        return panel()->bars()->visibleRegion().boundingRect().contains(row.center());
    };
    const int last = panel()->bars()->count() - 1;
    QVERIFY(!seesBar(last));
    emit panel()->orderRequested(last);
    QVERIFY(settles());
    QTRY_VERIFY(seesBar(last));
    QTest::keyClick(m_window.get(), Qt::Key_Right);
    QCOMPARE(m_window->tabs()->tabs()->current(), static_cast<int>(MainWindow::Tab::Outcomes));
}

void tst_ExploreGear::inALowWindowTheLadderHasItsTitleAndSixRungs_data()
{
    QTest::addColumn<bool>("presents");
    QTest::newRow("in the window") << false;
    QTest::newRow("presented") << true;
}

void tst_ExploreGear::inALowWindowTheLadderHasItsTitleAndSixRungs()
{
    QFETCH(bool, presents);
    m_window->resize(1280, 660);
    QVERIFY(explore());
    QVERIFY(playBar(0));
    m_window->setPresenting(presents);
    m_window->setWindowState(Qt::WindowNoState); // a screen of that size, whatever the test has
    m_window->resize(1280, 660);
    const LadderView *const ladder = panel()->ladder();
    const auto seen = [](const QWidget *widget) {
        return !widget->visibleRegion().isEmpty() && widget->visibleRegion().boundingRect() == widget->rect();
    };
    QTRY_VERIFY(seen(part<QWidget>("ladderTitle")) && seen(part<QWidget>("saveLadder")));
    QTRY_VERIFY2(seen(ladder->viewport()) && ladder->viewport()->height() >= 6 * ladder->rectOf(0).height(),
                 qPrintable(QString::number(ladder->viewport()->height())));
    QVERIFY(m_window->findChild<StageCard *>()->isVisible());
    m_window->setPresenting(false);
    m_window->resize(1440, 860);
    QTRY_VERIFY(panel()->isAncestorOf(ladder) && seen(ladder->viewport()));
    QVERIFY(m_window->findChild<ScenarioCard *>()->isVisible());
}

void tst_ExploreGear::aForcedOrderWithADeathSaysThatDeathsWereNotChosen()
{
    QVERIFY(exploresDeathsUnderARobustLock());
    QCOMPARE(panel()->report()->deaths, 1u);
    RunChoice choice = m_window->toolbar()->choice();
    choice.setScope({});
    m_window->toolbar()->setChoice(choice);
    part<QAction>("force")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(onStage() && onStage()->finished() && !isBusy(), 20'000);
    QCOMPARE(m_window->toolbar()->choice().scope().mostDeaths, 0u);
    QVERIFY2(text("said").contains(QStringLiteral(" with up to 1 death; "))
                 && text("said").endsWith(QStringLiteral(" without deaths stays chosen.")),
             qPrintable(text("said")));
}

/// To lend it makes the column with the code higher; that must not be what makes room for it where it was.
void tst_ExploreGear::whereTheLadderIsIsDecidedOnce()
{
    QVERIFY(explore());
    QVERIFY(playBar(0));
    const LadderView *const ladder = panel()->ladder();
    int lent = 0, stayed = 0;
    for (int height = 760; height >= 600; height -= 8) {
        m_window->resize(1280, height);
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        const bool isLent = !panel()->isAncestorOf(ladder);
        ++(isLent ? lent : stayed);
        for (int again = 0; again < 4; ++again) {
            emit m_window->roomChanged();
            QCoreApplication::processEvents();
            QCOMPARE(!panel()->isAncestorOf(ladder), isLent);
        }
    }
    QVERIFY2(lent > 0 && stayed > 0, qPrintable(QStringLiteral("%1, %2").arg(lent).arg(stayed)));
}

QTEST_MAIN(tst_ExploreGear)
#include "tst_explore_gear.moc"
