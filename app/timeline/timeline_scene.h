// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/links.h"
#include "app/style/theme.h"
#include "app/timeline/timeline_coordinates.h"
#include "app/timeline/timeline_index.h"
#include "app/timeline/timeline_losses.h"
#include "app/timeline/timeline_range.h"
#include "core/ids.h"
#include "core/trace/recording.h"

#include <QRectF>
#include <QSizeF>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace interleave {

/// What the value row shows: the object a scenario is about, in words.
struct TimelineValue {
    int row = -1;            ///< of the object table; −1: no value row
    QString name;            ///< "counter"
    QString written;         ///< "increments written"; empty: no line for it (a semaphore is not counted up)
    std::int32_t initial = 0;

    /// From the scenario's descriptor; none when the recording's scenario is not in the catalogue or names no object.
    static TimelineValue of(const RunInfo &info);
};

/// Everything a picture of the timeline depends on. What is pointed at outlives the layout; all of it is read only.
struct TimelineScene {
    const Recording *recording = nullptr;
    TraceReader *reader = nullptr; ///< of the calling thread
    const TimelineIndex *index = nullptr;
    std::shared_ptr<const TimelineLosses> losses; ///< never null
    TimelineAxis axis = TimelineAxis::Order;
    TimelineSpan trace;            ///< all there is: events or nanoseconds
    TimelineSpan range;            ///< what is shown of it
    std::optional<TimelineSpan> selection;
    EventIndex current = kNoEvent; ///< the event shown last
    EventIndex until = kNoEvent;   ///< only events before this one are drawn: later than the moment shown, or concealed
    Tail tail;                     ///< drawn where it follows what is drawn
    Links links;                   ///< of the event pointed at
    std::vector<EventIndex> bookmarks; ///< ascending
    TimelineValue value;
    QSizeF size;
    qreal pixelRatio = 1;          ///< of the device, for prepared pixels
    int firstLane = 0;             ///< uppermost lane in view
    bool vector = false;           ///< for SVG and PDF: hatching as strokes, which is slow, and not as pixels
    bool header = false;           ///< axis and legend above; the window has them elsewhere
    Theme theme;
};

/// Where things are. Lanes are never cut: as many whole ones are shown as there is room for.
struct TimelineGeometry {
    QRectF header;
    QRectF plot;   ///< full height of the cursor, width of the axis
    QRectF lanes;  ///< the lanes in view
    QRectF values; ///< the value row's scale; empty: none
    bool valueBeside = false; ///< too low for words above and below its lines: the value stands beside, at its name
    QRectF ruler;
    double pitch = 0; ///< height of a lane
    int laneCount = 0;
    int firstLane = 0;
    int shownLanes = 0;

    double xOf(double position, TimelineSpan range) const
    {
        return plot.left() + toPixel(position, range.begin, range.end, plot.width());
    }
    double positionAt(double x, TimelineSpan range) const
    {
        return toPosition(x - plot.left(), range.begin, range.end, plot.width());
    }
    /// The lane at y, or −1.
    int laneAt(double y) const
    {
        const int row = interleave::laneAt(y, lanes.top(), pitch, shownLanes);
        return row < 0 ? -1 : firstLane + row;
    }
    bool shows(int lane) const { return lane >= firstLane && lane < firstLane + shownLanes; }
    double top(int lane) const { return laneTop(lane - firstLane, lanes.top(), pitch); }
    // Within a lane, in the proportions of the full height of 38; of a thin one the box takes all but a rim.
    double boxTop(int lane) const { return top(lane) + (isThin() ? pitch * 0.12 : pitch * 6 / kPitch); }
    double boxHeight() const { return isThin() ? pitch * 0.76 : pitch * 24 / kPitch; }
    double joinY(int lane) const { return top(lane) + pitch * 35 / kPitch; }
    /// Too low for a number beside it, letters and brackets: a strip of the process's colour, and every so many have a
    /// number.
    bool isThin() const { return pitch < kLeast; }
    /// Boxes are high enough for what stands in them; in lower ones it would lie on their outlines.
    bool holdsLetters() const { return pitch >= kLetters; }

    static constexpr double kPitch = 38;
    static constexpr double kText = 22;  ///< a lane this high still holds text of 12 px
    static constexpr double kLetters = 16; ///< … this high a box of 10, with letters of that size …
    static constexpr double kLeast = 11; ///< … this high a number and a box of 7 …
    static constexpr double kThin = 3.5; ///< … and this high a strip; below, lanes are scrolled
};

TimelineGeometry geometryOf(QSizeF size, int lanes, int firstLane, bool values, bool header);

/// The most columns a short trace is stretched over: few events stay boxes and do not become bars.
inline constexpr double kFewestColumns = 20;

/// The whole axis of the first `length` events of a recording: columns, those of its tail included, or nanoseconds from
/// the start to the latest event.
TimelineSpan wholeTrace(const Recording &recording, TraceReader &reader, const TimelineIndex &index, TimelineAxis axis,
                        EventIndex length);

} // namespace interleave
