// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"

#include <algorithm>

namespace interleave {

namespace {

void drawCounter(Sketch &sketch, const LockBody &lock, const QRectF &rect)
{
    const Theme &theme = sketch.theme();
    const bool shut = lock.value == QStringLiteral("0");
    sketch.box(rect, {theme.inset, shut ? theme.text : theme.border, shut ? 2.0 : 1.0, 6});
    sketch.text(rect.adjusted(2, 0, -2, 0), lock.value,
                sketch.fittedNumber(lock.value, {18, QFont::Bold, true}, rect.width() - 4), theme.text, Qt::AlignCenter);
}

/// The name above, counter and line below.
void drawNarrow(Sketch &sketch, const LockBody &lock, const QRectF &rect, qreal counter)
{
    const QRectF name(rect.left() + 4, rect.top() + 2, rect.width() - 6, 16);
    sketch.text(name, lock.name, {kSmallest, QFont::Medium}, sketch.theme().text);
    const QRectF below(rect.left() + 4, name.bottom(), rect.width() - 8, std::min(28.0, rect.bottom() - name.bottom() - 3));
    drawCounter(sketch, lock, {below.left(), below.top(), std::min(counter, below.width()), below.height()});
    sketch.badges(below.adjusted(counter + 4, 0, 0, 0), 8, lock.waiting);
}

} // namespace

/// A semaphore is a counter *and* a line: whoever comes when it stands at 0 queues up.
void drawSemaphore(Sketch &sketch, const LockBody &lock, const QRectF &rect, int actor)
{
    const Theme &theme = sketch.theme();
    sketch.box(rect, faceOf(sketch, lock.touched || lock.isNew, false, actor, 8), idOfObject(lock.name));
    const qreal side = std::min(40.0, rect.height() - 14);
    const qreal least = static_cast<qreal>(lock.value.size()) * 4.8 + 4; // of the smallest writing
    if (rect.width() < kNarrowBody)
        return drawNarrow(sketch, lock, rect, std::max(24.0, least));
    const QRectF counter(rect.left() + 8, rect.center().y() - side / 2, std::max(40.0, least), side);
    drawCounter(sketch, lock, counter);

    const qreal line = std::min(22.0, (rect.height() - 6) / 2);
    const QRectF first(counter.right() + 8, rect.center().y() - line, rect.right() - counter.right() - 14, line);
    sketch.text(first, lock.name, {13, QFont::Medium}, theme.text);
    const QRectF second = first.translated(0, line);
    if (lock.waiting.empty())
        sketch.text(second, nobody(sketch, second.width()), {kSmallest}, theme.muted);
    else
        sketch.badges(second, 9, lock.waiting);
}

} // namespace interleave
