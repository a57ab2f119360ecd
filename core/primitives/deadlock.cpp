// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/deadlock.h"

#include <algorithm>

namespace interleave {

namespace {

/// What one actor waits for, and the number of its wait.
struct Look {
    bool waits = false;
    std::uint64_t number = 0;
    ObjectRef object;
    friend bool operator==(const Look &, const Look &) = default;
};

/// An actor writes what it waits for and the number before it says that it waits. Torn between two waits, the number or
/// the phase has moved on when it is read again.
Look lookAt(const RunMemory &memory, std::size_t actor)
{
    const ActorBlock &block = memory.actor(static_cast<ActorId>(actor));
    const bool waits = static_cast<ActorPhase>(block.phase.load(std::memory_order_acquire)) == ActorPhase::Waiting;
    const std::uint64_t number = block.waits.load(std::memory_order_acquire);
    const ObjectRef object{block.waitingFor.load(std::memory_order_acquire)};
    return {waits, number, object};
}

/// The circle that one gets into from `start`, following each to who holds what it waits for.
std::vector<Wait> circleFrom(std::size_t start, const std::vector<Wait> &waits)
{
    std::vector<Wait> path;
    for (std::size_t actor = start; actor < waits.size() && waits[actor].actor != kNoActor; actor = waits[actor].holder) {
        const auto before = std::find_if(path.begin(), path.end(), [&](const Wait &wait) { return wait.actor == actor; });
        if (before != path.end())
            return {before, path.end()};
        path.push_back(waits[actor]);
    }
    return {};
}

/// The one of the smallest number first.
void turn(std::vector<Wait> &circle)
{
    std::rotate(circle.begin(),
                std::min_element(circle.begin(), circle.end(),
                                 [](const Wait &one, const Wait &other) { return one.actor < other.actor; }),
                circle.end());
}

} // namespace

std::vector<Wait> deadlockAmong(const RunMemory &memory, const std::vector<bool> &alive)
{
    std::vector<Look> looks(alive.size());
    for (std::size_t actor = 0; actor < alive.size(); ++actor)
        if (alive[actor])
            looks[actor] = lookAt(memory, actor);
    std::vector<Wait> waits(alive.size());
    for (std::size_t actor = 0; actor < alive.size(); ++actor)
        if (looks[actor].waits)
            if (const ActorId holder = memory.holderOf(looks[actor].object); holder < alive.size() && alive[holder])
                waits[actor] = {static_cast<ActorId>(actor), looks[actor].object, holder};
    for (std::size_t actor = 0; actor < alive.size(); ++actor) {
        std::vector<Wait> circle = circleFrom(actor, waits);
        const auto stillWaits = [&](const Wait &wait) { return lookAt(memory, wait.actor) == looks[wait.actor]; };
        if (!circle.empty() && std::all_of(circle.begin(), circle.end(), stillWaits)) {
            turn(circle);
            return circle;
        }
    }
    return {};
}

} // namespace interleave
