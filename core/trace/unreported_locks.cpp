// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/unreported.h"

#include <algorithm>

namespace interleave {

/// Someone acquired a mutex whose last release, or even whose last acquisition, nobody reported.
bool Unreported::placeLockEvent()
{
    std::vector<Event> stuck;
    m_merge.forEachBlocked([&](ActorId, const Event &head) {
        if (head.kind() == EventKind::LockAcquired)
            stuck.push_back(head);
    });
    for (const Event &head : stuck) {
        const MutexState *mutex = m_merge.states().findMutex(head.object);
        const ElementState *element = m_merge.states().find(head.object);
        if (!mutex || !element || head.acquisition() <= element->now + 1)
            continue;
        if (mutex->acquired > element->now ? releaseFor(head, *mutex) : acquireFor(head, *mutex, element->now))
            return true;
    }
    return false;
}

/// Its holder never released it: it died, and the system freed the mutex.
bool Unreported::releaseFor(const Event &head, const MutexState &mutex)
{
    Death *owner = deathOf(mutex.holder);
    const bool dead = owner && owner->decided && exhausted(*owner) && !wordPending(*owner);
    if (!dead && mutex.holder != kNoActor)
        return false;
    if (dead && !owner->emitted && !mayHoldUnseen(*owner))
        emitDied(*owner, 0); // it was noticed late
    Event event;
    event.time = timeFor(mutex.holder);
    event.object = head.object;
    event.actor = mutex.holder;
    event.a = mutex.acquired;
    event.set(EventKind::LockReleased, kInferred);
    ++m_inferred;
    m_merge.place(event);
    return true;
}

/// The acquisition after the last release is missing: its owner died before it could say so.
bool Unreported::acquireFor(const Event &head, const MutexState &mutex, std::uint64_t released)
{
    const std::uint64_t acquisition = released + 1;
    if (acquisitionKnown(head.object, acquisition))
        return false;
    const std::optional<ActorId> owner = missingOwner(head, acquisition);
    if (!owner)
        return false;
    Event event;
    event.time = timeFor(*owner);
    event.object = head.object;
    event.actor = *owner;
    event.a = acquisition;
    const std::uint32_t request = *owner == kNoActor ? 0 : m_merge.queue(*owner).last().request();
    event.b = Event::ownersOf(request, mutex.holder, mutex.releaseInferred ? mutex.holder : kNoActor);
    event.set(EventKind::LockAcquired, kInferred | (mutex.releaseInferred ? kOwnerDied : kNoFlags));
    if (Death *death = deathOf(*owner))
        death->granted = true;
    ++m_inferred;
    m_merge.place(event);
    return true;
}

/// Who made an acquisition nobody reported: the one its successor names, or the only one who can have. kNoActor when
/// several can, nothing while more may become known.
std::optional<ActorId> Unreported::missingOwner(const Event &head, std::uint64_t acquisition) const
{
    std::vector<ActorId> possible;
    for (const Death &death : m_deaths)
        if (mayHaveBeenGranted(death, head.object))
            possible.push_back(death.actor);
    if (acquisition + 1 == head.acquisition()
        && std::find(possible.begin(), possible.end(), head.previousOwner()) != possible.end())
        return head.previousOwner();
    if (head.acquisition() - acquisition > possible.size() || (undecided() && !m_final))
        return std::nullopt;
    // The one its successor names cannot be an earlier owner too: it died.
    if (acquisition + 1 < head.acquisition())
        std::erase(possible, head.previousOwner());
    return possible.size() == 1 ? possible.front() : kNoActor;
}

/// It had asked for the mutex and its next report, if any, is missing.
bool Unreported::mayHaveBeenGranted(const Death &death, ObjectRef object) const
{
    if (!exhausted(death) || death.placed || death.granted || death.hasReportedAll)
        return false;
    const Event &last = m_merge.queue(death.actor).last();
    return last.kind() == EventKind::LockRequested && last.object == object;
}

bool Unreported::acquisitionKnown(ObjectRef object, std::uint64_t acquisition) const
{
    for (std::size_t actor = 0; actor < m_merge.actors(); ++actor)
        for (const Event &event : m_merge.queue(static_cast<ActorId>(actor)).unsettled())
            if (event.kind() == EventKind::LockAcquired && event.object == object
                && event.acquisition() == acquisition)
                return true;
    return false;
}

} // namespace interleave
