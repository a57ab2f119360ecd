// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/run_series.h"
#include "app/models/sweep.h"
#include "app/models/verdict.h"
#include "app/session/session.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QStackedWidget;

namespace interleave {

class ChartsPanel;
class ComparePanel;
class Explorer;
class MainWindow;
class OrderPlayer;
class OrdersPanel;
class OutcomesPanel;
struct ExplorationReport;
struct SearchScope;
class SheetSaver;
class SweepPanel;
class Sweeper;
class StageView;
class StepConductor;
class TimelineHeader;
class TimelineView;

/// Stands between the window, which asks, and the session, which runs: passes wishes one way and news the other, makes
/// the views that show recordings, and counts the outcomes of repeated runs. Main thread; it never waits.
class Conductor : public QObject
{
    Q_OBJECT

public:
    /// `window` is not owned and outlives it.
    explicit Conductor(MainWindow *window);

    Session *session() const { return m_session; }
    StepConductor *steps() const { return m_steps; }
    /// Reads a recording on a thread of its own, then shows it.
    void open(const QString &path);
    /// Reads a recording on a thread of its own, then shows it beside the one on show.
    void compareWith(const QString &path);
    /// Returns when everything that views count in the background has been counted and laid out: for pictures of the
    /// window, which nobody is waiting in front of.
    void finishDrawing();

signals:
    /// A recording asked for by open() is on show, or could not be read.
    void opened(bool ok);

private:
    static constexpr int kOutcomesHeight = 220; ///< of a page in which bars can be told apart by their height, at 100 %

    void createViews();
    void connectWindow();
    void connectSession();
    void connectSweep();
    void wear();              // the current appearance
    void adoptRecording();    // the one now on show
    void run(const RunSettings &settings);
    void repeat(const RunSettings &settings, int times, RunSeries::Watch watch);
    void repeatBeside();
    void stop();
    bool refusesToOpen(); ///< says so when processes are at work
    void next();
    void onRunning();
    void onFinished();
    void onFailed(const QString &sentence);
    void showOutcomes();
    void end();
    void startSweep(const SweepPlan &plan);
    void showSweep();
    void endSweep(const QString &sentence);
    QWidget *createOutcomesPage();
    void connectExploration();
    void adoptGear();
    void whenFree(std::function<void()> then);
    void giveOrdersTheirHeight();
    void explore(const RunSettings &settings, const SearchScope &scope);
    void showExploration();
    void countOrdersOfSteppedRun();
    void endExploration(const QString &trouble);
    void search(const RunSettings &settings, const SearchScope &scope);
    void playOrder(int outcome);
    void play(const ExplorationReport &report, int outcome);
    void endOrder(bool asPlanned);
    void playShortestFailure(const std::shared_ptr<const ExplorationReport> &report);
    void forceBadOrder();
    Repetition repetition(Pace pace) const;
    void save(const QString &path);
    void saveSheet(const QString &path);

    MainWindow *m_window;
    Session *m_session;
    SheetSaver *m_sheets;
    Sweeper *m_sweeper;
    StepConductor *m_steps = nullptr; ///< of the runs that are stepped it sees to everything
    StageView *m_stage = nullptr;
    TimelineView *m_timeline = nullptr;
    TimelineHeader *m_header = nullptr;
    ChartsPanel *m_charts = nullptr;
    OutcomesPanel *m_outcomes = nullptr;
    ComparePanel *m_compare = nullptr;
    SweepPanel *m_sweep = nullptr;
    QStackedWidget *m_outcomesPages = nullptr; // of runs, or of all orders
    OrdersPanel *m_orders = nullptr;
    Explorer *m_explorer = nullptr;
    Explorer *m_counter = nullptr; ///< counts quietly what a learner could see who steps
    QTimer m_counterPatience{this};
    OrderPlayer *m_player = nullptr;
    QTimer m_exploreNews{this}; ///< while a search is on and has grown: when it is drawn next
    bool m_isForcing = false;   ///< the search is for a bad order to be played
    QTimer m_growth{this};      ///< while a run is on: how often views look for more
    QTimer m_sweepGrowth{this}; ///< while a sweep is on and has grown: when its figure is drawn next
    RunSeries m_series;
    std::optional<Account> m_account; ///< of the latest recorded run of the series
};

} // namespace interleave
