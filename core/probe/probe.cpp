// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/probe/probe.h"

#include "core/probe/worker_exit.h"
#include "core/shm/sys.h"

#include <algorithm>
#include <climits>
#include <sched.h>
#include <unistd.h>
#include <x86intrin.h>

namespace interleave {

Probe::Probe(const Memory &control, const Memory &data, ActorId actor)
    : m_header(control.at<Header>(0)),
      m_data(&data),
      m_objects(control.at<ObjectEntry>(kObjects)),
      m_block(control.at<ActorBlock>(kActors) + actor),
      m_ring(control.at<RingEnds>(ringOffset(actor, m_header->ringCapacity)), m_header->ringCapacity,
             m_header->drop != 0),
      m_sites(m_header, control.at<SiteEntry>(kSites)),
      m_clock(m_header->clock),
      m_window(m_header->window),
      m_restUs(m_header->restUs),
      m_chance(m_header->seed * kMaxActors + actor),
      m_actor(actor),
      m_writer(Word::writerOf(actor)),
      m_recording(m_header->recording != 0),
      // relaxed: set before the worker was started, and never taken back.
      m_isStepped((m_header->steer.load(std::memory_order_relaxed) & kSteerStepped) != 0),
      m_isWatched(m_recording || m_isStepped),
      m_execution(m_header->execution.load(std::memory_order_acquire))
{
    // By the workers, all at once; the session would take as long for the rings of all of them before it could start
    // the first.
    if (m_recording)
        control.prefault(ringOffset(actor, m_header->ringCapacity), ringBytes(m_header->ringCapacity));
}

std::int64_t Probe::parameter(std::string_view name) const
{
    for (std::uint32_t i = 0; i < m_header->parameters && i < kMaxParameters; ++i)
        if (name == m_header->parameter[i].name)
            return m_header->parameter[i].value;
    return 0;
}

ObjectRef Probe::object(std::string_view name, ObjectKind kind) const
{
    for (std::uint32_t row = 0; row < m_header->objects; ++row)
        if (name == m_objects[row].name && static_cast<ObjectKind>(m_objects[row].kind) == kind)
            return ObjectRef::of(row);
    ::_exit(static_cast<int>(WorkerExit::BadScenario));
}

void Probe::waitForStart()
{
    Header &shared = *m_header;
    // relaxed: published by `attached`.
    block().pid.store(static_cast<std::uint64_t>(::getpid()), std::memory_order_relaxed);
    block().phase.store(static_cast<std::uint32_t>(ActorPhase::Attached), std::memory_order_relaxed);
    shared.attached.fetch_add(1, std::memory_order_release);
    sys::futexWake(&shared.attached, INT_MAX);

    // SYNC POINT start (pairs with RunMemory::openGate).
    while (shared.start.load(std::memory_order_acquire) == 0)
        sys::futexWait(&shared.start, 0);

    // Spin until a processor each is filled, but not for longer than it takes to wake somebody.
    const std::uint32_t wanted = std::min(shared.actors, shared.processors);
    const std::uint64_t deadline = monotonicNow() + 300'000;
    shared.arrived.fetch_add(1, std::memory_order_relaxed); // relaxed: a meeting, not a message
    while (shared.arrived.load(std::memory_order_relaxed) < wanted && monotonicNow() < deadline)
        _mm_pause();

    // relaxed: figures, read after the end.
    block().startedAt.store(ticksBefore(), std::memory_order_relaxed);
    block().phase.store(static_cast<std::uint32_t>(ActorPhase::Running), std::memory_order_relaxed);
}

void Probe::ended()
{
    block().endedAt.store(ticksBefore(), std::memory_order_relaxed); // relaxed: published by the next line
    block().phase.store(static_cast<std::uint32_t>(ActorPhase::Ended), std::memory_order_release);
}

void Probe::note(EventKind kind, ObjectRef object, SiteId site, std::uint64_t a)
{
    if (!m_recording)
        return;
    begin(RingWriter::kRoomBeforeRequest);
    publish(kind, kNoFlags, object, site, a, 0, ticksBefore());
}

/// A full ring held this actor up (ns), or made it drop events (negative).
void Probe::publishTrouble(std::int64_t trouble)
{
    const EventKind kind = trouble > 0 ? EventKind::Stalled : EventKind::Gap;
    const std::uint64_t amount = static_cast<std::uint64_t>(trouble > 0 ? trouble : -trouble);
    // begin() has announced the access to come; this event takes the announcement, and the access makes it again.
    publish(kind, kNoFlags, ObjectRef{}, 0, amount, trouble > 0 ? 0 : m_ring.droppedRows(), ticksBefore());
    if (kind == EventKind::Gap)
        m_ring.gapIsTold();
    begin();
}

void Probe::steered(const Action &action)
{
    if (m_isStepped)
        parkBefore(action, true);
    throwIfStopped();
}

void Probe::parkBefore(const Action &action, bool holds)
{
    Gate &gate = block().gate;
    // relaxed: published all together by `place`.
    gate.operation.store(static_cast<std::uint32_t>(action.operation), std::memory_order_relaxed);
    gate.object.store(action.object.bits, std::memory_order_relaxed);
    gate.site.store(action.site, std::memory_order_relaxed);
    gate.argument.store(static_cast<std::uint32_t>(action.argument), std::memory_order_relaxed);
    gate.payload.store(action.payload, std::memory_order_relaxed);
    gate.rows.store(action.rows, std::memory_order_relaxed);
    gate.digest.store(digest(), std::memory_order_relaxed);
    gate.holds.store(holds, std::memory_order_relaxed);
    park(GatePlace::Access);
    throwIfTakenBack();
}

/// Sleeps until there is another grant, and takes it.
void Probe::park(GatePlace place)
{
    throwIfStopped();
    Gate &gate = block().gate;
    const std::uint32_t used = gate.taken.load(std::memory_order_relaxed); // only this actor writes it
    gate.execution.store(m_execution, std::memory_order_relaxed);          // published by the next line
    // SYNC POINT parked: what the actor will do happens-before whoever sees it parked.
    gate.place.store(static_cast<std::uint32_t>(place), std::memory_order_release);
    m_header->gateBell.fetch_add(1, std::memory_order_release);
    sys::futexWake(&m_header->gateBell, 1);
    // SYNC POINT grant: what the session did before the grant happens-before the access.
    // stop() gives a grant, too, after it has said so: nobody sleeps through it.
    std::uint32_t given = used;
    while ((given = gate.go.load(std::memory_order_acquire)) == used) {
        throwIfStopped();
        sys::futexWait(&gate.go, used);
    }
    gate.place.store(static_cast<std::uint32_t>(GatePlace::Away),
                     std::memory_order_relaxed); // published by the next line
    gate.taken.store(given, std::memory_order_release);
    throwIfStopped();
}

bool Probe::isOnlyToLook() const
{
    return block().gate.look.load(std::memory_order_relaxed) != 0; // published by `go`
}

void Probe::throwIfTakenBack()
{
    if (m_header->execution.load(std::memory_order_relaxed) == m_execution) // published by `go`
        return;
    m_leaving = true;
    throw Aborted();
}

void Probe::beginExecution()
{
    if (!m_isStepped)
        return;
    m_leaving = false;
    m_writes = 0; // nobody has seen a word of this execution yet
    do {
        m_execution = m_header->execution.load(std::memory_order_acquire);
        park(GatePlace::Start);
        // Taken back before it began; or, of a process that was started while the others were taken back once more, a
        // grant that was to fetch its predecessor. (relaxed: published by the grant.)
    } while (m_header->execution.load(std::memory_order_relaxed) != m_execution
             || m_header->begun.load(std::memory_order_relaxed) != m_execution);
    // relaxed: figures, read after the end.
    block().startedAt.store(ticksBefore(), std::memory_order_relaxed);
    block().phase.store(static_cast<std::uint32_t>(ActorPhase::Running), std::memory_order_relaxed);
}

bool Probe::awaitNextExecution()
{
    // relaxed: a wish of the session; nothing is read on the strength of it.
    const auto isStopped = [&] { return (m_header->steer.load(std::memory_order_relaxed) & kSteerStop) != 0; };
    try {
        while (m_isStepped && !isStopped() && m_header->execution.load(std::memory_order_acquire) == m_execution)
            park(GatePlace::End);
    } catch (const Aborted &) {
        return false;
    }
    return m_isStepped && !isStopped();
}

void Probe::throwIfStopped()
{
    // relaxed: a wish of the session; nothing is read on the strength of it.
    if ((m_header->steer.load(std::memory_order_relaxed) & kSteerStop) == 0)
        return;
    m_leaving = true;
    throw Aborted();
}

void Probe::openWindow() const
{
    if (m_window == WindowKind::Yield) {
        ::sched_yield();
        return;
    }
    sleep(static_cast<std::int64_t>(m_header->windowNs));
}

void Probe::takeRest()
{
    // SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
    m_chance += 0x9e3779b97f4a7c15ull;
    std::uint64_t mixed = m_chance;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ull;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebull;
    mixed ^= mixed >> 31;
    sleep(static_cast<std::int64_t>(mixed % m_restUs) * 1000);
}

/// Stopping the run ends it early.
void Probe::sleep(std::int64_t nanoseconds) const
{
    // relaxed: the kernel compares it again, under its own lock.
    sys::futexWait(&m_header->steer, m_header->steer.load(std::memory_order_relaxed) & ~kSteerStop, nanoseconds);
}

void Probe::wakeBell()
{
    m_header->bell.fetch_add(1, std::memory_order_seq_cst);
    sys::futexWake(&m_header->bell, INT_MAX);
}

void Probe::addLocal(const void *place, std::size_t bytes)
{
    if (m_localCount == m_locals.size())
        ::_exit(static_cast<int>(WorkerExit::BadScenario));
    m_locals[m_localCount++] = {place, bytes};
}

std::uint64_t Probe::digest() const
{
    std::uint64_t hash = 14695981039346656037ull;
    for (std::size_t i = 0; i < m_localCount; ++i) {
        const auto *bytes = static_cast<const unsigned char *>(m_locals[i].place);
        for (std::size_t k = 0; k < m_locals[i].bytes; ++k)
            hash = (hash ^ bytes[k]) * 1099511628211ull;
    }
    return hash;
}

Probe::Waiting::Waiting(Probe &probe, ObjectRef object) : m_block(probe.block())
{
    // relaxed: hints for sentences and for the search for a standstill, which reads them twice.
    m_block.waitingFor.store(object.bits, std::memory_order_relaxed);
    m_block.waits.store(m_block.waits.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    m_block.phase.store(static_cast<std::uint32_t>(ActorPhase::Waiting), std::memory_order_release);
}

void Probe::Waiting::lookedInVain(std::uint32_t bell)
{
    // SYNC POINT vain (pairs with Standstill): the look happens-before whoever sees it noted.
    const std::uint64_t wait = m_block.waits.load(std::memory_order_relaxed); // only this actor writes it
    m_block.lookedInVain.store(lookInVain(wait, bell), std::memory_order_release);
}

Probe::Waiting::~Waiting()
{
    m_block.phase.store(static_cast<std::uint32_t>(ActorPhase::Running), std::memory_order_release);
}

namespace {

/// Are `count` elements of `bytes` each at `offset` within the memory?
bool liesWithin(const Memory &memory, std::uint64_t offset, std::uint64_t count, std::uint64_t bytes)
{
    return offset <= memory.size() && (bytes == 0 || count <= (memory.size() - offset) / bytes);
}

bool objectsLieWithin(const Memory &control, const Memory &data)
{
    const auto *const entries = control.at<ObjectEntry>(kObjects);
    return std::all_of(entries, entries + control.at<Header>(0)->objects, [&](const ObjectEntry &entry) {
        return entry.kind < kObjectKinds && liesWithin(data, entry.offset, entry.count, entry.stride);
    });
}

} // namespace

Result<void> checkHeader(const Memory &control, const Memory &data)
{
    if (control.size() < kRings)
        return Error{"This is no control memory of a run: it is too short."};
    const Header &header = *control.at<Header>(0);
    // SYNC POINT built (pairs with RunMemory::create).
    if (header.ready.load(std::memory_order_acquire) != 1 || header.magic != kMemoryMagic)
        return Error{"This is no control memory of a run."};
    if (header.layoutVersion != kLayoutVersion || header.layoutHash != layoutHash())
        return Error{"The worker and the program come from different builds: build both again."};
    const bool capacityFits = header.ringCapacity != 0 && (header.ringCapacity & (header.ringCapacity - 1)) == 0;
    if (!capacityFits || header.actors == 0 || header.actors > kMaxActors || header.objects > kMaxObjectEntries
        || control.size() != header.controlBytes || control.size() < controlBytes(header.actors, header.ringCapacity)
        || data.size() != header.dataBytes || header.parameters > kMaxParameters || header.clock > ClockKind::Monotonic
        || header.window > WindowKind::Sleep
        || !liesWithin(data, header.ledgerOffset, header.ledgerWords, sizeof(SharedWord32))
        || !objectsLieWithin(control, data))
        return Error{"The control memory of the run contradicts itself."};
    return {};
}

} // namespace interleave
