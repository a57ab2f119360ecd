// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/search_scope.h"
#include "core/explore/exploration_report.h"
#include "core/result.h"

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QTimer>

#include <memory>

namespace interleave {

/// What is to be searched, and how far.
struct ExplorationRequest {
    RunSettings settings;
    SearchScope scope = {};
    std::uint64_t mostExecutions = 0; ///< of real processes; 0: as many as it takes
};

/// Searches all orders of a scenario in a process of its own, interleave-explorer, which has workers of its own: if it
/// dies, nothing but the search is lost. Main thread only; it never blocks it. One search at a time.
class Explorer : public QObject
{
    Q_OBJECT

public:
    explicit Explorer(QObject *parent = nullptr);
    /// Ends a search that is on; nobody is left.
    ~Explorer() override;

    /// Errors: wrong settings, no such program, a search is on.
    Result<void> start(const ExplorationRequest &request);
    /// Asks for what is known so far; ended() comes soon, whatever the search is doing.
    void stop();
    /// Of the process that searches; 0 when none does.
    qint64 pid() const { return m_process.processId(); }
    bool isActive() const { return m_process.state() != QProcess::NotRunning; }
    /// Of the search that is on, or of the latest; null before the first news.
    const std::shared_ptr<const ExplorationReport> &report() const { return m_report; }

signals:
    /// There is another report().
    void grew();
    /// The search is over. `trouble`: empty, or a sentence why it could not be finished; the report holds what was
    /// found before.
    void ended(const QString &trouble);

private:
    void onOutput();
    void take(QByteArray message, bool isTrouble);
    void onFinished();

    QProcess m_process;
    QTimer m_patience{this}; ///< between asking it to stop and killing it
    QByteArray m_received;   ///< not taken yet
    QString m_trouble;
    bool m_isStopping = false;
    RunSettings m_asked; ///< of the search that is on, or of the latest
    std::string m_startedAt;
    std::shared_ptr<const ExplorationReport> m_report;
};

} // namespace interleave
