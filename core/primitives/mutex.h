// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/primitives/robust_mutex.h"
#include "core/probe/probe.h"

#include <cstdint>
#include <source_location>
#include <string_view>

namespace interleave {

/// A lock, as a role sees it: requested → (waiting) → acquired → released, each an event. The acquisition is numbered
/// inside the critical section, so the order of holders is exact whatever the clocks say.
class Mutex
{
public:
    using Where = std::source_location;

    Mutex(Probe &probe, ObjectRef object)
        : m_probe(&probe), m_storage(probe.storage<MutexStorage>(object)), m_object(object)
    {
    }
    Mutex(Probe &probe, std::string_view name) : Mutex(probe, probe.object(name, ObjectKind::Mutex)) {}

    void lock(Where where = Where::current()) { lockAt(m_probe->site(where)); }
    void unlock(Where where = Where::current()) { unlockAt(m_probe->site(where)); }

    void lockAt(SiteId site);
    void unlockAt(SiteId site);
    /// While Aborted unwinds: gives the lock back without passing the gate. It is reported all the same, for whoever gets
    /// the lock next may still report that, and a hand-off has two ends.
    void release(SiteId site);
    SiteId site(const Where &where) { return m_probe->site(where); }
    bool isLeaving() const { return m_probe->isLeaving(); }

private:
    std::uint8_t acquire();
    ActorId takeOver();

    Probe *m_probe;
    MutexStorage *m_storage;
    ObjectRef m_object;
};

/// Holds a lock for as long as it lives: the critical section is its scope.
class Hold
{
public:
    explicit Hold(Mutex &mutex, Mutex::Where where = Mutex::Where::current());
    ~Hold() noexcept(false);
    Hold(const Hold &) = delete;
    Hold &operator=(const Hold &) = delete;

private:
    Mutex &m_mutex;
    SiteId m_site;
};

} // namespace interleave
