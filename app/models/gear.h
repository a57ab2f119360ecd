// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/run_info.h"
#include "scenarios/scenario_info.h"

#include <QString>

#include <array>
#include <cstdint>

namespace interleave {

/// What a scenario can be put into. All but one are a pace at which a run goes; Explore makes no run but goes through
/// all orders of one, and recordings know nothing of it: the orders it finds are played step by step.
enum class Gear : std::uint8_t { Bare, Full, Slow, Step, Explore };

inline constexpr std::array kGears = {Gear::Bare, Gear::Full, Gear::Slow, Gear::Step, Gear::Explore};

/// At which a run of that gear's settings goes.
Pace paceOf(Gear gear);
Gear gearOf(Pace pace);
/// In settings, and the id of its button: "full".
QString gearKey(Gear gear);
std::int64_t defaultFor(const ParameterInfo &parameter, Gear gear);

} // namespace interleave
