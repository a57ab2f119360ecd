// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/ring.h"
#include "core/shm/run_memory.h"
#include "core/trace/run_info.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace interleave {

/// Takes events out of the rings of a run, and believes nothing there unseen: each is copied, then checked, then handed
/// on. From the first one that cannot be (see Refusal) its ring is in quarantine: what comes later is thrown away, so
/// that its worker does not wait for room for ever, and a Gap of 0 events says that from there on nothing is known of
/// this actor. The others go on as before.
///
/// What a worker dropped without having had room to say so is told by a Gap at its end. So every missing event is
/// behind some Gap of its actor. One thread.
class Intake
{
public:
    using Sink = std::function<void(ActorId, std::span<const Event>)>;

    /// `memory` outlives it. `sink` gets the events of one actor in its program order.
    Intake(const RunMemory &memory, Sink sink);

    /// Takes what there is in all rings; returns how many events that were.
    std::size_t take();
    /// Only from those that keep a pass from ending (see begunIsTaken()).
    std::size_t takeWanted();
    /// This actor's process has gone: takes the rest; returns how many events that were.
    std::size_t takeLast(ActorId actor);
    /// Throws away what there is; returns how many events that were.
    std::size_t discard();

    /// Notes what every actor has begun …
    void noteBegun();
    /// … and says whether all that has been taken since, or will never come.
    bool begunIsTaken() const;

    /// Figures of an actor: of a hostile one not what it says, but at most what can be.
    std::uint64_t believed(ActorId actor) const { return m_actors[actor].ring.taken() - m_actors[actor].refused; }
    std::uint64_t missing(ActorId actor) const;
    std::uint64_t stalledNs(ActorId actor) const;
    /// A time a worker has written down, cut to what can be.
    std::uint64_t possible(std::uint64_t ticks) const { return ticks < m_latest ? ticks : m_latest; }
    Refusal refusal(ActorId actor) const { return m_actors[actor].refusal; }
    /// The largest site any event named.
    SiteId largestSite() const { return m_largestSite; }

private:
    struct Actor {
        RingReader ring;
        std::uint64_t wanted = 0;  ///< what must have been taken before the pass may end
        std::uint64_t told = 0;    ///< dropped events it has told of
        std::uint64_t refused = 0; ///< events that made no sense, and those behind them
        std::uint32_t sequence = 0; ///< of its latest word
        Refusal refusal = Refusal::None;
        bool ended = false;
    };

    std::size_t takeFrom(ActorId actor);
    void check(ActorId id, std::span<const Event> events);
    Refusal objectionTo(Actor &actor, const Event &event);
    void quarantine(ActorId id, Refusal refusal);
    bool holdsUp(const Actor &actor) const;
    std::uint64_t untold(const Actor &actor) const;

    const RunMemory &m_memory;
    Sink m_sink;
    std::uint64_t m_startedNs; ///< monotonic
    std::uint64_t m_latest = 0; ///< no event of what is being taken can be later: what says so is cut
    std::vector<Actor> m_actors;
    std::vector<Event> m_copies; ///< of what is being taken: a hostile worker could still change it in the ring
    SiteId m_largestSite = 0;
};

} // namespace interleave
