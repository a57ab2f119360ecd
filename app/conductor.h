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

namespace interleave {

class ChartsPanel;
class ComparePanel;
class ExploreConductor;
class MainWindow;
class OrderCounter;
class OutcomesPanel;
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
    void createViews();
    void connectWindow();
    void connectSession();
    void connectSweep();
    void connectOrders();
    void countOrders();
    void wear();              // the current appearance
    void adoptRecording();    // the one now on show
    void run(const RunSettings &settings);
    void repeat(const RunSettings &settings, int times, RunSeries::Watch watch);
    void repeatBeside();
    void stop();
    bool isBusy() const;
    bool isStepped() const; ///< a run is on that the learner steps: it gives way
    void whenFree(std::function<void()> then);
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
    Repetition repetition(Pace pace) const;
    void save(const QString &path);
    void saveSheet(const QString &path);

    MainWindow *m_window;
    Session *m_session;
    SheetSaver *m_sheets;
    Sweeper *m_sweeper;
    StepConductor *m_steps = nullptr; ///< of the runs that are stepped it sees to everything
    ExploreConductor *m_exploring = nullptr;
    OrderCounter *m_counter; ///< of what a learner could see who steps
    StageView *m_stage = nullptr;
    TimelineView *m_timeline = nullptr;
    TimelineHeader *m_header = nullptr;
    ChartsPanel *m_charts = nullptr;
    OutcomesPanel *m_outcomes = nullptr;
    ComparePanel *m_compare = nullptr;
    SweepPanel *m_sweep = nullptr;
    QTimer m_growth{this};      ///< while a run is on: how often views look for more
    QTimer m_sweepGrowth{this}; ///< while a sweep is on and has grown: when its figure is drawn next
    RunSeries m_series;
    std::optional<Account> m_account; ///< of the latest recorded run of the series
};

} // namespace interleave
