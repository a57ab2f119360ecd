// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/causal_merge.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace interleave {

/// Deduces what happened and nobody reported: the last access of a dead actor, the release of a mutex by the death of
/// its owner, and words the session wrote itself.
///
/// **Words.** An actor reports each access before it begins the next, so at most one write of a dead one is missing,
/// and its tag is known: its next sequence number. That it happened is proved by anybody who saw or replaced that word,
/// or by the word in the memory. What it replaced is the one word of the element's chain that nobody else replaced:
/// since all writes up to the evidence are known, it is the current word as soon as no known write still has to replace
/// that, and no known read still has to see it.
///
/// **Locks.** If acquisition k has happened, releases and acquisitions up to k − 1 have too. One that nobody reported
/// was its dead owner's.
///
/// **When.** Someone stuck on a missing word is evidence at once. That there is no evidence is known two passes after
/// the memory was looked at (everything that could have replaced the word by then has been reported): the death is then
/// *decided*, and only then are releases inferred. Died is emitted behind what had happened when the death was noticed,
/// and before what others did later: a schedule that is read off the events kills at the right step, and who takes a
/// lock from the dead takes it from somebody who is dead by then. Where that cannot be told, for it had asked for a
/// lock and may have got it, Died comes when that is known, and nobody waits for it.
class Unreported
{
public:
    explicit Unreported(CausalMerge &merge, Settler::IsSessions isSessions = {})
        : m_merge(merge), m_isSessions(std::move(isSessions))
    {
    }

    void died(ActorId actor, const Settler::Death &how);
    void passEnded();
    /// The end: whatever is not known now never will be.
    void noMoreEvidence(const MemoryWords &finalWords);

    /// Places one event if it can. To be called when the merge has nothing ready; true when it should go on.
    bool progress();
    /// After everything has settled: words of the memory that nobody saw or replaced.
    void placeFinalWords(const MemoryWords &finalWords);
    void emitDeaths();

    /// Inferred events, Died not counted.
    std::uint64_t inferred() const { return m_inferred; }
    bool undecided() const;
    /// What others did after this time, in ticks, is not to settle yet: somebody's death comes before it.
    std::uint64_t heldFrom() const;

private:
    struct Death {
        ActorId actor = kNoActor;
        int signal = 0;
        std::uint64_t noticedAt = 0;         ///< ticks
        bool hasReportedAll = false;
        std::uint64_t decidedAt = 0;         ///< number of the pass
        bool decided = false;
        std::vector<std::uint64_t> horizon;  ///< per actor: events known when it was decided
        bool pastHorizon = false;
        std::optional<std::uint64_t> acquisitions; ///< of the mutex it asked for, when its death was noticed
        std::uint64_t acquisitionsSeen = 0;  ///< the same, at the horizon
        bool placed = false;                 ///< its unreported write has settled
        bool granted = false;                ///< its unreported acquisition has settled
        bool isLate = false;                 ///< nobody waits for it any more
        bool emitted = false;                ///< Died has settled
        std::optional<ObjectRef> inMemory;   ///< where its unreported word was found
        Word word;                           ///< that word
    };
    /// An unreported word and where it belongs.
    struct Candidate {
        ActorId actor = kNoActor; ///< kNoActor: the session's
        ObjectRef object;
        Word word;
        bool wanted = false;      ///< a released head is stuck on it, or the death is decided
        bool continued = false;   ///< something known replaced it, or it is still in the memory
        std::uint64_t time = 0;   ///< of the earliest evidence
    };

    bool exhausted(const Death &death) const { return m_merge.queue(death.actor).empty(); }
    bool isNextWordOf(const Death &death, Word word) const;
    Death *deathOf(ActorId actor);
    const Death *deathOf(ActorId actor) const;

    void decide(Death &death);
    void lookInMemory(Death &death, const MemoryWords &memory);
    void countAcquisitions(Death &death, const MutexCounts &counts) const;
    bool isEachReported(ObjectRef mutex, std::uint64_t acquisitions) const;
    bool anythingToInfer() const;
    std::vector<Candidate> candidates() const;
    void consider(std::vector<Candidate> &list, const Event &event, bool stuck) const;
    bool placeWord();
    bool mayFollow(const Candidate &candidate);
    void placeWrite(const Candidate &candidate);
    std::uint32_t sessionPlaced(ObjectRef object) const;
    bool isSessions(ObjectRef object, Word word) const
    {
        return word.writer() == Word::kSessionWriter && (!m_isSessions || m_isSessions(object, word));
    }

    bool placeLockEvent();
    bool releaseFor(const Event &head, const MutexState &mutex);
    bool acquireFor(const Event &head, const MutexState &mutex, std::uint64_t released);
    std::optional<ActorId> missingOwner(const Event &head, std::uint64_t acquisition) const;
    bool mayHaveBeenGranted(const Death &death, ObjectRef object) const;
    bool wordPending(const Death &death) const;
    bool acquisitionKnown(ObjectRef object, std::uint64_t acquisition) const;

    bool emitDeathIfOver(Death &death);
    bool mayHoldUnseen(const Death &death) const;
    bool isPastHorizon(Death &death);
    bool lockResolved(const Death &death) const;
    bool waitNoLonger();
    void emitDied(Death &death, std::uint64_t noEarlier);
    std::uint64_t timeFor(ActorId actor) const;

    CausalMerge &m_merge; // owned by the settler, as this is
    Settler::IsSessions m_isSessions;
    std::vector<Death> m_deaths;
    std::map<std::uint32_t, std::uint32_t> m_sessionPlaced; // by object: sequence number of the session's latest word
    std::uint64_t m_passes = 0;
    std::uint64_t m_inferred = 0;
    bool m_final = false;
};

} // namespace interleave
