// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/event.h"
#include "core/trace/wait.h"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace interleave {

/// How sure a statement is. Only Proved ones are worded as facts.
enum class Proof : std::uint8_t { Proved, Bounded, NotProvable };

/// A write after which others are gone: what it was computed from was no longer there, or it had not looked at all.
struct Overwrite {
    EventIndex event = kNoEvent;   ///< the stale write
    ActorId actor = kNoActor;      ///< who wrote
    ObjectRef object;
    EventIndex read = kNoEvent;    ///< the read it was computed from; kNoEvent: a blind write
    Word seen;                     ///< what that read saw; of a blind write the word it replaced
    Word replaced;                 ///< what it overwrote
    Word written;
    std::vector<EventIndex> victims; ///< the writes that are gone because of it, oldest first; may be empty
};

/// The updates of one cell by lineage: which survived into its final word, which were lost, and to whom.
/// Of a Slots row, all elements together (`object` is element 0): a write is lost when it was replaced before anybody
/// had read it. Invariant: survivors + lost + open = attempted.
struct CellHistory {
    ObjectRef object;
    std::uint64_t attempted = 0; ///< writes and updates of this cell
    std::uint64_t survivors = 0; ///< those the final word descends from, itself included; slots: not lost
    std::uint64_t lost = 0;
    /// Where the record ends and the run went on: those the latest word does not descend from, but somebody has read
    /// one of them, and may bring them back. Else 0.
    std::uint64_t open = 0;
    Word last; ///< the latest word known to have been in it; slots: none
    Proof proof = Proof::Proved;
    std::vector<Overwrite> overwrites; ///< those with victims at the end, in order, at most kListed
    std::uint64_t overwritesTotal = 0;
    static constexpr std::size_t kListed = 100'000;

    /// The one done by that event, or null.
    const Overwrite *overwriteBy(EventIndex event) const;
};

/// Durations of one kind, in nanoseconds. Percentiles are exact up to 10 million of them, from every n-th beyond; the
/// p-th one is the smallest duration that at least p % do not exceed.
struct Durations {
    std::vector<float> samples; ///< nanoseconds, unsorted, in order of happening; at most kSamples, then thinned evenly
    static constexpr std::size_t kSamples = 100'000;
    std::uint64_t count = 0;
    double total = 0, p50 = 0, p90 = 0, p99 = 0, max = 0;
};

/// How often a lock went from one that gave it back to one that had waited for it, and how long those had waited.
struct HandOff {
    ActorId from = kNoActor, to = kNoActor;
    std::uint64_t count = 0;
    double waited = 0; ///< nanoseconds, in all
};

/// The longest wait for a lock, and who held it meanwhile.
struct LongestWait {
    ActorId actor = kNoActor;
    EventIndex requested = kNoEvent, acquired = kNoEvent;
    double nanoseconds = 0;
    /// Acquisitions of others between the two, by actor; of very many only the last 4096.
    std::map<ActorId, std::uint64_t> holders;
};

/// How often somebody who had asked for a lock saw others get it first.
struct Overtake {
    std::uint64_t others = 0; ///< acquisitions between the request and its own
    ActorId actor = kNoActor;
    EventIndex requested = kNoEvent;
    EventIndex acquired = kNoEvent; ///< kNoEvent: it never got it
};

struct LockHistory {
    ObjectRef object;
    std::string name;
    std::uint64_t acquisitions = 0;
    std::uint64_t contended = 0; ///< had to wait for a holder
    Durations wait, hold;
    double wanted = 0;      ///< nanoseconds for which it was held while somebody else waited for it; of a mutex
    Overtake overtake;      ///< the worst one
    LongestWait longest;
    std::uint64_t askers = 0; ///< how many different actors asked for it: with turns in order of asking, nobody sees more
                              ///< than askers − 1 others go first
    /// Of the number of acquisitions. Bounded: nobody's was missed in between, but it may have been taken later: by
    /// somebody of whom nothing is known any more, or by anybody if the record ends before the run.
    Proof proof = Proof::Proved;
    std::vector<HandOff> handOffs;     ///< of a mutex, to those that had to wait; by from and to
};

/// Actors that wait for each other's mutexes in a circle, each for what the next one holds.
struct Deadlock {
    std::vector<Wait> circle;    ///< the smallest actor first
    EventIndex event = kNoEvent; ///< the request that closed it
    Proof proof = Proof::Proved; ///< or not provable: numbers of one of the mutexes do not continue each other
};

