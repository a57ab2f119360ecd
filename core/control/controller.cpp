// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/controller.h"

#include "core/shm/clock.h"
#include "core/shm/sys.h"

#include <algorithm>
#include <climits>

namespace interleave {

namespace {

/// Operations that a gate can be asked for.
bool isAccess(std::uint32_t operation)
{
    switch (static_cast<EventKind>(operation)) {
    case EventKind::Read:
    case EventKind::Write:
    case EventKind::Update:
    case EventKind::LockAcquired:
    case EventKind::LockReleased:
    case EventKind::SemaphoreAcquired:
    case EventKind::SemaphorePosted:
    case EventKind::Awaited: return true;
    default: return false;
    }
}

} // namespace

Controller::Controller(RunMemory &memory) : m_memory(memory), m_actors(memory.actors()) {}

GatePlace Controller::placeOf(ActorId id) const
{
    const Gate &gate = m_memory.actor(id).gate;
    // In this order: who has taken the grant is Away, until it says something else.
    if (gate.taken.load(std::memory_order_acquire)
        != gate.go.load(std::memory_order_relaxed)) // this thread's own, but for RunMemory::stop(), after which nothing counts
        return GatePlace::Away;
    // SYNC POINT parked (pairs with Probe::park).
    const std::uint32_t place = gate.place.load(std::memory_order_acquire);
    return place <= static_cast<std::uint32_t>(GatePlace::End) ? static_cast<GatePlace>(place) : GatePlace::Away;
}

void Controller::takeBack()
{
    ++m_execution;
    m_begun = 0;
    m_hasBegun = false;
    m_memory.takeBack();
}

bool Controller::isAtStart() const
{
    for (std::size_t i = 0; i < m_actors.size(); ++i) {
        const auto id = static_cast<ActorId>(i);
        if (!m_actors[i].isAlive)
            continue;
        if (placeOf(id) != GatePlace::Start
            || m_memory.actor(id).gate.execution.load(std::memory_order_relaxed) != m_execution) // published by `place`
            return false;
    }
    return true;
}

void Controller::begin()
{
    m_hasBegun = true;
    m_memory.begin();
    for (Actor &actor : m_actors)
        actor.mustLook = false;
    goOnBeginning();
}

/// One after the other, so that requests for a lock before the first access stand in line in the same order each time.
void Controller::goOnBeginning()
{
    while (m_begun < m_actors.size() && !m_actors[m_begun].isAlive)
        ++m_begun;
    if (m_begun < m_actors.size())
        m_memory.grant(static_cast<ActorId>(m_begun++));
}

ActorId Controller::mover() const
{
    for (std::size_t i = 0; i < m_actors.size(); ++i)
        if (m_actors[i].isAlive && !isParked(static_cast<ActorId>(i)))
            return static_cast<ActorId>(i);
    return kNoActor;
}

bool Controller::isSettled()
{
    if (!m_hasBegun)
        return false;
    for (;;) {
        if (mover() != kNoActor)
            return false;
        if (m_begun < m_actors.size()) {
            goOnBeginning();
            continue;
        }
        readGates();
        if (!askToLook())
            return true;
    }
}

void Controller::readGates()
{
    for (std::size_t i = 0; i < m_actors.size(); ++i) {
        const auto id = static_cast<ActorId>(i);
        Actor &actor = m_actors[i];
        actor.action = actor.isAlive && placeOf(id) == GatePlace::Access ? publishedAction(id) : Action{};
        actor.isEnabled = actor.action.operation != EventKind::None
            && couldSucceed(actor.action, m_memory.actor(id).gate);
    }
}

/// One at a time, as with everything. True when somebody looks.
bool Controller::askToLook()
{
    for (std::size_t i = 0; i < m_actors.size(); ++i) {
        Actor &actor = m_actors[i];
        if (!actor.mustLook)
            continue;
        actor.mustLook = false;
        if (actor.action.operation != EventKind::Awaited)
            continue;
        m_memory.grant(static_cast<ActorId>(i), true);
        return true;
    }
    return false;
}

/// What makes no sense is no action: a worker may have written anything.
Action Controller::publishedAction(ActorId id) const
{
    const Gate &gate = m_memory.actor(id).gate;
    Action action;
    // relaxed: published by `place`, and the worker sleeps.
    const std::uint32_t operation = gate.operation.load(std::memory_order_relaxed);
    action.object.bits = gate.object.load(std::memory_order_relaxed);
    const ObjectTable &objects = m_memory.objects();
    if (!isAccess(operation) || action.object.row() >= objects.size()
        || action.object.element() >= objects[action.object.row()].count)
        return {};
    action.operation = static_cast<EventKind>(operation);
    action.site = static_cast<SiteId>(gate.site.load(std::memory_order_relaxed));
    action.argument = static_cast<std::int32_t>(gate.argument.load(std::memory_order_relaxed));
    action.payload = gate.payload.load(std::memory_order_relaxed);
    action.rows = gate.rows.load(std::memory_order_relaxed);
    action.digest = gate.digest.load(std::memory_order_relaxed);
    return action;
}

bool Controller::couldSucceed(const Action &action, const Gate &gate) const
{
    switch (action.operation) {
    case EventKind::LockAcquired: {
        const ActorId holder = m_memory.holderOf(action.object);
        // Of a plain one nobody notices that its holder is dead, even if it died before it could sign the lock.
        if (m_memory.objects()[action.object.row()].lock == LockKind::Plain)
            return !m_memory.isTaken(action.object);
        return holder == kNoActor || !m_actors[holder].isAlive;
    }
    case EventKind::SemaphoreAcquired: return m_memory.valueOf(action.object) > 0;
    case EventKind::Awaited: return gate.holds.load(std::memory_order_relaxed) != 0; // published by `place`
    default: return true;
    }
}

bool Controller::settle(std::int64_t timeoutNs)
{
    const std::uint64_t deadline = monotonicNow() + static_cast<std::uint64_t>(std::max<std::int64_t>(timeoutNs, 0));
    for (;;) {
        const std::uint32_t seen = news();
        if (isSettled())
            return true;
        std::int64_t left = -1;
        if (timeoutNs >= 0) {
            const std::uint64_t now = monotonicNow();
            if (now >= deadline)
                return false;
            left = static_cast<std::int64_t>(deadline - now);
        }
        awaitNews(seen, left);
    }
}

ActorSet Controller::enabled() const
{
    ActorSet set;
    for (std::size_t i = 0; i < m_actors.size(); ++i)
        if (m_actors[i].isEnabled)
            set.insert(static_cast<ActorId>(i));
    return set;
}

bool Controller::isDone(ActorId id) const
{
    return m_actors[id].isAlive && placeOf(id) == GatePlace::End;
}

bool Controller::isOver() const
{
    for (std::size_t i = 0; i < m_actors.size(); ++i)
        if (m_actors[i].isAlive && placeOf(static_cast<ActorId>(i)) != GatePlace::End)
            return false;
    return true;
}

void Controller::grant(ActorId id)
{
    const Action &action = m_actors[id].action;
    if ((action.operation == EventKind::Write || action.operation == EventKind::Update)
        && m_memory.objects()[action.object.row()].awaitable)
        for (Actor &other : m_actors)
            other.mustLook = other.mustLook
                || (other.action.operation == EventKind::Awaited
                    && (other.action.rows & gapBit(action.object.row())) != 0);
    m_actors[id].mustLook = false;
    m_memory.grant(id);
}

bool Controller::hasOpenGrant(ActorId id) const
{
    const Gate &gate = m_memory.actor(id).gate;
    return gate.taken.load(std::memory_order_acquire) != gate.go.load(std::memory_order_relaxed)
        && gate.look.load(std::memory_order_relaxed) == 0; // written here
}

void Controller::died(ActorId id)
{
    m_actors[id].isAlive = false;
    m_actors[id].isEnabled = false;
    m_actors[id].action = {};
    tellNews();
}

void Controller::revived(ActorId id)
{
    m_actors[id] = {};
}

void Controller::wordsHaveChanged()
{
    for (Actor &actor : m_actors)
        actor.mustLook = actor.action.operation == EventKind::Awaited;
}

std::uint32_t Controller::news() const
{
    return m_memory.header().gateBell.load(std::memory_order_acquire);
}

void Controller::awaitNews(std::uint32_t seen, std::int64_t timeoutNs) const
{
    sys::futexWait(&m_memory.header().gateBell, seen, timeoutNs);
}

void Controller::tellNews() const
{
    m_memory.header().gateBell.fetch_add(1, std::memory_order_release);
    sys::futexWake(&m_memory.header().gateBell, INT_MAX);
}

} // namespace interleave
