// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/timeline/timeline_index.h"
#include "app/timeline/timeline_losses.h"

#include <QObject>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace interleave {

class Recording;
struct Findings;

/// Keeps the index and the losses of one recording up to date on a thread of its own, so that opening ten million
/// events, or a run that adds millions a second, costs the window nothing. Sleeps while there is nothing new.
///
/// Recordings that end within their first block need no index, and a few losses no thread: until wake() is called for
/// the first time no thread exists.
class TimelineIndexer : public QObject
{
    Q_OBJECT

public:
    TimelineIndexer(std::shared_ptr<const Recording> recording, TimelineIndex::Options options);
    /// Ends the thread: after at most one block of events, or one list of losses.
    ~TimelineIndexer() override;

    const TimelineIndex &index() const { return m_index; }
    /// Never null.
    std::shared_ptr<const TimelineLosses> losses() const;

    /// The trace has grown, or there may be new findings. The window's thread.
    void wake();
    /// Returns when all there is has been counted. For pictures that nobody waits in front of, never for the window.
    void finish();

signals:
    /// There is more to draw. From the indexer's thread, at most some twenty times a second.
    void advanced();

private:
    void run();
    bool appendBlocks();
    bool readLosses();
    void announce(bool now);

    std::shared_ptr<const Recording> m_recording;
    TimelineIndex m_index;
    std::shared_ptr<const Findings> m_read; // what m_losses was made of; whoever makes the losses

    mutable std::mutex m_mutex; // protects the five below
    std::condition_variable m_woken, m_rested;
    std::shared_ptr<const TimelineLosses> m_losses;
    bool m_work = false;
    bool m_busy = false;
    bool m_stop = false;

    std::chrono::steady_clock::time_point m_announced; // the indexer's thread
    std::thread m_thread;
};

} // namespace interleave
