// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What Conductor does in the gear Explore: has all orders searched, and those that were found played.

#include "app/conductor.h"

#include "app/charts/chart_view.h"
#include "app/charts/order_bars.h"
#include "app/charts/outcomes_panel.h"
#include "app/main_window.h"
#include "app/models/known_orders.h"
#include "app/models/recording_account.h"
#include "app/order_player.h"
#include "app/orders/ladder_view.h"
#include "app/orders/orders_panel.h"
#include "app/panels/toolbar.h"
#include "app/session/explorer.h"
#include "app/session/machine.h"
#include "app/session/playback.h"
#include "app/step_conductor.h"
#include "app/window/picture_exporter.h"
#include "core/trace/recording.h"
#include "scenarios/catalog.h"

#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

constexpr int kNewsMs = 200;       ///< five pictures a second of what only gets larger
constexpr int kCountMs = 4000;     ///< a learner who steps has taken some steps by then
constexpr int kOrdersHeight = 210; ///< of a page in which bars and ladder are seen at a glance, at 100 %

} // namespace

/// Outcomes of runs, or in the gear Explore those of all orders.
QWidget *Conductor::createOutcomesPage()
{
    m_orders = new OrdersPanel(m_window->playback());
    m_outcomesPages = new QStackedWidget;
    m_outcomesPages->addWidget(m_outcomes);
    m_outcomesPages->addWidget(m_orders);
    return m_outcomesPages;
}

void Conductor::connectExploration()
{
    m_explorer = new Explorer(this);
    m_player = new OrderPlayer(this);
    m_exploreNews.setSingleShot(true);
    m_exploreNews.setInterval(kNewsMs);
    connect(&m_exploreNews, &QTimer::timeout, this, &Conductor::showExploration);
    connect(m_explorer, &Explorer::grew, this, [this] {
        if (!m_exploreNews.isActive())
            m_exploreNews.start();
    });
    connect(m_explorer, &Explorer::ended, this, &Conductor::endExploration);
    m_counter = new Explorer(this);
    m_counterPatience.setSingleShot(true);
    m_counterPatience.setInterval(kCountMs);
    connect(&m_counterPatience, &QTimer::timeout, m_counter, &Explorer::stop);
    connect(m_session, &Session::running, this, &Conductor::countOrdersOfSteppedRun);
    connect(m_counter, &Explorer::ended, this, [this] {
        m_counterPatience.stop();
        const auto report = m_counter->report();
        if (!report || !report->isOver || report->claim != Claim::Exhaustive)
            return; // then it is not known how many there are
        m_window->knownOrders()->keep(report);
        m_steps->setTotals(*report);
        m_window->toolbar()->refreshRun();
    });
    connect(m_window, &MainWindow::exploreRequested, this, &Conductor::explore);
    connect(m_window, &MainWindow::forceRequested, this, &Conductor::forceBadOrder);
    connect(m_window, &MainWindow::runningChanged, this, [this](bool running) {
        m_orders->setBusy(running && !(m_session->isActive() && m_steps->isOn())); // who is stepped gives way
    });

    connect(m_orders, &OrdersPanel::stopRequested, this, &Conductor::stop);
    connect(m_orders, &OrdersPanel::orderRequested, this, &Conductor::playOrder);
    connect(m_orders, &OrdersPanel::sizeRequested, this, [this](const Parameters &size) {
        RunChoice choice = m_window->toolbar()->choice();
        for (const auto &[name, value] : size)
            choice.setParameter(name, value);
        m_window->toolbar()->setChoice(choice);
    });
    connect(m_orders, &OrdersPanel::saved, m_window,
            [this](const QString &path) { m_window->say(tr("Saved as %1.").arg(path)); });
    connect(m_orders, &OrdersPanel::failed, m_window, &MainWindow::complain);
    connect(m_orders, &OrdersPanel::reportShown, this, &Conductor::giveOrdersTheirHeight);
    connect(m_orders->ladder(), &LadderView::chosen, m_window, [this](EventIndex event) {
        m_window->playback()->pause();
        m_window->playback()->seek(event + 1);
    });
    const auto ladder = static_cast<int>(m_window->pictures()->titles().size());
    m_window->pictures()->add(tr("Ladder"), [this] {
        return m_orders->ladder()->picture(m_orders->ladderTitle(), m_orders->figure().caption.text());
    });
    connect(m_orders, &OrdersPanel::ladderSaveRequested, m_window->pictures(),
            [this, ladder] { m_window->pictures()->save(ladder); });

    connect(m_player, &OrderPlayer::began, this, [this] { m_window->runStarted(m_player->recording()); });
    connect(m_player, &OrderPlayer::finished, this, &Conductor::endOrder);
    connect(m_player, &OrderPlayer::failed, m_window, &MainWindow::runFailed);

    connect(m_window->toolbar(), &Toolbar::choiceChanged, this, &Conductor::adoptGear);
    // Another run has come on show.
    connect(m_window->playback(), &Playback::recordingChanged, this, [this] {
        if (m_window->playback()->recording() != m_player->recording())
            m_orders->setShown(-1, nullptr);
    });
    adoptGear();
}

