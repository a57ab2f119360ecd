// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/message_fates.h"

#include <algorithm>
#include <array>
#include <utility>

namespace interleave {

namespace {

/// What was there when it happened.
Word wordMet(const Event &event)
{
    return writesWord(event.kind()) ? event.replaced() : event.seen();
}

} // namespace

MessageFates::MessageFates(const ObjectTable &objects, const Missing &missing, std::uint64_t patience)
    : m_missing(&missing), m_queueOf(objects.size(), -1), m_isSlots(objects.size()), m_patience(patience)
{
    for (std::size_t row = 0; row < objects.size(); ++row) {
        const int parent = objects[row].parent;
        if (parent < 0 || static_cast<std::size_t>(parent) >= objects.size()
            || objects[static_cast<std::size_t>(parent)].kind != ObjectKind::Queue)
            continue;
        Queue &queue = m_queues[parent];
        m_isSlots[row] = objects[row].kind == ObjectKind::Slots && queue.slotsRow < 0;
        const bool isCell = objects[row].kind == ObjectKind::Cell;
        if (m_isSlots[row]) {
            queue.slotsRow = static_cast<int>(row);
            queue.capacity = objects[row].count;
            queue.initial = Word::initial(objects[row].initial);
        } else if (isCell && objects[row].name == "head") {
            queue.head = static_cast<int>(row);
            queue.headValue = objects[row].initial;
            queue.headWord = Word::initial(objects[row].initial);
        } else if (isCell && objects[row].name == "tail") {
            queue.tail = static_cast<int>(row);
            queue.tailValue = objects[row].initial;
            queue.tailWord = Word::initial(objects[row].initial);
        } else {
            continue;
        }
        m_queueOf[row] = parent;
    }
}

void MessageFates::settled(EventIndex index, const Event &event)
{
    if (m_patience == 0 || event.object.row() >= m_queueOf.size() || m_queueOf[event.object.row()] < 0)
        return;
    Queue &queue = m_queues[m_queueOf[event.object.row()]];
    if (m_isSlots[event.object.row()]) {
        Slot &slot = queue.places[event.object.element()];
        if (wordMet(event) != (slot.event == kNoEvent ? queue.initial : slot.message)) {
            ++m_unexplained;
            queue.broken = true;
        }
        if (writesWord(event.kind()))
            put(queue, index, event);
        else if (event.seen() == slot.message)
            slot.received = true;
        return;
    }
    const bool isTail = event.object.row() == queue.tail;
    Word &word = isTail ? queue.tailWord : queue.headWord;
    queue.broken = queue.broken || wordMet(event) != word; // counted by LostUpdates
    if (!writesWord(event.kind())) {
        if (Actor *actor = isTail ? actorOf(queue, event.actor) : nullptr)
            actor->tail = event.seen().value();
        return;
    }
    word = event.written();
    if (!isTail)
        return moveHead(queue, index, event.written().value());
    moveTail(queue, index, event.written().value());
    send(queue, index, event.actor);
}

MessageFates::Actor *MessageFates::actorOf(Queue &queue, ActorId actor)
{
    if (actor == kNoActor)
        return nullptr;
    if (actor >= queue.actors.size())
        queue.actors.resize(actor + std::size_t{1});
    return &queue.actors[actor];
}

void MessageFates::ended(const std::vector<std::vector<Word>> &finalWords)
{
    const auto isKnown = [&](int row) {
        return row >= 0 && static_cast<std::size_t>(row) < finalWords.size() && !finalWords[static_cast<std::size_t>(row)].empty();
    };
    for (auto &[row, queue] : m_queues)
        if (m_patience > 0 && isKnown(queue.head) && isKnown(queue.tail) && isKnown(queue.slotsRow))
            queue.broken = queue.broken || !isLeft(queue, finalWords);
}

/// Is what was written last what was left?
bool MessageFates::isLeft(const Queue &queue, const std::vector<std::vector<Word>> &finalWords)
{
    if (finalWords[static_cast<std::size_t>(queue.head)].front() != queue.headWord
        || finalWords[static_cast<std::size_t>(queue.tail)].front() != queue.tailWord)
        return false;
    const std::vector<Word> &words = finalWords[static_cast<std::size_t>(queue.slotsRow)];
    for (std::uint32_t element = 0; element < words.size(); ++element) {
        const Slot *const slot = queue.places.find(element);
        if (words[element] != (slot && slot->event != kNoEvent ? slot->message : queue.initial))
            return false;
    }
    return true;
}

/// May anything of it be missing?
bool MessageFates::isConcerned(const Queue &queue) const
{
    const std::array parts{queue.slotsRow, queue.head, queue.tail};
    return std::any_of(parts.begin(), parts.end(), [this](int row) {
        return row >= 0 && m_missing->concerns(static_cast<std::size_t>(row));
    });
}

Proof MessageFates::proofOf(int row) const
{
    const auto found = m_queues.find(row);
    if (found == m_queues.end())
        return m_missing->any() ? Proof::NotProvable : Proof::Proved;
    if (found->second.broken || isConcerned(found->second))
        return Proof::NotProvable;
    return m_early || m_patience == 0 ? Proof::Bounded : Proof::Proved;
}

void MessageFates::put(Queue &queue, EventIndex index, const Event &event)
{
    Slot &slot = queue.places[event.object.element()];
    if (slot.event != kNoEvent && !slot.received && queue.lost.size() < MessageHistory::kLost) {
        const bool wasWithinReach = slot.killer == kNoEvent;
        queue.lost.push_back({slot.message, slot.event, wasWithinReach ? index : slot.killer,
                              wasWithinReach ? LostMessage::Cause::Overwritten : slot.cause});
    }
    Actor *const actor = actorOf(queue, event.actor);
    slot = {.event = index, .message = event.written(), .place = actor ? actor->tail : queue.tailValue};
    reconsider(queue, slot, index, LostMessage::Cause::PutBehind);
    if (actor) {
        actor->put = index;
        actor->slot = event.object.element();
    }
}

/// Is it still, or again, within reach? If not any more, `index` is to blame.
void MessageFates::reconsider(const Queue &queue, Slot &slot, EventIndex index, LostMessage::Cause cause)
{
    const bool isWithinReach = queue.headValue <= slot.place && (!slot.sent || slot.place < queue.tailValue);
    if (isWithinReach) {
        slot.killer = kNoEvent;
    } else if (slot.killer == kNoEvent) {
        slot.killer = index;
        slot.cause = cause;
    }
}

template <typename Visit>
void MessageFates::forPlaces(Queue &queue, std::int64_t from, std::int64_t to, Visit &&visit)
{
    if (from > to)
        std::swap(from, to);
    const std::int64_t capacity = queue.capacity;
    if (capacity == 0)
        return;
    const std::int64_t count = std::min(to - from, capacity);
    for (std::int64_t i = 0; i < count && m_patience > 0; ++i, --m_patience) {
        const std::int64_t slotNumber = ((from + i) % capacity + capacity) % capacity;
        Slot *const slot = queue.places.find(static_cast<std::uint32_t>(slotNumber));
        if (slot && slot->event != kNoEvent)
            visit(*slot);
    }
}

void MessageFates::moveHead(Queue &queue, EventIndex index, std::int64_t head)
{
    const std::int64_t before = std::exchange(queue.headValue, head);
    forPlaces(queue, before, head, [&](Slot &slot) { reconsider(queue, slot, index, LostMessage::Cause::Skipped); });
}

void MessageFates::moveTail(Queue &queue, EventIndex index, std::int64_t tail)
{
    const std::int64_t before = std::exchange(queue.tailValue, tail);
    forPlaces(queue, before, tail, [&](Slot &slot) { reconsider(queue, slot, index, LostMessage::Cause::TurnedBack); });
}

void MessageFates::send(Queue &queue, EventIndex index, ActorId number)
{
    Actor *const actor = actorOf(queue, number);
    if (actor == nullptr || actor->put == kNoEvent)
        return;
    Slot &slot = queue.places[actor->slot];
    if (slot.event == actor->put) {
        slot.sent = true;
        reconsider(queue, slot, index, LostMessage::Cause::TurnedBack);
    }
    actor->put = kNoEvent;
}

std::uint64_t MessageFates::unsentOf(int row) const
{
    const auto found = m_queues.find(row);
    if (found == m_queues.end() || found->second.tail < 0 || isConcerned(found->second))
        return 0;
    const Queue &queue = found->second;
    std::uint64_t unsent = 0;
    for (const Actor &actor : queue.actors) {
        const Slot *const slot = actor.put == kNoEvent ? nullptr : queue.places.find(actor.slot);
        unsent += slot != nullptr && slot->event == actor.put && !slot->received && slot->killer == kNoEvent ? 1 : 0;
    }
    return unsent;
}

std::uint64_t MessageFates::leftOf(int row) const
{
    const auto found = m_queues.find(row);
    if (found == m_queues.end() || m_patience == 0) // out of patience it does not know where the ends are
        return 0;
    std::uint64_t left = 0;
    found->second.places.forEach(0, [&](std::uint32_t, const Slot &slot) {
        left += slot.event != kNoEvent && slot.sent && !slot.received && (m_early || slot.killer == kNoEvent) ? 1 : 0;
    });
    return left;
}

std::vector<LostMessage> MessageFates::lostOf(int row) const
{
    const auto found = m_queues.find(row);
    if (found == m_queues.end())
        return {};
    std::vector<LostMessage> lost = found->second.lost;
    found->second.places.forEach(0, [&](std::uint32_t, const Slot &slot) {
        if (!m_early && slot.event != kNoEvent && !slot.received && slot.killer != kNoEvent)
            lost.push_back({slot.message, slot.event, slot.killer, slot.cause});
    });
    std::sort(lost.begin(), lost.end(), [](const LostMessage &x, const LostMessage &y) { return x.event < y.event; });
    return lost;
}

} // namespace interleave
