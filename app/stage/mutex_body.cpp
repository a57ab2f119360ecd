// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr qreal kNumberOnly = 84; ///< of a body: “fork 16” does not fit beside the padlock

/// A padlock, shut when somebody holds it; the shape tells it, the colour only repeats it.
void drawPadlock(Sketch &sketch, QPointF center, qreal size, const LockBody &lock)
{
    const Theme &theme = sketch.theme();
    const bool held = lock.holder != kNobody;
    const bool shut = held || !lock.known;
    const QColor color = held ? theme.actor(lock.holder) : theme.muted;
    const QRectF bodyRect(center.x() - size * 0.5, center.y() - size * 0.08, size, size * 0.62);
    const qreal reach = size * 0.3;
    const qreal lift = shut ? 0 : size * 0.1;
    QPainterPath shackle;
    shackle.moveTo(center.x() - reach, bodyRect.top());
    shackle.lineTo(center.x() - reach, bodyRect.top() - size * 0.14 - lift);
    shackle.arcTo(QRectF(center.x() - reach, bodyRect.top() - size * 0.14 - lift - reach, 2 * reach, 2 * reach), 180, -180);
    if (shut)
        shackle.lineTo(center.x() + reach, bodyRect.top());
    sketch.outline(shackle, color, size * 0.13, false, false);
    sketch.box(bodyRect, {color, {}, 0, size * 0.14});
    if (shut)
        sketch.text(bodyRect, held ? QString::number(lock.holder + 1) : QStringLiteral("?"),
                    {std::max(kSmallest, static_cast<int>(size * 0.48)), QFont::Bold},
                    held ? theme.onActor(lock.holder) : theme.card, Qt::AlignCenter);
}

void drawLine(Sketch &sketch, const LockBody &lock, const QRectF &row)
{
    const Theme &theme = sketch.theme();
    if (lock.waiting.empty()) {
        sketch.text(row, nobody(sketch, row.width()), {kSmallest}, theme.muted);
        return;
    }
    if (row.width() < kNarrowBody - 40) { // a badge says as much
        sketch.badges(row, 8, lock.waiting);
        return;
    }
    const qreal word = sketch.widthOf(QStringLiteral("line"), {kSmallest}) + 6;
    sketch.text({row.left(), row.top(), word, row.height()}, QStringLiteral("line"), {kSmallest}, theme.muted);
    sketch.badges(row.adjusted(word, 0, 0, 0), 9, lock.waiting);
}

} // namespace

QString nobody(const Sketch &sketch, qreal width)
{
    return sketch.worded({QStringLiteral("nobody waits"), QStringLiteral("no line"), QStringLiteral("–")}, {kSmallest}, width);
}

void drawMutex(Sketch &sketch, const LockBody &lock, const QRectF &rect, int actor)
{
    const Theme &theme = sketch.theme();
    const bool narrow = rect.width() < kNarrowBody, small = narrow || rect.height() < 78;
    sketch.box(rect, faceOf(sketch, lock.touched || lock.isNew, false, actor, small ? 8 : 10), idOfObject(lock.name));
    const qreal icon = narrow ? std::clamp(rect.width() * 0.3, 13.0, 18.0) : small ? 24 : 32;
    const qreal left = rect.left() + (narrow ? 4 : small ? 8 : 14);
    drawPadlock(sketch, {left + icon / 2, small ? rect.center().y() - 2 : rect.top() + 30}, icon, lock);

    const qreal gap = narrow ? 4 : 8;
    const QRectF beside(left + icon + gap, rect.top() + (small ? 4 : 11), rect.right() - left - icon - gap - (narrow ? 2 : 6), 18);
    const QString died = lock.holderDied ? QStringLiteral(", who died") : QString();
    const QString state = lock.holder != kNobody ? QStringLiteral("held by %1").arg(lock.holder + 1) % died
        : lock.known                             ? QStringLiteral("free")
                                                 : QStringLiteral("not known");
    if (small) {
        const qreal line = (rect.height() - 8) / 2;
        const QRectF first(beside.left(), rect.top() + 4, beside.width(), line);
        const QString both = lock.name % QStringLiteral(" · ") % state; // the padlock tells the state too
        const Type type{13, QFont::Medium};
        // Of many locks the number is what tells them apart: all show it, or none.
        const QString number = lock.name.section(u' ', -1);
        QStringList wordings{both, lock.name, number};
        if (lock.holderDied) // the padlock tells who it was, and nothing else that it died
            wordings.insert(1, lock.name % QStringLiteral(" · holder died"));
        if (rect.width() < kNumberOnly)
            wordings = {number};
        sketch.text(first, sketch.worded(wordings, type, first.width()), type, theme.text);
        drawLine(sketch, lock, first.translated(0, line));
        return;
    }
    sketch.text(beside, lock.name, {13, QFont::DemiBold}, theme.text);
    const QString shortly = lock.holder == kNobody ? state // the padlock says by whom
        : lock.holderDied                          ? QStringLiteral("holder died")
                                                   : QStringLiteral("held");
    sketch.text(beside.translated(0, 18), sketch.worded({state, shortly}, {13}, beside.width()), {13}, theme.muted);
    const QRectF foot(left, rect.bottom() - 26, rect.right() - left - 10, 20);
    const bool roomForSite = rect.height() >= 96 && !lock.line.isEmpty();
    if (roomForSite)
        sketch.text(foot, lock.line, {kSmallest, QFont::Normal, true}, theme.muted);
    drawLine(sketch, lock, roomForSite ? foot.translated(0, -22) : foot);
}

} // namespace interleave
