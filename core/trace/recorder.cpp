// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/recorder.h"

#include "core/shm/sys.h"
#include "core/trace/memory_reserve.h"

#include <algorithm>
#include <chrono>
#include <new>
#include <thread>
#include <utility>

namespace interleave {

namespace {

/// How often tail and findings are made visible while a run is on; findings less often when that takes more than this
/// share of it.
constexpr std::uint64_t kPublishNs = 50'000'000;
constexpr std::uint64_t kPublishShare = 20;
constexpr std::size_t kTail = 4096;

} // namespace

Recorder::Recorder(const RunMemory &memory, Recording &recording)
    : m_memory(memory),
      m_recording(recording),
      m_settler(std::in_place, memory.objects(), memory.actors(),
                [this](std::span<const Event> events) { m_recording.settle(events); },
                [&memory](ObjectRef object, Word word) { return memory.hasWritten(object, word); }),
      m_intake(memory, [this](ActorId actor, std::span<const Event> events) { m_settler->add(actor, events); })
{
    memory_reserve::fill();
}

/// Memory may run out over it: then what is recorded by now stays, and all that comes later is taken and thrown away,
/// so that no worker waits for room.
std::size_t Recorder::pass(const Ends &ends)
{
    if (m_exhausted) { // nothing is inferred any more
        ends();
        return m_intake.discard();
    }
    try {
        std::size_t taken = take();
        taken += takeEnds(ends());
        taken += settle();
        if (!memory_reserve::wasNeeded())
            return taken;
    } catch (const std::bad_alloc &) {
        memory_reserve::release(); // the allocation may have been none of operator new's
    }
    giveUpRecording();
    return m_intake.discard();
}

/// What is in the trace is a causal order whatever was under way; the settler's own state may be torn, and goes.
void Recorder::giveUpRecording()
{
    m_exhausted = true;
    // What has settled is handed on some hundred at a time; the last of them may not have reached the trace.
    const std::uint64_t batched = m_settler->settled() - std::min(m_settler->settled(), m_recording.trace().size());
    m_recorded = m_settler->reported() - std::min(m_settler->reported(), batched);
    m_settler.reset();
}

/// Returns how many events were taken for it.
std::size_t Recorder::settle()
{
    std::size_t taken = 0;
    // Mostly nobody is within an access; then two passes end at once, and all that was taken settles.
    for (int round = 0; round < 2 && m_intake.begunIsTaken(); ++round) {
        m_settler->release();
        noteBegun();
        taken += take();
    }
    publish();
    return taken;
}

std::size_t Recorder::take()
{
    return m_settler->isFull() ? m_intake.takeWanted() : m_intake.take();
}

void Recorder::noteBegun()
{
    // relaxed: written before its worker attached, whom this thread has seen.
    if (m_barrier && (m_memory.header().noBarrier.load(std::memory_order_relaxed) != 0 || !sys::barrierEverywhere()))
        m_barrier = false;
    if (!m_barrier)
        std::this_thread::sleep_for(std::chrono::microseconds(100));
    m_intake.noteBegun();
}

std::size_t Recorder::takeEnds(const std::vector<End> &ended)
{
    std::size_t taken = 0;
    for (const End &end : ended) {
        taken += m_intake.takeLast(end.actor); // the process is gone: what it published is all there is
        if (end.died)
            m_settler->died(end.actor, {.signal = end.signal,
                                        .noticedAt = std::max(end.noticedAt, m_memory.openedAt()),
                                        .memory = words(),
                                        .acquisitions = acquisitions(),
                                        .hasReportedAll = m_memory.isStepped() && m_memory.isParked(end.actor)});
    }
    return taken;
}

MemoryWords Recorder::words() const
{
    MemoryWords words;
    for (std::size_t row = 0; row < m_memory.objects().size(); ++row)
        words.push_back(m_memory.words(static_cast<int>(row)));
    return words;
}

MutexCounts Recorder::acquisitions() const
{
    const ObjectTable &objects = m_memory.objects();
    MutexCounts counts(objects.size());
    for (std::size_t row = 0; row < objects.size(); ++row)
        for (std::uint32_t element = 0; objects[row].kind == ObjectKind::Mutex && element < objects[row].count; ++element)
            counts[row].push_back(m_memory.acquisitionsOf(ObjectRef::of(static_cast<std::uint32_t>(row), element)));
    return counts;
}

/// Whoever shows a live run shows the line each process is on. A program has few; what is named beyond the table is not
/// asked for again.
void Recorder::tellSites()
{
    const std::size_t named = std::size_t{m_intake.largestSite()} + 1;
    if (named <= m_sitesTold)
        return;
    m_sitesTold = named;
    m_recording.setSites(m_memory.sites());
}

void Recorder::publish()
{
    tellSites();
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

void Recorder::publishAll()
{
    m_tailAt = m_publishAt = 0;
    if (m_exhausted)
        return;
    // Those as well that somebody stands before, and that no event has named yet.
    if (auto sites = m_memory.sites(); sites.size() > m_sitesTold) {
        m_sitesTold = sites.size();
        m_recording.setSites(std::move(sites));
    }
    publish();
}

void Recorder::takeRest(const std::vector<End> &ended)
{
    if (m_exhausted)
        return;
    try {
        m_intake.take();
        takeEnds(ended);
        if (m_memory.recording())
            m_settler->finish(words());
        return;
    } catch (const std::bad_alloc &) {
        memory_reserve::release();
    }
    giveUpRecording();
}

void Recorder::finish(const std::vector<End> &ended, const std::function<void(RunInfo &)> &complete)
{
    takeRest(ended);
    if (m_exhausted)
        m_intake.discard();
    m_recording.setTail(nullptr);
    RunInfo info = *m_recording.info();
    try {
        describe(info, complete);
    } catch (const std::bad_alloc &) { // without final words, then
        memory_reserve::release();
        info.memoryRanOutAt = m_recording.trace().size();
    }
    handOver(std::move(info));
}

void Recorder::describe(RunInfo &info, const std::function<void(RunInfo &)> &complete) const
{
    info.clock.origin = m_memory.openedAt();
    std::uint64_t believed = 0;
    for (std::size_t i = 0; i < m_memory.actors(); ++i) {
        const auto actor = static_cast<ActorId>(i);
        const ActorBlock &block = m_memory.actor(actor);
        ProcessInfo &process = info.processes[i];
        process.events = m_intake.believed(actor);
        process.refusal = m_intake.refusal(actor);
        // relaxed: the workers have gone.
        process.startedAt = m_intake.possible(block.startedAt.load(std::memory_order_relaxed));
        process.endedAt = m_intake.possible(block.endedAt.load(std::memory_order_relaxed));
        info.stalledNs += static_cast<std::int64_t>(m_intake.stalledNs(actor));
        info.dropped += m_intake.missing(actor);
        believed += process.events;
    }
    if (m_exhausted) {
        info.memoryRanOutAt = m_recording.trace().size();
        info.dropped += believed - std::min(believed, m_recorded);
    }
    if (complete)
        complete(info);
    // Last what takes most memory.
    info.sites = m_memory.sites();
    // Whoever names a site has claimed it; if the table says otherwise now, nobody knows where that was.
    info.sites.resize(std::max<std::size_t>(info.sites.size(), std::size_t{m_intake.largestSite()} + 1));
    info.ledger = m_memory.ledger();
    info.finalWords = words();
}

void Recorder::handOver(RunInfo info)
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
