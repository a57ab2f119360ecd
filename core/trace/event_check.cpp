// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/event_check.h"

namespace interleave {
namespace {

bool happensTo(EventKind event, ObjectKind object)
{
    switch (event) {
    case EventKind::Read:
    case EventKind::Write:
    case EventKind::Update: return object == ObjectKind::Cell || object == ObjectKind::Slots;
    case EventKind::AwaitBegan:
    case EventKind::Awaited:
        return object == ObjectKind::Cell || object == ObjectKind::Slots || object == ObjectKind::Semaphore;
    case EventKind::LockRequested:
    case EventKind::LockAcquired:
    case EventKind::LockReleased: return object == ObjectKind::Mutex;
    case EventKind::SemaphoreRequested:
    case EventKind::SemaphoreAcquired:
    case EventKind::SemaphorePosted: return object == ObjectKind::Semaphore;
    default: return false;
    }
}

bool writerFits(Word word, const RunInfo &info)
{
    return word.actor() == kNoActor || word.actor() < info.processes.size();
}

bool wordsFit(const Event &event, const RunInfo &info)
{
    switch (event.kind()) {
    case EventKind::LockRequested:
    case EventKind::LockReleased: return true;
    case EventKind::LockAcquired:
        return event.previousOwner() == kNoActor || event.previousOwner() < info.processes.size();
    default: return writerFits(event.seen(), info) && (!writesWord(event.kind()) || writerFits(event.replaced(), info));
    }
}

/// The session's own hand, or a lock's hand-off of which only the other end is known: inferred, and nobody's.
bool isNobodys(const Event &event)
{
    const EventKind kind = event.kind();
    return event.actor == kNoActor && event.has(kInferred)
        && (writesWord(kind) || kind == EventKind::LockAcquired || kind == EventKind::LockReleased);
}

} // namespace

bool fits(const Event &event, const RunInfo &info)
{
    const bool actorFits = event.actor < info.processes.size() || isNobodys(event);
    if (!actorFits || (event.site != 0 && event.site >= info.sites.size()))
        return false;
    const EventKind kind = event.kind();
    if (kind == EventKind::Stalled || kind == EventKind::Gap || kind == EventKind::Died)
        return true;
    const std::uint8_t row = event.object.row();
    return row < info.objects.size() && event.object.element() < info.objects[row].count
        && happensTo(kind, info.objects[row].kind) && wordsFit(event, info);
}

} // namespace interleave
