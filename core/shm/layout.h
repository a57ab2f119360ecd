// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/clock.h"
#include "core/shm/event.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <pthread.h>

/// The layout of a run's two pieces of shared memory: who writes what, and where it lies.
///
///     control memory                                                       written by
///     0        +---------------------------+
///              | Header: what is to be run |  the session, before READY; then read only
///              | Header: steering words    |  see each word
///     kSites   +---------------------------+
///              | SiteEntry × 1024          |  the first worker that passes there claims an entry
///     kObjects +---------------------------+
///              | ObjectEntry × 255         |  the session, before READY
///     kActors  +---------------------------+
///              | ActorBlock × 64           |  its worker; `gate.go` and `gate.look` the session
///     kRings   +---------------------------+
///              | Ring of actor 0           |  its worker; `consumed` the session
///              | Ring of actor 1 …         |
///              +---------------------------+
///
///     data memory: the scenario's objects, each array at ObjectEntry::offset, a multiple of 64; then the ledger.
///
/// Everything is built before the first worker starts and never grows. Workers use offsets, never names or pointers.
/// The session takes no lock that lies here, and copies and checks whatever it reads: a worker may have written any
/// bytes. Freshly created memory is zero, and zero means "nothing yet" everywhere.
namespace interleave {

inline constexpr std::uint64_t kMemoryMagic = 0x3176'6c72'746e'69ull; // "intrlv1"
inline constexpr std::uint32_t kLayoutVersion = 5;
inline constexpr std::size_t kCacheLine = 64;
inline constexpr std::size_t kMaxSites = 1024;
inline constexpr std::size_t kMaxObjectEntries = 255;
inline constexpr std::size_t kMaxParameters = 16;

using SharedWord32 = std::atomic<std::uint32_t>;
using SharedWord64 = std::atomic<std::uint64_t>;
static_assert(SharedWord32::is_always_lock_free && sizeof(SharedWord32) == 4);
static_assert(SharedWord64::is_always_lock_free && sizeof(SharedWord64) == 8);

enum class WindowKind : std::uint32_t { None, Yield, Sleep };

/// Bits of Header::steer.
enum Steering : std::uint32_t {
    kSteerFree = 0,
    kSteerStop = 1,    ///< every actor leaves at its next access
    kSteerStepped = 2, ///< every access waits at its gate
};

struct ParameterEntry {
    char name[24];
    std::int64_t value;
};
static_assert(sizeof(ParameterEntry) == 32);

struct Header {
    // What is to be run; constant from READY on.
    std::uint64_t magic;
    std::uint32_t layoutVersion;
    std::uint32_t layoutHash; ///< of the sizes and offsets below: another build is refused, not misread
    std::uint64_t controlBytes;
    std::uint64_t dataBytes;
    std::uint64_t runId[2]; ///< random
    std::int64_t creatorPid;
    std::uint32_t actors;
    std::uint32_t ringCapacity; ///< events a ring holds; a power of two
    std::uint32_t objects;
    std::uint32_t parameters;
    ClockKind clock;
    std::uint32_t recording; ///< 0: bare, nothing is emitted
    std::uint32_t drop;      ///< 1: a full ring drops and counts instead of waiting
    WindowKind window;
    std::uint64_t windowNs;
    std::uint32_t processors;   ///< CPUs the run may use: so many actors spin for each other at the start
    std::uint32_t restUs;       ///< slow motion: rests between two units of work are shorter than this; 0: none
    std::uint64_t ledgerOffset; ///< in data memory
    std::uint64_t ledgerWords;
    std::uint64_t seed;
    char scenario[32];
    char mode[32];
    ParameterEntry parameter[kMaxParameters];

