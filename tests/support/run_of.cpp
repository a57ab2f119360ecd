// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/run_of.h"

#include "core/shm/ring.h"

#include <cstdio>
#include <cstdlib>
#include <thread>

namespace interleave {

RunMemory runOf(const ObjectTable &objects, std::size_t actors, const RunSettings &settings, std::uint32_t ringCapacity)
{
    auto memory = RunMemory::create(settings, objects, actors, 0, ringCapacity);
    if (!memory.ok()) {
        std::fputs(memory.error().sentence.c_str(), stderr);
        std::abort();
    }
    return std::move(memory.value());
}

std::vector<Event> eventsOf(const RunMemory &memory, ActorId actor)
{
    std::vector<Event> events;
    const auto *const ends = memory.control().at<RingEnds>(ringOffset(actor, memory.ringCapacity()));
    const auto *const slots = reinterpret_cast<const Event *>(ends + 1);
    events.assign(slots, slots + ends->published.load(std::memory_order_acquire));
    return events;
}

std::vector<EventKind> kindsOf(const RunMemory &memory, ActorId actor)
{
    std::vector<EventKind> kinds;
    for (const Event &event : eventsOf(memory, actor))
        kinds.push_back(event.kind());
    return kinds;
}

void untilWaiting(const RunMemory &memory, ActorId actor)
{
    const auto waiting = static_cast<std::uint32_t>(ActorPhase::Waiting);
    while (memory.actor(actor).phase.load(std::memory_order_acquire) != waiting)
        std::this_thread::yield();
}

} // namespace interleave
