// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/search_scope.h"
#include "core/trace/run_info.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <optional>

/// How settings are written on the command line and in JSON.
namespace interleave {

/// "1ms", "250us", "2s", "40ns" → nanoseconds; nothing when it is none of these, or negative.
std::optional<std::int64_t> durationFrom(const QString &text);

/// "bare", "full", "slow", "step".
QString paceName(Pace pace);
/// "none", "yield", "1ms".
QString windowName(const Window &window);
QJsonObject parametersJson(const Parameters &parameters);
/// "interleave run counter --sync off --pace slow --set increments=5 --set processes=3": makes such a run again.
/// Of settings that the catalogue accepts it holds nothing that a shell would take for something else.
QString commandOf(const RunSettings &settings);
/// "interleave explore counter --sync off --set increments=3 --set processes=2": searches the same orders of that.
QString exploreCommandOf(const RunSettings &settings, const SearchScope &scope);

} // namespace interleave
