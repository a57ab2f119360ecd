// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/trace/recording.h"

#include <QObject>

#include <memory>

namespace interleave {

class Session;

/// Makes runs one after the other from a command line: waits for each in an event loop, minds the time-out and Ctrl-C.
class Runner : public QObject
{
    Q_OBJECT

public:
    explicit Runner(QObject *parent = nullptr);

    /// One run, from start to end. `timeoutNs` 0: none.
    Result<std::shared_ptr<Recording>> run(const RunSettings &settings, std::int64_t timeoutNs);
    /// Did the latest run take longer than it was given?
    bool timedOut() const { return m_timedOut; }
    /// Ctrl-C (or a polite request to end) came; runs are stopped and kept, and no more begin.
    bool interrupted() const;

private:
    Session *m_session;
    bool m_timedOut = false;
};

} // namespace interleave
