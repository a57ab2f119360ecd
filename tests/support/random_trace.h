// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"
#include "core/trace/object_table.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave {

/// A cell, a mutex, a semaphore, short slots, an array longer than any window, an array of locks.
ObjectTable randomObjects();

/// `count` events of every kind on randomObjects(), as processes that act at random could have emitted them: locks are
/// held by one, semaphores never go below zero, an actor that died is silent. The same for the same seed.
std::vector<Event> randomTrace(std::size_t actors, std::size_t count, std::uint32_t seed);

/// Processes that race for a counter (object 0) at full speed: read, write, 100 … 1000 ticks from step to step.
std::vector<Event> racingTrace(std::size_t actors, std::size_t count, std::uint32_t seed);

/// The same with a lock (object 1) around each increment: ask, take, read, write, free.
std::vector<Event> lockedTrace(std::size_t actors, std::size_t count, std::uint32_t seed);

/// Objects of racingTrace() and lockedTrace().
ObjectTable counterObjects();

} // namespace interleave
