// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/run_memory.h"
#include "core/trace/run_info.h"

#include <vector>

namespace interleave {

/// Actors that wait for each other's locks in a circle, right now: each waits for a mutex that the next one holds.
/// Empty: none do. `alive` by actor: a dead one holds nothing for ever, its lock goes to the next.
///
/// Proof by double collect. Who waits for which lock is read twice, and between the two who holds these locks. A wait
/// has a number that never comes again; where both readings agree, its actor has waited all the time, and neither took
/// nor gave back any lock. So what was read of the holders in between held all at once, and only one of the circle
/// could end it: it is for ever. No lock is taken, no actor is disturbed; any thread of the session.
/// Source: Chandy, Misra, Haas, "Distributed Deadlock Detection" (TOCS 1983) for the circle; Afek and others, "Atomic
/// Snapshots of Shared Memory" (JACM 1993) for the double collect.
std::vector<Wait> deadlockAmong(const RunMemory &memory, const std::vector<bool> &alive);

} // namespace interleave
