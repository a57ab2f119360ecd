// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/session/session.h"
#include "app/step_course.h"

#include <QObject>
#include <QTimer>

namespace interleave {

class MainWindow;
class SeenBook;
class StageView;
struct Stepping;

/// Shows in the window how a stepped run stands: what has been recorded, what each process offers, who is late, who has
/// died unasked, where an order ends or could not be followed, how much has been seen. While nobody moves no timer
/// runs.
class StepPresenter : public QObject
{
    Q_OBJECT

public:
    /// None is owned; all outlive it.
    StepPresenter(MainWindow *window, Session *session, StageView *stage, const StepCourse *course,
                  const SeenBook *seen, QObject *parent);

    /// The course begins from the start, and nothing has been told of it yet.
    void begin();
    /// Another recording has begun.
    void beginRecording();
    /// The learner goes on: what was said before is no longer news.
    void forgetNews();
    /// That process is to be killed, so nobody wonders at its death.
    void expectDeath(ActorId actor) { m_asked.insert(actor); }
    /// Somebody moves: views look for more, and who is late is told of.
    void watch();
    void stopWatching();

    /// Puts on show what has been recorded. At rest all of it: the events of one step as they happen, many at once.
    void showRecorded(bool isFinal);
    /// How it stands. `tellsMover`: that somebody moves has lasted long enough to be seen.
    void show(bool tellsMover = false);
    /// Of what is chosen, whatever is on show.
    void showSeen();
    void tellDeaths();
    void tellDivergence();
    void tellOrdersEnd();

private:
    void onLate();
    bool hasOrdersEnd() const;
    QString order() const;
    Stepping stepping(bool tellsMover) const;
    QString missing(const RunSettings &settings) const;

    MainWindow *m_window;
    Session *m_session;
    StageView *m_stage;
    const StepCourse *m_course;
    const SeenBook *m_seen;
    QTimer m_growth{this}; ///< while processes move: how often views look for more
    QTimer m_late{this};   ///< since a process has begun to move
    bool m_isVeryLate = false;
    ActorSet m_asked;           ///< to be killed, by the learner or an order
    bool m_hasDiverged = false; ///< and that has been told
    EventIndex m_shown = 0;     ///< how much of the recording was on show when all rested last
};

} // namespace interleave
