// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/stage_plan.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr qreal kClear = 3; // between the arrow's tip and what it points at

/// The body of an object on the stage, and whether arrows must come from its side.
std::optional<LeafPlan> bodyOf(const StageScene &scene, const StagePlan &plan, ObjectRef object)
{
    for (std::size_t i = 0; i < scene.cells.size(); ++i)
        if (scene.cells[i].object == object)
            return plan.cells[i];
    for (std::size_t i = 0; i < scene.locks.size(); ++i)
        if (scene.locks[i].object == object)
            return plan.locks[i];
    for (std::size_t g = 0; g < scene.groups.size(); ++g) {
        const GroupBody &group = scene.groups[g];
        const GroupPlan &place = plan.groups[g];
        for (std::size_t i = 0; i < place.places.size(); ++i)
            if (group.places[place.firstSlot + i].word.object == object)
                return LeafPlan{place.places[i]};
        for (std::size_t i = 0; i < group.before.size(); ++i)
            if (group.before[i].object == object)
                return LeafPlan{place.before[i]};
        for (std::size_t i = 0; i < group.after.size(); ++i)
            if (group.after[i].object == object)
                return LeafPlan{place.after[i]};
    }
    return std::nullopt;
}

/// From the process down to the gap between processes and memory; a chip of the upper row goes round the lower one.
QPointF leaveActor(QPainterPath &path, const QRectF &actor, qreal bottom, qreal aside)
{
    if (actor.bottom() >= bottom - 1) {
        const QPointF start(actor.center().x() + aside, actor.bottom());
        path.moveTo(start);
        return start;
    }
    const qreal gutter = actor.right() + 4;
    path.moveTo(actor.right() - 10, actor.bottom());
    path.cubicTo(actor.right() - 10, actor.bottom() + 7, gutter, actor.bottom() + 1, gutter, actor.bottom() + 10);
    path.lineTo(gutter, bottom);
    return {gutter, bottom};
}

void swing(QPainterPath &path, QPointF from, QPointF to, qreal gapBottom)
{
    const qreal drop = gapBottom - from.y();
    if (std::abs(from.x() - to.x()) < 2) {
        path.lineTo(to);
        return;
    }
    const qreal lean = std::clamp((from.x() - to.x()) * 0.12, -36.0, 36.0);
    path.cubicTo(QPointF(from.x(), from.y() + drop * 0.62), QPointF(to.x() + lean, gapBottom - drop * 0.3), to);
}

void arrive(QPainterPath &path, QPointF from, const LeafPlan &target, const QRectF &memory, qreal aside)
{
    if (!target.lower) {
        swing(path, from, {target.rect.center().x() + aside, target.rect.top() - kClear}, memory.top());
        return;
    }
    const qreal gutter = target.rect.left() - 16 + aside / 4;
    const QPointF door(gutter, memory.top() + 8);
    const qreal level = target.rect.center().y() + aside / 2;
    swing(path, from, door, memory.top());
    path.lineTo(gutter, level - 8);
    path.cubicTo(gutter, level - 2, gutter + 2, level, gutter + 8, level);
    path.lineTo(target.rect.left() - kClear, level);
}

/// The share of the path at which it is half-way between the processes and the memory.
qreal restOf(const QPainterPath &path, qreal level)
{
    const bool down = path.elementAt(0).y < path.currentPosition().y();
    qreal low = 0, high = 1; // the path falls or rises all the way, so halving finds it
    for (int i = 0; i < 8; ++i) {
        const qreal middle = (low + high) / 2;
        const bool above = path.pointAtPercent(middle).y() < level;
        (above == down ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// Between a process and an object, so far aside of their middles. None: the object has no body here.
std::optional<ArrowPlan> arrowBetween(const StageScene &scene, const StagePlan &plan, int process, ObjectRef object, bool up,
                                      qreal aside)
{
    if (static_cast<std::size_t>(process) >= plan.actors.size())
        return std::nullopt;
    const std::optional<LeafPlan> target = bodyOf(scene, plan, object);
    if (!target)
        return std::nullopt;
    const QRectF actor = plan.actors[static_cast<std::size_t>(process)];
    const qreal bottom = std::max(plan.actors.front().bottom(), plan.actors.back().bottom());
    ArrowPlan arrow;
    arrow.target = target->rect;
    arrow.room = plan.memory.top() - bottom;
    const QPointF from = leaveActor(arrow.path, actor, bottom, aside);
    arrive(arrow.path, from, *target, plan.memory, aside);
    if (up)
        arrow.path = arrow.path.toReversed();
    arrow.rest = restOf(arrow.path, bottom + arrow.room / 2);
    return arrow;
}

} // namespace

std::optional<ArrowPlan> planArrow(const StageScene &scene, const StagePlan &plan)
{
    if (!scene.access)
        return std::nullopt;
    std::optional<ArrowPlan> arrow = arrowBetween(scene, plan, scene.access->actor, scene.access->object, scene.access->up, 0);
    if (arrow)
        arrow->waits = scene.access->waits;
    return arrow;
}

std::vector<ArrowPlan> planDeadlock(const StageScene &scene, const StagePlan &plan)
{
    constexpr qreal kAside = 16; // what one waits for and what one holds begin at the same process
    std::vector<ArrowPlan> arrows;
    for (const Wait &wait : scene.deadlock) {
        if (std::optional<ArrowPlan> waits = arrowBetween(scene, plan, wait.actor, wait.object, false, kAside)) {
            waits->waits = true;
            arrows.push_back(std::move(*waits));
        }
        if (std::optional<ArrowPlan> held = arrowBetween(scene, plan, wait.holder, wait.object, true, -kAside))
            arrows.push_back(std::move(*held));
    }
    return arrows;
}

} // namespace interleave
