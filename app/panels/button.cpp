// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/button.h"

#include "app/panels/themed.h"
#include "app/style/icons.h"

#include <QFontMetrics>
#include <QPainter>

namespace interleave {

namespace {

constexpr double kIcon = 18;
constexpr double kGap = 6;
constexpr double kMenuIcon = 14;

} // namespace

Button::Button(Look look, const QString &text, const QString &iconName, QWidget *parent)
    : QAbstractButton(parent), m_look(look), m_iconName(iconName)
{
    setText(text);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    followAppearance(this);
}

void Button::setLook(Look look)
{
    m_look = look;
    update();
}

void Button::setIconName(const QString &name)
{
    m_iconName = name;
    update();
}

void Button::setTextSize(double pixels, int weight)
{
    m_pixels = pixels;
    m_weight = weight;
    updateGeometry();
}

void Button::setExtent(double extent)
{
    m_extent = extent;
    updateGeometry();
}

void Button::setPadding(double padding)
{
    m_padding = padding;
    updateGeometry();
}

void Button::setWidestText(const QString &text)
{
    m_widest = text;
    updateGeometry();
}

void Button::setOpensMenu(bool opens)
{
    m_opensMenu = opens;
    updateGeometry();
}

QFont Button::textFont() const
{
    return appearance().font(m_pixels, m_weight);
}

QSize Button::sizeHint() const
{
    const Appearance &look = appearance();
    const int height = look.px(m_extent);
    if (text().isEmpty())
        return {height, height};
    const QFontMetrics metrics(textFont());
    int width = std::max(metrics.horizontalAdvance(text()), metrics.horizontalAdvance(m_widest)) + 2 * look.px(m_padding);
    if (!m_iconName.isEmpty())
        width += look.px(kIcon + kGap);
    if (m_opensMenu)
        width += look.px(kMenuIcon + 2);
    return {width + 1, height};
}

QColor Button::ink() const
{
    const Theme &theme = appearance().theme();
    if (!isEnabled())
        return theme.palette().color(QPalette::Disabled, QPalette::Text);
    switch (m_look) {
    case Look::Primary: return theme.onAccent;
    case Look::OnLoss: return theme.onLoss;
    case Look::Flat: return underMouse() ? theme.text : theme.muted;
    case Look::Link: return theme.accent;
    case Look::Title:
    case Look::Plain: return theme.text;
    }
    return theme.text;
}

void Button::paintFace(QPainter &painter) const
{
    const Theme &theme = appearance().theme();
    const bool over = underMouse() && isEnabled();
    const double pressed = isDown() ? 0.2 : over ? 0.1 : 0.0;
    QColor fill, edge;
    switch (m_look) {
    case Look::Primary:
        fill = isEnabled() ? mixedColor(theme.accent, theme.text, pressed) : theme.border;
        edge = fill;
        break;
    case Look::Plain:
        fill = mixedColor(theme.card, theme.accent, isDown() ? 0.14 : over ? 0.06 : 0.0);
        edge = over ? theme.borderStrong : theme.border;
        break;
    case Look::Flat:
    case Look::Title:
    case Look::Link:
        fill = over ? mixedColor(theme.card, theme.accent, pressed) : QColor();
        break;
    case Look::OnLoss:
        fill = over ? mixedColor(theme.loss, theme.onLoss, pressed + 0.05) : QColor();
        break;
    }
    painter.setPen(edge.isValid() ? QPen(edge) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const double radius = appearance().px(6);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (!hasFocus())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_look == Look::Primary ? theme.onAccent : m_look == Look::OnLoss ? theme.onLoss : theme.accent, 1.6));
    const double inset = m_look == Look::Primary ? 3 : 1;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), radius - 1, radius - 1);
}

void Button::paintEvent(QPaintEvent *)
{
    const Appearance &look = appearance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintFace(painter);

    const double icon = look.px(kIcon);
    const QRectF area = rect();
    if (text().isEmpty()) {
        paintIcon(painter, m_iconName,
                  QRectF(area.center().x() - icon / 2, area.center().y() - icon / 2, icon, icon), ink());
        return;
    }
    const QFontMetricsF metrics(textFont());
    const double menuWidth = m_opensMenu ? look.px(kMenuIcon + 2) : 0;
    const double iconWidth = m_iconName.isEmpty() ? 0 : icon + look.px(kGap);
    const double textWidth = metrics.horizontalAdvance(text());
    double x = area.center().x() - (iconWidth + textWidth + menuWidth) / 2;
    if (!m_iconName.isEmpty())
        paintIcon(painter, m_iconName, QRectF(x, area.center().y() - icon / 2, icon, icon), ink());
    x += iconWidth;
    painter.setFont(textFont());
    painter.setPen(ink());
    painter.drawText(QRectF(x, 0, textWidth + 1, height()), Qt::AlignLeft | Qt::AlignVCenter, text());
    if (!m_opensMenu)
        return;
    const double size = look.px(kMenuIcon);
    paintIcon(painter, QStringLiteral("down"), QRectF(x + textWidth + 3, area.center().y() - size / 2 + 1, size, size), ink());
}

void Button::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void Button::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace interleave
