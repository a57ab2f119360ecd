// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/deadlocks.h"

#include "core/trace/wait_for_graph.h"

#include <utility>

namespace interleave {

Deadlocks::Deadlocks(const ObjectTable &objects, const Missing &missing)
    : m_missing(&missing),
      m_holders(objects.size())
{}

void Deadlocks::settled(EventIndex index, const Event &event)
{
    if (event.object.row() >= m_holders.size())
        return;
    PagedArray<Tie> &holders = m_holders[event.object.row()];
    switch (event.kind()) {
    case EventKind::LockRequested:
        if (event.actor >= m_waits.size())
            break;
        m_waits[event.actor] = tied(event.actor, event.object);
        lookFrom(event.actor, index);
        break;
    case EventKind::LockAcquired:
        holders[event.object.element()] = tied(event.actor, event.object);
        if (event.actor < m_waits.size())
            m_waits[event.actor] = {};
        break;
    case EventKind::LockReleased: holders[event.object.element()] = {}; break;
    default: break;
    }
}

void Deadlocks::died(ActorId actor)
{
    if (actor < m_waits.size())
        m_waits[actor] = {};
}

bool Deadlocks::holds(const Tie &tie) const
{
    return tie.actor < m_waits.size() && tie.gaps == m_missing->gapsOf(tie.actor, tie.mutex.row());
}

ActorId Deadlocks::holderFor(ActorId actor) const
{
    const Tie &wait = m_waits[actor];
    if (!holds(wait))
        return kNoActor;
    const Tie *const holder = m_holders[wait.mutex.row()].find(wait.mutex.element());
    return holder && holds(*holder) ? holder->actor : kNoActor;
}

void Deadlocks::lookFrom(ActorId actor, EventIndex request)
{
    std::size_t others = 0;
    for (ActorId at = holderFor(actor); at != actor; at = holderFor(at))
        if (at == kNoActor || ++others == m_waits.size())
            return; // the way ends, or leads into a circle of others
    if (m_found.size() == kListed)
        return;
    Deadlock deadlock{{}, request, Proof::Proved};
    for (ActorId at = actor; deadlock.circle.size() <= others; at = deadlock.circle.back().holder)
        deadlock.circle.push_back({at, m_waits[at].mutex, holderFor(at)});
    startAtTheSmallest(deadlock.circle);
    m_found.push_back(std::move(deadlock));
}

} // namespace interleave
