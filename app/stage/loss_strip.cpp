// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"

namespace interleave {

namespace {

constexpr qreal kLineHeight = 20, kTightLine = 17;

/// The parts in a row, wrapped where they do not fit. Returns the bottom.
qreal drawParts(Sketch &sketch, const LossBody &loss, const QRectF &area, qreal lineHeight)
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
            y += lineHeight;
        }
        if (i > 0) {
            sketch.text({x, y, 16, lineHeight}, QStringLiteral("→"), type, theme.muted);
            x += 18;
        }
        if (part.actor != kNobody) {
            sketch.badge({x + 9, y + lineHeight / 2}, std::min(9.0, lineHeight / 2), part.actor);
            x += 23;
        }
        sketch.text({x, y, std::min(words, area.right() - x), lineHeight}, part.text, type, theme.text);
        x += words + 8;
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

void drawLoss(Sketch &sketch, const LossBody &loss, const QRectF &rect)
{
    const Theme &theme = sketch.theme();
    sketch.box(rect, {theme.lossSoft, theme.loss, 1.4, 8}, QStringLiteral("loss"));
    const QRectF inner = rect.adjusted(14, 8, -12, -8);
    // Where four lines have no room, the verdict is the title.
    const bool tight = inner.height() < 84;
    const QString words = tight ? loss.verdict : loss.title;
    const Type titleType = sketch.fitted(words, {14, QFont::Bold}, inner.width() - 20);
    const QString title = tight ? twoLines(sketch, words, titleType, inner.width() - 20) : words;
    const bool twice = title.contains(u'\n');
    const qreal head = twice ? 34 : tight ? 20 : 24;
    const QRectF titleRect(inner.left() + 20, inner.top(), inner.width() - 20, head);
    sketch.cross({inner.left(), inner.top() + (twice ? 20 : head) / 2 - 5, 10, 10}, 2.4);
    sketch.text(titleRect, title, titleType, theme.loss);
    const qreal bottom = drawParts(sketch, loss, {inner.left(), inner.top() + head, inner.width(), inner.height()},
                                   tight ? kTightLine : kLineHeight);
    if (tight)
        return;
    const Type type = sketch.fitted(loss.verdict, {13, QFont::DemiBold}, inner.width());
    const QString verdict = twoLines(sketch, loss.verdict, type, inner.width());
    const qreal foot = verdict.contains(u'\n') ? 34 : 20;
    const qreal top = bottom + std::clamp((inner.bottom() - foot - bottom) / 2, 0.0, 14.0);
    sketch.text({inner.left(), top, inner.width(), foot}, verdict, type, theme.text);
}

void drawLossLine(Sketch &sketch, const LossBody &loss, const QRectF &rect)
{
    sketch.box(rect, {sketch.theme().lossSoft, {}, 0, 6}, QStringLiteral("loss"));
    sketch.cross({rect.left() + 8, rect.center().y() - 4, 8, 8}, 2.2);
    const Type type{13, QFont::DemiBold};
    const QRectF line = rect.adjusted(24, 0, -6, 0);
    const bool tellsWhose = loss.verdict.contains(u':');
    const QString brief = loss.verdict.section(u':', 0, 0) % (tellsWhose ? QStringLiteral(".") : QString());
    sketch.text(line, sketch.worded({loss.verdict, brief}, type, line.width()), type, sketch.theme().loss);
}

} // namespace interleave
