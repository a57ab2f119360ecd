// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/lock_order.h"

#include <algorithm>
#include <bit>

namespace interleave {

LockOrder::LockOrder(const ObjectTable &objects)
{
    for (const Object &object : objects)
        m_isMutex.push_back(object.kind == ObjectKind::Mutex);
}

void LockOrder::settled(EventIndex index, const Event &event)
{
    if (event.actor >= m_held.size())
        return;
    std::vector<std::uint32_t> &held = m_held[event.actor];
    if (event.kind() == EventKind::Died)
        return held.clear();
    if (event.object.row() >= m_isMutex.size() || !m_isMutex[event.object.row()])
        return;
    if (event.kind() == EventKind::LockReleased) {
        std::erase(held, event.object.bits);
    } else if (event.kind() == EventKind::LockAcquired && m_circle.mutexes.empty()) {
        for (const std::uint32_t other : held)
            step(index, other, event);
        if (held.size() < kHeld)
            held.push_back(event.object.bits);
        else
            m_circle.isKnown = false;
    }
}

void LockOrder::step(EventIndex index, std::uint32_t held, const Event &taken)
{
    const std::uint64_t bit = std::uint64_t{1} << taken.actor;
    Steps &steps = m_steps[held];
    auto at = steps.find(taken.object.bits);
    if (at == steps.end()) {
        if (m_stepCount == kMostSteps) {
            m_circle.isKnown = false;
            return;
        }
        ++m_stepCount;
        at = steps.emplace(taken.object.bits, 0).first;
    }
    if ((at->second & bit) != 0)
        return;
    at->second |= bit;
    lookFrom(index, held, taken.object.bits);
}

/// Is there a way from the one that was taken back to the one that was held? The shortest is told.
void LockOrder::lookFrom(EventIndex index, std::uint32_t held, std::uint32_t taken)
{
    std::map<std::uint32_t, std::uint32_t> before{{taken, held}};
    std::vector<std::uint32_t> way{taken};
    for (std::size_t i = 0; i < way.size() && !before.contains(held); ++i)
        if (const auto from = m_steps.find(way[i]); from != m_steps.end())
            for (const auto &[next, actors] : from->second)
                if (before.try_emplace(next, way[i]).second)
                    way.push_back(next);
    if (!before.contains(held) && held != taken)
        return;
    std::uint64_t actors = 0;
    std::vector<ObjectRef> mutexes;
    std::uint32_t at = held;
    do {
        mutexes.push_back({at});
        const std::uint32_t previous = before[at];
        actors |= m_steps[previous][at];
        at = previous;
    } while (at != held);
    if (std::popcount(actors) < 2)
        return;
    std::reverse(mutexes.begin(), mutexes.end());
    std::rotate(mutexes.begin(),
                std::min_element(mutexes.begin(), mutexes.end(),
                                 [](ObjectRef one, ObjectRef other) { return one.bits < other.bits; }),
                mutexes.end());
    m_circle.mutexes = std::move(mutexes);
    m_circle.event = index;
}

} // namespace interleave
