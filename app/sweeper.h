// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/sweep.h"
#include "core/result.h"

#include <QElapsedTimer>
#include <QObject>

namespace interleave {

class Session;

/// Makes the runs of a sweep, one after the other, without anybody waiting for it; main thread. What has been measured
/// stays, however it ends. When it is destroyed, its processes end.
class Sweeper : public QObject
{
    Q_OBJECT

public:
    explicit Sweeper(QObject *parent = nullptr);
    ~Sweeper() override;

    /// Forgets what was measured before. Errors: the plan is none, or its first run could not be started.
    Result<void> start(const SweepPlan &plan);
    /// The run that is on is no measurement any more.
    void stop();
    bool isActive() const { return m_active; }

    /// What has been measured since start().
    const Sweep &sweep() const { return m_sweep; }
    /// What is still to come, by how long the runs took so far; 0 before the first has ended.
    qint64 msLeft() const;

signals:
    /// One more run was measured.
    void grew();
    /// Complete, stopped, or it cannot go on: then the sentence says why.
    void ended(const QString &sentence);

private:
    void next();
    void onFinished();
    void end(const QString &sentence);

    Session *m_session;
    Sweep m_sweep;
    QElapsedTimer m_clock;
    bool m_active = false;
    bool m_stopping = false;
};

} // namespace interleave
