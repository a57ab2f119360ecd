// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/action.h"
#include "core/probe/site_cache.h"
#include "core/result.h"
#include "core/shm/layout.h"
#include "core/shm/memory.h"
#include "core/shm/ring.h"
#include "core/trace/object_table.h"

#include <array>
#include <cstdint>
#include <source_location>
#include <string_view>

namespace interleave {

/// Thrown by the gate when a run is stopped or taken back; a role lets it pass. While it unwinds, guards pass no gate;
/// they report only that they gave a lock back.
struct Aborted {};

/// An actor's handle on its run: everything a role touches goes through it, and it writes one event for each access.
/// Made once per actor, used by that thread only. A worker has one; the threads transport has one for each thread.
class Probe
{
public:
    /// Over mapped memories that have been checked (see checkHeader). They outlive the probe.
    Probe(const Memory &control, const Memory &data, ActorId actor);
    Probe(const Probe &) = delete;
    Probe &operator=(const Probe &) = delete;

    ActorId actor() const { return m_actor; }
    bool recording() const { return m_recording; }
    /// Every access waits at its gate; for the whole life of this run's workers.
    bool isStepped() const { return m_isStepped; }
    /// Recorded or stepped: an access is more than its load or store.
    bool isWatched() const { return m_isWatched; }
    const Header &header() const { return *m_header; }

    /// Value of a parameter of this run; 0 when there is none of that name.
    std::int64_t parameter(std::string_view name) const;
    /// The object of that name. It is a mistake in the scenario to ask for one that its descriptor does not list: the
    /// worker ends with WorkerExit::BadScenario.
    ObjectRef object(std::string_view name, ObjectKind kind) const;
    /// Where element 0 lies, and how many elements there are.
    template <typename Storage>
    Storage *storage(ObjectRef object) const
    {
        return m_data->at<Storage>(m_objects[object.row()].offset) + object.element();
    }
    const ObjectEntry &entry(ObjectRef object) const { return m_objects[object.row()]; }
    SharedWord32 *ledger() const { return m_data->at<SharedWord32>(m_header->ledgerOffset); }

    // --- Start and end of the role.

    /// Reports this actor ready, and returns when the start gate has opened and as many actors as there are processors
    /// have come through it: without the last step short batches would run one after the other and never meet.
    void waitForStart();
    void ended();
    /// A stepped run is played again and again, in executions: waits at the gate's start for the next one to begin.
    /// Throws Aborted when the run is stopped. Any other run has one execution, and this returns at once.
    void beginExecution();
    /// The role has come to its end, or was taken back. Waits for the next execution to be asked for; false when there
    /// is none, for the run is not stepped or is being stopped.
    bool awaitNextExecution();

    // --- One access, as the leaves do it: pass the gate, begin, access, publish.

    /// The gate. Free runs fall through; a stepped run waits for its grant here. Throws Aborted when the run is
    /// stopped, or this execution is taken back. `argument` and `payload`: see Action.
    void pass(EventKind operation, ObjectRef object, SiteId site, std::int32_t argument = 0, std::uint64_t payload = 0)
    {
        if (!isFree()) [[unlikely]]
            steered({.operation = operation, .object = object, .site = site, .argument = argument, .payload = payload});
    }
    /// The gate of a wait, which is one step: only for stepped runs. `holds()` tells whether the words would do now; it
    /// is asked whenever they may have changed. Returns when they do, and nobody else moves.
    template <typename Holds>
    void passWait(ObjectRef first, SiteId site, std::uint64_t rows, Holds &&holds)
    {
        const Action wait{.operation = EventKind::Awaited, .object = first, .site = site, .rows = rows};
        do
            parkBefore(wait, holds());
        while (isOnlyToLook());
    }
    /// Would the gate let everything through?
    bool isFree() const
    {
        // relaxed: a wish of the session; nothing is read on the strength of it.
        return m_header->steer.load(std::memory_order_relaxed) == kSteerFree;
    }
    void begin(std::uint64_t room = 1)
    {
        if (const std::int64_t trouble = m_ring.begin(room); trouble != 0) [[unlikely]]
            publishTrouble(trouble);
    }
    void cancel() { m_ring.cancel(); }
    void publish(EventKind kind, std::uint8_t flags, ObjectRef object, SiteId site, std::uint64_t a, std::uint64_t b,
                 std::uint64_t time)
    {
        m_ring.publish(
            {time, object, site, static_cast<std::uint8_t>(static_cast<std::uint8_t>(kind) | flags), m_actor, a, b});
    }
    /// An event that reports no access of its own: a request, the beginning of a wait.
    void note(EventKind kind, ObjectRef object, SiteId site, std::uint64_t a);

