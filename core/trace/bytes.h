// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// Appends numbers and texts to a vector; whole numbers are LEB128 varints, fixed ones little endian.
class ByteWriter
{
public:
    void number(std::uint64_t value)
    {
        for (; value >= 0x80; value >>= 7)
            m_bytes.push_back(static_cast<std::uint8_t>(value | 0x80));
        m_bytes.push_back(static_cast<std::uint8_t>(value));
    }
    void signedNumber(std::int64_t value)
    {
        number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }
    template <typename T>
    void fixed(T value)
    {
        const auto *from = reinterpret_cast<const std::uint8_t *>(&value);
        m_bytes.insert(m_bytes.end(), from, from + sizeof value);
    }
    void raw(std::span<const std::uint8_t> bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }
    void text(std::string_view text) { m_bytes.insert(m_bytes.end(), text.begin(), text.end()); }

    const std::vector<std::uint8_t> &bytes() const { return m_bytes; }
    std::vector<std::uint8_t> take() { return std::move(m_bytes); }

private:
    std::vector<std::uint8_t> m_bytes;
};

/// Takes them off again. Trusts nothing: what is not there reads as 0 and makes ok() false for good.
class ByteReader
{
public:
    explicit ByteReader(std::span<const std::uint8_t> bytes) : m_rest(bytes) {}

    bool ok() const { return m_ok; }
    bool atEnd() const { return m_rest.empty(); }
    std::size_t left() const { return m_rest.size(); }

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto byte = fixed<std::uint8_t>();
            value |= std::uint64_t{byte & 0x7fu} << shift;
            if (byte < 0x80)
                return value;
        }
        m_ok = false;
        return 0;
    }
    std::int64_t signedNumber()
    {
        const std::uint64_t z = number();
        return static_cast<std::int64_t>((z >> 1) ^ (std::uint64_t{0} - (z & 1)));
    }
    template <typename T>
    T fixed()
    {
        T value{};
        const std::span<const std::uint8_t> from = raw(sizeof value);
        if (from.size() == sizeof value)
            std::memcpy(&value, from.data(), sizeof value);
        return value;
    }
    std::span<const std::uint8_t> raw(std::uint64_t size)
    {
        if (size > m_rest.size()) {
            m_ok = false;
            m_rest = {};
            return {};
        }
        const auto taken = m_rest.first(static_cast<std::size_t>(size));
        m_rest = m_rest.subspan(taken.size());
        return taken;
    }
    std::string text(std::uint64_t size)
    {
        const auto bytes = raw(size);
        return {bytes.begin(), bytes.end()};
    }

private:
    std::span<const std::uint8_t> m_rest;
    bool m_ok = true;
};

} // namespace interleave
