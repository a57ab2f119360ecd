// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/offers.h"
#include "app/session/session.h"
#include "app/step_course.h"

#include <QObject>

#include <functional>
#include <string>
#include <vector>

namespace interleave {

class MainWindow;
class SeenBook;
class StageView;
class StepPresenter;
struct ExplorationReport;

/// Stands between the window, where a learner says who goes next, and the session, whose processes go: passes on what
/// is wished for, and has StepPresenter show how things stand. A step back is the same run again, by the same
/// processes, without that step. Main thread; it never waits.
class StepConductor : public QObject
{
    Q_OBJECT

public:
    /// None is owned; the window outlives it.
    StepConductor(MainWindow *window, Session *session, StageView *stage);
    ~StepConductor() override;

    /// Is the session's latest run a stepped one?
    bool isOn() const;
    /// Begins a run of these settings, in the place of a stepped one that is on.
    void start(const RunSettings &settings, Plan plan = {});
    /// Sets the window to what the order is of, and has real processes follow it. Where no others are at work.
    void follow(const Schedule &schedule);
    /// Ends the stepped run that is on, if there is one, and then does that.
    void endAndThen(std::function<void()> then);

    /// The learner has seen that order on the stage, whoever has chosen it; it counts if nobody ended it before its
    /// time.
    void count(const RunInfo &info, const Stand &stand, const std::string &result);
    /// How many orders and results there are, from a search of all orders.
    void setTotals(const ExplorationReport &report);

private:
    void connectWindow();
    void connectSession();
    void go(Plan plan, StepCourse::Aim aim);
    void goOn();
    void runOut();
    void take(Step step);
    bool mayGo(ActorId actor) const;
    void choose(ActorId actor);
    void runOn(ActorId actor);
    void back();
    void redo();
    void startOver();
    void takeAny();
    void takeTurns();
    void onRunning();
    void onMoved();
    void onRested();
    void onFinished();
    void onFailed(const QString &sentence);
    void showAll();
    std::vector<Offer> offers() const;

    MainWindow *m_window;
    Session *m_session;
    StageView *m_stage;
    StepCourse m_course;
    SeenBook *m_seen;
    StepPresenter *m_presenter;

    std::function<void()> m_then; ///< once the run that is on has ended
    bool m_isUnderWay = false;    ///< steps were asked for, and nobody has come to rest since
};

} // namespace interleave
