// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What Conductor has made: runs, series of them, and sweeps; one of these at a time.

#include "app/conductor.h"

#include "app/charts/outcomes_panel.h"
#include "app/charts/sweep_panel.h"
#include "app/explore_conductor.h"
#include "app/main_window.h"
#include "app/models/known_orders.h"
#include "app/models/recording_account.h"
#include "app/orders/orders_panel.h"
#include "app/panels/toolbar.h"
#include "app/session/order_counter.h"
#include "app/session/playback.h"
#include "app/step_conductor.h"
#include "app/style/words.h"
#include "app/sweeper.h"
#include "app/timeline/timeline_view.h"
#include "app/window/order_menu.h"
#include "scenarios/catalog.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr int kSweepGrowthMs = 250;
constexpr int kSweepHeight = 260; ///< of a page with three panels in which lines can be told apart, at 100 %

} // namespace

void Conductor::connectSession()
{
    connect(m_session, &Session::running, this, [this] {
        if (!m_steps->isOn())
            onRunning();
    });
    connect(m_session, &Session::finished, this, [this] {
        if (!m_steps->isOn())
            onFinished();
    });
    connect(m_session, &Session::failed, this, [this](const QString &sentence) {
        if (!m_steps->isOn())
            onFailed(sentence);
    });
}

void Conductor::connectSweep()
{
    m_sweepGrowth.setSingleShot(true);
    m_sweepGrowth.setInterval(kSweepGrowthMs);
    connect(&m_sweepGrowth, &QTimer::timeout, this, &Conductor::showSweep);
    connect(m_window, &MainWindow::runningChanged, m_sweep, &SweepPanel::setBusy);
    const auto adoptChoice = [this] {
        const RunChoice choice = m_window->toolbar()->choice();
        m_sweep->setChoice(choice);
        m_outcomes->setChoice(choice);
    };
    connect(m_window->toolbar(), &Toolbar::choiceChanged, m_sweep, adoptChoice);
    adoptChoice();
    connect(m_sweep, &SweepPanel::startRequested, this, &Conductor::startSweep);
    connect(m_sweep, &SweepPanel::resultShown, m_window,
            [this](bool shown) { m_window->setNeededHeight(MainWindow::Tab::Sweep, shown ? kSweepHeight : 0); });
    connect(m_sweep, &SweepPanel::stopRequested, m_sweeper, &Sweeper::stop);
    connect(m_sweeper, &Sweeper::grew, this, [this] {
        if (!m_sweepGrowth.isActive())
            m_sweepGrowth.start();
    });
    connect(m_sweeper, &Sweeper::ended, this, &Conductor::endSweep);
}

void Conductor::connectOrders()
{
    connect(m_session, &Session::running, this, &Conductor::countOrders);
    connect(m_counter, &OrderCounter::counted, this, [this](const auto &report) {
        m_window->knownOrders()->keep(report);
        m_steps->setTotals(*report);
        m_window->toolbar()->refreshRun();
    });
    connect(m_exploring, &ExploreConductor::searched, m_steps, &StepConductor::setTotals);
    connect(m_exploring, &ExploreConductor::orderDone, m_steps, &StepConductor::count);
    connect(m_window, &MainWindow::runningChanged, m_exploring,
            [this](bool running) { m_exploring->panel()->setBusy(running && !isStepped()); });
    connect(m_window, &MainWindow::runningChanged, m_window->orders(), &OrderMenu::refresh);
    connect(m_window->orders(), &OrderMenu::followRequested, this, [this](const Schedule &schedule) {
        isStepped() ? m_steps->follow(schedule) : whenFree([this, schedule] { m_steps->follow(schedule); });
    });
    m_exploring->adoptChoice();
}

/// "7 of 70 orders": what the 70 are somebody has to count.
void Conductor::countOrders()
{
    const RunSettings settings = m_session->recording()->info()->settings;
    if (settings.pace != Pace::Step)
        return;
    if (const auto known = m_window->knownOrders()->of(settings); known && known->claim == Claim::Exhaustive)
        return m_steps->setTotals(*known);
    m_counter->count(settings);
}

bool Conductor::isStepped() const
{
    return m_session->isActive() && m_steps->isOn();
}

bool Conductor::isBusy() const
{
    return m_session->isActive() || m_sweeper->isActive() || m_exploring->isActive();
}

/// Does that now, or once the run has ended that somebody was stepping.
void Conductor::whenFree(std::function<void()> then)
{
    if (isStepped())
        return m_steps->endAndThen(std::move(then));
    if (isBusy())
        return m_window->complain(tr("Processes are at work: stop them first."));
    then();
}

