// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/state.h"

#include "core/trace/long_arrays.h"

#include <algorithm>
#include <mutex>

namespace interleave {
namespace {

std::size_t bytesOf(const State &state)
{
    std::size_t bytes = sizeof state + state.actors.size() * sizeof(ActorState);
    for (const ActorState &actor : state.actors)
        bytes += actor.holding.size() * sizeof(ObjectRef);
    for (const State::ObjectState &object : state.objects) {
        bytes += sizeof object + object.cells.size() * sizeof(CellState) + object.locks.size() * sizeof(LockState);
        for (const LockState &lock : object.locks)
            bytes += lock.waiting.size();
    }
    return bytes;
}

} // namespace

struct StateIndex::Private {
    Private(const ObjectTable &objects, std::size_t actors)
        : now(State::initial(objects, actors)),
          longArrays(objects, now),
          checkpoints{std::make_shared<State>(now)}
    {
        plan();
    }

    void keep()
    {
        auto kept = std::make_shared<const State>(now);
        const std::lock_guard lock(mutex);
        checkpoints.push_back(std::move(kept));
        bytes += size;
    }
    void plan()
    {
        size = bytesOf(now);
        next = now.position + std::max<EventIndex>(kStride, size);
    }

    State now;            // the writer's: after all that has settled
    std::size_t size = 0; // of `now` when it was last planned
    EventIndex next = 0;  // the writer's: position of the next checkpoint
    LongArrays longArrays;

    mutable std::mutex mutex;                              // protects the two below; held for a binary search at most
    std::vector<std::shared_ptr<const State>> checkpoints; // by position, the initial state first; never empty
    std::size_t bytes = 0;
};

StateIndex::StateIndex(ObjectTable objects, std::size_t actors) : m_private(std::make_unique<Private>(objects, actors))
{}

StateIndex::~StateIndex() = default;

void StateIndex::settled(EventIndex, std::span<const Event> events)
{
    Private &all = *m_private;
    all.longArrays.settled(all.now.position, events);
    while (!events.empty()) {
        const std::size_t until = std::min<EventIndex>(events.size(), all.next - all.now.position);
        all.now.apply(events.first(until));
        events = events.subspan(until);
        if (all.now.position < all.next)
            return;
        all.plan();
        all.keep();
    }
}

State StateIndex::at(TraceReader &reader, EventIndex position) const
{
    std::shared_ptr<const State> nearest;
    {
        const std::lock_guard lock(m_private->mutex);
        const auto &all = m_private->checkpoints;
        const auto above = std::upper_bound(all.begin(), all.end(), position,
                                            [](EventIndex p, const auto &state) { return p < state->position; });
        nearest = *std::prev(above);
    }
    State state = *nearest;
    reader.forEach(state.position, position, [&](EventIndex, const Event &event) { state.apply(event); });
    m_private->longArrays.complete(state, reader);
    return state;
}

std::size_t StateIndex::storedBytes() const
{
    const std::lock_guard lock(m_private->mutex);
    return m_private->bytes + m_private->longArrays.storedBytes();
}

} // namespace interleave
