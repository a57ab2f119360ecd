// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/actor_queue.h"
#include "core/trace/object_states.h"
#include "core/trace/read_counts.h"
#include "core/trace/settler.h"

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace interleave {

/// The order itself: queues in program order, and which heads are ready.
///
/// A head is ready when settling it contradicts nothing that is known:
///
/// - a read, when the word it saw is current at its element (reads-from);
/// - a write, when the word it replaced is current (modification order) and no known read of that word is unsettled
///   (from-read);
/// - acquisition k, when release k − 1 has settled;
/// - everything else at once, after its program order.
///
/// Only events of released passes settle. That is safe: what is known is part of one real execution, so an event's
/// predecessors and the reads that must precede a write have all been drained when it is released; a write of the
/// newest pass could still be missing such a read. It is also enough: let C be the released events and everything
/// before them. C is closed under "happened before", lies within the passes known now, and all of these are released by
/// the next release(); the order in which C really happened then passes every check above. So nothing waits for longer
/// than one pass more, unless something is missing for good (a gap, or the last access of a dead actor) or there is no
/// such order at all (WaitCircle).
///
/// Among ready heads the smallest time goes first (ties: the smaller actor), and an actor is followed while it stays
/// the smallest. Blocked actors are woken by the element they wait for; nobody is polled.
class CausalMerge
{
public:
    CausalMerge(const ObjectTable &objects, std::size_t actors, Settler::Sink sink);

    void add(ActorId actor, std::span<const Event> events);
    void endPass();
    void releaseAll();
    /// Settles what is ready until nothing is, but for heads of a time after `until` (ticks): those stay.
    void run(std::uint64_t until);
    /// Settles an event that nobody reported, at once. It must be ready.
    void place(const Event &event);
    /// Settles one of the blocked heads, ready or not, the one that makes the fewest others wrong and among those the
    /// one with the smallest time, and takes its word for the state of its element. `overdueOnly`: only heads which
    /// should have settled a pass ago. False when there is none.
    bool force(bool overdueOnly);
    /// The same among heads that wait for each other in a circle (see WaitCircle), which nothing to come can end.
    /// `looks`: so many queued events may be looked at; it is counted down. False: none are known to, and none will be
    /// before the next pass.
    bool breakCircle(std::uint64_t &looks);
    /// Gives the sink what has settled and is still kept back to go in one piece.
    void handOn();

    std::size_t actors() const { return m_queues.size(); }
    const ActorQueue &queue(ActorId actor) const { return m_queues[actor]; }
    ObjectStates &states() { return m_states; }
    const ObjectStates &states() const { return m_states; }
    const ReadCounts &reads() const { return m_reads; }
    /// Calls visit(actor, head) for each released head that is not ready.
    template <typename Visit>
    void forEachBlocked(Visit &&visit) const
    {
        for (std::uint64_t rest = m_blocked; rest; rest &= rest - 1) {
            const auto actor = static_cast<ActorId>(std::countr_zero(rest));
            visit(actor, m_queues[actor].head());
        }
    }
    bool anyBlocked() const { return m_blocked != 0; }
    /// Does a head wait that should have settled a pass ago?
    bool anyOverdue() const;
    /// A read that can never be ready: the word it saw has been replaced in the settled order. It must be blocked.
    bool isStale(const Event &read) const;
    /// Did that actor report a write of the word, and has it not settled yet?
    bool isQueued(Word word) const;
    /// Has the object been written by single steps only, as far as is known?
    bool onlyUpdated(ObjectRef object) const { return m_updated[object.row()] && !m_written[object.row()]; }

    bool gapSeen() const { return m_gapSeen; }
    std::uint64_t settled() const { return m_settled; }
    std::uint64_t unexplained() const { return m_unexplained; }
    std::uint64_t lastTime() const { return m_lastTime; }

private:
    using Mask = std::uint64_t;
    static constexpr Mask bit(std::size_t actor) { return Mask{1} << actor; }

    bool ready(const Event &event, const ElementState *element) const;
    bool settleIfReady(const Event &event, ElementState *element);
    int costOf(const Event &blocked);
    bool contradicts(const Event &event, const ElementState *element) const;
    void look(std::size_t actor);
    void block(std::size_t actor, const Event &head, ElementState &element);
    void unblock(std::size_t actor, ElementState &element);
    static std::uint64_t wantedBy(const Event &event);
    /// Words differ in their lowest bits, which count the writes of an actor, and in those that name it.
    static std::size_t slotOf(std::uint64_t wanted) { return (wanted ^ (wanted >> 24) * 5) % kWantedSlots; }
    void gallop(std::size_t actor, std::uint64_t boundTime, std::size_t boundActor);
    void giveOut(const Event &event, ElementState *element);
    void settleRead(const Event &event, ElementState *element);
    void settleWrite(const Event &event, ElementState &element);
    void settleAcquisition(const Event &event);
    void settleRelease(const Event &event, ElementState &element);
    void keepForSink(const Event &event)
    {
        m_lastTime = event.time;
        ++m_settled;
        m_batch[m_batched++] = event;
        if (m_batched == m_batch.size())
            handOn();
    }
    /// Looks again at those for whom the element is now what they want; writers among them may still wait for reads.
    void wake(ElementState &element)
    {
        if (const Mask some = element.waiters & m_wanting[slotOf(element.now)])
            wake(element, some);
    }
    void wake(ElementState &element, Mask some);
    bool forceAmong(Mask some);

    std::vector<ActorQueue> m_queues;
    ObjectStates m_states;
    ReadCounts m_reads;
    Settler::Sink m_sink;
    std::array<Event, 512> m_batch; // settled, not yet handed on: a call for each would cost as much as settling it
    std::size_t m_batched = 0;

    Mask m_ready = 0;                                   // heads that may settle now
    Mask m_blocked = 0;                                 // released heads that may not
    std::array<std::uint64_t, kMaxActors> m_headTime{}; // of ready heads
    std::array<std::uint64_t, kMaxActors> m_wanted{};   // of blocked ones: what their element must be
    static constexpr std::size_t kWantedSlots = 64;
    std::array<Mask, kWantedSlots> m_wanting{}; // by slotOf(what they want): spares a look at each after each event

    std::array<bool, 256> m_updated{}, m_written{}; // by row
    bool m_gapSeen = false;
    std::uint64_t m_settled = 0;
    std::uint64_t m_unexplained = 0;
    std::uint64_t m_lastTime = 0;
};

} // namespace interleave
