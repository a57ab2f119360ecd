// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_picture.h"

#include "app/timeline/timeline_still.h"
#include "core/trace/recording.h"

namespace interleave {

Picture timelinePicture(const Recording &recording, EventIndex current, QSizeF size, const Theme &theme,
                        TimelineAxis axis)
{
    const TimelineStill still(std::shared_ptr<const Recording>(std::shared_ptr<void>(), &recording)); // not owned
    return still.picture(size, theme, {.axis = axis, .current = current});
}

} // namespace interleave
