// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

/// Takes numbers off the bytes of an input; when there are none left, zeros.
class Input
{
public:
    explicit Input(std::span<const std::uint8_t> bytes) : m_rest(bytes) {}

    bool isEmpty() const { return m_rest.empty(); }
    std::uint8_t byte() { return number<std::uint8_t>(); }
    bool flag() { return (byte() & 1) != 0; }
    /// 0 … bound − 1, by as few bytes as it takes; bound ≥ 1.
    std::uint32_t below(std::uint32_t bound)
    {
        return (bound <= 256 ? byte() : bound <= 65536 ? number<std::uint16_t>() : number<std::uint32_t>()) % bound;
    }
    /// Mostly small, or at some limit; sometimes anything.
    std::uint64_t anything()
    {
        const std::uint8_t how = byte();
        switch (how % 8) {
        case 0: return number<std::uint64_t>();
        case 1: return ~std::uint64_t{0} - byte();
        case 2: return std::uint64_t{1} << byte() % 64;
        case 3: return (std::uint64_t{1} << byte() % 64) - 1;
        case 4: return number<std::uint32_t>();
        default: return how / 8;
        }
    }
    template <typename T>
    T number()
    {
        T value{};
        const std::size_t size = m_rest.size() < sizeof value ? m_rest.size() : sizeof value;
        std::memcpy(&value, m_rest.data(), size);
        m_rest = m_rest.subspan(size);
        return value;
    }

private:
    std::span<const std::uint8_t> m_rest;
};
