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
    if (m_stopped || event.actor == kNoActor || event.object.row() >= m_rows.size())
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
    Access *const before = find(grid, access);
    // The same sort of access in the same epoch: nobody else can have learned of this actor since, so whatever has come
    // in between has been compared with the first of them.
    if (before && before->epoch.clock == access.epoch.clock)
        return;
    const bool follows = grid.last.clock != 0 && m_order->isBefore(grid.last, lane);
    const bool isLast = follows || compare(row, grid, access, event.object);
    if (before)
        *before = access;
    else
        grid.latest.push_back(access);
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
        m_grids.push_back({{element.only}, element.only.epoch});
    }
    return m_grids[element.grid];
}

/// The latest access of the same sort by the same actor; null: none.
Races::Access *Races::find(Grid &grid, const Access &access)
{
    for (Access &latest : grid.latest)
        if (latest.sort == access.sort && latest.epoch.lane == access.epoch.lane)
            return &latest;
    return nullptr;
}

/// Reports what is not ordered before `access`; true when all is.
bool Races::compare(Row &row, const Grid &grid, const Access &access, ObjectRef object)
{
    bool all = true;
    for (const Access &earlier : grid.latest) {
        if (earlier.epoch.lane == access.epoch.lane || m_order->isBefore(earlier.epoch, access.epoch.lane))
            continue;
        all = false;
        if (conflict(row, earlier.sort, access.sort))
            report(row, object, earlier, access);
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

RaceFindings Races::findings(Proof atBest) const
{
    if (atBest == Proof::NotProvable)
        return {{}, atBest};
    return {m_pairs, m_stopped ? Proof::Bounded : atBest};
}

} // namespace interleave
