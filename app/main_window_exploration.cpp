// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What MainWindow says of a search of all orders.

#include "app/main_window.h"

#include "app/models/order_words.h"
#include "app/panels/button.h"
#include "app/panels/toolbar.h"
#include "app/panels/verdict_strip.h"
#include "app/window/window_actions.h"
#include "scenarios/catalog.h"

#include <QAction>

namespace interleave {

void MainWindow::connectExploration()
{
    m_toolbar->setOrderCount([this](const RunSettings &settings, std::uint64_t deaths) {
        return m_known.count(settings, deaths);
    });
    connect(m_toolbar, &Toolbar::exploreRequested, this, &MainWindow::exploreRequested);
    connect(m_actions->force, &QAction::triggered, this, &MainWindow::forceRequested);
    connect(m_verdict->force(), &Button::clicked, this, &MainWindow::forceRequested);
    connect(m_toolbar, &Toolbar::choiceChanged, this, &MainWindow::offerForce);
    connect(this, &MainWindow::runningChanged, this, &MainWindow::offerForce);
    offerForce();
}

/// Where an order can go wrong, or nobody knows yet whether one can.
void MainWindow::offerForce()
{
    const RunChoice &choice = m_toolbar->choice();
    const ScenarioInfo *const scenario = choice.scenario();
    const ModeInfo *const mode = scenario != nullptr ? scenario->mode(choice.mode()) : nullptr;
    const bool canFail = mode != nullptr && (!mode->right || scenario->searchedDeaths > 0);
    const bool possible = canFail && scenario->explorable;
    const bool free = !m_running || m_isStepping; // who is stepped gives way
    m_actions->force->setEnabled(possible && free);
    m_verdict->setForceable(possible && free);
}

void MainWindow::explorationStarted(const RunSettings &settings, const SearchScope &scope)
{
    m_explored = {.settings = settings, .scope = scope};
    workStarted(QString());
    m_verdict->setQuestion(QString());
    m_verdict->showNothing(QStringLiteral("Exploring…"),
                           QStringLiteral("Real processes are led through every order. Esc stops."));
    showOutdated();
}

void MainWindow::explorationGrew(const ExplorationReport &report)
{
    m_verdict->showNothing(QStringLiteral("Exploring…"),
                           m_hideResults ? effortText(report)
                                         : claimOf(report) + QLatin1Char(' ')
                                   + (report.limit.empty() ? effortText(report) + u'.'
                                                           : limitText(report)));
}

void MainWindow::explorationEnded(const std::shared_ptr<const ExplorationReport> &report, const QString &trouble)
{
    workEnded(QString());
    m_toolbar->refreshRun();
    const ScenarioInfo *const scenario = report ? findScenario(report->settings.scenario) : nullptr;
    if (scenario != nullptr) {
        Verdict verdict = verdictOf(*report, *scenario);
        if (const QString note = stopText(*report); !note.isEmpty())
            verdict.sentence += QLatin1Char(' ') + note;
        m_verdict->showVerdict(verdict, {});
    } else {
        m_verdict->showNothing(QStringLiteral("No order came to its end"), QString());
    }
    showOutdated();
    if (!trouble.isEmpty())
        complain(trouble);
}

} // namespace interleave
