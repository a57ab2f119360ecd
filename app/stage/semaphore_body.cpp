// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"

#include <algorithm>

namespace interleave {

/// A semaphore is a counter *and* a line: whoever comes when it stands at 0 queues up.
void drawSemaphore(Sketch &sketch, const LockBody &lock, const QRectF &rect, int actor)
{
    const Theme &theme = sketch.theme();
    sketch.box(rect, faceOf(sketch, lock.touched || lock.isNew, false, actor, 8), idOfObject(lock.name));
    const qreal side = std::min(40.0, rect.height() - 14);
    const qreal least = static_cast<qreal>(lock.value.size()) * 4.8 + 4; // of the smallest writing
    const bool narrow = rect.width() < 96;
    const qreal width = std::max(narrow ? 24.0 : 40.0, least), gap = narrow ? 4 : 8;
    const QRectF counter(rect.left() + gap, rect.center().y() - side / 2, width, side);
    const bool shut = lock.value == QStringLiteral("0");
    sketch.box(counter, {theme.inset, shut ? theme.text : theme.border, shut ? 2.0 : 1.0, 6});
    sketch.text(counter.adjusted(2, 0, -2, 0), lock.value,
                sketch.fittedNumber(lock.value, {18, QFont::Bold, true}, counter.width() - 4), theme.text,
                Qt::AlignCenter);

    const qreal line = std::min(22.0, (rect.height() - 6) / 2);
    const QRectF first(counter.right() + gap, rect.center().y() - line, rect.right() - counter.right() - gap - (narrow ? 2 : 6), line);
    sketch.text(first, lock.name, {narrow ? kSmallest : 13, QFont::Medium}, theme.text);
    const QRectF second = first.translated(0, line);
    if (lock.waiting.empty())
        sketch.text(second, nobody(sketch, second.width()), {kSmallest}, theme.muted);
    else
        sketch.badges(second, 9, lock.waiting);
}

} // namespace interleave
