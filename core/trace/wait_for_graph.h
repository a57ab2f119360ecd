// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/run_info.h"
#include "core/trace/state.h"

#include <cstddef>
#include <vector>

namespace interleave {

/// Who waits for what, and who holds it: by actor, with kNoActor for those who wait for nothing that somebody holds.
using WaitForGraph = std::vector<Wait>;

/// Turns a circle so that its smallest actor comes first.
void startAtTheSmallest(std::vector<Wait> &circle);

/// The circle that one gets into from `start`, following each to who holds what it waits for; its smallest actor first.
/// Empty: the way ends.
std::vector<Wait> circleFrom(std::size_t start, const WaitForGraph &graph);

/// Actors that wait for each other's mutexes in a circle, in the settled state at a cursor; the one with the smallest
/// actor. Empty: none do. It is a deadlock: what is held there has really been taken and not given back, and who waits
/// for it does nothing else meanwhile.
std::vector<Wait> deadlockIn(const State &state);

} // namespace interleave
