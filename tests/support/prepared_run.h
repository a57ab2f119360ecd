// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/run_memory.h"
#include "core/trace/drain.h"
#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace interleave {

/// A run of a scenario, ready to be played: settings completed by defaults, memory built, recording begun.
struct PreparedRun {
    const ScenarioInfo *scenario;
    RunSettings settings;
    std::vector<ProcessSpec> specs;
    RunMemory memory;
    std::shared_ptr<Recording> recording;
};

/// Ends the test program when there is no such scenario, or no memory.
PreparedRun prepareRun(RunSettings settings, std::uint32_t ringCapacity = RunMemory::kRingCapacity);

/// After every actor's end has been told to the drain: settles all, and completes the recording with these ends.
void finishRun(Drain &drain, std::vector<ProcessInfo> ends);

/// What a finished run came to.
Account accountFor(const Recording &recording);

} // namespace interleave
