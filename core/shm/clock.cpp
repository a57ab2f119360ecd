// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/shm/clock.h"

#include <chrono>
#include <fstream>
#include <string>
#include <thread>

namespace interleave {

ClockKind bestClock()
{
    static const ClockKind best = [] {
        std::ifstream file("/proc/cpuinfo");
        for (std::string line; std::getline(file, line);) {
            if (!line.starts_with("flags"))
                continue;
            const bool steady = line.find(" constant_tsc") != std::string::npos
                && line.find(" nonstop_tsc") != std::string::npos && line.find(" rdtscp") != std::string::npos;
            return steady ? ClockKind::TimeStampCounter : ClockKind::Monotonic;
        }
        return ClockKind::Monotonic;
    }();
    return best;
}

ClockReading readClocks(ClockKind clock)
{
    // The tightest of a few tries: a preemption between the two readings would shift one of them.
    ClockReading best;
    std::uint64_t narrowest = ~std::uint64_t{0};
    for (int attempt = 0; attempt < 5; ++attempt) {
        const std::uint64_t before = ticksAfter(clock);
        const std::uint64_t nanoseconds = monotonicNow();
        const std::uint64_t after = ticksAfter(clock);
        if (after - before < narrowest) {
            narrowest = after - before;
            best = {before + (after - before) / 2, nanoseconds};
        }
    }
    return best;
}

double nanosecondsPerTick(ClockKind clock, const ClockReading &first, const ClockReading &second)
{
    if (clock == ClockKind::Monotonic || second.ticks <= first.ticks || second.nanoseconds <= first.nanoseconds)
        return 1.0;
    return static_cast<double>(second.nanoseconds - first.nanoseconds) / static_cast<double>(second.ticks - first.ticks);
}

double calibratedNanosecondsPerTick(ClockKind clock)
{
    if (clock == ClockKind::Monotonic)
        return 1.0;
    static const double tick = [clock] {
        const ClockReading first = readClocks(clock);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return nanosecondsPerTick(clock, first, readClocks(clock));
    }();
    return tick;
}

} // namespace interleave
