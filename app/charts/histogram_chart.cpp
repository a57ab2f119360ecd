// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_draw.h"
#include "app/charts/chart_parts.h"
#include "app/charts/chart_text.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr int kPanelWidth = 250; // narrower ones have no room for percentiles
constexpr int kAxesWidth = 60;   // what axis labels take of a panel's width and height
constexpr int kAxesHeight = 48;
constexpr double kBelowOne = 0.7; // where a logarithmic scale of counts begins, so that a single one is seen

enum class Scale { Linear, Logarithmic };

// A tail of single long waits is what such a chart is looked at for; beside thousands it shows on a logarithmic scale
// only.
Scale scaleFor(const Histograms &histograms)
{
    for (const Histogram &panel : histograms.panels)
        if (panel.highest() >= 100)
            return Scale::Logarithmic;
    return Scale::Linear;
}

QColor fillOf(const Histogram &panel, const ChartStyle &style)
{
    if (panel.what.startsWith(u"wait"))
        return style.stateFill(StateTimes::Waiting);
    if (panel.what.startsWith(u"hold"))
        return style.stateFill(StateTimes::Holding);
    return style.stateFill(StateTimes::Between);
}

std::vector<MarkLine> percentiles(const Histogram &panel)
{
    const auto mark = [](const char16_t *name, double ns) {
        return MarkLine{std::max(1.0, ns), QString::fromUtf16(name) + u'\u00a0' + durationText(ns)};
    };
    return {mark(u"p50", panel.p50), mark(u"p90", panel.p90), mark(u"p99", panel.p99), mark(u"max", panel.max)};
}

void drawPanel(QCustomPlot &plot, QCPLayoutGrid &grid, int row, int column, const Histogram &panel, Scale scale,
               const ChartStyle &style, QSize size)
{
    QCPAxisRect *rect = addAxes(plot, grid, row, column, style);
    QCPAxis *x = rect->axis(QCPAxis::atBottom);
    QCPAxis *y = rect->axis(QCPAxis::atLeft);
    const int width = size.width() - kAxesWidth;
    const int height = size.height() - kAxesHeight;

    setDurationTicks(*x, std::min(panel.edges.front(), panel.p50), std::max(panel.edges.back(), panel.max), width);
    x->setLabel(panel.what);
    setGrid(*x, Grid::None);
    y->setLabel(panel.plural);

    // Room above the highest bar for the labels of the percentiles.
    const std::vector<MarkLine> marks = percentiles(panel);
    const QCPRange decades = x->range();
    const auto pixel = [&](double at) {
        return width * std::log(at / decades.lower) / std::log(decades.upper / decades.lower);
    };
    const int labels = rowsOfMarks(marks, style, pixel, width) * (style.lineHeight() + 1) + 2;
    const double share = std::clamp(1.0 - static_cast<double>(labels) / std::max(1, height), 0.3, 1.0);
    const auto highest = static_cast<double>(panel.highest());
    const double base = scale == Scale::Logarithmic ? kBelowOne : 0;
    if (scale == Scale::Logarithmic) {
        setLogCountTicks(*y, base, base * std::pow(std::max(2.0, highest) / base, 1 / share), highest, height);
    } else {
        y->setRange(0, std::max(1.0, highest) / share);
        setNumberTicks(*y, height / 36, true);
    }

    auto *steps = new QCPGraph(x, y);
    QVector<double> keys, values;
    for (std::size_t bin = 0; bin < panel.counts.size(); ++bin) {
        keys << panel.edges[bin];
        values << std::max(base, static_cast<double>(panel.counts[bin]));
    }
    keys << panel.edges.back();
    values << base;
    steps->setData(keys, values, true);
    steps->setLineStyle(QCPGraph::lsStepLeft);
    steps->setPen(QPen(style.theme.muted, 1));
    steps->setBrush(fillOf(panel, style));
    steps->setAdaptiveSampling(false);
    new DrawnItem(&plot, rect, [marks, style, rect](QCPPainter &painter) { drawMarks(painter, marks, style, *rect); });
}

} // namespace

int histogramColumns(int panels, int width)
{
    const int room = std::max(1, width / kPanelWidth);
    // Three beside each other and one below look like an accident: even rows.
    const int rows = (panels + room - 1) / room;
    return (panels + rows - 1) / rows;
}

void drawHistograms(QCustomPlot &plot, const Histograms &histograms, const ChartStyle &style, QSize size)
{
    resetPlot(plot, style);
    QCPLayoutGrid *grid = layOut(plot, {}, style, size);
    const int panels = static_cast<int>(histograms.panels.size());
    int columns = histogramColumns(panels, size.width());
    // A low and wide place: better narrow than flat.
    if ((panels + columns - 1) / columns * 120 > size.height())
        columns = std::min(panels, std::max(columns, size.width() / 180));
    const int rows = (panels + columns - 1) / columns;
    const Scale scale = scaleFor(histograms);
    auto *left = new QCPMarginGroup(&plot);
    auto *bottom = new QCPMarginGroup(&plot);
    for (QCPMarginGroup *group : {left, bottom})
        group->setParent(grid); // else it would live as long as the plot, which is drawn anew at every resize
    for (int i = 0; i < panels; ++i) {
        const QSize place(size.width() / columns, size.height() / rows);
        drawPanel(plot, *grid, i / columns, i % columns, histograms.panels[static_cast<std::size_t>(i)], scale, style,
                  place);
    }
    for (QCPLayoutElement *element : grid->elements(false)) {
        if (!element) // the last row may not be full
            continue;
        element->setMarginGroup(QCP::msLeft, left);
        element->setMarginGroup(QCP::msBottom, bottom);
    }
}

} // namespace interleave
