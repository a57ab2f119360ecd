// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_draw.h"

#include <algorithm>

namespace interleave {

namespace {

template <typename... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

int usualHeight(int width)
{
    return width > 450 ? width * 9 / 20 : width * 7 / 10;
}

} // namespace

void drawChart(QCustomPlot &plot, const ChartData &data, const ChartStyle &style, QSize size)
{
    std::visit(Overloaded{
                   [&](const NoData &) { resetPlot(plot, style); },
                   [&](const StateTimes &times) { drawStates(plot, times, style, size); },
                   [&](const Histograms &histograms) { drawHistograms(plot, histograms, style, size); },
                   [&](const Rates &rates) { drawRates(plot, rates, style, size); },
                   [&](const ValueCurve &curve) { drawValue(plot, curve, style, size); },
                   [&](const OutcomeBars &bars) { drawOutcomes(plot, bars, style, size); },
                   [&](const SweepCurves &curves) { drawSweep(plot, curves, style, size); },
                   [&](const OrderBars &bars) { drawOrders(plot, bars, style, size); },
               },
               data);
}

int preferredHeight(const ChartData &data, int width)
{
    return std::visit(
        Overloaded{
            [](const NoData &) { return 48; },
            [](const StateTimes &times) {
                const int words = times.remark().isEmpty() ? 0 : 34; // two lines
                return 90 + words + std::clamp(static_cast<int>(times.rows.size()) * 24, 48, 480);
            },
            [width](const Histograms &histograms) {
                const int panels = static_cast<int>(histograms.panels.size());
                const int columns = histogramColumns(panels, width);
                const int rows = (panels + columns - 1) / columns;
                return rows == 1 && columns == 1 ? usualHeight(width) : rows * 190;
            },
            [width](const OutcomeBars &bars) {
                return bars.numeric ? usualHeight(width) : 80 + static_cast<int>(bars.bars.size()) * 28;
            },
            [](const SweepCurves &) { return 520; }, // three panels, one below the other
            [](const OrderBars &bars) { return 46 + static_cast<int>(bars.bars.size()) * 24; },
            [width](const Rates &rates) {
                const auto panels = static_cast<int>(rates.totals.size());
                return panels == 1 ? usualHeight(width) : panels * 180;
            },
            [width](const auto &) { return usualHeight(width); },
        },
        data);
}

} // namespace interleave
