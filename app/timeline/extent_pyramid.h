// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/timeline/growing_array.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace interleave {

/// The smallest and the greatest of some values; none when min > max.
struct Extent {
    std::int32_t min = std::numeric_limits<std::int32_t>::max();
    std::int32_t max = std::numeric_limits<std::int32_t>::min();

    bool empty() const { return min > max; }
    void add(std::int32_t value)
    {
        min = std::min(min, value);
        max = std::max(max, value);
    }
    void add(Extent other)
    {
        min = std::min(min, other.min);
        max = std::max(max, other.max);
    }
    friend bool operator==(const Extent &, const Extent &) = default;
};

/// Extents over any run of leaves in logarithmic time, while the leaves are still being appended: above every four
/// nodes stands one. (Sums need no such thing, a difference of two running totals does; a minimum cannot be
/// subtracted.)
///
/// One thread appends. Any thread may ask about leaves below a size that thread published after appending them, because
/// then the nodes above the full groups stand too.
class ExtentPyramid
{
public:
    std::size_t size() const { return m_levels[0].size(); }

    void append(Extent leaf)
    {
        for (std::size_t level = 0; level + 1 < kLevels; ++level) {
            m_levels[level].append(leaf);
            const std::size_t count = m_levels[level].size();
            if (count % kFanOut != 0)
                return;
            for (std::size_t i = count - kFanOut; i + 1 < count; ++i)
                leaf.add(m_levels[level][i]);
        }
    }

    /// Of the leaves first … last − 1, last ≤ size(); empty when there are none.
    Extent over(std::size_t first, std::size_t last) const
    {
        Extent extent;
        for (std::size_t level = 0; first < last; ++level) {
            while (first < last && first % kFanOut != 0)
                extent.add(m_levels[level][first++]);
            while (first < last && last % kFanOut != 0)
                extent.add(m_levels[level][--last]);
            first /= kFanOut;
            last /= kFanOut;
        }
        return extent;
    }

    std::size_t bytes() const
    {
        std::size_t sum = 0;
        for (const auto &level : m_levels)
            sum += level.bytes();
        return sum;
    }

private:
    static constexpr std::size_t kFanOut = 4;
    static constexpr std::size_t kLevels = 14; // 4^13 leaves below the top node; over() never climbs above it
    std::array<GrowingArray<Extent>, kLevels> m_levels;
};

} // namespace interleave
