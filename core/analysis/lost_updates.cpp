// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/lost_updates.h"

#include <algorithm>

namespace interleave {

LostUpdates::LostUpdates(const ObjectTable &objects) : m_rows(objects.size()), m_sequences(256)
{
    for (std::size_t row = 0; row < objects.size(); ++row) {
        const auto object = ObjectRef::of(static_cast<std::uint32_t>(row));
        m_rows[row].kind = objects[row].kind;
        m_rows[row].count = objects[row].count;
        m_rows[row].initial = Word::initial(objects[row].initial);
        if (objects[row].kind == ObjectKind::Cell && objects[row].count == 1)
            m_rows[row].single = std::make_unique<Cell>(object, m_rows[row].initial);
        if (objects[row].kind == ObjectKind::Slots)
            m_rows[row].slots = std::make_unique<SlotWrites>(object);
    }
}

void LostUpdates::settled(EventIndex index, const Event &event)
{
    if (event.object.row() >= m_rows.size())
        return;
    Row &row = m_rows[event.object.row()];
    if (event.object.element() >= row.count)
        return;
    if (row.single) {
        settledCell(*row.single, index, event);
    } else if (row.kind == ObjectKind::Cell) {
        settledCell(row.elements.try_emplace(event.object.element(), event.object, row.initial).first->second, index,
                    event);
    } else if (row.slots) {
        if (writesWord(event.kind())) {
            m_sequences[event.written().writer()] = event.written().sequence();
            row.slots->write(index, event);
        } else {
            row.slots->read(event);
        }
    }
}

void LostUpdates::settledCell(Cell &cell, EventIndex index, const Event &event)
{
    if (writesWord(event.kind())) {
        if (event.replaced() != cell.current) {
            ++m_unexplained;
            cell.broken = true;
        }
        cell.sign(event.written());
        cell.current = event.written();
        cell.currentSince = index;
        m_sequences[event.written().writer()] = event.written().sequence();
        cell.lineage.write(index, event);
        return;
    }
    if (event.seen() != cell.current) {
        ++m_unexplained;
        cell.broken = true;
        // An old word is stale; one nobody has written before was written by an access that is not in the trace.
        if (!event.seen().isInitial() && event.seen().sequence() > m_sequences[event.seen().writer()])
            cell.current = event.seen();
        else if (cell.currentSince != kNoEvent && cell.mayHaveHeld(event.seen()))
            contradicted(cell, index, event);
    }
    cell.lineage.read(index, event);
}

void LostUpdates::contradicted(const Cell &cell, EventIndex index, const Event &read)
{
    ++m_contradicted;
    if (m_contradictions.size() < Contradiction::kListed)
        m_contradictions.push_back({index, cell.currentSince, read.object, read.actor, read.seen(), cell.current});
}

void LostUpdates::died(ActorId actor)
{
    for (Row &row : m_rows) {
        if (row.single)
            row.single->lineage.died(actor);
        for (auto &[element, cell] : row.elements)
            cell.lineage.died(actor);
    }
}

CellHistory LostUpdates::historyOf(const Cell &cell) const
{
    CellHistory history = cell.lineage.history();
    history.proof = m_gap || cell.broken ? Proof::NotProvable : Proof::Proved;
    return history;
}

std::vector<CellHistory> LostUpdates::histories() const
{
    std::vector<CellHistory> histories;
    for (const Row &row : m_rows) {
        if (row.single && row.single->lineage.attempted())
            histories.push_back(historyOf(*row.single));
        if (row.slots && row.slots->attempted()) {
            histories.push_back(row.slots->history());
            histories.back().proof = m_gap ? Proof::NotProvable : Proof::Proved;
        }
        for (const auto &[element, cell] : row.elements)
            if (cell.lineage.attempted())
                histories.push_back(historyOf(cell));
    }
    std::sort(histories.begin(), histories.end(),
              [](const CellHistory &x, const CellHistory &y) { return x.object.bits < y.object.bits; });
    return histories;
}

} // namespace interleave
