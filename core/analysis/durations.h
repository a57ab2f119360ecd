// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"

#include <algorithm>
#include <bit>
#include <cstddef>
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
    void add(double nanoseconds)
    {
        const double value = std::max(nanoseconds, 0.0);
        m_total += value;
        m_max = std::max(m_max, value);
        if ((m_count++ & (m_stride - 1)) == 0)
            keep(static_cast<float>(value));
    }
    Durations snapshot() const;

private:
    static constexpr std::size_t kBuckets = 1 << 15;
    static std::size_t bucketOf(float sample) { return std::bit_cast<std::uint32_t>(sample) >> 16; }
    void keep(float sample)
    {
        if (m_samples.size() == m_room && !makeRoom())
            return;
        m_samples.push_back(sample);
        ++m_buckets[bucketOf(sample)];
    }
    bool makeRoom();
    void halve();

    std::vector<float> m_samples;
    std::vector<std::uint32_t> m_buckets; // empty while there is no sample
    std::uint64_t m_count = 0;
    std::uint64_t m_stride = 1; // every m_stride-th is kept; a power of two
    std::size_t m_room = 0;     // of m_samples, until something must be done about it
    double m_total = 0;
    double m_max = 0;
};

} // namespace interleave
