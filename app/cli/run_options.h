// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/run_series.h"
#include "core/control/schedule.h"
#include "core/result.h"
#include "core/trace/run_info.h"

#include <QStringList>

#include <cstdint>
#include <optional>

class QCommandLineParser;

namespace interleave {

/// What `interleave run` was asked for.
struct RunOptions {
    RunSettings settings; ///< of the recorded runs, where there are recorded ones
    std::optional<Schedule> schedule; ///< the order in which its accesses are to come
    int repeat = 1;
    RunSeries::Watch watch = RunSeries::Watch::Recorded;
    QStringList outputs;        ///< paths of figures and tables of repeated runs
    std::int64_t timeoutNs = 0; ///< 0: none
    QString record;             ///< empty: none
    bool expectCorrect = false;
    bool json = false;
};

void addRunOptions(QCommandLineParser &parser);
/// Errors name what was wrong and what would be right; or that it was interrupted, see interruption::came().
Result<RunOptions> runOptionsFrom(const QCommandLineParser &parser);

} // namespace interleave
