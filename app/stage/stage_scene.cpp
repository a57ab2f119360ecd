// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/stage_scene.h"

#include "app/stage/scene_parts.h"
#include "core/trace/recording.h"
#include "core/trace/wait_for_graph.h"
#include "scenarios/scenario_info.h"

namespace interleave {

namespace {

const auto kOffer = QStringLiteral("offer/");

/// Arrays of locks show the few that fit a picture.
constexpr std::uint32_t kShownOfAnArray = 4;

parts::Now nowOf(const Moment &moment)
{
    parts::Now now;
    if (moment.state.position == 0)
        return now;
    now.index = moment.state.position - 1;
    now.event = moment.event(now.index);
    if (moment.losses) {
        now.losses = moment.losses->at(now.index);
        now.repeat = moment.losses->repeatAt(now.index);
    }
    return now;
}

bool modeMayLose(const Moment &moment)
{
    if (moment.losses && moment.losses->any())
        return true;
    const ModeInfo *mode = moment.scenario ? moment.scenario->mode(moment.info.settings.mode) : nullptr;
    return mode && !mode->right;
}

void addLeaf(StageScene &scene, const Moment &moment, const parts::Now &now, int row)
{
    const Object &object = moment.info.objects[static_cast<std::size_t>(row)];
    for (std::uint32_t element = 0; element < std::min(object.count, kShownOfAnArray); ++element) {
        const ObjectRef ref = ObjectRef::of(static_cast<std::uint32_t>(row), element);
        if (object.kind == ObjectKind::Mutex || object.kind == ObjectKind::Semaphore)
            scene.locks.push_back(parts::lock(moment, now, ref));
        else
            scene.cells.push_back(parts::word(moment, now, ref));
    }
}

const QString *sentenceIn(const GroupBody &group, const QString &id)
{
    if (id == idOfObject(group.name))
        return &group.sentence;
    for (const auto *cells : {&group.before, &group.after})
        for (const WordBody &cell : *cells)
            if (id == idOfObject(cell.name))
                return &cell.sentence;
    for (const GroupBody::Slot &slot : group.places)
        if (id == idOfSlot(slot.word.object))
            return &slot.word.sentence;
    return nullptr;
}

} // namespace

QString idOf(const ActorBody &actor)
{
    return QStringLiteral("actor/%1").arg(actor.actor);
}

QString idOf(const Offer &offer)
{
    return kOffer % QString::number(offer.actor);
}

int actorOfOffer(const QString &id)
{
    return id.startsWith(kOffer) ? id.mid(kOffer.size()).toInt() : kNobody;
}

QString idOfObject(const QString &name)
{
    return QStringLiteral("object/") % name;
}

QString idOfSlot(ObjectRef slot)
{
    return QStringLiteral("slot/%1/%2").arg(slot.row()).arg(slot.element());
}

QString StageScene::sentenceOf(const QString &id) const
{
    for (const ActorBody &actor : actors)
        if (id == idOf(actor))
            return actor.sentence;
    for (const Offer &offer : offers)
        if (id == idOf(offer))
            return offer.sentence;
    for (const WordBody &cell : cells)
        if (id == idOfObject(cell.name))
            return cell.sentence;
    for (const LockBody &lock : locks)
        if (id == idOfObject(lock.name))
            return lock.sentence;
    for (const GroupBody &group : groups)
        if (const QString *sentence = sentenceIn(group, id))
            return *sentence;
    return strip && id == QLatin1String("strip") ? strip->sentence : QString();
}

StageScene describe(const Moment &moment)
{
    const parts::Now now = nowOf(moment);
    StageScene scene;
    scene.position = moment.state.position;
    scene.actors = parts::actors(moment, now);
    const ObjectTable &objects = moment.info.objects;
    for (int row = 0; row < static_cast<int>(objects.size()); ++row) {
        if (isGroup(objects[static_cast<std::size_t>(row)].kind))
            scene.groups.push_back(parts::group(moment, now, row));
        else if (!parts::isInsideGroup(objects, row))
            addLeaf(scene, moment, now, row);
    }
    scene.tally = parts::tally(moment);
    scene.access = parts::access(moment, now);
    scene.deadlock = deadlockIn(moment.state);
    scene.strip = parts::strip(moment, now, scene.deadlock);
    scene.needsStrip = modeMayLose(moment) || !moment.info.deadlock.empty();
    return scene;
}

StageScene describe(const Recording &recording, TraceReader &reader, EventIndex position, const ScenarioInfo *scenario,
                    const LossIndex &losses, EventIndex since)
{
    const std::shared_ptr<const RunInfo> info = recording.info();
    const State state = recording.at(reader, position);
    const bool atEnd = recording.finished() && position == recording.trace().size();
    const bool breaksOff = (recording.damage && recording.damage->breaksOff) || info->memoryRanOutAt != kNoEvent;
    std::optional<State> before;
    if (since != kNoEvent && since < position)
        before = recording.at(reader, since);
    return describe({*info, state, [&reader](EventIndex index) { return reader[index]; }, scenario, &losses,
                     atEnd && !breaksOff, atEnd && breaksOff, before ? &*before : nullptr});
}

void addOffers(StageScene &scene, const std::vector<Offer> &offers, bool isAtEnd)
{
    scene.keepsRoomForOffers = !offers.empty();
    if (!isAtEnd || offers.size() != scene.actors.size())
        return;
    scene.offers = offers;
    for (std::size_t i = 0; i < offers.size(); ++i) {
        ActorBody &actor = scene.actors[i];
        if (!offers[i].canGo() || actor.mood != ActorBody::Mood::Waiting)
            continue;
        actor.mood = ActorBody::Mood::Running; // it has asked, and could have it
        actor.doing = actor.shortly = QStringLiteral("ready");
    }
}

} // namespace interleave
