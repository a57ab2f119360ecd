// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_caption.h"
#include "app/charts/chart_data.h"

#include <QString>
#include <QStringList>

#include <span>
#include <vector>

namespace interleave {

/// One kind of chart: its name on the command line, its words, and how its numbers are found.
struct ChartInfo {
    QLatin1String id;
    QString title;                                         ///< "Lock wait and hold": of a figure
    QString chip;                                          ///< "Locks": of the choice in the window
    QString help;                                          ///< one sentence
    bool timing = false;                                   ///< shows durations or rates: slow motion shapes them
    ChartData (*build)(const ChartInput &input) = nullptr; ///< any thread
};

/// All charts, in the order in which they are offered.
std::span<const ChartInfo> charts();
/// The chart of that id, or null.
const ChartInfo *findChart(QStringView id);
/// "states, waits, rate, latency, value and outcomes": for the sentence about a wrong name.
QString chartIds();
/// Those a scenario lists, in its order (all, when it lists none), outcomes left out: that one has a panel of its own.
std::vector<const ChartInfo *> timingChartsOf(const ScenarioInfo *scenario);

/// The caption that belongs to `data`, which `chart.build(input)` returned.
Caption captionOf(const ChartInfo &chart, const ChartInput &input, const ChartData &data);

} // namespace interleave
