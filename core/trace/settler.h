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

/// Puts the events of all actors into one causal order: program order, reads-from, modification order, from-read,
/// acquisition sequence, semaphore chain; time stamps only break ties (reliability: a topological sort).
///
/// The drain feeds it in passes: add … mark … add … release. What was added before the last mark() may settle after
/// the next release(), because by then every access that was under way at the mark has been added as well (see drain.h for
/// the proof); a write may settle only when no read of the word it replaces can still be missing.
class Settler
{
public:
    using Sink = std::function<void(const Event &)>;

    Settler(const ObjectTable &objects, std::size_t actors, Sink sink);
    ~Settler();

    /// Events of one actor, in its program order, newly drained.
    void add(ActorId actor, std::span<const Event> events);
    /// What has been added up to here is the next to be released.
    void mark();
    /// What had been added at the last mark() may settle now: nothing that happened before it can still be missing.
    void release();
    /// This actor will report nothing more (`died`: killed or crashed, with this signal; its last access may be missing).
    /// `pending` is what the dead actor had announced and not reported; None when nothing.
    void ended(ActorId actor, bool died, int signal);
    /// The words of the memory at the end, when every actor has ended: lets the last writes of the dead be inferred, then
    /// settles all the rest; what no order explains is placed by clock and counted.
    void finish(const std::vector<std::vector<Word>> &finalWords);

    std::uint64_t settled() const;
    std::uint64_t inferred() const;
    std::uint64_t unexplained() const;
    /// Drained, not settled, in clock order: the provisional tail. At most `limit` of the newest.
    std::vector<Event> tail(std::size_t limit) const;
    bool hasTail() const;

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

} // namespace interleave
