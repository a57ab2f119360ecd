// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/run_info.h"

#include <string>

namespace interleave {

/// What a figure's caption says of the machine; read once.
const MachineInfo &thisMachine();

/// The time of day here, ISO 8601 with its distance from UTC: "2026-11-30T03:52:59+01:00".
std::string isoNow();

} // namespace interleave
