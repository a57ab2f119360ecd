// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/settler.h"

#include "core/trace/causal_merge.h"
#include "core/trace/unreported.h"

#include <algorithm>
#include <utility>

namespace interleave {

struct Settler::Private {
    Private(const ObjectTable &objects, std::size_t actors, Sink sink)
        : merge(objects, actors, std::move(sink)), unreported(merge)
    {
    }

    /// Settles what can be settled; what is stuck for good is forced when `forced` allows it.
    template <typename Force>
    void settle(Force &&forced)
    {
        do {
            merge.run();
        } while (unreported.progress() || forced());
        merge.handOn();
    }

    CausalMerge merge;
    Unreported unreported;
};

Settler::Settler(const ObjectTable &objects, std::size_t actors, Sink sink)
    : m_private(std::make_unique<Private>(objects, actors, std::move(sink)))
{
}

Settler::~Settler() = default;

void Settler::add(ActorId actor, std::span<const Event> events)
{
    m_private->merge.add(actor, events);
}

void Settler::release()
{
    CausalMerge &merge = m_private->merge;
    merge.endPass();
    m_private->unreported.passEnded();
    // With a gap whatever is stuck may wait for ever. Without one it will be explained by what is still to come; where
    // plain stores leave no interleaving (OwnedCell) nothing will, and it waits until finish(), which alone can tell.
    m_private->settle([&] { return merge.gapSeen() && !m_private->unreported.undecided() && merge.force(true); });
}

void Settler::ended(ActorId actor, bool died, int signal, const MemoryWords &memory)
{
    if (died)
        m_private->unreported.ended(actor, signal, memory);
}

void Settler::finish(const MemoryWords &finalWords)
{
    CausalMerge &merge = m_private->merge;
    merge.releaseAll();
    m_private->unreported.noMoreEvidence(finalWords);
    m_private->settle([&] { return merge.force(false); });
    m_private->unreported.placeFinalWords(finalWords);
    m_private->unreported.emitDeaths();
    merge.handOn();
}

std::uint64_t Settler::settled() const
{
    return m_private->merge.settled();
}

std::uint64_t Settler::reported() const
{
    std::uint64_t reported = 0;
    for (std::size_t actor = 0; actor < m_private->merge.actors(); ++actor)
        reported += m_private->merge.queue(static_cast<ActorId>(actor)).settled();
    return reported;
}

std::uint64_t Settler::inferred() const
{
    return m_private->unreported.inferred();
}

std::uint64_t Settler::unexplained() const
{
    return m_private->merge.unexplained();
}

std::vector<Event> Settler::tail(std::size_t limit) const
{
    std::vector<Event> tail;
    for (std::size_t actor = 0; actor < m_private->merge.actors(); ++actor) {
        const std::span<const Event> waiting = m_private->merge.queue(static_cast<ActorId>(actor)).unsettled();
        const std::span<const Event> newest = waiting.last(std::min(limit, waiting.size()));
        tail.insert(tail.end(), newest.begin(), newest.end());
    }
    // Stable: events of one actor with equal times stay in program order.
    std::stable_sort(tail.begin(), tail.end(), [](const Event &x, const Event &y) { return x.time < y.time; });
    if (tail.size() > limit)
        tail.erase(tail.begin(), tail.end() - static_cast<std::ptrdiff_t>(limit));
    return tail;
}

bool Settler::hasTail() const
{
    for (std::size_t actor = 0; actor < m_private->merge.actors(); ++actor)
        if (!m_private->merge.queue(static_cast<ActorId>(actor)).empty())
            return true;
    return false;
}

} // namespace interleave
