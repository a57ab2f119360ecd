// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/run_memory.h"
#include "core/trace/intake.h"
#include "core/trace/recording.h"
#include "core/trace/settler.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace interleave {

/// Turns what is in the rings of a run into its recording, pass by pass; it waits for nobody. The Drain calls it from a
/// thread.
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
/// known: what it may have done without reporting is inferred from the words it left (see Settler). Where the kernel
/// has no such barrier, step 2 waits 100 µs instead, which no store buffer outlasts.
///
/// What has been taken and cannot settle stays within bounds: when there is too much of it, only those whom the pass
/// waits for are listened to, and the others' rings fill up. A worker that lies about words can keep events from
/// settling for good; that is given up after a while (see Settler::release).
///
/// When memory runs out, what has settled stays as it is, and what comes later is taken and thrown away: no worker ever
/// waits for a full memory. RunInfo::memoryRanOutAt then says where, and `dropped` counts what is missing.
class Recorder
{
public:
    struct End {
        ActorId actor = 0;
        bool died = false;
        int signal = 0;
        std::uint64_t noticedAt = 0; ///< ticks
    };
    /// Those whose end has become known since it was called last.
    using Ends = std::function<std::vector<End>()>;

    /// `memory` and `recording` outlive it; nobody else feeds the recording. One thread.
    Recorder(const RunMemory &memory, Recording &recording);

    /// Takes what there is, then asks for the ends, and settles what can be: of whoever did something because he knew
    /// of a death that was told before, it is known by now. Returns how many events were taken.
    std::size_t pass(const Ends &ends);
    /// Makes visible what is known by now, at once.
    void publishAll();
    /// The last pass, when all have gone, with those not told of yet; then calls `complete` to fill in what else is
    /// known of the run, and finishes the recording.
    void finish(const std::vector<End> &ended, const std::function<void(RunInfo &)> &complete);

private:
    std::size_t settle();
    void giveUpRecording();
    std::size_t take();
    void noteBegun();
    std::size_t takeEnds(const std::vector<End> &ended);
    MemoryWords words() const;
    MutexCounts acquisitions() const;
    void publish();
    void tellSites();
    void takeRest(const std::vector<End> &ended);
    void describe(RunInfo &info, const std::function<void(RunInfo &)> &complete) const;
    void handOver(RunInfo info);

    const RunMemory &m_memory;
    Recording &m_recording;
    std::optional<Settler> m_settler; ///< until memory runs out
    Intake m_intake;
    bool m_exhausted = false;     ///< memory ran out: nothing more is recorded
    std::uint64_t m_recorded = 0; ///< when it did, of the events taken and believed
    bool m_barrier = true;
    std::uint64_t m_publishAt = 0, m_tailAt = 0; ///< monotonic ns
    std::uint64_t m_settledThen = 0;
    std::size_t m_sitesTold = 0;
};

} // namespace interleave
