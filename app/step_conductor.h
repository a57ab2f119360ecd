// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/seen_orders.h"
#include "app/panels/step_bar.h"
#include "app/session/session.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace interleave {

class MainWindow;
class StageView;

/// Stands between the window, where a learner says who goes next, and the session, whose processes go: passes the steps
/// one way and how things stand the other. A step back is the same run again, by the same processes, without that step.
/// While it waits for the learner no timer runs. Main thread; it never waits.
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

    /// What reads the order of a finished recording off its events, as text; nothing: it has none that could be
    /// followed. Without it only what was stepped here has an order.
    using OrderOf = std::function<std::optional<std::string>(const Recording &)>;
    void setOrderOf(OrderOf orderOf);

    /// How many orders and results there are, from a search of all orders.
    void setTotals(const ExplorationReport &report);
    const SeenOrders &seenOrders() const { return m_seen; }

private:
    enum class Aim { ByHand, Order };

    void connectWindow();
    void connectSession();
    void go(Plan plan, Aim aim);
    void goOn();
    void take(Step step);
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
    void onLate();
    void noteDeaths();
    void tellDivergence();
    void tellOrdersEnd();
    void countOrder(const Account &account);
    void showRecorded(bool isFinal);
    void show(bool tellsMover = false);
    void showSeen();
    Steps stepsSoFar() const;
    bool hasOrdersEnd() const;
    RunSettings settings() const;
    std::vector<Offer> offers() const;

    MainWindow *m_window;
    Session *m_session;
    StageView *m_stage;
    QTimer m_growth{this}; ///< while processes move: how often views look for more
    QTimer m_late{this};   ///< since a process has begun to move

    std::optional<RunSettings> m_settings; ///< of the run that was asked for last
    std::optional<Plan> m_wanted;          ///< as soon as the processes can go again
    Aim m_wantedAim = Aim::ByHand;
    std::function<void()> m_then; ///< once the run that is on has ended
    Aim m_aim = Aim::ByHand;
    Steps m_planned;            ///< what it was begun with
    bool m_isReturning = false; ///< and has not got to the end of that yet
    Steps m_undone;             ///< taken back, the latest last
    ActorSet m_asked;           ///< to be killed, by the learner or an order
    bool m_isUnderWay = false;  ///< steps were asked for, and nobody has come to rest since
    bool m_hasDiverged = false; ///< and that has been told
    bool m_isVeryLate = false;
    EventIndex m_shown = 0; ///< how much of the recording was on show when all rested last
    SeenOrders m_seen;
};

} // namespace interleave
