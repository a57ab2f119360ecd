// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_exact.h"

#include "app/timeline/timeline_scan.h"
#include "core/trace/recording.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

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

/// Finds where lanes begin and cease to wait, to hold, and to hold what others want.
class Stretcher
{
public:
    /// `column`: of an event along the axis.
    Stretcher(const TimelineScan &scan, double from, double column) : m_scan(scan), m_column(column)
    {
        for (std::size_t lane = 0; lane < scan.lanes(); ++lane) {
            m_open.push_back({static_cast<int>(lane), scan.lane(lane).phase(), from, from});
            m_wanted.push_back(scan.lane(lane).isWanted() ? std::optional(from) : std::nullopt);
        }
    }

    /// After an event which may have changed that lane.
    void see(std::size_t lane, const SeenEvent &seen, ExactView &view)
    {
        const LaneState &state = m_scan.lane(lane);
        const bool own = seen.event.actor == lane;
        if (state.phase() != m_open[lane].phase) {
            close(m_open[lane], seen.position, seen.index, view.stretches);
            m_open[lane] = {static_cast<int>(lane), state.phase(), seen.position, seen.position, seen.index};
        }
        if (state.isWanted() == m_wanted[lane].has_value())
            return;
        if (state.isWanted())
            m_wanted[lane] = seen.position + (own ? 0 : m_column / 2);
        else
            closeWanted(lane, seen.position + (own ? m_column : m_column / 2), view);
    }

    void finish(double to, ExactView &view)
    {
        for (std::size_t lane = 0; lane < m_open.size(); ++lane) {
            close(m_open[lane], to, kNoEvent, view.stretches);
            closeWanted(lane, to, view);
        }
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
    void closeWanted(std::size_t lane, double to, ExactView &view)
    {
        if (m_wanted[lane])
            view.wanted.push_back({static_cast<int>(lane), *m_wanted[lane], to});
        m_wanted[lane].reset();
    }

    const TimelineScan &m_scan;
    double m_column;
    std::vector<LaneStretch> m_open;
    std::vector<std::optional<double>> m_wanted; ///< since when
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
    Stretcher stretcher(scan, scene.range.begin, scene.axis == TimelineAxis::Order ? 1 : 0);
    std::vector<std::size_t> changing;
    const auto seeChanged = [&] {
        for (const std::size_t lane : changing)
            stretcher.see(lane, view.events.back(), view);
        changing.clear();
    };
    scan.walk(
        visible.last,
        [&](EventIndex index, const Event &event) {
            seeChanged(); // by the event before
            view.events.push_back(seenNow(index, event));
            joiner.see(view.events.back(), view.joins);
        },
        [&](std::size_t lane) { changing.push_back(lane); });
    seeChanged();
    const bool ends = visible.last == visible.reach;
    double end = scene.range.end;
    if (ends && scene.axis == TimelineAxis::Order)
        end = std::min(end, static_cast<double>(visible.reach));
    stretcher.finish(end, view);

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
