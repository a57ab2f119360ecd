// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/settler.h"

#include "core/trace/causal_merge.h"
#include "core/trace/unreported.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

/// How many queued events may be looked at for circles: a millisecond's, and a tenth of a second's.
constexpr std::uint64_t kLooksPerPass = std::uint64_t{1} << 20;
constexpr std::uint64_t kLooksAtTheEnd = std::uint64_t{1} << 26;

} // namespace

struct Settler::Private {
    Private(const ObjectTable &objects, std::size_t actors, Sink sink, IsSessions isSessions, Patience most)
        : merge(objects, actors, std::move(sink)),
          unreported(merge, std::move(isSessions)),
          patience(most)
    {}

    /// Settles what can be settled; what is stuck for good is forced when `forced` allows it.
    template <typename Force>
    void settle(Force &&forced)
    {
        // To infer takes a look at all that is held back, to force does not: after a look in vain twice as many are
        // forced before the next.
        for (std::uint64_t most = 1;; most *= 2) {
            for (run(); unreported.progress(); run())
                most = 1;
            std::uint64_t done = 0;
            for (; done < most && forced(); ++done)
                run();
            if (done == 0)
                break;
        }
        merge.handOn();
    }

    /// What came after a death waits for it to be placed.
    void run() { merge.run(unreported.heldFrom()); }

    std::uint64_t heldBack() const
    {
        std::uint64_t events = 0;
        for (std::size_t actor = 0; actor < merge.actors(); ++actor)
            events += merge.queue(static_cast<ActorId>(actor)).unsettled().size();
        return events;
    }

    CausalMerge merge;
    Unreported unreported;
    Patience patience;
    unsigned passesFull = 0; ///< in a row
};

Settler::Settler(const ObjectTable &objects, std::size_t actors, Sink sink, IsSessions isSessions, Patience patience)
    : m_private(std::make_unique<Private>(objects, actors, std::move(sink), std::move(isSessions), patience))
{}

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
    m_private->passesFull = isFull() ? m_private->passesFull + 1 : 0;
    // With a gap whatever is stuck may wait for ever, and so it may if somebody lies. Otherwise what is still to come
    // will explain it, unless plain stores (OwnedCell) have left no interleaving: then it waits in a circle.
    const bool inVain = merge.gapSeen() || m_private->passesFull > m_private->patience.passes;
    std::uint64_t looks = kLooksPerPass;
    bool late = false;
    m_private->settle([&] {
        late = late || merge.anyOverdue();
        return late && !m_private->unreported.undecided()
            && (merge.breakCircle(looks) || (inVain && merge.force(true)));
    });
}

bool Settler::isFull() const
{
    return m_private->heldBack() >= m_private->patience.events;
}

void Settler::died(ActorId actor, const Death &death)
{
    m_private->unreported.died(actor, death);
}

void Settler::finish(const MemoryWords &finalWords)
{
    CausalMerge &merge = m_private->merge;
    merge.releaseAll();
    m_private->unreported.noMoreEvidence(finalWords);
    std::uint64_t looks = kLooksAtTheEnd;
    m_private->settle([&] { return merge.breakCircle(looks) || merge.force(false); });
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
