// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/causality.h"

#include "core/explore/dependence.h"

#include <algorithm>

namespace interleave {

void Causality::cutTo(std::size_t events)
{
    m_events.resize(std::min(events, m_events.size()), Event{});
}

void Causality::add(ActorId actor, const Action &action)
{
    Clock clock = clockOf(actor);
    for (auto event = m_events.rbegin(); event != m_events.rend(); ++event)
        if (event->actor != actor && !covers(clock, *event) && areDependent(event->action, action))
            join(clock, event->clock);
    const std::uint32_t number = ++clock[actor];
    m_events.push_back({actor, action, number, std::move(clock)});
}

bool Causality::happensBefore(std::size_t earlier, std::size_t later) const
{
    return covers(m_events[later].clock, m_events[earlier]);
}

std::vector<std::size_t> Causality::racesOf(ActorId actor, const Action &action) const
{
    if (action.operation == EventKind::None || action.operation == EventKind::LockReleased)
        return {};
    if (isBlocking(action.operation))
        return blockedBy(actor, action);
    std::vector<std::size_t> races;
    Clock clock = clockOf(actor);
    for (std::size_t i = m_events.size(); i-- > 0;) {
        const Event &event = m_events[i];
        if (event.actor == actor || covers(clock, event) || !areDependent(event.action, action))
            continue;
        races.push_back(i);
        join(clock, event.clock);
    }
    return races;
}

std::vector<std::size_t> Causality::blockedBy(ActorId actor, const Action &action) const
{
    const bool isLock = action.operation == EventKind::LockAcquired;
    const Clock clock = clockOf(actor);
    std::vector<std::size_t> races;
    for (std::size_t i = m_events.size(); i-- > 0;) {
        const Event &event = m_events[i];
        if (!areDependent(event.action, action) || (isLock && event.action.operation != EventKind::LockAcquired))
            continue;
        if (!covers(clock, event))
            races.push_back(i);
        if (isLock)
            break;
    }
    return races;
}

ActorSet Causality::initials(std::size_t earlier, ActorId actor, const Action &action) const
{
    ActorSet seen, initials;
    std::vector<std::size_t> sequence;
    bool isActionFree = true;
    for (std::size_t i = earlier + 1; i < m_events.size(); ++i) {
        if (happensBefore(earlier, i))
            continue;
        const Event &event = m_events[i];
        const auto isBefore = [&](std::size_t other) { return happensBefore(other, i); };
        if (!seen.contains(event.actor) && std::none_of(sequence.begin(), sequence.end(), isBefore))
            initials.insert(event.actor);
        isActionFree = isActionFree && event.actor != actor && !areDependent(event.action, action);
        seen.insert(event.actor);
        sequence.push_back(i);
    }
    if (isActionFree)
        initials.insert(actor);
    return initials;
}

void Causality::join(Clock &clock, const Clock &other)
{
    for (std::size_t i = 0; i < clock.size(); ++i)
        clock[i] = std::max(clock[i], other[i]);
}

/// After the latest event of that actor.
Causality::Clock Causality::clockOf(ActorId actor) const
{
    const auto latest = std::find_if(m_events.rbegin(), m_events.rend(),
                                     [actor](const Event &event) { return event.actor == actor; });
    return latest == m_events.rend() ? Clock(m_actors) : latest->clock;
}

} // namespace interleave
