// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/layout.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <thread>

namespace interleave {

/// Writer's end of an actor's ring of events: single producer (the actor), single consumer (the session's drain).
///
/// An access is reported in four steps, whose order is the proof that nothing is reported late (see recorder.h):
///
///     begin()    wait for room, then begun = n + 1      "an access is under way"
///                … the access itself …
///     publish()  write slot n, then published = n + 1   "it is reported"; begun == published again
///
/// 1. Room is waited for before the access and before the clock is read. Otherwise an event could be stamped, wait
///    whole time slices for room, and arrive older than what others have long reported (seen: up to 8 ms late).
/// 2. It is waited for where waiting harms least: before a read as long as there is no room for what may be computed
///    from it, before a lock is asked for as long as there is none for the critical section (kRoomBefore…). Otherwise
///    recording itself held processes up between reading and writing, and most lost updates of a long run were its own
///    work (seen: four of five), in blocks as long as a ring.
/// 3. `begun` is set before the access. Otherwise a writer preempted between access and report would be taken for idle,
///    and a write that overwrote what it had just read would settle before that read.
class RingWriter
{
public:
    /// Goes on where an earlier process of this actor has left off, if there was one.
    RingWriter(RingEnds *ends, std::uint32_t capacity, bool drop)
        : m_ends(ends),
          m_slots(reinterpret_cast<Event *>(ends + 1)),
          m_capacity(capacity),
          m_head(ends->published.load(std::memory_order_acquire)),
          m_consumed(ends->consumed.load(std::memory_order_acquire)),
          m_drop(drop)
    {}

    static constexpr std::uint64_t kRoomBeforeRead = 16;
    static constexpr std::uint64_t kRoomBeforeRequest = 64;

    /// `room`: events to have room for, 1 for this one only; at most half the ring is asked for.
    /// Returns how long it had to wait for room, in ns, or minus the number of events dropped since there was room
    /// last; 0 nearly always.
    std::int64_t begin(std::uint64_t room = 1)
    {
        std::int64_t held = 0;
        if (m_head + room - m_consumed > m_capacity) [[unlikely]]
            held = waitForRoom(m_drop ? 1 : std::min(room, m_capacity / 2));
        // relaxed: x86 keeps the order of stores, and the drain sends every running actor through a barrier before it
        // draws conclusions (Recorder::pass), so neither this store nor the loads of the access need a fence here.
        m_ends->begun.store(m_head + 1, std::memory_order_relaxed);
        std::atomic_signal_fence(std::memory_order_seq_cst); // the compiler keeps the order, too
        return held;
    }

    /// The access did not take place after all.
    void cancel() { m_ends->begun.store(m_head, std::memory_order_relaxed); } // relaxed: only takes back a claim

    void publish(const Event &event)
    {
        if (m_dropping) [[unlikely]] {
            // --drop: no room, so there is nothing to publish; `begun` goes back.
            ++m_droppedNow;
            m_droppedRows |= gapBit(event.object.row());
            // relaxed: figures, written by this actor only; the rows first, in case that it dies in between.
            m_ends->droppedRows.store(m_droppedRows, std::memory_order_relaxed);
            m_ends->dropped.store(m_ends->dropped.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
            cancel();
            return;
        }
        m_slots[m_head & (m_capacity - 1)] = event;
        ++m_head;
        // SYNC POINT slot-filled (pairs with RingReader::consume): the event happens-before the index that shows it.
        m_ends->published.store(m_head, std::memory_order_release);
    }

    /// With --drop: to which rows the events were that have been dropped since gapIsTold(), as a Gap tells it.
    std::uint64_t droppedRows() const { return m_droppedRows; }
    void gapIsTold()
    {
        m_droppedRows = 0;
        m_ends->droppedRows.store(0, std::memory_order_relaxed); // relaxed: read when this actor has gone
    }

private:
    bool hasRoom(std::uint64_t room)
    {
        // SYNC POINT slot-free (pairs with RingReader::consume): a slot is written again only after it was copied out.
        m_consumed = m_ends->consumed.load(std::memory_order_acquire);
        return m_head + room - m_consumed <= m_capacity;
    }
    std::int64_t waitForRoom(std::uint64_t room);

    RingEnds *m_ends;
    Event *m_slots;
    std::uint64_t m_capacity;
    std::uint64_t m_head;          ///< = published; only this actor writes it
    std::uint64_t m_consumed;      ///< the last value seen: spares a look at the other side's line
    std::int64_t m_droppedNow = 0; ///< with --drop: since there was room last
    std::uint64_t m_droppedRows = 0;
    bool m_drop;
    bool m_dropping = false;
};

/// The session's end. Trusts nothing in the memory but its own cursor: a ring whose indices make no sense is
/// quarantined. What comes later in it is not read any more, only thrown away, so that its worker does not wait for
/// room for ever.
class RingReader
{
public:
    /// `start`: so much had been published before what is to be read.
    RingReader(RingEnds *ends, std::uint32_t capacity, std::uint64_t start = 0)
        : m_ends(ends),
          m_slots(reinterpret_cast<const Event *>(ends + 1)),
          m_capacity(capacity),
          m_cursor(start)
    {}

    std::uint64_t begun() const { return m_ends->begun.load(std::memory_order_acquire); }
    std::uint64_t published() const { return m_ends->published.load(std::memory_order_acquire); }
    std::uint64_t stalledNs() const { return m_ends->stalledNs.load(std::memory_order_relaxed); }     // a figure
    std::uint64_t dropped() const { return m_ends->dropped.load(std::memory_order_relaxed); }         // a figure
    std::uint64_t droppedRows() const { return m_ends->droppedRows.load(std::memory_order_relaxed); } // read at the end
    bool quarantined() const { return m_quarantined; }
    void quarantine() { m_quarantined = true; }
    std::uint64_t consumed() const { return m_cursor; }
    std::uint64_t taken() const { return m_taken; } ///< events handed to `take`
    std::uint64_t discarded() const
    {
        return m_discarded;
    } ///< events thrown away in quarantine, as far as they can be counted

    /// Calls `take(std::span<const Event>)` once or twice with what is there, straight out of the ring, then frees it.
    /// The worker could still overwrite what is being read, if it is hostile: `take` copies each event before it looks.
    template <typename Take>
    std::size_t consume(Take &&take)
    {
        // SYNC POINT slot-filled (pairs with RingWriter::publish).
        const std::uint64_t head = m_ends->published.load(std::memory_order_acquire);
        const std::uint64_t count = head - m_cursor;
        if (count == 0)
            return 0;
        m_quarantined = m_quarantined || count > m_capacity;
        if (m_quarantined) {
            m_discarded += std::min(count, m_capacity);
            release(head);
            return 0;
        }
        const std::uint64_t first = m_cursor & (m_capacity - 1);
        const std::uint64_t straight = std::min(count, m_capacity - first);
        take(std::span(m_slots + first, straight));
        if (straight < count)
            take(std::span(m_slots, count - straight));
        m_taken += count;
        release(head);
        return count;
    }

private:
    void release(std::uint64_t head)
    {
        m_cursor = head;
        // SYNC POINT slot-free (pairs with RingWriter::hasRoom).
        m_ends->consumed.store(m_cursor, std::memory_order_release);
    }

    RingEnds *m_ends;
    const Event *m_slots;
    std::uint64_t m_capacity;
    std::uint64_t m_cursor;
    std::uint64_t m_taken = 0;
    std::uint64_t m_discarded = 0;
    bool m_quarantined = false;
};

} // namespace interleave
