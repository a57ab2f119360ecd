// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"

namespace interleave {

void drawChip(Sketch &sketch, const ActorBody &actor, const QRectF &rect)
{
    const Theme &theme = sketch.theme();
    const bool dead = actor.mood == ActorBody::Mood::Dead;
    sketch.box(rect,
               {dead ? theme.inset : theme.card, actor.now ? theme.actor(actor.actor) : theme.border,
                actor.now ? 2.5 : 1.0, 6, dead && !actor.now},
               idOf(actor));
    const qreal pad = rect.width() < 80 ? 5 : 8;
    const QRectF inner = rect.adjusted(pad, 5, -pad, -4);
    sketch.badge({inner.left() + 9, inner.top() + 9}, 9, actor.actor);

    // "pid 41207" where there is room for the word, else the number alone.
    const QRectF beside(inner.left() + 20, inner.top(), inner.width() - 20, 18);
    const bool word = sketch.widthOf(actor.pid, {kSmallest}) <= beside.width();
    const QString pid = word ? actor.pid : actor.pid.section(u' ', 1);
    sketch.text(beside, pid, {kSmallest}, theme.muted, Qt::AlignRight | Qt::AlignVCenter);

    const Type type{kSmallest, actor.now ? QFont::DemiBold : QFont::Normal};
    const QString doing = sketch.worded({actor.doing, actor.shortly, actor.initials.isEmpty() ? actor.shortly : actor.initials},
                                        type, inner.width());
    const bool idle = actor.mood == ActorBody::Mood::NotBegun || actor.mood == ActorBody::Mood::Done;
    const qreal line = (inner.bottom() - beside.bottom()) / 2;
    sketch.text({inner.left(), beside.bottom(), inner.width(), line}, doing, type, idle ? theme.muted : theme.text);
    const QRectF foot(inner.left(), beside.bottom() + line, inner.width(), line);
    const bool long_ = sketch.widthOf(actor.done, {kSmallest}) <= foot.width();
    sketch.text(foot, long_ ? actor.done : actor.shortDone, {kSmallest}, theme.muted);
}

} // namespace interleave
