// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/event.h"
#include "core/trace/object_table.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace interleave {

/// Words of a memory by object row and element; rows of locks and groups are empty.
using MemoryWords = std::vector<std::vector<Word>>;
/// How often each mutex of a memory has been acquired, by object row and element; rows of all else are empty.
using MutexCounts = std::vector<std::vector<std::uint64_t>>;

/// Puts the events of all actors into one causal order: program order, reads-from, modification order, from-read,
/// acquisition sequence, semaphore chain; time stamps only break ties (a topological sort by readiness).
///
/// The drain feeds it in passes, each closed by release(). What was added before one release() may settle at the next:
/// by then the drain has shown that every access which was under way at the end of the pass has been reported (see
/// recorder.h), so all that happened before those events is known, though part of it may belong to the pass just added.
/// One thread.
class Settler
{
public:
    /// Takes events that have settled, in order, some hundred at a time; called within release() and finish(), which
    /// hand on all that settles in them.
    using Sink = std::function<void(std::span<const Event>)>;
    /// Did the session put that word there? (A word with its tag alone is no proof: a worker can write one.)
    using IsSessions = std::function<bool(ObjectRef, Word)>;
    /// How much may be held back, and for how many passes. Of a run that is told truly, without gaps, nothing is held
    /// back for more than one pass and the time it takes to learn of a death. Somebody who reports words that nobody
    /// wrote would be waited for in vain, and the others behind him.
    struct Patience {
        std::uint64_t events; ///< held back
        unsigned passes;
    };
    static constexpr Patience kPatience{std::uint64_t{1} << 23, 4000}; ///< 256 MiB; two seconds and more

    /// Without `isSessions` every word with the session's tag is taken for its own.
    Settler(const ObjectTable &objects, std::size_t actors, Sink sink, IsSessions isSessions = {}, Patience patience = kPatience);
    ~Settler();

    /// Events of one actor, in its program order, newly drained.
    void add(ActorId actor, std::span<const Event> events);
    /// Ends a pass (also an empty one): what was added before the previous release() may settle, and does so now. What
    /// cannot is waited for; where no interleaving can explain it, behind a gap, or when patience is at its end, it is
    /// placed by clock and counted.
    void release();
    /// More is held back than should be: add no more than what must come before the pass can end.
    bool isFull() const;
    /// How somebody was killed or crashed.
    struct Death {
        int signal = 0;
        /// When it was noticed, in ticks. What others did later settles behind it, unless a lock that it freed shows
        /// that they knew of it, or nobody can tell any more what its last access was.
        std::uint64_t noticedAt = 0;
        /// Of the memory, taken after it: they hold its last access unless somebody has replaced that since. With them
        /// Died is the last of its actor, but for releases of what it held (the system does that, when it is asked);
        /// without, that holds only for what others saw within two passes.
        MemoryWords memory = {};
        /// Of the same moment: they tell whether it had got the mutex it asked for. Without them that shows when
        /// somebody else gets it.
        MutexCounts acquisitions = {};
        /// It died before an access that it had not begun: nothing it did is missing.
        bool hasReportedAll = false;
    };
    /// This actor will report nothing more; all it reported has been added, and perhaps its last access is missing.
    void died(ActorId actor, const Death &death);
    /// The words of the memory at the end, when every actor has ended: lets the last writes of the dead be inferred,
    /// then settles all the rest; what no order explains is placed by clock and counted.
    void finish(const MemoryWords &finalWords);

    std::uint64_t settled() const;
    /// Of what was added, what has settled.
    std::uint64_t reported() const;
    /// Events deduced for the dead and for the session, Died events not counted.
    std::uint64_t inferred() const;
    /// Events placed although they contradict what came before them: a gap, or no interleaving explains the run.
    std::uint64_t unexplained() const;
    /// Drained, not settled, in clock order: the provisional tail. At most `limit` of the newest.
    std::vector<Event> tail(std::size_t limit) const;
    bool hasTail() const;

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

} // namespace interleave
