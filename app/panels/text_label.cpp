// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/text_label.h"

#include "app/panels/themed.h"

#include <QFontMetrics>
#include <QPainter>

namespace interleave {

TextLabel::TextLabel(double pixels, int weight, Role role, QWidget *parent)
    : QWidget(parent), m_pixels(pixels), m_weight(weight), m_role(role)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    followAppearance(this);
}

QFont TextLabel::textFont() const
{
    return appearance().font(m_pixels, m_weight);
}

void TextLabel::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void TextLabel::setRole(Role role)
{
    m_role = role;
    update();
}

void TextLabel::setWidestText(const QString &text)
{
    m_widest = text;
    updateGeometry();
}

void TextLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

void TextLabel::setElides(bool elides)
{
    m_elides = elides;
    updateGeometry();
}

void TextLabel::setSeparator(const QString &separator)
{
    m_separator = separator;
    update();
}

QString TextLabel::shownText() const
{
    const QFontMetrics metrics(textFont());
    QString text = m_text;
    while (!m_separator.isEmpty() && metrics.horizontalAdvance(text) > width() && text.contains(m_separator))
        text.truncate(text.lastIndexOf(m_separator));
    return metrics.elidedText(text, Qt::ElideRight, width());
}

QSize TextLabel::sizeHint() const
{
    const QFontMetrics metrics(textFont());
    const int width = std::max(metrics.horizontalAdvance(m_text), metrics.horizontalAdvance(m_widest));
    return {width + 1, metrics.height()};
}

QSize TextLabel::minimumSizeHint() const
{
    return m_elides ? QSize(0, sizeHint().height()) : sizeHint();
}

void TextLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(textFont());
    const Theme &theme = appearance().theme();
    painter.setPen(theme.*m_role);
    const QString shown = shownText();
    setToolTip(shown == m_text ? QString() : m_text);
    painter.drawText(rect(), static_cast<int>(m_alignment), shown);
}

} // namespace interleave
