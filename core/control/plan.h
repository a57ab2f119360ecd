// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/action.h"
#include "core/control/schedule.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// What a stepped run is to do by itself, before anybody chooses.
struct Plan {
    Steps steps;
    /// Of each 16 steps what they must have done (Schedule::checks); may be empty.
    std::vector<std::uint16_t> checks = {};
    /// What each step must do, where that is known (a recording's): operation and object count, nothing else.
    std::vector<Action> expected = {};
    /// Then this one goes on until it cannot, or is done.
    ActorId runsOn = kNoActor;
    /// Then it goes on to the end: whoever moved last as long as he can, then the first who can.
    bool runsOut = false;
};

/// Where and why a run could not do what it was to do.
struct Divergence {
    enum class Why : std::uint8_t {
        NoSuchActor, ///< the run has fewer processes
        Blocked,     ///< it could not make its access: `got`
        Ended,       ///< its role had come to its end
        Dead,
        NoChoice,    ///< its access `got` has one outcome only
        OtherAction, ///< it would have done `got`, not `expected`
        OtherCheck,  ///< the 16 steps that end here did something else than when the schedule was written down
    };
    std::size_t step = 0; ///< from 0
    ActorId actor = kNoActor;
    Why why = Why::Blocked;
    Action got = {};
    Action expected = {};
    ActorId holder = kNoActor; ///< Blocked by a lock: who has it
    bool holderDied = false;   ///< … and lives no more
};

} // namespace interleave
