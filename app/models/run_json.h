// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <QJsonObject>

namespace interleave {

/// "interleave.run/1": the same from a live run and from a file. Counts are of everything. Lists are bounded, so that
/// the object is never more than some megabytes: of lost updates, racing pairs and messages the first 1000 are listed,
/// of what one write overwrote the first 100 (`victims`, of `victims_total`).
///
/// lost.survivors + lost.count + lost.open = attempted; `open` is 0 unless the recording breaks off, where it is what
/// was not there at the last event but may yet have come back. All four are numbers, or null where nobody counted: in a
/// run that was unwatched, or of which events are missing, and that not every process finished. `observed` and `intact`
/// of a recording that breaks off are what was there at its last event, or null where that is not known.
/// Counts of `messages` are null, and none is listed, where they are not provable.
///
/// Two durations, in nanoseconds, which mean the same in every report: `duration_ns` is what the session took, from the
/// moment it let the processes go until it knew that all had ended; `run_time_ns` is what the processes took by their
/// own clocks (see runTime()), null where that is not known. A program's first look at how fast something was is the
/// second one. `guarantee_limit` says what a guarantee does not prove; null: nothing is guaranteed.
QJsonObject runJson(const Recording &recording, const Account &account);

} // namespace interleave
