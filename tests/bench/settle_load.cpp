// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/settle_load.h"

#include <random>
#include <utility>

namespace interleave::bench {

namespace {

/// Executes increments step by step, so that the words are those of a run that could have happened.
class Generator
{
public:
    Generator(std::size_t actors, bool locked, std::size_t runLength)
        : m_locked(locked), m_runLength(runLength), m_stage(actors), m_copy(actors), m_sequence(actors)
    {
        m_load.actors = actors;
    }

    SettleLoad make(std::size_t events)
    {
        std::mt19937 random(7);
        while (m_load.events < events) {
            const auto actor = static_cast<ActorId>(random() % m_load.actors);
            const std::size_t run = m_runLength == 1 ? 1 : 1 + random() % (2 * m_runLength);
            for (std::size_t i = 0; i < run && step(actor); ++i) {
            }
        }
        return std::move(m_load);
    }

private:
    bool step(ActorId actor)
    {
        switch (m_stage[actor]) {
        case 0: // racing starts with its read
            if (m_locked)
                return emit(actor, EventKind::LockRequested, ++m_requests, 0, 1);
            ++m_stage[actor];
            [[fallthrough]];
        case 1:
            if (m_locked && m_held)
                return false;
            m_held = true;
            if (m_locked)
                return emit(actor, EventKind::LockAcquired, ++m_acquisitions, 0, 1);
            ++m_stage[actor];
            [[fallthrough]];
        case 2:
            m_copy[actor] = m_now.value();
            return emit(actor, EventKind::Read, m_now.bits, 0, 0);
        case 3: {
            const Word replaced = m_now;
            m_now = Word::make(m_copy[actor] + 1, static_cast<std::uint8_t>(actor + 1), ++m_sequence[actor]);
            emit(actor, EventKind::Write, m_now.bits, replaced.bits, 0);
            if (!m_locked)
                m_stage[actor] = 0;
            return true;
        }
        default:
            m_held = false;
            emit(actor, EventKind::LockReleased, m_acquisitions, 0, 1);
            m_stage[actor] = 0;
            return true;
        }
    }

    bool emit(ActorId actor, EventKind kind, std::uint64_t a, std::uint64_t b, std::uint32_t row)
    {
        if (m_load.events++ % SettleLoad::kPass == 0)
            m_load.passes.emplace_back(m_load.actors);
        Event event;
        event.time = m_load.events * 26;
        event.object = ObjectRef::of(row);
        event.actor = actor;
        event.a = a;
        event.b = b;
        event.set(kind);
        m_load.passes.back()[actor].push_back(event);
        ++m_stage[actor];
        return true;
    }

    bool m_locked;
    std::size_t m_runLength;
    SettleLoad m_load;
    Word m_now;
    bool m_held = false;
    std::uint64_t m_requests = 0, m_acquisitions = 0;
    std::vector<int> m_stage;
    std::vector<std::int32_t> m_copy;
    std::vector<std::uint32_t> m_sequence;
};

} // namespace

SettleLoad SettleLoad::make(std::size_t actors, bool locked, std::size_t runLength, std::size_t events)
{
    return Generator(actors, locked, runLength).make(events);
}

} // namespace interleave::bench
