// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/random_trace.h"

#include <algorithm>
#include <random>
#include <unordered_map>

namespace interleave {
namespace {

/// Memory, locks and clock that all traces here are made with.
class Maker
{
public:
    Maker(ObjectTable objects, std::size_t actors, std::uint32_t seed)
        : m_objects(std::move(objects)),
          m_random(seed),
          m_actors(actors)
    {}

    std::uint32_t below(std::size_t n) { return static_cast<std::uint32_t>(m_random() % n); }
    std::vector<Event> takeEvents() { return std::move(m_events); }
    std::size_t size() const { return m_events.size(); }

    void emit(EventKind kind, ObjectRef object, std::size_t actor, std::uint64_t a, std::uint64_t b = 0,
              std::uint8_t flags = 0)
    {
        Event event{.time = m_time,
                    .object = object,
                    .site = static_cast<SiteId>(1 + static_cast<int>(kind) % 6),
                    .actor = static_cast<ActorId>(actor),
                    .a = a,
                    .b = b};
        event.set(kind, flags);
        m_events.push_back(event);
    }
    void at(std::uint64_t time) { m_time = time; }
    void pass(std::uint64_t ticks) { m_time += ticks; }

    Word &word(ObjectRef object)
    {
        return m_words.try_emplace(object.bits, Word::initial(m_objects[object.row()].initial)).first->second;
    }
    void read(EventKind kind, ObjectRef object, std::size_t actor)
    {
        m_actors[actor].copy = word(object).value();
        emit(kind, object, actor, word(object).bits);
    }
    void write(EventKind kind, ObjectRef object, std::size_t actor, std::int32_t value)
    {
        const Word replaced = word(object);
        const Word written = Word::make(value, Word::writerOf(static_cast<ActorId>(actor)), ++m_actors[actor].sequence);
        word(object) = written;
        emit(kind, object, actor, written.bits, replaced.bits);
    }
    void request(ObjectRef object, std::size_t actor)
    {
        m_actors[actor].request = ++m_locks[object.bits].requests;
        emit(EventKind::LockRequested, object, actor, m_actors[actor].request);
    }
    bool acquire(ObjectRef object, std::size_t actor, bool contended)
    {
        Lock &lock = m_locks[object.bits];
        const bool ownerDied = lock.held && m_actors[lock.owner].dead;
        if (lock.held && !ownerDied)
            return false;
        const auto flags = static_cast<std::uint8_t>((contended ? kContended : 0) | (ownerDied ? kOwnerDied : 0));
        emit(EventKind::LockAcquired, object, actor, ++lock.acquisitions,
             Event::ownersOf(static_cast<std::uint32_t>(m_actors[actor].request), lock.owner,
                             ownerDied ? lock.owner : kNoActor),
             flags);
        lock.held = true;
        lock.owner = static_cast<ActorId>(actor);
        return true;
    }
    bool release(ObjectRef object, std::size_t actor)
    {
        Lock &lock = m_locks[object.bits];
        if (!lock.held || lock.owner != actor)
            return false;
        emit(EventKind::LockReleased, object, actor, lock.acquisitions);
        lock.held = false;
        return true;
    }
    std::int32_t copyOf(std::size_t actor) const { return m_actors[actor].copy; }
    void die(std::size_t actor)
    {
        m_actors[actor].dead = true;
        emit(EventKind::Died, {}, actor, 9, 0, kInferred);
    }
    bool isDead(std::size_t actor) const { return m_actors[actor].dead; }

private:
    struct Lock {
        std::uint64_t acquisitions = 0;
        std::uint32_t requests = 0;
        ActorId owner = kNoActor;
        bool held = false;
    };
    struct Actor {
        std::uint32_t sequence = 0, request = 0;
        std::int32_t copy = 0;
        bool dead = false;
    };

