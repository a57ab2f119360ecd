// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/recording.h"

#include <QString>

#include <memory>
#include <vector>

namespace interleave {

/// An order as a ladder: one column for each process, one rung for each step, from top to bottom in the order in which
/// the accesses were made. A value, read once from a finished recording, which has all the values.
struct OrderLadder {
    /// Longer orders are cut: nobody reads a thousand rungs.
    static constexpr std::size_t kRungs = 400;

    struct Step {
        EventIndex event = kNoEvent; ///< the last one of it: a wait may read several words
        ActorId actor = kNoActor;
        QString words;   ///< "read 0", "write 1 over 1"
        QString details; ///< the whole sentence, as in the transcript; of a wait for several words one for each
        bool isLoss = false;
        bool isDeath = false;
        /// How somebody else came to move after this one. A death is no move.
        enum class Next : std::uint8_t {
            Same,     ///< nobody did
            Switch,   ///< it had ended, or could not go on
            Preempted ///< it could have gone on
        } next = Next::Same;
        QString shorter = {}; ///< where the words have no room; empty: there are no shorter ones
    };
    struct Standing {
        ActorId actor = kNoActor, holder = kNoActor;
        QString object; ///< it waits for
        bool holderDied = false;
    };

    std::vector<QString> processes; ///< "process 1", with its role where they differ; by actor
    std::vector<Step> steps;
    std::uint64_t stepsTotal = 0;     ///< more than there are steps when it was cut
    std::vector<Standing> standstill; ///< who waited for whom at the end, when nobody could move any more

    std::uint64_t preemptions() const;
    std::uint64_t switches() const;
    /// The step that was made last before that position of the cursor; −1: none.
    std::ptrdiff_t stepBefore(EventIndex position) const;
};

OrderLadder orderLadder(const Recording &recording);

} // namespace interleave
