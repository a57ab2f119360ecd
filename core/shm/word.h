// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <cstdint>

namespace interleave {

/// The contents of a tagged cell: a value and the name of the write that put it there.
///
///     63              32 31     24 23                      0
///     +-----------------+---------+------------------------+
///     | value (signed)  | writer  | sequence               |
///     +-----------------+---------+------------------------+
///                       '------ tag: names one write ------'
///
/// `writer` is the actor + 1 (0: the initial word, 255: the session). `sequence` counts all tagged writes of that
/// actor, whatever the cell, from 1; so a tag names exactly one write of a run. Whoever has seen a word knows who wrote
/// it, and an exchange that returns a word knows whom it overwrote: claims need no clock.
struct Word {
    std::uint64_t bits = 0;

    static constexpr std::uint8_t kInitialWriter = 0;
    static constexpr std::uint8_t kSessionWriter = 255;
    static constexpr std::uint32_t kMaxSequence = (1u << 24) - 1;

    static constexpr Word make(std::int32_t value, std::uint8_t writer, std::uint32_t sequence)
    {
        return {(std::uint64_t{static_cast<std::uint32_t>(value)} << 32) | (std::uint64_t{writer} << 24)
                | (sequence & kMaxSequence)};
    }
    static constexpr Word initial(std::int32_t value) { return make(value, kInitialWriter, 0); }
    static constexpr std::uint8_t writerOf(ActorId actor) { return static_cast<std::uint8_t>(actor + 1); }

    constexpr std::int32_t value() const { return static_cast<std::int32_t>(bits >> 32); }
    constexpr std::uint8_t writer() const { return static_cast<std::uint8_t>(bits >> 24); }
    constexpr std::uint32_t sequence() const { return static_cast<std::uint32_t>(bits) & kMaxSequence; }
    constexpr std::uint32_t tag() const { return static_cast<std::uint32_t>(bits); }
    constexpr bool isInitial() const { return writer() == kInitialWriter; }
    /// The actor that wrote it, or kNoActor for the initial word and the session's.
    constexpr ActorId actor() const
    {
        return writer() == kInitialWriter || writer() == kSessionWriter ? kNoActor
                                                                        : static_cast<ActorId>(writer() - 1);
    }

    friend constexpr bool operator==(Word, Word) = default;
};
static_assert(sizeof(Word) == 8);

/// One value and another, as the processor adds them: what overflows wraps. A word may hold anything.
constexpr std::int32_t sumOf(std::int32_t one, std::int32_t other)
{
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(one) + static_cast<std::uint32_t>(other));
}

} // namespace interleave
