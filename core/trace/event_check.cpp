// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/event_check.h"

namespace interleave {
namespace {

bool happensTo(EventKind event, ObjectKind object)
{
    switch (event) {
    case EventKind::Read:
    case EventKind::Write: return object == ObjectKind::Cell || object == ObjectKind::Slots;
    case EventKind::Update: return object == ObjectKind::Cell;
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

bool isThere(ObjectRef object, const ObjectTable &objects)
{
    return object.row() < objects.size() && object.element() < objects[object.row()].count;
}

bool writerFits(Word word, std::size_t actors)
{
    return word.actor() == kNoActor || word.actor() < actors;
}

bool wordsFit(const Event &event, std::size_t actors)
{
    switch (event.kind()) {
    case EventKind::LockRequested:
    case EventKind::LockReleased: return true;
    case EventKind::LockAcquired:
        return (event.previousOwner() == kNoActor || event.previousOwner() < actors)
            && (event.deadOwner() == kNoActor || event.deadOwner() < actors);
    default: return writerFits(event.seen(), actors) && (!writesWord(event.kind()) || writerFits(event.replaced(), actors));
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
    if (!actorFits || !info.clock.canTell(event.time) || (event.site != 0 && event.site >= info.sites.size()))
        return false;
    const EventKind kind = event.kind();
    if (kind == EventKind::Stalled || kind == EventKind::Gap || kind == EventKind::Died)
        return event.a <= kMostCounted;
    return isThere(event.object, info.objects) && happensTo(kind, info.objects[event.object.row()].kind)
        && wordsFit(event, info.processes.size());
}

Refusal objectionTo(const Event &event, const ObjectTable &objects, std::size_t actors, bool drops)
{
    const EventKind kind = event.kind();
    if (kind == EventKind::Stalled || (kind == EventKind::Gap && drops && event.a != 0))
        return event.a <= kMostCounted ? Refusal::None : Refusal::Kind;
    if (kind == EventKind::None || kind >= EventKind::Gap)
        return Refusal::Kind;
    if (!isThere(event.object, objects))
        return Refusal::Object;
    if (!happensTo(kind, objects[event.object.row()].kind))
        return Refusal::Misuse;
    const bool ownName = !writesWord(kind) || event.written().writer() == Word::writerOf(event.actor);
    return ownName && wordsFit(event, actors) ? Refusal::None : Refusal::Words;
}

} // namespace interleave