    std::uint64_t ticksBefore() const { return interleave::ticksBefore(m_clock); }
    std::uint64_t ticksAfter() const { return interleave::ticksAfter(m_clock); }
    SiteId site(const std::source_location &where) { return m_isWatched ? m_sites.numberOf(where) : SiteId{0}; }
    /// A word nobody has written yet, with this actor's name on it.
    Word nextWord(std::int32_t value) { return Word::make(value, m_writer, ++m_writes); }
    /// The latest one was not written after all: its number is used again, for a tag that nobody ever saw is what tells
    /// that a dead actor's write is missing.
    void takeBackWord() { --m_writes; }

    /// The window between reading and writing; what slow motion waits there.
    void window() const
    {
        if (m_window != WindowKind::None) [[unlikely]]
            openWindow();
    }
    /// Between two units of work, in slow motion: as long as chance has it (from the run's seed), up to three windows.
    /// Without it the processes march in step: each reads its own write back at once, and who overwrote whom shows only
    /// at the very end.
    void rest()
    {
        if (m_restUs != 0) [[unlikely]]
            takeRest();
    }

    // --- Waiting.

    /// Shows the session that this actor is about to sleep, and for what; ends with the scope.
    class Waiting
    {
    public:
        Waiting(Probe &probe, ObjectRef object);
        ~Waiting();
        Waiting(const Waiting &) = delete;
        Waiting &operator=(const Waiting &) = delete;
        /// It has looked at the words it waits for, and they would not do; before, the bell was as given.
        void lookedInVain(std::uint32_t bell);

    private:
        ActorBlock &m_block;
    };
    /// For who sleeps outside pass(): throws Aborted when the run is stopped.
    void throwIfStopped();
    /// Aborted has been thrown, and unwinds. (std::uncaught_exceptions() would say so, too, for a third of what an
    /// unrecorded critical section takes.)
    bool isLeaving() const { return m_leaving; }
    SharedWord32 &bell() { return m_header->bell; }
    SharedWord32 &bellWaiters() { return m_header->bellWaiters; }
    /// A word somebody may be waiting for has changed.
    void ringBell()
    {
        if (m_header->bellWaiters.load(std::memory_order_seq_cst) != 0)
            wakeBell();
    }

    // --- Live locals of the role.

    void addLocal(const void *place, std::size_t bytes);
    void removeLocals(std::size_t count) { m_localCount -= count; }
    /// FNV-1a over the declared locals: equal digests at the same gate mean that the role will go on in the same way.
    std::uint64_t digest() const;

private:
    void steered(const Action &action);
    void parkBefore(const Action &action, bool holds);
    void park(GatePlace place);
    bool isOnlyToLook() const;
    void throwIfTakenBack();
    void publishTrouble(std::int64_t trouble);
    void openWindow() const;
    void takeRest();
    void sleep(std::int64_t nanoseconds) const;
    void wakeBell();
    ActorBlock &block() const { return *m_block; }

    Header *m_header;
    const Memory *m_data; // not owned
    const ObjectEntry *m_objects;
    ActorBlock *m_block;
    RingWriter m_ring;
    SiteCache m_sites;
    ClockKind m_clock;
    WindowKind m_window;
    std::uint32_t m_restUs;
    std::uint64_t m_chance; ///< state of the generator behind rest()
    std::uint32_t m_writes = 0;
    ActorId m_actor;
    std::uint8_t m_writer;
    bool m_recording;
    bool m_isStepped, m_isWatched;
    bool m_leaving = false;
    std::uint32_t m_execution; ///< stepped: in which it is

    struct Local {
        const void *place;
        std::size_t bytes;
    };
    std::array<Local, 16> m_locals = {};
    std::size_t m_localCount = 0;
};

/// Declares a role's live locals for as long as they live: `Locals live{probe, mine, i};`
template <typename... Values>
class Locals
{
public:
    explicit Locals(Probe &probe, const Values &...values) : m_probe(probe)
    {
        (probe.addLocal(&values, sizeof values), ...);
    }
    ~Locals() { m_probe.removeLocals(sizeof...(Values)); }
    Locals(const Locals &) = delete;
    Locals &operator=(const Locals &) = delete;

private:
    Probe &m_probe;
};

/// Is this the header of a run that this build understands, and is it as long as it says? A sentence when not.
Result<void> checkHeader(const Memory &control, const Memory &data);

} // namespace interleave
