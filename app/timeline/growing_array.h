// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>

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
        return *std::launder(reinterpret_cast<const T *>(m_chunks[place.chunk][place.offset].bytes));
    }

    /// The writer's thread.
    void append(const T &value)
    {
        const std::size_t i = m_size.load(std::memory_order_relaxed); // only this thread changes it
        const Place place = placeOf(i);
        if (place.offset == 0)
            m_chunks[place.chunk] = std::make_unique_for_overwrite<Slot[]>(kFirst << place.chunk);
        std::construct_at(reinterpret_cast<T *>(m_chunks[place.chunk][place.offset].bytes), value);
        // SYNC POINT appended (pairs with size): the element, and its chunk, happen-before the size that shows them.
        m_size.store(i + 1, std::memory_order_release);
    }

    /// Memory used, for figures: what of the last chunk has not been written yet has no pages either.
    std::size_t bytes() const { return size() * sizeof(T); }

private:
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    static constexpr std::size_t kFirst = 64;
    struct Slot {
        alignas(T) std::byte bytes[sizeof(T)];
    };
    struct Place {
        std::size_t chunk, offset;
    };
    static Place placeOf(std::size_t i)
    {
        const std::size_t shifted = i + kFirst;
        const auto chunk = static_cast<std::size_t>(std::bit_width(shifted) - std::bit_width(kFirst));
        return {chunk, shifted - (kFirst << chunk)};
    }

    std::array<std::unique_ptr<Slot[]>, 48> m_chunks; // a chunk is set once, before the size that reaches into it
    std::atomic<std::size_t> m_size{0};
};

} // namespace interleave
