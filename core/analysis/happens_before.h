// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/salted_hash.h"
#include "core/shm/event.h"

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace interleave {

/// A moment in the life of one actor: everything it did between two of its releases has the same one.
struct Epoch {
    std::uint32_t clock = 0; ///< 1, 2, …; 0: never
    std::uint8_t lane = 0;   ///< see HappensBefore::laneOf()
};

/// What is ordered before what by synchronization, one settled event at a time: a vector clock per actor and per object
/// that orders. The edges are what the program may rely on, whatever the machine did beyond that in this run:
///
/// | from                            | to                                                             |
/// | ------------------------------- | -------------------------------------------------------------- |
/// | a mutex released                | the same mutex acquired                                        |
/// | the death of its holder         | the same mutex acquired (`kOwnerDied`)                         |
/// | a semaphore posted              | any later acquisition of it                                    |
/// | an update (one atomic step)     | the next update of the same element                            |
/// | an actor's last event           | whatever the session does on its behalf                        |
///
/// Ordinary reads and writes order nothing, nor does waiting for a word to change: it is a read.
///
/// The relation does not depend on which of its linear extensions the events come in. One thread.
/// Source: Lamport, "Time, Clocks, and the Ordering of Events" (CACM 1978); Flanagan and Freund, "FastTrack" (PLDI
/// 2009) for epochs that change at releases only.
class HappensBefore
{
public:
    /// `actors`: those events may name, 0 … actors − 1; the session has a lane of its own beside them.
    explicit HappensBefore(std::size_t actors);

    /// Lane of an actor's clock; the last one is the session's.
    std::size_t laneOf(ActorId actor) const { return actor < m_lanes - 1 ? actor : m_lanes - 1; }
    std::size_t lanes() const { return m_lanes; }

    /// The actor's present epoch.
    Epoch now(std::size_t lane) const
    {
        return {m_clocks[lane * m_lanes + lane], static_cast<std::uint8_t>(lane)};
    }
    /// Is that moment ordered before whatever the actor of `lane` does next?
    bool isBefore(Epoch moment, std::size_t lane) const
    {
        return moment.clock <= m_clocks[lane * m_lanes + moment.lane];
    }

    /// Before the analyses of accesses see the event: what its actor learns by it.
    void learn(const Event &event);
    /// After they have seen it: what its actor makes known.
    void tell(const Event &event);

private:
    using Clock = std::vector<std::uint32_t>;
    /// What an object hands on to the next that acquires it.
    struct Handed {
        Clock clock;
        std::size_t by = kNobody; ///< the only lane that told it anything since that lane learned all it knew, or kNobody
    };
    static constexpr std::size_t kNobody = ~std::size_t{0};

    std::uint32_t *clockOf(std::size_t lane) { return m_clocks.data() + lane * m_lanes; }
    Handed &handedBy(ObjectRef object);
    void join(std::size_t lane, const std::uint32_t *clock);
    void acquire(std::size_t lane, ObjectRef object);
    void release(std::size_t lane, ObjectRef object);
    void post(std::size_t lane, ObjectRef object);
    void nextEpoch(std::size_t lane) { ++m_clocks[lane * m_lanes + lane]; }

    std::size_t m_lanes;
    Clock m_clocks; ///< lane by lane
    std::unordered_map<std::uint32_t, Handed, SaltedHash> m_handed; ///< by object
    std::uint32_t m_latestObject = 0;                   ///< of m_latest
    Handed *m_latest = nullptr;                         ///< into m_handed, whose elements stay where they are
};

} // namespace interleave