void Conductor::adoptGear()
{
    const RunChoice choice = m_window->toolbar()->choice();
    const bool explores = choice.scenario() != nullptr && choice.gear() == Gear::Explore;
    QWidget *const page = explores ? static_cast<QWidget *>(m_orders) : m_outcomes;
    if (m_outcomesPages->currentWidget() != page) {
        m_outcomesPages->setCurrentWidget(page);
        if (explores)
            m_window->showTab(MainWindow::Tab::Outcomes);
    }
    m_orders->setChoice(choice);
    // What is known of this size is on show again.
    const auto known = explores ? m_window->knownOrders()->of(choice.settings(), choice.scope().mostDeaths) : nullptr;
    if (known && known != m_orders->report() && !m_explorer->isActive())
        m_orders->setReport(known, false);
    giveOrdersTheirHeight();
}

/// As long as no order of it is on the stage, the figure may take the stage's place.
void Conductor::giveOrdersTheirHeight()
{
    const bool explores = m_outcomesPages->currentWidget() == m_orders;
    const bool alone = explores && m_orders->report() && m_orders->bars()->chosen() < 0;
    const bool runs = !explores && m_outcomes->view()->hasFigure();
    m_window->setNeededHeight(MainWindow::Tab::Outcomes, alone ? kOrdersHeight : runs ? kOutcomesHeight : 0);
}

/// Does that now, or once the run has ended that somebody was stepping.
void Conductor::whenFree(std::function<void()> then)
{
    if (m_session->isActive() && m_steps->isOn())
        return m_steps->endAndThen(std::move(then));
    if (m_session->isActive() || m_player->isActive() || m_explorer->isActive())
        return m_window->complain(tr("Processes are at work: stop them first."));
    then();
}

void Conductor::explore(const RunSettings &settings, const SearchScope &scope)
{
    whenFree([this, settings, scope] { search(settings, scope); });
}

void Conductor::search(const RunSettings &settings, const SearchScope &scope)
{
    if (const auto started = m_explorer->start({.settings = settings, .scope = scope}); !started.ok()) {
        m_isForcing = false;
        return m_window->complain(QString::fromStdString(started.error().sentence));
    }
    ExplorationReport nothing;
    nothing.settings = settings;
    nothing.deaths = scope.mostDeaths;
    m_orders->setReport(std::make_shared<const ExplorationReport>(std::move(nothing)), true, isoNow());
    m_window->showTab(MainWindow::Tab::Outcomes);
    m_window->explorationStarted(settings, scope);
}

void Conductor::showExploration()
{
    if (!m_explorer->report() || !m_explorer->isActive())
        return;
    m_orders->setReport(m_explorer->report(), true);
    m_window->explorationGrew(*m_explorer->report());
}

