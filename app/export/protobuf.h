// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace interleave {

/// One message of Protocol Buffers' wire format (https://protobuf.dev/programming-guides/encoding), written field by
/// field.
class Protobuf
{
public:
    void number(std::uint32_t field, std::uint64_t value)
    {
        varint(std::uint64_t{field} << 3 | kVarint);
        varint(value);
    }
    /// int32 and int64: negative ones take ten bytes.
    void integer(std::uint32_t field, std::int64_t value) { number(field, static_cast<std::uint64_t>(value)); }
    void fixed64(std::uint32_t field, std::uint64_t value)
    {
        varint(std::uint64_t{field} << 3 | kFixed64);
        for (int shift = 0; shift < 64; shift += 8)
            m_bytes.push_back(static_cast<char>(value >> shift));
    }
    /// A string or a message inside.
    void bytes(std::uint32_t field, std::string_view value)
    {
        varint(std::uint64_t{field} << 3 | kLengthDelimited);
        varint(value.size());
        m_bytes.append(value);
    }
    void message(std::uint32_t field, const Protobuf &inner) { bytes(field, inner.m_bytes); }

    const std::string &encoded() const { return m_bytes; }
    void clear() { m_bytes.clear(); }

private:
    static constexpr std::uint64_t kVarint = 0, kFixed64 = 1, kLengthDelimited = 2;

    void varint(std::uint64_t value)
    {
        for (; value > 0x7f; value >>= 7)
            m_bytes.push_back(static_cast<char>(value | 0x80));
        m_bytes.push_back(static_cast<char>(value));
    }

    std::string m_bytes;
};

} // namespace interleave
