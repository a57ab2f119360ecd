// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/locksets.h"

#include <algorithm>
#include <bit>

namespace interleave {

Locksets::Locksets(const ObjectTable &objects, std::size_t actors) : m_rows(objects.size()), m_held(actors)
{
    static_assert(kMaxActors <= 64, "a row has a bit for each actor");
    for (std::size_t row = 0; row < objects.size(); ++row)
        m_rows[row].isMemory = objects[row].kind == ObjectKind::Cell || objects[row].kind == ObjectKind::Slots;
}

void Locksets::settled(const Event &event)
{
    if (event.actor >= m_held.size() || event.object.row() >= m_rows.size())
        return;
    switch (event.kind()) {
    case EventKind::LockAcquired: hold(m_held[event.actor], event.object.bits); break;
    case EventKind::LockReleased: std::erase(m_held[event.actor], event.object.bits); break;
    case EventKind::Died: m_held[event.actor].clear(); break;
    case EventKind::Read:
    case EventKind::Awaited:
    case EventKind::Write:
    case EventKind::Update:
        if (m_rows[event.object.row()].isMemory)
            access(m_rows[event.object.row()], event);
        break;
    default: break;
    }
}

void Locksets::hold(std::vector<std::uint32_t> &held, std::uint32_t lock)
{
    if (held.size() < kMostHolds && std::find(held.begin(), held.end(), lock) == held.end())
        held.push_back(lock);
}

void Locksets::access(Row &row, const Event &event)
{
    row.actors |= std::uint64_t{1} << event.actor;
    row.written = row.written || writesWord(event.kind());
    row.onlyUpdates = row.onlyUpdates && event.kind() == EventKind::Update;
    const std::vector<std::uint32_t> &held = m_held[event.actor];
    if (!row.accessed)
        row.common = held;
    else
        std::erase_if(row.common, [&](std::uint32_t lock) { return std::find(held.begin(), held.end(), lock) == held.end(); });
    row.accessed = true;
}

std::vector<int> Locksets::unguarded() const
{
    std::vector<int> rows;
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        if (const Row &one = m_rows[row];
            std::popcount(one.actors) > 1 && one.written && !one.onlyUpdates && one.common.empty())
            rows.push_back(static_cast<int>(row));
    return rows;
}

} // namespace interleave
