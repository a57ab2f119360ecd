// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <bit>
#include <cstdint>

namespace interleave {

/// Some of the actors of a world. A value of one word, gone through in the order of their numbers.
class ActorSet
{
public:
    constexpr ActorSet() = default;
    static constexpr ActorSet of(ActorId actor) { return ActorSet(std::uint64_t{1} << actor); }

    constexpr bool isEmpty() const { return m_bits == 0; }
    constexpr bool contains(ActorId actor) const { return actor < kMaxActors && (m_bits >> actor & 1) != 0; }
    constexpr std::size_t size() const { return static_cast<std::size_t>(std::popcount(m_bits)); }
    constexpr void insert(ActorId actor) { m_bits |= std::uint64_t{1} << actor; }
    /// The one with the lowest number; kNoActor when there is none.
    constexpr ActorId first() const { return isEmpty() ? kNoActor : static_cast<ActorId>(std::countr_zero(m_bits)); }
    /// The n-th, from 0; n < size().
    constexpr ActorId at(std::size_t n) const
    {
        std::uint64_t rest = m_bits;
        for (; n > 0; --n)
            rest &= rest - 1;
        return static_cast<ActorId>(std::countr_zero(rest));
    }

    friend constexpr ActorSet operator|(ActorSet a, ActorSet b) { return ActorSet(a.m_bits | b.m_bits); }
    friend constexpr ActorSet operator&(ActorSet a, ActorSet b) { return ActorSet(a.m_bits & b.m_bits); }
    friend constexpr ActorSet operator-(ActorSet a, ActorSet b) { return ActorSet(a.m_bits & ~b.m_bits); }
    friend constexpr bool operator==(ActorSet, ActorSet) = default;

    class Iterator
    {
    public:
        constexpr explicit Iterator(std::uint64_t rest) : m_rest(rest) {}
        constexpr ActorId operator*() const { return static_cast<ActorId>(std::countr_zero(m_rest)); }
        constexpr Iterator &operator++()
        {
            m_rest &= m_rest - 1;
            return *this;
        }
        friend constexpr bool operator==(Iterator, Iterator) = default;

    private:
        std::uint64_t m_rest;
    };
    constexpr Iterator begin() const { return Iterator(m_bits); }
    constexpr Iterator end() const { return Iterator(0); }

private:
    constexpr explicit ActorSet(std::uint64_t bits) : m_bits(bits) {}

    std::uint64_t m_bits = 0;
};
static_assert(kMaxActors == 64);

} // namespace interleave
