// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/text_label.h"

#include "app/paint/wrapped_lines.h"
#include "app/panels/themed.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace interleave {

namespace {

constexpr double kSmallerBy = 1; // pixels: writing in several lines

} // namespace

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

QFont TextLabel::smallFont() const
{
    return appearance().font(m_pixels - kSmallerBy, m_weight);
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

void TextLabel::setLines(int lines)
{
    if (lines == m_lines)
        return;
    m_lines = lines;
    updateGeometry();
    update();
}

bool TextLabel::fitsOneLine(int width) const
{
    return QFontMetrics(textFont()).horizontalAdvance(m_text) <= width;
}

int TextLabel::linesAt(int width) const
{
    return fitsOneLine(width) ? 1 : int(wrappedLines(m_text, QFontMetrics(smallFont()), width).size());
}

QFont TextLabel::shownFont() const
{
    return m_lines == 0 || fitsOneLine(width()) ? textFont() : smallFont();
}

QString TextLabel::shownText() const
{
    return shownLines().join(QLatin1Char('\n'));
}

QString TextLabel::shownLine() const
{
    const QFontMetrics metrics(textFont());
    QString text = m_text;
    while (!m_separator.isEmpty() && metrics.horizontalAdvance(text) > width() && text.contains(m_separator))
        text.truncate(text.lastIndexOf(m_separator));
    return metrics.elidedText(text, Qt::ElideRight, width());
}

/// The last line there is room for takes what is left, as far as it goes.
QStringList TextLabel::shownLines() const
{
    if (m_lines == 0 || fitsOneLine(width()))
        return {shownLine()};
    const QFontMetrics metrics(smallFont());
    QStringList lines = wrappedLines(m_text, metrics, width());
    if (lines.size() > m_lines) {
        const QString rest = lines.mid(m_lines - 1).join(QLatin1Char(' '));
        lines = lines.mid(0, m_lines - 1) << metrics.elidedText(rest, Qt::ElideRight, width());
    }
    return lines;
}

QSize TextLabel::sizeHint() const
{
    const QFontMetrics metrics(textFont());
    const int width = std::max(metrics.horizontalAdvance(m_text), metrics.horizontalAdvance(m_widest));
    const int height = m_lines <= 1 ? metrics.height() : m_lines * QFontMetrics(smallFont()).lineSpacing();
    return {width + 1, height};
}

QSize TextLabel::minimumSizeHint() const
{
    return m_elides ? QSize(0, sizeHint().height()) : sizeHint();
}

void TextLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QStringList shown = shownLines();
    painter.setFont(shownFont());
    const Theme &theme = appearance().theme();
    painter.setPen(theme.*m_role);
    setToolTip(shown.join(QLatin1Char(' ')) == m_text ? QString() : m_text);
    painter.drawText(rect(), static_cast<int>(m_alignment), shown.join(QLatin1Char('\n')));
}

} // namespace interleave
