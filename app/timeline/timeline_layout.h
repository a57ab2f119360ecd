// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/paint/shapes.h"
#include "app/timeline/timeline_exact.h"
#include "app/timeline/timeline_scene.h"
#include "core/trace/run_info.h"

#include <memory>

namespace interleave {

/// How closely events are drawn.
enum class TimelineDetail : std::uint8_t {
    Text,    ///< boxes with letter and value
    Boxes,   ///< boxes without
    Columns, ///< aggregates, one for each pixel column
};

/// Order: by the width of a column. Time: by how many events there are for each pixel.
TimelineDetail detailOf(const TimelineScene &scene, const TimelineGeometry &geometry, const VisibleEvents &visible);

/// The whole timeline. A pure function of the scene; the ids of boxes are "event/12", "actor/3" (from 1, as on the
/// badge), "bookmark/12" and "cursor".
Picture layoutTimeline(const TimelineScene &scene);

/// What letters and signs mean, as far as this recording can hold them; from the left edge of `rect`, or against its
/// right one. Letters::None: of lanes too low for any.
enum class Letters : std::uint8_t { None, All };
Picture layoutLegend(const RunInfo &info, const Theme &theme, QSizeF size, Qt::Alignment alignment,
                     Letters letters = Letters::All);

/// All of it in words, a line each, however little room there is for the picture; and the signs that no letter tells.
QString legendWords(const RunInfo &info);

/// Event number `event` is at that place: the column in order, the nearest of the lane within a few pixels in time.
/// kNoEvent: none, or the view is so dense that the place stands for many.
EventIndex eventAt(const TimelineScene &scene, QPointF point);

/// The same where events are drawn one by one and the pointer is in the lane of that one; else kNoEvent.
EventIndex pointedEvent(const TimelineScene &scene, QPointF point);

/// The bookmark whose ribbon is at that place; kNoEvent: none.
EventIndex bookmarkAt(const TimelineScene &scene, QPointF point);

} // namespace interleave
