// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/action.h"
#include "core/control/plan.h"
#include "core/control/schedule.h"
#include "core/trace/recording.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// Reads the steps of a run off its events, however it was run: each access is one, a wait for words is one whatever it
/// read, a death is one. Requests, and what the session wrote, are none. Feed it all events of a trace in order.
class StepFinder
{
public:
    /// Of a run that ended because nobody could move, `recording` tells where each one's last wait began: what comes
    /// behind it is how the session ended the process (which gives its locks back), and no step.
    explicit StepFinder(const Recording &recording);

    /// The step that this event is, or nothing.
    std::optional<Step> stepOf(EventIndex index, const Event &event);

private:
    /// An actor within a wait: its site, and the first of the cells it read.
    struct Wait {
        bool isOn = false;
        SiteId site = 0;
        ObjectRef first;
    };
    std::vector<Wait> m_waits = std::vector<Wait>(kMaxActors);                      ///< by actor
    std::vector<EventIndex> m_ends = std::vector<EventIndex>(kMaxActors, kNoEvent); ///< by actor
};

/// The order of a recorded run, to be done again.
struct TraceSchedule {
    Steps steps;
    std::vector<Action> expected;   ///< what each step did: operation and object
    std::vector<EventIndex> events; ///< the (first) event of each
};

/// Why the order of a run cannot be done again as a whole; empty: it can. A sentence.
std::string obstacleTo(const RunInfo &info);

/// All of it; the trace of a finished recording. Any thread.
TraceSchedule scheduleOf(const Recording &recording);
/// The same as text, without `expected`; nothing when that is longer than `most` bytes. `withChecks`: see
/// Schedule::checks. Takes memory for the text only.
std::optional<std::string> scheduleTextOf(const Recording &recording, std::size_t most, bool withChecks = false);

/// Do two recordings tell of the same run? Each step of the one has to be that of the other, with the very words seen,
/// written and replaced. The first step (from 0) at which they differ; nothing: they are equal.
std::optional<std::size_t> firstDifference(const Recording &one, const Recording &other);

} // namespace interleave
