// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/mutex.h"

#include "core/probe/worker_exit.h"

#include <unistd.h>

namespace interleave {

void Mutex::lockAt(SiteId site)
{
    std::uint32_t request = 0;
    if (m_probe->recording()) {
        request = m_storage->requests.fetch_add(1, std::memory_order_relaxed) + 1; // relaxed: a number, no message
        m_probe->note(EventKind::LockRequested, m_object, site, request);
    }
    m_probe->pass(EventKind::LockAcquired, m_object, site);
    const std::uint8_t flags = acquire();
    const ActorId previous = takeOver();
    if (!m_probe->recording())
        return;
    m_probe->begin();
    // relaxed: written inside the critical section only.
    const std::uint64_t number = m_storage->acquisitions.load(std::memory_order_relaxed) + 1;
    m_storage->acquisitions.store(number, std::memory_order_relaxed);
    m_probe->publish(EventKind::LockAcquired, flags, m_object, site, number, request | (std::uint64_t{previous} << 32),
                     m_probe->ticksAfter());
}

std::uint8_t Mutex::acquire()
{
    std::uint8_t flags = kNoFlags;
    LockOutcome outcome = tryLock(*m_storage);
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

/// Signs the lock; returns who had it before.
ActorId Mutex::takeOver()
{
    const std::uint32_t me = Word::writerOf(m_probe->actor());
    const std::uint32_t last = (m_storage->holder.load(std::memory_order_relaxed) >> 8) & 0xff; // relaxed: holder only
    m_storage->holder.store(me | (me << 8), std::memory_order_relaxed);
    return last == 0 ? kNoActor : static_cast<ActorId>(last - 1);
}

void Mutex::unlockAt(SiteId site)
{
    m_probe->pass(EventKind::LockReleased, m_object, site);
    release(site);
}

void Mutex::release(SiteId site)
{
    if (m_probe->recording()) {
        // Reported before it happens: the next acquisition must not be stamped earlier. A death in between is no harm:
        // the next holder is told, and the release stands.
        m_probe->begin();
        m_probe->publish(EventKind::LockReleased, kNoFlags, m_object, site,
                         m_storage->acquisitions.load(std::memory_order_relaxed), 0, m_probe->ticksBefore());
    }
    const std::uint32_t me = Word::writerOf(m_probe->actor());
    m_storage->holder.store(me << 8, std::memory_order_relaxed); // relaxed: a hint for others, exact for holders
    interleave::unlock(*m_storage);
}

Hold::Hold(Mutex &mutex, Mutex::Where where)
    : m_mutex(mutex), m_site(mutex.site(where))
{
    mutex.lockAt(m_site);
}

Hold::~Hold() noexcept(false)
{
    if (m_mutex.isLeaving()) {
        m_mutex.release(m_site);
        return;
    }
    try {
        m_mutex.unlockAt(m_site);
    } catch (const Aborted &) {
        m_mutex.release(m_site);
        throw;
    }
}

} // namespace interleave