    // Steering words; one cache line each, for they are watched.
    /// The session's last store before workers start. SYNC POINT built: what was built happens-before it is used.
    alignas(kCacheLine) SharedWord32 ready;
    /// Workers that have attached; futex. The session waits for all of them.
    alignas(kCacheLine) SharedWord32 attached;
    /// The start gate: 0 closed, 1 open; futex. SYNC POINT start.
    alignas(kCacheLine) SharedWord32 start;
    SharedWord32 arrived;   ///< actors spinning behind the open gate
    SharedWord32 noBarrier; ///< 1: a worker could not register for the drain's barrier, so that must not be relied on
    SharedWord64 openedAt;  ///< ticks when the gate opened
    /// Steering bits; written by the session, read before each access (a line that hardly ever changes is a cheap
    /// read).
    alignas(kCacheLine) SharedWord32 steer;
    /// Rung when an awaitable word changes while somebody waits for one; futex. See Await.
    alignas(kCacheLine) SharedWord32 bell;
    SharedWord32 bellWaiters;
    SharedWord32 sites; ///< entries of the site table in use or being claimed
    /// Stepped runs: which execution is on, from 1; written by the session. Whoever is in an earlier one goes back to
    /// the start. See Gate.
    alignas(kCacheLine) SharedWord32 execution;
    /// The latest one that was let begin: a grant at the start of another is not meant for it. Written by the session.
    SharedWord32 begun;
    /// Stepped runs: rung by an actor that has parked, and by whoever else has news for the controller; futex.
    alignas(kCacheLine) SharedWord32 gateBell;
};

struct SiteEntry {
    /// 0 free, 1 being filled, 2 filled, 3 given up by one who waited for it (its writer died, or still comes). SYNC
    /// POINT site: the text happens-before state 2.
    SharedWord32 state;
    std::uint32_t line;
    char file[56];
};
static_assert(sizeof(SiteEntry) == 64);

struct ObjectEntry {
    std::uint8_t kind; ///< ObjectKind
    std::uint8_t awaitable;
    std::int16_t parent;
    std::uint32_t count;
    std::uint64_t offset; ///< in data memory
    std::int32_t initial;
    std::uint32_t stride;   ///< bytes from one element to the next
    std::uint8_t lock;      ///< LockKind
    char name[39];
};
static_assert(sizeof(ObjectEntry) == 64);

enum class ActorPhase : std::uint32_t { None, Attached, Running, Waiting, Ended };

/// Where an actor of a stepped run stands.
enum class GatePlace : std::uint32_t {
    Away,   ///< it moves
    Start,  ///< before its role, ready for the execution that `Gate::execution` names
    Access, ///< before an access
    End,    ///< its role has come to its end
};

/// Where a stepped actor publishes what it would do next, and sleeps on `go`.
///
///     session   restore the data ─▶ go ──────▶ go ─ … ─▶ go            execution + 1, go
///     worker    Start ─▶ (role) ─▶ Access ─▶ Access … ─▶ End ─▶ …  or  (role taken back) ─▶ Start
///
/// A grant is one access and the private code up to the next. An actor is parked when it has taken all grants given
/// (`taken` == `go`) and is not Away; all the other words are its own, and published by `place`.
struct alignas(kCacheLine) Gate {
    SharedWord32 go;        ///< grants given; the session adds one and wakes; futex
    SharedWord32 taken;     ///< grants used; the worker
    SharedWord32 place;     ///< GatePlace
    SharedWord32 execution; ///< in which the worker is
    SharedWord32 operation; ///< EventKind of the next access
    SharedWord32 object;    ///< ObjectRef
    SharedWord32 site;
    SharedWord32 argument; ///< see Action
    SharedWord32 holds;    ///< a wait: 1 when the words would do, as they were at its latest look
    SharedWord32 look;     ///< session: 1 when the grant is for a look at them only
    SharedWord64 digest;   ///< of the role's live locals
    SharedWord64 payload;  ///< see Action
    SharedWord64 rows;     ///< a wait: those it reads, see gapBit()
};
static_assert(sizeof(Gate) == kCacheLine);

struct ActorBlock {
    alignas(kCacheLine) SharedWord32 phase; ///< ActorPhase
    SharedWord32 waitingFor;                ///< ObjectRef, while Waiting
    SharedWord64 waits;                     ///< waits begun: tells a new wait for the same object from the old one
    /// Await: what was noted at the latest look at words that did not do, see lookInVain(); so the number of the wait
    /// tells it from one of another.
    SharedWord64 lookedInVain;
    SharedWord64 startedAt, endedAt; ///< ticks
    SharedWord64 pid;
    Gate gate;
};
static_assert(sizeof(ActorBlock) == 2 * kCacheLine);
static_assert(offsetof(ActorBlock, lookedInVain) == 16 && offsetof(ActorBlock, gate) == kCacheLine);

/// ActorBlock::lookedInVain of a wait, at its number, with the bell as it was just before the look: bits 63:32 and
/// 31:0. Never 0, for waits are numbered from 1.
constexpr std::uint64_t lookInVain(std::uint64_t wait, std::uint32_t bell)
{
    return wait << 32 | bell;
}

/// Ends of a ring, 128 bytes apart (two lines: neighbours are fetched in pairs), before its slots.
struct RingEnds {
    alignas(2 * kCacheLine)
        SharedWord64 begun;   ///< worker: accesses begun; one more than `published` while one is under way
    SharedWord64 published;   ///< worker: events written
    SharedWord64 stalledNs;   ///< worker: held up by a full ring
    SharedWord64 dropped;     ///< worker: with --drop
    SharedWord64 droppedRows; ///< worker: to which rows those were that no Gap has told of yet
    alignas(2 * kCacheLine) SharedWord64 consumed; ///< session: events taken
};
static_assert(sizeof(RingEnds) == 4 * kCacheLine);

// Elements of the data memory.

/// A tagged cell or a semaphore; a line of its own, so that cells do not disturb each other.
struct alignas(kCacheLine) CellStorage {
    SharedWord64 word;     ///< see word.h
    SharedWord32 sleepers; ///< semaphore: asleep, or about to be
    SharedWord32 bell;     ///< semaphore: rung when a sleeper should look again; futex
};
static_assert(sizeof(CellStorage) == kCacheLine);

/// A word and the payload it announces. Packed: there may be a million.
struct SlotStorage {
    SharedWord64 word;
    SharedWord64 payload;
};
static_assert(sizeof(SlotStorage) == 16);

/// Our own lock: a process-shared, error-checking pthread mutex, robust unless it is plain, and what the record needs.
/// All but `mutex` and `requests` is written only by the holder.
struct alignas(kCacheLine) MutexStorage {
    pthread_mutex_t mutex;
    SharedWord64 acquisitions;
    SharedWord32 requests;   ///< numbers handed out
    SharedWord32 holder;     ///< actor + 1 in bits 7:0 (0: free), the last holder + 1 in bits 15:8
    SharedWord32 brokenBy;   ///< poisoned: who died holding it, + 1 (of kNoActor, too: unknown); 0: it is whole
};
static_assert(sizeof(pthread_mutex_t) == 40);
static_assert(sizeof(MutexStorage) == kCacheLine);

// Where things lie in the control memory.
inline constexpr std::uint64_t kSites = 4096;
inline constexpr std::uint64_t kObjects = kSites + kMaxSites * sizeof(SiteEntry);
inline constexpr std::uint64_t kActors = kObjects + 256 * sizeof(ObjectEntry);
inline constexpr std::uint64_t kRings = kActors + kMaxActors * sizeof(ActorBlock);
static_assert(sizeof(Header) <= kSites);
static_assert(kRings % 4096 == 0);

constexpr std::uint64_t ringBytes(std::uint32_t capacity)
{
    // The next ring's ends are aligned, too.
    const std::uint64_t bytes = sizeof(RingEnds) + std::uint64_t{capacity} * sizeof(Event);
    return (bytes + alignof(RingEnds) - 1) / alignof(RingEnds) * alignof(RingEnds);
}
constexpr std::uint64_t ringOffset(ActorId actor, std::uint32_t capacity)
{
    return kRings + actor * ringBytes(capacity);
}
constexpr std::uint64_t controlBytes(std::size_t actors, std::uint32_t capacity)
{
    return kRings + actors * ringBytes(capacity);
}

/// Of everything two builds must agree on.
constexpr std::uint32_t layoutHash()
{
    std::uint32_t hash = 2166136261u; // FNV-1a
    for (const std::uint64_t part :
         {std::uint64_t{sizeof(Header)}, std::uint64_t{sizeof(ObjectEntry)}, std::uint64_t{sizeof(ActorBlock)},
          std::uint64_t{sizeof(RingEnds)}, std::uint64_t{sizeof(Event)}, kRings, std::uint64_t{offsetof(Header, steer)},
          std::uint64_t{sizeof(MutexStorage)}, std::uint64_t{kEventKinds}})
        hash = (hash ^ static_cast<std::uint32_t>(part)) * 16777619u;
    return hash;
}

} // namespace interleave
