// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_canvas.h"

#include "app/charts/chart_draw.h"
#include "app/charts/plot_library.h"

#include <QPainter>

namespace interleave {

ChartCanvas::ChartCanvas(QWidget *parent) : QWidget(parent), m_plot(std::make_unique<QCustomPlot>())
{
    // Clicks and wheels are for whoever is around: a chart has nothing to drag.
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

ChartCanvas::~ChartCanvas() = default;

void ChartCanvas::setChart(const ChartData *chart, const ChartStyle &style, double scale)
{
    m_data = chart;
    m_style = style;
    m_scale = scale;
    m_pixels = QPixmap();
    update();
}

void ChartCanvas::draw()
{
    const double ratio = devicePixelRatioF();
    const QSize room = (QSizeF(size()) / m_scale).toSize();
    drawChart(*m_plot, *m_data, m_style, room);
    m_pixels = m_plot->toPixmap(room.width(), room.height(), m_scale * ratio);
    m_pixels.setDevicePixelRatio(ratio);
}

void ChartCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.theme.card);
    if (m_data == nullptr || size().isEmpty())
        return;
    if (m_pixels.isNull() || m_pixels.devicePixelRatio() != devicePixelRatioF())
        draw();
    painter.drawPixmap(0, 0, m_pixels);
}

void ChartCanvas::resizeEvent(QResizeEvent *)
{
    m_pixels = QPixmap();
}

} // namespace interleave
