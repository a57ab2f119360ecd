// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/event.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace interleave {

class CausalMerge;

/// Which blocked heads of a merge wait for each other, so that nothing still to come can help: the run has no
/// interleaving (see OwnedCell).
///
/// A head waits for an actor if something in that actor's queue must settle before it: the write of the word it wants,
/// a read of the word it replaces, the release of the lock it acquires. Events of a queue settle in their order, so a
/// circle of such waits is one of program order, reads-from, from-read and lock order, whatever is reported later. A
/// read of a word that has been replaced waits for itself.
///
/// Of the circles that is taken which waits for nobody outside. So each read that a write of it overtakes when it is
/// placed lies on a circle with that write: a contradiction which is told is one. Somebody outside may yet move, after
/// another pass, and clear a read away that has nothing to do with it.
class WaitCircle
{
public:
    /// Looks at no more than `looks` queued events and counts it down; what it has not seen may be outside.
    WaitCircle(const CausalMerge &merge, std::uint64_t &looks);

    /// A bit for each actor of the circle; none: there is no such circle.
    std::uint64_t actors() const;

private:
    using Mask = std::uint64_t;
    static constexpr Mask bit(std::size_t actor) { return Mask{1} << actor; }
    static constexpr std::size_t kStretch = 32;

    void lookAt(ActorId actor, const Event &head);
    void waitFor(ActorId actor, ActorId other);
    void waitForReaders(ActorId actor, const Event &write);
    std::uint64_t readsIn(ActorId reader, std::size_t from, const Event &write);
    void close();

    const CausalMerge &m_merge;
    std::uint64_t &m_looks;
    Mask m_blocked = 0;
    Mask m_outside = 0;                     // wait for something that is not behind a blocked head
    std::array<Mask, kMaxActors> m_waits{}; // by actor: for whom; in the end also by way of others
};

} // namespace interleave
