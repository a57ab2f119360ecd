// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/probe/probe.h"

#include <cstdint>
#include <source_location>
#include <string_view>

namespace interleave {

/// A counting semaphore made of one tagged word whose value never goes below zero: taking and giving are
/// compare-exchanges, sleeping is a futex beside it. No lock inside, so nothing a death could leave locked; and the
/// words it replaced order all its operations, as they do for a cell. What a death can take with it is a wake-up or a
/// unit: the session wakes everybody (RunMemory::wakeAll) and the scenario says what is owed.
class Semaphore
{
public:
    using Where = std::source_location;

    Semaphore(Probe &probe, std::string_view name)
        : m_probe(&probe), m_object(probe.object(name, ObjectKind::Semaphore)), m_storage(probe.storage<CellStorage>(m_object))
    {
    }

    /// Takes one unit, waiting for it.
    void acquire(Where where = Where::current());
    /// Gives one unit and wakes one sleeper.
    void post(Where where = Where::current());

private:
    bool tryAcquire(std::uint8_t flags, SiteId site);
    void sleep();

    Probe *m_probe;
    ObjectRef m_object;
    CellStorage *m_storage;
};

} // namespace interleave
