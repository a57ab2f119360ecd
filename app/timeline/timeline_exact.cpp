// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_exact.h"

#include "app/timeline/timeline_scan.h"
#include "core/trace/recording.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave {

namespace {

/// Ticks since the index's origin of a time on the axis.
double ticksOf(const TimelineScene &scene, double nanoseconds)
{
    const ClockScale clock = scene.recording->info()->clock;
    const double origin = clock.nanoseconds(scene.index->options().origin);
    return clock.nanosecondsPerTick > 0 ? (nanoseconds - origin) / clock.nanosecondsPerTick : 0;
}

/// The first event at or after `ticks`, at most `reach`.
EventIndex eventAtTicks(const TimelineScene &scene, double ticks, EventIndex reach)
{
    TimelineScan scan(*scene.reader, *scene.index);
    scan.seek(std::min(reach, scene.index->leafAtTicks(ticks)));
    EventIndex found = kNoEvent;
    while (found == kNoEvent && scan.next() < reach) {
        scan.walk(std::min(reach, scan.next() + TimelineIndex::kValueLeaf), [&](EventIndex index, const Event &) {
            if (found == kNoEvent && static_cast<double>(scan.ticks()) >= ticks)
                found = index;
        });
    }
    return std::min(found, reach);
}

/// Finds the read each write came from.
class Joiner
{
public:
    explicit Joiner(std::size_t lanes) : m_lanes(lanes) {}

    void see(const SeenEvent &seen, std::vector<Join> &joins)
    {
        if (seen.event.actor >= m_lanes.size())
            return;
        auto &reads = m_lanes[seen.event.actor];
        const EventKind kind = seen.event.kind();
        if (!readsWord(kind) && kind != EventKind::Write)
            return;
        const auto known = std::find_if(reads.begin(), reads.end(), [&](const Read &read) {
            return read.index != kNoEvent && read.object == seen.event.object;
        });
        if (readsWord(kind)) {
            // An object read for the first time takes the place of the one read longest ago.
            const auto oldest = std::min_element(reads.begin(), reads.end(), [](const Read &a, const Read &b) {
                return a.index + 1 < b.index + 1; // kNoEvent + 1 is 0: free places first
            });
            *(known != reads.end() ? known : oldest) = {seen.event.object, seen.index, seen.position};
        } else if (known != reads.end()) {
            joins.push_back({seen.event.actor, known->position, seen.position, known->index, seen.index});
            known->index = kNoEvent;
        }
    }

private:
    struct Read {
        ObjectRef object;
        EventIndex index = kNoEvent;
        double position = 0;
    };
    std::vector<std::array<Read, 4>> m_lanes;
};

/// Finds where lanes begin and cease to wait or hold.
class Stretcher
{
public:
    Stretcher(const TimelineScan &scan, double from)
    {
        for (std::size_t lane = 0; lane < scan.lanes(); ++lane)
            m_open.push_back({static_cast<int>(lane), scan.lane(lane).phase(), from, from});
    }

    void see(const SeenEvent &seen, LaneState before, std::vector<LaneStretch> &stretches)
    {
        if (seen.event.actor >= m_open.size())
            return;
        LaneState after = before;
        after.apply(seen.event);
        LaneStretch &open = m_open[seen.event.actor];
        if (after.phase() == open.phase)
            return;
        close(open, seen.position, seen.index, stretches);
        open = {seen.event.actor, after.phase(), seen.position, seen.position, seen.index};
    }

    void finish(double to, std::vector<LaneStretch> &stretches)
    {
        for (LaneStretch &open : m_open)
            close(open, to, kNoEvent, stretches);
    }

private:
    static void close(LaneStretch &open, double to, EventIndex event, std::vector<LaneStretch> &stretches)
    {
        if (open.phase == LaneState::Phase::Free)
            return;
        open.to = to;
        open.toEvent = event;
        stretches.push_back(open);
    }

    std::vector<LaneStretch> m_open;
};

} // namespace

VisibleEvents visibleEvents(const TimelineScene &scene)
{
    VisibleEvents visible;
    visible.reach = TimelineScan::reach(*scene.index, std::min(scene.until, scene.recording->trace().size()));
    if (scene.axis == TimelineAxis::Order) {
        const auto end = static_cast<double>(visible.reach);
        visible.first = static_cast<EventIndex>(std::clamp(std::floor(scene.range.begin), 0.0, end));
        visible.last = static_cast<EventIndex>(std::clamp(std::ceil(scene.range.end), 0.0, end));
        return visible;
    }
    visible.first = eventAtTicks(scene, ticksOf(scene, scene.range.begin), visible.reach);
    // Half a tick more: an event exactly at the end, such as the last of all, is in view.
    visible.last = eventAtTicks(scene, ticksOf(scene, scene.range.end) + 0.5, visible.reach);
    return visible;
}

ExactView readExact(const TimelineScene &scene, const VisibleEvents &visible)
{
    const ClockScale clock = scene.recording->info()->clock;
    TimelineScan scan(*scene.reader, *scene.index);
    const auto seenNow = [&](EventIndex index, const Event &event) {
        const double position = scene.axis == TimelineAxis::Order
            ? static_cast<double>(index)
            : clock.nanoseconds(scene.index->options().origin + scan.ticks());
        return SeenEvent{index, event, position, scan.value()};
    };

    ExactView view;
    Joiner joiner(scan.lanes());
    scan.seek(visible.first - std::min(visible.first, kJoinReach));
    scan.walk(visible.first,
              [&](EventIndex index, const Event &event) { joiner.see(seenNow(index, event), view.joins); });
    view.joins.clear(); // those ended before the view
    view.value = scan.value();

    view.events.reserve(visible.count());
    Stretcher stretcher(scan, scene.range.begin);
    scan.walk(visible.last, [&](EventIndex index, const Event &event) {
        view.events.push_back(seenNow(index, event));
        joiner.see(view.events.back(), view.joins);
        if (event.actor < scan.lanes())
            stretcher.see(view.events.back(), scan.lane(event.actor), view.stretches);
    });
    const bool ends = visible.last == visible.reach;
    double end = scene.range.end;
    if (ends && scene.axis == TimelineAxis::Order)
        end = std::min(end, static_cast<double>(visible.reach));
    stretcher.finish(end, view.stretches);

    scan.walk(std::min(visible.reach, visible.last + kJoinReach), [&](EventIndex index, const Event &event) {
        joiner.see(seenNow(index, event), view.joins);
    });
    std::erase_if(view.joins, [&](const Join &join) { return join.read >= visible.last; });
    return view;
}

double positionOf(const TimelineScene &scene, EventIndex event)
{
    if (scene.axis == TimelineAxis::Order)
        return static_cast<double>(event);
    TimelineScan scan(*scene.reader, *scene.index);
    scan.seek(event + 1);
    return scene.recording->info()->clock.nanoseconds(scene.index->options().origin + scan.ticks());
}

} // namespace interleave
