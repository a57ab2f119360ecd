// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/recording.h"

#include <cstdint>
#include <memory>
#include <optional>

/// Small runs of the catalogue's scenarios, for targets to start from.

/// A scenario in one of its protections, and sizes; every number means one. Nothing has happened yet. Processes and
/// objects are as the scenario wants them.
interleave::RunInfo scenarioRun(std::uint32_t which, std::uint32_t size);

inline constexpr std::size_t kSampleRecordings = 6;
/// `number` < kSampleRecordings.
std::shared_ptr<interleave::Recording> sampleRecording(std::size_t number);
