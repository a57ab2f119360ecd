// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/position_slider.h"

#include "app/paint/shapes.h"
#include "app/panels/themed.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double kHandle = 8;
constexpr double kGroove = 5;
constexpr double kMark = 3.5;
constexpr double kMarkSpacing = 8;

} // namespace

PositionSlider::PositionSlider(QWidget *parent) : QSlider(Qt::Horizontal, parent)
{
    setAccessibleName(QStringLiteral("Position among the events"));
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    followAppearance(this);
}

void PositionSlider::setMarks(std::vector<int> positions)
{
    m_marks = std::move(positions);
    update();
}

void PositionSlider::setBookmarks(std::vector<int> positions, std::function<QString(int)> nameOf)
{
    m_bookmarks = std::move(positions);
    m_nameOf = std::move(nameOf);
    update();
}

bool PositionSlider::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QSlider::event(event);
    const auto *const help = static_cast<QHelpEvent *>(event);
    // The last one lies on top.
    const auto found = std::find_if(m_bookmarks.rbegin(), m_bookmarks.rend(), [&](int position) {
        return ribbonOf(position).adjusted(-2, -2, 2, 2).contains(help->pos());
    });
    if (found == m_bookmarks.rend())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), m_nameOf(*found), this);
    return true;
}

double PositionSlider::inset() const
{
    return appearance().px(kHandle + 2);
}

double PositionSlider::xOf(int position) const
{
    const double share = maximum() > 0 ? double(position) / maximum() : 0;
    return inset() + share * (width() - 2 * inset());
}

int PositionSlider::positionAt(double x) const
{
    const double share = (x - inset()) / std::max(1.0, width() - 2 * inset());
    return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * maximum()));
}

QSize PositionSlider::sizeHint() const
{
    return {appearance().px(300), appearance().px(40)};
}

QSize PositionSlider::minimumSizeHint() const
{
    return {appearance().px(80), appearance().px(40)};
}

void PositionSlider::paintEvent(QPaintEvent *)
{
    const Theme &theme = appearance().theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double y = height() / 2.0;
    const double scale = appearance().scale();
    const double x = xOf(sliderPosition());
    const QColor groove = theme.dark ? theme.border : mixedColor(theme.border, theme.borderStrong, 0.45);
    painter.setPen(QPen(groove, kGroove * scale, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(xOf(0), y), QPointF(xOf(maximum()), y));
    if (maximum() > 0) {
        painter.setPen(QPen(theme.accent, kGroove * scale, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(xOf(0), y), QPointF(x, y));
    }
    paintMarks(painter);
    paintBookmarks(painter);
    painter.setPen(QPen(isEnabled() ? theme.accent : theme.borderStrong, 2.5 * scale));
    painter.setBrush(theme.card);
    painter.drawEllipse(QPointF(x, y), kHandle * scale, kHandle * scale);
    if (hasFocus()) {
        painter.setPen(QPen(mixedColor(theme.card, theme.accent, 0.4), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(x, y), (kHandle + 3) * scale, (kHandle + 3) * scale);
    }
}

/// Crosses that would touch become one; what they stand for is a stretch of losses.
void PositionSlider::paintMarks(QPainter &painter) const
{
    const Theme &theme = appearance().theme();
    const double scale = appearance().scale();
    const double size = kMark * scale;
    const double y = height() / 2.0 - 12.5 * scale;
    painter.setPen(QPen(theme.loss, 2 * scale, Qt::SolidLine, Qt::RoundCap));
    double last = -1e9;
    for (auto mark = m_marks.begin(); mark != m_marks.end();) {
        const double x = xOf(*mark);
        if (x - last >= kMarkSpacing * scale) {
            painter.drawLine(QPointF(x - size, y - size), QPointF(x + size, y + size));
            painter.drawLine(QPointF(x + size, y - size), QPointF(x - size, y + size));
            last = x;
        }
        // Straight to the first one that is far enough: there may be a hundred thousand.
        mark = std::upper_bound(mark, m_marks.end(), std::max(*mark, positionAt(last + kMarkSpacing * scale) - 1));
    }
}

QRectF PositionSlider::ribbonOf(int position) const
{
    const double scale = appearance().scale();
    return {xOf(position) - 3 * scale, height() / 2.0 + 9.5 * scale, 6 * scale, 8 * scale};
}

void PositionSlider::paintBookmarks(QPainter &painter) const
{
    for (const int position : m_bookmarks)
        painter.fillPath(ribbon(ribbonOf(position)), appearance().theme().accent);
}

void PositionSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || maximum() <= 0)
        return;
    setSliderDown(true);
    setSliderPosition(positionAt(event->position().x()));
}

void PositionSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        setSliderPosition(positionAt(event->position().x()));
}

void PositionSlider::mouseReleaseEvent(QMouseEvent *)
{
    setSliderDown(false);
}

} // namespace interleave
