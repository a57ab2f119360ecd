// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"
#include "core/trace/object_table.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// A run of processes whose steps are interleaved at random, and what they did it to.
struct RandomRace {
    ObjectTable objects;
    std::size_t actors = 0;
    std::vector<Event> events;
};

/// Unprotected appends to a list (row 0; slots 1, size 2): read the size, write a slot, write the size.
RandomRace racingAppends(std::uint32_t seed);

/// Unprotected producers and consumers of a ring (row 0; slots 1, head 2, tail 3): each looks at the ends, uses a slot
/// and writes its end, without waiting, so that heads overtake tails and both turn back. Some end in the middle.
RandomRace racingMessages(std::uint32_t seed);

} // namespace interleave
