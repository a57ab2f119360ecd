// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What MainWindow shows of a run that is stepped.

#include "app/main_window.h"

#include "app/panels/code_card.h"
#include "app/panels/stage_card.h"
#include "app/panels/status_line.h"
#include "app/panels/step_bar.h"
#include "app/panels/toolbar.h"
#include "app/panels/transport_bar.h"
#include "app/panels/verdict_strip.h"
#include "app/session/playback.h"
#include "app/window/window_actions.h"

#include <QAction>

namespace interleave {

namespace {

/// What to aim for, so that somebody who steps has a goal.
QString goalOf(const ScenarioInfo *scenario, const RunSettings &settings)
{
    const ModeInfo *const mode = scenario != nullptr ? scenario->mode(settings.mode) : nullptr;
    if (mode == nullptr)
        return {};
    if (scenario->searchedDeaths > 0) // without one there is nothing to be learnt from it
        return mode->right ? QStringLiteral("As long as all live, it cannot go wrong. Kill one at the right moment, and "
                                            "see what the others find.")
                           : QStringLiteral("Kill one at the right moment, so that it goes wrong for all.");
    return mode->right ? QStringLiteral("Try to make it go wrong: in no order should it.")
                       : QStringLiteral("Find an order in which it goes wrong.");
}

} // namespace

void MainWindow::steppingStarted(std::shared_ptr<const Recording> recording)
{
    const RunSettings settings = recording->info()->settings;
    m_isRepeating = false;
    m_isStepping = true;
    beginRun(std::move(recording));
    m_playback->suggestSpeed(2);
    m_verdict->showNothing(QStringLiteral("Who goes next?"),
                           QStringLiteral("Click what a process offers, or press its number. ")
                               + goalOf(scenarioOf(settings), settings));
}

void MainWindow::showStepping(const Stepping &stepping)
{
    const bool takesPlace = stepping.isOn && !stepping.isOver;
    m_steps->setStepping(stepping);
    m_transport->setVisible(!takesPlace);
    m_stage->setStepping(takesPlace ? stepping.band : QString());
    m_code->setOffers(stepping.isOn ? stepping.offers : std::vector<Offer>());
    m_actions->stepBack->setEnabled(stepping.canGoBack);
    m_actions->stepAgain->setEnabled(stepping.canRedo);
    m_actions->startOver->setEnabled(stepping.canGoBack);
}

void MainWindow::showSeen(const QString &sentence)
{
    m_status->setStanding(sentence);
}

void MainWindow::chooseSettings(const ScenarioInfo *scenario, const RunSettings &settings)
{
    RunChoice choice = m_toolbar->choice();
    choice.adopt(scenario, settings);
    m_toolbar->setChoice(choice);
}

} // namespace interleave
