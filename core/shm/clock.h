// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <ctime>
#include <x86intrin.h>

namespace interleave {

/// Where a run's time stamps come from; one choice for all its processes.
enum class ClockKind : std::uint32_t {
    TimeStampCounter, ///< rdtsc: 8 ns a reading; needs constant_tsc and nonstop_tsc
    Monotonic,        ///< clock_gettime: everywhere, twice as dear
};

/// CLOCK_MONOTONIC, in nanoseconds.
inline std::uint64_t monotonicNow()
{
    timespec now = {};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000u + static_cast<std::uint64_t>(now.tv_nsec);
}

/// Before anything that releases or writes: may be read early, never late.
inline std::uint64_t ticksBefore(ClockKind clock)
{
    return clock == ClockKind::TimeStampCounter ? __rdtsc() : monotonicNow();
}

/// After anything that acquires: rdtscp waits for the loads before it, so a hand-off never seems to run backwards.
inline std::uint64_t ticksAfter(ClockKind clock)
{
    unsigned processor = 0;
    return clock == ClockKind::TimeStampCounter ? __rdtscp(&processor) : monotonicNow();
}

/// The counter when this machine's is fit for it (Linux's flags in /proc/cpuinfo), else Monotonic.
ClockKind bestClock();

/// A pair of readings; two of them give the length of a tick.
struct ClockReading {
    std::uint64_t ticks = 0;
    std::uint64_t nanoseconds = 0;
};
ClockReading readClocks(ClockKind clock);

/// Nanoseconds a tick, from two readings some time apart; 1 for Monotonic or when they coincide.
double nanosecondsPerTick(ClockKind clock, const ClockReading &first, const ClockReading &second);

/// Measured once a process, by waiting 10 ms when it must; good to about 1e-4.
double calibratedNanosecondsPerTick(ClockKind clock);

} // namespace interleave
