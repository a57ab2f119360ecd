// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_index.h"

#include <algorithm>

namespace interleave {

TimelineIndex::TimelineIndex(Options options) : m_options(options), m_states(std::min(options.lanes, kMaxActors))
{
    m_options.lanes = m_states.size();
    for (std::size_t lane = 0; lane < m_options.lanes; ++lane)
        m_lanes[lane].append({});
    m_now.value.value = options.initial;
    m_extent.add(options.initial);
}

void TimelineIndex::Lane::append(const Entry &entry)
{
    // The entry first: whoever finds a key finds its entry.
    entries.append(entry);
    orders.append(entry.order);
    ticks.append(entry.ticks);
}

void TimelineIndex::append(EventIndex index, const Event &event)
{
    const std::uint64_t ticks = event.time > m_options.origin ? event.time - m_options.origin : 0;
    if (ticks < m_now.ticks)
        m_nudges.fetch_add(1, std::memory_order_relaxed); // a figure on its own: nothing is ordered by it
    const std::uint64_t now = std::max(m_now.ticks, ticks);
    m_now.area += static_cast<double>(m_now.value.value) * static_cast<double>(now - m_now.ticks);
    m_now.ticks = now;

    if (event.actor < m_options.lanes) {
        Lane &lane = m_lanes[event.actor];
        advance(event.actor, index);
        if (lane.sinceEntry >= kLeaf) {
            lane.append(lane.now);
            lane.sinceEntry = 0;
        }
        lane.now.reads += countsAsRead(event.kind());
        lane.now.writes += countsAsWrite(event.kind());
        m_states.apply(event, [&](std::size_t changing) {
            advance(changing, index);
            ++m_lanes[changing].sinceEntry;
        });
    }
    m_now.value.apply(event, m_options.valueRow);
    m_extent.add(m_now.value.value);
    if (event.kind() == EventKind::Gap)
        m_gaps.append({index, m_now.ticks});
    if ((index + 1) % kValueLeaf == 0)
        closeLeaf();
    if ((index + 1) % kBlock == 0)
        closeBlock(index + 1);
}

/// Up to here the lane has been in the state it is in now.
void TimelineIndex::advance(std::size_t laneNumber, EventIndex order)
{
    Entry &now = m_lanes[laneNumber].now;
    now.state = m_states[laneNumber];
    const auto columns = static_cast<std::uint32_t>(order - now.order);
    const std::uint64_t ticks = m_now.ticks - now.ticks;
    switch (now.state.phase()) {
    case LaneState::Phase::Waiting:
        now.waitingColumns += columns;
        now.waitingTicks += ticks;
        break;
    case LaneState::Phase::Holding:
        now.holdingColumns += columns;
        now.holdingTicks += ticks;
        break;
    case LaneState::Phase::Free:
        break;
    }
    if (now.state.isWanted()) {
        now.wantedColumns += columns;
        now.wantedTicks += ticks;
    }
    now.order += columns;
    now.ticks = m_now.ticks;
}

void TimelineIndex::closeLeaf()
{
    m_leaves.append(m_now);
    m_extents.append(m_extent);
    m_extent = {};
    m_extent.add(m_now.value.value);
}

void TimelineIndex::closeBlock(EventIndex end)
{
    for (std::size_t i = 0; i < m_options.lanes; ++i) {
        Lane &lane = m_lanes[i];
        if (lane.sinceEntry == 0)
            continue; // its state has not changed: the entry before still tells everything
        advance(i, end);
        lane.append(lane.now);
        lane.sinceEntry = 0;
    }
    // SYNC POINT covered (pairs with size): all entries of the block happen-before the size that promises them.
    m_size.store(end, std::memory_order_release);
}

/// The last key that is not above `position`; gallops from the hint.
template <typename Key>
std::size_t TimelineIndex::entryBelow(const GrowingArray<Key> &keys, double position, Hint &hint)
{
    const std::size_t count = keys.size();
    const auto isBelow = [&](std::size_t i) { return static_cast<double>(keys[i]) <= position; };
    std::size_t low = hint.entry < count && isBelow(hint.entry) ? hint.entry : 0;
    std::size_t step = 1;
    while (low + step < count && isBelow(low + step)) {
        low += step;
        step *= 2;
    }
    std::size_t high = std::min(low + step, count); // key(low) <= position < key(high)
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        (isBelow(middle) ? low : high) = middle;
    }
    hint.entry = low;
    return low;
}

