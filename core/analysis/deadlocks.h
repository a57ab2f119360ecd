// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/analysis/missing.h"
#include "core/analysis/paged_array.h"
#include "core/trace/object_table.h"

#include <array>
#include <cstdint>
#include <vector>

namespace interleave {

/// Who waits for each other's mutexes in a circle, told by the events alone: each has asked for a mutex that the next
/// one has taken and not given back.
///
/// A circle in any causal order of a run is a deadlock. Had one of it got its mutex, the next one would have given it
/// back before, and to do so would have got its own first, and so on round the circle to itself. It is closed by a
/// request: who takes a mutex waits for no other.
///
/// What an actor took or asked for before events of its are missing that may have been to that mutex counts no more.
/// Source: Coffman, Elphick, Shoshani, "System Deadlocks" (Computing Surveys 1971), circular wait.
class Deadlocks
{
public:
    /// `missing` outlives it, and has seen each event before this one does.
    Deadlocks(const ObjectTable &objects, const Missing &missing);

    /// LockRequested, LockAcquired, LockReleased.
    void settled(EventIndex index, const Event &event);
    /// It waits for nothing any more; what it held goes to the next.
    void died(ActorId actor);
    /// In order; each actor is in one at most at a time, and nobody gets out of one but by a death or the end.
    const std::vector<Deadlock> &found() const { return m_found; }

private:
    static constexpr std::size_t kListed = 64;

    struct Tie {
        ObjectRef mutex;
        ActorId actor = kNoActor; ///< kNoActor: none
        std::uint32_t gaps = 0;   ///< of its events, as far as they concern the mutex, until then
    };

    Tie tied(ActorId actor, ObjectRef mutex) const { return {mutex, actor, m_missing->gapsOf(actor, mutex.row())}; }
    bool holds(const Tie &tie) const;
    /// Who holds what that actor waits for; kNoActor: it does not wait, or for nobody who is known.
    ActorId holderFor(ActorId actor) const;
    void lookFrom(ActorId actor, EventIndex request);

    const Missing *m_missing;               ///< not owned
    std::vector<PagedArray<Tie>> m_holders; ///< by row and element
    std::array<Tie, kMaxActors> m_waits;    ///< by actor
    std::vector<Deadlock> m_found;
};

} // namespace interleave
