// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QList>
#include <QSet>
#include <QString>

#include <sys/types.h>

/// What /proc says of other processes, and what they left in /dev/shm. Header only.
namespace interleave {

inline QByteArray processFile(qint64 pid, const char *name)
{
    QFile file(QStringLiteral("/proc/%1/").arg(pid) + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A zombie has ended.
inline bool isAlive(qint64 pid)
{
    const QByteArray text = processFile(pid, "stat");
    return !text.isEmpty() && text.mid(text.lastIndexOf(')') + 2, 1) != "Z";
}

/// Those that its main thread started.
inline QList<pid_t> childrenOf(qint64 pid)
{
    QList<pid_t> children;
    const QByteArray list = "task/" + QByteArray::number(pid) + "/children";
    for (const QByteArray &child : processFile(pid, list.constData()).simplified().split(' '))
        if (!child.isEmpty())
            children << child.toInt();
    return children;
}

/// The field of /proc/PID/status, or nothing when the process has gone.
inline QByteArray statusField(qint64 pid, const QByteArray &name)
{
    for (const QByteArray &line : processFile(pid, "status").split('\n'))
        if (line.startsWith(QByteArray(name + ':')))
            return line.mid(name.size() + 1).trimmed();
    return {};
}

inline QSet<QString> sharedMemoryNames()
{
    const QStringList names = QDir(QStringLiteral("/dev/shm")).entryList(QDir::Files);
    return {names.begin(), names.end()};
}

} // namespace interleave
