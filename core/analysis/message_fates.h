// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/analysis/paged_array.h"
#include "core/trace/object_table.h"

#include <cstdint>
#include <map>
#include <vector>

namespace interleave {

/// To what each lost message of a queue was lost. The queue is a ring of slots between two counts, `head` and `tail`.
///
/// A message is put at the place its producer saw in `tail`; it is *sent* when its producer has written `tail`. It is
/// *within reach* as long as its slot holds it, the head has not passed its place, and (once it is sent) the tail is
/// beyond it. Its *killer* is the last event after which it was not within reach any more: a write over its slot, a
/// head that passed it, a tail that turned back below it, or its own put, behind a head that had passed already. A
/// consumer that read the head before may still come and take it: then it is not lost. Only a write over its slot is
/// final.
///
/// Each write of head or tail looks at the places it passes, never at more than there are slots. A hostile recording
/// can make that long: after `patience` looks the rest is not named, and the proof is only bounded.
class MessageFates
{
public:
    explicit MessageFates(const ObjectTable &objects, std::uint64_t patience = 200'000'000);

    /// Read, Awaited, Write and Update of the queue's slots and counts.
    void settled(EventIndex index, const Event &event);
    void gap() { m_gap = true; }
    /// The lost messages of the queue of that row, in the order they were sent.
    std::vector<LostMessage> lostOf(int row) const;
    /// Messages of that queue that lie in a slot and are not sent: their producers have not written `tail` since, or
    /// died or were stopped before they did. Nobody has received them, and a consumer still could.
    std::uint64_t unsentOf(int row) const;
    /// Events of slots whose word did not continue what came before.
    std::uint64_t unexplained() const { return m_unexplained; }
    Proof proof() const
    {
        return m_gap || m_unexplained > 0 ? Proof::NotProvable : m_patience == 0 ? Proof::Bounded : Proof::Proved;
    }

private:
    struct Slot {
        EventIndex event = kNoEvent; ///< that put the message it holds
        Word message = {};
        std::int64_t place = 0;
        bool sent = false, received = false;
        EventIndex killer = kNoEvent; ///< kNoEvent: within reach
        LostMessage::Cause cause = LostMessage::Cause::Overwritten;
    };
    struct Actor {
        std::int64_t tail = 0;          ///< as it saw it last
        EventIndex put = kNoEvent;      ///< what it has put and not yet sent
        std::uint32_t slot = 0;
    };
    struct Queue {
        int head = -1, tail = -1; ///< rows
        std::uint32_t capacity = 0;
        Word initial = {}; ///< of each slot
        std::int64_t headValue = 0, tailValue = 0;
        PagedArray<Slot> slots;
        std::vector<Actor> actors;
        std::vector<LostMessage> lost; ///< their slots are written over
    };

    Actor *actorOf(Queue &queue, ActorId actor);
    void follow(const Queue &queue, const Slot &slot, Word word);
    void put(Queue &queue, EventIndex index, const Event &event);
    void moveHead(Queue &queue, EventIndex index, std::int64_t head);
    void moveTail(Queue &queue, EventIndex index, std::int64_t tail);
    void send(Queue &queue, EventIndex index, ActorId actor);
    template <typename Visit>
    void forPlaces(Queue &queue, std::int64_t from, std::int64_t to, Visit &&visit);
    static void reconsider(const Queue &queue, Slot &slot, EventIndex index, LostMessage::Cause cause);

    std::vector<int> m_queueOf; ///< by row of slots, head or tail: row of the queue, or −1
    std::vector<bool> m_isSlots;
    std::map<int, Queue> m_queues;
    std::uint64_t m_patience;
    std::uint64_t m_unexplained = 0;
    bool m_gap = false;
};

} // namespace interleave
