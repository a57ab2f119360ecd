// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <vector>

namespace interleave {

class Recording;

/// The part of a recording that a sheet tells event by event: where it first went wrong; else how it began, or, where
/// one process was alone for long, how a second one joined.
struct SheetStretch {
    static constexpr EventIndex kEvents = 24; ///< wanted
    static constexpr EventIndex kMost = 40;   ///< when causes lie a little further back
    static constexpr EventIndex kAfter = 5;   ///< of them after the focus

    EventIndex begin = 0, end = 0;
    EventIndex focus = kNoEvent;     ///< the first loss, else the first message that arrived twice; kNoEvent: neither
    std::vector<EventIndex> earlier; ///< what led to the focus and lies before `begin`, in order
};

/// Of a finished recording, any thread.
SheetStretch stretchOf(const Recording &recording);

} // namespace interleave
