// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/event.h"
#include "core/trace/object_table.h"

#include <array>
#include <cstdint>
#include <vector>

namespace interleave {

/// What an event demands of the element it touches before it can settle.
enum class Claim : std::uint8_t { Nothing, Sees, Replaces, Acquires, Releases };

constexpr Claim claimOf(EventKind kind)
{
    switch (kind) {
    case EventKind::Read:
    case EventKind::Awaited:
        return Claim::Sees;
    case EventKind::Write:
    case EventKind::Update:
    case EventKind::SemaphoreAcquired:
    case EventKind::SemaphorePosted:
        return Claim::Replaces;
    case EventKind::LockAcquired:
        return Claim::Acquires;
    case EventKind::LockReleased:
        return Claim::Releases;
    default:
        return Claim::Nothing;
    }
}

/// Where one element stands in the settled order. `now` is the current word of a cell, slot or semaphore, or the number
/// of the last release of a mutex; `waiters` has a bit for each actor whose head wants it to change.
struct ElementState {
    std::uint64_t now = 0;
    std::uint64_t waiters = 0;
};

/// What inferences about the dead need to know of a mutex beside its last release.
struct MutexState {
    std::uint64_t acquired = 0;      ///< number of the last settled acquisition
    ActorId holder = kNoActor;       ///< who made it
    bool releaseInferred = false;    ///< the last release was inferred: its owner died
};

/// The elements of all objects. A reference to something the table does not have finds nothing.
class ObjectStates
{
public:
    explicit ObjectStates(const ObjectTable &objects)
    {
        for (std::size_t row = 0; row < objects.size() && row < m_rows.size(); ++row) {
            const Object &object = objects[row];
            if (object.kind == ObjectKind::None || isGroup(object.kind))
                continue;
            const bool mutex = object.kind == ObjectKind::Mutex;
            m_rows[row].kind = object.kind;
            m_rows[row].isPlain = object.lock == LockKind::Plain;
            m_rows[row].elements.resize(object.count, {mutex ? 0 : Word::initial(object.initial).bits, 0});
            if (mutex)
                m_rows[row].mutexes.resize(object.count);
        }
    }

    ElementState *find(ObjectRef object)
    {
        std::vector<ElementState> &elements = m_rows[object.row()].elements;
        return object.element() < elements.size() ? &elements[object.element()] : nullptr;
    }
    const ElementState *find(ObjectRef object) const { return const_cast<ObjectStates *>(this)->find(object); }
    MutexState *findMutex(ObjectRef object)
    {
        std::vector<MutexState> &mutexes = m_rows[object.row()].mutexes;
        return object.element() < mutexes.size() ? &mutexes[object.element()] : nullptr;
    }
    const MutexState *findMutex(ObjectRef object) const { return const_cast<ObjectStates *>(this)->findMutex(object); }
    ObjectKind kindOf(ObjectRef object) const { return m_rows[object.row()].kind; }

    /// Does a death let go of that mutex?
    bool isFreedByDeath(ObjectRef mutex) const { return !m_rows[mutex.row()].isPlain; }

private:
    struct Row {
        ObjectKind kind = ObjectKind::None;
        bool isPlain = false; ///< a mutex that the dead keep
        std::vector<ElementState> elements;
        std::vector<MutexState> mutexes;
    };
    std::array<Row, 256> m_rows;
};

} // namespace interleave
