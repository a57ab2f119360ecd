// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sheet/sheet_paper.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <iterator>

namespace interleave::paper {

const Theme &theme()
{
    static const Theme print = Theme::print();
    return print;
}

SheetText text(const QString &words, const QFont &font, double left, double width, const QColor &color, double leading)
{
    return {.text = words, .font = font, .color = color, .left = left, .width = width, .leading = leading};
}

SheetText body(const QString &words, double left, double width)
{
    return text(words, theme().font(kBody), left, width, theme().text);
}

SheetText strong(const QString &words, double left, double width)
{
    return text(words, theme().font(kBody, QFont::DemiBold), left, width, theme().text);
}

SheetText quiet(const QString &words, double left, double width)
{
    return text(words, theme().font(kQuiet), left, width, theme().muted);
}

double widthOf(const QString &words, const QFont &font)
{
    return QFontMetricsF(font).horizontalAdvance(words);
}

void hairline(QPainter &painter, QPointF from, QPointF to, const QColor &color)
{
    painter.setPen(QPen(color, 1));
    painter.drawLine(from, to);
}

void drawScaled(QPainter &painter, const Drawing &drawing, double width)
{
    if (drawing.size.isEmpty())
        return;
    painter.save();
    painter.scale(width / drawing.size.width(), width / drawing.size.width());
    drawing.draw(painter);
    painter.restore();
}

double badgeWidth(int actor)
{
    return std::max(kBadge, widthOf(QString::number(actor + 1), theme().font(11, QFont::Bold)) + 8);
}

void drawBadge(QPainter &painter, int actor, QPointF at)
{
    const QRectF rect(at, QSizeF(badgeWidth(actor), kBadge));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().actor(actor));
    painter.drawRoundedRect(rect, kBadge / 2, kBadge / 2);
    painter.setFont(theme().font(11, QFont::Bold));
    painter.setPen(theme().onActor(actor));
    painter.drawText(rect, Qt::AlignCenter, QString::number(actor + 1));
}

void append(std::vector<SheetRow> &rows, std::vector<SheetRow> more, double above)
{
    if (!more.empty())
        more.front().above = above;
    std::move(more.begin(), more.end(), std::back_inserter(rows));
}

void keepTogether(std::vector<SheetRow> &rows)
{
    for (std::size_t i = 0; i + 1 < rows.size(); ++i)
        rows[i].withNext = true;
}

} // namespace interleave::paper
