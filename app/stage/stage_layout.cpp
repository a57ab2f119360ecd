// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/stage_layout.h"

#include "app/stage/bodies.h"

#include <QEasingCurve>

#include <algorithm>

namespace interleave {

namespace {

QColor faded(QColor color, qreal share)
{
    color.setAlphaF(static_cast<float>(color.alphaF() * std::clamp(share, 0.0, 1.0)));
    return color;
}

void drawToken(Sketch &sketch, const AccessBody &access, QPointF center, qreal room, qreal opacity)
{
    const Theme &theme = sketch.theme();
    const qreal radius = access.token.isEmpty() ? 7 : std::clamp(room / 2 - 7, 11.0, 17.0);
    const Type type{radius < 15 ? 13 : 16, QFont::Bold, true};
    const qreal half = std::max(radius, sketch.widthOf(access.token, type) / 2 + 8);
    const QRectF rect = access.token.isEmpty() ? QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
                                               : QRectF(center.x() - half, center.y() - radius, 2 * half, 2 * radius);
    sketch.box(rect, {faded(theme.actor(access.actor), opacity), faded(theme.card, opacity), 2, radius});
    sketch.text(rect, access.token, type, faded(theme.onActor(access.actor), opacity), Qt::AlignCenter);
}

void drawLocks(Sketch &sketch, const StageScene &scene, const StagePlan &plan, int actor)
{
    for (std::size_t i = 0; i < scene.locks.size(); ++i) {
        if (scene.locks[i].kind == ObjectKind::Semaphore)
            drawSemaphore(sketch, scene.locks[i], plan.locks[i].rect, actor);
        else
            drawMutex(sketch, scene.locks[i], plan.locks[i].rect, actor);
    }
}

/// Where an offer would stand in the place of something, that is told as long as there is none.
OfferRoom roomFor(const StageScene &scene, const StagePlan &plan)
{
    if (plan.offersInstead)
        return scene.offers.empty() ? OfferRoom::None : OfferRoom::Instead;
    return scene.keepsRoomForOffers ? OfferRoom::Below : OfferRoom::None;
}

/// Dashed to what is waited for, solid to who holds it: a circle.
void drawDeadlock(Sketch &sketch, const std::vector<ArrowPlan> &arrows)
{
    for (const ArrowPlan &arrow : arrows)
        sketch.outline(arrow.path, sketch.theme().text, 2.5, arrow.waits, true);
}

} // namespace

Picture groundPicture(const StagePlan &plan, const Theme &theme)
{
    Picture picture;
    picture.size = plan.size;
    Sketch sketch(picture, theme, plan.scale);
    sketch.box(plan.memory, {theme.inset, theme.borderStrong, 1.5, 10, true}, QStringLiteral("memory"));
    sketch.text(plan.caption, QStringLiteral("shared memory"), {13, QFont::DemiBold}, theme.muted);
    return picture;
}

Picture stillPicture(const StageScene &scene, const StagePlan &plan, const Theme &theme, bool arrived)
{
    Picture picture;
    picture.size = plan.size;
    Sketch sketch(picture, theme, plan.scale);
    const int actor = scene.access ? scene.access->actor : 0;
    for (std::size_t i = 0; i < scene.actors.size(); ++i) {
        // A value read is not the process's own before it has arrived.
        const bool has = arrived || !scene.access || !scene.access->up;
        const OfferRoom room = roomFor(scene, plan);
        if (plan.form == ActorForm::Chip)
            drawChip(sketch, scene.actors[i], plan.actors[i], room);
        else
            drawCard(sketch, scene.actors[i], plan.actors[i], plan.form, has, room);
        if (!scene.offers.empty())
            drawOffer(sketch, scene.offers[i], plan.offers[i], plan.form == ActorForm::Chip);
    }
    for (std::size_t i = 0; i < scene.groups.size(); ++i)
        drawGroup(sketch, scene.groups[i], plan.groups[i], actor, arrived);
    drawLocks(sketch, scene, plan, actor);
    for (std::size_t i = 0; i < scene.cells.size(); ++i)
        drawCell(sketch, scene.cells[i], plan.cells[i].rect, actor, arrived);

    if (arrived)
        drawDeadlock(sketch, plan.deadlock);
    const bool told = scene.strip && arrived;
    if (told && !plan.stripInLine)
        drawStrip(sketch, *scene.strip, plan.strip);
    if (told && plan.stripInLine)
        drawStripLine(sketch, *scene.strip, plan.strip);
    else
        drawTally(sketch, scene.tally, plan.tally, plan.tallyInLine);
    return picture;
}

Picture movingPicture(const StageScene &scene, const StagePlan &plan, const Theme &theme, qreal progress)
{
    Picture picture;
    picture.size = plan.size;
    if (!plan.arrow || !scene.access)
        return picture;
    Sketch sketch(picture, theme, plan.scale);
    const ArrowPlan &arrow = *plan.arrow;
    const AccessBody &access = *scene.access;
    const bool arrived = progress >= kArrival;
    if (arrived && !plan.deadlock.empty()) // it is one of those drawn, or has nothing to do with them
        return picture;
    const qreal after = arrived ? (progress - kArrival) / (1 - kArrival) : 0;
    const bool lost = scene.strip && scene.strip->sign == StripBody::Sign::Loss;
    if (arrived && after < 1 && !access.up && !access.waits) { // the flash, going outwards
        const qreal out = 2 + 8 * after;
        sketch.box(arrow.target.adjusted(-out, -out, out, out),
                   {{}, faded(lost ? theme.loss : theme.actor(access.actor), 0.7 * (1 - after)), 4, 12});
    }
    sketch.outline(arrow.path, theme.text, 2.5, access.waits, true);
    if (!arrived) {
        static const QEasingCurve ease(QEasingCurve::InOutSine);
        drawToken(sketch, access, arrow.path.pointAtPercent(ease.valueForProgress(progress / kArrival)), arrow.room, 1);
    } else if (!access.token.isEmpty()) {
        drawToken(sketch, access, arrow.path.pointAtPercent(arrow.rest), arrow.room, after);
    }
    return picture;
}

Picture stagePicture(const StageScene &scene, QSizeF size, const Theme &theme)
{
    const StagePlan plan = planStage(scene, size);
    Picture picture = groundPicture(plan, theme);
    for (Picture layer : {stillPicture(scene, plan, theme), movingPicture(scene, plan, theme)})
        for (Shape &shape : layer.shapes)
            picture.add(std::move(shape));
    return picture;
}

} // namespace interleave
