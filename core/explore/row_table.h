// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace interleave {

/// Rows of equally many numbers, each kept once, numbered in the order in which they came. A hash table that points
/// into one block of memory: rows by the million take little more than their numbers.
template <typename Number>
class RowTable
{
public:
    static constexpr std::uint32_t kNone = 0xffffffff; ///< also the most rows there can be

    /// `length` numbers a row, at least one.
    explicit RowTable(std::size_t length) : m_length(length), m_places(kFewestPlaces, kNone) {}

    std::uint32_t size() const { return static_cast<std::uint32_t>(m_numbers.size() / m_length); }
    /// Holds until the next insert().
    const Number *row(std::uint32_t index) const { return m_numbers.data() + index * m_length; }

    /// The number of that row, kNone when it is not there.
    std::uint32_t find(const Number *row) const { return m_places[placeOf(row)]; }

    /// The number of that row, and whether it is new.
    std::pair<std::uint32_t, bool> insert(const Number *row)
    {
        if (m_places.size() < 2 * (std::size_t{size()} + 1))
            grow();
        std::uint32_t &place = m_places[placeOf(row)];
        if (place != kNone)
            return {place, false};
        place = size();
        m_numbers.insert(m_numbers.end(), row, row + m_length);
        return {place, true};
    }

    /// Of memory that it takes.
    std::uint64_t bytes() const
    {
        return m_numbers.capacity() * sizeof(Number) + m_places.capacity() * sizeof(std::uint32_t);
    }

    /// Keeps its memory.
    void clear()
    {
        m_numbers.clear();
        std::fill(m_places.begin(), m_places.end(), kNone);
    }

private:
    static constexpr std::size_t kFewestPlaces = 64;

    /// Where it is, or would be put.
    std::size_t placeOf(const Number *row) const
    {
        const std::size_t mask = m_places.size() - 1;
        std::size_t place = hash(row) & mask;
        while (m_places[place] != kNone && !std::equal(row, row + m_length, this->row(m_places[place])))
            place = (place + 1) & mask;
        return place;
    }

    /// Mixes as the generator SplitMix64 does (Steele, Lea, Flood, OOPSLA 2014).
    std::size_t hash(const Number *row) const
    {
        std::uint64_t mixed = 0;
        for (std::size_t i = 0; i < m_length; ++i) {
            mixed = (mixed ^ static_cast<std::uint64_t>(row[i])) + 0x9e3779b97f4a7c15ull;
            mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9ull;
            mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebull;
            mixed ^= mixed >> 31;
        }
        return static_cast<std::size_t>(mixed);
    }

    void grow()
    {
        m_places.assign(m_places.size() * 2, kNone);
        for (std::uint32_t i = 0; i < size(); ++i)
            m_places[placeOf(row(i))] = i;
    }

    std::size_t m_length;
    std::vector<Number> m_numbers;
    std::vector<std::uint32_t> m_places; ///< a power of two of them, at least half of them free
};

} // namespace interleave
