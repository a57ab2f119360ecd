// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/object_table.h"

namespace interleave {

/// Puts together what the findings say was lost, of everything, in order. What is not provable is not claimed.
Losses lossesOf(const ObjectTable &objects, const Findings &findings);

} // namespace interleave
