// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/run_info.h"

#include <QString>

namespace interleave {

struct ScenarioInfo;

/// "slow motion, 1 ms between reading and writing   ·   3 processes, one piece of shared memory".
QString runCaption(const RunInfo &info);

/// "Shared counter, each access, slow motion, 3 processes, 5 increments". `scenario` may be null.
QString settingsCaption(const ScenarioInfo *scenario, const RunSettings &settings);

/// "30 events recorded, none dropped · recording held the processes up for 2 ms in all": the sum over the processes.
QString recordingCaption(const RunInfo &info, std::uint64_t events);
/// While the run is on, `info` does not know that sum yet.
QString recordingCaption(const RunInfo &info, std::uint64_t events, std::int64_t stalledNs);

/// "Of process 2 nothing is believed after its event 120: it reported an access to something this run does not have.";
/// empty when every process is believed.
QString refusalCaption(const RunInfo &info);
/// Why, in a clause: "it reported an access to something this run does not have".
QString refusalReason(Refusal refusal);

/// "Memory ran out after 7 000 events: the 30 after them were not recorded."; empty when it did not.
QString memoryCaption(const RunInfo &info);

} // namespace interleave
