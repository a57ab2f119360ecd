// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/analysis/missing.h"
#include "core/analysis/paged_array.h"
#include "core/trace/object_table.h"

#include <cstdint>
#include <map>
#include <vector>

namespace interleave {

/// What became of the items of each list: slots, and a size that says how many of them count.
///
/// An append writes its item into a slot and then the size; with that it is *appended*. It is *in the list* from its
/// slot's write on (before its size is written: as good as), as long as the slot holds it and is below the size. Its
/// *killer* is the last event after which it is not in the list any more: a write over its slot, which is final, or a
/// size that turned back below it, from which a later size can bring it back.
///
/// Sizes that turned back are kept as intervals of slots, nearest first; each size written trims or adds one, so the
/// work per event is constant, but for a search where a slot is written over. 24 bytes per slot used.
///
/// It rests on writes alone. As long as the words of slots and size continue each other, none is missing (see
/// LostUpdates), and what is said is proved whatever else is missing.
class ListItems
{
public:
    /// `missing` outlives it.
    ListItems(const ObjectTable &objects, const Missing &missing);

    /// Write and Update of slots and cells.
    void settled(EventIndex index, const Event &event);
    /// The run has ended with these words, by row and element; a row that is not known is empty.
    void ended(const std::vector<std::vector<Word>> &finalWords);
    /// What has settled is whole as far as it goes, but the run went on: lost is only what was written over.
    void endsEarly() { m_early = true; }
    /// Writes of slots whose word did not continue what came before.
    std::uint64_t unexplained() const { return m_unexplained; }
    /// By row of the list. Costs as much as there are slots.
    std::map<int, ItemHistory> histories() const;

private:
    struct Slot {
        EventIndex event = kNoEvent; ///< that wrote the item it holds
        Word item = {};
        bool appended = false;
    };
    /// What an actor has put and not yet made count.
    struct Put {
        EventIndex event = kNoEvent;  ///< kNoEvent: nothing
        EventIndex killer = kNoEvent; ///< that wrote over it meanwhile
        std::uint32_t slot = 0;
        Word item = {};
    };
    /// Slots from … to − 1 do not count since `event`.
    struct Below {
        std::int64_t from = 0, to = 0;
        EventIndex event = kNoEvent;
    };
    struct List {
        int sizeRow = -1, slotsRow = -1;
        Word initial = {}; ///< of each slot
        Word sizeWord = {};
        std::int64_t size = 0;
        bool broken = false;    ///< words do not continue each other
        bool confirmed = false; ///< the words at the end are those written last
        std::uint64_t appended = 0, overwritten = 0;
        std::vector<Put> puts; ///< by actor
        PagedArray<Slot> places;
        std::vector<Below> turnedBack; ///< disjoint; the nearest to the size is the last
        std::vector<LostItem> lost;    ///< written over: final
    };

    void put(List &list, EventIndex index, const Event &event);
    void resize(List &list, EventIndex index, const Event &event);
    static LostItem lostTo(const List &list, const Slot &slot, std::uint32_t element, EventIndex overwritten);
    static void lose(List &list, const LostItem &item);
    static bool isLeft(const List &list, const std::vector<std::vector<Word>> &finalWords);
    Proof proofOf(const List &list) const;
    void addAboveSize(ItemHistory &history, const List &list) const;
    static std::uint64_t keptIn(const List &list);
    ItemHistory historyOf(const List &list) const;

    const Missing *m_missing;    ///< not owned
    std::vector<int> m_listOf;   ///< by row of slots or size: row of the list, or −1
    std::vector<bool> m_isSlots; ///< by row
    std::map<int, List> m_lists;
    std::uint64_t m_unexplained = 0;
    bool m_early = false;
};

} // namespace interleave
