// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_data.h"
#include "app/charts/chart_style.h"

#include <QSize>

class QCustomPlot;

namespace interleave {

/// Turns numbers into a plot: resets it, adds axes and data, does not replot. `size` is the picture's, in logical
/// pixels; what depends on room (ticks, rows of the legend, small multiples) is decided by it, so a resized plot is
/// drawn anew. Each is given data of its own kind.
void drawStates(QCustomPlot &plot, const StateTimes &times, const ChartStyle &style, QSize size);
void drawHistograms(QCustomPlot &plot, const Histograms &histograms, const ChartStyle &style, QSize size);
void drawRates(QCustomPlot &plot, const Rates &rates, const ChartStyle &style, QSize size);
void drawValue(QCustomPlot &plot, const ValueCurve &curve, const ChartStyle &style, QSize size);
void drawOutcomes(QCustomPlot &plot, const OutcomeBars &bars, const ChartStyle &style, QSize size);
void drawSweep(QCustomPlot &plot, const SweepCurves &curves, const ChartStyle &style, QSize size);
void drawOrders(QCustomPlot &plot, const OrderBars &bars, const ChartStyle &style, QSize size);

/// Whichever fits; NoData leaves an empty plot (its sentence is text, not a chart).
void drawChart(QCustomPlot &plot, const ChartData &data, const ChartStyle &style, QSize size);

/// The height at which that chart reads well at this width.
int preferredHeight(const ChartData &data, int width);

/// Columns of small multiples.
int histogramColumns(int panels, int width);

} // namespace interleave
