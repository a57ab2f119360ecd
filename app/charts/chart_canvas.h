// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_data.h"
#include "app/charts/chart_style.h"

#include <QPixmap>
#include <QWidget>

#include <memory>

class QCustomPlot;

namespace interleave {

/// Draws one chart, as large as it is itself: laid out at 100 % and drawn at the scale of the window, so that writing,
/// lines and distances grow alike.
class ChartCanvas : public QWidget
{
    Q_OBJECT

public:
    explicit ChartCanvas(QWidget *parent = nullptr);
    ~ChartCanvas() override;

    /// `chart` is drawn until the next call, and outlives that; null: nothing. `scale`: 1 at 100 %.
    void setChart(const ChartData *chart, const ChartStyle &style, double scale);

protected:
    /// What is drawn, laid out at 100 %.
    const QCustomPlot &plot() const { return *m_plot; }
    const ChartData *data() const { return m_data; }
    double scale() const { return m_scale; }

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void draw();

    std::unique_ptr<QCustomPlot> m_plot; // never on the screen itself: it has no scale of its own
    const ChartData *m_data = nullptr;
    ChartStyle m_style;
    double m_scale = 1;
    QPixmap m_pixels; // null: to be drawn
};

} // namespace interleave
