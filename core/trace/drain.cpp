// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/drain.h"

#include "core/shm/sys.h"

#include <chrono>
#include <utility>

namespace interleave {

namespace {

constexpr auto kPeriod = std::chrono::microseconds(500);
/// After a pass that took this much the next one follows at once: the rings are filling quickly.
constexpr std::size_t kBusy = 20'000;

} // namespace

Drain::Drain(const RunMemory &memory, Recording &recording) : m_memory(memory), m_recorder(memory, recording) {}

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
    m_ends.push_back({actor, died, signal, ticksBefore(m_memory.clock())});
    ++m_endedCount;
    m_wake.notify_one(); // it may rest
}

void Drain::rest(std::function<void()> rested)
{
    const std::lock_guard lock(m_mutex);
    m_rests = true;
    ++m_restsAsked;
    m_rested = std::move(rested);
    m_wake.notify_one();
}

void Drain::goOn()
{
    const std::lock_guard lock(m_mutex);
    m_rests = false;
    m_wake.notify_one();
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
            if (seen + m_endedCount >= m_memory.actors())
                return true;
        }
        // The time-out is for a worker that dies before it attaches: nobody wakes us for it.
        sys::futexWait(&attached, seen, 5'000'000);
    }
}

void Drain::run()
{
    if (!awaitWorkers())
        return;
    m_memory.openGate();
    m_opened();
    for (;;) {
        const std::uint64_t rests = restsAsked();
        const std::size_t taken = m_recorder.pass([this] { return takeEnds(); });
        sleep(taken, rests);
        const std::lock_guard lock(m_mutex);
        if (m_abandon)
            return;
        if (m_finish)
            break;
    }
    m_recorder.finish(takeEnds(), m_complete);
    if (m_done)
        m_done();
}

/// Until the next pass is due. `restsBefore`: how often rest had been asked for when the last one began. Only such a
/// pass answers it: what was reported just before may have come too late for one that was under way.
void Drain::sleep(std::size_t taken, std::uint64_t restsBefore)
{
    std::unique_lock lock(m_mutex);
    const auto isWanted = [this] { return m_finish || m_abandon; };
    if (!m_rests || m_restsAsked != restsBefore || taken != 0 || !m_ends.empty()) {
        if (taken < kBusy)
            m_wake.wait_for(lock, kPeriod, isWanted);
        return;
    }
    // Nobody moves, and the last pass found nothing: all that was reported is in the recording.
    if (const auto rested = std::exchange(m_rested, {})) {
        lock.unlock();
        m_recorder.publishAll();
        rested();
        lock.lock();
    }
    m_wake.wait(lock, [&] { return isWanted() || !m_rests || m_rested || !m_ends.empty(); });
}

std::uint64_t Drain::restsAsked()
{
    const std::lock_guard lock(m_mutex);
    return m_restsAsked;
}

/// Those whose end has been told since the last call.
std::vector<Recorder::End> Drain::takeEnds()
{
    std::vector<Recorder::End> ends;
    const std::lock_guard lock(m_mutex);
    ends.swap(m_ends);
    return ends;
}

} // namespace interleave
