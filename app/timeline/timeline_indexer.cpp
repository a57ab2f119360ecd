// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_indexer.h"

#include "core/trace/recording.h"

#include <chrono>

namespace interleave {

namespace {

constexpr std::chrono::milliseconds kAnnounceEvery{50};
constexpr std::size_t kFewLosses = 1000; // read by the window itself: less than a millisecond

} // namespace

TimelineIndexer::TimelineIndexer(std::shared_ptr<const Recording> recording, TimelineIndex::Options options)
    : m_recording(std::move(recording))
    , m_index(options)
    , m_losses(std::make_shared<const TimelineLosses>())
{
}

TimelineIndexer::~TimelineIndexer()
{
    if (!m_thread.joinable())
        return;
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
    }
    m_woken.notify_one();
    m_thread.join();
}

std::shared_ptr<const TimelineLosses> TimelineIndexer::losses() const
{
    const std::scoped_lock lock(m_mutex);
    return m_losses;
}

void TimelineIndexer::wake()
{
    if (!m_thread.joinable()) {
        const auto findings = m_recording->findings();
        const bool fewLosses = !findings || findings->losses.listed.size() <= kFewLosses;
        if (fewLosses && m_recording->trace().size() < TimelineIndex::kBlock) {
            readLosses();
            return;
        }
        m_work = true; // no thread yet to share it with
        m_thread = std::thread([this] { run(); });
        return;
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_work = true;
    }
    m_woken.notify_one();
}

void TimelineIndexer::finish()
{
    wake();
    std::unique_lock lock(m_mutex);
    m_rested.wait(lock, [this] { return !m_thread.joinable() || (!m_work && !m_busy); });
}

void TimelineIndexer::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        m_woken.wait(lock, [this] { return m_work || m_stop; });
        m_work = false;
        m_busy = true;
        lock.unlock();
        const bool grown = appendBlocks();
        const bool lost = readLosses();
        if (grown || lost)
            announce(true);
        lock.lock();
        m_busy = false;
        m_rested.notify_all();
    }
}

bool TimelineIndexer::appendBlocks()
{
    const Trace &trace = m_recording->trace();
    TraceReader reader(trace);
    const EventIndex before = m_index.size();
    EventIndex covered = before;
    while (trace.size() >= covered + TimelineIndex::kBlock) {
        {
            const std::scoped_lock lock(m_mutex);
            if (m_stop)
                break;
        }
        reader.forEach(covered, covered + TimelineIndex::kBlock,
                       [this](EventIndex index, const Event &event) { m_index.append(index, event); });
        covered += TimelineIndex::kBlock;
        announce(false);
    }
    return covered != before;
}

bool TimelineIndexer::readLosses()
{
    auto findings = m_recording->findings();
    if (!findings || findings == m_read)
        return false;
    TraceReader reader(m_recording->trace());
    auto losses = std::make_shared<const TimelineLosses>(findings->losses, reader, m_index.options().lanes);
    m_read = std::move(findings);
    const std::scoped_lock lock(m_mutex);
    m_losses = std::move(losses);
    return true;
}

void TimelineIndexer::announce(bool now)
{
    const auto time = std::chrono::steady_clock::now();
    if (!now && time - m_announced < kAnnounceEvery)
        return;
    m_announced = time;
    emit advanced();
}

} // namespace interleave
