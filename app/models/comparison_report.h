// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/comparison.h"

#include <QJsonObject>
#include <QString>

namespace interleave {

/// "interleave.compare/1". Durations mean what they mean in runJson(): the row `run_time_ns` is by the processes' own
/// clocks, `duration_ns` what the session took. `known` is false where a number that is null is not known, rather than
/// of something that this run does not have.
QJsonObject comparisonJson(const Comparison &comparison, const QString &fileA, const QString &fileB);
/// The main difference, what A and B are, and a table.
QString comparisonText(const Comparison &comparison, const QString &fileA, const QString &fileB);

} // namespace interleave
