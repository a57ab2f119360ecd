// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/run_info.h"

namespace interleave {

/// Nanoseconds from the first process's first action to the last one's last, by the clock of the run: starting
/// processes and noticing their ends are not in it. 0 when it is not known, as when nobody came to an end.
double runTime(const RunInfo &info);

} // namespace interleave
