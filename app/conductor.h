// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/repeated_runs.h"
#include "app/models/verdict.h"
#include "app/session/session.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace interleave {

class ChartsPanel;
class ComparePanel;
class MainWindow;
class OutcomesPanel;
class SheetSaver;
class StageView;
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
    void wear();              // the current appearance
    void adoptRecording();    // the one now on show
    void run(const RunSettings &settings);
    void repeat(const RunSettings &settings, int times);
    void stop();
    void next();
    void onRunning();
    void onFinished();
    void onFailed(const QString &sentence);
    void count(const Recording &recording, const Account &account);
    void save(const QString &path);
    void saveSheet(const QString &path);

    MainWindow *m_window;
    Session *m_session;
    SheetSaver *m_sheets;
    StageView *m_stage = nullptr;
    TimelineView *m_timeline = nullptr;
    TimelineHeader *m_header = nullptr;
    ChartsPanel *m_charts = nullptr;
    OutcomesPanel *m_outcomes = nullptr;
    ComparePanel *m_compare = nullptr;
    QTimer m_growth{this}; ///< while a run is on: how often views look for more
    RepeatedRuns m_runs;
    Repetition m_repetition;
    int m_left = 0;  ///< runs still to be made of a repetition
};

} // namespace interleave
