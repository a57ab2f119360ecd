// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"
#include "core/trace/object_table.h"

#include <cstddef>
#include <vector>

namespace interleave::bench {

/// What a drain would take out of the rings, pass by pass: increments of a counter by some processes, racing (read,
/// write) or locked (request, acquire, read, write, release).
struct SettleLoad {
    static constexpr std::size_t kPass = 20'000; ///< events of all actors

    ObjectTable objects{{ObjectKind::Cell, "counter"}, {ObjectKind::Mutex, "lock"}};
    std::size_t actors = 0;
    std::vector<std::vector<std::vector<Event>>> passes; ///< by pass, by actor
    std::size_t events = 0;

    /// `runLength`: how many steps an actor takes on average before another has its turn.
    static SettleLoad make(std::size_t actors, bool locked, std::size_t runLength, std::size_t events);
};

} // namespace interleave::bench
