// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/deadlock.h"

#include "core/trace/wait_for_graph.h"

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

} // namespace

std::vector<Wait> deadlockAmong(const RunMemory &memory, const std::vector<bool> &alive)
{
    std::vector<Look> looks(alive.size());
    for (std::size_t actor = 0; actor < alive.size(); ++actor)
        if (alive[actor])
            looks[actor] = lookAt(memory, actor);
    WaitForGraph waits(alive.size());
    for (std::size_t actor = 0; actor < alive.size(); ++actor)
        if (looks[actor].waits)
            if (const ActorId holder = memory.holderOf(looks[actor].object); holder < alive.size() && alive[holder])
                waits[actor] = {static_cast<ActorId>(actor), looks[actor].object, holder};
    for (std::size_t actor = 0; actor < alive.size(); ++actor) {
        const std::vector<Wait> circle = circleFrom(actor, waits);
        const auto stillWaits = [&](const Wait &wait) { return lookAt(memory, wait.actor) == looks[wait.actor]; };
        if (!circle.empty() && std::all_of(circle.begin(), circle.end(), stillWaits))
            return circle;
    }
    return {};
}

} // namespace interleave
