// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/sweep.h"

#include <QStringList>

class QCommandLineParser;

namespace interleave {

/// What `interleave sweep` was asked for.
struct SweepOptions {
    SweepPlan plan;
    QStringList outputs; ///< paths of figures and tables
    bool json = false;
};

void addSweepOptions(QCommandLineParser &parser);
/// Errors name what was wrong and what would be right.
Result<SweepOptions> sweepOptionsFrom(const QCommandLineParser &parser);

} // namespace interleave