/// "7 of 70 orders": what the 70 are somebody has to count. If that takes longer than some seconds, nobody does.
void Conductor::countOrdersOfSteppedRun()
{
    const RunSettings settings = m_session->recording()->info()->settings;
    if (settings.pace != Pace::Step || m_counter->isActive())
        return;
    if (const auto known = m_window->knownOrders()->of(settings); known && known->claim == Claim::Exhaustive)
        return m_steps->setTotals(*known);
    if (const ScenarioInfo *scenario = findScenario(settings.scenario); !scenario || !scenario->explorable)
        return;
    if (m_counter->start({.settings = settings}).ok()) // where it cannot be counted, it is not told either
        m_counterPatience.start();
}

void Conductor::endExploration(const QString &trouble)
{
    m_exploreNews.stop();
    const auto report = m_explorer->report() ? m_explorer->report() : m_orders->report();
    if (report) {
        m_window->knownOrders()->keep(report);
        m_steps->setTotals(*report);
    }
    m_orders->setReport(report, false);
    m_orders->setTrouble(trouble);
    m_window->explorationEnded(report && !report->outcomes.empty() ? report : nullptr, trouble);
    if (std::exchange(m_isForcing, false))
        playShortestFailure(report);
}

/// The order of that outcome, by real processes.
void Conductor::playOrder(int outcome)
{
    whenFree([this, report = m_orders->report(), outcome] {
        if (report && outcome >= 0 && outcome < static_cast<int>(report->outcomes.size()))
            play(*report, outcome);
    });
}

void Conductor::play(const ExplorationReport &report, int outcome)
{
    RunSettings settings = report.settings;
    settings.pace = Pace::Step;
    settings.window = usualWindow(Pace::Step);
    m_orders->setShown(outcome, nullptr);
    giveOrdersTheirHeight(); // the stage is wanted now
    if (const auto started = m_player->play(settings, report.outcomes[static_cast<std::size_t>(outcome)].steps);
        !started.ok()) {
        m_orders->setShown(-1, nullptr);
        return m_window->complain(QString::fromStdString(started.error().sentence));
    }
    if (m_player->recording()->finished())
        m_window->workStarted(tr("The processes go back to the start, to do that order.")); // until they are there
}

void Conductor::endOrder(bool asPlanned)
{
    const std::shared_ptr<Recording> recording = m_player->recording();
    const int outcome = m_orders->bars()->chosen();
    m_window->runFinished(accountOf(*recording).value()); // it was made from the catalogue
    m_orders->setShown(outcome, recording.get());
    if (!asPlanned)
        m_window->complain(
            tr("The processes could not do this order again: what they do does not depend on the order alone."));
}

void Conductor::playShortestFailure(const std::shared_ptr<const ExplorationReport> &report)
{
    const ExploredOutcome *const failure = report ? report->shortestFailure() : nullptr;
    if (failure == nullptr)
        return m_window->complain(
            report && report->isOver && report->claim == Claim::Exhaustive
                ? tr("There is no bad order to force: all of them come out right at this size.")
                : tr("No bad order is known, and the search has found none: a larger size may have one."));
    m_orders->setReport(report, false);
    playOrder(static_cast<int>(failure - report->outcomes.data()));
}

/// Of what is chosen, whatever the gear: the gear becomes Explore, where one can see how it is known.
void Conductor::forceBadOrder()
{
    RunChoice choice = m_window->toolbar()->choice();
    if (choice.scenario() == nullptr || !choice.scenario()->explorable)
        return;
    const auto known = m_window->knownOrders()->failing(choice.settings());
    choice.setGear(Gear::Explore);
    if (known) {
        for (const auto &[name, value] : known->settings.parameters)
            choice.setParameter(name, value);
        choice.setScope({choice.scope().mostPreemptions, known->deaths});
    }
    m_window->toolbar()->setChoice(choice);
    m_window->showTab(MainWindow::Tab::Outcomes);
    if (known)
        return playShortestFailure(known);
    const SearchScope scope = usualScope(*choice.scenario());
    if (const auto searched = m_window->knownOrders()->of(choice.settings(), scope.mostDeaths))
        return playShortestFailure(searched); // nothing, and that is known
    whenFree([this, settings = choice.settings(), scope] {
        m_isForcing = true;
        search(settings, scope);
    });
}

} // namespace interleave
