// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/drain.h"

#include "core/shm/sys.h"
#include "core/trace/memory_reserve.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <new>

namespace interleave {

namespace {

constexpr auto kPeriod = std::chrono::microseconds(500);
/// After a pass that took this much the next one follows at once: the rings are filling quickly.
constexpr std::size_t kBusy = 20'000;
/// How often tail and findings are made visible while a run is on; findings less often when that takes more than this
/// share of it.
constexpr std::uint64_t kPublishNs = 50'000'000;
constexpr std::uint64_t kPublishShare = 20;
constexpr std::size_t kTail = 4096;

/// A worker wrote it: nothing in it is believed beyond its form.
bool isSane(const Event &event, const ObjectTable &objects)
{
    const EventKind kind = event.kind();
    if (kind == EventKind::None || kind >= EventKind::Died)
        return false;
    if (kind == EventKind::Stalled || kind == EventKind::Gap)
        return true;
    if (event.object.row() >= objects.size() || event.object.element() >= objects[event.object.row()].count)
        return false;
    const ObjectKind object = objects[event.object.row()].kind;
    switch (kind) {
    case EventKind::LockRequested:
    case EventKind::LockAcquired:
    case EventKind::LockReleased: return object == ObjectKind::Mutex;
    case EventKind::SemaphoreRequested:
    case EventKind::SemaphoreAcquired:
    case EventKind::SemaphorePosted: return object == ObjectKind::Semaphore;
    default: return object == ObjectKind::Cell || object == ObjectKind::Slots;
    }
}

/// From here on nothing is known of this actor: so many events of its are missing, or at least one.
Event gapOf(ActorId actor, std::uint64_t missing = 1)
{
    Event event;
    event.set(EventKind::Gap);
    event.time = ticksBefore(bestClock());
    event.actor = actor;
    event.a = missing;
    return event;
}

} // namespace

Drain::Drain(const RunMemory &memory, Recording &recording)
    : m_memory(memory),
      m_recording(recording),
      m_settler(std::in_place, memory.objects(), memory.actors(),
                [this](std::span<const Event> events) { m_recording.settle(events); }),
      m_wanted(memory.actors()),
      m_reportedDrops(memory.actors()),
      m_ended(memory.actors())
{
    for (ActorId actor = 0; actor < memory.actors(); ++actor)
        m_rings.emplace_back(memory.control().at<RingEnds>(ringOffset(actor, memory.ringCapacity())), memory.ringCapacity());
}

Drain::~Drain()
{
    {
        const std::lock_guard lock(m_mutex);
        m_abandon = true;
    }
    m_wake.notify_one();
    join();
}

void Drain::start(std::function<void()> opened)
{
    m_opened = std::move(opened);
    m_thread = std::thread([this] { run(); });
}

void Drain::join()
{
    if (m_thread.joinable())
        m_thread.join();
}

void Drain::actorEnded(ActorId actor, bool died, int signal)
{
    const std::lock_guard lock(m_mutex);
    m_ends.push_back({actor, died, signal});
    ++m_endedCount;
}

void Drain::finish(std::function<void(RunInfo &)> complete, std::function<void()> done)
{
    {
        const std::lock_guard lock(m_mutex);
        m_complete = std::move(complete);
        m_done = std::move(done);
        m_finish = true;
    }
    m_wake.notify_one();
}

/// Until every worker has attached or ended. False when the run is given up.
bool Drain::awaitWorkers()
{
    const SharedWord32 &attached = m_memory.header().attached;
    for (;;) {
        const std::uint32_t seen = attached.load(std::memory_order_acquire);
        {
            const std::lock_guard lock(m_mutex);
            if (m_abandon)
                return false;
            if (seen + m_endedCount >= m_rings.size())
                return true;
        }
        // The time-out is for a worker that dies before it attaches: nobody wakes us for it.
        sys::futexWait(&attached, seen, 5'000'000);
    }
}

void Drain::run()
{
    memory_reserve::fill();
    if (!awaitWorkers())
        return;
    m_memory.openGate();
    m_opened();
    for (;;) {
        const std::size_t taken = record();
        std::unique_lock lock(m_mutex);
        if (m_abandon)
            return;
        if (m_finish)
            break;
        if (taken < kBusy)
            m_wake.wait_for(lock, kPeriod, [this] { return m_finish || m_abandon; });
    }
    completeRun();
}

/// Takes what is there and settles what can be. Memory may run out over it: then what is recorded by now stays, and
/// all that comes later is taken and thrown away, so that no worker waits for room.
std::size_t Drain::record()
{
    if (m_exhausted)
        return discard();
    try {
        const std::size_t taken = take();
        pass();
        if (!memory_reserve::wasNeeded())
            return taken;
    } catch (const std::bad_alloc &) {
        memory_reserve::release(); // the allocation may have been none of operator new's
    }
    giveUpRecording();
    return discard();
}

/// What is in the trace is a causal order whatever was under way; the settler's own state may be torn, and goes.
void Drain::giveUpRecording()
{
    m_exhausted = true;
    // What has settled is handed on some hundred at a time; the last of them may not have reached the trace.
    const std::uint64_t batched = m_settler->settled() - std::min(m_settler->settled(), m_recording.trace().size());
    m_recorded = m_settler->reported() - std::min(m_settler->reported(), batched);
    m_settler.reset();
    m_copies = {};
}

std::size_t Drain::discard()
{
    std::size_t taken = 0;
    for (RingReader &ring : m_rings)
        taken += ring.consume([](std::span<const Event>) {});
    const std::lock_guard lock(m_mutex);
    m_ends.clear(); // nothing is inferred any more
    return taken;
}

void Drain::pass()
{
    takeEnds();
    // Mostly nobody is within an access; then two passes end at once, and all that was taken settles.
    for (int round = 0; round < 2 && begunIsTaken(); ++round) {
        m_settler->release();
        noteBegun();
        take();
    }
    publish();
}

std::size_t Drain::take()
{
    std::size_t taken = 0;
    for (ActorId actor = 0; actor < m_rings.size(); ++actor)
        taken += takeFrom(actor);
    return taken;
}

std::size_t Drain::takeFrom(ActorId actor)
{
    RingReader &ring = m_rings[actor];
    const ObjectTable &objects = m_memory.objects();
    const bool trusted = !ring.quarantined();
    std::vector<Event> &copies = m_copies;
    const std::size_t taken = ring.consume([&](std::span<const Event> events) {
        if (ring.quarantined()) { // its first part made no sense
            m_refused += events.size();
            return;
        }
        copies.assign(events.begin(), events.end());
        for (Event &event : copies) {
            if (event.kind() == EventKind::Gap)
                m_reportedDrops[actor] += event.a;
            event.actor = actor;
            event.site = event.site < kMaxSites ? event.site : SiteId{0};
            event.kindAndFlags &= static_cast<std::uint8_t>(~kInferred);
        }
        const auto broken = std::find_if(copies.begin(), copies.end(), [&](const Event &event) { return !isSane(event, objects); });
        if (broken != copies.end())
            ring.quarantine();
        m_refused += static_cast<std::uint64_t>(copies.end() - broken);
        m_settler->add(actor, std::span(copies.data(), static_cast<std::size_t>(broken - copies.begin())));
    });
    if (trusted && ring.quarantined())
        m_settler->add(actor, std::array{gapOf(actor)});
    return taken;
}

void Drain::noteBegun()
{
    // relaxed: written before its worker attached, whom this thread has seen.
    if (m_barrier && (m_memory.header().noBarrier.load(std::memory_order_relaxed) != 0 || !sys::barrierEverywhere()))
        m_barrier = false;
    if (!m_barrier)
        std::this_thread::sleep_for(std::chrono::microseconds(100));
    for (std::size_t actor = 0; actor < m_rings.size(); ++actor)
        m_wanted[actor] = m_rings[actor].begun();
}

bool Drain::begunIsTaken() const
{
    for (std::size_t actor = 0; actor < m_rings.size(); ++actor) {
        const RingReader &ring = m_rings[actor];
        if (m_ended[actor] || ring.quarantined() || ring.consumed() >= m_wanted[actor])
            continue;
        // An announcement taken back (a semaphore that was empty after all) never gets published.
        if (ring.begun() < m_wanted[actor] && ring.published() <= ring.consumed())
            continue;
        return false;
    }
    return true;
}

void Drain::takeEnds()
{
    std::vector<End> ends;
    {
        const std::lock_guard lock(m_mutex);
        ends.swap(m_ends);
    }
    for (const End &end : ends) {
        takeFrom(end.actor); // the process is gone: what it published is all there is
        noteLastDrops(end.actor);
        m_ended[end.actor] = true;
        m_settler->ended(end.actor, end.died, end.signal, end.died ? words() : MemoryWords());
    }
}

/// What it dropped last it had no occasion to report.
void Drain::noteLastDrops(ActorId actor)
{
    const std::uint64_t dropped = m_rings[actor].dropped();
    if (dropped > m_reportedDrops[actor] && !m_rings[actor].quarantined())
        m_settler->add(actor, std::array{gapOf(actor, dropped - m_reportedDrops[actor])});
}

MemoryWords Drain::words() const
{
    MemoryWords words;
    for (std::size_t row = 0; row < m_memory.objects().size(); ++row)
        words.push_back(m_memory.words(static_cast<int>(row)));
    return words;
}

void Drain::publish()
{
    const std::uint64_t now = monotonicNow();
    if (now >= m_tailAt) {
        m_recording.setTail(m_settler->hasTail() ? std::make_shared<const std::vector<Event>>(m_settler->tail(kTail))
                                                 : nullptr);
        m_tailAt = now + kPublishNs;
    }
    if (now < m_publishAt || m_settler->settled() == m_settledThen)
        return;
    m_settledThen = m_settler->settled();
    m_recording.publishFindings();
    m_publishAt = now + std::max(kPublishNs, kPublishShare * (monotonicNow() - now));
}

/// The last pass, with everybody gone.
void Drain::recordRest()
{
    if (m_exhausted)
        return;
    try {
        take();
        takeEnds();
        if (m_memory.header().recording != 0)
            m_settler->finish(words());
        return;
    } catch (const std::bad_alloc &) {
        memory_reserve::release();
    }
    giveUpRecording();
}

void Drain::completeRun()
{
    recordRest();
    if (m_exhausted)
        discard();
    m_recording.setTail(nullptr);
    RunInfo info = *m_recording.info();
    try {
        complete(info);
    } catch (const std::bad_alloc &) { // without final words, then
        memory_reserve::release();
        info.memoryRanOutAt = m_recording.trace().size();
    }
    handOver(std::move(info));
    if (m_done)
        m_done();
}

void Drain::complete(RunInfo &info) const
{
    info.clock.origin = m_memory.header().openedAt.load(std::memory_order_relaxed); // the workers have gone
    std::uint64_t taken = 0;
    for (std::size_t actor = 0; actor < m_rings.size(); ++actor) {
        const ActorBlock &block = m_memory.actor(static_cast<ActorId>(actor));
        ProcessInfo &process = info.processes[actor];
        process.events = m_rings[actor].taken();
        // relaxed: the workers have gone.
        process.startedAt = block.startedAt.load(std::memory_order_relaxed);
        process.endedAt = block.endedAt.load(std::memory_order_relaxed);
        info.stalledNs += static_cast<std::int64_t>(m_rings[actor].stalledNs());
        info.dropped += m_rings[actor].dropped() + m_rings[actor].discarded();
        taken += process.events;
    }
    if (m_exhausted) {
        info.memoryRanOutAt = m_recording.trace().size();
        info.dropped += taken - std::min(taken, m_recorded);
    } else {
        info.dropped += m_refused;
    }
    if (m_complete)
        m_complete(info);
    // Last what takes most memory.
    info.sites = m_memory.sites();
    info.ledger = m_memory.ledger();
    info.finalWords = words();
}

void Drain::handOver(RunInfo info)
{
    try {
        m_recording.finish(info);
    } catch (const std::bad_alloc &) {
        memory_reserve::release();
        info.memoryRanOutAt = m_recording.trace().size();
        m_recording.close(std::move(info));
    }
}

} // namespace interleave
