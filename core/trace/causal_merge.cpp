// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/causal_merge.h"

#include "core/trace/wait_circle.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace interleave {

CausalMerge::CausalMerge(const ObjectTable &objects, std::size_t actors, Settler::Sink sink)
    : m_queues(std::min(actors, kMaxActors)),
      m_states(objects),
      m_sink(std::move(sink))
{}

void CausalMerge::add(ActorId actor, std::span<const Event> events)
{
    if (actor >= m_queues.size())
        return;
    ActorQueue &queue = m_queues[actor];
    queue.add(events);
    for (const Event &event : events) {
        switch (claimOf(event.kind())) {
        case Claim::Sees: m_reads.add(event.seen(), event.object); break;
        case Claim::Replaces:
            queue.lastSequence = event.written().sequence();
            (event.kind() == EventKind::Update ? m_updated : m_written)[event.object.row()] = true;
            break;
        default: m_gapSeen |= event.kind() == EventKind::Gap; break;
        }
    }
}

void CausalMerge::endPass()
{
    for (ActorQueue &queue : m_queues)
        queue.passEnded();
    for (std::size_t actor = 0; actor < m_queues.size(); ++actor)
        look(actor);
}

void CausalMerge::releaseAll()
{
    for (ActorQueue &queue : m_queues)
        queue.releaseAll();
    for (std::size_t actor = 0; actor < m_queues.size(); ++actor)
        look(actor);
}

void CausalMerge::run(std::uint64_t until)
{
    while (m_ready) {
        std::size_t first = kMaxActors, second = kMaxActors;
        std::uint64_t firstTime = std::numeric_limits<std::uint64_t>::max(), secondTime = firstTime;
        for (Mask rest = m_ready; rest; rest &= rest - 1) {
            const auto actor = static_cast<std::size_t>(std::countr_zero(rest));
            const std::uint64_t time = m_headTime[actor];
            if (first == kMaxActors || time < firstTime) {
                second = first;
                secondTime = firstTime;
                first = actor;
                firstTime = time;
            } else if (second == kMaxActors || time < secondTime) {
                second = actor;
                secondTime = time;
            }
        }
        if (firstTime > until)
            return;
        if (secondTime > until)
            gallop(first, until, kMaxActors);
        else
            gallop(first, secondTime, second);
    }
}

/// Settles the ready head of `actor` and what follows it, while it is ready and nobody else's is earlier.
void CausalMerge::gallop(std::size_t actor, std::uint64_t boundTime, std::size_t boundActor)
{
    ActorQueue &queue = m_queues[actor];
    const Mask known = m_ready;
    for (;;) {
        const Event &head = queue.head();
        ElementState *element = m_states.find(head.object);
        if (!settleIfReady(head, element)) {
            m_ready &= ~bit(actor);
            block(actor, head, *element);
            return;
        }
        queue.pop();
        if (!queue.available()) {
            m_ready &= ~bit(actor);
            return;
        }
        const Event &next = queue.head();
        if ((m_ready & ~known) || next.time > boundTime || (next.time == boundTime && actor > boundActor)) {
            m_ready &= ~bit(actor);
            look(actor);
            return;
        }
    }
}

bool CausalMerge::ready(const Event &event, const ElementState *element) const
{
    if (!element)
        return true;
    switch (claimOf(event.kind())) {
    case Claim::Sees: return element->now == event.a;
    case Claim::Replaces: return element->now == event.b && !m_reads.any(event.replaced(), event.object);
    case Claim::Acquires: return element->now + 1 == event.a;
    default: return true;
    }
}

/// Classifies the head of an actor that is neither ready nor blocked.
void CausalMerge::look(std::size_t actor)
{
    const ActorQueue &queue = m_queues[actor];
    if (((m_ready | m_blocked) & bit(actor)) || !queue.available())
        return;
    const Event &head = queue.head();
    ElementState *element = m_states.find(head.object);
    if (ready(head, element)) {
        m_headTime[actor] = head.time;
        m_ready |= bit(actor);
        return;
    }
    block(actor, head, *element);
}

void CausalMerge::block(std::size_t actor, const Event &head, ElementState &element)
{
    m_blocked |= bit(actor);
    m_wanted[actor] = wantedBy(head);
    m_wanting[slotOf(m_wanted[actor])] |= bit(actor);
    element.waiters |= bit(actor);
}

void CausalMerge::unblock(std::size_t actor, ElementState &element)
{
    m_blocked &= ~bit(actor);
    m_wanting[slotOf(m_wanted[actor])] &= ~bit(actor);
    element.waiters &= ~bit(actor);
}

/// What `now` of its element must be for the event to be ready.
std::uint64_t CausalMerge::wantedBy(const Event &event)
{
    switch (claimOf(event.kind())) {
    case Claim::Sees: return event.a;
    case Claim::Acquires: return event.a - 1;
    default: return event.b;
    }
}

/// ready() and giveOut() in one, for an event is mostly both.
bool CausalMerge::settleIfReady(const Event &event, ElementState *element)
{
    switch (claimOf(event.kind())) {
    case Claim::Sees:
        if (element && element->now != event.a)
            return false;
        settleRead(event, element);
        break;
    case Claim::Replaces:
        if (element && (element->now != event.b || m_reads.any(event.replaced(), event.object)))
            return false;
        if (element)
            settleWrite(event, *element);
        break;
    case Claim::Acquires:
        if (element && element->now + 1 != event.a)
            return false;
        settleAcquisition(event);
        break;
    case Claim::Releases:
        if (element)
            settleRelease(event, *element);
        break;
    default: break;
    }
    keepForSink(event);
    return true;
}

