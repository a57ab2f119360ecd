// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_stretch.h"

#include "app/timeline/timeline_scan.h"
#include "core/trace/run_info.h"

#include <algorithm>

namespace interleave {

namespace {

/// Goes along a stretch, event by event or in one leap, and adds up.
class Measurement
{
public:
    Measurement(TraceReader &reader, const TimelineIndex &index, EventIndex first)
        : m_index(index), m_scan(reader, index), m_since(index.options().lanes)
    {
        m_scan.seek(first);
        m_figures.lanes.resize(m_since.size());
        m_figures.first = first;
        m_figures.before = m_scan.value().value;
        m_figures.knowsValue = m_scan.value().known;
        m_figures.extent.add(m_scan.value().value);
    }

    void walk(EventIndex last)
    {
        const auto seen = [this](EventIndex index, const Event &event) {
            if (index == m_figures.first)
                begin();
            m_figures.extent.add(m_scan.value().value);
            m_figures.knowsValue &= event.kind() != EventKind::Gap;
        };
        m_scan.walk(last, seen, [this](std::size_t lane) { cover(lane); });
    }

    /// From where the walk ended to the beginning of a block of the index.
    void leap(EventIndex block)
    {
        const EventIndex leaf = (m_scan.next() / TimelineIndex::kValueLeaf + 1) * TimelineIndex::kValueLeaf;
        if (leaf >= block)
            return walk(block);
        walk(leaf);
        coverAll();
        m_figures.extent.add(m_index.values(leaf, block));
        for (std::size_t i = 0, gaps = m_index.gaps().size(); i < gaps && m_index.gaps()[i].order < block; ++i)
            m_figures.knowsValue &= m_index.gaps()[i].order < leaf;
        const auto here = static_cast<double>(m_scan.ticks());
        const std::uint64_t there = m_index.ticksBefore(block);
        for (std::size_t lane = 0; lane < m_since.size(); ++lane) {
            TimelineIndex::Hint hint;
            const LaneTotals before = m_index.atTicks(lane, here, hint);
            const LaneTotals after = m_index.atTicks(lane, static_cast<double>(there), hint);
            m_figures.lanes[lane].waiting += after.waiting - before.waiting;
            m_figures.lanes[lane].holding += after.holding - before.holding;
            m_figures.lanes[lane].wanted += after.wanted - before.wanted;
            m_since[lane] = there;
        }
        m_scan.seek(block);
    }

    StretchFigures finish(const ClockScale &clock)
    {
        coverAll();
        const std::uint64_t origin = m_index.options().origin;
        m_figures.last = m_scan.next();
        m_figures.from = clock.nanoseconds(origin + m_beginTicks);
        m_figures.to = clock.nanoseconds(origin + m_scan.ticks());
        m_figures.after = m_scan.value().value;
        const auto ticks = static_cast<double>(m_scan.ticks() - m_beginTicks);
        if (ticks <= 0)
            return m_figures;
        // Rounding of large totals must not lead out of what the value ever was.
        m_figures.mean = std::clamp((m_scan.area() - m_beginArea) / ticks, static_cast<double>(m_figures.extent.min),
                                    static_cast<double>(m_figures.extent.max));
        for (StretchFigures::Lane &lane : m_figures.lanes)
            for (double *share : {&lane.waiting, &lane.holding, &lane.wanted})
                *share = std::clamp(*share / ticks, 0.0, 1.0);
        return m_figures;
    }

private:
    void begin()
    {
        m_beginTicks = m_scan.ticks();
        m_beginArea = m_scan.area();
        std::fill(m_since.begin(), m_since.end(), m_beginTicks);
    }

    /// The lane was in its phase until now.
    void cover(std::size_t lane)
    {
        const auto ticks = static_cast<double>(m_scan.ticks() - m_since[lane]);
        m_since[lane] = m_scan.ticks();
        switch (m_scan.lane(lane).phase()) {
        case LaneState::Phase::Waiting: m_figures.lanes[lane].waiting += ticks; break;
        case LaneState::Phase::Holding: m_figures.lanes[lane].holding += ticks; break;
        case LaneState::Phase::Free: break;
        }
        if (m_scan.lane(lane).isWanted())
            m_figures.lanes[lane].wanted += ticks;
    }
    void coverAll()
    {
        for (std::size_t lane = 0; lane < m_since.size(); ++lane)
            cover(lane);
    }

    const TimelineIndex &m_index;
    TimelineScan m_scan;
    std::vector<std::uint64_t> m_since; // ticks, of each lane
    std::uint64_t m_beginTicks = 0;
    double m_beginArea = 0;
    StretchFigures m_figures; // shares are ticks until it is finished
};

} // namespace

double StretchFigures::perSecond() const
{
    return nanoseconds() > 0 ? static_cast<double>(count() - 1) / nanoseconds() * 1e9 : 0;
}

TimelineSpan StretchFigures::span(TimelineAxis axis) const
{
    return axis == TimelineAxis::Order ? TimelineSpan{static_cast<double>(first), static_cast<double>(last)}
                                       : TimelineSpan{from, to};
}

StretchFigures measureStretch(TraceReader &reader, const TimelineIndex &index, const ClockScale &clock,
                              EventIndex first, EventIndex last, EventIndex counted)
{
    Measurement measurement(reader, index, first);
    const EventIndex covered = index.size();
    measurement.walk(first + 1);
    if (last - first > counted)
        measurement.leap(std::min(last, covered) / TimelineIndex::kBlock * TimelineIndex::kBlock);
    measurement.walk(last);
    return measurement.finish(clock);
}

} // namespace interleave
