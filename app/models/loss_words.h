// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/shm/event.h"
#include "core/trace/run_info.h"

#include <QString>

#include <functional>
#include <span>

namespace interleave {

/// What was lost at once, in words; each view puts its own verb to it.
struct LostThings {
    QString subject;    ///< "process 1's +1", "3 items of process 2", "4 increments"
    bool many = false;  ///< the subject is plural
    QString split = {}; ///< "1 of process 1 and 3 of process 3"; empty when the subject says whose
};

/// `losses` of one event, not empty, `speaker` being who did it. The same in the transcript and on the stage.
LostThings lostThings(const RunInfo &info, const std::function<Event(EventIndex)> &event, ActorId speaker,
                      std::span<const Loss> losses);

} // namespace interleave
