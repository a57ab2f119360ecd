// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr qreal kLineHeight = 20, kTightLine = 17;
constexpr qreal kHead = 24, kFoot = 20; // of the title, and of the verdict below the parts

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

using Parts = std::vector<StripBody::Part>;

constexpr Type kParts{13};

/// What follows from each other is joined by arrows; those who wait for each other have no first.
bool follow(const StripBody &strip)
{
    return strip.sign == StripBody::Sign::Loss;
}

/// Where each of them begins, in lines from the top: in a row, wrapped where they do not fit.
std::vector<QPointF> placesOf(const Sketch &sketch, const Parts &parts, bool follows, qreal width)
{
    std::vector<QPointF> places;
    qreal x = 0, line = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const qreal words = sketch.widthOf(parts[i].text, kParts) + 2;
        const qreal all = (i > 0 && follows ? 18 : 0) + (parts[i].actor == kNobody ? 0 : 23) + words;
        if (x + all > width + 1 && x > 0) {
            x = 0;
            ++line;
        }
        places.emplace_back(x, line);
        x += all + (follows ? 8 : 18);
    }
    return places;
}

qreal linesOf(const Sketch &sketch, const Parts &parts, bool follows, qreal width)
{
    return parts.empty() ? 0 : placesOf(sketch, parts, follows, width).back().y() + 1;
}

/// Of many who wait for each other, in fewer words each, and at last not all.
Parts fittingParts(const Sketch &sketch, const StripBody &strip, qreal width, qreal lines)
{
    Parts parts = strip.parts;
    const auto fits = [&] { return linesOf(sketch, parts, follow(strip), width) <= lines; };
    for (StripBody::Part &part : parts)
        if (!part.shorter.isEmpty() && !fits())
            part.text = part.shorter;
    for (std::size_t kept = parts.size(); !follow(strip) && !fits() && kept > 1;) {
        parts.resize(--kept);
        parts.push_back({kNobody, QStringLiteral("and %1 more").arg(strip.parts.size() - kept)});
    }
    return parts;
}

/// Returns the bottom.
qreal drawParts(Sketch &sketch, const Parts &parts, bool follows, const QRectF &area, qreal lineHeight)
{
    const Theme &theme = sketch.theme();
    const std::vector<QPointF> places = placesOf(sketch, parts, follows, area.width());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        qreal x = area.left() + places[i].x();
        const qreal y = area.top() + places[i].y() * lineHeight;
        if (i > 0 && follows) {
            sketch.text({x, y, 16, lineHeight}, QStringLiteral("→"), kParts, theme.muted);
            x += 18;
        }
        if (parts[i].actor != kNobody) {
            sketch.badge({x + 9, y + lineHeight / 2}, std::min(9.0, lineHeight / 2), parts[i].actor);
            x += 23;
        }
        const qreal words = sketch.widthOf(parts[i].text, kParts) + 2;
        sketch.text({x, y, std::min(words, area.right() - x), lineHeight}, parts[i].text, kParts, theme.text);
    }
    return area.top() + linesOf(sketch, parts, follows, area.width()) * lineHeight;
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
    const qreal lines = linesOf(sketch, strip.parts, follow(strip), inner.width());
    const bool tight = inner.height() < std::max(84.0, kHead + lines * kLineHeight + kFoot);
    // The title alone, where the verdict would take the room of those who wait.
    const bool low = tight && 34 + lines * kTightLine > inner.height() && !follow(strip);
    const QString words = tight && !low ? strip.verdict : strip.title;
    const Type titleType = sketch.fitted(words, {14, QFont::Bold}, inner.width() - 20);
    const QString title = tight ? twoLines(sketch, words, titleType, inner.width() - 20) : words;
    const bool twice = title.contains(u'\n');
    const qreal head = twice ? 34 : tight ? 20 : kHead;
    const QRectF titleRect(inner.left() + 20, inner.top(), inner.width() - 20, head);
    drawSign(sketch, strip, {inner.left(), inner.top() + (twice ? 20 : head) / 2 - 5, 10, 10}, 2.4);
    sketch.text(titleRect, title, titleType, color);
    const qreal lineHeight = tight ? kTightLine : kLineHeight;
    const Parts parts = fittingParts(sketch, strip, inner.width(), std::floor((inner.height() - head) / lineHeight));
    const qreal bottom = drawParts(sketch, parts, follow(strip),
                                   {inner.left(), inner.top() + head, inner.width(), inner.height()}, lineHeight);
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
