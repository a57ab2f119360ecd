// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMap>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <vector>

namespace interleave {

/// A process that a command waits for: "Process 1", and which it is.
struct AwaitedProcess {
    QString name;
    qint64 pid = 0; ///< 0: none
};

/// While a command waits for processes: says on standard error, once of each, that one has been stopped for some
/// seconds (SIGSTOP, a debugger), and how it goes on. The command goes on waiting: it is somebody's wish.
class StoppedWatch : public QObject
{
    Q_OBJECT

public:
    explicit StoppedWatch(std::function<std::vector<AwaitedProcess>()> awaited);

private:
    void look();

    std::function<std::vector<AwaitedProcess>()> m_awaited;
    QMap<qint64, int> m_looks; ///< in a row at which that process was stopped
    QTimer m_timer;
};

} // namespace interleave