    ObjectTable m_objects;
    std::mt19937 m_random;
    std::vector<Actor> m_actors;
    std::unordered_map<std::uint32_t, Word> m_words;
    std::unordered_map<std::uint32_t, Lock> m_locks;
    std::vector<Event> m_events;
    std::uint64_t m_time = 1'000'000;
};

/// One random thing that may happen next; perhaps nothing.
void happen(Maker &maker, std::size_t actors)
{
    const std::size_t actor = maker.below(actors);
    maker.pass(maker.below(2000));
    if (maker.isDead(actor))
        return;
    const ObjectRef cell = ObjectRef::of(0);
    const ObjectRef lock = maker.below(2) ? ObjectRef::of(1) : ObjectRef::of(5, maker.below(4));
    const ObjectRef items = ObjectRef::of(2);
    // Mostly near each other, now and then far away.
    const ObjectRef slot = maker.below(3) == 0
        ? ObjectRef::of(3, maker.below(16))
        : ObjectRef::of(
            4, maker.below(50) == 0 ? maker.below(20'000) : static_cast<std::uint32_t>(maker.size() / 8 % 20'000));
    const auto value = static_cast<std::int32_t>(maker.below(100'000)) - 50'000;
    switch (maker.below(16)) {
    case 0: return maker.read(EventKind::Read, cell, actor);
    case 1: return maker.write(EventKind::Write, cell, actor, maker.copyOf(actor) + 1);
    case 2: return maker.write(EventKind::Update, cell, actor, maker.word(cell).value() + 1);
    case 3: return maker.request(lock, actor);
    case 4:
    case 5: static_cast<void>(maker.acquire(lock, actor, maker.below(2) == 0)); return;
    case 6:
    case 7: static_cast<void>(maker.release(lock, actor)); return;
    case 8: return maker.read(EventKind::SemaphoreRequested, items, actor);
    case 9:
        if (maker.word(items).value() > 0)
            maker.write(EventKind::SemaphoreAcquired, items, actor, maker.word(items).value() - 1);
        return;
    case 10: return maker.write(EventKind::SemaphorePosted, items, actor, maker.word(items).value() + 1);
    case 11: return maker.read(maker.below(2) ? EventKind::AwaitBegan : EventKind::Awaited, cell, actor);
    case 12: return maker.read(EventKind::Read, slot, actor);
    case 13:
    case 14: return maker.write(EventKind::Write, slot, actor, value);
    default:
        if (maker.below(3000) == 0)
            return maker.die(actor);
        maker.emit(maker.below(2) ? EventKind::Stalled : EventKind::Gap, {}, actor, maker.below(5000));
    }
}

/// Processes at full speed: the one whose clock is behind acts next. `program` is called with actor and step.
template <typename Program>
std::vector<Event> race(std::size_t actors, std::size_t count, std::uint32_t seed, Program &&program)
{
    Maker maker(counterObjects(), actors, seed);
    std::vector<std::uint64_t> clocks(actors, 1'000'000);
    std::vector<int> steps(actors, 0);
    while (maker.size() < count) {
        const auto next = static_cast<std::size_t>(std::min_element(clocks.begin(), clocks.end()) - clocks.begin());
        maker.at(clocks[next]);
        steps[next] = program(maker, next, steps[next]);
        clocks[next] += 100 + maker.below(900);
    }
    return maker.takeEvents();
}

} // namespace

ObjectTable randomObjects()
{
    return {{.kind = ObjectKind::Cell, .name = "counter", .initial = -3, .awaitable = true},
            {.kind = ObjectKind::Mutex, .name = "lock"},
            {.kind = ObjectKind::Semaphore, .name = "items", .initial = 2},
            {.kind = ObjectKind::Slots, .name = "slots", .parent = 6, .count = 16},
            {.kind = ObjectKind::Slots, .name = "list", .count = 20'000, .initial = 5},
            {.kind = ObjectKind::Mutex, .name = "forks", .count = 4, .lock = LockKind::Poisoned},
            {.kind = ObjectKind::Queue, .name = "queue"}};
}

std::vector<Event> randomTrace(std::size_t actors, std::size_t count, std::uint32_t seed)
{
    Maker maker(randomObjects(), actors, seed);
    for (std::size_t quiet = 0; maker.size() < count && quiet < 1000;) {
        const std::size_t before = maker.size();
        happen(maker, actors);
        quiet = maker.size() == before ? quiet + 1 : 0;
    }
    return maker.takeEvents();
}

ObjectTable counterObjects()
{
    return {{.kind = ObjectKind::Cell, .name = "counter"}, {.kind = ObjectKind::Mutex, .name = "lock"}};
}

std::vector<Event> racingTrace(std::size_t actors, std::size_t count, std::uint32_t seed)
{
    return race(actors, count, seed, [](Maker &maker, std::size_t actor, int step) {
        if (step == 0)
            maker.read(EventKind::Read, ObjectRef::of(0), actor);
        else
            maker.write(EventKind::Write, ObjectRef::of(0), actor, maker.copyOf(actor) + 1);
        return 1 - step;
    });
}

std::vector<Event> lockedTrace(std::size_t actors, std::size_t count, std::uint32_t seed)
{
    const ObjectRef lock = ObjectRef::of(1);
    // Step 1 is the first try to take the lock, step 2 each later one.
    return race(actors, count, seed, [lock](Maker &maker, std::size_t actor, int step) {
        switch (step) {
        case 0: maker.request(lock, actor); return 1;
        case 1:
        case 2: return maker.acquire(lock, actor, step == 2) ? 3 : 2;
        case 3: maker.read(EventKind::Read, ObjectRef::of(0), actor); return 4;
        case 4: maker.write(EventKind::Write, ObjectRef::of(0), actor, maker.copyOf(actor) + 1); return 5;
        default: static_cast<void>(maker.release(lock, actor)); return 0;
        }
    });
}

} // namespace interleave