/// Mutexes that were taken in a circle: each by somebody who held the one before. Empty: there is no such circle.
struct LockCircle {
    std::vector<ObjectRef> mutexes; ///< the smallest first
    EventIndex event = kNoEvent;    ///< the acquisition that closed it
    bool isKnown = true;            ///< false: there were too many orders to look at all of them
};

/// An item that was appended to a list and is not in it at the end.
struct LostItem {
    enum class Cause : std::uint8_t {
        Overwritten, ///< another item was put into its slot
        TurnedBack   ///< the size was set below its slot
    };
    Word item = {};
    EventIndex event = kNoEvent;  ///< that put it into its slot
    EventIndex killer = kNoEvent; ///< the last event after which it was not in the list
    Cause cause = Cause::Overwritten;
};

/// What became of the items of a list. An append counts once its size has been written.
struct ItemHistory {
    std::uint64_t appended = 0, lost = 0;
    /// Where the record ends and the run went on: those above the size, which a later size may bring back. Else 0.
    std::uint64_t open = 0;
    std::uint64_t kept = 0;       ///< items in the slots below the latest size, those just being appended among them
    std::vector<LostItem> listed; ///< in the order they were put, at most kListed
    Proof proof = Proof::Proved;
    /// More than any list of the catalogue can have items (16 × 100 000), so that only a hostile file is cut.
    static constexpr std::size_t kListed = 2'000'000;
};

/// A message that was put into a queue and that nobody received.
struct LostMessage {
    enum class Cause : std::uint8_t {
        Overwritten, ///< another message was put into its slot
        Skipped,     ///< the head passed it
        TurnedBack,  ///< the tail was set back below it
        PutBehind    ///< it was put where the head had passed already
    };
    Word message = {};
    EventIndex event = kNoEvent;  ///< that put it into its slot
    EventIndex killer = kNoEvent; ///< the last event after which it was not within reach
    Cause cause = Cause::Overwritten;
};

/// A reception of a message that had been received before.
struct RepeatedReception {
    std::int32_t message = 0;
    EventIndex first = kNoEvent, again = kNoEvent;
    friend bool operator==(const RepeatedReception &, const RepeatedReception &) = default;
};

/// A reception after that of a later message of the same producer by the same consumer.
struct Overtaking {
    std::int32_t message = 0;
    std::int32_t laterMessage = 0; ///< that the producer had sent after it, and the consumer received before it
    ActorId producer = kNoActor, consumer = kNoActor; ///< of both
    EventIndex event = kNoEvent;                      ///< the reception of `message`
    EventIndex later = kNoEvent;                      ///< the reception of `laterMessage`, before
    friend bool operator==(const Overtaking &, const Overtaking &) = default;
};

/// Messages through the slots of a queue. Null in a scenario without one.
struct MessageHistory {
    static constexpr std::size_t kListed = 100'000;
    static constexpr std::size_t kLost = 2'000'000; ///< more than any queue of the catalogue can have messages
    std::uint64_t sent = 0, received = 0; ///< received counts each reception, doubled ones twice
    std::uint64_t left = 0; ///< sent, not received, and still in the queue, where a consumer could take them
    std::uint64_t lost = 0; ///< sent and neither received nor left: sent = received once + left + lost
    std::uint64_t duplicated = 0;         ///< receptions beyond the first of a message
    std::uint64_t duplicatedMessages = 0; ///< messages that were received more than once: no more than duplicated
    std::uint64_t overtaken = 0;          ///< received after a later message of the same producer by the same consumer
    Durations latency;                    ///< from written to first read
    std::vector<LostMessage> lostOnes;    ///< whose fate is known, in the order they were put, at most kLost
    std::vector<RepeatedReception> repeated; ///< at most kListed
    std::vector<Overtaking> overtakings;     ///< at most kListed
    Proof proof = Proof::Proved;          ///< of all of it
};

/// One side of a race: where the source accesses the object, and the first event of it that was found unordered.
struct RacingAccess {
    EventIndex event = kNoEvent;
    ActorId actor = kNoActor;
    SiteId site = 0;
    EventKind kind = EventKind::None; ///< Read, Write or Update

    friend bool operator==(const RacingAccess &, const RacingAccess &) = default;
};

/// Two accesses in the source of which some two events were not ordered by any synchronization, one of them a write.
struct RacePair {
    ObjectRef object; ///< of the example
    RacingAccess first, second; ///< the example, in settled order
};

/// Data races: distinct (object, line, line, kinds). Their number does not depend on how unordered events were settled.
struct RaceFindings {
    std::vector<RacePair> pairs;
    /// Bounded: the record ends early, or accesses are missing, and there may be more.
    Proof proof = Proof::Proved;
};

