// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/session/explorer.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace interleave {

/// "7 of 70 orders": counts the 70, quietly, while a learner is busy with the 7. What takes longer than some seconds is
/// given up, and not tried again. Main thread only; it never blocks it.
class OrderCounter : public QObject
{
    Q_OBJECT

public:
    explicit OrderCounter(QObject *parent = nullptr);

    /// Counts those of that, unless somebody counts them already, or has tried in vain. Of several wishes while it
    /// counts the last one is next.
    void count(const RunSettings &settings);

signals:
    /// All of them were gone through.
    void counted(const std::shared_ptr<const interleave::ExplorationReport> &report);

private:
    void start(const RunSettings &settings);
    void onEnded();
    bool isHopeless(const RunSettings &settings) const;

    Explorer m_explorer;
    QTimer m_patience;
    RunSettings m_counting;
    std::optional<RunSettings> m_next;
    std::vector<RunSettings> m_hopeless; ///< of this program session
};

} // namespace interleave
