// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/process_table.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace interleave {

/// How long the event loop of the main thread stood still at a time, from the making of this on: by a timer that would
/// beat every millisecond. What the thread waited for a processor while others had them is not counted: how busy the
/// machine is nobody here can promise. Header only; main thread.
class LoopPauses
{
public:
    static constexpr qint64 kLateNs = 50'000'000;

    LoopPauses()
    {
        m_heart.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_heart, &QTimer::timeout, &m_heart, [this] { beat(); });
        m_since.start();
        m_heart.start(1);
    }

    double longestMs() const { return static_cast<double>(m_longest) * 1e-6; }
    int beats() const { return m_beats; }
    /// Pauses of kLateNs and more.
    int late() const { return m_late; }

private:
    /// Of this thread, in ns. See proc(5), /proc/PID/schedstat.
    static qint64 waitedForAProcessor()
    {
        return processFile(QCoreApplication::applicationPid(), "schedstat").split(' ').value(1).toLongLong();
    }
    void beat()
    {
        const qint64 before = std::exchange(m_waited, waitedForAProcessor());
        const qint64 pause = m_since.nsecsElapsed() - (m_waited - before);
        m_since.restart();
        m_longest = std::max(m_longest, pause);
        m_late += pause >= kLateNs ? 1 : 0;
        ++m_beats;
    }

    QTimer m_heart;
    QElapsedTimer m_since;
    qint64 m_longest = 0, m_waited = waitedForAProcessor();
    int m_beats = 0, m_late = 0;
};

} // namespace interleave
