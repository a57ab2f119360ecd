// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/primitives/robust_mutex.h"
#include "core/probe/probe.h"

#include <cstdint>
#include <source_location>
#include <string_view>

namespace interleave {

/// In which state the last holder left a lock.
enum class Left : std::uint8_t {
    InOrder,
    ByDeath, ///< it died holding it: what the lock guards may be half done
    Broken   ///< so did somebody at some time, and the lock is one that never forgets it (LockKind::Poisoned)
};

/// A lock, as a role sees it: requested → (waiting) → acquired → released, each an event. The acquisition is numbered
/// inside the critical section, so the order of holders is exact whatever the clocks say.
///
/// Whoever gets one that a dead process held is told, and has it all the same: to repair what is behind it, or to give
/// it back and give up. A plain one (LockKind) nobody gets any more.
class Mutex
{
public:
    using Where = std::source_location;

    Mutex(Probe &probe, ObjectRef object)
        : m_probe(&probe), m_storage(probe.storage<MutexStorage>(object)), m_object(object),
          m_poisons(static_cast<LockKind>(probe.entry(object).lock) == LockKind::Poisoned)
    {
    }
    Mutex(Probe &probe, std::string_view name) : Mutex(probe, probe.object(name, ObjectKind::Mutex)) {}

    Left lock(Where where = Where::current()) { return lockAt(m_probe->site(where)); }
    void unlock(Where where = Where::current()) { unlockAt(m_probe->site(where)); }

    Left lockAt(SiteId site)
    {
        if (m_probe->recording()) [[unlikely]]
            return lockRecorded(site);
        m_probe->pass(EventKind::LockAcquired, m_object, site);
        const std::uint8_t flags = acquire();
        Earlier earlier = takeOver();
        return flags == kNoFlags && !m_poisons ? Left::InOrder : inherit(flags, earlier.dead);
    }
    void unlockAt(SiteId site)
    {
        m_probe->pass(EventKind::LockReleased, m_object, site);
        release(site);
    }
    /// While Aborted unwinds: gives the lock back without passing the gate. It is reported all the same, for whoever
    /// gets the lock next may still report that, and a hand-off has two ends.
    void release(SiteId site)
    {
        if (m_probe->recording()) [[unlikely]]
            reportRelease(site);
        const std::uint32_t me = Word::writerOf(m_probe->actor());
        m_storage->holder.store(me << 8, std::memory_order_relaxed); // relaxed: a hint for others, exact for holders
        interleave::unlock(*m_storage);
    }
    /// The end of a scope that holds it: unlock, also while Aborted unwinds or when the gate throws it.
    void leave(SiteId site)
    {
        if (m_probe->isFree()) [[likely]]
            release(site);
        else
            leaveSteered(site);
    }
    SiteId site(const Where &where) { return m_probe->site(where); }

private:
    /// Whose signatures a lock bore when it was taken.
    struct Earlier {
        ActorId owner = kNoActor; ///< the latest
        ActorId dead = kNoActor;  ///< who had signed it and not given it back; nobody where it died before it signed
    };

    Left lockRecorded(SiteId site);
    Left inherit(std::uint8_t flags, ActorId &dead);
    void reportRelease(SiteId site);
    void leaveSteered(SiteId site);
    void leaveIfStopped(LockOutcome outcome);

    /// Flags of the acquisition.
    std::uint8_t acquire()
    {
        const LockOutcome outcome = tryLock(*m_storage);
        if (outcome == LockOutcome::Acquired) [[likely]]
            return kNoFlags;
        return acquireAfter(outcome);
    }
    std::uint8_t acquireAfter(LockOutcome outcome);
    /// Signs the lock.
    Earlier takeOver()
    {
        const std::uint32_t me = Word::writerOf(m_probe->actor());
        // relaxed: written by whoever holds the lock only, so the lock itself orders it.
        const std::uint32_t earlier = m_storage->holder.load(std::memory_order_relaxed);
        m_storage->holder.store(me | (me << 8), std::memory_order_relaxed);
        return {.owner = signedBy(earlier >> 8), .dead = signedBy(earlier)};
    }
    static ActorId signedBy(std::uint32_t signature)
    {
        return static_cast<ActorId>((signature & 0xff) - 1); // 0, nobody: kNoActor
    }

    Probe *m_probe;
    MutexStorage *m_storage;
    ObjectRef m_object;
    bool m_poisons;
};

/// Holds a lock for as long as it lives: the critical section is its scope.
class Hold
{
public:
    explicit Hold(Mutex &mutex, Mutex::Where where = Mutex::Where::current()) : m_mutex(mutex), m_site(mutex.site(where))
    {
        m_left = mutex.lockAt(m_site);
    }
    ~Hold() noexcept(false) { m_mutex.leave(m_site); }
    /// Did the holder before this one die with it?
    bool ownerDied() const { return m_left == Left::ByDeath; }
    bool isBroken() const { return m_left == Left::Broken; }
    Hold(const Hold &) = delete;
    Hold &operator=(const Hold &) = delete;

private:
    Mutex &m_mutex;
    SiteId m_site;
    Left m_left = Left::InOrder;
};

} // namespace interleave
