// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/plan.h"
#include "core/trace/run_info.h"

#include <QString>

namespace interleave {

/// Where and why an order could not be followed: "Step 3 of the order is not possible: process 1 waits for lock, which
/// process 2 holds." One sentence, for the window and the command line.
QString divergenceSentence(const RunInfo &info, const Divergence &divergence);

} // namespace interleave
