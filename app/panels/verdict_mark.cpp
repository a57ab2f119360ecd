// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/verdict_mark.h"

#include "app/panels/themed.h"
#include "app/style/icons.h"

#include <QPainter>
#include <QPainterPath>

namespace interleave {

namespace {

/// Within 24 × 24.
QPainterPath outlineOf(Verdict::Kind kind)
{
    QPainterPath path;
    switch (kind) {
    case Verdict::Kind::Chance:
        path.addPolygon(QPolygonF({{12, -1.5}, {25.5, 12}, {12, 25.5}, {-1.5, 12}}));
        path.closeSubpath();
        break;
    case Verdict::Kind::Right:
        path.moveTo(12, 0);
        path.cubicTo(15, 2, 19, 3.2, 22.5, 3.2);
        path.lineTo(22.5, 11);
        path.cubicTo(22.5, 18, 18, 22, 12, 24.5);
        path.cubicTo(6, 22, 1.5, 18, 1.5, 11);
        path.lineTo(1.5, 3.2);
        path.cubicTo(5, 3.2, 9, 2, 12, 0);
        path.closeSubpath();
        break;
    default: path.addEllipse(0, 0, 24, 24);
    }
    return path;
}

/// Within 24 × 24.
void paintSign(QPainter &painter, Verdict::Kind kind, const Theme &theme)
{
    const QPainterPath outline = outlineOf(kind);
    const QRectF sign(3, 3, 18, 18);
    switch (kind) {
    case Verdict::Kind::None: return;
    case Verdict::Kind::Wrong:
        painter.fillPath(outline, theme.loss);
        paintIcon(painter, QStringLiteral("cross"), sign, theme.onLoss);
        return;
    case Verdict::Kind::Chance:
        painter.fillPath(outline, theme.chance);
        paintIcon(painter, QStringLiteral("chance"), sign, theme.card);
        return;
    case Verdict::Kind::Right:
        painter.fillPath(outline, theme.right);
        paintIcon(painter, QStringLiteral("check"), sign, theme.card);
        return;
    case Verdict::Kind::Unfinished:
        painter.setPen(QPen(theme.muted, 2.4));
        painter.drawPath(QTransform::fromScale(0.92, 0.92).map(outline).translated(1, 1));
        painter.drawLine(QPointF(7, 12), QPointF(17, 12));
        return;
    }
}

} // namespace

void paintVerdictSign(QPainter &painter, Verdict::Kind kind, const QRectF &rect, const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.topLeft());
    painter.scale(rect.width() / 28.0, rect.height() / 28.0);
    painter.translate(2, 2);
    paintSign(painter, kind, theme);
    painter.restore();
}

VerdictMark::VerdictMark(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    followAppearance(this);
}

void VerdictMark::setKind(Verdict::Kind kind)
{
    m_kind = kind;
    update();
}

QSize VerdictMark::sizeHint() const
{
    return {appearance().px(28), appearance().px(28)};
}

void VerdictMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintVerdictSign(painter, m_kind, rect(), appearance().theme());
}

} // namespace interleave