void Conductor::run(const RunSettings &settings)
{
    if (settings.pace == Pace::Step && isStepped())
        return m_steps->start(settings);
    whenFree([this, settings] {
        if (settings.pace == Pace::Step)
            return m_steps->start(settings);
        m_series.goOn(settings, 1, RunSeries::Watch::Recorded);
        next();
    });
}

void Conductor::repeat(const RunSettings &settings, int times, RunSeries::Watch watch)
{
    whenFree([this, settings, times, watch] {
        m_series.begin(settings, times, watch);
        m_window->showTab(MainWindow::Tab::Outcomes);
        next();
    });
}

/// The other half of the comparison: what was recorded, unwatched, or the other way round, as often.
void Conductor::repeatBeside()
{
    const RepeatedRuns &recorded = m_series.recorded(), &unwatched = m_series.unwatched();
    if (isBusy())
        return;
    if (unwatched.of < recorded.of)
        m_series.goOn(recorded.settings, recorded.of - unwatched.of, RunSeries::Watch::Unwatched);
    else
        m_series.goOn(recorded.settings, unwatched.of - recorded.of, RunSeries::Watch::Recorded);
    if (!m_series.isOver())
        next();
}

Repetition Conductor::repetition(Pace pace) const
{
    const RunSeries::Progress progress = m_series.progress(pace);
    return {std::min(progress.made + 1, progress.of), progress.of, progress.wrong};
}

void Conductor::next()
{
    const RunSettings settings = m_series.next();
    if (const auto started = m_session->start(settings); !started.ok())
        return onFailed(QString::fromStdString(started.error().sentence));
    if (settings.pace == Pace::Bare)
        return m_window->unwatchedRunStarted(repetition(Pace::Bare));
    m_account.reset();
    m_window->runStarted(m_session->recording(), repetition(settings.pace));
    m_growth.start();
}

void Conductor::stop()
{
    m_series.stop();
    m_session->stop();
    m_sweeper->stop();
    m_exploring->stop();
}

void Conductor::startSweep(const SweepPlan &plan)
{
    whenFree([this, plan] {
        if (const auto started = m_sweeper->start(plan); !started.ok())
            return m_window->complain(QString::fromStdString(started.error().sentence));
        m_window->workStarted(tr("A sweep is on; its tab shows how far it is. Esc stops."));
        showSweep();
    });
}

void Conductor::showSweep()
{
    m_sweep->show(std::make_shared<const Sweep>(m_sweeper->sweep()), m_sweeper->isActive(), m_sweeper->msLeft());
}

void Conductor::endSweep(const QString &sentence)
{
    m_sweepGrowth.stop();
    showSweep();
    m_window->workEnded(QString());
    if (!sentence.isEmpty())
        m_window->complain(sentence);
}

void Conductor::onRunning()
{
    if (m_session->recording() != m_window->playback()->recording())
        return; // an unwatched run: what is on show is another one, and stays
    // Stage and timeline show one moment: that of the latest tail, as far as the timeline has got with counting.
    m_window->recordingGrew(m_session->heldUpNs(), m_timeline->readyFor(m_session->recording()->moment()));
}

void Conductor::onFinished()
{
    m_growth.stop();
    const std::shared_ptr<Recording> recording = m_session->recording();
    const Account account = accountOf(*recording).value(); // it was made from the catalogue
    m_series.add(*recording, account);
    if (recording->info()->settings.pace != Pace::Bare)
        m_account = account;
    showOutcomes();
    m_series.isOver() ? end() : next();
}

void Conductor::showOutcomes()
{
    const RepeatedRuns &recorded = m_series.recorded();
    m_outcomes->setRuns(findScenario(recorded.settings.scenario), recorded, m_series.unwatched());
}

/// The series is over, or was stopped. What is on show is its latest recorded run, if it had any.
void Conductor::end()
{
    const RunSeries::Progress unwatched = m_series.progress(Pace::Bare), recorded = m_series.progress(Pace::Full);
    if (unwatched.of > 0) {
        const QString runs = words::counted(unwatched.made, u"unwatched run", u"unwatched runs");
        const bool tells = !m_window->playback()->isConcealed();
        m_window->workEnded(tells ? tr("%1: %2 went wrong.").arg(runs, words::none(unwatched.wrong))
                                  : runs + QLatin1Char('.'));
    }
    if (!m_account)
        return;
    m_window->runFinished(*m_account, {recorded.made, recorded.of, recorded.wrong});
    m_account.reset();
}

void Conductor::onFailed(const QString &sentence)
{
    m_growth.stop();
    const bool watched = m_series.next().pace != Pace::Bare;
    m_series.stop();
    if (watched) {
        m_account.reset(); // of an earlier run, which is not on show any more
        return m_window->runFailed(sentence);
    }
    end();
    m_window->complain(sentence);
}

} // namespace interleave
