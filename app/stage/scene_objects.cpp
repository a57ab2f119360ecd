// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/scene_parts.h"
#include "app/stage/stage_words.h"

#include <QStringList>

namespace interleave::parts {

namespace {

QString waitingSentence(const std::vector<int> &waiting)
{
    if (waiting.empty())
        return QStringLiteral("nobody waits");
    return words::processes(waiting) % (waiting.size() == 1 ? QStringLiteral(" waits") : QStringLiteral(" wait"));
}

} // namespace

WordBody word(const Moment &moment, const Now &now, ObjectRef object)
{
    WordBody body;
    body.object = object;
    body.name = words::objectName(moment.info.objects, object);
    body.touched = now.touches(object);
    body.overwritten = (!now.losses.empty() || now.repeat != nullptr) && now.event->object == object;
    const CellState *cell = moment.state.cell(object);
    if (!cell) {
        body.known = false;
        body.value = QStringLiteral("?");
        body.sentence = body.name % QStringLiteral(", not known here");
        return body;
    }
    body.value = words::number(cell->current.value());
    body.writer = writerOf(cell->current);
    if (body.touched && writesWord(now.event->kind())) {
        body.before = words::number(cell->previous.value());
        body.writerBefore = writerOf(cell->previous);
    }
    const CellState *const earlier = moment.since ? moment.since->cell(object) : nullptr;
    if (earlier && !body.changed() && earlier->current != cell->current)
        body.earlier = words::number(earlier->current.value());
    body.sentence = body.name % QStringLiteral(", ") % body.value;
    if (body.writer != kNobody)
        body.sentence += QStringLiteral(", written by ") % words::process(body.writer);
    if (body.changed())
        body.sentence += QStringLiteral(", was ") % body.before;
    else if (body.isNew())
        body.sentence += QStringLiteral(", was ") % body.earlier;
    if (body.overwritten && now.repeat != nullptr)
        body.sentence += QStringLiteral(", taken again");
    else if (body.overwritten)
        body.sentence += QStringLiteral(", an update was overwritten");
    return body;
}

LockBody lock(const Moment &moment, const Now &now, ObjectRef object)
{
    LockBody body;
    body.object = object;
    body.kind = moment.info.objects[object.row()].kind;
    body.name = words::objectName(moment.info.objects, object);
    body.touched = now.touches(object);
    const LockState *state = moment.state.lock(object);
    if (state) {
        body.known = state->known;
        body.waiting.assign(state->waiting.begin(), state->waiting.end());
        body.holder = state->holder == kNoActor ? kNobody : state->holder;
        body.holderDied = state->holder < moment.state.actors.size()
            && moment.state.actors[state->holder].phase == ActorState::Phase::Died;
        if (body.holder != kNobody && state->acquiredAt != kNoEvent) {
            const SiteId site = moment.event(state->acquiredAt).site;
            if (site > 0 && site < moment.info.sites.size())
                body.line = QString::fromStdString(moment.info.sites[site].file) % u':'
                    % QString::number(moment.info.sites[site].line);
        }
    }
    if (moment.since) {
        const LockState *const before = moment.since->lock(object);
        const CellState *const counter = moment.state.cell(object), *const earlier = moment.since->cell(object);
        body.isNew = (state && before && state->holder != before->holder)
            || (counter && earlier && counter->current != earlier->current);
    }
    QStringList sentence{body.name};
    if (body.kind == ObjectKind::Semaphore) {
        const CellState *cell = moment.state.cell(object);
        body.value = cell ? words::number(cell->current.value()) : QStringLiteral("?");
        sentence << (cell ? body.value : QStringLiteral("not known here"));
    } else {
        const QString held = body.holderDied ? QStringLiteral(", which died") : QString();
        sentence << (body.holder != kNobody ? QStringLiteral("held by ") % words::process(body.holder) % held
                         : body.known       ? QStringLiteral("free")
                                            : QStringLiteral("held or free, not known here"));
    }
    sentence << waitingSentence(body.waiting);
    body.sentence = sentence.join(QStringLiteral(", "));
    return body;
}

std::optional<AccessBody> access(const Moment &moment, const Now &now)
{
    if (!now.event)
        return std::nullopt;
    const Event &event = *now.event;
    AccessBody access;
    access.actor = event.actor == kNoActor ? kNobody : event.actor;
    access.object = event.object;
    switch (event.kind()) {
    case EventKind::None:
    case EventKind::Stalled:
    case EventKind::Gap:
    case EventKind::Died:
        return std::nullopt;
    case EventKind::Read:
    case EventKind::Awaited:
        access.up = true;
        access.token = words::number(event.seen().value());
        break;
    case EventKind::Write:
        access.token = words::number(event.written().value());
        break;
    case EventKind::Update:
        access.token = words::number(event.replaced().value()) % u'→' % words::number(event.written().value());
        break;
    case EventKind::SemaphorePosted:
        access.token = QStringLiteral("+1");
        break;
    case EventKind::SemaphoreAcquired:
        access.token = QStringLiteral("−1");
        break;
    case EventKind::LockRequested:
    case EventKind::SemaphoreRequested:
    case EventKind::AwaitBegan:
        access.waits = true;
        break;
    case EventKind::LockAcquired:
        access.up = true;
        break;
    case EventKind::LockReleased:
        break;
    }
    if (access.object.row() >= moment.info.objects.size())
        return std::nullopt;
    return access;
}

} // namespace interleave::parts
