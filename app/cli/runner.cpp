// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runner.h"

#include "app/session/session.h"

#include <QEventLoop>
#include <QSocketNotifier>
#include <QTimer>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace interleave {

namespace {

int signalPipe[2] = {-1, -1};

extern "C" void passOn(int)
{
    const char any = 0;
    // All a signal handler may do: the event loop reads it.
    static_cast<void>(!::write(signalPipe[1], &any, 1));
}

} // namespace

Runner::Runner(QObject *parent) : QObject(parent), m_session(new Session(this))
{
    watchSignals();
}

Runner::~Runner()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGHUP, SIG_DFL);
}

void Runner::watchSignals()
{
    if (signalPipe[0] < 0 && ::pipe2(signalPipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &Runner::onSignal);
    std::signal(SIGINT, passOn);
    std::signal(SIGTERM, passOn);
    std::signal(SIGHUP, passOn);
}

void Runner::onSignal()
{
    char bytes[16];
    while (::read(signalPipe[0], bytes, sizeof bytes) > 0) {
    }
    m_interrupted = true;
    m_session->stop();
}

Result<std::shared_ptr<Recording>> Runner::run(const RunSettings &settings, std::int64_t timeoutNs)
{
    if (auto started = m_session->start(settings); !started.ok())
        return started.error();
    QEventLoop loop;
    QString failure;
    connect(m_session, &Session::finished, &loop, &QEventLoop::quit);
    connect(m_session, &Session::failed, &loop, [&](const QString &sentence) {
        failure = sentence;
        loop.quit();
    });
    QTimer timeout;
    timeout.setSingleShot(true);
    timeout.setTimerType(Qt::PreciseTimer);
    connect(&timeout, &QTimer::timeout, m_session, &Session::stop);
    if (timeoutNs > 0)
        timeout.start(static_cast<int>(std::min<std::int64_t>((timeoutNs + 999'999) / 1'000'000, INT_MAX)));
    loop.exec();
    if (!failure.isEmpty())
        return Error{failure.toStdString()};
    return m_session->recording();
}

} // namespace interleave
