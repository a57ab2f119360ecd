// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_style.h"
#include "app/charts/plot_library.h"

#include <functional>
#include <vector>

/// Pieces that QCustomPlot does not have: a legend in one or more rows above the axes, and drawing in axis coordinates.
namespace interleave {

struct KeyEntry {
    enum Mark { Fill, Line, Dashed, Cross, Curve, Words }; ///< Words: a line of text without a sign
    Mark mark = Fill;
    QString text;
    QColor color;
    qreal width = 1;                ///< of a line
    QPen outline = QPen(Qt::NoPen); ///< of a fill; none: the style's
    QPen pen = QPen(Qt::NoPen);     ///< of a curve
    QCPScatterStyle point = {};     ///< of a curve, in its middle
};

/// The legend: entries from left to right, wrapped to the width it was made for.
class ChartKey : public QCPLayoutElement
{
public:
    ChartKey(QCustomPlot *plot, std::vector<KeyEntry> entries, const ChartStyle &style, int width);

protected:
    void applyDefaultAntialiasingHint(QCPPainter *painter) const override;
    void draw(QCPPainter *painter) override;

private:
    static int markWidth(const KeyEntry &entry);
    static int textLeft(const KeyEntry &entry);
    void drawMark(QCPPainter &painter, const KeyEntry &entry, QRectF box) const;

    std::vector<KeyEntry> m_entries;
    std::vector<QPoint> m_places; // left top of each entry
    ChartStyle m_style;
};

/// Adds a key in row 0 of the plot's layout and returns the grid below it where the axes go.
QCPLayoutGrid *layOut(QCustomPlot &plot, std::vector<KeyEntry> entries, const ChartStyle &style, QSize size);

/// Draws with a function, above the data; the function asks the axes for pixels when it is called.
class DrawnItem : public QCPAbstractItem
{
public:
    using Draw = std::function<void(QCPPainter &)>;
    DrawnItem(QCustomPlot *plot, QCPAxisRect *rect, Draw draw);

    double selectTest(const QPointF &, bool, QVariant *) const override { return -1; }

protected:
    void draw(QCPPainter *painter) override { m_draw(*painter); }

private:
    Draw m_draw;
};

/// A vertical line with a label on top, at a place of the axis below.
struct MarkLine {
    double at = 0;
    QString label;
};
/// How many rows of labels those lines need, so that no label is crossed by a line or by another label.
int rowsOfMarks(const std::vector<MarkLine> &marks, const ChartStyle &style, const std::function<double(double)> &pixel,
                double right);
void drawMarks(QCPPainter &painter, const std::vector<MarkLine> &marks, const ChartStyle &style,
               const QCPAxisRect &rect);

/// A ✕ as on the timeline, centred there.
void drawCross(QCPPainter &painter, QPointF center, qreal radius, const QColor &color);

} // namespace interleave
