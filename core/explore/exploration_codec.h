// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/exploration_report.h"
#include "core/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace interleave {

/// A report as named fields (see run_info_codec.h), as one process sends it to another.
std::vector<std::uint8_t> packReport(const ExplorationReport &report);
/// The error says which field makes no sense.
Result<ExplorationReport> unpackReport(std::span<const std::uint8_t> bytes);

} // namespace interleave
