// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace interleave {

/// Packs a block of events into a few bytes each, losslessly, whatever the events are. A block stands for itself:
/// nothing before it is needed.
///
/// Both sides keep the same EventPredictor, and only what it did not foresee is written. One event is
///
///     flags · [actor] · [shape] · [element] · [b] · [a] · time
///
///     flags   bits 1:0  actor: 0–2 the latest, second and third latest actor seen; 3 a byte follows
///             bit  2    the shape (kind, row, site) is not the foreseen one: its number follows, or 0x80 and 4 bytes
///             bit  3    the element differs: zigzag varint of the difference
///             bit  4/5  a / b differs: zigzag varints of the differences of its upper and its lower half
///             bits 7:6  bytes of time: 1, 2, 3 or 8
///     time    zigzag difference to the event before, little endian
///
/// Three bytes an event are typical: flags and two of time.
std::vector<std::uint8_t> packEvents(std::span<const Event> events);

/// No event is packed into more bytes, and none into fewer than kFewestEventBytes.
inline constexpr std::size_t kMostEventBytes = 40;
inline constexpr std::size_t kFewestEventBytes = 2;

/// Fills `events` from `bytes`. False when the bytes hold fewer or more than that many events; whatever the bytes are,
/// nothing outside of both spans is touched and the time is bounded by events.size(). The events themselves may be
/// nonsense when the bytes are: check them against the object table before use.
[[nodiscard]] bool unpackEvents(std::span<const std::uint8_t> bytes, std::span<Event> events);

} // namespace interleave
