// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_draw.h"
#include "app/charts/chart_parts.h"
#include "app/charts/chart_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave {

namespace {

constexpr double kDodge = 0.3;       // of a step: over so much the series of one value stand side by side
constexpr double kSpread = 0.08;     // of a step: over so much the dots of one point are spread, in the order of their runs
constexpr double kLogarithmic = 100; // medians that differ by more than this need a logarithmic scale
constexpr int kPanels = 3;
constexpr int kLeastPanel = 100;     // height below which panels stand side by side
constexpr int kLowSweep = 150; // … and of all of them, below which words stand in lines, not beside and below the axes

/// How one series is drawn: told apart by hue, lightness, mark and dashes, so that grey paper will do.
struct CurveLook {
    QColor color;
    QPen line;
    QCPScatterStyle mark;
};

CurveLook lookOf(const SweepCurves &curves, const SweepCurves::Series &series, const ChartStyle &style)
{
    static constexpr std::array kColors = {5, 0, 3, 2};
    static constexpr std::array kShapes = {QCPScatterStyle::ssCircle, QCPScatterStyle::ssSquare, QCPScatterStyle::ssTriangle,
                                           QCPScatterStyle::ssDiamond};
    static const std::array<QVector<qreal>, 4> dashes = {QVector<qreal>{}, {5, 2}, {1.2, 1.6}, {5, 1.8, 1.2, 1.8}};
    const std::size_t kind = series.mode % kColors.size();
    CurveLook look;
    look.color = style.theme.actor(kColors[kind]);
    look.line = QPen(look.color, 1.8);
    look.line.setCapStyle(Qt::FlatCap);
    const QVector<qreal> &pattern = dashes[curves.showsObserver ? (series.watched ? 1 : 0) : kind];
    if (!pattern.isEmpty())
        look.line.setDashPattern(pattern);
    look.mark = QCPScatterStyle(kShapes[kind], QPen(look.color, 1.4), series.watched ? style.theme.card : look.color, 6.5);
    return look;
}

/// What a panel shows of a point, and in which unit.
struct Quantity {
    Spread SweepCurves::Point::*spread;
    std::vector<double> SweepCurves::Point::*singles;
    double unit = 1;
    QString label;
    QString (*text)(double) = nullptr;
};

struct Extent {
    double least = HUGE_VAL, most = 0;          ///< of single runs
    double leastMedian = HUGE_VAL, mostMedian = 0;
};

Extent extentOf(const SweepCurves &curves, const Quantity &quantity)
{
    Extent extent;
    for (const SweepCurves::Series &series : curves.series)
        for (const SweepCurves::Point &point : series.points) {
            const Spread &spread = point.*quantity.spread;
            if (spread.n == 0)
                continue;
            extent.least = std::min(extent.least, spread.least / quantity.unit);
            extent.most = std::max(extent.most, spread.most / quantity.unit);
            extent.leastMedian = std::min(extent.leastMedian, spread.median / quantity.unit);
            extent.mostMedian = std::max(extent.mostMedian, spread.median / quantity.unit);
        }
    return extent;
}

QCPGraph *addGraph(QCPAxisRect &rect, const QVector<double> &keys, const QVector<double> &values)
{
    auto *const graph = new QCPGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    graph->setData(keys, values, true);
    graph->setAdaptiveSampling(false);
    graph->setPen(Qt::NoPen);
    return graph;
}

void addBand(QCPAxisRect &rect, const QVector<double> &keys, const QVector<double> &lower, const QVector<double> &upper, QColor color)
{
    color.setAlphaF(0.16F);
    QCPGraph *const bottom = addGraph(rect, keys, lower);
    QCPGraph *const top = addGraph(rect, keys, upper);
    top->setBrush(color);
    top->setChannelFillGraph(bottom);
}

void addDots(QCPAxisRect &rect, const QVector<double> &keys, const QVector<double> &values, QColor color)
{
    color.setAlphaF(0.45F);
    QCPGraph *const dots = addGraph(rect, keys, values);
    dots->setLineStyle(QCPGraph::lsNone);
    dots->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(Qt::NoPen), color, 3));
}

void addSeries(QCPAxisRect &rect, const SweepCurves::Series &series, const Quantity &quantity, double step, double aside,
               const CurveLook &look)
{
    QVector<double> keys, lower, middle, upper, dotKeys, dots;
    for (const SweepCurves::Point &point : series.points) {
        const Spread &spread = point.*quantity.spread;
        if (spread.n == 0)
            continue;
        keys << point.value + aside;
        lower << spread.lower / quantity.unit;
        middle << spread.median / quantity.unit;
        upper << spread.upper / quantity.unit;
        const std::vector<double> &singles = point.*quantity.singles;
        for (std::size_t i = 0; i < singles.size(); ++i) {
            const double place = (static_cast<double>(i) + 0.5) / static_cast<double>(singles.size()) - 0.5;
            dotKeys << point.value + aside + place * kSpread * step;
            dots << singles[i] / quantity.unit;
        }
    }
    addBand(rect, keys, lower, upper, look.color);
    addDots(rect, dotKeys, dots, look.color);
    QCPGraph *const line = addGraph(rect, keys, middle);
    line->setPen(look.line);
    line->setScatterStyle(look.mark);
}

