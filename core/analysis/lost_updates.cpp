// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/lost_updates.h"

#include <algorithm>

namespace interleave {

LostUpdates::LostUpdates(const ObjectTable &objects, const Missing &missing)
    : m_missing(&missing), m_rows(objects.size()), m_sequences(256)
{
    for (std::size_t row = 0; row < objects.size(); ++row) {
        const auto object = ObjectRef::of(static_cast<std::uint32_t>(row));
        m_rows[row].kind = objects[row].kind;
        m_rows[row].count = objects[row].count;
        m_rows[row].initial = Word::initial(objects[row].initial);
        if (objects[row].kind == ObjectKind::Cell && objects[row].count == 1)
            m_rows[row].single = std::make_unique<Cell>(object, m_rows[row].initial);
        if (objects[row].kind == ObjectKind::Slots)
            m_rows[row].slotWrites = std::make_unique<SlotWrites>(object, m_rows[row].initial);
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
    } else if (row.slotWrites) {
        if (writesWord(event.kind())) {
            m_sequences[event.written().writer()] = event.written().sequence();
            row.slotWrites->write(index, event);
        } else {
            row.slotWrites->read(event);
        }
    }
}

void LostUpdates::settledCell(Cell &cell, EventIndex index, const Event &event)
{
    const std::uint32_t gaps = m_missing->gapsOf(event.actor, event.object.row());
    if (writesWord(event.kind())) {
        cell.updated = cell.updated || event.kind() == EventKind::Update;
        if (event.replaced() != cell.current) {
            ++m_unexplained;
            cell.broken = true;
        }
        cell.sign(event.written());
        cell.current = event.written();
        cell.currentSince = index;
        m_sequences[event.written().writer()] = event.written().sequence();
        cell.lineage.write(index, event, gaps);
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
    cell.lineage.read(index, event, gaps);
}

template <typename Rows, typename Visit>
void LostUpdates::forEachCell(Rows &rows, Visit &&visit)
{
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows[row].single)
            visit(row, *rows[row].single);
        for (auto &[element, cell] : rows[row].elements)
            visit(row, cell);
    }
}

void LostUpdates::contradicted(const Cell &cell, EventIndex index, const Event &read)
{
    ++m_contradicted;
    if (m_contradictions.size() < Contradiction::kListed)
        m_contradictions.push_back({index, cell.currentSince, read.object, read.actor, read.seen(), cell.current});
}

void LostUpdates::died(ActorId actor)
{
    forEachCell(m_rows, [actor](std::size_t, Cell &cell) { cell.lineage.died(actor); });
}

const LostUpdates::Cell *LostUpdates::find(const Row &row, std::uint32_t element)
{
    if (row.single)
        return row.single.get();
    const auto found = row.elements.find(element);
    return found == row.elements.end() ? nullptr : &found->second;
}

void LostUpdates::ended(const std::vector<std::vector<Word>> &finalWords)
{
    for (std::size_t row = 0; row < std::min(m_rows.size(), finalWords.size()); ++row)
        if (m_rows[row].kind == ObjectKind::Cell && finalWords[row].size() == m_rows[row].count)
            confirm(m_rows[row], finalWords[row]);
}

void LostUpdates::confirm(Row &row, const std::vector<Word> &finalWords)
{
    row.confirmed = true;
    for (std::uint32_t element = 0; element < row.count; ++element) {
        Cell *const cell = const_cast<Cell *>(find(row, element));
        const bool confirmed = finalWords[element] == (cell ? cell->current : row.initial);
        row.confirmed = row.confirmed && confirmed && !(cell && cell->broken);
        if (!cell)
            continue;
        cell->confirmed = confirmed;
        cell->broken = cell->broken || !confirmed;
    }
}

bool LostUpdates::hasAllUpdates() const
{
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        if (m_rows[row].kind == ObjectKind::Cell && m_missing->isFollowed(row) && !m_rows[row].confirmed)
            return false;
    bool unbroken = true;
    forEachCell(m_rows, [&](std::size_t, const Cell &cell) { unbroken = unbroken && !(cell.updated && cell.broken); });
    return unbroken;
}

CellHistory LostUpdates::historyOf(const Cell &cell, std::size_t row) const
{
    CellHistory history = m_early ? cell.lineage.historySoFar() : cell.lineage.history();
    history.last = cell.current;
    if (cell.broken || cell.lineage.isUnsure() || (m_missing->concerns(row) && !cell.confirmed))
        history.proof = Proof::NotProvable;
    else
        history.proof = m_early ? Proof::Bounded : Proof::Proved;
    return history;
}

/// That nobody has read a word leaves no trace: any read may be among what is missing.
CellHistory LostUpdates::historyOf(const SlotWrites &writes, std::size_t row) const
{
    CellHistory history = writes.history();
    if (writes.isBroken() || m_missing->concerns(row))
        history.proof = Proof::NotProvable;
    else
        history.proof = m_early ? Proof::Bounded : Proof::Proved;
    return history;
}

/// A cell no write of which is recorded may have been written all the same. Of an array the first one stands for all.
void LostUpdates::addUnknown(std::vector<CellHistory> &histories) const
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const Row &one = m_rows[row];
        if (one.kind != ObjectKind::Cell || !m_missing->concerns(row) || one.confirmed)
            continue;
        std::uint32_t element = 0;
        for (const Cell *cell = nullptr; element < one.count; ++element)
            if (cell = find(one, element); !cell || cell->lineage.attempted() == 0)
                break;
        if (element == one.count)
            continue;
        CellHistory unknown;
        unknown.object = ObjectRef::of(static_cast<std::uint32_t>(row), element);
        unknown.last = one.initial;
        unknown.proof = Proof::NotProvable;
        histories.push_back(unknown);
    }
}

std::vector<CellHistory> LostUpdates::histories() const
{
    std::vector<CellHistory> histories;
    forEachCell(m_rows, [&](std::size_t row, const Cell &cell) {
        if (cell.lineage.attempted())
            histories.push_back(historyOf(cell, row));
    });
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        if (m_rows[row].slotWrites && (m_rows[row].slotWrites->attempted() || m_missing->concerns(row)))
            histories.push_back(historyOf(*m_rows[row].slotWrites, row));
    addUnknown(histories);
    std::sort(histories.begin(), histories.end(),
              [](const CellHistory &x, const CellHistory &y) { return x.object.bits < y.object.bits; });
    return histories;
}

} // namespace interleave
