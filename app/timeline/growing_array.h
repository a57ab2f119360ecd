// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <memory>

namespace interleave {

/// An array that grows at its end while others read it. Elements never move: chunk k holds kFirst << k of them.
///
/// One thread appends; any thread reads below size() without a lock.
template <typename T>
class GrowingArray
{
public:
    GrowingArray() = default;
    GrowingArray(const GrowingArray &) = delete;
    GrowingArray &operator=(const GrowingArray &) = delete;

    /// Any thread.
    std::size_t size() const { return m_size.load(std::memory_order_acquire); }

    /// i < size().
    const T &operator[](std::size_t i) const
    {
        const Place place = placeOf(i);
        return m_chunks[place.chunk][place.offset];
    }

    /// The writer's thread.
    void append(const T &value)
    {
        const std::size_t i = m_size.load(std::memory_order_relaxed); // only this thread changes it
        const Place place = placeOf(i);
        if (place.offset == 0)
            m_chunks[place.chunk] = std::make_unique<T[]>(kFirst << place.chunk);
        m_chunks[place.chunk][place.offset] = value;
        // SYNC POINT appended (pairs with size): the element, and its chunk, happen-before the size that shows them.
        m_size.store(i + 1, std::memory_order_release);
    }

    /// Memory taken, for figures. The writer's thread, or when it has ended.
    std::size_t bytes() const
    {
        std::size_t elements = 0;
        for (std::size_t chunk = 0; chunk < m_chunks.size() && m_chunks[chunk]; ++chunk)
            elements += kFirst << chunk;
        return elements * sizeof(T);
    }

private:
    static constexpr std::size_t kFirst = 64;
    struct Place {
        std::size_t chunk, offset;
    };
    static Place placeOf(std::size_t i)
    {
        const std::size_t shifted = i + kFirst;
        const auto chunk = static_cast<std::size_t>(std::bit_width(shifted) - std::bit_width(kFirst));
        return {chunk, shifted - (kFirst << chunk)};
    }

    std::array<std::unique_ptr<T[]>, 48> m_chunks; // a chunk is set once, before the size that reaches into it
    std::atomic<std::size_t> m_size{0};
};

} // namespace interleave
