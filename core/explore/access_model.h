// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/action.h"
#include "core/explore/world.h"
#include "core/trace/object_table.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// What accesses do to the shared values: the part of a model that need not be learned. What a role makes of it, and
/// for which words it waits, only the role knows (see Automaton).
class AccessModel
{
public:
    explicit AccessModel(ObjectTable objects) : m_objects(std::move(objects)) {}

    const ObjectTable &objects() const { return m_objects; }

    /// Is that an access to something that is there, and can it be made to that kind of object? The rest is for such
    /// accesses only.
    bool fits(const SharedValues &values, const Action &action) const;

    /// A lock that is free or was a dead one's, a semaphore with a unit. Everything else is, as far as the model knows.
    bool isPossible(const SharedValues &values, const Action &action) const;

    /// All that the role learns by this access, if it is possible.
    std::vector<std::int64_t> seenBy(const SharedValues &values, const Action &action) const;

    void apply(SharedValues &values, ActorId actor, const Action &action) const;

    /// What it held is a dead one's.
    void die(SharedValues &values, ActorId actor) const;

private:
    LockKind kindOf(ObjectRef mutex) const { return m_objects[mutex.row()].lock; }
    bool isSlot(ObjectRef object) const { return m_objects[object.row()].kind == ObjectKind::Slots; }
    std::size_t indexOf(ObjectRef object) const { return object.element() * (isSlot(object) ? std::size_t{2} : 1); }
    std::int64_t &at(SharedValues &values, ObjectRef object) const;
    std::int64_t at(const SharedValues &values, ObjectRef object) const;

    ObjectTable m_objects;
};

} // namespace interleave
