// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// Collects durations one at a time and knows their percentiles exactly at any time.
///
/// Beside the samples it counts them by the upper half of their float's bits, which for non-negative floats is in
/// order of size; so a percentile is found by walking the counts and sorting one bucket (0.8 % wide) instead of all.
/// Beyond kExact samples every second one is dropped, then every second of the rest, and so on.
class DurationCollector
{
public:
    static constexpr std::size_t kExact = 10'000'000;

    /// `nanoseconds` below zero counts as zero: clocks of two cores may differ by less than they can tell.
    void add(double nanoseconds);
    Durations snapshot() const;

private:
    static constexpr std::size_t kBuckets = 1 << 15;
    static std::size_t bucketOf(float sample);
    float percentile(double share) const;
    void halve();

    std::vector<float> m_samples;
    std::vector<std::uint32_t> m_buckets; // empty while there is no sample
    std::uint64_t m_count = 0;
    std::uint64_t m_stride = 1; // every m_stride-th is kept
    double m_total = 0;
    double m_max = 0;
};

} // namespace interleave