LaneTotals TimelineIndex::atOrder(std::size_t laneNumber, double order, Hint &hint) const
{
    const Lane &lane = m_lanes[laneNumber];
    const std::size_t found = entryBelow(lane.orders, order, hint);
    const Entry from = lane.entries[found];
    LaneTotals totals{order, static_cast<double>(from.reads), static_cast<double>(from.writes),
                      static_cast<double>(from.waitingColumns), static_cast<double>(from.holdingColumns),
                      static_cast<double>(from.wantedColumns)};
    const double beyond = order - from.order;
    if (found + 1 >= lane.orders.size()) {
        totals.waiting += from.state.phase() == LaneState::Phase::Waiting ? beyond : 0;
        totals.holding += from.state.phase() == LaneState::Phase::Holding ? beyond : 0;
        totals.wanted += from.state.isWanted() ? beyond : 0;
        return totals;
    }
    const Entry to = lane.entries[found + 1];
    const double share = beyond / (to.order - from.order);
    totals.reads += share * (to.reads - from.reads);
    totals.writes += share * (to.writes - from.writes);
    totals.waiting += share * (to.waitingColumns - from.waitingColumns);
    totals.holding += share * (to.holdingColumns - from.holdingColumns);
    totals.wanted += share * (to.wantedColumns - from.wantedColumns);
    return totals;
}

LaneTotals TimelineIndex::atTicks(std::size_t laneNumber, double ticks, Hint &hint) const
{
    const Lane &lane = m_lanes[laneNumber];
    const std::size_t found = entryBelow(lane.ticks, ticks, hint);
    const Entry from = lane.entries[found];
    LaneTotals totals{static_cast<double>(from.order), static_cast<double>(from.reads), static_cast<double>(from.writes),
                      static_cast<double>(from.waitingTicks), static_cast<double>(from.holdingTicks),
                      static_cast<double>(from.wantedTicks)};
    const double beyond = std::max(0.0, ticks - static_cast<double>(from.ticks));
    if (found + 1 >= lane.ticks.size()) {
        totals.waiting += from.state.phase() == LaneState::Phase::Waiting ? beyond : 0;
        totals.holding += from.state.phase() == LaneState::Phase::Holding ? beyond : 0;
        totals.wanted += from.state.isWanted() ? beyond : 0;
        return totals;
    }
    const Entry to = lane.entries[found + 1];
    const double share = beyond / static_cast<double>(to.ticks - from.ticks);
    totals.order += share * (to.order - from.order);
    totals.reads += share * (to.reads - from.reads);
    totals.writes += share * (to.writes - from.writes);
    totals.waiting += share * static_cast<double>(to.waitingTicks - from.waitingTicks);
    totals.holding += share * static_cast<double>(to.holdingTicks - from.holdingTicks);
    totals.wanted += share * static_cast<double>(to.wantedTicks - from.wantedTicks);
    return totals;
}

LaneState TimelineIndex::stateAt(std::size_t lane, EventIndex block) const
{
    // At a block's beginning the entry below is exact: either it stands there, or nothing happened since.
    Hint hint;
    return m_lanes[lane].entries[entryBelow(m_lanes[lane].orders, static_cast<double>(block), hint)].state;
}

std::uint64_t TimelineIndex::ticksBefore(EventIndex leaf) const
{
    return leaf < kValueLeaf ? 0 : m_leaves[leaf / kValueLeaf - 1].ticks;
}

EventIndex TimelineIndex::leafAtTicks(double ticks) const
{
    std::size_t low = 0;
    std::size_t high = size() / kValueLeaf;
    while (low < high) { // leaves below `low` end before `ticks`
        const std::size_t middle = low + (high - low) / 2;
        if (static_cast<double>(m_leaves[middle].ticks) < ticks)
            low = middle + 1;
        else
            high = middle;
    }
    return low * kValueLeaf;
}

ValueState TimelineIndex::valueBefore(EventIndex leaf) const
{
    return leaf < kValueLeaf ? ValueState{m_options.initial} : m_leaves[leaf / kValueLeaf - 1].value;
}

double TimelineIndex::areaBefore(EventIndex leaf) const
{
    return leaf < kValueLeaf ? 0 : m_leaves[leaf / kValueLeaf - 1].area;
}

Extent TimelineIndex::values(EventIndex first, EventIndex last) const
{
    return m_extents.over(first / kValueLeaf, last / kValueLeaf);
}

std::size_t TimelineIndex::bytes() const
{
    std::size_t sum = m_leaves.bytes() + m_extents.bytes() + m_gaps.bytes();
    for (const Lane &lane : m_lanes)
        sum += lane.entries.bytes() + lane.orders.bytes() + lane.ticks.bytes();
    return sum;
}

} // namespace interleave