/// An update that is a read and a write, each under the same lock, which was given up in between; and somebody else
/// wrote. One for each object, lock and pair of lines; the first one stands for all.
struct AtomicityViolation {
    std::uint64_t count = 0;
    ObjectRef object, lock;
    ActorId actor = kNoActor;   ///< whose update it is
    ActorId between = kNoActor; ///< who had written last when it wrote
    EventIndex read = kNoEvent, write = kNoEvent;
    SiteId readSite = 0, writeSite = 0;
};

/// How whole the updates of shared cells were. A data race, a lost update and an atomicity violation are three
/// findings.
struct AtomicityFindings {
    std::vector<AtomicityViolation> violations;
    /// Updates of cells that several actors wrote, with no lock held from reading to writing: it was given up in
    /// between, or there was none.
    std::uint64_t split = 0;
    Proof proof = Proof::Proved; ///< Bounded: there may be more
};

/// One thing lost: what somebody had put there, and the event after which it was gone.
struct Loss {
    EventIndex event = kNoEvent;  ///< that took it away
    EventIndex victim = kNoEvent; ///< that had put it there: the write of a value, of an item or of a message
    friend bool operator==(const Loss &, const Loss &) = default;
};

/// What a learner can step through: what was lost, in order of `event`, and what arrived again, in order of `again`. In
/// a list it is items that are lost and in a queue messages, not values of their sizes and ends, which would tell each
/// loss twice; everywhere else it is writes.
struct Losses {
    std::vector<Loss> listed;
    std::uint64_t total = 0;  ///< more than listed when there are very many
    std::uint64_t events = 0; ///< that took something away; likewise
    std::vector<RepeatedReception> repeated;
    std::uint64_t repeats = 0; ///< more than listed when there are very many

    bool empty() const { return listed.empty() && repeated.empty(); }
    /// How many of those listed the first `position` events have brought.
    std::size_t lostBefore(EventIndex position) const;
    std::size_t repeatedBefore(EventIndex position) const;
    /// What that event took away.
    std::span<const Loss> by(EventIndex event) const;
    /// The message that arrived again by that event, or null.
    const RepeatedReception *repeatBy(EventIndex event) const;
    /// It took something away, or a message arrived again by it.
    bool isAt(EventIndex event) const { return !by(event).empty() || repeatBy(event) != nullptr; }
    /// The nearest such event after that one (kNoEvent: of all), or before it; kNoEvent: none.
    EventIndex next(EventIndex event) const;
    EventIndex previous(EventIndex event) const;
    friend bool operator==(const Losses &, const Losses &) = default;
};

/// A read of a value that somebody had replaced before it, in the order the trace has them. In a run without an
/// interleaving it lies on a circle of accesses each of which must come before the next (see WaitCircle); in another
/// order another one of that circle may be named.
struct Contradiction {
    EventIndex event = kNoEvent; ///< the read
    EventIndex since = kNoEvent; ///< the write that had put another word in place
    ObjectRef object;
    ActorId actor = kNoActor;    ///< who read
    Word seen, current;          ///< what it saw, and what should have been there
    static constexpr std::size_t kListed = 100;
};

/// What the trace says of a run, scenario-independent. Computed while the events settle, or from a file: the same.
struct Findings {
    EventIndex events = 0;
    std::uint64_t inferred = 0;
    std::uint64_t unexplained = 0; ///< events that had to be placed by clock: no order explains them
    std::vector<Contradiction> contradictions; ///< some of the above, in order; at most Contradiction::kListed
    /// Nothing is missing from the record, nobody died, and yet no interleaving explains it: reads went ahead of writes
    /// (see OwnedCell). The settler finds an order whenever there is one (see CausalMerge), so this is proved.
    bool noInterleaving = false;
    std::vector<CellHistory> cells;   ///< of Cell and Slots objects with writes; Slots merged into one per row
    std::vector<LockHistory> locks;   ///< mutexes and semaphores
    std::vector<Deadlock> deadlocks;  ///< in order of event
    LockCircle lockCircle;            ///< a deadlock that could have been
    std::map<int, MessageHistory> messages; ///< by row of the Queue
    std::map<int, ItemHistory> items;       ///< by row of the List
    RaceFindings races;
    AtomicityFindings atomicity;
    std::vector<int> unguarded;       ///< rows that are shared, written, and not under one lock (see Locksets)
    Losses losses;                    ///< of the above

    const CellHistory *cell(ObjectRef object) const;
};

} // namespace interleave
