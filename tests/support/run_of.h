// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"
#include "core/shm/run_memory.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// The memory of a run over these objects, recorded unless `settings` say otherwise. Ends the test program when there
/// is none.
RunMemory runOf(const ObjectTable &objects, std::size_t actors = 1, const RunSettings &settings = {},
                std::uint32_t ringCapacity = 1024);

/// What an actor has published so far, left in its ring. Only while the ring has not wrapped.
std::vector<Event> eventsOf(const RunMemory &memory, ActorId actor = 0);
std::vector<EventKind> kindsOf(const RunMemory &memory, ActorId actor = 0);

/// Returns when the actor sleeps, or is about to.
void untilWaiting(const RunMemory &memory, ActorId actor);

} // namespace interleave
