// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"

#include <algorithm>

namespace interleave {

namespace {

QColor moodColor(const Theme &theme, ActorBody::Mood mood)
{
    return mood == ActorBody::Mood::NotBegun || mood == ActorBody::Mood::Done ? theme.muted : theme.text;
}

Type doingType(const ActorBody &actor)
{
    return {14, actor.now ? QFont::DemiBold : QFont::Normal};
}

QString doingText(const ActorBody &actor)
{
    return actor.now ? actor.doing % QStringLiteral(", now") : actor.doing;
}

/// Without "now" first, for the frame says that as well; then smaller, then in fewer words.
void drawDoing(Sketch &sketch, const ActorBody &actor, const QRectF &line)
{
    const Type smallest{kSmallest, doingType(actor).weight};
    const bool fits = sketch.widthOf(doingText(actor), doingType(actor)) <= line.width();
    const QString words = fits ? doingText(actor) : sketch.worded({actor.doing, actor.shortly}, smallest, line.width());
    sketch.text(line, words, sketch.fitted(words, doingType(actor), line.width()), moodColor(sketch.theme(), actor.mood));
}

/// How far it is, and what it holds, in as many words as there is room for. Who holds a lock stands at the lock, too;
/// how far a process is, only here.
void drawProgress(Sketch &sketch, const ActorBody &actor, const QRectF &line)
{
    QStringList wordings;
    if (!actor.holds.isEmpty())
        for (const QString &done : {actor.done, actor.shortDone})
            wordings << (done.isEmpty() ? actor.holds : QString(done % QStringLiteral(" · ") % actor.holds));
    if (!actor.done.isEmpty())
        wordings << actor.done << actor.shortDone << actor.fewestDone;
    if (!wordings.isEmpty())
        sketch.text(line, sketch.worded(wordings, {kSmallest}, line.width()), {kSmallest}, sketch.theme().muted);
}

void drawCopy(Sketch &sketch, const ActorBody &actor, const QRectF &rect, bool arrived)
{
    const Theme &theme = sketch.theme();
    sketch.box(rect, {theme.inset, theme.border, 1, 6});
    const QString value = arrived || !actor.now ? actor.copy : QString();
    const Type type = sketch.fittedNumber(value, {18, QFont::Bold, true}, rect.width() - 8);
    sketch.text(rect.adjusted(4, 0, -4, 0), value, type, theme.text, Qt::AlignCenter);
}

QString withRole(const QString &text, const ActorBody &actor)
{
    return actor.role.isEmpty() ? text : QString(text % QStringLiteral(" · ") % actor.role);
}

/// As wide as the design's card: name and pid on one line, "its copy" at the lower right.
void drawWide(Sketch &sketch, const ActorBody &actor, const QRectF &rect, bool arrived, bool tellsDeed)
{
    const Theme &theme = sketch.theme();
    const QPointF badge(rect.left() + 24, rect.top() + 26);
    sketch.badge(badge, 13, actor.actor);
    const QRectF top(badge.x() + 22, rect.top() + 14, rect.width() - 58, 24);
    const Type type{15, QFont::DemiBold};
    const qreal room = top.width() - sketch.widthOf(actor.pid, {13}) - 10;
    sketch.text(top, sketch.worded({withRole(actor.name, actor), actor.name}, type, room), type, theme.text);
    sketch.text(top, actor.pid, {13}, theme.muted, Qt::AlignRight | Qt::AlignVCenter);

    const QRectF copy(rect.right() - 84, rect.bottom() - 44, 70, 34);
    drawCopy(sketch, actor, copy, arrived);
    if (!tellsDeed)
        return;
    const qreal left = rect.left() + 14;
    const QRectF label = copy.adjusted(-64, 0, -78, 0);
    sketch.text(label, QStringLiteral("its copy"), {12}, theme.muted, Qt::AlignRight | Qt::AlignVCenter);
    const qreal words = label.right() - sketch.widthOf(QStringLiteral("its copy"), {12}) - left - 6;
    drawDoing(sketch, actor, {left, rect.bottom() - 44, words, 18});
    drawProgress(sketch, actor, {left, rect.bottom() - 23, words, 16});
}

/// A narrow card: pid below the name, the copy at the foot. The role stands with the one or the other.
void drawTall(Sketch &sketch, const ActorBody &actor, const QRectF &rect, bool arrived, bool tellsDeed)
{
    const Theme &theme = sketch.theme();
    sketch.badge({rect.left() + 22, rect.top() + 24}, 12, actor.actor);
    const qreal beside = rect.left() + 40;
    const QRectF top(beside, rect.top() + 7, rect.right() - beside - 6, 18);
    const Type type{14, QFont::DemiBold};
    const QString name = sketch.worded({withRole(actor.name, actor), actor.name}, type, top.width());
    sketch.text(top, name, type, theme.text);
    QStringList below{actor.pid};
    if (name == actor.name && !actor.role.isEmpty())
        below = {withRole(actor.pid, actor), withRole(actor.pid.section(u' ', 1), actor), actor.pid};
    const QRectF line(beside, rect.top() + 25, top.width(), 16);
    sketch.text(line, sketch.worded(below, {12}, line.width()), {12}, theme.muted);
    const QRectF doing(rect.left() + 12, rect.top() + 43, rect.width() - 20, 18);
    if (tellsDeed) {
        drawDoing(sketch, actor, doing);
        drawProgress(sketch, actor, doing.translated(0, 17));
    }
    const qreal box = std::clamp(rect.width() - 74, 56.0, 84.0); // beside "its copy"
    const QRectF copy(rect.right() - box - 10, rect.bottom() - 34, box, 27);
    drawCopy(sketch, actor, copy, arrived);
    sketch.text({doing.left(), copy.top(), copy.left() - doing.left() - 4, copy.height()}, QStringLiteral("its copy"),
                {12}, theme.muted);
}

} // namespace

void drawCard(Sketch &sketch, const ActorBody &actor, const QRectF &rect, ActorForm form, bool arrived, OfferRoom room)
{
    const Theme &theme = sketch.theme();
    const bool faint = actor.mood == ActorBody::Mood::Dead;
    Face face{faint ? theme.inset : theme.card, actor.now ? theme.actor(actor.actor) : theme.border,
              actor.now ? 2.5 : 1.0, 8, faint && !actor.now};
    sketch.box(rect, face, idOf(actor));
    const QRectF inner = room == OfferRoom::Below ? rect.adjusted(0, 0, 0, -kOfferRow) : rect;
    if (form == ActorForm::Wide)
        drawWide(sketch, actor, inner, arrived, room != OfferRoom::Instead);
    else
        drawTall(sketch, actor, inner, arrived, room != OfferRoom::Instead);
}

} // namespace interleave
