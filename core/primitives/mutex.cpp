// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/mutex.h"

#include "core/probe/worker_exit.h"

#include <unistd.h>

namespace interleave {

void Mutex::lockRecorded(SiteId site)
{
    // relaxed: a number, no message
    const std::uint32_t request = m_storage->requests.fetch_add(1, std::memory_order_relaxed) + 1;
    m_probe->note(EventKind::LockRequested, m_object, site, request);
    m_probe->pass(EventKind::LockAcquired, m_object, site);
    const std::uint8_t flags = acquire();
    const ActorId previous = takeOver();
    m_probe->begin();
    // relaxed: written inside the critical section only.
    const std::uint64_t number = m_storage->acquisitions.load(std::memory_order_relaxed) + 1;
    m_storage->acquisitions.store(number, std::memory_order_relaxed);
    m_probe->publish(EventKind::LockAcquired, flags, m_object, site, number, request | (std::uint64_t{previous} << 32),
                     m_probe->ticksAfter());
}

/// The first try did not just succeed.
std::uint8_t Mutex::acquireAfter(LockOutcome outcome)
{
    std::uint8_t flags = kNoFlags;
    if (outcome == LockOutcome::Busy) {
        flags |= kContended;
        const Probe::Waiting waiting(*m_probe, m_object);
        outcome = interleave::lock(*m_storage);
    }
    if (outcome == LockOutcome::Broken)
        ::_exit(static_cast<int>(WorkerExit::BadScenario));
    if (outcome == LockOutcome::Recovered)
        flags |= kOwnerDied;
    return flags;
}

/// Reported before it happens: the next acquisition must not be stamped earlier. A death in between is no harm: the
/// next holder is told, and the release stands.
void Mutex::reportRelease(SiteId site)
{
    m_probe->begin();
    // relaxed: still inside the critical section.
    m_probe->publish(EventKind::LockReleased, kNoFlags, m_object, site,
                     m_storage->acquisitions.load(std::memory_order_relaxed), 0, m_probe->ticksBefore());
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
