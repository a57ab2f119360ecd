// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/paint/shapes.h"
#include "app/style/theme.h"
#include "app/timeline/timeline_index.h"
#include "app/timeline/timeline_losses.h"
#include "app/timeline/timeline_scene.h"
#include "core/ids.h"
#include "core/trace/trace.h"

#include <memory>
#include <optional>

namespace interleave {

class Recording;

/// A finished recording read from end to end, so that pictures of it can be made at any size; no widget, no thread of
/// its own. Make it on any thread; use it on one thread at a time.
class TimelineStill
{
public:
    explicit TimelineStill(std::shared_ptr<const Recording> recording);

    const std::shared_ptr<const Recording> &recording() const { return m_recording; }
    /// All there is along that axis: events, or nanoseconds from the start.
    TimelineSpan whole(TimelineAxis axis) const;

    struct Options {
        TimelineAxis axis = TimelineAxis::Order;
        std::optional<TimelineSpan> range = {}; ///< what is shown; all of it when not given. May reach beyond the end
        EventIndex current = kNoEvent;          ///< the event shown last
        bool header = true;                     ///< axis and legend above
        bool vector = true;                     ///< for SVG and PDF, see TimelineScene
        qreal pixelRatio = 2;
    };
    /// Whether the lanes of a picture of that size, without a header, are high enough for letters.
    bool holdsLetters(QSizeF size) const;
    Picture picture(QSizeF size, const Theme &theme, const Options &options) const;

private:
    std::shared_ptr<const Recording> m_recording;
    mutable TraceReader m_reader; // a cache
    TimelineValue m_value;
    std::unique_ptr<TimelineIndex> m_index;
    std::shared_ptr<const TimelineLosses> m_losses;
};

} // namespace interleave
