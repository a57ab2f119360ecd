// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_draw.h"
#include "app/charts/chart_parts.h"
#include "app/charts/chart_text.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::size_t kNamed = 8; // more processes than this share one legend entry

double addSteps(QCPAxisRect &rect, const Rates &rates, const Rates::Series &series, double unit, const QPen &pen)
{
    auto *graph = new QCPGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    QVector<double> keys, values;
    double highest = 0;
    for (std::size_t bin = 0; bin < rates.bins(); ++bin) {
        keys << rates.binNs * static_cast<double>(bin) / unit;
        values << rates.rate(series, bin);
        highest = std::max(highest, values.last());
    }
    keys << rates.endNs / unit;
    values << values.last();
    graph->setData(keys, values, true);
    graph->setLineStyle(QCPGraph::lsStepLeft);
    graph->setPen(pen);
    graph->setAdaptiveSampling(false);
    return highest;
}

QPen linePen(const QColor &color, qreal width, bool dashed)
{
    QPen pen(color, width);
    pen.setJoinStyle(Qt::MiterJoin);
    if (dashed)
        pen.setDashPattern({2, 1.5});
    return pen;
}

} // namespace

void drawRates(QCustomPlot &plot, const Rates &rates, const ChartStyle &style, QSize size)
{
    resetPlot(plot, style);
    const bool single = rates.totals.size() == 1;
    const bool alone = single && rates.processes.size() == 1;
    std::vector<KeyEntry> key;
    for (std::size_t i = 0; i < rates.totals.size(); ++i)
        key.push_back({i == 0 ? KeyEntry::Line : KeyEntry::Dashed,
                       single ? QStringLiteral("all processes") : rates.totals[i].name, style.theme.text, 2});
    if (alone)
        key.clear();
    else if (rates.processes.size() <= kNamed)
        for (const Rates::Series &series : rates.processes)
            key.push_back({KeyEntry::Line, series.name, style.theme.actor(series.actor), 1.2});
    else
        key.push_back({KeyEntry::Line, QStringLiteral("each of %1 processes").arg(rates.processes.size()),
                       style.theme.actor(0), 1.2});

    QCPLayoutGrid *grid = layOut(plot, std::move(key), style, size);
    QCPAxisRect *rect = addAxes(plot, *grid, 0, 0, style);
    const TimeUnit unit = timeUnitFor(rates.endNs);
    double highest = 0;
    if (!alone)
        for (const Rates::Series &series : rates.processes)
            highest = std::max(
                highest, addSteps(*rect, rates, series, unit.ns, linePen(style.theme.actor(series.actor), 1.2, false)));
    for (std::size_t i = 0; i < rates.totals.size(); ++i)
        highest = std::max(highest,
                           addSteps(*rect, rates, rates.totals[i], unit.ns, linePen(style.theme.text, 2, i > 0)));

    QCPAxis *x = rect->axis(QCPAxis::atBottom);
    QCPAxis *y = rect->axis(QCPAxis::atLeft);
    x->setRange(0, rates.endNs / unit.ns);
    x->setLabel(QStringLiteral("time since the start (%1)").arg(unit.name));
    setNumberTicks(*x, size.width() / 90, false);
    setGrid(*x, Grid::None);
    y->setRange(0, highest * 1.06);
    y->setLabel(QStringLiteral("%1 per second").arg(rates.plural));
    setShortNumberTicks(*y, (size.height() - 60) / 32);
}

} // namespace interleave
