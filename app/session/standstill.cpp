// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/standstill.h"

namespace interleave {

namespace {

/// The lock is free, or its holder died and it goes to the next (a plain one goes to nobody); the semaphore has a unit;
/// the bell has been rung since the words were looked at, or they have not been looked at yet.
bool couldEndByItself(const RunMemory &memory, const Wait &wait, const std::vector<bool> &alive)
{
    const Object &object = memory.objects()[wait.object.row()];
    switch (object.kind) {
    case ObjectKind::Mutex:
        if (object.lock == LockKind::Plain)
            return !memory.isTaken(wait.object);
        return wait.holder >= alive.size() || !alive[wait.holder];
    case ObjectKind::Semaphore: return memory.words(wait.object.row())[wait.object.element()].value() > 0;
    default: break;
    }
    const ActorBlock &block = memory.actor(wait.actor);
    // SYNC POINT vain (pairs with Probe::Waiting::lookedInVain).
    const std::uint64_t look = block.lookedInVain.load(std::memory_order_acquire);
    const std::uint64_t number = block.waits.load(std::memory_order_relaxed); // looked at twice
    return look != lookInVain(number, memory.header().bell.load(std::memory_order_seq_cst));
}

} // namespace

bool Standstill::look(const RunMemory &memory, const std::vector<bool> &alive)
{
    std::vector<std::uint64_t> numbers;
    std::vector<Wait> waits;
    for (std::size_t actor = 0; actor < alive.size(); ++actor) {
        if (!alive[actor])
            continue;
        const ActorBlock &block = memory.actor(static_cast<ActorId>(actor));
        const std::uint64_t number = block.waits.load(std::memory_order_acquire);
        const ObjectRef object{block.waitingFor.load(std::memory_order_acquire)};
        const bool waiting = static_cast<ActorPhase>(block.phase.load(std::memory_order_acquire)) == ActorPhase::Waiting;
        if (!waiting || object.row() >= memory.objects().size()
            || object.element() >= memory.objects()[object.row()].count) {
            m_looks = 0;
            return false;
        }
        const Wait wait{static_cast<ActorId>(actor), object, memory.holderOf(object)};
        if (couldEndByItself(memory, wait, alive)) {
            m_looks = 0;
            return false;
        }
        numbers.push_back(number);
        waits.push_back(wait);
    }
    // A wait has a number of its own: equal numbers at two looks mean that nobody moved in between.
    m_looks = !numbers.empty() && numbers == m_numbers ? m_looks + 1 : 0;
    m_numbers = std::move(numbers);
    m_waits = std::move(waits);
    return m_looks >= kLooks;
}

} // namespace interleave
