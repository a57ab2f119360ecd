// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/analyzer.h"

#include "core/analysis/lock_contention.h"
#include "core/analysis/lost_updates.h"
#include "core/analysis/message_history.h"

#include <array>

namespace interleave {

struct Analyzer::Private {
    explicit Private(const RunInfo &info)
        : updates(info.objects), locks(info.objects, info.clock.nanosecondsPerTick),
          messages(info.objects, info.clock.nanosecondsPerTick)
    {
        // A queue's slots are the only ones whose reads and writes are messages; others need not be asked.
        for (std::size_t row = 0; row < info.objects.size() && row < 256; ++row)
            slots[row] = info.objects[row].kind == ObjectKind::Slots;
        if (info.dropped)
            updates.gap();
    }

    void settled(EventIndex index, const Event &event);

    std::array<bool, 256> slots{};
    EventIndex events = 0;
    std::uint64_t inferred = 0;
    LostUpdates updates;
    LockContention locks;
    MessageHistories messages;
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
    switch (event.kind()) {
    case EventKind::Read:
    case EventKind::Awaited:
    case EventKind::Write:
    case EventKind::Update:
        updates.settled(index, event);
        if (slots[event.object.row()])
            messages.settled(event);
        break;
    case EventKind::LockRequested:
    case EventKind::LockAcquired:
    case EventKind::LockReleased:
    case EventKind::SemaphoreRequested:
    case EventKind::SemaphoreAcquired:
    case EventKind::SemaphorePosted:
        locks.settled(event);
        break;
    case EventKind::Gap:
        updates.gap();
        break;
    case EventKind::Died:
        updates.died(event.actor);
        break;
    case EventKind::AwaitBegan:
    case EventKind::Stalled:
    case EventKind::None:
        break;
    }
}

void Analyzer::eventsAreMissing()
{
    m_private->updates.gap();
}

Findings Analyzer::findings() const
{
    const Private &all = *m_private;
    Findings findings;
    findings.events = all.events;
    findings.inferred = all.inferred;
    findings.unexplained = all.updates.unexplained() + all.locks.unexplained();
    findings.cells = all.updates.histories();
    findings.locks = all.locks.histories();
    findings.messages = all.messages.histories();
    return findings;
}

} // namespace interleave
