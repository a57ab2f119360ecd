// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/lineage.h"
#include "core/analysis/missing.h"
#include "core/analysis/salted_hash.h"
#include "core/analysis/slot_writes.h"
#include "core/trace/object_table.h"

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace interleave {

/// The lost updates of all cells (by lineage) and slots (by overwriting), and whether they are proved.
///
/// What it says of a cell is proved by the words alone, as long as they continue each other: each read sees what the
/// write before it wrote, each write replaces it, and what is there at the end is the last one. A tag names one write
/// of the whole run, so then no write is missing. Where they do not, it is not provable. Where a gap may have swallowed
/// accesses to the cell, it is only if they do up to the word at the end, and every write is known to continue what it
/// continued.
class LostUpdates
{
public:
    /// `missing` outlives it and has seen every event before this has.
    LostUpdates(const ObjectTable &objects, const Missing &missing);

    /// Read, Awaited, Write, Update.
    void settled(EventIndex index, const Event &event);
    void died(ActorId actor);
    /// The run has ended with these words, by row and element; a row that is not known is empty.
    void ended(const std::vector<std::vector<Word>> &finalWords);
    /// What has settled is whole as far as it goes, but the run went on.
    void endsEarly() { m_early = true; }

    std::vector<CellHistory> histories() const;
    /// Are all updates (single steps) of the cells there that may have ordered events of others?
    bool hasAllUpdates() const;
    /// Events whose word did not continue what came before.
    std::uint64_t unexplained() const { return m_unexplained; }
    /// Those of them that read what had been replaced before.
    const std::vector<Contradiction> &contradictions() const { return m_contradictions; }
    /// Were all of them such reads?
    bool onlyContradicted() const { return m_contradicted == m_unexplained; }

private:
    struct Cell {
        Cell(ObjectRef object, Word first) : current(first), initial(first), lineage(object) {}
        void sign(Word written)
        {
            if (written.writer() >= firsts.size())
                firsts.resize(written.writer() + std::size_t{1});
            if (firsts[written.writer()] == 0)
                firsts[written.writer()] = written.sequence();
        }
        /// May it ever have been here? False for what nobody has put here, which only a liar sees.
        bool mayHaveHeld(Word word) const
        {
            if (word.isInitial())
                return word == initial;
            return word.writer() < firsts.size() && firsts[word.writer()] != 0 && word.sequence() >= firsts[word.writer()];
        }
        Word current;
        EventIndex currentSince = kNoEvent; ///< the write of the current word
        Word initial;
        std::vector<std::uint32_t> firsts;  ///< by writer: number of its first write here; 0: none
        bool broken = false;
        bool confirmed = false; ///< the word at the end is the current one
        bool updated = false;   ///< by a single step
        Lineage lineage;
    };
    struct Row {
        ObjectKind kind = ObjectKind::None;
        std::uint32_t count = 0;
        Word initial;
        std::unique_ptr<Cell> single;                     ///< a cell that is no array
        std::unordered_map<std::uint32_t, Cell, SaltedHash> elements; ///< a row of cells, those that were touched
        std::unique_ptr<SlotWrites> slotWrites;
        bool confirmed = false; ///< cells: the words at the end, of untouched ones too, are as the record has them
    };

    template <typename Rows, typename Visit>
    static void forEachCell(Rows &rows, Visit &&visit);
    static const Cell *find(const Row &row, std::uint32_t element);
    static void confirm(Row &row, const std::vector<Word> &finalWords);
    void settledCell(Cell &cell, EventIndex index, const Event &event);
    void contradicted(const Cell &cell, EventIndex index, const Event &read);
    CellHistory historyOf(const Cell &cell, std::size_t row) const;
    CellHistory historyOf(const SlotWrites &writes, std::size_t row) const;
    void addUnknown(std::vector<CellHistory> &histories) const;

    const Missing *m_missing; ///< not owned
    std::vector<Row> m_rows;
    std::vector<std::uint32_t> m_sequences; // by writer: number of its latest settled write
    bool m_early = false;
    std::uint64_t m_unexplained = 0;
    std::uint64_t m_contradicted = 0;
    std::vector<Contradiction> m_contradictions;
};

} // namespace interleave
