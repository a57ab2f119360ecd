// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_canvas.h"

namespace interleave {

/// The outcomes of all orders as bars one below the other, each of which can be chosen: by a click, or by arrows and
/// Enter.
class OrdersChart : public ChartCanvas
{
    Q_OBJECT

public:
    explicit OrdersChart(QWidget *parent = nullptr);

    /// What to draw; −1: none is chosen.
    void setBars(ChartData bars, const ChartStyle &style, double scale);
    void setChosen(int bar);
    int chosen() const { return m_chosen; }
    int count() const;
    /// Of that bar with its words, in the coordinates of this; empty before it was drawn.
    QRectF rowOf(int bar) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void barChosen(int bar);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    const OrderBars *bars() const;
    int barAt(QPointF point) const;
    void point(int bar);
    void describe();

    ChartData m_bars;
    int m_chosen = -1;
    int m_pointed = -1; // by pointer or keys
};

} // namespace interleave
