// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/wait_circle.h"

#include "core/trace/causal_merge.h"

#include <algorithm>
#include <bit>

namespace interleave {

WaitCircle::WaitCircle(const CausalMerge &merge, std::uint64_t &looks) : m_merge(merge), m_looks(looks)
{
    m_merge.forEachBlocked([this](ActorId actor, const Event &) { m_blocked |= bit(actor); });
    m_merge.forEachBlocked([this](ActorId actor, const Event &head) { lookAt(actor, head); });
    close();
}

void WaitCircle::lookAt(ActorId actor, const Event &head)
{
    const ElementState *const element = m_merge.states().find(head.object); // a blocked head has one
    switch (claimOf(head.kind())) {
    case Claim::Sees:
        return waitFor(actor,
                       m_merge.isStale(head)               ? actor
                           : m_merge.isQueued(head.seen()) ? head.seen().actor()
                                                           : kNoActor);
    case Claim::Replaces:
        if (element->now == head.b)
            return waitForReaders(actor, head);
        return waitFor(actor, m_merge.isQueued(head.replaced()) ? head.replaced().actor() : kNoActor);
    case Claim::Acquires: {
        const MutexState *const mutex = m_merge.states().findMutex(head.object);
        return waitFor(actor, mutex && mutex->acquired + 1 == head.acquisition() ? mutex->holder : kNoActor);
    }
    default: return waitFor(actor, kNoActor);
    }
}

void WaitCircle::waitFor(ActorId actor, ActorId other)
{
    if (other < m_waits.size() && (m_blocked & bit(other)))
        m_waits[actor] |= bit(other);
    else
        m_outside |= bit(actor);
}

/// The reads of the word that the write replaces are mostly near the heads, so all queues are looked through side by
/// side, until all of them are found.
void WaitCircle::waitForReaders(ActorId actor, const Event &write)
{
    std::uint64_t missing = m_merge.reads().count(write.replaced(), write.object);
    for (std::size_t from = 0; missing > 0 && m_looks > 0; from += kStretch)
        for (std::size_t reader = 0; reader < m_merge.actors(); ++reader)
            if (const std::uint64_t found = readsIn(static_cast<ActorId>(reader), from, write)) {
                waitFor(actor, static_cast<ActorId>(reader));
                missing -= found;
            }
    if (missing > 0)
        m_outside |= bit(actor);
}

/// So many reads of the word that the write replaces are in that stretch of the reader's queue.
std::uint64_t WaitCircle::readsIn(ActorId reader, std::size_t from, const Event &write)
{
    const std::span<const Event> queue = m_merge.queue(reader).unsettled();
    const std::size_t start = std::min(from, queue.size());
    const std::span<const Event> stretch = queue.subspan(start, std::min(kStretch, queue.size() - start));
    m_looks -= std::min<std::uint64_t>(m_looks, stretch.size() + 1);
    return static_cast<std::uint64_t>(std::count_if(stretch.begin(), stretch.end(), [&write](const Event &event) {
        return claimOf(event.kind()) == Claim::Sees && event.a == write.b && event.object == write.object;
    }));
}

/// Who waits for somebody waits for all that he waits for (Warshall, "A Theorem on Boolean Matrices", 1962).
void WaitCircle::close()
{
    for (std::size_t by = 0; by < m_waits.size(); ++by)
        for (Mask &waits : m_waits)
            if (waits & bit(by))
                waits |= m_waits[by];
}

/// Those who wait for each other and for nobody else wait for the same.
std::uint64_t WaitCircle::actors() const
{
    for (const Mask circle : m_waits) {
        bool closed = circle != 0 && (circle & m_outside) == 0;
        for (Mask rest = circle; closed && rest; rest &= rest - 1)
            closed = m_waits[static_cast<std::size_t>(std::countr_zero(rest))] == circle;
        if (closed)
            return circle;
    }
    return 0;
}

} // namespace interleave
