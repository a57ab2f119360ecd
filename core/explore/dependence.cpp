// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/dependence.h"

namespace interleave {

namespace {

bool touches(const Action &action, ObjectRef object)
{
    if (action.operation == EventKind::Awaited && action.rows != 0)
        return (action.rows & gapBit(object.row())) != 0;
    return action.object == object;
}

} // namespace

bool areDependent(const Action &one, const Action &other)
{
    if (one.operation == EventKind::None || other.operation == EventKind::None)
        return false;
    if (readsWord(one.operation) && readsWord(other.operation))
        return false;
    // One of them at least is no wait, and has one object.
    return one.operation == EventKind::Awaited ? touches(one, other.object) : touches(other, one.object);
}

} // namespace interleave
