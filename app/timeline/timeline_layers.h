// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/paint/shapes.h"
#include "app/timeline/timeline_columns.h"
#include "app/timeline/timeline_exact.h"
#include "app/timeline/timeline_layout.h"
#include "app/timeline/timeline_scene.h"

#include <algorithm>

/// The parts a timeline's picture is made of, each adding its shapes on top of what is there. For timeline_layout.cpp.
namespace interleave {

struct LayerContext {
    const TimelineScene &scene;
    const TimelineGeometry &geometry;
    const RunInfo &info;
    VisibleEvents visible;
    TimelineDetail detail;

    double x(double position) const { return geometry.xOf(position, scene.range); }
    const Theme &theme() const { return scene.theme; }
};

/// The current event's column or moment, full height; when it overwrote something, in the colour of loss.
void addCursor(Picture &picture, const LayerContext &context);
void addSeparators(Picture &picture, const LayerContext &context);
/// Waiting and holding as bars, behind the events.
void addStretches(Picture &picture, const LayerContext &context, const ExactView &view);
/// … and where others want what is held.
void addWanted(Picture &picture, const LayerContext &context, const ExactView &view);
void addJoins(Picture &picture, const LayerContext &context, const ExactView &view);
/// One box an event (order).
void addBoxes(Picture &picture, const LayerContext &context, const ExactView &view);
/// One tick an event, and a box beside it where there is room (time).
void addTicks(Picture &picture, const LayerContext &context, const ExactView &view);
/// ✕ above what was overwritten.
void addCrosses(Picture &picture, const LayerContext &context, const ExactView &view);
/// Lanes as aggregates.
void addColumns(Picture &picture, const LayerContext &context, const TimelineColumns &columns);
/// Events that have not settled yet.
void addTail(Picture &picture, const LayerContext &context);
/// Where the ribbon of a bookmark is; empty when its event is not in view.
QRectF ribbonOf(const TimelineScene &scene, const TimelineGeometry &geometry, const VisibleEvents &visible,
                EventIndex event);
/// A ribbon above the lanes for each bookmark in view.
void addBookmarks(Picture &picture, const LayerContext &context);
/// What belongs to the event pointed at, as far as it is in view.
void addLinks(Picture &picture, const LayerContext &context);
/// Hides what sticks out of the plot, then badges and names; dense: also how many of the lane's writes in view are
/// lost.
void addLabels(Picture &picture, const LayerContext &context);
void addValues(Picture &picture, const LayerContext &context, const ExactView &view);
void addValues(Picture &picture, const LayerContext &context, const TimelineColumns &columns);
void addRuler(Picture &picture, const LayerContext &context);

/// How large a ✕ may be in a lane of that height: never as high as the lane itself.
inline double crossIn(double pitch)
{
    return std::clamp(pitch * 0.45, std::min(4.5, pitch * 0.55), 7.0);
}
/// A ✕ with a rim of the card's colour, so that it stands out on any box.
void addCross(Picture &picture, const QPainterPath &strokes, double width, const Theme &theme);

} // namespace interleave
