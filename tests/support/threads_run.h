// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/run_memory.h"
#include "core/trace/recording.h"

#include <cstdint>
#include <memory>

namespace interleave {

/// Plays a scenario with a thread for each actor, all over one mapping in this process: the same memory, probes, roles
/// and drain as with real processes, where a sanitizer sees all of them. Missing parameters get the gear's defaults.
/// Returns when the recording is finished.
std::shared_ptr<Recording> runOnThreads(RunSettings settings, std::uint32_t ringCapacity = RunMemory::kRingCapacity);

} // namespace interleave
