// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "scenarios/scenario_info.h"

#include <span>
#include <string_view>

namespace interleave {

/// Every scenario, in the order of the catalogue.
std::span<const ScenarioInfo *const> catalog();

/// The scenario of that id, or null.
const ScenarioInfo *findScenario(std::string_view id);

} // namespace interleave
