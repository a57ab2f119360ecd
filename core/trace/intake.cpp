// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/intake.h"

#include "core/trace/event_check.h"

#include <algorithm>
#include <array>
#include <utility>

namespace interleave {

namespace {

/// No actor reports that much: what says it has is not believed, and cannot make sums overflow.
constexpr std::uint64_t kMostDropped = std::uint64_t{1} << 48;
/// Events may be published while they are taken, and clocks of processors differ a little: some minutes of ticks.
constexpr std::uint64_t kSlack = std::uint64_t{1} << 40;

Event gap(ActorId actor, std::uint64_t count, std::uint64_t rows, ClockKind clock)
{
    Event event;
    event.set(EventKind::Gap);
    event.time = ticksBefore(clock);
    event.actor = actor;
    event.a = count;
    event.b = rows;
    return event;
}

} // namespace

Intake::Intake(const RunMemory &memory, Sink sink) : m_memory(memory), m_sink(std::move(sink)), m_startedNs(monotonicNow())
{
    for (ActorId actor = 0; actor < memory.actors(); ++actor) {
        auto *const ends = memory.control().at<RingEnds>(ringOffset(actor, memory.ringCapacity()));
        m_actors.push_back({.ring = RingReader(ends, memory.ringCapacity(), memory.ringStart(actor))});
    }
}

std::size_t Intake::take()
{
    std::size_t taken = 0;
    for (std::size_t actor = 0; actor < m_actors.size(); ++actor)
        taken += takeFrom(static_cast<ActorId>(actor));
    return taken;
}

std::size_t Intake::takeWanted()
{
    std::size_t taken = 0;
    for (std::size_t actor = 0; actor < m_actors.size(); ++actor)
        if (holdsUp(m_actors[actor]))
            taken += takeFrom(static_cast<ActorId>(actor));
    return taken;
}

std::size_t Intake::takeFrom(ActorId id)
{
    Actor &actor = m_actors[id];
    if (actor.ended) // what comes later, somebody else has written
        return 0;
    m_latest = ticksBefore(m_memory.clock()) + kSlack;
    const std::size_t taken = actor.ring.consume([&](std::span<const Event> events) { check(id, events); });
    if (actor.ring.quarantined() && actor.refusal == Refusal::None)
        quarantine(id, Refusal::Counts);
    return taken;
}

/// Hands on what comes before the first event that cannot be.
void Intake::check(ActorId id, std::span<const Event> events)
{
    Actor &actor = m_actors[id];
    if (actor.ring.quarantined()) { // the first part of what is being taken made no sense
        actor.refused += events.size();
        return;
    }
    m_copies.assign(events.begin(), events.end());
    Refusal refusal = Refusal::None;
    std::size_t good = 0;
    for (; good < m_copies.size(); ++good) {
        Event &event = m_copies[good];
        event.actor = id;
        event.time = possible(event.time);
        event.site = event.site < kMaxSites ? event.site : SiteId{0};
        event.kindAndFlags &= static_cast<std::uint8_t>(~kInferred);
        refusal = objectionTo(actor, event);
        if (refusal != Refusal::None)
            break;
        m_largestSite = std::max(m_largestSite, event.site);
    }
    m_sink(id, std::span(m_copies.data(), good));
    if (refusal == Refusal::None)
        return;
    actor.refused += m_copies.size() - good;
    quarantine(id, refusal);
}

void Intake::quarantine(ActorId id, Refusal refusal)
{
    m_actors[id].refusal = refusal;
    m_actors[id].ring.quarantine();
    m_sink(id, std::array{gap(id, 0, 0, m_memory.clock())});
}

Refusal Intake::objectionTo(Actor &actor, const Event &event)
{
    const Refusal refusal = interleave::objectionTo(event, m_memory.objects(), m_actors.size(), m_memory.drops());
    if (refusal != Refusal::None)
        return refusal;
    if (event.kind() == EventKind::Gap)
        actor.told = std::min(kMostDropped, actor.told + std::min(event.a, kMostDropped));
    if (!writesWord(event.kind()))
        return Refusal::None;
    // Numbers count on; with gaps some are missing, but none comes again.
    const std::uint32_t sequence = event.written().sequence();
    return sequence > std::exchange(actor.sequence, sequence) ? Refusal::None : Refusal::Words;
}

std::size_t Intake::takeLast(ActorId id)
{
    const std::size_t taken = takeFrom(id);
    Actor &actor = m_actors[id];
    if (std::exchange(actor.ended, true) || actor.ring.quarantined())
        return taken;
    const std::uint64_t count = untold(actor);
    if (count == 0)
        return taken;
    m_sink(id, std::array{gap(id, count, actor.ring.droppedRows(), m_memory.clock())});
    actor.told += count;
    return taken;
}

/// With --drop: what it dropped and has not told of in a Gap.
std::uint64_t Intake::untold(const Actor &actor) const
{
    const std::uint64_t dropped = m_memory.drops() ? std::min(actor.ring.dropped(), kMostDropped) : 0;
    return dropped - std::min(dropped, actor.told);
}

std::size_t Intake::discard()
{
    std::size_t taken = 0;
    for (Actor &actor : m_actors)
        taken += actor.ring.consume([](std::span<const Event>) {});
    return taken;
}

void Intake::noteBegun()
{
    for (std::size_t id = 0; id < m_actors.size(); ++id) {
        Actor &actor = m_actors[id];
        if (actor.ended)
            continue;
        actor.wanted = actor.ring.begun();
        // One access at a time. In this order: what has been begun by now may have been published meanwhile.
        if (actor.wanted > actor.ring.published() + 1 && !actor.ring.quarantined())
            quarantine(static_cast<ActorId>(id), Refusal::Counts);
    }
}

bool Intake::begunIsTaken() const
{
    return std::none_of(m_actors.begin(), m_actors.end(), [this](const Actor &actor) { return holdsUp(actor); });
}

bool Intake::holdsUp(const Actor &actor) const
{
    const RingReader &ring = actor.ring;
    if (actor.ended || ring.quarantined() || ring.consumed() >= actor.wanted)
        return false;
    // An announcement taken back (a semaphore that was empty after all) never gets published.
    return ring.begun() >= actor.wanted || ring.published() > ring.consumed();
}

std::uint64_t Intake::missing(ActorId id) const
{
    const Actor &actor = m_actors[id];
    return (actor.ended ? 0 : untold(actor)) + actor.told + actor.refused + actor.ring.discarded();
}

std::uint64_t Intake::stalledNs(ActorId actor) const
{
    const std::uint64_t stalled = m_actors[actor].ring.stalledNs();
    return stalled <= monotonicNow() - m_startedNs ? stalled : 0;
}

} // namespace interleave
