// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/worker_process.h"

#include "core/probe/worker_exit.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <csignal>

namespace interleave {

namespace {

QString programOf(const QString &name)
{
    const QDir here(QCoreApplication::applicationDirPath());
    for (const QString &place : {name, QString(QStringLiteral("../libexec/interleave/") + name)})
        if (const QFileInfo file(here.filePath(place)); file.isExecutable())
            return file.canonicalFilePath();
    return {};
}

} // namespace

QString workerProgram()
{
    return programOf(QStringLiteral("interleave-worker"));
}

QString explorerProgram()
{
    return programOf(QStringLiteral("interleave-explorer"));
}

char stateOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    // "pid (name) state …", and a name may hold anything.
    const QByteArray text = file.readAll();
    const qsizetype at = text.lastIndexOf(')') + 2;
    return at < text.size() ? text[at] : '\0';
}

QList<qint64> processesStartedBy(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<qint64> children;
    for (const QByteArray &child : file.readAll().simplified().split(' '))
        if (!child.isEmpty())
            children << child.toLongLong();
    return children;
}

WorkerProcess::WorkerProcess(ActorId actor, QObject *parent) : QObject(parent), m_actor(actor)
{
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::finished, this, &WorkerProcess::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            emit failed(m_actor, tr("A process could not be started (%1): close other programs, or choose fewer processes.")
                            .arg(m_process.errorString()));
    });
}

WorkerProcess::~WorkerProcess()
{
    m_process.disconnect(this);
    if (!isRunning())
        return;
    m_process.kill();
    m_process.waitForFinished(1000); // a killed process is gone in well under a millisecond
}

void WorkerProcess::start(const QString &program, const QStringList &arguments)
{
    m_process.start(program, arguments, QIODevice::ReadOnly);
    // The child is there when start() returns; that it has begun is news which may come after the start gate has
    // opened.
    m_pid = m_process.processId();
}

void WorkerProcess::halt()
{
    if (isRunning() && m_pid > 0)
        ::kill(static_cast<pid_t>(m_pid), SIGSTOP); // not reaped yet, so this is still it
}

void WorkerProcess::kill()
{
    m_process.kill();
}

bool WorkerProcess::isAsleep() const
{
    return stateOf(m_pid) == 'S';
}

void WorkerProcess::onFinished(int code, QProcess::ExitStatus status)
{
    if (status == QProcess::CrashExit) {
        // For a process that a signal has ended, QProcess gives the signal as the exit code.
        const bool killed = code == SIGKILL || code == SIGTERM || code == SIGINT || code == SIGHUP;
        emit ended(m_actor, killed ? ProcessEnd::Killed : ProcessEnd::Crashed, 0, code);
        return;
    }
    switch (static_cast<WorkerExit>(code)) {
    case WorkerExit::Finished: emit ended(m_actor, ProcessEnd::Finished, code, 0); return;
    case WorkerExit::Stopped: emit ended(m_actor, ProcessEnd::Stopped, code, 0); return;
    default: emit ended(m_actor, ProcessEnd::Crashed, code, 0); return;
    }
}

} // namespace interleave
