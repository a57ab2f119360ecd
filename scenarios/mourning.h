// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/mourning.h"
#include "scenarios/scenario_info.h"

#include <vector>

namespace interleave {

/// Who is no more, as a scenario is told of it. `specs` outlives it.
Departure departureOf(ActorId gone, const std::vector<ProcessSpec> &specs, const std::vector<ProcessEnd> &ends);

/// ScenarioInfo::mourn with its hands in a run's memory; empty where nothing is ever owed.
Mourn mournFor(const ScenarioInfo &scenario, const RunSettings &settings);

} // namespace interleave
