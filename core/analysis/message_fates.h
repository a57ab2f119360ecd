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
///
/// That nobody received a message leaves no trace. So where anything that may have been a read of the slots is missing,
/// nothing is provable.
class MessageFates
{
public:
    /// `missing` outlives it.
    MessageFates(const ObjectTable &objects, const Missing &missing, std::uint64_t patience = 200'000'000);

    /// Read, Awaited, Write and Update of the queue's slots and counts.
    void settled(EventIndex index, const Event &event);
    /// The run has ended with these words, by row and element; a row that is not known is empty.
    void ended(const std::vector<std::vector<Word>> &finalWords);
    /// What has settled is whole as far as it goes, but the run went on: lost is only what was written over.
    void endsEarly() { m_early = true; }
    /// The lost messages of the queue of that row, in the order they were sent.
    std::vector<LostMessage> lostOf(int row) const;
    /// Messages of that queue that lie in a slot and are not sent: their producers have not written `tail` since, or
    /// died or were stopped before they did. Nobody has received them, and a consumer still could.
    std::uint64_t unsentOf(int row) const;
    /// Messages of that queue that were sent, and received by nobody, and still lie within reach: not lost, a consumer
    /// could take them. Of what ends early, all that nobody has written over.
    std::uint64_t leftOf(int row) const;
    /// Events of slots whose word did not continue what came before.
    std::uint64_t unexplained() const { return m_unexplained; }
    /// Of all that is said of the queue of that row.
    Proof proofOf(int row) const;

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
        int head = -1, tail = -1, slotsRow = -1; ///< rows
        Word headWord = {}, tailWord = {};
        bool broken = false; ///< words do not continue each other
        std::uint32_t capacity = 0;
        Word initial = {}; ///< of each slot
        std::int64_t headValue = 0, tailValue = 0;
        PagedArray<Slot> places;
        std::vector<Actor> actors;
        std::vector<LostMessage> lost; ///< their slots are written over
    };

    Actor *actorOf(Queue &queue, ActorId actor);
    bool isConcerned(const Queue &queue) const;
    static bool isLeft(const Queue &queue, const std::vector<std::vector<Word>> &finalWords);
    void put(Queue &queue, EventIndex index, const Event &event);
    void moveHead(Queue &queue, EventIndex index, std::int64_t head);
    void moveTail(Queue &queue, EventIndex index, std::int64_t tail);
    void send(Queue &queue, EventIndex index, ActorId actor);
    template <typename Visit>
    void forPlaces(Queue &queue, std::int64_t from, std::int64_t to, Visit &&visit);
    static void reconsider(const Queue &queue, Slot &slot, EventIndex index, LostMessage::Cause cause);

    const Missing *m_missing;   ///< not owned
    std::vector<int> m_queueOf; ///< by row of slots, head or tail: row of the queue, or −1
    std::vector<bool> m_isSlots;
    std::map<int, Queue> m_queues;
    std::uint64_t m_patience;
    std::uint64_t m_unexplained = 0;
    bool m_early = false;
};

} // namespace interleave
