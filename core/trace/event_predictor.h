// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"

#include <array>
#include <cstdint>

namespace interleave {

/// Kind, row and site of an event: what the line of source that emitted it always says.
using EventShape = std::uint32_t;

constexpr EventShape shapeOf(const Event &event)
{
    return std::uint32_t{event.site} | (std::uint32_t{event.object.row()} << 16)
        | (std::uint32_t{event.kindAndFlags} << 24);
}

/// Foresees the next event from the ones before it in a block: an actor runs a loop, so the same shapes follow each
/// other; a read sees the word last written to its object; a write replaces it by the actor's copy + 1 under the
/// actor's next sequence number; acquisitions count on. Wrong guesses cost bytes, never truth. Tables are small and
/// lossy (a collision is only a worse guess), so that a fresh predictor a block is cheap.
class EventPredictor
{
public:
    static constexpr std::uint32_t kShapes = 128;

    struct Shape {
        EventShape shape = 0;
        std::uint32_t element = 0, stride = 0; ///< last element, and how far it was from the one before
        std::int32_t delta = 1;                ///< what the last write of this shape added
        std::uint64_t b = 0;                   ///< payload last time
        std::uint8_t next = 0;                 ///< the shape that followed last time, in the same actor
    };
    struct Actor {
        std::uint32_t sequence = 0;
        std::uint8_t shape = 0;
    };
    struct Object {
        std::uint32_t bits = 0;
        std::uint32_t requests = 0;
        std::uint64_t current = 0; ///< its word; of a mutex: the number of the last acquisition
        std::uint64_t owner = kNoActor;
    };
    /// What one actor last saw or wrote in one row: a value; of a mutex: the number of its request.
    struct Copy {
        std::uint32_t key = 0;
        std::uint32_t value = 0;
    };

    Actor &actor(ActorId id) { return m_actors[id % kMaxActors]; }
    Shape &shape(std::uint8_t number) { return m_shapes[number % kShapes]; }

    /// Number of a shape, or kShapes when it is not in the table.
    std::uint32_t find(EventShape wanted) const
    {
        const std::uint32_t used = m_added < kShapes ? m_added : kShapes;
        std::uint32_t number = 0;
        while (number < used && m_shapes[number].shape != wanted)
            ++number;
        return number < used ? number : kShapes;
    }
    /// Takes a new shape in, the oldest gives way.
    std::uint8_t add(EventShape added)
    {
        const auto number = static_cast<std::uint8_t>(m_added++ % kShapes);
        const auto kind = static_cast<EventKind>((added >> 24) & 0x1f);
        m_shapes[number] = {.shape = added, .delta = kind == EventKind::SemaphoreAcquired ? -1 : 1};
        return number;
    }

    Object &object(ObjectRef ref)
    {
        Object &found = m_objects[(ref.bits * 0x9e3779b1u) >> 24];
        if (found.bits != ref.bits)
            found = {.bits = ref.bits};
        return found;
    }
    Copy &copy(ActorId id, std::uint8_t row)
    {
        const std::uint32_t key = (std::uint32_t{id} << 8) | row;
        Copy &found = m_copies[(key * 0x9e3779b1u) >> 24];
        if (found.key != key)
            found = {.key = key};
        return found;
    }

    static std::uint64_t foreseenB(EventKind kind, const Object &object, const Shape &shape, const Copy &copy)
    {
        if (writesWord(kind))
            return object.current;
        if (kind == EventKind::LockAcquired)
            return copy.value | (object.owner << 32);
        return shape.b;
    }

    /// When b is known already.
    static std::uint64_t foreseenA(EventKind kind, ActorId id, std::uint64_t b, const Object &object,
                                   const Shape &shape, const Actor &actor, const Copy &copy)
    {
        if (writesWord(kind)) {
            const std::uint32_t value = base(kind, b, copy) + static_cast<std::uint32_t>(shape.delta);
            return Word::make(static_cast<std::int32_t>(value), Word::writerOf(id), actor.sequence + 1).bits;
        }
        switch (kind) {
        case EventKind::LockRequested: return std::uint64_t{object.requests} + 1;
        case EventKind::LockAcquired: return object.current + 1;
        default: return object.current;
        }
    }

    /// Takes in what really happened.
    void learn(const Event &event, std::uint8_t number, Object &object, Shape &shape, Actor &actor, Copy &copy)
    {
        const EventKind kind = event.kind();
        if (writesWord(kind)) {
            shape.delta = static_cast<std::int32_t>(static_cast<std::uint32_t>(event.a >> 32)
                                                    - base(kind, event.b, copy));
            actor.sequence = event.written().sequence();
            object.current = event.a;
            copy.value = static_cast<std::uint32_t>(event.a >> 32);
        } else if (kind == EventKind::LockRequested) {
            object.requests = static_cast<std::uint32_t>(event.a);
            copy.value = object.requests;
        } else {
            object.current = event.a;
            if (kind == EventKind::LockAcquired)
                object.owner = event.actor;
            else if (kind != EventKind::LockReleased)
                copy.value = static_cast<std::uint32_t>(event.a >> 32);
            shape.b = kind == EventKind::LockAcquired ? 0 : event.b;
        }
        shape.stride = event.object.element() - shape.element;
        shape.element = event.object.element();
        m_shapes[actor.shape].next = number;
        actor.shape = number;
    }

private:
    /// What a written value is computed from: an atomic step from the word it replaces, a plain write from the copy.
    static std::uint32_t base(EventKind kind, std::uint64_t b, const Copy &copy)
    {
        return kind == EventKind::Write ? copy.value : static_cast<std::uint32_t>(b >> 32);
    }

    std::array<Shape, kShapes> m_shapes{};
    std::array<Actor, kMaxActors> m_actors{};
    std::array<Object, 256> m_objects{};
    std::array<Copy, 256> m_copies{};
    std::uint32_t m_added = 0;
};

} // namespace interleave
