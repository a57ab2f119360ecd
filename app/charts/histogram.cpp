// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_data.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

double edge(int index, int perDecade)
{
    return std::pow(10.0, static_cast<double>(index) / perDecade);
}

// The logarithm alone may put a duration that lies on an edge into the bin beside it; the edges decide.
int binOf(double nanoseconds, int perDecade)
{
    const double clamped = std::max(1.0, nanoseconds);
    int bin = static_cast<int>(std::floor(std::log10(clamped) * perDecade));
    while (clamped < edge(bin, perDecade))
        --bin;
    while (clamped >= edge(bin + 1, perDecade))
        ++bin;
    return bin;
}

} // namespace

double roundUp125(double value)
{
    const double magnitude = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * magnitude >= value * (1 - 1e-9))
            return step * magnitude;
    return 10 * magnitude;
}

Histogram logHistogram(const Durations &durations)
{
    Histogram histogram;
    histogram.count = durations.count;
    histogram.samples = durations.samples.size();
    histogram.p50 = durations.p50;
    histogram.p90 = durations.p90;
    histogram.p99 = durations.p99;
    histogram.max = durations.max;
    if (durations.samples.empty())
        return histogram;

    const int perDecade = durations.samples.size() < 200 ? 5 : durations.samples.size() < 5000 ? 10 : 20;
    const auto [least, most] = std::minmax_element(durations.samples.begin(), durations.samples.end());
    const int first = binOf(static_cast<double>(*least), perDecade);
    const int last = binOf(static_cast<double>(*most), perDecade);
    for (int bin = first; bin <= last + 1; ++bin)
        histogram.edges.push_back(edge(bin, perDecade));
    histogram.counts.assign(static_cast<std::size_t>(last - first + 1), 0);
    for (const float sample : durations.samples)
        ++histogram.counts[static_cast<std::size_t>(binOf(static_cast<double>(sample), perDecade) - first)];
    return histogram;
}

std::uint64_t Histogram::highest() const
{
    return counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
}

} // namespace interleave
