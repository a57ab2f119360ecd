// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/action_words.h"

#include "app/models/transcript.h"
#include "app/style/words.h"

#include <cstdlib>

namespace interleave::words {

namespace {

bool isWait(const Action &action)
{
    return action.operation == EventKind::Awaited || action.operation == EventKind::AwaitBegan;
}

/// Does that lock notice no death?
bool isPlain(const RunInfo &info, ObjectRef lock)
{
    const Object *const object = objectOf(info, lock);
    return object != nullptr && object->kind == ObjectKind::Mutex && object->lock == LockKind::Plain;
}

QString changed(const Action &action)
{
    return action.argument < 0 ? QStringLiteral("take %1 from ").arg(number(std::abs(std::int64_t{action.argument})))
                               : QStringLiteral("add %1 to ").arg(number(action.argument));
}

} // namespace

QString accessedName(const RunInfo &info, const Action &action)
{
    const Object *object = objectOf(info, action.object);
    if (object == nullptr)
        return objectName(info, action.object);
    if (object->kind == ObjectKind::Slots)
        return QStringLiteral("slot %1").arg(action.object.element());
    const bool isPart = object->parent >= 0 && static_cast<std::size_t>(object->parent) < info.objects.size();
    if (isWait(action) && isPart) // one waits for several words of a queue at once
        return QStringLiteral("the ")
            + QString::fromStdString(info.objects[static_cast<std::size_t>(object->parent)].name);
    return objectName(info, action.object);
}

QString deedToCome(const RunInfo &info, const Action &action)
{
    const QString name = accessedName(info, action);
    switch (action.operation) {
    case EventKind::Read: return QStringLiteral("read ") + name;
    case EventKind::Write: return QStringLiteral("write %1 to ").arg(number(action.argument)) + name;
    case EventKind::Update: return changed(action) + name;
    case EventKind::LockRequested:
    case EventKind::LockAcquired: return QStringLiteral("take ") + name;
    case EventKind::LockReleased: return QStringLiteral("give %1 back").arg(name);
    case EventKind::SemaphoreRequested:
    case EventKind::SemaphoreAcquired: return QStringLiteral("take 1 of ") + name;
    case EventKind::SemaphorePosted: return QStringLiteral("add 1 to ") + name;
    case EventKind::AwaitBegan:
    case EventKind::Awaited: return QStringLiteral("look at ") + name;
    case EventKind::None:
    case EventKind::Stalled:
    case EventKind::Gap:
    case EventKind::Died: break;
    }
    return QStringLiteral("end");
}

QString shortDeedToCome(const RunInfo &info, const Action &action)
{
    switch (action.operation) {
    case EventKind::Read: return QStringLiteral("read");
    case EventKind::Write: return QStringLiteral("write ") + number(action.argument);
    case EventKind::Update:
        return action.argument < 0 ? number(action.argument) : QStringLiteral("add ") + number(action.argument);
    case EventKind::LockReleased: return QStringLiteral("give back");
    case EventKind::SemaphoreRequested:
    case EventKind::SemaphoreAcquired: return QStringLiteral("take 1");
    case EventKind::SemaphorePosted: return QStringLiteral("add 1");
    case EventKind::AwaitBegan:
    case EventKind::Awaited: return QStringLiteral("go on");
    default: return deedToCome(info, action);
    }
}

QString initialsToCome(const RunInfo &info, const Action &action)
{
    switch (action.operation) {
    case EventKind::Write: return QStringLiteral("W ") + number(action.argument);
    case EventKind::LockRequested:
    case EventKind::LockAcquired: return QStringLiteral("take it");
    default: return shortDeedToCome(info, action);
    }
}

QString blockedBy(const RunInfo &info, const Action &action, ActorId holder, bool holderDied)
{
    const QString name = accessedName(info, action);
    if (isWait(action))
        return QStringLiteral("waits for a change of ") + name;
    if (action.operation == EventKind::SemaphoreAcquired)
        return QStringLiteral("waits for 1 of %1: there is none").arg(name);
    if (holder != kNoActor && holderDied)
        return QStringLiteral("waits for %1: %2 died holding it").arg(name, process(holder))
            + (isPlain(info, action.object) ? QStringLiteral(", so nobody gets it") : QString());
    if (holder != kNoActor)
        return QStringLiteral("waits for %1: %2 holds it").arg(name, process(holder));
    return QStringLiteral("waits for ") + name;
}

QString shortlyBlockedBy(const RunInfo &info, const Action &action, ActorId holder, bool holderDied)
{
    const QString name = accessedName(info, action);
    if (holder != kNoActor && holderDied)
        return QStringLiteral("%1 died with %2").arg(holder + 1).arg(name);
    return holder != kNoActor ? QStringLiteral("%1 held by %2").arg(name).arg(holder + 1)
                              : QStringLiteral("waits for ") + name;
}

} // namespace interleave::words
