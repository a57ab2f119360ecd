// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <string>
#include <utility>
#include <vector>

namespace interleave {

struct RepeatedRuns;
struct RunInfo;
struct ScenarioInfo;
struct Sweep;
struct ExplorationReport;

/// What a reader of a lab report must know to judge a figure.
struct Caption {
    QString title;                                  ///< "Lock wait and hold"
    std::vector<std::pair<QString, QString>> facts; ///< name → value: scenario, protection, pace, …; for CSV
    QStringList sentences;                          ///< the same, to be read below the figure

    /// One paragraph, without the title.
    QString text() const { return sentences.join(QStringLiteral(" ")); }
};

/// `timing`: the figure shows durations or rates, so a slowed or stepped run has to say what shaped them.
Caption captionOf(const QString &title, const RunInfo &info, const ScenarioInfo *scenario, const QString &sampleSize,
                  bool timing);
/// Of repeated runs. `besideUnwatched`: they are recorded ones, and unwatched ones of the same settings are shown with
/// them.
Caption captionOf(const QString &title, const RepeatedRuns &runs, const ScenarioInfo *scenario,
                  const QString &sampleSize, bool besideUnwatched = false);
/// Of a sweep: what it measures is in the title, what it varied in the size.
Caption captionOf(const QString &title, const Sweep &sweep, const QString &sampleSize);
/// Of a search of all orders, made on this machine at that time.
Caption captionOf(const QString &title, const ExplorationReport &report, const ScenarioInfo *scenario,
                  const QString &sampleSize, const std::string &startedAt);

} // namespace interleave
