// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

namespace interleave {

/// The account of a finished recording. Error: its scenario is not in this program's catalogue.
Result<Account> accountOf(const Recording &recording);

} // namespace interleave
