// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/recording_account.h"
#include "app/session/session.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

/// A run in this process's own session, for tests that lay hands on its workers.
namespace interleave {

class LiveRun
{
public:
    explicit LiveRun(const RunSettings &settings)
    {
        QObject::connect(&m_session, &Session::running, &m_session, [this] { m_running = true; });
        QObject::connect(&m_session, &Session::finished, &m_session, [this] { m_finished = true; });
        QObject::connect(&m_session, &Session::failed, &m_session, [this](const QString &sentence) {
            m_failure = sentence;
            m_finished = true;
        });
        if (const auto started = m_session.start(settings); !started.ok()) {
            m_failure = QString::fromStdString(started.error().sentence);
            m_finished = true;
        }
    }

    Session &session() { return m_session; }
    const Recording &recording() const { return *m_session.recording(); }
    Account account() const { return accountOf(recording()).value(); }
    const QString &failure() const { return m_failure; }
    bool finished() const { return m_finished; }

    bool waitUntilRunning() { return QTest::qWaitFor([this] { return m_running || m_finished; }, 20'000) && m_running; }
    /// A run that does not end within half a minute hangs.
    bool waitUntilFinished() { return QTest::qWaitFor([this] { return m_finished; }, 30'000); }

    /// kill -9, from outside as a shell would.
    void killWorker(std::size_t actor)
    {
        const std::int64_t pid = recording().info()->processes[actor].pid;
        if (pid > 0)
            ::kill(static_cast<pid_t>(pid), SIGKILL);
    }

private:
    Session m_session;
    bool m_running = false;
    bool m_finished = false;
    QString m_failure;
};

/// Settings of a scenario with some parameters changed.
inline RunSettings settingsOf(const char *scenario, const char *mode, Parameters parameters, Pace pace = Pace::Full)
{
    RunSettings settings;
    settings.scenario = scenario;
    settings.mode = mode;
    settings.parameters = std::move(parameters);
    settings.pace = pace;
    return settings;
}

} // namespace interleave
