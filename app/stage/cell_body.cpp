// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"

namespace interleave {

Face faceOf(const Sketch &sketch, bool touched, bool overwritten, int actor, qreal radius)
{
    const Theme &theme = sketch.theme();
    if (overwritten)
        return {theme.card, theme.loss, 3, radius};
    if (touched)
        return {theme.card, theme.actor(actor), 2.5, radius};
    return {theme.card, theme.borderStrong, 1, radius};
}

void drawCell(Sketch &sketch, const WordBody &cell, const QRectF &rect, int actor, bool arrived)
{
    const Theme &theme = sketch.theme();
    const bool settled = arrived || !cell.changed();
    const bool small = rect.height() < 78;
    const bool touched = cell.touched || cell.isNew();
    const Face face = faceOf(sketch, touched, cell.overwritten && settled, cell.touched || cell.writer == kNobody ? actor : cell.writer, small ? 8 : 10);
    sketch.box(rect, face, idOfObject(cell.name));

    const QString &value = settled ? cell.value : cell.before;
    const QString &earlier = cell.changed() ? cell.before : cell.earlier;
    const QString was = settled && !earlier.isNull() ? QStringLiteral("was ") % earlier : QString();
    if (small) { // name, value and what it was, on two lines
        const QRectF inner = rect.adjusted(10, 4, -10, -4);
        const bool low = inner.height() < 40 || was.isEmpty();
        sketch.text(low ? inner : QRectF(inner.left(), inner.top(), inner.width() * 0.6, inner.height() / 2), cell.name,
                    {13, QFont::Medium}, theme.muted);
        if (!low)
            sketch.text({inner.left(), inner.center().y(), inner.width() * 0.6, inner.height() / 2}, was, {kSmallest},
                        theme.muted);
        sketch.text(inner, value, sketch.fittedNumber(value, {22, QFont::Bold, true}, inner.width() * 0.4), theme.text,
                    Qt::AlignRight | Qt::AlignVCenter);
        return;
    }
    const QRectF middle(rect.left() + 8, rect.center().y() - 30, rect.width() - 16, 60);
    sketch.text({middle.left(), rect.top() + 9, middle.width(), 18}, cell.name, {13, QFont::Medium}, theme.muted,
                Qt::AlignCenter);
    const int pixels = rect.height() < 92 ? 30 : 38;
    sketch.text({middle.left(), rect.top() + 26, middle.width(), rect.height() - 48}, value,
                sketch.fittedNumber(value, {pixels, QFont::Bold, true}, middle.width() - 8), theme.text,
                Qt::AlignCenter);
    sketch.text({middle.left(), rect.bottom() - 22, middle.width(), 16}, was, {kSmallest}, theme.muted, Qt::AlignCenter);
}

} // namespace interleave
