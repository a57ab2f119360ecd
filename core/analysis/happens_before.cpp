// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/happens_before.h"

#include <algorithm>

namespace interleave {

HappensBefore::HappensBefore(std::size_t actors) : m_lanes(actors + 1), m_clocks(m_lanes * m_lanes)
{
    for (std::size_t lane = 0; lane < m_lanes; ++lane)
        nextEpoch(lane);
}

void HappensBefore::learn(const Event &event)
{
    const std::size_t lane = laneOf(event.actor);
    switch (event.kind()) {
    case EventKind::LockAcquired:
        acquire(lane, event.object);
        // The dead released nothing; that it is dead orders all it did before this.
        if (event.has(kOwnerDied) && event.deadOwner() < m_lanes - 1)
            join(lane, clockOf(event.deadOwner()));
        break;
    case EventKind::SemaphoreAcquired:
    case EventKind::Update:
        acquire(lane, event.object);
        break;
    default:
        break;
    }
}

void HappensBefore::tell(const Event &event)
{
    const std::size_t lane = laneOf(event.actor);
    switch (event.kind()) {
    case EventKind::LockReleased:
    case EventKind::Update:
        release(lane, event.object);
        break;
    case EventKind::SemaphorePosted:
        post(lane, event.object);
        break;
    case EventKind::Died:
        join(m_lanes - 1, clockOf(lane));
        nextEpoch(lane);
        break;
    default:
        break;
    }
}

HappensBefore::Handed &HappensBefore::handedBy(ObjectRef object)
{
    if (m_latest == nullptr || m_latestObject != object.bits) {
        m_latest = &m_handed[object.bits];
        m_latestObject = object.bits;
    }
    return *m_latest;
}

void HappensBefore::join(std::size_t lane, const std::uint32_t *clock)
{
    std::uint32_t *const own = clockOf(lane);
    for (std::size_t i = 0; i < m_lanes; ++i)
        own[i] = std::max(own[i], clock[i]);
}

void HappensBefore::acquire(std::size_t lane, ObjectRef object)
{
    const Handed &handed = handedBy(object);
    if (handed.clock.empty() || handed.by == lane)
        return;
    join(lane, handed.clock.data());
}

/// Whoever releases has acquired before, and so knows all that the object could tell.
void HappensBefore::release(std::size_t lane, ObjectRef object)
{
    Handed &handed = handedBy(object);
    handed.clock.assign(clockOf(lane), clockOf(lane) + m_lanes);
    handed.by = lane;
    nextEpoch(lane);
}

/// A post needs no acquisition before it: what others have posted stays.
void HappensBefore::post(std::size_t lane, ObjectRef object)
{
    Handed &handed = handedBy(object);
    if (handed.clock.empty()) {
        handed.clock.assign(clockOf(lane), clockOf(lane) + m_lanes);
        handed.by = lane;
    } else {
        const std::uint32_t *const own = clockOf(lane);
        for (std::size_t i = 0; i < m_lanes; ++i)
            handed.clock[i] = std::max(handed.clock[i], own[i]);
        if (handed.by != lane)
            handed.by = kNobody;
    }
    nextEpoch(lane);
}

} // namespace interleave
