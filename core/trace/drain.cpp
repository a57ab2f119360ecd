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
        const std::size_t taken = m_recorder.pass(takeEnds());
        std::unique_lock lock(m_mutex);
        if (m_abandon)
            return;
        if (m_finish)
            break;
        if (taken < kBusy)
            m_wake.wait_for(lock, kPeriod, [this] { return m_finish || m_abandon; });
    }
    m_recorder.finish(takeEnds(), m_complete);
    if (m_done)
        m_done();
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
