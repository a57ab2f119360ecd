// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/lock_contention.h"

#include <algorithm>
#include <utility>

namespace interleave {

LockContention::LockContention(const ObjectTable &objects, double nanosecondsPerTick)
    : m_objects(objects), m_nanosecondsPerTick(nanosecondsPerTick)
{
}

void LockContention::settled(const Event &event)
{
    Lock *lock = lockOf(event.object);
    if (!lock)
        return;
    switch (event.kind()) {
    case EventKind::LockRequested:
    case EventKind::SemaphoreRequested:
        requestOf(*lock, event.actor) = {event.time, lock->acquisitions, true};
        break;
    case EventKind::LockAcquired:
        if (event.acquisition() != lock->released + 1)
            ++m_unexplained;
        lock->released = event.acquisition() - 1;
        lock->holding = event.acquisition();
        lock->acquiredAt = event.time;
        lock->acquiredIsKnown = !event.has(kInferred);
        acquired(*lock, event);
        break;
    case EventKind::SemaphoreAcquired:
        follow(*lock, event);
        acquired(*lock, event);
        break;
    case EventKind::SemaphorePosted:
        follow(*lock, event);
        break;
    case EventKind::LockReleased:
        released(*lock, event);
        break;
    default:
        break;
    }
}

LockContention::Lock *LockContention::otherLock(ObjectRef object)
{
    if (object.row() >= m_objects.size() || object.element() >= m_objects[object.row()].count)
        return nullptr;
    const ObjectKind kind = m_objects[object.row()].kind;
    if (kind != ObjectKind::Mutex && kind != ObjectKind::Semaphore)
        return nullptr;
    m_latestObject = object.bits;
    const auto known = m_locks.try_emplace(object.bits);
    m_latest = &known.first->second;
    if (known.second)
        m_latest->word = Word::initial(m_objects[object.row()].initial);
    return m_latest;
}

LockContention::Request &LockContention::requestOf(Lock &lock, ActorId actor)
{
    if (actor >= lock.requests.size())
        lock.requests.resize(actor + std::size_t{1});
    return lock.requests[actor];
}

/// The next word of a semaphore.
void LockContention::follow(Lock &lock, const Event &event)
{
    if (event.replaced() != lock.word)
        ++m_unexplained;
    lock.word = event.written();
}

void LockContention::acquired(Lock &lock, const Event &event)
{
    if (event.has(kContended))
        ++lock.contended;
    if (Request &request = requestOf(lock, event.actor); std::exchange(request.open, false)) {
        if (!event.has(kInferred))
            lock.wait.add(nanosecondsBetween(request.time, event.time));
        lock.longestOvertake = std::max(lock.longestOvertake, lock.acquisitions - request.acquisitions);
    }
    ++lock.acquisitions;
}

void LockContention::released(Lock &lock, const Event &event)
{
    if (lock.holding == event.acquisition() && lock.acquiredIsKnown && !event.has(kInferred))
        lock.hold.add(nanosecondsBetween(lock.acquiredAt, event.time));
    lock.holding = 0;
    lock.released = event.acquisition();
}

std::string LockContention::nameOf(ObjectRef object) const
{
    const Object &row = m_objects[object.row()];
    return row.count == 1 ? row.name : row.name + '[' + std::to_string(object.element()) + ']';
}

std::vector<LockHistory> LockContention::histories() const
{
    std::vector<LockHistory> histories;
    for (const auto &[bits, lock] : m_locks) {
        LockHistory history;
        history.object = {bits};
        history.name = nameOf({bits});
        history.acquisitions = lock.acquisitions;
        history.contended = lock.contended;
        history.wait = lock.wait.snapshot();
        history.hold = lock.hold.snapshot();
        history.longestOvertake = lock.longestOvertake;
        histories.push_back(std::move(history));
    }
    return histories;
}

} // namespace interleave
