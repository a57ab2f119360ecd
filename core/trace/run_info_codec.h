// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/trace/run_info.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace interleave {

/// Words of the ledger that a recording may hold: far more than any scenario has, and what keeps a few
/// hostile bytes from becoming gigabytes (runs of equal words are written once).
inline constexpr std::size_t kMostLedgerWords = std::size_t{1} << 22;

/// The head of a recording holds what is known without its events, the end everything.
enum class RunInfoPart { Head, Whole };

/// A record is a list of fields, each with its name, so that a reader passes over fields it does not know and gives
/// those that are missing their default:
///
///     length of the name · name · length of the value · value
///
/// Values are a text, a varint (zigzag when signed), a double of eight bytes, or a record again; what there may be
/// several of (process, site, object, parameter) is repeated. Head leaves out final words and ledger.
std::vector<std::uint8_t> packRunInfo(const RunInfo &info, RunInfoPart part);

/// The error says which field is wrong. A result is safe to use: kinds, rows, parents and counts are valid, and nothing
/// is larger than the limits above or those of ids.h and object_table.h.
Result<RunInfo> unpackRunInfo(std::span<const std::uint8_t> bytes);

} // namespace interleave
