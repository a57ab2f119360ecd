// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/analyzer.h"

#include "core/analysis/atomicity.h"
#include "core/analysis/deadlocks.h"
#include "core/analysis/happens_before.h"
#include "core/analysis/list_items.h"
#include "core/analysis/lock_contention.h"
#include "core/analysis/lock_order.h"
#include "core/analysis/locksets.h"
#include "core/analysis/losses.h"
#include "core/analysis/lost_updates.h"
#include "core/analysis/message_fates.h"
#include "core/analysis/message_history.h"
#include "core/analysis/missing.h"
#include "core/analysis/races.h"

#include <algorithm>
#include <array>

namespace interleave {

struct Analyzer::Private {
    explicit Private(const RunInfo &info)
        : objects(info.objects), updates(info.objects, missing), locks(info.objects, info.clock.nanosecondsPerTick, missing), deadlocks(info.objects, missing), lockOrder(info.objects),
          messages(info.objects, info.clock.nanosecondsPerTick), order(info.processes.size()), races(info.objects, order),
          atomicity(info.objects, info.processes.size()), locksets(info.objects, info.processes.size()), items(info.objects, missing), fates(info.objects, missing)
    {
        // A queue's slots are the only ones whose reads and writes are messages; others need not be asked.
        for (std::size_t row = 0; row < info.objects.size() && row < 256; ++row)
            slots[row] = info.objects[row].kind == ObjectKind::Slots;
    }

    void settled(EventIndex index, const Event &event);
    bool isNews(const Event &died);
    Proof racesAtBest() const;

    ObjectTable objects;
    std::array<bool, 256> slots{};
    EventIndex events = 0;
    std::uint64_t inferred = 0;
    std::uint64_t dead = 0; ///< a bit each
    bool early = false;     ///< the run went on
    Missing missing;        // the others look into it
    LostUpdates updates;
    LockContention locks;
    Deadlocks deadlocks;
    LockOrder lockOrder;
    MessageHistories messages;
    HappensBefore order;
    Races races;
    Atomicity atomicity;
    Locksets locksets;
    ListItems items;
    MessageFates fates;
};

Analyzer::Analyzer(const RunInfo &info) : m_private(std::make_unique<Private>(info)) {}

Analyzer::~Analyzer() = default;

Analyzer::Analyzer(Analyzer &&) noexcept = default;

void Analyzer::settled(EventIndex first, std::span<const Event> events)
{
    m_private->events = first + events.size();
    for (const Event &event : events)
        m_private->settled(first++, event);
}

void Analyzer::Private::settled(EventIndex index, const Event &event)
{
    if (event.has(kInferred) && event.kind() != EventKind::Died)
        ++inferred;
    // Nobody can say whom that acquisition orders: what is unordered from here on may only seem so.
    if (event.kind() == EventKind::LockAcquired && event.actor == kNoActor)
        races.stop();
    missing.settled(event);
    order.learn(event);
    atomicity.settled(index, event);
    locksets.settled(event);
    switch (event.kind()) {
    case EventKind::Read:
    case EventKind::Awaited:
    case EventKind::Write:
    case EventKind::Update:
        updates.settled(index, event);
        races.settled(index, event);
        if (writesWord(event.kind()))
            items.settled(index, event);
        fates.settled(index, event);
        if (slots[event.object.row()])
            messages.settled(index, event);
        break;
    case EventKind::LockRequested:
    case EventKind::LockAcquired:
    case EventKind::LockReleased:
        deadlocks.settled(index, event);
        lockOrder.settled(index, event);
        locks.settled(index, event);
        break;
    case EventKind::SemaphoreRequested:
    case EventKind::SemaphoreAcquired:
    case EventKind::SemaphorePosted:
        lockOrder.settled(index, event);
        locks.settled(index, event);
        break;
    case EventKind::Died:
        if (isNews(event)) {
            updates.died(event.actor);
            locks.died(event.actor);
            deadlocks.died(event.actor);
            lockOrder.settled(index, event);
        }
        break;
    case EventKind::Gap:
    case EventKind::AwaitBegan:
    case EventKind::Stalled:
    case EventKind::None:
        break;
    }
    order.tell(event);
}

/// A death is, once: a hostile file may tell it again and again, and each time all cells are asked.
bool Analyzer::Private::isNews(const Event &died)
{
    const std::uint64_t bit = died.actor < kMaxActors ? std::uint64_t{1} << died.actor : 0;
    const bool isNews = (dead | bit) != dead;
    dead |= bit;
    return isNews;
}

void Analyzer::ended(const RunInfo &info)
{
    Private &all = *m_private;
    all.missing.inAll(info.dropped);
    if (all.missing.isUntold())
        all.atomicity.anythingIsMissing();
    all.updates.ended(info.finalWords);
    all.locks.ended(info.finalWords);
    all.items.ended(info.finalWords);
    all.fates.ended(info.finalWords);
}

void Analyzer::endsEarly()
{
    m_private->early = true;
    m_private->updates.endsEarly();
    m_private->locks.endsEarly();
    m_private->races.stop();
    m_private->atomicity.stop();
    m_private->items.endsEarly();
    m_private->fates.endsEarly();
}

/// Two accesses are unordered only where no hand-off between them can be missing.
Proof Analyzer::Private::racesAtBest() const
{
    if (!locks.hasAllHandOffs() || !updates.hasAllUpdates())
        return Proof::NotProvable;
    return missing.any() ? Proof::Bounded : Proof::Proved;
}

Findings Analyzer::findings() const
{
    const Private &all = *m_private;
    Findings findings;
    findings.events = all.events;
    findings.inferred = all.inferred;
    findings.unexplained
        = all.updates.unexplained() + all.locks.unexplained() + all.items.unexplained() + all.fates.unexplained();
    findings.contradictions = all.updates.contradictions();
    findings.noInterleaving = !all.early && !all.missing.any() && all.dead == 0 && all.inferred == 0 && !findings.contradictions.empty()
        && all.updates.onlyContradicted() && findings.unexplained == all.updates.unexplained();
    findings.cells = all.updates.histories();
    findings.locks = all.locks.histories();
    findings.deadlocks = all.deadlocks.found();
    for (Deadlock &deadlock : findings.deadlocks)
        for (const Wait &wait : deadlock.circle)
            if (all.missing.isUntold() || all.locks.isBroken(wait.object))
                deadlock.proof = Proof::NotProvable;
    findings.lockCircle = all.lockOrder.circle();
    findings.messages = all.messages.histories();
    for (auto &[row, history] : findings.messages) {
        // What was put and not sent is on its way: neither sent nor lost.
        const std::uint64_t unsent = std::min(all.fates.unsentOf(row), history.lost);
        history.sent -= unsent;
        history.lost -= unsent;
        // Nor is lost what still lies there to be taken.
        history.left = std::min(all.fates.leftOf(row), history.lost);
        history.lost -= history.left;
        history.lostOnes = all.fates.lostOf(row);
        history.proof = all.fates.proofOf(row);
    }
    findings.items = all.items.histories();
    findings.races = all.races.findings(all.racesAtBest());
    findings.atomicity = all.atomicity.findings();
    findings.unguarded = all.locksets.unguarded();
    findings.losses = lossesOf(all.objects, findings);
    return findings;
}

} // namespace interleave
