// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/random_race.h"

#include <map>
#include <random>

namespace interleave {

namespace {

/// Memory, and the record of what is done to it.
class Bench
{
public:
    Bench(RandomRace &race, std::uint32_t seed) : m_race(race), m_random(seed) {}

    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(m_random() % bound); }
    std::int32_t read(ActorId actor, ObjectRef object)
    {
        const Word seen = wordOf(object);
        emit(actor, EventKind::Read, object, seen, {});
        return seen.value();
    }
    void write(ActorId actor, ObjectRef object, std::int32_t value)
    {
        const Word replaced = wordOf(object), written = Word::make(value, Word::writerOf(actor), ++m_sequences[actor]);
        emit(actor, EventKind::Write, object, written, replaced);
        m_words[object.bits] = written;
    }

private:
    Word wordOf(ObjectRef object)
    {
        return m_words.try_emplace(object.bits, Word::initial(m_race.objects[object.row()].initial)).first->second;
    }
    void emit(ActorId actor, EventKind kind, ObjectRef object, Word a, Word b)
    {
        Event event;
        event.time = m_time += 1000;
        event.actor = actor;
        event.object = object;
        event.a = a.bits;
        event.b = b.bits;
        event.set(kind);
        m_race.events.push_back(event);
    }

    RandomRace &m_race;
    std::mt19937 m_random;
    std::map<std::uint32_t, Word> m_words;
    std::map<ActorId, std::uint32_t> m_sequences;
    std::uint64_t m_time = 0;
};

} // namespace

RandomRace racingAppends(std::uint32_t seed)
{
    struct Appender {
        int stage = 0, left = 0;
        std::int32_t end = 0, number = 0;
    };
    RandomRace race;
    race.actors = 2 + seed % 4;
    const int appends = 3 + static_cast<int>(seed % 10);
    race.objects = {{ObjectKind::List, "list"},
                    {ObjectKind::Slots, "slots", 0, static_cast<std::uint32_t>(race.actors * static_cast<std::size_t>(appends)), -1},
                    {ObjectKind::Cell, "size", 0}};
    Bench bench(race, seed);
    std::vector<Appender> appenders(race.actors);
    for (std::size_t i = 0; i < race.actors; ++i)
        appenders[i] = {0, appends, 0, static_cast<std::int32_t>(i) * appends};
    const ObjectRef size = ObjectRef::of(2);
    for (std::size_t steps = race.actors * static_cast<std::size_t>(appends) * 6; steps > 0; --steps) {
        const auto actor = static_cast<ActorId>(bench.below(static_cast<std::uint32_t>(race.actors)));
        Appender &self = appenders[actor];
        if (self.left == 0)
            continue;
        if (self.stage == 0)
            self.end = bench.read(actor, size);
        else if (self.stage == 1)
            bench.write(actor, ObjectRef::of(1, static_cast<std::uint32_t>(self.end)), self.number++);
        else
            bench.write(actor, size, self.end + 1);
        self.stage = (self.stage + 1) % 3;
        self.left -= self.stage == 0;
    }
    return race;
}

RandomRace racingMessages(std::uint32_t seed)
{
    struct Party {
        bool produces = false;
        int stage = 0, left = 0;
        std::int32_t at = 0, number = 0;
    };
    RandomRace race;
    race.actors = 2 + seed % 4;
    const std::uint32_t capacity = 1 + seed % 7;
    race.objects = {{ObjectKind::Queue, "queue"},
                    {ObjectKind::Slots, "slots", 0, capacity, -1},
                    {ObjectKind::Cell, "head", 0},
                    {ObjectKind::Cell, "tail", 0}};
    Bench bench(race, seed);
    std::vector<Party> parties(race.actors);
    for (std::size_t i = 0; i < race.actors; ++i)
        parties[i] = {i % 2 == 0, 0, 10, 0, static_cast<std::int32_t>(i) * 100};
    const ObjectRef head = ObjectRef::of(2), tail = ObjectRef::of(3);
    for (std::size_t steps = race.actors * 70; steps > 0; --steps) {
        const auto actor = static_cast<ActorId>(bench.below(static_cast<std::uint32_t>(race.actors)));
        Party &self = parties[actor];
        if (self.left == 0)
            continue;
        const auto slot = [&] { return ObjectRef::of(1, static_cast<std::uint32_t>(self.at) % capacity); };
        if (self.stage == 0) {
            self.at = bench.read(actor, self.produces ? tail : head);
            // Mostly a consumer comes only when there is something; sometimes it does not look.
            if (!self.produces && bench.below(8) != 0 && bench.read(actor, tail) <= self.at)
                continue;
        } else if (self.stage == 1 && self.produces) {
            bench.write(actor, slot(), self.number++);
        } else if (self.stage == 1) {
            bench.read(actor, slot());
        } else {
            bench.write(actor, self.produces ? tail : head, self.at + 1);
        }
        self.stage = (self.stage + 1) % 3;
        self.left -= self.stage == 0;
    }
    return race;
}

} // namespace interleave
