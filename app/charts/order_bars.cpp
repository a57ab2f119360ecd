// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/order_bars.h"

#include "app/charts/plot_library.h"
#include "app/style/appearance.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace interleave {

namespace {

constexpr int kRow = 24;  // of a bar
constexpr int kAxis = 42; // below the bars

/// In words, for who cannot see it.
QString wordsOfBar(const OrderBars &bars, int index)
{
    const OrderBars::Bar &bar = bars.bars[static_cast<std::size_t>(index)];
    const QString kind = bar.kind == OrderBars::Kind::Right ? QStringLiteral("right") : QStringLiteral("wrong");
    const QString orders = bar.count == u'1' ? QStringLiteral("order") : QStringLiteral("orders");
    return QStringLiteral("%1, %2: %3%4 %5%6")
        .arg(bar.result, kind, bars.exact ? QString() : QStringLiteral("at least "), bar.count, orders,
             bar.share.isEmpty() ? QString() : QStringLiteral(", ") + bar.share);
}

} // namespace

OrdersChart::OrdersChart(QWidget *parent) : ChartCanvas(parent)
{
    setObjectName(QStringLiteral("orderBars"));
    setAttribute(Qt::WA_TransparentForMouseEvents, false);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(QStringLiteral("Outcomes of all orders"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void OrdersChart::setBars(ChartData bars, const ChartStyle &style, double scale)
{
    m_bars = std::move(bars);
    if (m_chosen >= count())
        m_chosen = -1;
    setChart(std::holds_alternative<OrderBars>(m_bars) ? &m_bars : nullptr, style, scale);
    updateGeometry();
    describe();
}

void OrdersChart::setChosen(int bar)
{
    m_chosen = bar;
    describe();
    update();
}

const OrderBars *OrdersChart::bars() const
{
    return std::get_if<OrderBars>(&m_bars);
}

int OrdersChart::count() const
{
    return bars() != nullptr ? static_cast<int>(bars()->bars.size()) : 0;
}

QSize OrdersChart::sizeHint() const
{
    return {appearance().px(220), appearance().px(count() * kRow + kAxis)};
}

QRectF OrdersChart::rowOf(int bar) const
{
    if (bar < 0 || bar >= count() || plot().axisRectCount() == 0)
        return {};
    const QRect axes = plot().axisRect(0)->rect();
    const double height = double(axes.height()) / count();
    return {0, (axes.top() + bar * height) * scale(), double(width()), height * scale()};
}

int OrdersChart::barAt(QPointF point) const
{
    for (int bar = 0; bar < count(); ++bar)
        if (rowOf(bar).contains(point))
            return bar;
    return -1;
}

void OrdersChart::point(int bar)
{
    if (bar == m_pointed)
        return;
    m_pointed = bar;
    describe();
    update();
}

void OrdersChart::describe()
{
    const int told = m_pointed >= 0 && m_pointed < count() ? m_pointed : m_chosen;
    setAccessibleDescription(bars() != nullptr && told >= 0 ? wordsOfBar(*bars(), told) : QString());
}

void OrdersChart::paintEvent(QPaintEvent *event)
{
    ChartCanvas::paintEvent(event);
    if (bars() == nullptr)
        return;
    const Theme &theme = appearance().theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto frame = [&](int bar, const QColor &color, qreal width) {
        painter.setPen(QPen(color, width));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rowOf(bar).adjusted(1, 1, -1, -1), 4, 4);
    };
    if (m_pointed >= 0 && m_pointed < count() && m_pointed != m_chosen)
        frame(m_pointed, theme.borderStrong, 1);
    if (m_chosen >= 0)
        frame(m_chosen, theme.accent, 2);
}

void OrdersChart::mousePressEvent(QMouseEvent *event)
{
    const int bar = barAt(event->position());
    if (event->button() == Qt::LeftButton && bar >= 0)
        emit barChosen(bar);
    else
        event->ignore();
}

void OrdersChart::mouseMoveEvent(QMouseEvent *event)
{
    const int bar = barAt(event->position());
    setCursor(bar >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    point(bar);
}

void OrdersChart::leaveEvent(QEvent *)
{
    point(-1);
}

void OrdersChart::focusInEvent(QFocusEvent *event)
{
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        point(std::max(0, m_chosen));
    ChartCanvas::focusInEvent(event);
}

void OrdersChart::focusOutEvent(QFocusEvent *event)
{
    point(-1);
    ChartCanvas::focusOutEvent(event);
}

void OrdersChart::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up: return point(std::max(0, m_pointed - 1));
    case Qt::Key_Down: return point(std::min(count() - 1, m_pointed + 1));
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_pointed >= 0)
            emit barChosen(m_pointed);
        return;
    default: event->ignore(); // the window's
    }
}

} // namespace interleave
