// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/schedule.h"
#include "core/result.h"
#include "core/trace/run_info.h"

#include <QObject>

#include <memory>

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

signals:
    /// The recording has begun; it is recording().
    void began();
    /// … and is complete. `asPlanned`: the processes could do every step.
    void finished(bool asPlanned);
    void failed(const QString &sentence);

private:
    Session *m_session;
    bool m_isActive = false;
};

} // namespace interleave
