// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/run_info.h"

namespace interleave {

/// What a figure's caption says of the machine; read once.
const MachineInfo &thisMachine();

} // namespace interleave
