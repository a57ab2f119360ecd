// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/ring.h"
#include "core/shm/run_memory.h"
#include "core/trace/recording.h"
#include "core/trace/settler.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace interleave {

/// Takes the events of a run out of its rings, on a thread of its own, and has them settled into a recording. It never
/// waits for a worker or for the window, and neither waits for it; it sleeps half a millisecond between passes (a busy
/// collector makes emission three to four times dearer), and altogether when no run is on.
///
/// Why nothing settles too early. A write W may settle only when no read of the word it replaced can be missing.
/// Passes:
///
///     1. take all that is published in all rings, and end the pass (Settler::release)
///     2. barrierEverywhere(): every running worker has emptied its store buffer
///     3. note `begun` of every actor
///     4. take what is published, over and over, until all that was begun by step 3 has been taken
///     5. end the next pass: what was taken in step 1 settles
///
/// A read of the word that W replaced happened before W, hence before step 1; its `begun` was stored before the read,
/// hence is visible in step 3; so step 4 waits for it. An actor that is stopped within an access holds the settling up,
/// and the provisional tail shows what has been taken meanwhile. A dead actor is taken out of step 4 when its end is
/// known: what it may have done without reporting is inferred from the words it left (see Settler).
/// Where the kernel has no such barrier, step 2 waits 100 µs instead, which no store buffer outlasts.
///
/// When memory runs out, what has settled stays as it is, and what comes later is taken and thrown away: no worker ever
/// waits for a full memory. RunInfo::memoryRanOutAt then says where, and `dropped` counts what is missing.
class Drain
{
public:
    /// `memory` and `recording` outlive the drain; the recording is fed by the drain's thread only.
    Drain(const RunMemory &memory, Recording &recording);
    ~Drain();
    Drain(const Drain &) = delete;
    Drain &operator=(const Drain &) = delete;

    /// Begins the run: waits on its own thread for the workers to attach, opens the start gate, calls `opened` there.
    void start(std::function<void()> opened);
    /// Any thread: this actor's process is gone, and will report nothing more.
    void actorEnded(ActorId actor, bool died, int signal);
    /// Any thread, when every actor has ended: settles all the rest with the words that are left in the memory, then
    /// calls `complete(RunInfo &)` on the drain's thread to fill in what is known of the run, finishes the recording,
    /// and calls `done` (on that thread as well). The thread then ends.
    void finish(std::function<void(RunInfo &)> complete, std::function<void()> done);
    /// Waits for the thread to end; at once when finish() was not called and the run is given up.
    void join();

private:
    struct End {
        ActorId actor;
        bool died;
        int signal;
    };

    void run();
    bool awaitWorkers();
    std::size_t record();
    void giveUpRecording();
    std::size_t discard();
    void pass();
    std::size_t take();
    std::size_t takeFrom(ActorId actor);
    void noteBegun();
    bool begunIsTaken() const;
    void takeEnds();
    void noteLastDrops(ActorId actor);
    MemoryWords words() const;
    void publish();
    void recordRest();
    void completeRun();
    void complete(RunInfo &info) const;
    void handOver(RunInfo info);

    const RunMemory &m_memory;
    Recording &m_recording;
    std::optional<Settler> m_settler; ///< until memory runs out
    std::vector<RingReader> m_rings;
    std::vector<Event> m_copies; ///< of what is being taken: a hostile worker could still change it in the ring
    std::vector<std::uint64_t> m_wanted; ///< step 3: what must have been taken before the next pass may end
    std::vector<std::uint64_t> m_reportedDrops; ///< by actor: how many it has said to be missing
    std::vector<bool> m_ended;
    std::uint64_t m_refused = 0; ///< events that made no sense, and those behind them
    bool m_exhausted = false;     ///< memory ran out: nothing more is recorded
    std::uint64_t m_recorded = 0; ///< when it did, of the events taken
    bool m_barrier = true;
    std::uint64_t m_publishAt = 0, m_tailAt = 0; ///< monotonic ns
    std::uint64_t m_settledThen = 0;

    std::mutex m_mutex; // protects what follows
    std::condition_variable m_wake;
    std::vector<End> m_ends;
    std::function<void()> m_opened;
    std::function<void(RunInfo &)> m_complete;
    std::function<void()> m_done;
    bool m_finish = false;
    bool m_abandon = false;
    std::size_t m_endedCount = 0;

    std::thread m_thread;
};

} // namespace interleave
