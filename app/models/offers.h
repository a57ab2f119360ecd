// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/stepper.h"
#include "core/trace/run_info.h"

#include <QString>

#include <vector>

namespace interleave {

/// What a process of a stepped run would do next, as the learner is offered it.
struct Offer {
    enum class Kind {
        Go,      ///< it can be chosen
        Blocked, ///< it would have to wait
        Moving,  ///< somebody is still on its way: nobody can be chosen
        Done,
        Dead,
    };

    ActorId actor = 0;
    Kind kind = Kind::Go;
    QString text;     ///< "write 5 to counter", "waits for lock: process 2 holds it", "done"
    QString shorter;  ///< "write 5", "lock held by 2", …
    QString shortest; ///< in about ten characters
    QString key = {}; ///< that chooses it: "1" … "9"; later processes have none
    QString sentence = {}; ///< "process 2 could write 5 to counter; key 2"
    SiteId site = 0;  ///< the line it stands at; 0: none

    bool canGo() const { return kind == Kind::Go; }
    friend bool operator==(const Offer &, const Offer &) = default;
};

/// One for each process, in their order; none before the run has begun. A pure function.
std::vector<Offer> offersOf(const RunInfo &info, const Stand &stand);

/// How things stand, for the band above the stage: "waiting for you", "process 2 moves …". `isLate`: who moves has been
/// at it for longer than anybody computes.
QString standText(const Stand &stand, bool isLate);

} // namespace interleave
