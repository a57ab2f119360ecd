// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"
#include "core/trace/run_info.h"

namespace interleave {

/// Could this event have happened in that run? Its kind exists, its actor, site, object, element and every writer named
/// in its words are of the run, and the object is of a kind that such an event happens to. What passes may be applied,
/// analysed and drawn without further checks of ranges.
bool fits(const Event &event, const RunInfo &info);

} // namespace interleave
