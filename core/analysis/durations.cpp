// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/durations.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave {

namespace {

/// The smallest sample that at least `share` of all do not exceed (nearest rank), from the samples of its bucket.
class Percentile
{
public:
    Percentile(double share, std::size_t samples, const std::vector<std::uint32_t> &buckets)
        : m_rank(static_cast<std::size_t>(std::ceil(share * static_cast<double>(samples))))
    {
        while (buckets[m_bucket] < m_rank)
            m_rank -= buckets[m_bucket++];
        m_inside.reserve(buckets[m_bucket]);
    }

    void look(float sample, std::size_t bucket)
    {
        if (bucket == m_bucket)
            m_inside.push_back(sample);
    }
    float value()
    {
        const auto wanted = m_inside.begin() + static_cast<std::ptrdiff_t>(m_rank - 1);
        std::nth_element(m_inside.begin(), wanted, m_inside.end());
        return *wanted;
    }

private:
    std::size_t m_rank; // among the samples of its bucket, from 1
    std::size_t m_bucket = 0;
    std::vector<float> m_inside;
};

} // namespace

/// False when the sample at hand is one of those that are not kept any more.
bool DurationCollector::makeRoom()
{
    m_buckets.resize(kBuckets);
    m_room = kExact;
    if (m_samples.size() < kExact)
        return true;
    halve();
    return ((m_count - 1) & (m_stride - 1)) == 0;
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

Durations DurationCollector::snapshot() const
{
    Durations durations;
    durations.count = m_count;
    durations.total = m_total;
    durations.max = m_max;
    if (m_samples.empty())
        return durations;
    std::array<Percentile, 3> percentiles{Percentile(0.50, m_samples.size(), m_buckets),
                                          Percentile(0.90, m_samples.size(), m_buckets),
                                          Percentile(0.99, m_samples.size(), m_buckets)};
    for (const float sample : m_samples)
        for (Percentile &percentile : percentiles)
            percentile.look(sample, bucketOf(sample));
    durations.p50 = percentiles[0].value();
    durations.p90 = percentiles[1].value();
    durations.p99 = percentiles[2].value();
    const std::size_t step = (m_samples.size() + Durations::kSamples - 1) / Durations::kSamples;
    durations.samples.reserve(m_samples.size() / step + 1);
    for (std::size_t i = 0; i < m_samples.size(); i += step)
        durations.samples.push_back(m_samples[i]);
    return durations;
}

} // namespace interleave
