// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/access_model.h"

#include "core/shm/word.h"

namespace interleave {

namespace {

bool canBeMadeTo(ObjectKind kind, EventKind operation)
{
    switch (operation) {
    case EventKind::Read:
    case EventKind::Write: return kind == ObjectKind::Cell || kind == ObjectKind::Slots;
    case EventKind::Update:
    case EventKind::Awaited: return kind == ObjectKind::Cell;
    case EventKind::LockAcquired:
    case EventKind::LockReleased: return kind == ObjectKind::Mutex;
    case EventKind::SemaphoreAcquired:
    case EventKind::SemaphorePosted: return kind == ObjectKind::Semaphore;
    default: return false;
    }
}

std::int64_t sum(std::int64_t value, std::int32_t number)
{
    return sumOf(static_cast<std::int32_t>(value), number);
}

bool isADeadOnes(std::int64_t lock)
{
    return lock == SharedValues::kDeadHolder || lock == SharedValues::kDeadHolderOfBroken;
}

/// Of a poisoned one, when it is taken as it is.
bool willBeBroken(std::int64_t lock)
{
    return isADeadOnes(lock) || lock >= SharedValues::kBroken;
}

} // namespace

bool AccessModel::fits(const SharedValues &values, const Action &action) const
{
    const std::size_t row = action.object.row();
    return row < m_objects.size() && row < values.rows.size() && indexOf(action.object) < values.rows[row].size()
        && canBeMadeTo(m_objects[row].kind, action.operation);
}

bool AccessModel::isPossible(const SharedValues &values, const Action &action) const
{
    switch (action.operation) {
    case EventKind::None: return false;
    case EventKind::LockAcquired: {
        const std::int64_t lock = at(values, action.object);
        return lock == 0 || lock == SharedValues::kBroken || (isADeadOnes(lock) && kindOf(action.object) != LockKind::Plain);
    }
    case EventKind::SemaphoreAcquired: return at(values, action.object) > 0;
    default: return true;
    }
}

std::vector<std::int64_t> AccessModel::seenBy(const SharedValues &values, const Action &action) const
{
    switch (action.operation) {
    case EventKind::Read:
        if (isSlot(action.object))
            return {at(values, action.object), values.rows[action.object.row()][indexOf(action.object) + 1]};
        return {at(values, action.object)};
    case EventKind::Update: return {at(values, action.object)};
    case EventKind::LockAcquired:
        // Who takes over from a dead one is told so; of a broken one everybody is.
        if (kindOf(action.object) == LockKind::Poisoned)
            return {willBeBroken(at(values, action.object)) ? 2 : 0};
        return {isADeadOnes(at(values, action.object)) ? 1 : 0};
    case EventKind::Awaited: {
        std::vector<std::int64_t> seen;
        for (std::size_t row = 0; row < values.rows.size(); ++row)
            if ((action.rows & gapBit(static_cast<std::uint8_t>(row))) != 0)
                seen.insert(seen.end(), values.rows[row].begin(), values.rows[row].end());
        return seen;
    }
    default: return {};
    }
}

void AccessModel::apply(SharedValues &values, ActorId actor, const Action &action) const
{
    std::int64_t &value = at(values, action.object);
    switch (action.operation) {
    case EventKind::Write:
        value = action.argument;
        if (isSlot(action.object))
            values.rows[action.object.row()][indexOf(action.object) + 1] = static_cast<std::int64_t>(action.payload);
        break;
    case EventKind::Update: value = sum(value, action.argument); break;
    case EventKind::LockAcquired: {
        const bool isBroken = kindOf(action.object) == LockKind::Poisoned && willBeBroken(value);
        value = actor + 1 + (isBroken ? SharedValues::kBroken : 0);
        break;
    }
    case EventKind::LockReleased: value = value > SharedValues::kBroken ? SharedValues::kBroken : 0; break;
    case EventKind::SemaphoreAcquired: value = sum(value, -1); break;
    case EventKind::SemaphorePosted: value = sum(value, 1); break;
    default: break;
    }
}

void AccessModel::die(SharedValues &values, ActorId actor) const
{
    for (std::size_t row = 0; row < values.rows.size(); ++row) {
        if (m_objects[row].kind != ObjectKind::Mutex)
            continue;
        for (std::int64_t &holder : values.rows[row])
            if (holder == actor + 1)
                holder = SharedValues::kDeadHolder;
            else if (holder == actor + 1 + SharedValues::kBroken)
                holder = SharedValues::kDeadHolderOfBroken;
    }
}

std::int64_t &AccessModel::at(SharedValues &values, ObjectRef object) const
{
    return values.rows[object.row()][indexOf(object)];
}

std::int64_t AccessModel::at(const SharedValues &values, ObjectRef object) const
{
    return values.rows[object.row()][indexOf(object)];
}

} // namespace interleave
