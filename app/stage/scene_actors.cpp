// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/scene_parts.h"
#include "app/stage/stage_words.h"
#include "scenarios/scenario_info.h"

#include <QStringList>

#include <algorithm>

namespace interleave::parts {

namespace {

const UnitInfo *unitOf(const Moment &moment, const std::string &role)
{
    if (!moment.scenario)
        return nullptr;
    const auto &units = moment.scenario->units;
    const auto found = std::find_if(units.begin(), units.end(), [&](const UnitInfo &unit) { return unit.role == role; });
    return found == units.end() ? nullptr : &*found;
}

/// Of a process some of whose events are missing, what was recorded is a part of what it has done.
void count(ActorBody &body, std::uint64_t units, std::int64_t of, bool missing)
{
    const QString done = words::number(static_cast<std::int64_t>(units));
    const QString word = missing ? QStringLiteral("recorded") : QStringLiteral("done");
    body.done = of > 0 ? QStringLiteral("%1 of %2 %3").arg(done, words::number(of), word) : done % u' ' % word;
    body.shortDone = of > 0 ? done % u'/' % words::number(of) : done;
    body.fewestDone = done;
}

bool died(const Moment &moment, std::size_t actor)
{
    if (moment.state.actors[actor].phase == ActorState::Phase::Died)
        return true;
    const ProcessEnd end = moment.info.processes[actor].end;
    return moment.ended && (end == ProcessEnd::Killed || end == ProcessEnd::Crashed);
}

void act(ActorBody &body, const Moment &moment, const Now &now, std::size_t index, bool finished)
{
    const ActorState &state = moment.state.actors[index];
    const ProcessInfo &process = moment.info.processes[index];
    const ObjectTable &objects = moment.info.objects;
    body.now = now.event && now.event->actor == index;
    if (died(moment, index)) {
        body.mood = ActorBody::Mood::Dead;
        body.doing = words::fate(process);
        body.shortly = words::shortFate(process);
        return;
    }
    if (moment.brokenOff && !finished && !body.now) {
        body.mood = ActorBody::Mood::Done;
        body.doing = QStringLiteral("the record ends here");
        body.shortly = QStringLiteral("record ends");
        return;
    }
    if (state.phase == ActorState::Phase::NotBegun) {
        body.mood = ActorBody::Mood::NotBegun;
        body.doing = QStringLiteral("has not begun");
        body.shortly = QStringLiteral("not begun");
        return;
    }
    if (state.phase == ActorState::Phase::Waiting) {
        body.mood = ActorBody::Mood::Waiting;
        body.doing = words::waitsFor(objects, state.waitingFor);
        body.shortly = QStringLiteral("waits");
        return;
    }
    if (finished && !body.now) {
        body.mood = ActorBody::Mood::Done;
        body.doing = body.shortly = QStringLiteral("done");
        return;
    }
    body.mood = ActorBody::Mood::Running;
    const Event last = moment.event(state.last);
    body.doing = words::deed(objects, last);
    body.shortly = words::shortDeed(objects, last);
    body.initials = words::initials(objects, last);
}

QString heldBy(const ObjectTable &objects, const ActorState &state)
{
    QStringList names;
    for (const ObjectRef object : state.holding)
        names << words::objectName(objects, object);
    return names.isEmpty() ? QString() : QStringLiteral("holds ") % names.join(QStringLiteral(", "));
}

QString sentenceOf(const ActorBody &body)
{
    QString sentence = body.name;
    if (!body.role.isEmpty())
        sentence += QStringLiteral(" (") % body.role % u')';
    sentence += QStringLiteral(", ") % body.doing;
    if (!body.holds.isEmpty())
        sentence += QStringLiteral(", ") % body.holds;
    if (body.copy != QStringLiteral("–"))
        sentence += QStringLiteral(", its copy ") % body.copy;
    if (!body.done.isEmpty())
        sentence += QStringLiteral(", ") % body.done;
    return sentence;
}

} // namespace

std::uint64_t unitsDone(const ObjectTable &objects, const UnitInfo &unit, const ActorState &state)
{
    const auto units = [&unit](std::uint64_t events) { return events / static_cast<std::uint64_t>(unit.events); };
    if (unit.kind == EventKind::LockReleased)
        return units(state.releases);
    const int row = rowOf(objects, unit.object);
    const bool inSlots = row >= 0 && objects[static_cast<std::size_t>(row)].kind == ObjectKind::Slots;
    if (!inSlots)
        return units(state.writes - state.slotWrites);
    return units(unit.kind == EventKind::Read ? state.slotReads : state.slotWrites);
}

std::vector<ActorBody> actors(const Moment &moment, const Now &now)
{
    std::vector<ProcessSpec> specs;
    if (moment.scenario && moment.scenario->processes && moment.scenario->accepts(moment.info.settings.parameters))
        specs = moment.scenario->processes(moment.info.settings.parameters);

    std::vector<ActorBody> bodies;
    const std::size_t count_ = std::min(moment.info.processes.size(), moment.state.actors.size());
    for (std::size_t i = 0; i < count_; ++i) {
        const ActorState &state = moment.state.actors[i];
        const ProcessInfo &process = moment.info.processes[i];
        ActorBody body;
        body.actor = static_cast<int>(i);
        body.name = words::process(body.actor);
        body.role = words::role(moment.info, body.actor);
        body.pid = QStringLiteral("pid %1").arg(process.pid);
        const std::int64_t units = i < specs.size() ? specs[i].units : 0;
        bool finished = moment.ended && process.end == ProcessEnd::Finished;
        if (const UnitInfo *unit = unitOf(moment, process.role)) {
            const std::uint64_t done = unitsDone(moment.info.objects, *unit, state);
            count(body, done, units, state.missing > 0);
            finished |= units > 0 && done >= static_cast<std::uint64_t>(units) && state.holding.empty();
        }
        act(body, moment, now, i, finished);
        body.holds = heldBy(moment.info.objects, state);
        body.copy = state.copy ? words::number(*state.copy) : QStringLiteral("–");
        body.sentence = sentenceOf(body);
        bodies.push_back(std::move(body));
    }
    return bodies;
}

} // namespace interleave::parts
