// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/unreported.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace interleave {

void Unreported::died(ActorId actor, const Settler::Death &how)
{
    if (actor >= m_merge.actors() || deathOf(actor))
        return;
    Death death;
    death.actor = actor;
    death.signal = how.signal;
    death.noticedAt = how.noticedAt;
    death.hasReportedAll = how.hasReportedAll;
    death.decidedAt = m_passes + 2;
    lookInMemory(death, how.memory);
    countAcquisitions(death, how.acquisitions);
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
    return !death.hasReportedAll && word.actor() == death.actor && word.sequence() == m_merge.queue(death.actor).lastSequence + 1;
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
    // One at a time: what came between two deaths settles between them.
    for (Death &death : m_deaths)
        if (emitDeathIfOver(death))
            return true;
    return waitNoLonger();
}

std::uint64_t Unreported::heldFrom() const
{
    std::uint64_t earliest = std::numeric_limits<std::uint64_t>::max();
    for (const Death &death : m_deaths)
        if (!death.emitted && !death.isLate)
            earliest = std::min(earliest, death.noticedAt);
    return earliest;
}

/// Nothing more can settle before the earliest death that is decided, nor can that be placed: what came later goes on.
bool Unreported::waitNoLonger()
{
    for (Death &death : m_deaths) {
        if (!death.decided || death.emitted || death.isLate)
            continue;
        death.isLate = true;
        return true;
    }
    return false;
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

void Unreported::emitDied(Death &death, std::uint64_t noEarlier)
{
    Event event;
    event.time = std::max(timeFor(death.actor), noEarlier);
    event.actor = death.actor;
    event.a = static_cast<std::uint64_t>(death.signal);
    event.set(EventKind::Died, kInferred);
    m_merge.place(event);
    death.emitted = true;
}

/// Died, once nothing the actor did can follow any more. True when it was emitted.
bool Unreported::emitDeathIfOver(Death &death)
{
    if (death.emitted || !death.decided || !exhausted(death) || wordPending(death))
        return false;
    if (mayHoldUnseen(death) ? m_final || !isPastHorizon(death) || !lockResolved(death) : death.noticedAt > heldFrom())
        return false;
    emitDied(death, death.noticedAt);
    return true;
}

/// It had asked for a mutex, and could have got it without reporting that. Its queue is exhausted.
bool Unreported::mayHoldUnseen(const Death &death) const
{
    const Event &last = m_merge.queue(death.actor).last();
    if (death.hasReportedAll || death.granted || last.kind() != EventKind::LockRequested)
        return false;
    return !death.acquisitions || !isEachReported(last.object, *death.acquisitions);
}

/// Has everybody who acquired that mutex so many times in all said so? What others did before the memory was looked at
/// has been reported when the death is decided.
bool Unreported::isEachReported(ObjectRef mutex, std::uint64_t acquisitions) const
{
    const MutexState *const state = m_merge.states().findMutex(mutex);
    std::uint64_t known = state ? state->acquired : 0;
    for (std::size_t actor = 0; actor < m_merge.actors() && known < acquisitions; ++actor)
        for (const Event &event : m_merge.queue(static_cast<ActorId>(actor)).unsettled())
            known += event.kind() == EventKind::LockAcquired && event.object == mutex
                && event.acquisition() <= acquisitions;
    return known >= acquisitions;
}

/// All it reported has been added by now.
void Unreported::countAcquisitions(Death &death, const MutexCounts &counts) const
{
    const ActorQueue &queue = m_merge.queue(death.actor);
    const Event &last = queue.empty() ? queue.last() : queue.unsettled().back();
    const ObjectRef object = last.object;
    if (last.kind() == EventKind::LockRequested && object.row() < counts.size()
        && object.element() < counts[object.row()].size())
        death.acquisitions = counts[object.row()][object.element()];
}

/// All that was known when its death was decided has settled.
bool Unreported::isPastHorizon(Death &death)
{
    if (death.pastHorizon)
        return true;
    for (std::size_t actor = 0; actor < death.horizon.size(); ++actor)
        if (m_merge.queue(static_cast<ActorId>(actor)).settled() < death.horizon[actor])
            return false;
    death.pastHorizon = true;
    const MutexState *mutex = m_merge.states().findMutex(m_merge.queue(death.actor).last().object);
    death.acquisitionsSeen = mutex ? mutex->acquired : 0;
    return true;
}

/// The mutex it had asked for cannot have become its own. Past the horizon only.
bool Unreported::lockResolved(const Death &death) const
{
    const Event &last = m_merge.queue(death.actor).last();
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
            emitDied(death, death.noticedAt);
}

} // namespace interleave
