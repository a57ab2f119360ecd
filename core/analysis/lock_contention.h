// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/durations.h"
#include "core/analysis/findings.h"
#include "core/analysis/missing.h"
#include "core/trace/object_table.h"

#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace interleave {

/// Who waited how long for which mutex or semaphore, and how long mutexes were held.
///
/// A wait lasts from Requested to Acquired, a hold from Acquired to Released of the same acquisition; a semaphore is
/// not held. Times of inferred events are bounds, so they end no duration; the acquisitions count all the same.
class LockContention
{
public:
    /// `missing` outlives it.
    LockContention(const ObjectTable &objects, double nanosecondsPerTick, const Missing &missing);

    /// LockRequested … SemaphorePosted.
    void settled(EventIndex index, const Event &event);
    /// It waits for nothing any more.
    void died(ActorId actor);
    /// The run has ended with these words, by row and element; a row that is not known is empty.
    void ended(const std::vector<std::vector<Word>> &finalWords);
    /// Who still waits counts as overtaken by all that were served since it asked.
    std::vector<LockHistory> histories() const;
    /// What has settled is whole as far as it goes, but the run went on.
    void endsEarly() { m_early = true; }
    /// Do numbers of that mutex not continue each other?
    bool isBroken(ObjectRef mutex) const
    {
        const auto found = m_locks.find(mutex.bits);
        return found != m_locks.end() && found->second.broken;
    }
    /// Are all acquisitions, releases and posts there that may have ordered events of others? Numbers and words
    /// continue each other, and nobody who took part in any that are missing has gone on.
    bool hasAllHandOffs() const;
    /// Acquisitions whose number does not follow the last release; words of semaphores that do not follow each other.
    std::uint64_t unexplained() const { return m_unexplained; }

private:
    static constexpr std::size_t kRemembered = 4096;

    struct Request {
        std::uint64_t time = 0;
        EventIndex event = kNoEvent;
        std::uint64_t acquisitions = 0; ///< how many there had been
        bool held = false;              ///< a mutex: somebody held it
        bool open = false;              ///< not answered yet
    };
    struct Lock {
        std::uint64_t acquisitions = 0, contended = 0;
        std::uint64_t holding = 0;  ///< number of the present acquisition
        std::uint64_t released = 0; ///< number of the last release
        std::uint64_t acquiredAt = 0;
        ActorId holder = kNoActor;
        bool acquiredIsKnown = false;
        bool broken = false;        ///< numbers or words do not continue each other
        bool confirmed = false;     ///< semaphore: the word at the end is the current one
        Word word;                  ///< semaphore: the current one
        DurationCollector wait, hold;
        std::vector<Request> requests; ///< the latest of each actor
        std::vector<ActorId> holders; ///< of the latest acquisitions, by number; at most kRemembered
        Overtake overtake;
        LongestWait longest;
        double wanted = 0;
        std::uint64_t wantedSince = 0; ///< held, and somebody waits
        bool isWanted = false;
        std::size_t waiting = 0;       ///< open requests
        std::map<std::pair<ActorId, ActorId>, HandOff> handOffs;
    };

    Lock *lockOf(ObjectRef object) { return m_latest && m_latestObject == object.bits ? m_latest : otherLock(object); }
    Lock *otherLock(ObjectRef object);
    static Request &requestOf(Lock &lock, ActorId actor);
    /// Of a wait or a hold. The clock may differ a little between processors, so it may be less than nothing.
    double nanosecondsBetween(std::uint64_t earlier, std::uint64_t later) const
    {
        return static_cast<double>(static_cast<std::int64_t>(later - earlier)) * m_nanosecondsPerTick;
    }
    static void requested(Lock &lock, EventIndex index, const Event &event);
    /// A second or later request is open while it is held: from then on it is held and wanted.
    static void want(Lock &lock, std::uint64_t since);
    void expect(Lock &lock, bool continues);
    static bool isBequest(const Lock &lock, const Event &event);
    void follow(Lock &lock, const Event &event);
    void acquired(Lock &lock, EventIndex index, const Event &event);
    void waited(Lock &lock, const Request &request, EventIndex index, const Event &event);
    static void overtaken(Overtake &worst, const Request &request, std::uint64_t acquisitions, ActorId actor, EventIndex acquired);
    static std::map<ActorId, std::uint64_t> holdersSince(const Lock &lock, const Request &request);
    void released(Lock &lock, const Event &event);
    std::string nameOf(ObjectRef object) const;
    bool isLeft(ObjectRef object, Word word);
    Proof proofOf(ObjectRef object, const Lock &lock) const;

    const Missing *m_missing; ///< not owned
    ObjectTable m_objects;
    double m_nanosecondsPerTick;
    std::map<std::uint32_t, Lock> m_locks; // by object
    std::uint32_t m_latestObject = 0;      // of m_latest
    Lock *m_latest = nullptr;              // into m_locks
    std::vector<bool> m_confirmed;         // by row, semaphores: the words at the end are as the record has them
    std::uint64_t m_unexplained = 0;
    bool m_early = false;
};

} // namespace interleave
