// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/long_recording.h"

#include <algorithm>
#include <deque>
#include <random>
#include <vector>

namespace interleave {

namespace {

/// Who does what next. One step of an actor is one event.
class Increments
{
public:
    Increments(std::size_t actors, Locking locking) : m_actors(actors), m_locking(locking) {}

    Event next()
    {
        m_time += 20 + m_random() % 100;
        Event event;
        event.actor = choose();
        event.time = m_random() % 50 == 0 ? m_time - 200 : m_time;
        step(m_actors[event.actor], event);
        return event;
    }

private:
    enum class Step { Ask, Take, Read, Write, Free };
    struct Actor {
        Step step = Step::Ask;
        Word seen;
        std::uint32_t writes = 0;
    };

    ActorId choose()
    {
        if (m_locking == Locking::Locked && m_holder < 0 && !m_line.empty() && m_random() % 2 == 0)
            return m_line.front();
        if (m_locking == Locking::Locked && m_holder >= 0 && m_random() % 3 != 0)
            return static_cast<ActorId>(m_holder);
        const auto actor = static_cast<ActorId>(m_random() % m_actors.size());
        if (m_locking == Locking::None || m_actors[actor].step != Step::Take)
            return actor;
        return m_holder >= 0 ? static_cast<ActorId>(m_holder) : m_line.front();
    }

    void step(Actor &actor, Event &event)
    {
        if (m_locking == Locking::None && (actor.step == Step::Ask || actor.step == Step::Free))
            actor.step = Step::Read;
        event.object = ObjectRef::of(actor.step == Step::Read || actor.step == Step::Write ? 0 : 1);
        switch (actor.step) {
        case Step::Ask:
            event.set(EventKind::LockRequested);
            event.a = ++m_requests;
            m_line.push_back(event.actor);
            actor.step = Step::Take;
            break;
        case Step::Take:
            event.set(EventKind::LockAcquired);
            event.a = ++m_acquisitions;
            event.b = m_acquisitions | std::uint64_t{kNoActor} << 32;
            m_line.pop_front();
            m_holder = event.actor;
            actor.step = Step::Read;
            break;
        case Step::Read:
            event.set(EventKind::Read);
            event.a = m_counter.bits;
            actor.seen = m_counter;
            actor.step = Step::Write;
            break;
        case Step::Write: {
            const Word written = Word::make(actor.seen.value() + 1, Word::writerOf(event.actor), ++actor.writes);
            event.set(EventKind::Write);
            event.a = written.bits;
            event.b = m_counter.bits;
            m_counter = written;
            actor.step = Step::Free;
            break;
        }
        case Step::Free:
            event.set(EventKind::LockReleased);
            event.a = m_acquisitions;
            m_holder = -1;
            actor.step = Step::Ask;
            break;
        }
    }

    std::vector<Actor> m_actors;
    Locking m_locking;
    std::mt19937 m_random{7};
    std::deque<ActorId> m_line;
    int m_holder = -1;
    Word m_counter = Word::initial(0);
    std::uint64_t m_time = 1000, m_requests = 0, m_acquisitions = 0;
};

} // namespace

std::shared_ptr<Recording> longRecording(EventIndex events, std::size_t actors, Locking locking)
{
    RunInfo info;
    info.settings.scenario = "counter";
    info.settings.mode = locking == Locking::Locked ? "on" : "off";
    info.objects = {{.kind = ObjectKind::Cell, .name = "counter"}, {.kind = ObjectKind::Mutex, .name = "lock"}};
    info.sites = {{}};
    for (std::size_t actor = 0; actor < actors; ++actor)
        info.processes.push_back({.pid = 1000 + static_cast<std::int64_t>(actor), .role = "incrementer",
                                  .end = ProcessEnd::Finished});
    auto recording = std::make_shared<Recording>(info);
    Increments increments(actors, locking);
    for (EventIndex i = 0; i < events; ++i)
        recording->settle(increments.next());
    recording->finish(info);
    return recording;
}

} // namespace interleave
