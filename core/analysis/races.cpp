// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/races.h"

#include <algorithm>

namespace interleave {

namespace {

/// Waiting for a word to change is a read.
EventKind accessKind(EventKind kind)
{
    return kind == EventKind::Awaited ? EventKind::Read : kind;
}

std::size_t keyOf(SiteId site, EventKind kind)
{
    return std::size_t{site} * 3 + (kind == EventKind::Read ? 0 : kind == EventKind::Write ? 1 : 2);
}

} // namespace

Races::Races(const ObjectTable &objects, const HappensBefore &order) : m_order(&order), m_rows(objects.size())
{
    for (std::size_t row = 0; row < objects.size(); ++row) {
        m_rows[row].isMemory = objects[row].kind == ObjectKind::Cell || objects[row].kind == ObjectKind::Slots;
        m_rows[row].count = objects[row].count;
    }
}

void Races::settled(EventIndex index, const Event &event)
{
    // What the session writes on behalf of the dead is no access of the program.
    if (m_gap || m_stopped || event.actor == kNoActor || event.object.row() >= m_rows.size())
        return;
    Row &row = m_rows[event.object.row()];
    if (!row.isMemory || event.object.element() >= row.count)
        return;
    const std::size_t lane = m_order->laneOf(event.actor);
    const Access access{index, m_order->now(lane), sortOf(row, event)};
    Element &element = row.elements[event.object.element()];
    if (element.grid == kNoGrid) {
        const Access &only = element.only;
        if (only.event == kNoEvent || (only.epoch.lane == lane && only.sort == access.sort)) {
            element.only = access;
            return;
        }
    }
    Grid &grid = gridOf(element);
    const std::size_t place = access.sort * m_order->lanes() + lane;
    // The same sort of access in the same epoch: nobody else can have learned of this actor since, so whatever has come
    // in between has been compared with the first of them.
    if (place < grid.clocks.size() && grid.clocks[place] == access.epoch.clock)
        return;
    const bool follows = grid.last.clock != 0 && m_order->isBefore(grid.last, lane);
    const bool isLast = follows || compare(row, grid, access, event.object);
    put(grid, access.sort, access.epoch, index);
    grid.last = isLast ? access.epoch : Epoch{};
}

Races::SortId Races::sortOf(Row &row, const Event &event)
{
    const EventKind kind = accessKind(event.kind());
    const std::size_t key = keyOf(event.site, kind);
    if (key >= row.sortOf.size())
        row.sortOf.resize(key + 1, kSorts);
    if (row.sortOf[key] == kSorts) {
        if (row.sorts.size() < kSorts)
            row.sorts.push_back({event.site, kind});
        row.sortOf[key] = static_cast<SortId>(row.sorts.size() - 1);
    }
    return row.sortOf[key];
}

bool Races::conflict(const Row &row, SortId one, SortId other)
{
    const EventKind x = row.sorts[one].kind, y = row.sorts[other].kind;
    return x != y || x == EventKind::Write;
}

Races::Grid &Races::gridOf(Element &element)
{
    if (element.grid == kNoGrid) {
        element.grid = static_cast<std::uint32_t>(m_grids.size());
        m_grids.emplace_back();
        put(m_grids.back(), element.only.sort, element.only.epoch, element.only.event);
        m_grids.back().last = element.only.epoch;
    }
    return m_grids[element.grid];
}

void Races::put(Grid &grid, SortId sort, Epoch epoch, EventIndex event) const
{
    const std::size_t lanes = m_order->lanes();
    if (grid.clocks.size() < (sort + std::size_t{1}) * lanes) {
        grid.clocks.resize((sort + std::size_t{1}) * lanes);
        grid.events.resize(grid.clocks.size(), kNoEvent);
    }
    grid.clocks[sort * lanes + epoch.lane] = epoch.clock;
    grid.events[sort * lanes + epoch.lane] = event;
}

/// Reports what is not ordered before `access`; true when all is.
bool Races::compare(Row &row, const Grid &grid, const Access &access, ObjectRef object)
{
    const std::size_t lanes = m_order->lanes();
    bool all = true;
    for (std::size_t place = 0; place < grid.clocks.size(); ++place) {
        const Epoch epoch{grid.clocks[place], static_cast<std::uint8_t>(place % lanes)};
        if (epoch.clock == 0 || epoch.lane == access.epoch.lane || m_order->isBefore(epoch, access.epoch.lane))
            continue;
        all = false;
        const auto sort = static_cast<SortId>(place / lanes);
        if (conflict(row, sort, access.sort))
            report(row, object, {grid.events[place], epoch, sort}, access);
    }
    return all;
}

void Races::report(Row &row, ObjectRef object, const Access &earlier, const Access &later)
{
    const auto [first, second] = std::minmax(earlier.sort, later.sort);
    const std::size_t pair = first * kSorts + second;
    if (row.found.empty())
        row.found.resize(kSorts * kSorts);
    if (row.found[pair])
        return;
    row.found[pair] = true;
    const auto side = [&](const Access &access) {
        const Sort &sort = row.sorts[access.sort];
        return RacingAccess{access.event, static_cast<ActorId>(access.epoch.lane), sort.site, sort.kind};
    };
    m_pairs.push_back({object, side(earlier), side(later)});
}

RaceFindings Races::findings() const
{
    if (m_gap)
        return {{}, Proof::NotProvable};
    return {m_pairs, m_stopped ? Proof::Bounded : Proof::Proved};
}

} // namespace interleave