void scaleValues(QCPAxis &axis, const Quantity &quantity, const Extent &extent, int height)
{
    axis.setLabel(quantity.label);
    if (extent.leastMedian > 0 && extent.mostMedian / extent.leastMedian > kLogarithmic) {
        axis.setLabel(QString(quantity.label).replace(u')', QStringLiteral(", log scale)")));
        setLogCountTicks(axis, std::max(extent.least, extent.leastMedian / 10) / 1.5, extent.most * 1.5, extent.most, height);
        return;
    }
    axis.setRange(0, extent.most > 0 ? extent.most * 1.06 : 1);
    if (quantity.text == shortNumber)
        setShortNumberTicks(axis, height / 34);
    else
        setNumberTicks(axis, height / 34, false);
}

/// Nothing and all are in sight, unless nearly all is there everywhere: then it is about what is missing.
void scaleShares(QCPAxis &axis, const Quantity &quantity, const Extent &extent, int height)
{
    const double highest = std::max(100.0, extent.most);
    const bool nearly = extent.least >= 90 && extent.least < 100;
    const double lowest = nearly ? extent.least - (100 - extent.least) * 0.15 : 0;
    axis.setLabel(quantity.label);
    axis.setRange(lowest, highest + (highest - lowest) * 0.06);
    setNumberTicks(axis, height / 34, false);
}

std::array<Quantity, kPanels> quantitiesOf(const SweepCurves &curves)
{
    using Point = SweepCurves::Point;
    Quantity share{&Point::share, &Point::shares, 1, curves.result};
    Quantity time{&Point::ns, &Point::times, 1, {}};
    const TimeUnit unit = timeUnitFor(extentOf(curves, time).most);
    time.unit = unit.ns;
    time.label = QStringLiteral("time (%1)").arg(unit.name);
    const Quantity rate{&Point::perSecond, &Point::rates, 1, QStringLiteral("throughput (%1/s)").arg(curves.plural), shortNumber};
    return {share, time, rate};
}

/// What a panel shows, above it: beside its axis there is no room for words.
void setTitle(QCustomPlot &plot, QCPAxisRect &rect, const ChartStyle &style)
{
    QCPAxis *const axis = rect.axis(QCPAxis::atLeft);
    const QString title = axis->label();
    axis->setLabel(QString());
    QMargins margins = rect.minimumMargins();
    margins.setTop(style.lineHeight() + 3);
    rect.setMinimumMargins(margins);
    new DrawnItem(&plot, &rect, [&rect, style, title](QCPPainter &painter) {
        painter.setFont(style.font());
        painter.setPen(style.theme.muted);
        painter.drawText(QPointF(rect.left(), rect.top() - 5), title);
    });
}

} // namespace

void drawSweep(QCustomPlot &plot, const SweepCurves &curves, const ChartStyle &style, QSize size)
{
    resetPlot(plot, style);
    std::vector<KeyEntry> key;
    for (const SweepCurves::Series &series : curves.series) {
        const CurveLook look = lookOf(curves, series, style);
        KeyEntry entry{KeyEntry::Curve, series.name, look.color};
        entry.pen = look.line;
        entry.point = look.mark;
        key.push_back(std::move(entry));
    }
    const bool low = size.height() < kLowSweep;
    if (low)
        key.push_back({KeyEntry::Line, QStringLiteral("across: ") + curves.axis, Qt::transparent});
    QCPLayoutGrid *const grid = layOut(plot, std::move(key), style, size);
    const bool beside = size.height() < kPanels * kLeastPanel;
    const int width = (beside ? size.width() / kPanels : size.width()) - 70;
    const int words = low ? 2 * style.lineHeight() : 0; // titles and key, which otherwise stand beside and above
    const int height = std::max(1, (beside ? size.height() : size.height() / kPanels) - 36 - words);
    const auto quantities = quantitiesOf(curves);
    const bool above = low || std::any_of(quantities.begin(), quantities.end(), [&](const Quantity &quantity) {
                           return style.textWidth(quantity.label) > height; // beside its axis it would reach the next
                       });
    constexpr double kWithAxis = 1.25; // the lowest panel's share of the height: numbers and words stand below it
    auto *const left = new QCPMarginGroup(&plot);
    left->setParent(grid); // else it would live as long as the plot, which is drawn anew at every resize
    int panel = 0;
    for (const Quantity &quantity : quantities) {
        const bool last = panel == kPanels - 1;
        QCPAxisRect *const rect = addAxes(plot, *grid, beside ? 0 : panel, beside ? panel : 0, style);
        QCPAxis *const x = rect->axis(QCPAxis::atBottom);
        x->setRange(curves.first - curves.step / 2, curves.last + curves.step / 2);
        setStepTicks(*x, curves.first, curves.step, curves.last, width);
        setGrid(*x, Grid::None);
        if ((beside || last) && !low)
            x->setLabel(curves.axis);
        x->setTickLabels(beside || last); // one below the other they share them
        if (!beside)
            rect->setMarginGroup(QCP::msLeft, left);
        const Extent extent = extentOf(curves, quantity);
        if (quantity.spread == &SweepCurves::Point::share)
            scaleShares(*rect->axis(QCPAxis::atLeft), quantity, extent, height);
        else
            scaleValues(*rect->axis(QCPAxis::atLeft), quantity, extent, height);
        if (above)
            setTitle(plot, *rect, style);
        const auto count = static_cast<double>(curves.series.size());
        for (std::size_t i = 0; i < curves.series.size(); ++i) {
            const double aside = count > 1 ? (static_cast<double>(i) / (count - 1) - 0.5) * kDodge * curves.step : 0;
            addSeries(*rect, curves.series[i], quantity, curves.step, aside, lookOf(curves, curves.series[i], style));
        }
        ++panel;
    }
    if (!beside)
        grid->setRowStretchFactor(kPanels - 1, kWithAxis);
}

} // namespace interleave
