// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_data.h"
#include "app/style/theme.h"

#include <QColor>
#include <QFont>
#include <QPen>

#include <cmath>

class QCPAxis;
class QCPAxisRect;
class QCPLayoutGrid;
class QCustomPlot;

namespace interleave {

/// How charts look: the window's theme in the window, the print theme in figures.
struct ChartStyle {
    Theme theme;
    int pixels = 12; ///< height of all text; at 96 dpi 12 px are 9 pt

    QFont font(int weight = QFont::Normal) const { return theme.font(pixels, weight); }
    int lineHeight() const;
    int textWidth(const QString &text, int weight = QFont::Normal) const;

    /// Fills that differ in lightness too, so that they can be told apart in grey.
    QColor stateFill(StateTimes::State state) const;
    QColor stateText(StateTimes::State state) const;
    QPen outline() const; ///< around fills
};

/// Takes everything out of the plot, axes included, and gives it the style's background.
void resetPlot(QCustomPlot &plot, const ChartStyle &style);

/// New axes, left and bottom only, in a cell of `grid`.
QCPAxisRect *addAxes(QCustomPlot &plot, QCPLayoutGrid &grid, int row, int column, const ChartStyle &style);

enum class Grid { None, Lines };
void setGrid(QCPAxis &axis, Grid grid);

/// Ticks at round numbers, whole ones when `whole`; about `count` of them. The last is given the unit, if any.
void setNumberTicks(QCPAxis &axis, int count, bool whole, const QString &unit = {}, double most = HUGE_VAL);
/// Ticks at first, first + step, … up to last, as many of them as have room on `pixels`.
void setStepTicks(QCPAxis &axis, double first, double step, double last, int pixels);
/// The same as setNumberTicks(), labelled "20 k", "1.5 M".
void setShortNumberTicks(QCPAxis &axis, int count, bool whole = false);
/// Ticks at 1 ns, 10 ns, 100 ns, 1 µs …, as many as have room on `pixels`, on a logarithmic scale over whole decades
/// around [low, high] ns.
void setDurationTicks(QCPAxis &axis, double low, double high, int pixels);
/// Ticks at 1, 10, 100 … on a logarithmic scale from `low` to `high`, both above 0; none far above `highest`, where
/// there is no data but labels.
void setLogCountTicks(QCPAxis &axis, double low, double high, double highest, int pixels);

} // namespace interleave
