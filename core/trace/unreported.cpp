// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/unreported.h"

#include <algorithm>
#include <utility>

namespace interleave {

void Unreported::ended(ActorId actor, int signal, const MemoryWords &memory, std::uint64_t noticedAt)
{
    if (actor >= m_merge.actors() || deathOf(actor))
        return;
    Death death;
    death.actor = actor;
    death.signal = signal;
    death.noticedAt = noticedAt;
    death.decidedAt = m_passes + 2;
    lookInMemory(death, memory);
    m_deaths.push_back(std::move(death));
}

void Unreported::passEnded()
{
    ++m_passes;
    for (Death &death : m_deaths)
        if (!death.decided && m_passes >= death.decidedAt)
            decide(death);
}

void Unreported::noMoreEvidence(const MemoryWords &finalWords)
{
    m_final = true;
    for (Death &death : m_deaths) {
        if (!death.inMemory)
            lookInMemory(death, finalWords);
        if (!death.decided)
            decide(death);
    }
}

bool Unreported::undecided() const
{
    return std::any_of(m_deaths.begin(), m_deaths.end(), [](const Death &death) { return !death.decided; });
}

void Unreported::decide(Death &death)
{
    death.decided = true;
    for (std::size_t actor = 0; actor < m_merge.actors(); ++actor)
        death.horizon.push_back(m_merge.queue(static_cast<ActorId>(actor)).added());
}

void Unreported::lookInMemory(Death &death, const MemoryWords &memory)
{
    for (std::size_t row = 0; row < memory.size(); ++row) {
        for (std::size_t element = 0; element < memory[row].size(); ++element) {
            if (!isNextWordOf(death, memory[row][element]))
                continue;
            death.inMemory = ObjectRef::of(static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(element));
            death.word = memory[row][element];
            return;
        }
    }
}

bool Unreported::isNextWordOf(const Death &death, Word word) const
{
    return word.actor() == death.actor && word.sequence() == m_merge.queue(death.actor).lastSequence + 1;
}

Unreported::Death *Unreported::deathOf(ActorId actor)
{
    return const_cast<Death *>(std::as_const(*this).deathOf(actor));
}

const Unreported::Death *Unreported::deathOf(ActorId actor) const
{
    const auto found = std::find_if(m_deaths.begin(), m_deaths.end(),
                                    [actor](const Death &death) { return death.actor == actor; });
    return found == m_deaths.end() ? nullptr : &*found;
}

bool Unreported::progress()
{
    if (placeWord() || placeLockEvent())
        return true;
    bool again = false;
    for (Death &death : m_deaths)
        again |= emitDeathIfOver(death);
    return again;
}

/// At least as late as what its actor reported and as what has settled; when it really was is not known. Where nobody
/// has reported anything yet, it was before the end of the actor was noticed.
std::uint64_t Unreported::timeFor(ActorId actor) const
{
    const std::uint64_t own = actor < m_merge.actors() ? m_merge.queue(actor).last().time : 0;
    const std::uint64_t latest = std::max(own, m_merge.lastTime());
    const Death *const death = latest == 0 ? deathOf(actor) : nullptr;
    return death ? death->noticedAt : latest;
}

void Unreported::emitDied(Death &death)
{
    Event event;
    event.time = std::max(timeFor(death.actor), death.noticedAt);
    event.actor = death.actor;
    event.a = static_cast<std::uint64_t>(death.signal);
    event.set(EventKind::Died, kInferred);
    m_merge.place(event);
    death.emitted = true;
}

/// Died, once nothing of the actor can follow any more. True when it was emitted.
bool Unreported::emitDeathIfOver(Death &death)
{
    if (death.emitted || !death.decided || m_final || !exhausted(death) || wordPending(death))
        return false;
    if (!death.pastHorizon) {
        for (std::size_t actor = 0; actor < death.horizon.size(); ++actor)
            if (m_merge.queue(static_cast<ActorId>(actor)).settled() < death.horizon[actor])
                return false;
        death.pastHorizon = true;
        const MutexState *mutex = m_merge.states().findMutex(m_merge.queue(death.actor).last().object);
        death.acquisitionsSeen = mutex ? mutex->acquired : 0;
    }
    if (!locksResolved(death))
        return false;
    emitDied(death);
    return true;
}

/// Neither does it hold a mutex, nor could it have got the one it had asked for without reporting that.
bool Unreported::locksResolved(Death &death)
{
    const Event &last = m_merge.queue(death.actor).last();
    if (m_merge.states().holdsAny(death.actor))
        return false;
    if (last.kind() != EventKind::LockRequested)
        return true;
    const MutexState *mutex = m_merge.states().findMutex(last.object);
    const ElementState *element = m_merge.states().find(last.object);
    if (!mutex || !element)
        return true;
    // Had it been granted, nobody could hold the mutex now, and the next to get it would show the gap. A dead holder
    // holds nothing: the mutex may have gone on to this one.
    const bool isLeft = deathOf(mutex->holder) && m_merge.states().isFreedByDeath(last.object);
    return (mutex->acquired > element->now && !isLeft) || mutex->acquired != death.acquisitionsSeen;
}

void Unreported::emitDeaths()
{
    for (Death &death : m_deaths)
        if (!death.emitted)
            emitDied(death);
}

} // namespace interleave
