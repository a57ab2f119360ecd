// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/shm/layout.h"
#include "core/shm/memory.h"
#include "core/trace/run_info.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace interleave {

/// The two memories of one run, from the session's side: builds them, opens the gate, reads words out of them. From a
/// worker's side see Probe. One thread, except where said.
class RunMemory
{
public:
    static constexpr std::uint32_t kRingCapacity = 1 << 16; ///< 2 MiB an actor: 2 × peak rate × the drain's period

    /// Builds everything a run of these settings needs. Errors: memory or descriptors are short.
    static Result<RunMemory> create(const RunSettings &settings, const ObjectTable &objects, std::size_t actors,
                                    std::size_t ledgerWords, std::uint32_t ringCapacity = kRingCapacity);

    Header &header() const { return *m_control.at<Header>(0); }
    ActorBlock &actor(ActorId actor) const { return m_control.at<ActorBlock>(kActors)[actor]; }
    const Memory &control() const { return m_control; }
    const Memory &data() const { return m_data; }
    const ObjectTable &objects() const { return m_objects; }
    std::size_t actors() const { return m_actors; }
    std::uint32_t ringCapacity() const { return m_ringCapacity; }
    /// As they were asked for; what the header says of them now a worker may have written.
    bool recording() const { return m_recording; }
    bool drops() const { return m_drops; }
    ClockKind clock() const { return m_clock; }
    std::uint64_t openedAt() const { return m_own->openedAt.load(std::memory_order_relaxed); } // a figure

    /// Lets all actors go at once. Any thread.
    void openGate() const;
    /// Every actor leaves at its next access; those asleep are woken. Any thread.
    void stop() const;
    /// Wakes whoever sleeps on a lock, a semaphore or an await, so that it looks again; after a death, which may have
    /// swallowed a wake-up. Spurious wake-ups are allowed, so this is always safe. Any thread.
    void wakeAll() const;

    /// The session's own hand in the data, for what it owes the survivors of a death. Words carry the session's tag.
    /// Returns the new value.
    std::int32_t add(int row, std::int32_t by);
    void post(int row, std::int32_t times);
    /// Did the session put that word there? A worker may have written words with its tag. Any thread.
    bool hasWritten(ObjectRef object, Word word) const;

    /// How often that mutex has been acquired in a recorded run; 0 of anything else. Any thread; a look.
    std::uint64_t acquisitionsOf(ObjectRef mutex) const;

    // --- Stepped runs; see Gate for who moves when, and Controller for who decides it.

    /// Every access is to wait at its gate, and the data can be restored. Before the first worker starts.
    void setStepped();
    bool isStepped() const { return !m_pristine.empty(); }
    /// One more grant for that actor; `onlyToLook`: to look at the words it waits for. Any thread, one at a time.
    void grant(ActorId actor, bool onlyToLook = false) const;
    /// Lets this execution begin: the next grant of each actor at its start is that.
    void begin() const;
    /// Asks everybody back to the start of their roles: a new execution is to begin. Any thread, one at a time.
    void takeBack() const;
    /// The data as they were built, for an execution that has not begun: when every actor that lives is parked at its
    /// start, and nobody reads the rings.
    void restore();
    /// Does that actor stand at a gate, with no grant that it has not used? Of a dead one: did it die there, before an
    /// access and behind all it has reported? Any thread; a look.
    bool isParked(ActorId actor) const;
    /// Is that actor ready for the execution that is on? Any thread; a look.
    bool isAtStart(ActorId actor) const;
    /// Makes room for another process of an actor whose process has gone: as though it had taken every grant.
    void revive(ActorId actor) const;
    /// How much had been published in that actor's ring when this execution began. Any thread.
    std::uint64_t ringStart(ActorId actor) const { return m_own->ringStart[actor]; }

    /// Copies of the words of a row (Cell, Slots, Semaphore); empty for other kinds.
    std::vector<Word> words(int row) const;
    /// What lies beside the words of a row of slots; empty for other kinds.
    std::vector<std::uint64_t> payloads(int row) const;
    /// Of one cell, slot or semaphore; 0 for other kinds.
    std::int32_t valueOf(ObjectRef object) const;
    std::vector<std::uint32_t> ledger() const;
    /// The site table as far as it is filled; [0] is "nowhere". Texts are cut and cleaned: a worker wrote them, or
    /// writes them still.
    std::vector<Site> sites() const;
    /// Is that mutex taken? By its own lock word, which the dead leave behind as it was when it is plain.
    bool isTaken(ObjectRef mutex) const;
    /// Has somebody been told that this (poisoned) mutex is broken?
    bool isBroken(ObjectRef mutex) const;
    /// Who holds a mutex by its own account, or kNoActor.
    ActorId holderOf(ObjectRef mutex) const;

private:
    RunMemory() = default;
    const ObjectEntry &entry(int row) const { return m_entries[static_cast<std::size_t>(row)]; }
    SharedWord64 &wordAt(int row, std::uint32_t element) const;
    const MutexStorage *mutexAt(ObjectRef mutex) const;
    void wake(int row, std::uint32_t element) const;
    std::int32_t exchangeBy(int row, std::int32_t by);

    struct Writing {
        ObjectRef object;
        Word word;
    };
    /// What the session knows itself, wherever the memory says something else.
    struct Own {
        std::atomic<std::uint64_t> openedAt{0};
        std::array<std::uint64_t, kMaxActors> ringStart = {}; ///< changes while nobody reads rings
        std::mutex mutex;                                     // protects what follows
        std::vector<Writing> writings;                        ///< in order
    };

    Memory m_control, m_data;
    ObjectTable m_objects;
    std::vector<ObjectEntry> m_entries; ///< private copy: the shared one may be overwritten
    std::size_t m_actors = 0;
    std::uint32_t m_ringCapacity = 0;
    std::uint64_t m_ledgerOffset = 0, m_ledgerWords = 0;
    bool m_recording = false, m_drops = false;
    ClockKind m_clock = bestClock();
    std::uint32_t m_writes = 0;        ///< tagged writes of the session
    std::vector<std::byte> m_pristine; ///< stepped: the data as they were built
    std::unique_ptr<Own> m_own = std::make_unique<Own>();
};

} // namespace interleave
