// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/sketch.h"

#include <QFontMetricsF>
#include <QHash>
#include <QTransform>

#include <cmath>

namespace interleave {

namespace {

constexpr qsizetype kRemembered = 4096; // texts; a long replay shows ever new values

} // namespace

QFont Sketch::font(const Type &type) const
{
    const int pixels = std::max(type.least, static_cast<int>(std::floor(type.pixels * m_scale)));
    return type.mono ? m_theme.mono(pixels, type.weight) : m_theme.font(pixels, type.weight);
}

QRectF Sketch::scaled(const QRectF &rect) const
{
    return {rect.topLeft() * m_scale, rect.size() * m_scale};
}

void Sketch::box(const QRectF &rect, const Face &face, const QString &id)
{
    m_picture.add(Box{scaled(rect), face.radius * m_scale, face.fill, face.stroke, face.width * m_scale, face.dashed, id});
}

void Sketch::text(const QRectF &rect, const QString &text, const Type &type, const QColor &color, Qt::Alignment alignment)
{
    // A painter that need not look whether a text fits draws it in half the time.
    if (!text.isEmpty())
        m_picture.add(Label{scaled(rect), text, color, font(type), alignment, widthOf(text, type) > rect.width()});
}

void Sketch::line(QPointF from, QPointF to, const QColor &color, qreal width)
{
    m_picture.add(Line{from * m_scale, to * m_scale, color, width * m_scale});
}

void Sketch::outline(const QPainterPath &path, const QColor &stroke, qreal width, bool dashed, bool arrow)
{
    Outline outline;
    outline.path = QTransform::fromScale(m_scale, m_scale).map(path);
    outline.stroke = stroke;
    outline.strokeWidth = width * m_scale;
    outline.dashed = dashed;
    outline.arrow = arrow;
    m_picture.add(std::move(outline));
}

void Sketch::badge(QPointF center, qreal radius, int actor)
{
    const QRectF disc(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius);
    box(disc, {m_theme.actor(actor), {}, 0, radius});
    const Type type{std::max(kSmallest, static_cast<int>(radius * 1.15)), QFont::Bold};
    text(disc.adjusted(-4, 0, 4, 0), QString::number(actor + 1), type, m_theme.onActor(actor), Qt::AlignCenter);
}

qreal Sketch::badges(const QRectF &row, qreal radius, const std::vector<int> &actors)
{
    constexpr qreal kMore = 26; // room for "+12"
    const qreal pitch = 2 * radius + 4;
    const std::size_t fit = static_cast<std::size_t>(std::max(0.0, (row.width() + 4) / pitch));
    const std::size_t fitWithMore = static_cast<std::size_t>(std::max(0.0, (row.width() - kMore + 4) / pitch));
    const std::size_t shown = actors.size() <= fit ? actors.size() : fitWithMore;
    qreal x = row.left();
    for (std::size_t i = 0; i < shown; ++i, x += pitch)
        badge({x + radius, row.center().y()}, radius, actors[i]);
    if (shown < actors.size()) {
        text({x, row.top(), kMore, row.height()}, u'+' % QString::number(actors.size() - shown), {kSmallest},
             m_theme.muted);
        x += kMore;
    }
    return x;
}

void Sketch::cross(const QRectF &rect, qreal width)
{
    line(rect.topLeft(), rect.bottomRight(), m_theme.loss, width);
    line(rect.topRight(), rect.bottomLeft(), m_theme.loss, width);
}

qreal Sketch::widthOf(const QString &text, const Type &type) const
{
    using Key = std::pair<QString, quint64>;
    thread_local QHash<Key, qreal> widths;
    if (widths.size() > kRemembered)
        widths.clear();
    const QFont face = font(type);
    const Key key(text, quint64(face.pixelSize()) << 16 | quint64(face.weight()) << 1 | quint64(type.mono));
    auto found = widths.find(key);
    if (found == widths.end())
        found = widths.insert(key, QFontMetricsF(face).horizontalAdvance(text));
    return *found / m_scale;
}

QString Sketch::worded(const QStringList &wordings, const Type &type, qreal width) const
{
    for (const QString &wording : wordings)
        if (widthOf(wording, type) <= width)
            return wording;
    return wordings.last();
}

Type Sketch::fitted(const QString &text, Type type, qreal width) const
{
    while (type.pixels > type.least && widthOf(text, type) > width)
        --type.pixels;
    return type;
}

Type Sketch::fittedNumber(const QString &number, Type type, qreal width) const
{
    const Type wide = fitted(number, type, width);
    if (widthOf(number, wide) <= width)
        return wide;
    type.mono = false;
    const Type narrow = fitted(number, type, width);
    if (widthOf(number, narrow) <= width)
        return narrow;
    type.pixels = kSmallest;
    type.least = kSmallestNumber;
    return fitted(number, type, width);
}

QString Sketch::wrapped(const QString &text, const Type &type, qreal width) const
{
    if (widthOf(text, type) <= width)
        return text;
    qsizetype at = text.lastIndexOf(u' ');
    while (at > 0 && widthOf(text.left(at), type) > width)
        at = text.lastIndexOf(u' ', at - 1);
    return at > 0 ? text.left(at) % u'\n' % text.mid(at + 1) : text;
}

} // namespace interleave
