// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace interleave {

/// An actor is one thread of one worker process: it owns a ring, a gate, a tag writer, a lane and a schedule letter.
/// 0 … kMaxActors − 1, in the order of the process table.
using ActorId = std::uint8_t;
inline constexpr std::size_t kMaxActors = 64;
inline constexpr ActorId kNoActor = 0xff;

/// Position of an event in the settled order, from 0.
using EventIndex = std::uint64_t;
inline constexpr EventIndex kNoEvent = ~EventIndex{0};

/// Number of a source line in the site table; 0 is "nowhere".
using SiteId = std::uint16_t;

/// An object of the object table, or one element of an array of objects: table row (8 bits) and element (24 bits).
struct ObjectRef {
    std::uint32_t bits = 0;

    static constexpr ObjectRef of(std::uint32_t row, std::uint32_t element = 0)
    {
        return {(row << 24) | (element & 0xffffff)};
    }
    constexpr std::uint8_t row() const { return static_cast<std::uint8_t>(bits >> 24); }
    constexpr std::uint32_t element() const { return bits & 0xffffff; }
    friend constexpr bool operator==(ObjectRef, ObjectRef) = default;
};

/// A–Z, then a–z: the name of an actor in a schedule.
constexpr char scheduleLetter(ActorId actor)
{
    return static_cast<char>(actor < 26 ? 'A' + actor : 'a' + (actor - 26));
}

} // namespace interleave
