// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"

namespace interleave {

namespace {

/// What it does, in as many words as there is room for.
void drawDoingShortly(Sketch &sketch, const ActorBody &actor, const QRectF &line)
{
    const Theme &theme = sketch.theme();
    const Type type{kSmallest, actor.now ? QFont::DemiBold : QFont::Normal};
    const QString &shortest = actor.initials.isEmpty() ? actor.shortly : actor.initials;
    const QString doing = sketch.worded({actor.doing, actor.shortly, shortest}, type, line.width());
    const bool idle = actor.mood == ActorBody::Mood::NotBegun || actor.mood == ActorBody::Mood::Done;
    const bool value = actor.initials == doing; // a letter and a number
    sketch.text(line, doing, value ? sketch.fittedNumber(doing, type, line.width()) : type,
                idle ? theme.muted : theme.text);
}

/// The pid beside the badge, below it what it does and how far it is.
void drawThreeLines(Sketch &sketch, const ActorBody &actor, const QRectF &inner, bool offers)
{
    const Theme &theme = sketch.theme();
    sketch.badge({inner.left() + 9, inner.top() + 9}, 9, actor.actor);
    // "producer · pid 41207" where there is room for the words, at last the number alone.
    const QRectF beside(inner.left() + 20, inner.top(), inner.width() - 20, 18);
    const QString number = actor.pid.section(u' ', 1), role = actor.role % QStringLiteral(" · ");
    QStringList wordings{actor.pid, number};
    if (!actor.role.isEmpty())
        wordings = QStringList{role % actor.pid, role % number} + wordings;
    const QString pid = sketch.worded(wordings, {kSmallest}, beside.width());
    sketch.text(beside, pid, {kSmallest}, theme.muted, Qt::AlignRight | Qt::AlignVCenter);
    if (offers)
        return drawDoingShortly(sketch, actor, {inner.left(), beside.bottom(), inner.width(), 17});
    const qreal line = (inner.bottom() - beside.bottom()) / 2;
    drawDoingShortly(sketch, actor, {inner.left(), beside.bottom(), inner.width(), line});
    const QString done = sketch.worded({actor.done, actor.shortDone, actor.fewestDone}, {kSmallest}, inner.width());
    sketch.text({inner.left(), beside.bottom() + line, inner.width(), line}, done, {kSmallest}, theme.muted);
}

/// How far it is beside the badge, below it what it does: what a process has no room to say here, its sentence does.
void drawTwoLines(Sketch &sketch, const ActorBody &actor, const QRectF &inner, bool offers)
{
    const qreal line = inner.height() / 2;
    sketch.badge({inner.left() + 8, inner.top() + line / 2}, 8, actor.actor);
    const QRectF beside(inner.left() + 20, inner.top(), inner.width() - 20, line);
    const QString done = sketch.worded({actor.done, actor.shortDone, actor.fewestDone}, {kSmallest}, beside.width());
    sketch.text(beside, done, sketch.fittedNumber(done, {kSmallest}, beside.width()), sketch.theme().muted,
                Qt::AlignRight | Qt::AlignVCenter);
    if (!offers)
        drawDoingShortly(sketch, actor, {inner.left(), inner.top() + line, inner.width(), line});
}

} // namespace

void drawChip(Sketch &sketch, const ActorBody &actor, const QRectF &rect, OfferRoom room)
{
    constexpr qreal kThreeLines = 52;
    const Theme &theme = sketch.theme();
    const bool dead = actor.mood == ActorBody::Mood::Dead;
    sketch.box(rect,
               {dead ? theme.inset : theme.card, actor.now ? theme.actor(actor.actor) : theme.border,
                actor.now ? 2.5 : 1.0, 6, dead && !actor.now},
               idOf(actor));
    const qreal pad = rect.width() < 80 ? 5 : 8;
    if (rect.height() >= kThreeLines)
        drawThreeLines(sketch, actor, rect.adjusted(pad, 5, -pad, -4), room != OfferRoom::None);
    else
        drawTwoLines(sketch, actor, rect.adjusted(pad, 3, -pad, -3), room != OfferRoom::None);
}

} // namespace interleave
