// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/action.h"

namespace interleave {

/// Could it make a difference which of these two, of different actors, comes first? When they touch the same object and
/// do not both only read it. A wait reads every element of its rows. Posts of one semaphore count as dependent, though
/// only their words differ then: the record would.
///
/// Two executions that differ only in the order of neighbours that are not dependent are one trace (Mazurkiewicz), and
/// end alike.
bool areDependent(const Action &one, const Action &other);

/// Can wait: there are moments when nobody can do it.
constexpr bool isBlocking(EventKind operation)
{
    return operation == EventKind::LockAcquired || operation == EventKind::SemaphoreAcquired
        || operation == EventKind::Awaited;
}

} // namespace interleave
