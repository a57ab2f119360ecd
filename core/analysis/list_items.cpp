// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/list_items.h"

#include <algorithm>

namespace interleave {

ListItems::ListItems(const ObjectTable &objects, const Missing &missing)
    : m_missing(&missing), m_listOf(objects.size(), -1), m_isSlots(objects.size())
{
    for (std::size_t row = 0; row < objects.size(); ++row) {
        const int parent = objects[row].parent;
        if (parent < 0 || static_cast<std::size_t>(parent) >= objects.size()
            || objects[static_cast<std::size_t>(parent)].kind != ObjectKind::List)
            continue;
        List &list = m_lists[parent];
        m_isSlots[row] = objects[row].kind == ObjectKind::Slots && list.slotsRow < 0;
        if (m_isSlots[row]) {
            list.slotsRow = static_cast<int>(row);
            list.initial = Word::initial(objects[row].initial);
        }
        if (objects[row].kind == ObjectKind::Cell && list.sizeRow < 0) {
            list.sizeRow = static_cast<int>(row);
            list.size = objects[row].initial;
            list.sizeWord = Word::initial(objects[row].initial);
        }
        if (m_isSlots[row] || list.sizeRow == static_cast<int>(row))
            m_listOf[row] = parent;
    }
}

void ListItems::settled(EventIndex index, const Event &event)
{
    if (m_lists.empty() || event.object.row() >= m_listOf.size() || m_listOf[event.object.row()] < 0)
        return;
    List &list = m_lists[m_listOf[event.object.row()]];
    if (m_isSlots[event.object.row()])
        put(list, index, event);
    else
        resize(list, index, event);
}

void ListItems::put(List &list, EventIndex index, const Event &event)
{
    Slot &slot = list.places[event.object.element()];
    if (event.replaced() != (slot.event == kNoEvent ? list.initial : slot.item)) {
        ++m_unexplained;
        list.broken = true;
    }
    if (slot.event != kNoEvent && slot.appended)
        lose(list, lostTo(list, slot, event.object.element(), index));
    else if (slot.event != kNoEvent)
        for (Put &put : list.puts)
            if (put.event == slot.event)
                put.killer = index;
    slot = {index, event.written(), false};
    if (event.actor == kNoActor)
        return;
    if (event.actor >= list.puts.size())
        list.puts.resize(event.actor + std::size_t{1});
    list.puts[event.actor] = {index, kNoEvent, event.object.element(), event.written()};
}

void ListItems::resize(List &list, EventIndex index, const Event &event)
{
    list.broken = list.broken || event.replaced() != list.sizeWord; // counted by LostUpdates
    list.sizeWord = event.written();
    const std::int64_t size = event.written().value();
    if (size < list.size)
        list.turnedBack.push_back({size, list.size, index});
    list.size = size;
    while (!list.turnedBack.empty() && list.turnedBack.back().from < size) {
        Below &nearest = list.turnedBack.back();
        nearest.from = size;
        if (nearest.from < nearest.to)
            break;
        list.turnedBack.pop_back();
    }
    if (event.actor >= list.puts.size() || list.puts[event.actor].event == kNoEvent)
        return;
    Put &put = list.puts[event.actor];
    ++list.appended;
    if (put.killer != kNoEvent)
        lose(list, {put.item, put.event, put.killer, LostItem::Cause::Overwritten});
    else
        list.places[put.slot].appended = true;
    put.event = kNoEvent;
}

/// An appended item that is written over: if it did not count any more, it had been lost already.
LostItem ListItems::lostTo(const List &list, const Slot &slot, std::uint32_t element, EventIndex overwritten)
{
    const auto below = std::partition_point(list.turnedBack.begin(), list.turnedBack.end(),
                                            [&](const Below &interval) { return interval.from > element; });
    if (element < list.size || below == list.turnedBack.end())
        return {slot.item, slot.event, overwritten, LostItem::Cause::Overwritten};
    return {slot.item, slot.event, below->event, LostItem::Cause::TurnedBack};
}

void ListItems::lose(List &list, const LostItem &item)
{
    ++list.overwritten;
    if (list.lost.size() < ItemHistory::kListed)
        list.lost.push_back(item);
}

void ListItems::ended(const std::vector<std::vector<Word>> &finalWords)
{
    for (auto &[row, list] : m_lists) {
        const auto isKnown = [&](int part) {
            return part >= 0 && static_cast<std::size_t>(part) < finalWords.size() && !finalWords[static_cast<std::size_t>(part)].empty();
        };
        if (!isKnown(list.sizeRow) || !isKnown(list.slotsRow))
            continue;
        list.confirmed = isLeft(list, finalWords);
        list.broken = list.broken || !list.confirmed;
    }
}

/// Is what was written last what was left?
bool ListItems::isLeft(const List &list, const std::vector<std::vector<Word>> &finalWords)
{
    if (finalWords[static_cast<std::size_t>(list.sizeRow)].front() != list.sizeWord)
        return false;
    const std::vector<Word> &words = finalWords[static_cast<std::size_t>(list.slotsRow)];
    for (std::uint32_t element = 0; element < words.size(); ++element) {
        const Slot *const slot = list.places.find(element);
        if (words[element] != (slot && slot->event != kNoEvent ? slot->item : list.initial))
            return false;
    }
    return true;
}

Proof ListItems::proofOf(const List &list) const
{
    const auto concerned = [this](int row) { return row >= 0 && m_missing->concerns(static_cast<std::size_t>(row)); };
    if (list.broken || ((concerned(list.sizeRow) || concerned(list.slotsRow)) && !list.confirmed))
        return Proof::NotProvable;
    return m_early ? Proof::Bounded : Proof::Proved;
}

std::map<int, ItemHistory> ListItems::histories() const
{
    std::map<int, ItemHistory> histories;
    for (const auto &[row, list] : m_lists)
        if (list.sizeRow >= 0)
            histories[row] = historyOf(list);
    return histories;
}

/// Those that a size turned back below: a later size may bring them back. Where the record ends early that is open.
void ListItems::addAboveSize(ItemHistory &history, const List &list) const
{
    auto below = list.turnedBack.rbegin();
    list.places.forEach(static_cast<std::size_t>(std::max<std::int64_t>(list.size, 0)), [&](std::uint32_t element, const Slot &slot) {
        if (!slot.appended || element < list.size)
            return;
        if (m_early) {
            ++history.open;
            return;
        }
        while (below != list.turnedBack.rend() && below->to <= element)
            ++below;
        ++history.lost;
        if (below != list.turnedBack.rend() && history.listed.size() < ItemHistory::kListed)
            history.listed.push_back({slot.item, slot.event, below->event, LostItem::Cause::TurnedBack});
    });
}

std::uint64_t ListItems::keptIn(const List &list)
{
    std::uint64_t kept = 0;
    list.places.forEach(
        0, [&](std::uint32_t element, const Slot &slot) { kept += slot.event != kNoEvent && element < list.size; });
    return kept;
}

ItemHistory ListItems::historyOf(const List &list) const
{
    ItemHistory history;
    history.appended = list.appended;
    history.lost = list.overwritten;
    history.listed = list.lost;
    history.proof = proofOf(list);
    history.kept = keptIn(list);
    addAboveSize(history, list);
    std::sort(history.listed.begin(), history.listed.end(),
              [](const LostItem &x, const LostItem &y) { return x.event < y.event; });
    return history;
}

} // namespace interleave
