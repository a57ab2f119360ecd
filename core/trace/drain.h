// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/run_memory.h"
#include "core/trace/recorder.h"
#include "core/trace/recording.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace interleave {

/// Has a Recorder record a run, on a thread of its own. It never waits for a worker or for the window, and neither
/// waits for it; it sleeps half a millisecond between passes (a busy collector makes emission three to four times
/// dearer), and altogether when no run is on.
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
    /// Any thread: this actor's process is gone, and will report nothing more. To be told before anybody else learns of
    /// it: what others do later then settles behind the death.
    void actorEnded(ActorId actor, bool died, int signal);
    /// Any thread, in a stepped run: nobody moves until goOn(). What there is to take is taken, and all that is known
    /// is made visible; then `rested` is called (on the drain's thread), and that sleeps.
    void rest(std::function<void()> rested);
    void goOn();
    /// Any thread, when every actor has ended: settles all the rest with the words that are left in the memory, then
    /// calls `complete(RunInfo &)` on the drain's thread to fill in what is known of the run, finishes the recording,
    /// and calls `done` (on that thread as well). The thread then ends.
    void finish(std::function<void(RunInfo &)> complete, std::function<void()> done);
    /// Waits for the thread to end; at once when finish() was not called and the run is given up.
    void join();

private:
    void run();
    bool awaitWorkers();
    void sleep(std::size_t taken, std::uint64_t restsBefore);
    std::uint64_t restsAsked();
    std::vector<Recorder::End> takeEnds();

    const RunMemory &m_memory;
    Recorder m_recorder; ///< of the drain's thread

    std::mutex m_mutex; // protects what follows
    std::condition_variable m_wake;
    std::vector<Recorder::End> m_ends;
    std::function<void()> m_opened;
    std::function<void(RunInfo &)> m_complete;
    std::function<void()> m_done;
    std::function<void()> m_rested; ///< to be called
    bool m_rests = false;
    std::uint64_t m_restsAsked = 0; ///< times
    bool m_finish = false;
    bool m_abandon = false;
    std::size_t m_endedCount = 0;

    std::thread m_thread;
};

} // namespace interleave
