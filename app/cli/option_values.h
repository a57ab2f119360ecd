// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/trace/run_info.h"

#include <QString>

#include <cstdint>

class QCommandLineParser;

/// What several commands read from their options, with the same sentences.
namespace interleave {

/// "bare", "full" or "slow".
Result<Pace> paceFrom(const QString &text);
/// A whole number from `least` to `most`.
Result<std::int64_t> countFrom(const QCommandLineParser &parser, const QString &option, std::int64_t least, std::int64_t most);

} // namespace interleave
