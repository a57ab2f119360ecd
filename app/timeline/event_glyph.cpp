// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/event_glyph.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

EventGlyph valued(EventGlyph::Style style, QChar letter, std::int32_t value)
{
    return {style, QString(letter), QString(letter).append(QString::number(value))};
}

EventGlyph plain(EventGlyph::Style style, QChar letter)
{
    return {style, QString(letter), QString(letter)};
}

} // namespace

EventGlyph glyphOf(const Event &event)
{
    using Style = EventGlyph::Style;
    switch (event.kind()) {
    case EventKind::Read:
    case EventKind::Awaited:
        return valued(Style::Observes, u'R', event.seen().value());
    case EventKind::Write:
        return valued(Style::Changes, u'W', event.written().value());
    case EventKind::Update:
        return valued(Style::Changes, u'U', event.written().value());
    case EventKind::LockAcquired:
        return plain(Style::Changes, u'L');
    case EventKind::LockReleased:
        return plain(Style::Observes, u'F');
    case EventKind::SemaphoreAcquired:
        return valued(Style::Changes, u'S', event.written().value());
    case EventKind::SemaphorePosted:
        return valued(Style::Changes, u'P', event.written().value());
    case EventKind::LockRequested:
    case EventKind::SemaphoreRequested:
    case EventKind::AwaitBegan:
        return {Style::Waits, {}, {}};
    case EventKind::Died:
        return {Style::Ends, {}, {}};
    case EventKind::Stalled:
        return {Style::Remark, QStringLiteral("…"), QStringLiteral("…")};
    case EventKind::Gap:
    case EventKind::None:
        break;
    }
    return {Style::Remark, QStringLiteral("?"), QStringLiteral("?")};
}

GlyphColors glyphColors(EventGlyph::Style style, int actor, const Theme &theme)
{
    switch (style) {
    case EventGlyph::Style::Observes:
    case EventGlyph::Style::Waits:
        return {theme.card, theme.actor(actor), theme.text};
    case EventGlyph::Style::Changes:
        return {theme.actor(actor), theme.actor(actor), theme.onActor(actor)};
    case EventGlyph::Style::Remark:
        return {theme.inset, theme.borderStrong, theme.muted};
    case EventGlyph::Style::Ends:
        break;
    }
    return {theme.text, theme.text, theme.card};
}

QPainterPath hourGlass(const QRectF &rect)
{
    QPainterPath path;
    path.moveTo(rect.topLeft());
    path.lineTo(rect.topRight());
    path.lineTo(rect.bottomLeft());
    path.lineTo(rect.bottomRight());
    path.closeSubpath();
    return path;
}

QPainterPath cross(const QRectF &rect)
{
    QPainterPath path;
    path.moveTo(rect.topLeft());
    path.lineTo(rect.bottomRight());
    path.moveTo(rect.topRight());
    path.lineTo(rect.bottomLeft());
    return path;
}

QPainterPath hatching(const QRectF &rect, double spacing)
{
    QPainterPath path;
    // A stroke is x + y = n × spacing; between the left and lower edges it enters, between the upper and right it
    // leaves.
    const double first = std::ceil((rect.left() + rect.top()) / spacing) * spacing;
    for (double sum = first; sum < rect.right() + rect.bottom(); sum += spacing) {
        const double x1 = std::max(rect.left(), sum - rect.bottom());
        const double x2 = std::min(rect.right(), sum - rect.top());
        path.moveTo(x1, sum - x1);
        path.lineTo(x2, sum - x2);
    }
    return path;
}

QString grouped(std::int64_t number)
{
    QString digits = QString::number(number < 0 ? -number : number);
    for (qsizetype at = digits.size() < 5 ? 0 : digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, QChar(0x202f));
    return number < 0 ? QString(QChar(0x2212)).append(digits) : digits;
}

} // namespace interleave
