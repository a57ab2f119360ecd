// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"

namespace interleave {

namespace {

constexpr qreal kLineHeight = 20, kTightLine = 17;

/// The colour of loss is kept for loss.
QColor colorOf(const StripBody &strip, const Theme &theme)
{
    return strip.sign == StripBody::Sign::Loss ? theme.loss : theme.text;
}

QColor fillOf(const StripBody &strip, const Theme &theme)
{
    return strip.sign == StripBody::Sign::Loss ? theme.lossSoft : theme.card;
}

/// ✕, or a circle.
void drawSign(Sketch &sketch, const StripBody &strip, const QRectF &rect, qreal width)
{
    if (strip.sign == StripBody::Sign::Loss)
        return sketch.cross(rect, width);
    QPainterPath ring;
    ring.addEllipse(rect);
    sketch.outline(ring, sketch.theme().text, width * 0.8, false, false);
}

/// The parts in a row, wrapped where they do not fit. Returns the bottom. What follows from each other is joined by
/// arrows; those who wait for each other have no first.
qreal drawParts(Sketch &sketch, const StripBody &strip, const QRectF &area, qreal lineHeight)
{
    const Theme &theme = sketch.theme();
    const Type type{13};
    const bool follows = strip.sign == StripBody::Sign::Loss;
    qreal x = area.left(), y = area.top();
    for (std::size_t i = 0; i < strip.parts.size(); ++i) {
        const StripBody::Part &part = strip.parts[i];
        const qreal words = sketch.widthOf(part.text, type) + 2;
        const qreal width = (i > 0 && follows ? 18 : 0) + (part.actor == kNobody ? 0 : 23) + words;
        if (x + width > area.right() + 1 && x > area.left()) {
            x = area.left();
            y += lineHeight;
        }
        if (i > 0 && follows) {
            sketch.text({x, y, 16, lineHeight}, QStringLiteral("→"), type, theme.muted);
            x += 18;
        }
        if (part.actor != kNobody) {
            sketch.badge({x + 9, y + lineHeight / 2}, std::min(9.0, lineHeight / 2), part.actor);
            x += 23;
        }
        sketch.text({x, y, std::min(words, area.right() - x), lineHeight}, part.text, type, theme.text);
        x += words + (follows ? 8 : 18);
    }
    return y + lineHeight;
}

/// What has no room on two lines either says how many, and leaves out whose.
QString twoLines(const Sketch &sketch, const QString &verdict, const Type &type, qreal width)
{
    const QString text = sketch.wrapped(verdict, type, width);
    const QString second = text.section(u'\n', 1);
    if (sketch.widthOf(second, type) <= width)
        return text;
    const qsizetype whose = verdict.indexOf(u':');
    return whose < 0 ? text : sketch.wrapped(verdict.left(whose) % u'.', type, width);
}

} // namespace

void drawStrip(Sketch &sketch, const StripBody &strip, const QRectF &rect)
{
    const Theme &theme = sketch.theme();
    const QColor color = colorOf(strip, theme);
    sketch.box(rect, {fillOf(strip, theme), color, 1.4, 8}, QStringLiteral("strip"));
    const QRectF inner = rect.adjusted(14, 8, -12, -8);
    // Where four lines have no room, the verdict is the title.
    const bool tight = inner.height() < 84;
    const QString words = tight ? strip.verdict : strip.title;
    const Type titleType = sketch.fitted(words, {14, QFont::Bold}, inner.width() - 20);
    const QString title = tight ? twoLines(sketch, words, titleType, inner.width() - 20) : words;
    const bool twice = title.contains(u'\n');
    const qreal head = twice ? 34 : tight ? 20 : 24;
    const QRectF titleRect(inner.left() + 20, inner.top(), inner.width() - 20, head);
    drawSign(sketch, strip, {inner.left(), inner.top() + (twice ? 20 : head) / 2 - 5, 10, 10}, 2.4);
    sketch.text(titleRect, title, titleType, color);
    const qreal bottom = drawParts(sketch, strip, {inner.left(), inner.top() + head, inner.width(), inner.height()},
                                   tight ? kTightLine : kLineHeight);
    if (tight)
        return;
    const Type type = sketch.fitted(strip.verdict, {13, QFont::DemiBold}, inner.width());
    const QString verdict = twoLines(sketch, strip.verdict, type, inner.width());
    const qreal foot = verdict.contains(u'\n') ? 34 : 20;
    const qreal top = bottom + std::clamp((inner.bottom() - foot - bottom) / 2, 0.0, 14.0);
    sketch.text({inner.left(), top, inner.width(), foot}, verdict, type, theme.text);
}

void drawStripLine(Sketch &sketch, const StripBody &strip, const QRectF &rect)
{
    sketch.box(rect, {fillOf(strip, sketch.theme()), {}, 0, 6}, QStringLiteral("strip"));
    drawSign(sketch, strip, {rect.left() + 8, rect.center().y() - 4, 8, 8}, 2.2);
    const Type type{13, QFont::DemiBold};
    const QRectF line = rect.adjusted(24, 0, -6, 0);
    const bool tellsWhose = strip.verdict.contains(u':');
    const QString brief = strip.verdict.section(u':', 0, 0) % (tellsWhose ? QStringLiteral(".") : QString());
    sketch.text(line, sketch.worded({strip.verdict, brief}, type, line.width()), type, colorOf(strip, sketch.theme()));
}

} // namespace interleave
