// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/timeline/lane_state.h"
#include "app/timeline/timeline_scene.h"
#include "core/shm/event.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// Where along the axis the events in view are, and which are the first and the one after the last.
struct VisibleEvents {
    EventIndex first = 0;
    EventIndex last = 0;  ///< one past the last
    EventIndex reach = 0; ///< one past the last event that can be shown at all

    EventIndex count() const { return last - first; }
};
VisibleEvents visibleEvents(const TimelineScene &scene);

/// One event and what the layout wants to know of it.
struct SeenEvent {
    EventIndex index = kNoEvent;
    Event event;
    double position = 0; ///< along the axis
    ValueState value;    ///< of the value row, after the event
};

/// A lane waits or holds from one event to another; an end outside the view is kNoEvent and lies at the view's edge.
struct LaneStretch {
    int lane = 0;
    LaneState::Phase phase = LaneState::Phase::Free;
    double from = 0, to = 0;
    EventIndex fromEvent = kNoEvent, toEvent = kNoEvent;
};

/// While a lane holds a lock, somebody else waits for it. By order it surrounds, as holding does, the event of its own
/// with which it begins or ends, and lies in the middle of one of theirs.
struct WantedStretch {
    int lane = 0;
    double from = 0, to = 0;
};

/// A write was computed from a read: the actor's latest read of the same object, not yet used by another write of it.
struct Join {
    int lane = 0;
    double from = 0, to = 0;
    EventIndex read = kNoEvent, write = kNoEvent;
};

/// The events in view one by one, for when they are few enough to be drawn so.
struct ExactView {
    std::vector<SeenEvent> events; ///< in view
    std::vector<LaneStretch> stretches;
    std::vector<WantedStretch> wanted;
    std::vector<Join> joins;       ///< that cross the view; looked for within kJoinReach events around it
    ValueState value;              ///< before the first event in view
};
inline constexpr EventIndex kJoinReach = 4096;

ExactView readExact(const TimelineScene &scene, const VisibleEvents &visible);

/// Position of an event along the axis; the settled event must be within reach.
double positionOf(const TimelineScene &scene, EventIndex event);

} // namespace interleave
