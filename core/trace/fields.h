// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/bytes.h"

#include <algorithm>
#include <concepts>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace interleave {

/// A record is a list of named fields (see run_info_codec.h for the bytes). It is described once, by a function that
/// shows each field to an archive: a FieldWriter writes them all, a FieldReader fills the one whose name it has just
/// read.
class FieldWriter
{
public:
    template <typename T>
    void field(std::string_view name, const T &value)
    {
        bytes(name, [&](ByteWriter &out) { put(out, value); });
    }
    template <typename T, typename Describe>
    void record(std::string_view name, const T &one, Describe &&describe)
    {
        FieldWriter inner;
        describe(inner, one);
        bytes(name, [&](ByteWriter &out) { out.raw(inner.m_out.bytes()); });
    }
    template <typename T, typename Describe>
    void records(std::string_view name, const std::vector<T> &all, std::size_t, Describe &&describe)
    {
        for (const T &one : all)
            record(name, one, describe);
    }
    /// A value in bytes of its own kind: `write(ByteWriter &)`.
    template <typename Write>
    void bytes(std::string_view name, Write &&write)
    {
        ByteWriter value;
        write(value);
        m_out.number(name.size());
        m_out.text(name);
        m_out.number(value.bytes().size());
        m_out.raw(value.bytes());
    }

    std::vector<std::uint8_t> take() { return m_out.take(); }

private:
    static void put(ByteWriter &out, const std::string &value) { out.text(value); }
    static void put(ByteWriter &out, double value) { out.fixed(value); }
    template <std::unsigned_integral T>
    static void put(ByteWriter &out, T value)
    {
        out.number(value);
    }
    template <std::signed_integral T>
    static void put(ByteWriter &out, T value)
    {
        out.signedNumber(value);
    }
    template <typename T>
    requires std::is_enum_v<T>
    static void put(ByteWriter &out, T value) { put(out, static_cast<std::underlying_type_t<T>>(value)); }

    ByteWriter m_out;
};

class FieldReader
{
public:
    FieldReader(std::string_view name, std::span<const std::uint8_t> value) : m_name(name), m_value(value) {}

    template <typename T>
    void field(std::string_view name, T &value)
    {
        bytes(name, [&](ByteReader &in) { return get(in, value); });
    }
    template <typename T, typename Describe>
    void record(std::string_view name, T &one, Describe &&describe)
    {
        if (m_name == name)
            m_good = read(m_value, one, describe).empty() && m_good;
    }
    /// One of several; more than `most` make no sense.
    template <typename T, typename Describe>
    void records(std::string_view name, std::vector<T> &all, std::size_t most, Describe &&describe)
    {
        if (m_name != name)
            return;
        m_good = m_good && all.size() < most;
        if (m_good)
            record(name, all.emplace_back(), describe);
    }
    /// `read(ByteReader &)` says whether the value makes sense; it has to take all of it.
    template <typename Read>
    void bytes(std::string_view name, Read &&read)
    {
        if (m_name != name)
            return;
        ByteReader in(m_value);
        m_good = read(in) && in.ok() && in.atEnd() && m_good;
    }

    /// Fills `one` from a record. Says what is wrong with it; empty when nothing is.
    template <typename T, typename Describe>
    static std::string read(std::span<const std::uint8_t> record, T &one, Describe &&describe)
    {
        ByteReader in(record);
        while (!in.atEnd()) {
            const std::string name = in.text(in.number());
            FieldReader field(name, in.raw(in.number()));
            if (!in.ok())
                return "a field breaks off";
            describe(field, one);
            if (!field.m_good) // the name is one of ours: it was understood
                return "the field “" + name + "” makes no sense";
        }
        return {};
    }

private:
    static bool get(ByteReader &in, std::string &value)
    {
        value = in.text(in.left());
        // Names and places; a terminal would take what else there may be in them for a command.
        std::replace_if(value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
        return true;
    }
    static bool get(ByteReader &in, double &value)
    {
        value = in.fixed<double>();
        return true;
    }
    template <std::unsigned_integral T>
    static bool get(ByteReader &in, T &value)
    {
        const std::uint64_t wide = in.number();
        value = static_cast<T>(wide);
        return std::in_range<T>(wide);
    }
    static bool get(ByteReader &in, bool &value)
    {
        const std::uint64_t wide = in.number();
        value = wide == 1;
        return wide <= 1;
    }
    template <std::signed_integral T>
    static bool get(ByteReader &in, T &value)
    {
        const std::int64_t wide = in.signedNumber();
        value = static_cast<T>(wide);
        return std::in_range<T>(wide);
    }
    template <typename T>
    requires std::is_enum_v<T>
    static bool get(ByteReader &in, T &value)
    {
        std::underlying_type_t<T> number{};
        const bool good = get(in, number);
        value = static_cast<T>(number);
        return good;
    }

    std::string_view m_name;
    std::span<const std::uint8_t> m_value;
    bool m_good = true;
};

} // namespace interleave
