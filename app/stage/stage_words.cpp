// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/stage_words.h"

#include <QStringList>

#include <algorithm>

namespace interleave::words {

namespace {

const Object *objectOf(const ObjectTable &objects, ObjectRef ref)
{
    return ref.row() < objects.size() ? &objects[ref.row()] : nullptr;
}

bool onlyOneCell(const ObjectTable &objects)
{
    return std::count_if(objects.begin(), objects.end(), [](const Object &object) {
               return object.kind == ObjectKind::Cell || object.kind == ObjectKind::Slots;
           })
        == 1;
}

/// " to tail": where a value came from or went, unless that goes without saying.
QString place(const ObjectTable &objects, ObjectRef object, const QString &preposition)
{
    const Object *row = objectOf(objects, object);
    if (!row || (onlyOneCell(objects) && row->count == 1))
        return {};
    return u' ' % preposition % u' ' % objectName(objects, object);
}

} // namespace

QString objectName(const ObjectTable &objects, ObjectRef ref)
{
    const Object *object = objectOf(objects, ref);
    if (!object)
        return {};
    if (object->kind == ObjectKind::Slots)
        return QStringLiteral("slot %1").arg(ref.element());
    const QString name = QString::fromStdString(object->name);
    return object->count == 1 ? name : name % u'[' % QString::number(ref.element()) % u']';
}

QString processes(const std::vector<int> &actors)
{
    QStringList names;
    for (const int actor : actors)
        names << process(actor);
    if (names.size() < 2)
        return names.join(QString());
    const QString last = names.takeLast();
    return names.join(QStringLiteral(", ")) % QStringLiteral(" and ") % last;
}

QString awaitedName(const ObjectTable &objects, ObjectRef object)
{
    const Object *row = objectOf(objects, object);
    const bool isPart = row && row->parent >= 0 && static_cast<std::size_t>(row->parent) < objects.size();
    return isPart ? QStringLiteral("the ") % QString::fromStdString(objects[static_cast<std::size_t>(row->parent)].name)
                  : objectName(objects, object);
}

QString waitsFor(const ObjectTable &objects, ObjectRef object)
{
    const Object *row = objectOf(objects, object);
    const bool lock = row && (row->kind == ObjectKind::Mutex || row->kind == ObjectKind::Semaphore);
    if (lock)
        return QStringLiteral("waits for ") % objectName(objects, object);
    return QStringLiteral("waits for a change of ") % awaitedName(objects, object);
}

QString deed(const ObjectTable &objects, const Event &event)
{
    const QString object = objectName(objects, event.object);
    switch (event.kind()) {
    case EventKind::None:
        return {};
    case EventKind::Read:
        return QStringLiteral("read ") % number(event.seen().value())
            % place(objects, event.object, QStringLiteral("from"));
    case EventKind::Write:
        return QStringLiteral("wrote ") % number(event.written().value())
            % place(objects, event.object, QStringLiteral("to"));
    case EventKind::Update:
        return QStringLiteral("changed ") % number(event.replaced().value()) % QStringLiteral(" to ")
            % number(event.written().value()) % place(objects, event.object, QStringLiteral("in"));
    case EventKind::LockRequested:
    case EventKind::SemaphoreRequested:
    case EventKind::AwaitBegan:
        return waitsFor(objects, event.object);
    case EventKind::LockAcquired:
        if (const Object *row = objectOf(objects, event.object); event.has(kOwnerDied) && row && row->lock == LockKind::Poisoned)
            return QStringLiteral("took %1, which is broken").arg(object);
        return event.has(kOwnerDied) ? QStringLiteral("took %1 from a dead process").arg(object)
                                     : QStringLiteral("took ") % object;
    case EventKind::LockReleased:
        return QStringLiteral("released ") % object;
    case EventKind::SemaphoreAcquired:
        return QStringLiteral("took 1 of ") % object;
    case EventKind::SemaphorePosted:
        return QStringLiteral("added 1 to ") % object;
    case EventKind::Awaited:
        return QStringLiteral("saw ") % object % QStringLiteral(" become ") % number(event.seen().value());
    case EventKind::Stalled:
        return QStringLiteral("was held up %1 by recording").arg(duration(static_cast<double>(event.a)));
    case EventKind::Gap:
        if (event.a == 0)
            return QStringLiteral("from here on not known");
        return counted(static_cast<std::int64_t>(event.a), u"event", u"events") % QStringLiteral(" not recorded");
    case EventKind::Died:
        return QStringLiteral("was killed");
    }
    return {};
}

QString shortDeed(const ObjectTable &objects, const Event &event)
{
    switch (event.kind()) {
    case EventKind::Read:
        return QStringLiteral("read ") % number(event.seen().value());
    case EventKind::Write:
        return QStringLiteral("wrote ") % number(event.written().value());
    case EventKind::Update:
        return number(event.replaced().value()) % u'→' % number(event.written().value());
    case EventKind::LockRequested:
    case EventKind::SemaphoreRequested:
    case EventKind::AwaitBegan:
        return QStringLiteral("waits");
    case EventKind::LockReleased:
        return QStringLiteral("released");
    case EventKind::LockAcquired:
        return QStringLiteral("took ") % objectName(objects, event.object);
    case EventKind::SemaphoreAcquired:
        return QStringLiteral("took 1");
    case EventKind::SemaphorePosted:
        return QStringLiteral("added 1");
    case EventKind::Awaited:
        return QStringLiteral("saw ") % number(event.seen().value());
    case EventKind::Stalled:
        return QStringLiteral("held up");
    case EventKind::Gap:
        return QStringLiteral("gap");
    case EventKind::Died:
        return QStringLiteral("killed");
    case EventKind::None:
        break;
    }
    return {};
}

QString initials(const ObjectTable &objects, const Event &event)
{
    if (event.kind() == EventKind::Read)
        return QStringLiteral("R ") % number(event.seen().value());
    if (event.kind() == EventKind::Write)
        return QStringLiteral("W ") % number(event.written().value());
    if (event.kind() == EventKind::LockAcquired)
        return QStringLiteral("took it");
    return shortDeed(objects, event);
}

} // namespace interleave::words
