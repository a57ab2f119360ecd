// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/mutex.h"

#include "core/probe/worker_exit.h"

#include <unistd.h>

namespace interleave {

Left Mutex::lockRecorded(SiteId site)
{
    // relaxed: a number, no message
    const std::uint32_t request = m_storage->requests.fetch_add(1, std::memory_order_relaxed) + 1;
    m_probe->note(EventKind::LockRequested, m_object, site, request);
    m_probe->pass(EventKind::LockAcquired, m_object, site);
    std::uint8_t flags = acquire();
    Earlier earlier = takeOver();
    const Left left = inherit(flags, earlier.dead);
    if (left == Left::Broken)
        flags |= kOwnerDied; // not the latest one, perhaps
    m_probe->begin();
    // relaxed: written inside the critical section only.
    const std::uint64_t number = m_storage->acquisitions.load(std::memory_order_relaxed) + 1;
    m_storage->acquisitions.store(number, std::memory_order_relaxed);
    m_probe->publish(EventKind::LockAcquired, flags, m_object, site, number,
                     Event::ownersOf(request, earlier.owner, left == Left::InOrder ? kNoActor : earlier.dead),
                     m_probe->ticksAfter());
    return left;
}

/// What was left to who has just taken it. Of a broken lock `dead` becomes the one who broke it.
Left Mutex::inherit(std::uint8_t flags, ActorId &dead)
{
    const bool ownerDied = (flags & kOwnerDied) != 0;
    if (!m_poisons)
        return ownerDied ? Left::ByDeath : Left::InOrder;
    // relaxed: written inside the critical section only.
    if (ownerDied)
        m_storage->brokenBy.store(dead + 1u, std::memory_order_relaxed);
    const std::uint32_t brokenBy = m_storage->brokenBy.load(std::memory_order_relaxed);
    if (brokenBy == 0)
        return Left::InOrder;
    dead = static_cast<ActorId>(brokenBy - 1);
    return Left::Broken;
}

/// The first try did not just succeed.
std::uint8_t Mutex::acquireAfter(LockOutcome outcome)
{
    std::uint8_t flags = kNoFlags;
    if (outcome == LockOutcome::Busy) {
        flags |= kContended;
        const Probe::Waiting waiting(*m_probe, m_object);
        outcome = interleave::lock(*m_storage);
        leaveIfStopped(outcome);
    }
    if (outcome == LockOutcome::Broken)
        ::_exit(static_cast<int>(WorkerExit::BadScenario));
    if (outcome == LockOutcome::Recovered)
        flags |= kOwnerDied;
    return flags;
}

/// Who gets it only because the run is being stopped, and its holder was ended for that, has not got it.
void Mutex::leaveIfStopped(LockOutcome outcome)
{
    if (m_probe->isFree() || outcome == LockOutcome::Broken)
        return;
    try {
        m_probe->throwIfStopped();
    } catch (const Aborted &) {
        interleave::unlock(*m_storage);
        throw;
    }
}

/// Reported before it happens: the next acquisition must not be stamped earlier. A death in between is no harm: the
/// next holder is told, and the release stands.
void Mutex::reportRelease(SiteId site)
{
    m_probe->begin();
    // relaxed: still inside the critical section.
    m_probe->publish(EventKind::LockReleased, kNoFlags, m_object, site,
                     m_storage->acquisitions.load(std::memory_order_relaxed), m_probe->isLeaving() ? 1 : 0,
                     m_probe->ticksBefore());
}

void Mutex::leaveSteered(SiteId site)
{
    if (m_probe->isLeaving()) {
        release(site);
        return;
    }
    try {
        unlockAt(site);
    } catch (const Aborted &) {
        release(site);
        throw;
    }
}

} // namespace interleave
