// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/trace/run_info.h"

#include <QList>
#include <QObject>
#include <QProcess>
#include <QStringList>

namespace interleave {

/// Where the worker program is: beside this program, or in ../libexec/interleave. Empty when it is in neither.
QString workerProgram();
/// The same of interleave-explorer.
QString explorerProgram();

/// What the kernel says of that process: 'S' it sleeps, 'T' it is stopped, … (proc(5)); 0: it has gone.
char stateOf(qint64 pid);
/// Those that its main thread has started and that have not been reaped; empty when it has gone.
QList<qint64> processesStartedBy(qint64 pid);

/// One child process of a run. Started on the main thread only: the parent-death signal follows the thread that started
/// it.
class WorkerProcess : public QObject
{
    Q_OBJECT

public:
    WorkerProcess(ActorId actor, QObject *parent = nullptr);
    /// Kills and reaps it when it still lives.
    ~WorkerProcess() override;

    void start(const QString &program, const QStringList &arguments);
    /// Stops it where it is, until it is killed.
    void halt();
    void kill();

    ActorId actor() const { return m_actor; }
    qint64 pid() const { return m_pid; }
    /// Does it sleep in the kernel, as one that waits does? Not one that has a processor or could use one, and not one
    /// that was stopped: it goes on where it was when it is let go.
    bool isAsleep() const;
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

signals:
    /// It has ended, in whichever way; `died`: not of its own accord.
    void ended(interleave::ActorId actor, interleave::ProcessEnd end, int exitCode, int signal);
    /// It could not be started at all; the sentence says why.
    void failed(interleave::ActorId actor, const QString &sentence);

private:
    void onFinished(int code, QProcess::ExitStatus status);

    ActorId m_actor;
    qint64 m_pid = 0;
    QProcess m_process;
};

} // namespace interleave
