// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/standstill.h"

namespace interleave {

namespace {

bool couldEndByItself(const RunMemory &memory, const Wait &wait)
{
    switch (memory.objects()[wait.object.row()].kind) {
    case ObjectKind::Mutex: return wait.holder == kNoActor;
    case ObjectKind::Semaphore: return memory.words(wait.object.row())[wait.object.element()].value() > 0;
    default: return false; // an await: its words change only by somebody's hand
    }
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
        if (couldEndByItself(memory, wait)) {
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