/// The event is next in the order, ready or not.
void CausalMerge::giveOut(const Event &event, ElementState *element)
{
    const Claim claim = claimOf(event.kind());
    if (claim == Claim::Sees)
        settleRead(event, element);
    else if (element && claim == Claim::Replaces)
        settleWrite(event, *element);
    else if (claim == Claim::Acquires)
        settleAcquisition(event);
    else if (element && claim == Claim::Releases)
        settleRelease(event, *element);
    keepForSink(event);
}

inline void CausalMerge::settleRead(const Event &event, ElementState *element)
{
    // An inferred event is never a read, so each one settled here has been counted.
    if (m_reads.remove(event.seen(), event.object) && element)
        wake(*element);
}

inline void CausalMerge::settleWrite(const Event &event, ElementState &element)
{
    element.now = event.a;
    wake(element);
}

inline void CausalMerge::settleAcquisition(const Event &event)
{
    if (MutexState *mutex = m_states.findMutex(event.object)) {
        mutex->acquired = event.acquisition();
        mutex->holder = event.actor;
    }
}

inline void CausalMerge::settleRelease(const Event &event, ElementState &element)
{
    element.now = event.acquisition();
    if (MutexState *mutex = m_states.findMutex(event.object))
        mutex->releaseInferred = event.has(kInferred);
    wake(element);
}

void CausalMerge::handOn()
{
    if (const std::size_t count = std::exchange(m_batched, 0))
        m_sink(std::span(m_batch.data(), count));
}

void CausalMerge::wake(ElementState &element, Mask some)
{
    for (Mask rest = some; rest; rest &= rest - 1) {
        const auto actor = static_cast<std::size_t>(std::countr_zero(rest));
        if (m_wanted[actor] != element.now)
            continue;
        unblock(actor, element);
        look(actor);
    }
}

void CausalMerge::place(const Event &event)
{
    giveOut(event, m_states.find(event.object));
}

bool CausalMerge::anyOverdue() const
{
    for (Mask rest = m_blocked; rest; rest &= rest - 1)
        if (m_queues[static_cast<std::size_t>(std::countr_zero(rest))].isOverdue())
            return true;
    return false;
}

bool CausalMerge::force(bool overdueOnly)
{
    Mask some = m_blocked;
    if (overdueOnly)
        forEachBlocked(
            [&](ActorId actor, const Event &) { some &= m_queues[actor].isOverdue() ? ~Mask{0} : ~bit(actor); });
    return forceAmong(some);
}

bool CausalMerge::breakCircle(std::uint64_t &looks)
{
    return m_blocked && looks && forceAmong(WaitCircle(*this, looks).actors());
}

/// One of the blocked heads of these actors.
bool CausalMerge::forceAmong(Mask some)
{
    std::size_t chosen = kMaxActors;
    std::pair<int, std::uint64_t> best;
    for (Mask rest = some; rest; rest &= rest - 1) {
        const auto actor = static_cast<std::size_t>(std::countr_zero(rest));
        const Event &head = m_queues[actor].head();
        const std::pair<int, std::uint64_t> cost{costOf(head), head.time};
        if (chosen == kMaxActors || cost < best) {
            chosen = actor;
            best = cost;
        }
    }
    if (chosen == kMaxActors)
        return false;

    const Event head = m_queues[chosen].head();
    ElementState *element = m_states.find(head.object); // a blocked head has one
    unblock(chosen, *element);
    if (contradicts(head, element))
        ++m_unexplained;
    // A read of a word that has been replaced since tells nothing about the present; one of a word that nobody reported
    // is the best there is.
    if (claimOf(head.kind()) == Claim::Sees && !isStale(head))
        element->now = head.a;
    giveOut(head, element);
    m_queues[chosen].pop();
    wake(*element);
    look(chosen);
    return true;
}

/// A read of what has been replaced will never be ready, so placing it says nothing new; a write that only overtakes
/// reads contradicts those, not itself. Whatever else is placed too early makes others wrong that are not.
int CausalMerge::costOf(const Event &blocked)
{
    const Claim claim = claimOf(blocked.kind());
    if (claim == Claim::Sees && isStale(blocked))
        return 0;
    return claim == Claim::Replaces && !contradicts(blocked, m_states.find(blocked.object)) ? 1 : 2;
}

/// A write that only overtakes reads contradicts nothing by itself; those reads will.
bool CausalMerge::contradicts(const Event &event, const ElementState *element) const
{
    switch (claimOf(event.kind())) {
    case Claim::Sees: return element->now != event.a;
    case Claim::Replaces: return element->now != event.b;
    case Claim::Acquires: return element->now + 1 != event.a;
    default: return false;
    }
}

bool CausalMerge::isStale(const Event &read) const
{
    const Word word = read.seen();
    return word.isInitial()
        || (word.actor() < m_queues.size() && !isQueued(word)
            && word.sequence() <= m_queues[word.actor()].lastSequence);
}

bool CausalMerge::isQueued(Word word) const
{
    if (word.isInitial() || word.actor() >= m_queues.size())
        return false;
    // Its writer's unsettled writes all have larger numbers than its settled ones.
    const ActorQueue &writer = m_queues[word.actor()];
    const Event *const next = writer.nextWrite();
    return next && word.sequence() >= next->written().sequence() && word.sequence() <= writer.lastSequence;
}

} // namespace interleave
