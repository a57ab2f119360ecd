// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/lock_contention.h"

#include <algorithm>
#include <utility>

namespace interleave {

LockContention::LockContention(const ObjectTable &objects, double nanosecondsPerTick, const Missing &missing)
    : m_missing(&missing), m_objects(objects), m_nanosecondsPerTick(nanosecondsPerTick)
{
}

void LockContention::settled(EventIndex index, const Event &event)
{
    Lock *lock = lockOf(event.object);
    if (!lock)
        return;
    switch (event.kind()) {
    case EventKind::LockRequested:
    case EventKind::SemaphoreRequested:
        requested(*lock, index, event);
        break;
    case EventKind::LockAcquired:
        expect(*lock, event.acquisition() == lock->released + 1 || isBequest(*lock, event));
        lock->released = event.acquisition() - 1;
        lock->holding = event.acquisition();
        lock->holder = event.actor;
        lock->acquiredAt = event.time;
        lock->acquiredIsKnown = !event.has(kInferred);
        acquired(*lock, index, event);
        lock->isWanted = false;
        if (lock->waiting > 0)
            want(*lock, event.time);
        break;
    case EventKind::SemaphoreAcquired:
        follow(*lock, event);
        acquired(*lock, index, event);
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

void LockContention::requested(Lock &lock, EventIndex index, const Event &event)
{
    Request &request = requestOf(lock, event.actor);
    lock.waiting += request.open ? 0 : 1;
    request = {event.time, index, lock.acquisitions, lock.holding != 0, true};
    if (lock.holding != 0)
        want(lock, event.time);
}

void LockContention::want(Lock &lock, std::uint64_t since)
{
    if (!std::exchange(lock.isWanted, true))
        lock.wantedSince = since;
}

void LockContention::expect(Lock &lock, bool continues)
{
    if (continues)
        return;
    ++m_unexplained;
    lock.broken = true;
}

/// From its holder, who died; the release by the system was not told apart.
bool LockContention::isBequest(const Lock &lock, const Event &event)
{
    return event.has(kOwnerDied) && event.acquisition() == lock.holding + 1 && event.previousOwner() == lock.holder;
}

/// The next word of a semaphore.
void LockContention::follow(Lock &lock, const Event &event)
{
    expect(lock, event.replaced() == lock.word);
    lock.word = event.written();
}

void LockContention::acquired(Lock &lock, EventIndex index, const Event &event)
{
    if (event.has(kContended))
        ++lock.contended;
    if (Request &request = requestOf(lock, event.actor); std::exchange(request.open, false)) {
        --lock.waiting;
        waited(lock, request, index, event);
    }
    if (lock.holders.size() < kRemembered)
        lock.holders.push_back(event.actor);
    else
        lock.holders[lock.acquisitions % kRemembered] = event.actor;
    ++lock.acquisitions;
}

void LockContention::waited(Lock &lock, const Request &request, EventIndex index, const Event &event)
{
    overtaken(lock.overtake, request, lock.acquisitions, event.actor, index);
    if (event.has(kInferred))
        return;
    const double nanoseconds = nanosecondsBetween(request.time, event.time);
    lock.wait.add(nanoseconds);
    if (nanoseconds > lock.longest.nanoseconds)
        lock.longest = {event.actor, request.event, index, nanoseconds, holdersSince(lock, request)};
    if (event.kind() != EventKind::LockAcquired || !event.has(kContended))
        return;
    HandOff &handOff = lock.handOffs[{event.previousOwner(), event.actor}];
    handOff.from = event.previousOwner();
    handOff.to = event.actor;
    ++handOff.count;
    handOff.waited += nanoseconds;
}

void LockContention::overtaken(Overtake &worst, const Request &request, std::uint64_t acquisitions, ActorId actor, EventIndex acquired)
{
    if (const std::uint64_t others = acquisitions - request.acquisitions; others > worst.others)
        worst = {others, actor, request.event, acquired};
}

/// Who had it when it was asked for, and who got it since.
std::map<ActorId, std::uint64_t> LockContention::holdersSince(const Lock &lock, const Request &request)
{
    std::map<ActorId, std::uint64_t> holders;
    const std::uint64_t oldest = lock.acquisitions - std::min<std::uint64_t>(lock.acquisitions, kRemembered);
    const std::uint64_t first = request.acquisitions - (request.held ? 1 : 0);
    for (std::uint64_t number = std::max(oldest, first); number < lock.acquisitions; ++number)
        ++holders[lock.holders[number % kRemembered]];
    return holders;
}

void LockContention::released(Lock &lock, const Event &event)
{
    // A number that was given back by anybody but its holder is no hand-off of his. (Numbers alone are looked at by
    // acquired.)
    lock.broken = lock.broken || (lock.holding != 0 && (event.acquisition() != lock.holding || event.actor != lock.holder));
    if (lock.holding == event.acquisition() && lock.acquiredIsKnown && !event.has(kInferred))
        lock.hold.add(nanosecondsBetween(lock.acquiredAt, event.time));
    // The end of an inferred release is not known: what came before it was still wanted, so nothing is added.
    if (std::exchange(lock.isWanted, false) && lock.acquiredIsKnown && !event.has(kInferred))
        // A request may settle after what the clock puts later: it wanted the lock no longer than that was held.
        lock.wanted += std::max(0.0, std::min(nanosecondsBetween(lock.wantedSince, event.time),
                                              nanosecondsBetween(lock.acquiredAt, event.time)));
    lock.holding = 0;
    lock.released = event.acquisition();
}

std::string LockContention::nameOf(ObjectRef object) const
{
    const Object &row = m_objects[object.row()];
    return row.count == 1 ? row.name : row.name + '[' + std::to_string(object.element()) + ']';
}

void LockContention::died(ActorId actor)
{
    for (auto &[bits, lock] : m_locks)
        if (actor < lock.requests.size() && std::exchange(lock.requests[actor].open, false))
            --lock.waiting;
}

void LockContention::ended(const std::vector<std::vector<Word>> &finalWords)
{
    m_confirmed.assign(m_objects.size(), false);
    for (std::size_t row = 0; row < std::min(m_objects.size(), finalWords.size()); ++row) {
        if (m_objects[row].kind != ObjectKind::Semaphore || finalWords[row].size() != m_objects[row].count)
            continue;
        m_confirmed[row] = true;
        for (std::uint32_t element = 0; element < finalWords[row].size(); ++element)
            if (!isLeft(ObjectRef::of(static_cast<std::uint32_t>(row), element), finalWords[row][element]))
                m_confirmed[row] = false;
    }
}

/// Is that the word the record has of a semaphore?
bool LockContention::isLeft(ObjectRef object, Word word)
{
    const auto found = m_locks.find(object.bits);
    if (found == m_locks.end())
        return word == Word::initial(m_objects[object.row()].initial);
    found->second.confirmed = word == found->second.word;
    found->second.broken = found->second.broken || !found->second.confirmed;
    return found->second.confirmed;
}

bool LockContention::hasAllHandOffs() const
{
    for (const auto &[bits, lock] : m_locks)
        if (lock.broken)
            return false;
    // How often a mutex was taken at the end nobody knows, not even of one that nobody is known to have taken.
    for (std::size_t row = 0; row < m_objects.size(); ++row) {
        const ObjectKind kind = m_objects[row].kind;
        if (m_missing->isFollowed(row)
            && (kind == ObjectKind::Mutex || (kind == ObjectKind::Semaphore && (m_confirmed.empty() || !m_confirmed[row]))))
            return false;
    }
    return true;
}

Proof LockContention::proofOf(ObjectRef object, const Lock &lock) const
{
    if (lock.broken)
        return Proof::NotProvable;
    if (!m_missing->concerns(object.row()) || lock.confirmed)
        return m_early ? Proof::Bounded : Proof::Proved;
    return m_missing->isFollowed(object.row()) ? Proof::NotProvable : Proof::Bounded;
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
        history.wanted = lock.wanted;
        history.overtake = lock.overtake;
        for (std::size_t actor = 0; actor < lock.requests.size(); ++actor) {
            const Request &request = lock.requests[actor];
            history.askers += request.event != kNoEvent ? 1 : 0;
            if (request.open)
                overtaken(history.overtake, request, lock.acquisitions, static_cast<ActorId>(actor), kNoEvent);
        }
        history.longest = lock.longest;
        history.proof = proofOf({bits}, lock);
        for (const auto &[ends, handOff] : lock.handOffs)
            history.handOffs.push_back(handOff);
        histories.push_back(std::move(history));
    }
    return histories;
}

} // namespace interleave
