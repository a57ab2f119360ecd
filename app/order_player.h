// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/plan.h"
#include "core/control/schedule.h"
#include "core/control/stepper.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/trace/run_info.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace interleave {

class Recording;
class Session;

/// Has real processes do a given order, recorded, with a session of its own; main thread, and nobody waits for it. The
/// processes stay, so that the same ones can do the next order; when it is destroyed, they end.
class OrderPlayer : public QObject
{
    Q_OBJECT

public:
    explicit OrderPlayer(QObject *parent = nullptr);
    ~OrderPlayer() override;

    /// Where `steps` end before the run does, it goes on without another preemption. Errors: those of Session::start(),
    /// or an order is being played.
    Result<void> play(const RunSettings &settings, const Steps &steps);
    void stop();
    bool isActive() const { return m_isActive; }
    std::shared_ptr<Recording> recording() const;
    /// How the latest order stands, or stood at its end.
    const Stand &stand() const;
    /// Where and why the latest order could not be followed; nothing: it was, or was stopped.
    const std::optional<Divergence> &divergence() const;

signals:
    /// The recording has begun; it is recording().
    void began();
    /// … and is complete. `asPlanned`: the processes could do every step; otherwise they were stopped at divergence().
    void finished(bool asPlanned);
    /// That process has not come to its next access for more than a second. Told once of each order.
    void late(ActorId actor);
    void failed(const QString &sentence);

private:
    void onMoved();
    void onLate();

    Session *m_session;
    QTimer m_patience{this}; ///< since somebody has moved
    std::size_t m_steps = 0; ///< taken by then
    bool m_isActive = false;
};

} // namespace interleave
