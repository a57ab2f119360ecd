// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/explore_conductor.h"

#include "app/charts/chart_view.h"
#include "app/charts/order_bars.h"
#include "app/charts/outcomes_panel.h"
#include "app/main_window.h"
#include "app/models/divergence_words.h"
#include "app/models/known_orders.h"
#include "app/models/order_words.h"
#include "app/models/recording_account.h"
#include "app/order_player.h"
#include "app/orders/ladder_view.h"
#include "app/orders/orders_panel.h"
#include "app/panels/toolbar.h"
#include "app/session/explorer.h"
#include "app/session/playback.h"
#include "app/style/words.h"
#include "app/window/picture_exporter.h"
#include "core/trace/recording.h"
#include "scenarios/catalog.h"

#include <QStackedWidget>

#include <utility>

namespace interleave {

namespace {

constexpr int kNewsMs = 200;         ///< five pictures a second of what only gets larger
constexpr int kOrdersHeight = 210;   ///< of a page in which bars and ladder are seen at a glance, at 100 %
constexpr int kLadderHeight = 225;   ///< of a page in which a ladder has its title and six rungs, at 100 %
constexpr int kOutcomesHeight = 220; ///< of a page in which bars can be told apart by their height, at 100 %

} // namespace

ExploreConductor::ExploreConductor(MainWindow *window, OutcomesPanel *runs, WhenFree whenFree)
    : QObject(window),
      m_window(window),
      m_runs(runs),
      m_whenFree(std::move(whenFree)),
      m_pages(new QStackedWidget),
      m_panel(new OrdersPanel(window->playback())),
      m_explorer(new Explorer(this)),
      m_player(new OrderPlayer(this))
{
    m_pages->addWidget(m_runs);
    m_pages->addWidget(m_panel);
    m_news.setSingleShot(true);
    m_news.setInterval(kNewsMs);
    connectSearch();
    connectPanel();
    connectPlayer();
}

QWidget *ExploreConductor::page() const
{
    return m_pages;
}

void ExploreConductor::connectSearch()
{
    connect(m_window, &MainWindow::exploreRequested, this, &ExploreConductor::explore);
    connect(m_window, &MainWindow::forceRequested, this, &ExploreConductor::forceBadOrder);
    connect(m_window->toolbar(), &Toolbar::choiceChanged, this, &ExploreConductor::adoptChoice);
    connect(&m_news, &QTimer::timeout, this, &ExploreConductor::showProgress);
    connect(m_explorer, &Explorer::grew, this, [this] {
        if (!m_news.isActive())
            m_news.start();
    });
    connect(m_explorer, &Explorer::ended, this, &ExploreConductor::endSearch);
}

void ExploreConductor::connectPanel()
{
    connect(m_runs->view(), &ChartView::shownChanged, this, &ExploreConductor::giveHeight);
    connect(m_panel, &OrdersPanel::reportShown, this, &ExploreConductor::giveHeight);
    connect(m_panel, &OrdersPanel::stopRequested, this, &ExploreConductor::stop);
    connect(m_panel, &OrdersPanel::orderRequested, this, &ExploreConductor::playOrder);
    connect(m_panel, &OrdersPanel::sizeRequested, this, [this](const Parameters &size) {
        RunChoice choice = m_window->toolbar()->choice();
        for (const auto &[name, value] : size)
            choice.setParameter(name, value);
        m_window->toolbar()->setChoice(choice);
    });
    connect(m_panel, &OrdersPanel::orderShown, this, &ExploreConductor::placeLadder);
    connect(m_window, &MainWindow::roomChanged, this, &ExploreConductor::placeLadder);
    connect(m_panel, &OrdersPanel::saved, m_window,
            [this](const QString &path) { m_window->say(tr("Saved as %1.").arg(path)); });
    connect(m_panel, &OrdersPanel::failed, m_window, &MainWindow::complain);
    connect(m_panel->ladder(), &LadderView::chosen, m_window, [this](EventIndex event) {
        m_window->playback()->pause();
        m_window->playback()->seek(event + 1);
    });
    const auto ladder = static_cast<int>(m_window->pictures()->titles().size());
    m_window->pictures()->add(tr("Ladder"), [this] {
        return m_panel->ladder()->picture(m_panel->ladderTitle(), m_panel->figure().caption.text());
    });
    connect(m_panel, &OrdersPanel::ladderSaveRequested, m_window->pictures(),
            [this, ladder] { m_window->pictures()->save(ladder); });
}

void ExploreConductor::connectPlayer()
{
    connect(m_player, &OrderPlayer::began, this, [this] {
        m_window->runStarted(m_player->recording());
        tellSize();
    });
    connect(m_player, &OrderPlayer::finished, this, &ExploreConductor::endOrder);
    connect(m_player, &OrderPlayer::late, this, [this](ActorId actor) {
        m_window->complain(tr("%1 does not come to its next access: it is stopped, or computes without end. Esc ends it.")
                               .arg(words::process(actor).replace(0, 1, QStringLiteral("P"))));
    });
    connect(m_player, &OrderPlayer::failed, this, [this](const QString &sentence) {
        m_panel->setShown(-1, nullptr);
        m_window->runFailed(sentence);
    });
    // Another run has come on show.
    connect(m_window->playback(), &Playback::recordingChanged, this, [this] {
        if (m_window->playback()->recording() != m_player->recording())
            m_panel->setShown(-1, nullptr);
    });
}

bool ExploreConductor::isActive() const
{
    return m_explorer->isActive() || m_player->isActive();
}

void ExploreConductor::stop()
{
    m_explorer->stop();
    m_player->stop();
}

void ExploreConductor::adoptChoice()
{
    const RunChoice choice = m_window->toolbar()->choice();
    const bool explores = choice.scenario() != nullptr && choice.gear() == Gear::Explore;
    QWidget *const page = explores ? static_cast<QWidget *>(m_panel) : m_runs;
    if (m_pages->currentWidget() != page) {
        m_pages->setCurrentWidget(page);
        if (explores)
            m_window->showTab(MainWindow::Tab::Outcomes);
    }
    m_panel->setChoice(choice);
    // What is known of this size is on show again.
    const auto known = explores ? m_window->knownOrders()->of(choice.settings(), choice.scope().mostDeaths) : nullptr;
    if (known && known != m_panel->report() && !m_explorer->isActive())
        m_panel->setReport(known, false);
    giveHeight();
}

/// As long as no order of it is on the stage, the figure may take the stage's place.
void ExploreConductor::giveHeight()
{
    const bool explores = m_pages->currentWidget() == m_panel;
    const bool alone = explores && m_panel->report() && m_panel->bars()->chosen() < 0;
    const bool runs = !explores && m_runs->view()->hasFigure();
    m_window->setNeededHeight(MainWindow::Tab::Outcomes, alone ? kOrdersHeight : runs ? kOutcomesHeight : 0);
    placeLadder();
}

/// The ladder is of what is on the stage, and seen with it: where not beside the bars, below the code.
void ExploreConductor::placeLadder()
{
    const bool hasOrder = m_pages->currentWidget() == m_panel && m_panel->bars()->chosen() >= 0;
    if (hasOrder && !m_window->hasRoomBelowStage(kLadderHeight))
        return m_window->showAside(m_panel->lendLadder());
    m_window->showAside(nullptr);
    m_panel->takeLadderBack();
}

void ExploreConductor::explore(const RunSettings &settings, const SearchScope &scope)
{
    m_whenFree([this, settings, scope] { search(settings, scope); });
}

void ExploreConductor::search(const RunSettings &settings, const SearchScope &scope)
{
    if (const auto started = m_explorer->start({.settings = settings, .scope = scope}); !started.ok()) {
        m_isForcing = false;
        return m_window->complain(QString::fromStdString(started.error().sentence));
    }
    ExplorationReport nothing;
    nothing.settings = settings;
    nothing.deaths = scope.mostDeaths;
    m_panel->setReport(std::make_shared<const ExplorationReport>(std::move(nothing)), true);
    m_window->showTab(MainWindow::Tab::Outcomes);
    m_window->explorationStarted(settings, scope);
}

void ExploreConductor::showProgress()
{
    if (!m_explorer->report() || !m_explorer->isActive())
        return;
    m_panel->setReport(m_explorer->report(), true);
    m_window->explorationGrew(*m_explorer->report());
}

void ExploreConductor::endSearch(const QString &trouble)
{
    m_news.stop();
    const auto report = m_explorer->report();
    const bool anyKnown = report && !report->outcomes.empty();
    if (anyKnown) {
        m_window->knownOrders()->keep(report);
        emit searched(*report);
    }
    m_panel->setReport(anyKnown ? report : nullptr, false, trouble);
    m_window->explorationEnded(anyKnown ? report : nullptr, trouble);
    // Who stopped the search for a bad order no longer wants one.
    if (std::exchange(m_isForcing, false) && report && !report->isInterrupted)
        playShortestFailure(report);
}

/// The order of that outcome, by real processes.
void ExploreConductor::playOrder(int outcome)
{
    m_whenFree([this, report = m_panel->report(), outcome] {
        if (report && outcome >= 0 && outcome < static_cast<int>(report->outcomes.size()))
            play(*report, outcome);
    });
}

void ExploreConductor::play(const ExplorationReport &report, int outcome)
{
    RunSettings settings = report.settings;
    settings.pace = Pace::Step;
    settings.window = usualWindow(Pace::Step);
    m_deaths = report.deaths;
    m_panel->setShown(outcome, nullptr);
    giveHeight(); // the stage is wanted now
    if (const auto started = m_player->play(settings, report.outcomes[static_cast<std::size_t>(outcome)].steps);
        !started.ok()) {
        m_panel->setShown(-1, nullptr);
        return m_window->complain(QString::fromStdString(started.error().sentence));
    }
    if (m_player->recording()->finished())
        m_window->workStarted(tr("The processes go back to the start, to do that order.")); // until they are there
}

/// What was promised is compared with what came.
void ExploreConductor::endOrder(bool asPlanned)
{
    const std::shared_ptr<Recording> recording = m_player->recording();
    const auto info = recording->info();
    const Account account = accountOf(*recording).value(); // it was made from the catalogue
    const int shown = m_panel->bars()->chosen();
    const auto report = m_panel->report();
    m_window->runFinished(account);
    tellSize();
    emit orderDone(*info, m_player->stand(), account.result);
    if (!asPlanned)
        return leaveOrder(divergenceSentence(*info, *m_player->divergence()));
    if (info->interrupted || shown < 0)
        return leaveOrder({});
    const ExploredOutcome &promised = report->outcomes[static_cast<std::size_t>(shown)];
    if (promised.isDeadlock != info->stuck || (!promised.isDeadlock && promised.result != account.result))
        return leaveOrder(tr("The same order came to another result than in the search: what the processes do does not "
                             "depend on the order alone."));
    m_panel->setShown(shown, recording.get());
}

/// What is on show need not be of the size and the deaths that are chosen, which stay.
void ExploreConductor::tellSize()
{
    const RunSettings shown = m_player->recording()->info()->settings;
    const RunChoice &choice = m_window->toolbar()->choice();
    const ScenarioInfo *const scenario = findScenario(shown.scenario);
    const std::uint64_t chosenDeaths = choice.scope().mostDeaths;
    const bool isOfThatSize = shown.parameters == choice.settings().parameters;
    if (scenario == nullptr || scenario != choice.scenario() || (isOfThatSize && m_deaths == chosenDeaths))
        return;
    const auto named = [&](const Parameters &parameters, std::uint64_t deaths) -> QString {
        const QString without = m_deaths == chosenDeaths ? QString() : tr(" without deaths");
        return sizeText(*scenario, parameters) + (deaths > 0 ? deathsText(deaths) : without);
    };
    m_window->say(tr("This order is of %1; %2 stays chosen.")
                      .arg(named(shown.parameters, m_deaths), named(choice.settings().parameters, chosenDeaths)));
}

/// None is on show any more.
void ExploreConductor::leaveOrder(const QString &why)
{
    m_panel->setShown(-1, nullptr);
    if (!why.isEmpty())
        m_window->complain(why);
}

void ExploreConductor::playShortestFailure(const std::shared_ptr<const ExplorationReport> &report)
{
    const ExploredOutcome *const failure = report->shortestFailure();
    if (failure == nullptr)
        return m_window->complain(
            report->isOver && report->claim == Claim::Exhaustive
                ? tr("There is no bad order to force: all of them come out right at this size.")
                : tr("No bad order is known, and the search has found none: a larger size may have one."));
    m_panel->setReport(report, false);
    playOrder(static_cast<int>(failure - report->outcomes.data()));
}

/// Of what is chosen, whatever the gear: the gear becomes Explore, where one can see how it is known. The sizes and the
/// scope chosen for that gear stay.
void ExploreConductor::forceBadOrder()
{
    RunChoice choice = m_window->toolbar()->choice();
    if (choice.scenario() == nullptr || !choice.scenario()->explorable)
        return;
    const auto known = m_window->knownOrders()->failing(choice.settings());
    choice.setGear(Gear::Explore);
    m_window->toolbar()->setChoice(choice);
    m_window->showTab(MainWindow::Tab::Outcomes);
    if (known)
        return playShortestFailure(known);
    const SearchScope scope = usualScope(*choice.scenario());
    const auto searched = m_window->knownOrders()->of(choice.settings(), scope.mostDeaths);
    if (searched && searched->isOver && searched->claim == Claim::Exhaustive)
        return playShortestFailure(searched); // nothing, and that is known
    m_whenFree([this, settings = choice.settings(), scope] {
        m_isForcing = true;
        search(settings, scope);
    });
}

} // namespace interleave
