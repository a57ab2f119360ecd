// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_draw.h"
#include "app/charts/chart_parts.h"
#include "app/charts/chart_text.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::size_t kNamed = 8; // more processes than this have only their numbers in the legend
constexpr int kLowPanel = 130;    // panels that would be lower stand side by side

/// Rates of one total and its parts, one above the other, so that no line hides another.
class RatePanel
{
public:
    RatePanel(QCPAxisRect &rect, const Rates &rates, const ChartStyle &style, const TimeUnit &unit)
        : m_rect(rect),
          m_rates(rates),
          m_style(style),
          m_unit(unit)
    {}

    /// Returns the highest rate.
    double draw(std::size_t total)
    {
        std::vector<const Rates::Series *> parts;
        for (const Rates::Series &series : m_rates.processes)
            if (series.total == total)
                parts.push_back(&series);
        // Each area goes down to the axis; the next one is drawn over what is not its predecessor's own.
        std::vector<double> heights(m_rates.bins(), 0);
        for (const Rates::Series *part : parts)
            add(heights, *part, 1);
        const std::vector<double> whole = heights;
        for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
            const QColor color = m_style.theme.actor((*part)->actor);
            addSteps(heights, QPen(m_style.theme.card, 0.7), color);
            add(heights, **part, -1);
        }
        addSteps(whole, QPen(m_style.theme.text, 1.8), {});
        return whole.empty() ? 0 : *std::max_element(whole.begin(), whole.end());
    }

private:
    void add(std::vector<double> &heights, const Rates::Series &series, double sign) const
    {
        for (std::size_t bin = 0; bin < heights.size(); ++bin)
            heights[bin] = std::max(0.0, heights[bin] + sign * m_rates.rate(series, bin));
    }
    void addSteps(const std::vector<double> &heights, QPen pen, const QColor &fill)
    {
        auto *graph = new QCPGraph(m_rect.axis(QCPAxis::atBottom), m_rect.axis(QCPAxis::atLeft));
        QVector<double> keys, values;
        for (std::size_t bin = 0; bin < heights.size(); ++bin) {
            keys << m_rates.binNs * static_cast<double>(bin) / m_unit.ns;
            values << heights[bin];
        }
        keys << m_rates.endNs / m_unit.ns;
        values << (values.isEmpty() ? 0 : values.last());
        graph->setData(keys, values, true);
        graph->setLineStyle(QCPGraph::lsStepLeft);
        pen.setJoinStyle(Qt::MiterJoin);
        graph->setPen(pen);
        if (fill.isValid())
            graph->setBrush(fill);
        graph->setAdaptiveSampling(false);
    }

    QCPAxisRect &m_rect;
    const Rates &m_rates;
    const ChartStyle &m_style;
    const TimeUnit &m_unit;
};

std::vector<KeyEntry> keyOf(const Rates &rates, const ChartStyle &style)
{
    if (rates.processes.size() < 2)
        return {};
    std::vector<KeyEntry> key{{KeyEntry::Line, QStringLiteral("together"), style.theme.text, 1.8}};
    for (const Rates::Series &series : rates.processes) {
        const bool named = rates.processes.size() <= kNamed || &series == &rates.processes.front();
        key.push_back({KeyEntry::Fill, named ? series.name : QString::number(series.actor + 1),
                       style.theme.actor(series.actor), 1});
    }
    return key;
}

} // namespace

void drawRates(QCustomPlot &plot, const Rates &rates, const ChartStyle &style, QSize size)
{
    resetPlot(plot, style);
    QCPLayoutGrid *grid = layOut(plot, keyOf(rates, style), style, size);
    const TimeUnit unit = timeUnitFor(rates.endNs);
    const auto panels = static_cast<int>(rates.totals.size());
    const bool beside = panels > 1 && size.height() < panels * kLowPanel;
    const QSize each(beside ? size.width() / panels : size.width(), beside ? size.height() : size.height() / panels);
    double highest = 0;
    std::vector<QCPAxisRect *> rects;
    for (int panel = 0; panel < panels; ++panel) {
        QCPAxisRect *rect = addAxes(plot, *grid, beside ? 0 : panel, beside ? panel : 0, style);
        highest = std::max(highest, RatePanel(*rect, rates, style, unit).draw(static_cast<std::size_t>(panel)));
        rects.push_back(rect);
    }
    for (int panel = 0; panel < panels; ++panel) {
        QCPAxis *x = rects[static_cast<std::size_t>(panel)]->axis(QCPAxis::atBottom);
        QCPAxis *y = rects[static_cast<std::size_t>(panel)]->axis(QCPAxis::atLeft);
        x->setRange(0, rates.endNs / unit.ns);
        if (beside || panel + 1 == panels)
            x->setLabel(QStringLiteral("time since the start (%1)").arg(unit.name));
        setNumberTicks(*x, each.width() / 90, false);
        setGrid(*x, Grid::None);
        y->setRange(0, highest * 1.06); // the same for all, so that they can be compared
        const QString &what = panels == 1 ? rates.plural : rates.totals[static_cast<std::size_t>(panel)].name;
        const QString label = QStringLiteral("%1 per second").arg(what);
        const bool fits = style.textWidth(label) < each.height() - 50;
        y->setLabel(fits ? label : QStringLiteral("%1/s").arg(what));
        setShortNumberTicks(*y, (each.height() - 60) / 32);
    }
}

} // namespace interleave
