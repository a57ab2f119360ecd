// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/run_info.h"

#include <vector>

namespace interleave {

/// One overwritten value: where it happened and which write is gone.
struct Loss {
    EventIndex event = kNoEvent;  ///< the write that overwrote it
    EventIndex victim = kNoEvent; ///< the write that is gone
    friend bool operator==(const Loss &, const Loss &) = default;
};

/// What a learner can step through: in order of the overwriting event. Of the object a scenario is about when it lost
/// something (counting a list's size and its slots would tell each loss twice), else of all.
struct Losses {
    std::vector<Loss> listed;
    std::uint64_t total = 0; ///< more than listed when there are very many

    /// The loss a cursor stands at or has just passed: the latest with event < position; −1: none yet.
    int at(EventIndex position) const;
    friend bool operator==(const Losses &, const Losses &) = default;
};

Losses lossesOf(const RunInfo &info, const Findings &findings);

} // namespace interleave
