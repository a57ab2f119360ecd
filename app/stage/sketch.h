// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/paint/shapes.h"
#include "app/style/theme.h"

#include <QStringList>

namespace interleave {

inline constexpr int kSmallest = 12;      // nothing below is readable at a projector
inline constexpr int kSmallestNumber = 8; // a number that is cut off would be another number

/// A size and weight of writing, in pixels at scale 1.
struct Type {
    int pixels = 13;
    int weight = QFont::Normal;
    bool mono = false;
    int least = kSmallest; ///< never drawn smaller
};

struct Face {
    QColor fill, stroke;
    qreal width = 1;
    qreal radius = 8;
    bool dashed = false;
};

/// A pen for layouts: they are written in pixels at scale 1, and the pen enlarges on the way into the picture.
class Sketch
{
public:
    Sketch(Picture &picture, const Theme &theme, qreal scale) : m_picture(picture), m_theme(theme), m_scale(scale) {}

    const Theme &theme() const { return m_theme; }

    void box(const QRectF &rect, const Face &face, const QString &id = {});
    void text(const QRectF &rect, const QString &text, const Type &type, const QColor &color,
              Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);
    void line(QPointF from, QPointF to, const QColor &color, qreal width = 1);
    void outline(const QPainterPath &path, const QColor &stroke, qreal width, bool dashed, bool arrow);
    /// The sign of an actor: a disc of its colour with its number.
    void badge(QPointF center, qreal radius, int actor);
    /// Badges in a row from the left edge; as many as fit, then "+5". Returns the right end.
    qreal badges(const QRectF &row, qreal radius, const std::vector<int> &actors);
    /// The sign of loss.
    void cross(const QRectF &rect, qreal width);

    /// Remembered between frames: measuring a text costs as much as drawing it.
    qreal widthOf(const QString &text, const Type &type) const;
    /// The first of these wordings that fits that width, else the last.
    QString worded(const QStringList &wordings, const Type &type, qreal width) const;
    /// The largest type from `type` down to kSmallest in which the text fits that width.
    Type fitted(const QString &text, Type type, qreal width) const;
    /// The same for a number, which is never cut off: first smaller, then with narrower digits, and only then below
    /// kSmallest.
    Type fittedNumber(const QString &number, Type type, qreal width) const;
    /// The text on at most two lines of that width, broken between words.
    QString wrapped(const QString &text, const Type &type, qreal width) const;

private:
    QFont font(const Type &type) const;
    QRectF scaled(const QRectF &rect) const;

    Picture &m_picture;
    const Theme &m_theme;
    qreal m_scale;
};

} // namespace interleave
