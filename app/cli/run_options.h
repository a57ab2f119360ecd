// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/trace/run_info.h"

#include <QString>

#include <cstdint>

class QCommandLineParser;

namespace interleave {

/// What `interleave run` was asked for.
struct RunOptions {
    RunSettings settings;
    int repeat = 1;
    std::int64_t timeoutNs = 0; ///< 0: none
    QString record;             ///< empty: none
    bool expectCorrect = false;
    bool json = false;
};

void addRunOptions(QCommandLineParser &parser);
/// Errors name what was wrong and what would be right.
Result<RunOptions> runOptionsFrom(const QCommandLineParser &parser);

} // namespace interleave
