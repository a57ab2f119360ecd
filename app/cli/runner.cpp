// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runner.h"

#include "app/cli/interruption.h"
#include "app/cli/stopped_watch.h"
#include "app/session/session.h"
#include "app/style/words.h"

#include <QEventLoop>
#include <QSocketNotifier>
#include <QTimer>

#include <climits>

namespace interleave {

Runner::Runner(QObject *parent) : QObject(parent), m_session(new Session(this))
{
    if (interruption::descriptor() < 0)
        return;
    auto *const notifier = new QSocketNotifier(interruption::descriptor(), QSocketNotifier::Read, this); // this owns it
    // Never emptied: nothing begins after it.
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        m_session->stop();
    });
}

bool Runner::interrupted() const
{
    return interruption::came();
}

Result<std::shared_ptr<Recording>> Runner::run(const RunSettings &settings, std::int64_t timeoutNs, Plan plan)
{
    m_diverged.reset();
    if (auto started = m_session->start(settings, std::move(plan)); !started.ok())
        return started.error();
    QEventLoop loop;
    QString failure;
    connect(m_session, &Session::finished, &loop, &QEventLoop::quit);
    connect(m_session, &Session::failed, &loop, [&](const QString &sentence) {
        failure = sentence;
        loop.quit();
    });
    connect(m_session, &Session::moved, &loop, [this] {
        if (m_session->stand().diverged && !m_diverged) {
            m_diverged = m_session->stand().diverged;
            m_session->stop();
        }
    });
    const StoppedWatch watch([this] {
        std::vector<AwaitedProcess> awaited;
        for (const qint64 pid : m_session->pids())
            awaited.push_back({words::process(static_cast<ActorId>(awaited.size())).replace(0, 1, u'P'), pid});
        return awaited;
    });
    QTimer timeout;
    timeout.setSingleShot(true);
    timeout.setTimerType(Qt::PreciseTimer);
    m_timedOut = false;
    connect(&timeout, &QTimer::timeout, m_session, [this] {
        m_timedOut = m_session->isActive();
        m_session->stop();
    });
    if (timeoutNs > 0)
        timeout.start(static_cast<int>(std::min<std::int64_t>((timeoutNs + 999'999) / 1'000'000, INT_MAX)));
    loop.exec();
    if (!failure.isEmpty())
        return Error{failure.toStdString()};
    return m_session->recording();
}

} // namespace interleave
