// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/trace/run_info.h"

#include <QString>

#include <cstdint>
#include <vector>

class QCommandLineParser;

/// What several commands read from their options, with the same sentences.
namespace interleave {

/// "bare", "full" or "slow".
Result<Pace> paceFrom(const QString &text);
/// "bare", "bare,full": each once, in that order.
Result<std::vector<Pace>> pacesFrom(const QString &text);
/// Are these names of figures or tables, each with a suffix that says what to write? `example`: "sweep.svg".
Result<void> checkOutputs(const QStringList &paths, const QString &example);
/// That this parameter has two values.
Error setTwice(const QString &name);
/// "processes=4", each once, into these.
Result<void> setParameters(const QStringList &assignments, Parameters &parameters);
/// A whole number from `least` to `most`.
Result<std::int64_t> countFrom(const QCommandLineParser &parser, const QString &option, std::int64_t least, std::int64_t most);

} // namespace interleave
