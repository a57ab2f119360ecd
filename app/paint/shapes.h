// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <QImage>
#include <QPainterPath>
#include <QRectF>
#include <QString>

#include <variant>
#include <vector>

class QPainter;

/// What a layout says and a painter replays: neutral shapes in logical pixels. Tests ask questions of them; the window,
/// PNG, SVG and PDF draw the same ones.
namespace interleave {

struct Box {
    QRectF rect;
    qreal radius = 0;
    QColor fill;           ///< invalid: none
    QColor stroke;         ///< invalid: none
    qreal strokeWidth = 1;
    bool dashed = false;
    QString id;            ///< what it stands for: "actor/3", "object/counter", "event/12"; empty: decoration
};

struct Label {
    QRectF rect;           ///< text is placed and, when too long, elided within
    QString text;
    QColor color;
    QFont font;
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
    bool elide = true;
};

struct Line {
    QPointF from, to;
    QColor color;
    qreal width = 1;
    bool dashed = false;
};

/// A free outline; `arrow` puts a head on its end.
struct Outline {
    QPainterPath path;
    QColor fill;
    QColor stroke;
    qreal strokeWidth = 1;
    bool dashed = false;
    bool arrow = false;
};

/// Prepared pixels (dense timelines), drawn unscaled into rect.
struct Pixels {
    QRectF rect;
    QImage image;
};

using Shape = std::variant<Box, Label, Line, Outline, Pixels>;

/// A finished layout. Later shapes lie above earlier ones.
struct Picture {
    QSizeF size;
    std::vector<Shape> shapes;

    void add(Shape shape) { shapes.push_back(std::move(shape)); }
    /// All of another one, its origin at that point.
    void add(Picture other, QPointF at);
    /// Id of the topmost box with an id at that point; empty: none.
    QString idAt(QPointF point) const;
    /// The box of that id, or a null rectangle.
    QRectF rectOf(const QString &id) const;
};

/// A ribbon with a notch at its foot, which fills rect: the sign of a bookmark.
QPainterPath ribbon(const QRectF &rect);

/// Draws it, antialiased, at the painter's origin.
void paint(QPainter &painter, const Picture &picture);

} // namespace interleave
