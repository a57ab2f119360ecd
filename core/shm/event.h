// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/word.h"

#include <cstdint>

namespace interleave {

/// What happened. `a` and `b` mean, per kind:
///
/// | kind               | object     | a                             | b                                              |
/// | ------------------ | ---------- | ----------------------------- | ---------------------------------------------- |
/// | Read               | cell, slot | word seen                     | 0 (slot: payload)                              |
/// | Write              | cell, slot | word written                  | word replaced                                  |
/// | Update             | cell       | word written                  | word replaced (read and write in one step)     |
/// | LockRequested      | mutex      | number of request             | 0                                              |
/// | LockAcquired       | mutex      | number of acquisition, from 1 | see ownersOf()                                 |
/// | LockReleased       | mutex      | number of acquisition         | 1 when it was being stopped or taken back      |
/// | SemaphoreRequested | semaphore  | word seen                     | 0                                              |
/// | SemaphoreAcquired  | semaphore  | word written                  | word replaced                                  |
/// | SemaphorePosted    | semaphore  | word written                  | word replaced                                  |
/// | AwaitBegan         | first cell | word seen                     | 0                                              |
/// | Awaited            | cell       | word seen                     | 0 (a read, on which the wait ended)            |
/// | Stalled            | none       | ns held up                    | 0 (recording: the ring was full)               |
/// | Gap                | none       | events missing                | rows they were to, see gapBit()                |
/// | Died               | none       | signal                        | 0 (inferred by the session, see below)         |
///
/// A Gap of 0 events is the session's: from there on nothing this actor reports is believed (see Intake), nor how much
/// it was, or to what.
///
/// The start and the ordinary end of a process are no events: they are in the process table. `Requested` is emitted
/// before the gate, `Acquired` after, so that a waiting line is seen.
///
/// Died is the last of its actor, but for inferred releases of what it held: those stand where the mutex went on.
///
/// Inferred events (kInferred) have no site and a time that is only a bound: no earlier than what their actor reported
/// and than what settled before them. A word the session wrote itself becomes an inferred Update (SemaphoreAcquired or
/// SemaphorePosted of a semaphore) with actor kNoActor; so does a lock event whose actor cannot be told.
enum class EventKind : std::uint8_t {
    None = 0,
    Read,
    Write,
    Update,
    LockRequested,
    LockAcquired,
    LockReleased,
    SemaphoreRequested,
    SemaphoreAcquired,
    SemaphorePosted,
    AwaitBegan,
    Awaited,
    Stalled,
    Gap,
    Died,
};
inline constexpr std::uint8_t kEventKinds = 15;

/// Shares a byte with the kind: kind in bits 4:0, flags in bits 7:5.
enum EventFlag : std::uint8_t {
    kNoFlags = 0,
    kContended = 0x20, ///< LockAcquired, SemaphoreAcquired: it had to wait
    kOwnerDied = 0x40, ///< LockAcquired: somebody died holding the lock; it, or any before it of a poisoned one
    kInferred = 0x80,  ///< its actor died before it could report; the session deduced it from what others saw
};

/// One recorded fact, 32 bytes, two to a cache line; the same in rings, in traces and (packed) in files.
///
///      0        8        12     14      15      16       24       32
///      +--------+--------+------+-------+-------+--------+--------+
///      | time   | object | site | kind+ | actor | a      | b      |
///      +--------+--------+------+-------+-------+--------+--------+
///
/// `time` is in ticks of the run's clock (RunInfo::clock turns them into nanoseconds). It paces pictures and measures
/// durations; no claim about order rests on it.
struct Event {
    std::uint64_t time = 0;
    ObjectRef object;
    SiteId site = 0;
    std::uint8_t kindAndFlags = 0;
    ActorId actor = 0;
    std::uint64_t a = 0;
    std::uint64_t b = 0;

    constexpr EventKind kind() const { return static_cast<EventKind>(kindAndFlags & 0x1f); }
    constexpr bool has(EventFlag flag) const { return (kindAndFlags & flag) != 0; }
    void set(EventKind kind, std::uint8_t flags = kNoFlags)
    {
        kindAndFlags = static_cast<std::uint8_t>(static_cast<std::uint8_t>(kind) | flags);
    }

    /// Read, Awaited, AwaitBegan, SemaphoreRequested: the word seen.
    constexpr Word seen() const { return {a}; }
    /// Write, Update, SemaphoreAcquired, SemaphorePosted.
    constexpr Word written() const { return {a}; }
    constexpr Word replaced() const { return {b}; }
    /// LockAcquired, LockReleased.
    constexpr std::uint64_t acquisition() const { return a; }
    /// LockRequested: a; LockAcquired: the request it answers.
    constexpr std::uint32_t request() const
    {
        return static_cast<std::uint32_t>(kind() == EventKind::LockRequested ? a : b);
    }
    /// LockAcquired: the actor that held the lock before, or kNoActor.
    constexpr ActorId previousOwner() const { return static_cast<ActorId>(b >> 32); }
    /// The same: the actor known to have died holding it, or kNoActor. Not always the one before: a poisoned lock is
    /// broken by the first, and who died before it could sign the lock is known to nobody.
    constexpr ActorId deadOwner() const { return static_cast<ActorId>((b >> 40) - 1); }
    /// LockReleased: the actor was on its way out, and had not come to the end of what it held the mutex for.
    constexpr bool isOnTheWayOut() const { return kind() == EventKind::LockReleased && b != 0; }
    /// `b` of a LockAcquired: the request in bits 31:0, the previous owner in 39:32, the dead one + 1 in 47:40.
    static constexpr std::uint64_t ownersOf(std::uint32_t request, ActorId previous, ActorId dead = kNoActor)
    {
        return request | (std::uint64_t{previous} << 32) | (std::uint64_t{static_cast<ActorId>(dead + 1)} << 40);
    }

    friend bool operator==(const Event &, const Event &) = default;
};
static_assert(sizeof(Event) == 32);

/// Puts a new word into a tagged cell: Write, Update, SemaphoreAcquired, SemaphorePosted.
constexpr bool writesWord(EventKind kind)
{
    return kind == EventKind::Write || kind == EventKind::Update || kind == EventKind::SemaphoreAcquired
        || kind == EventKind::SemaphorePosted;
}
/// Saw a word of a tagged cell without changing it: Read, Awaited. (A request or the beginning of a wait is a hint
/// only.)
constexpr bool readsWord(EventKind kind)
{
    return kind == EventKind::Read || kind == EventKind::Awaited;
}

/// Gap: the bit that stands for a row of the object table in `b`; the last one stands for all rows from 63 on.
constexpr std::uint64_t gapBit(std::uint8_t row)
{
    return std::uint64_t{1} << (row < 63 ? row : 63);
}
/// Gap: the rows that may be concerned. None told: any.
constexpr std::uint64_t gapRows(const Event &gap)
{
    return gap.b != 0 ? gap.b : ~std::uint64_t{0};
}

} // namespace interleave
