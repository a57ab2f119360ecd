// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/paint/shapes.h"
#include "app/style/theme.h"
#include "app/timeline/timeline_index.h"
#include "core/ids.h"

namespace interleave {

class Recording;

/// The whole timeline of a finished recording, with header, for PNG, SVG and PDF; no widget, no thread. Reads the
/// recording once from end to end. `current`: the event shown last, or kNoEvent.
Picture timelinePicture(const Recording &recording, EventIndex current, QSizeF size, const Theme &theme,
                        TimelineAxis axis = TimelineAxis::Order);

} // namespace interleave
