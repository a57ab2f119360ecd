// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_parts.h"

#include <QFontMetrics>

#include <algorithm>

namespace interleave {

namespace {

constexpr int kMark = 14;  // width of a sign before its text
constexpr int kCurve = 32; // … of a piece of curve, whose dashes must be seen
constexpr int kGap = 5;    // between sign and text
constexpr int kApart = 16; // between entries

struct PlacedMark {
    double x = 0, left = 0;
    int row = 0;
};

// From left to right. A line ends below its own label, so a label further right must lie lower than every label its
// line would cross.
std::vector<PlacedMark> place(const std::vector<MarkLine> &marks, const ChartStyle &style,
                              const std::function<double(double)> &pixel, double right)
{
    std::vector<PlacedMark> placed;
    for (const MarkLine &mark : marks) {
        const double width = style.textWidth(mark.label) + 6;
        PlacedMark here;
        here.x = pixel(mark.at);
        here.left = std::min(here.x - 3, right - width);
        for (std::size_t i = 0; i < placed.size(); ++i) {
            const double end = placed[i].left + style.textWidth(marks[i].label) + 6;
            if (end > std::min(here.x, here.left))
                here.row = std::max(here.row, placed[i].row + 1);
        }
        placed.push_back(here);
    }
    return placed;
}

} // namespace

ChartKey::ChartKey(QCustomPlot *plot, std::vector<KeyEntry> entries, const ChartStyle &style, int width)
    : QCPLayoutElement(plot),
      m_entries(std::move(entries)),
      m_style(style)
{
    const int line = style.lineHeight() + 2;
    QPoint at;
    for (const KeyEntry &entry : m_entries) {
        const int wide = textLeft(entry) + style.textWidth(entry.text);
        if (at.x() > 0 && (entry.mark == KeyEntry::Words || at.x() + wide > width))
            at = QPoint(0, at.y() + line);
        m_places.push_back(at);
        at.rx() += wide + kApart;
    }
    const int height = m_entries.empty() ? 0 : at.y() + line;
    setMinimumSize(10, height);
    setMaximumSize(QWIDGETSIZE_MAX, height);
    setLayer(QStringLiteral("legend"));
}

void ChartKey::applyDefaultAntialiasingHint(QCPPainter *painter) const
{
    painter->setAntialiasing(true);
}

void ChartKey::draw(QCPPainter *painter)
{
    const QFontMetrics metrics(m_style.font());
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const QPointF corner = rect().topLeft() + m_places[i];
        const double middle = corner.y() + metrics.height() / 2.0 + 1;
        drawMark(*painter, m_entries[i], QRectF(corner.x(), middle - 5, markWidth(m_entries[i]), 10));
        painter->setFont(m_style.font());
        painter->setPen(m_style.theme.text);
        painter->drawText(QPointF(corner.x() + textLeft(m_entries[i]), corner.y() + 1 + metrics.ascent()),
                          m_entries[i].text);
    }
}

int ChartKey::markWidth(const KeyEntry &entry)
{
    return entry.mark == KeyEntry::Words ? 0 : entry.mark == KeyEntry::Curve ? kCurve : kMark;
}

int ChartKey::textLeft(const KeyEntry &entry)
{
    return entry.mark == KeyEntry::Words ? 0 : markWidth(entry) + kGap;
}

void ChartKey::drawMark(QCPPainter &painter, const KeyEntry &entry, QRectF box) const
{
    switch (entry.mark) {
    case KeyEntry::Fill:
        painter.setPen(entry.outline.style() == Qt::NoPen ? m_style.outline() : entry.outline);
        painter.setBrush(entry.color);
        painter.drawRect(box.adjusted(1.5, 0.5, -1.5, -0.5));
        painter.setBrush(Qt::NoBrush);
        return;
    case KeyEntry::Line:
    case KeyEntry::Dashed: {
        QPen pen(entry.color, entry.width);
        if (entry.mark == KeyEntry::Dashed)
            pen.setDashPattern({4 / entry.width, 3 / entry.width});
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()));
        return;
    }
    case KeyEntry::Words: return;
    case KeyEntry::Cross: drawCross(painter, box.center(), 3.5, entry.color); return;
    case KeyEntry::Curve:
        painter.setPen(entry.pen);
        painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()));
        entry.point.applyTo(&painter, entry.pen);
        entry.point.drawShape(&painter, box.center());
        painter.setBrush(Qt::NoBrush);
        return;
    }
}

QCPLayoutGrid *layOut(QCustomPlot &plot, std::vector<KeyEntry> entries, const ChartStyle &style, QSize size)
{
    auto *axes = new QCPLayoutGrid;
    axes->setColumnSpacing(10);
    axes->setRowSpacing(4);
    if (!entries.empty()) {
        auto *key = new ChartKey(&plot, std::move(entries), style, size.width() - 16);
        plot.plotLayout()->addElement(0, 0, key);
        key->setMargins(QMargins(8, 0, 8, 0));
    }
    plot.plotLayout()->addElement(plot.plotLayout()->rowCount(), 0, axes);
    return axes;
}

DrawnItem::DrawnItem(QCustomPlot *plot, QCPAxisRect *rect, Draw draw) : QCPAbstractItem(plot), m_draw(std::move(draw))
{
    setClipAxisRect(rect);
    setClipToAxisRect(false);
    setSelectable(false);
    setLayer(QStringLiteral("overlay"));
}

int rowsOfMarks(const std::vector<MarkLine> &marks, const ChartStyle &style, const std::function<double(double)> &pixel,
                double right)
{
    int rows = 0;
    for (const PlacedMark &mark : place(marks, style, pixel, right))
        rows = std::max(rows, mark.row + 1);
    return rows;
}

void drawMarks(QCPPainter &painter, const std::vector<MarkLine> &marks, const ChartStyle &style,
               const QCPAxisRect &rect)
{
    const QCPAxis *axis = rect.axis(QCPAxis::atBottom);
    const auto placed = place(
        marks, style, [axis](double at) { return axis->coordToPixel(at); }, rect.right() + 4);
    const QFontMetrics metrics(style.font());
    const int line = metrics.height() + 1;
    QPen pen(style.theme.text, 1);
    pen.setDashPattern({3, 2});
    painter.setFont(style.font());
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const double top = rect.top() + placed[i].row * line;
        painter.setPen(pen);
        painter.drawLine(QPointF(placed[i].x, top + line), QPointF(placed[i].x, rect.bottom()));
    }
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const double top = rect.top() + placed[i].row * line;
        const QRectF box(placed[i].left, top, style.textWidth(marks[i].label) + 6, line);
        painter.fillRect(box, style.theme.card); // a label pushed inwards at the right edge would be crossed
        painter.setPen(style.theme.text);
        painter.drawText(QPointF(box.left() + 3, top + metrics.ascent()), marks[i].label);
    }
}

void drawCross(QCPPainter &painter, QPointF center, qreal radius, const QColor &color)
{
    QPen pen(color, 2);
    pen.setCapStyle(Qt::RoundCap);
    painter.setPen(pen);
    painter.drawLine(center + QPointF(-radius, -radius), center + QPointF(radius, radius));
    painter.drawLine(center + QPointF(-radius, radius), center + QPointF(radius, -radius));
}

} // namespace interleave
