// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"

namespace interleave {

namespace {

constexpr qreal kLineHeight = 20;

/// The parts in a row, wrapped where they do not fit. Returns the bottom.
qreal drawParts(Sketch &sketch, const LossBody &loss, const QRectF &area)
{
    const Theme &theme = sketch.theme();
    const Type type{13};
    qreal x = area.left(), y = area.top();
    for (std::size_t i = 0; i < loss.parts.size(); ++i) {
        const LossBody::Part &part = loss.parts[i];
        const qreal words = sketch.widthOf(part.text, type) + 2;
        const qreal width = (i > 0 ? 18 : 0) + (part.actor == kNobody ? 0 : 23) + words;
        if (x + width > area.right() + 1 && x > area.left()) {
            x = area.left();
            y += kLineHeight;
        }
        if (i > 0) {
            sketch.text({x, y, 16, kLineHeight}, QStringLiteral("→"), type, theme.muted);
            x += 18;
        }
        if (part.actor != kNobody) {
            sketch.badge({x + 9, y + kLineHeight / 2}, 9, part.actor);
            x += 23;
        }
        sketch.text({x, y, std::min(words, area.right() - x), kLineHeight}, part.text, type, theme.text);
        x += words + 8;
    }
    return y + kLineHeight;
}

} // namespace

void drawLoss(Sketch &sketch, const LossBody &loss, const QRectF &rect)
{
    const Theme &theme = sketch.theme();
    sketch.box(rect, {theme.lossSoft, theme.loss, 1.4, 8}, QStringLiteral("loss"));
    const QRectF inner = rect.adjusted(14, 8, -12, -8);
    // Where four lines have no room, the verdict is the title.
    const bool tight = inner.height() < 84;
    const qreal head = tight ? 20 : 24;
    const QString title = tight ? loss.verdict : QStringLiteral("Overwritten");
    const QRectF titleRect(inner.left() + 20, inner.top(), inner.width() - 20, head);
    sketch.cross({inner.left(), inner.top() + head / 2 - 5, 10, 10}, 2.4);
    sketch.text(titleRect, title, sketch.fitted(title, {14, QFont::Bold}, titleRect.width()), theme.loss);
    const qreal bottom = drawParts(sketch, loss, {inner.left(), inner.top() + head, inner.width(), inner.height()});
    if (tight)
        return;
    const Type type{13, QFont::DemiBold};
    const qreal top = bottom + std::clamp((inner.bottom() - 20 - bottom) / 2, 0.0, 14.0);
    sketch.text({inner.left(), top, inner.width(), 20}, loss.verdict, sketch.fitted(loss.verdict, type, inner.width()),
                theme.text);
}

void drawLossLine(Sketch &sketch, const LossBody &loss, const QRectF &rect)
{
    sketch.box(rect, {sketch.theme().lossSoft, {}, 0, 6}, QStringLiteral("loss"));
    sketch.cross({rect.left() + 8, rect.center().y() - 4, 8, 8}, 2.2);
    sketch.text(rect.adjusted(24, 0, -6, 0), loss.verdict, {13, QFont::DemiBold}, sketch.theme().loss);
}

} // namespace interleave
