// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/plan.h"
#include "core/result.h"
#include "core/trace/recording.h"

#include <QObject>

#include <memory>
#include <optional>

namespace interleave {

class Session;

/// Makes runs one after the other from a command line: waits for each in an event loop, minds the time-out and Ctrl-C.
class Runner : public QObject
{
    Q_OBJECT

public:
    explicit Runner(QObject *parent = nullptr);

    /// One run, from start to end. `timeoutNs` 0: none. `plan`: of a stepped run; where it is not possible the run is
    /// stopped, see diverged().
    Result<std::shared_ptr<Recording>> run(const RunSettings &settings, std::int64_t timeoutNs, Plan plan = {});
    /// Where and why the latest run could not do what was planned.
    const std::optional<Divergence> &diverged() const { return m_diverged; }
    /// Did the latest run take longer than it was given?
    bool timedOut() const { return m_timedOut; }
    /// Ctrl-C (or a polite request to end) came; runs are stopped and kept, and no more begin.
    bool interrupted() const;

private:
    Session *m_session;
    bool m_timedOut = false;
    std::optional<Divergence> m_diverged;
};

} // namespace interleave
