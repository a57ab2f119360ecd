// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/durations.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace interleave {

void DurationCollector::add(double nanoseconds)
{
    const double value = std::max(nanoseconds, 0.0);
    m_total += value;
    m_max = std::max(m_max, value);
    if (m_count++ % m_stride != 0)
        return;
    if (m_samples.size() == kExact) {
        halve();
        if ((m_count - 1) % m_stride != 0)
            return;
    }
    if (m_buckets.empty())
        m_buckets.resize(kBuckets);
    const auto sample = static_cast<float>(value);
    m_samples.push_back(sample);
    ++m_buckets[bucketOf(sample)];
}

void DurationCollector::halve()
{
    std::fill(m_buckets.begin(), m_buckets.end(), 0);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_samples.size(); i += 2) {
        m_samples[kept++] = m_samples[i];
        ++m_buckets[bucketOf(m_samples[i])];
    }
    m_samples.resize(kept);
    m_stride *= 2;
}

std::size_t DurationCollector::bucketOf(float sample)
{
    return std::bit_cast<std::uint32_t>(sample) >> 16;
}

/// The smallest sample that at least `share` of all do not exceed (nearest rank).
float DurationCollector::percentile(double share) const
{
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(m_samples.size())));
    std::size_t before = 0, bucket = 0;
    while (before + m_buckets[bucket] < rank)
        before += m_buckets[bucket++];
    std::vector<float> inside;
    inside.reserve(m_buckets[bucket]);
    std::copy_if(m_samples.begin(), m_samples.end(), std::back_inserter(inside),
                 [bucket](float sample) { return bucketOf(sample) == bucket; });
    const auto wanted = inside.begin() + static_cast<std::ptrdiff_t>(rank - before - 1);
    std::nth_element(inside.begin(), wanted, inside.end());
    return *wanted;
}

Durations DurationCollector::snapshot() const
{
    Durations durations;
    durations.count = m_count;
    durations.total = m_total;
    durations.max = m_max;
    if (m_samples.empty())
        return durations;
    durations.p50 = percentile(0.50);
    durations.p90 = percentile(0.90);
    durations.p99 = percentile(0.99);
    const std::size_t step = (m_samples.size() + Durations::kSamples - 1) / Durations::kSamples;
    durations.samples.reserve(m_samples.size() / step + 1);
    for (std::size_t i = 0; i < m_samples.size(); i += step)
        durations.samples.push_back(m_samples[i]);
    return durations;
}

} // namespace interleave
