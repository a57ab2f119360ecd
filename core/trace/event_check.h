// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"
#include "core/trace/run_info.h"

#include <cstddef>

namespace interleave {

/// Could this event have happened in that run? Its kind exists, its actor, site, object, element and every writer named
/// in its words are of the run, and the object is of a kind that such an event happens to. What passes may be applied,
/// analysed and drawn without further checks of ranges.
bool fits(const Event &event, const RunInfo &info);

/// What there is to say against an event that a process reports of itself: what fits() checks but for the site, and
/// that it speaks in its own name only. `event.actor` is set by who took it out of that process's ring. `drops`: the
/// run allows gaps.
Refusal objectionTo(const Event &event, const ObjectTable &objects, std::size_t actors, bool drops);

} // namespace interleave
