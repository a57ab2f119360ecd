// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/run_time.h"

#include <algorithm>

namespace interleave {

double runTime(const RunInfo &info)
{
    std::uint64_t first = ~std::uint64_t{0}, last = 0;
    for (const ProcessInfo &process : info.processes) {
        if (process.startedAt != 0)
            first = std::min(first, process.startedAt);
        last = std::max(last, process.endedAt);
    }
    return last > first ? static_cast<double>(last - first) * info.clock.nanosecondsPerTick : 0;
}

} // namespace interleave
