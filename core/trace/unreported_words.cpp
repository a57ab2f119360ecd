// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/unreported.h"

#include <algorithm>

namespace interleave {
namespace {

/// The word an event says was there; none for events that say nothing of the kind.
std::optional<Word> wordMet(const Event &event)
{
    switch (claimOf(event.kind())) {
    case Claim::Sees:
        return event.seen();
    case Claim::Replaces:
        return event.replaced();
    default:
        return std::nullopt;
    }
}

} // namespace

/// Cheap, since it is asked whenever the merge has run dry: is there anything whose word may be missing?
bool Unreported::anythingToInfer() const
{
    for (const Death &death : m_deaths)
        if (!death.emitted && !death.placed && death.decided)
            return true;
    bool found = false;
    m_merge.forEachBlocked([&](ActorId, const Event &head) {
        const std::optional<Word> word = wordMet(head);
        if (!word)
            return;
        const Death *death = deathOf(word->actor());
        found |= word->writer() == Word::kSessionWriter || (death && !death->placed);
    });
    return found;
}

/// Adds the unreported word that this event met, if it did.
void Unreported::consider(std::vector<Candidate> &list, const Event &event, bool stuck) const
{
    const std::optional<Word> word = wordMet(event);
    if (!word)
        return;
    const bool session = word->writer() == Word::kSessionWriter;
    const Death *death = session ? nullptr : deathOf(word->actor());
    if (session ? word->sequence() <= sessionPlaced(event.object) || !isSessions(event.object, *word)
                : (!death || death->placed || !exhausted(*death) || !isNextWordOf(*death, *word)))
        return;

    auto known = std::find_if(list.begin(), list.end(), [&](const Candidate &c) { return c.word == *word; });
    if (known == list.end()) {
        const bool decided = death && death->decided;
        known = list.insert(known, {word->actor(), event.object, *word, decided, false, event.time});
    }
    Candidate &candidate = *known;
    candidate.wanted |= stuck;
    candidate.continued |= claimOf(event.kind()) == Claim::Replaces;
    candidate.time = std::min(candidate.time, event.time);
}

std::vector<Unreported::Candidate> Unreported::candidates() const
{
    std::vector<Candidate> list;
    m_merge.forEachBlocked([&](ActorId, const Event &head) {
        const ElementState *element = m_merge.states().find(head.object);
        if (element && wordMet(head) && element->now != wordMet(head)->bits)
            consider(list, head, true);
    });
    for (std::size_t actor = 0; actor < m_merge.actors(); ++actor)
        for (const Event &event : m_merge.queue(static_cast<ActorId>(actor)).unsettled())
            consider(list, event, false);
    for (const Death &death : m_deaths) {
        if (!death.inMemory || death.placed || !exhausted(death))
            continue;
        const auto known = std::find_if(list.begin(), list.end(),
                                        [&](const Candidate &c) { return c.word == death.word; });
        if (known != list.end())
            known->continued = true;
        else
            list.push_back({death.actor, *death.inMemory, death.word, death.decided, true, ~std::uint64_t{0}});
    }
    return list;
}

/// Places one unreported write, if it is certain what it replaced.
bool Unreported::placeWord()
{
    if (!anythingToInfer())
        return false;
    std::vector<Candidate> list = candidates();
    // Two missing words in a row at one element: the one that somebody carried on from is the later one.
    std::stable_sort(list.begin(), list.end(), [](const Candidate &x, const Candidate &y) {
        return x.continued != y.continued ? !x.continued : x.time < y.time;
    });
    for (const Candidate &candidate : list) {
        const auto rival = [&](const Candidate &other) {
            return other.object == candidate.object && other.word != candidate.word;
        };
        const bool alone = std::none_of(list.begin(), list.end(), rival);
        const bool laterOfSession = std::any_of(list.begin(), list.end(), [&](const Candidate &other) {
            return rival(other) && other.actor == kNoActor && candidate.actor == kNoActor
                && other.word.sequence() < candidate.word.sequence();
        });
        const bool told = std::any_of(list.begin(), list.end(), [&](const Candidate &other) {
            return rival(other) && other.continued && !candidate.continued;
        });
        const bool wanted = candidate.wanted || std::any_of(list.begin(), list.end(), [&](const Candidate &other) {
            return rival(other) && other.wanted;
        });
        // The session puts in for the dead what they owe: that is no earlier than their deaths.
        const bool tooEarly = candidate.actor == kNoActor && candidate.time > heldFrom();
        if (!wanted || tooEarly || laterOfSession || (!alone && !told && undecided() && !m_final) || !mayFollow(candidate))
            continue;
        placeWrite(candidate);
        return true;
    }
    return false;
}

/// Nobody known still has to replace or to see the current word.
bool Unreported::mayFollow(const Candidate &candidate)
{
    const ElementState *element = m_merge.states().find(candidate.object);
    if (!element || m_merge.reads().any({element->now}, candidate.object))
        return false;
    for (std::size_t actor = 0; actor < m_merge.actors(); ++actor)
        for (const Event &event : m_merge.queue(static_cast<ActorId>(actor)).unsettled())
            if (writesWord(event.kind()) && event.object == candidate.object && event.b == element->now)
                return false;
    return true;
}

void Unreported::placeWrite(const Candidate &candidate)
{
    Event event;
    event.time = timeFor(candidate.actor);
    event.object = candidate.object;
    event.actor = candidate.actor;
    event.a = candidate.word.bits;
    event.b = m_merge.states().find(candidate.object)->now;

    EventKind kind = EventKind::Write;
    if (m_merge.states().kindOf(candidate.object) == ObjectKind::Semaphore) {
        kind = event.written().value() < event.replaced().value() ? EventKind::SemaphoreAcquired
                                                                  : EventKind::SemaphorePosted;
    } else if (candidate.actor == kNoActor) {
        kind = EventKind::Update; // the session changes a word in one step
    } else {
        // A write that was computed from a read has that read just before it.
        const Event &last = m_merge.queue(candidate.actor).last();
        const bool fromRead = readsWord(last.kind()) && last.object == candidate.object;
        if (!fromRead && m_merge.onlyUpdated(candidate.object))
            kind = EventKind::Update;
    }
    event.set(kind, kInferred);
    if (Death *death = deathOf(candidate.actor))
        death->placed = true;
    else
        m_sessionPlaced[candidate.object.bits] = candidate.word.sequence();
    ++m_inferred;
    m_merge.place(event);
}

/// Sequence number of the latest word of the session that has settled there.
std::uint32_t Unreported::sessionPlaced(ObjectRef object) const
{
    const auto found = m_sessionPlaced.find(object.bits);
    return found == m_sessionPlaced.end() ? 0 : found->second;
}

/// Is there evidence of a write of this actor that could not be placed yet?
bool Unreported::wordPending(const Death &death) const
{
    if (death.placed)
        return false;
    if (death.inMemory)
        return true;
    for (std::size_t actor = 0; actor < m_merge.actors(); ++actor) {
        for (const Event &event : m_merge.queue(static_cast<ActorId>(actor)).unsettled()) {
            const std::optional<Word> word = wordMet(event);
            if (word && isNextWordOf(death, *word))
                return true;
        }
    }
    return false;
}

void Unreported::placeFinalWords(const MemoryWords &finalWords)
{
    for (std::size_t row = 0; row < finalWords.size(); ++row) {
        for (std::size_t i = 0; i < finalWords[row].size(); ++i) {
            const auto object = ObjectRef::of(static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(i));
            const Word word = finalWords[row][i];
            const ElementState *element = m_merge.states().find(object);
            if (element && element->now != word.bits && isSessions(object, word))
                placeWrite({kNoActor, object, word, true, true, 0});
        }
    }
}

} // namespace interleave
