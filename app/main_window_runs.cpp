// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What MainWindow shows of a run: while it is on, when it is over, and what is chosen for the next.

#include "app/main_window.h"

#include "app/models/explanation.h"
#include "app/models/known_orders.h"
#include "app/models/order_words.h"
#include "app/models/recording_account.h"
#include "app/models/replay_pace.h"
#include "app/models/run_caption.h"
#include "app/models/verdict.h"
#include "app/panels/code_card.h"
#include "app/panels/scenario_card.h"
#include "app/panels/stage_card.h"
#include "app/panels/status_line.h"
#include "app/panels/toolbar.h"
#include "app/panels/transcript_view.h"
#include "app/panels/transport_bar.h"
#include "app/panels/verdict_strip.h"
#include "app/panels/why_view.h"
#include "app/session/playback.h"
#include "app/window/window_actions.h"
#include "scenarios/catalog.h"

#include <QAction>

#include <algorithm>

namespace interleave {

void MainWindow::beginRun(std::shared_ptr<const Recording> recording)
{
    say(QString());
    m_findings.reset();
    m_explored.reset();
    setRunning(true);
    m_isUnjudged = true;
    conceal(m_hideResults);
    m_playback->setRecording(std::move(recording));
    m_transport->setLosses({});
    showMode();
}

void MainWindow::runStarted(std::shared_ptr<const Recording> recording, Repetition repetition)
{
    m_isRepeating = repetition.of > 1;
    m_isStepping = false;
    beginRun(std::move(recording));
    m_playback->setLive(true);
    const Verdict now = underWay(repetition, !m_hideResults);
    m_verdict->showNothing(now.headline, now.sentence);
}

void MainWindow::recordingGrew(qint64 heldUpNs, EventIndex length)
{
    if (!m_playback->recording())
        return;
    m_status->setHeldUp(heldUpNs);
    m_playback->setLength(std::min(length, m_playback->recording()->trace().size()));
    refreshFindings();
}

void MainWindow::refreshFindings()
{
    const auto findings = m_playback->recording()->findings();
    if (!findings || findings == m_findings)
        return;
    m_findings = findings;
    m_transport->setLosses(findings->losses);
    m_transcript->refresh();
    m_playback->refresh();
}

void MainWindow::runFinished(const Account &account, Repetition repetition)
{
    const bool wasStepped = m_isStepping;
    setRunning(false);
    m_isUnjudged = false;
    const auto recording = m_playback->recording();
    if (!recording)
        return;
    recordingGrew();
    m_playback->setLive(false);
    m_playback->suggestSpeed(replaySpeedFor(m_playback->length()));
    m_playback->refresh();
    const auto info = recording->info();
    const ScenarioInfo *scenario = scenarioOf(info->settings);
    const Losses losses = m_findings ? m_findings->losses : Losses{};
    if (scenario != nullptr) {
        Verdict verdict = verdictOf(*scenario, *info, *recording->findings(), account, m_known.of(info->settings).get(),
                                    m_known.failingWithDeaths(info->settings).get());
        verdict.sentence.prepend(lastOf(repetition, info->interrupted));
        m_verdict->showVerdict(verdict, losses);
        m_verdict->setQuestion(questionOf(*recording, account));
        m_why->setAccount(account, m_known.of(info->settings));
    }
    if (!wasStepped) // who has stepped it saw where things went wrong
        standAtFirstLoss();
    m_isRepeating = false;
    showMode();
}

/// The replay begins where the first thing went wrong, unless that is a secret: at a loss, or where a deadlock closed.
void MainWindow::standAtFirstLoss()
{
    if (!m_findings || m_playback->isConcealed())
        return;
    if (!m_findings->losses.empty())
        m_playback->seek(m_findings->losses.next(kNoEvent) + 1);
    else if (!m_findings->deadlocks.empty())
        m_playback->seek(m_findings->deadlocks.front().event + 1);
}

void MainWindow::runFailed(const QString &sentence)
{
    setRunning(false);
    m_isRepeating = m_isUnjudged = false;
    m_playback->setLive(false);
    m_verdict->showNothing(QStringLiteral("It could not run"), sentence);
}

void MainWindow::unwatchedRunStarted(Repetition repetition)
{
    workStarted(QStringLiteral("Run %1 of %2, unwatched. Esc stops.").arg(repetition.run).arg(repetition.of));
    if (!m_isUnjudged)
        return; // the verdict of what is on show holds
    recordingGrew();
    m_playback->setLive(false);
    m_playback->suggestSpeed(replaySpeedFor(m_playback->length()));
    m_playback->refresh();
    const Verdict now = underWayUnwatched(repetition, !m_hideResults);
    m_verdict->showNothing(now.headline, now.sentence);
}

void MainWindow::workStarted(const QString &sentence)
{
    m_isStepping = false; // who was stepping has given way
    setRunning(true);
    conceal(m_hideResults); // what comes of this is not to be told either
    say(sentence);
}

void MainWindow::workEnded(const QString &sentence)
{
    setRunning(false);
    say(sentence);
}

void MainWindow::showRecording(std::shared_ptr<const Recording> recording)
{
    const auto info = recording->info();
    const ScenarioInfo *scenario = findScenario(info->settings.scenario);
    RunChoice choice = m_toolbar->choice();
    if (scenario != nullptr) {
        choice.adopt(scenario, info->settings);
        m_toolbar->setChoice(choice);
    }
    runStarted(recording);
    if (const auto account = accountOf(*recording); account.ok()) {
        runFinished(account.value());
    } else {
        recordingGrew();
        m_playback->setLive(false);
        setRunning(false);
        m_verdict->showNothing(QString(), QString::fromStdString(account.error().sentence));
    }
    if (recording->damage)
        complain(QString::fromStdString(recording->damage->sentence));
}

/// That of a run, which need not be the one chosen for the next.
const ScenarioInfo *MainWindow::scenarioOf(const RunSettings &settings) const
{
    const ScenarioInfo *chosen = m_toolbar->choice().scenario();
    return chosen != nullptr && chosen->id == settings.scenario ? chosen : findScenario(settings.scenario);
}

void MainWindow::setRunning(bool running)
{
    m_running = running;
    m_isStepping = m_isStepping && running;
    m_toolbar->setRunning(running, m_isStepping);
    m_actions->run->setEnabled(!running || m_isStepping);
    m_actions->repeat->setEnabled(!running);
    m_actions->stop->setEnabled(running);
    m_actions->open->setEnabled(!running);
    const bool any = m_playback->recording() != nullptr;
    m_actions->save->setEnabled(!running && any);
    m_actions->sheet->setEnabled(!running && any);
    if (!running && !m_playback->recording())
        m_verdict->showNothing(QString(), QStringLiteral("What do you expect? Choose how the processes are protected, then press "
                                                         "Run."));
    showSpace();
    emit runningChanged(running);
}

void MainWindow::showMode()
{
    const ScenarioInfo *scenario = m_toolbar->choice().scenario();
    const ModeInfo *mode = scenario != nullptr ? scenario->mode(m_toolbar->choice().mode()) : nullptr;
    m_code->showMode(scenario, mode);
    m_about->showMode(scenario, mode);
    giveCodeItsLines();
    showOutdated();
}

void MainWindow::showOutdated()
{
    const auto &recording = m_playback->recording();
    if (m_toolbar->choice().scenario() == nullptr)
        return;
    if (m_explored) {
        const RunChoice &choice = m_toolbar->choice();
        const RunSettings &searched = m_explored->settings;
        const bool same = haveSameOrders(searched, choice.settings())
            && m_explored->scope.mostDeaths == choice.scope().mostDeaths;
        m_verdict->setOutdated(same ? QString()
                                    : QStringLiteral("of the last search: ") + settingsCaption(scenarioOf(searched), searched)
                                        + deathsText(m_explored->scope.mostDeaths));
    }
    if (!recording)
        return;
    RunSettings shown = recording->info()->settings;
    RunSettings chosen = m_toolbar->choice().settings();
    shown.seed = chosen.seed = 0; // each run has its own
    shown.drop = chosen.drop;     // neither is chosen in the window
    shown.window = chosen.window;
    const bool outdated = shown != chosen;
    m_stage->setOutdated(outdated);
    if (!m_explored)
        m_verdict->setOutdated(outdated ? QStringLiteral("of the last run: ") + settingsCaption(scenarioOf(shown), shown)
                                        : QString());
}

} // namespace interleave
