// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_draw.h"
#include "app/charts/chart_parts.h"
#include "app/charts/chart_text.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

using OrderBar = OrderBars::Bar;
using OrderKind = OrderBars::Kind;

constexpr double kBelowOneOrder = -0.35; // where a logarithmic axis begins: a single order is a bar, too
constexpr int kMarkWidth = 18;           // room of ✓ or ✕
constexpr int kWordsFrom = 330;          // width below which the word beside the mark goes

QColor lineOf(OrderKind kind, const Theme &theme)
{
    return kind == OrderKind::Right ? theme.right : theme.loss;
}

/// Right is dark, wrong is light: this holds in grey too.
QColor fillOf(OrderKind kind, const Theme &theme)
{
    return kind == OrderKind::Right ? theme.right : theme.lossSoft;
}

QString wordOf(OrderKind kind)
{
    return kind == OrderKind::Right ? QStringLiteral("right")
        : kind == OrderKind::Wrong  ? QStringLiteral("wrong")
                                    : QString();
}

/// "416 · 45 %", "≥ 416".
QString textOf(const OrderBars &bars, const OrderBar &bar, bool brief)
{
    const QString count = brief ? bar.brief : bar.count;
    if (!bars.exact)
        return QStringLiteral("≥\u00a0") + count;
    return count + QStringLiteral("\u2002·\u2002") + bar.share;
}

int widestText(const OrderBars &bars, bool brief, const ChartStyle &style)
{
    int widest = 0;
    for (const OrderBar &bar : bars.bars)
        widest = std::max(widest, style.textWidth(textOf(bars, bar, brief)));
    return widest;
}

/// Mark, result, and word, in columns left of the bars.
struct Names {
    int result = 0, word = 0; // widths
    int all() const { return 4 + kMarkWidth + result + (word > 0 ? word + 8 : 0) + 8; }
};

Names namesOf(const OrderBars &bars, const ChartStyle &style, int width)
{
    Names names;
    for (const OrderBar &bar : bars.bars) {
        names.result = std::max(names.result, style.textWidth(bar.result, QFont::DemiBold) + 2); // a fraction is lost
        if (width >= kWordsFrom)
            names.word = std::max(names.word, style.textWidth(wordOf(bar.kind)));
    }
    names.result = std::min(names.result, width * 2 / 5);
    return names;
}

void drawTick(QCPPainter &painter, QPointF center, const QColor &color)
{
    painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF{center + QPointF(-4.5, 0.5), center + QPointF(-1.2, 4), center + QPointF(5, -4)});
}

/// Of the axis, so that behind no bar its number ends beyond it.
double lengthShare(const OrderBars &bars, const ChartStyle &style, double room, bool brief, double most)
{
    double share = 1;
    for (const OrderBar &bar : bars.bars) {
        const double length = bars.logarithmic ? (bar.log - kBelowOneOrder) / (std::max(1.0, most) - kBelowOneOrder)
                                               : std::pow(10.0, bar.log - most);
        const double left = room - style.textWidth(textOf(bars, bar, brief)) - 12;
        share = std::min(share, std::max(0.15, left / room / std::max(length, 1e-9)));
    }
    return share;
}

/// Numbers stand behind the bars, which leave them room.
void setOrdersAxis(QCPAxis &orders, const OrderBars &bars, const ChartStyle &style, double room, bool brief)
{
    double most = 0;
    for (const OrderBar &bar : bars.bars)
        most = std::max(most, bar.log);
    const double share = lengthShare(bars, style, room, brief, most);
    if (bars.logarithmic) {
        setLogCountTicks(orders, std::pow(10.0, kBelowOneOrder),
                         std::pow(10.0, kBelowOneOrder + (std::max(1.0, most) - kBelowOneOrder) / share),
                         std::pow(10.0, most), static_cast<int>(room / 2.5));
        orders.setSubTicks(false);
    } else {
        orders.setRange(0, std::pow(10.0, most) / share);
        setShortNumberTicks(orders, std::max(2, static_cast<int>(room / 90)), true);
    }
    orders.setLabel(bars.logarithmic ? QStringLiteral("orders, logarithmic") : QStringLiteral("orders"));
}

void setResultsAxis(QCPAxis &results, std::size_t rows)
{
    results.setRange(-0.5, static_cast<double>(rows) - 0.5);
    results.setRangeReversed(true);
    results.setTicks(false);
    results.setTickLabels(false);
    setGrid(results, Grid::None);
}

void addBars(QCPAxis *results, QCPAxis *orders, const OrderBars &bars, const Theme &theme)
{
    for (const OrderKind kind : {OrderKind::Right, OrderKind::Wrong, OrderKind::Deadlock}) {
        auto *set = new QCPBars(results, orders);
        QVector<double> keys, values;
        for (std::size_t i = 0; i < bars.bars.size(); ++i)
            if (bars.bars[i].kind == kind) {
                keys << static_cast<double>(i);
                values << std::pow(10.0, bars.bars[i].log);
            }
        set->setData(keys, values, true);
        set->setWidth(0.66);
        set->setBaseValue(bars.logarithmic ? std::pow(10.0, kBelowOneOrder) : 0);
        set->setBrush(fillOf(kind, theme));
        set->setPen(QPen(lineOf(kind, theme), kind == OrderKind::Deadlock ? 2 : 1));
    }
}

/// Beside the bar at height `y`, from `left` on.
void drawName(QCPPainter &painter, const OrderBar &bar, const ChartStyle &style, const Names &names, double left,
              double y)
{
    const double baseline = y + QFontMetrics(style.font()).capHeight() / 2.0;
    const QPointF mark(left + 7, y);
    bar.kind == OrderKind::Right ? drawTick(painter, mark, style.theme.right)
                                 : drawCross(painter, mark, 4, style.theme.loss);
    painter.setFont(style.font(QFont::DemiBold));
    painter.setPen(style.theme.text);
    const QString result =
        QFontMetrics(style.font(QFont::DemiBold)).elidedText(bar.result, Qt::ElideRight, names.result);
    painter.drawText(QPointF(left + kMarkWidth, baseline), result);
    painter.setFont(style.font());
    painter.setPen(style.theme.muted);
    if (names.word > 0)
        painter.drawText(QPointF(left + kMarkWidth + names.result + 8, baseline), wordOf(bar.kind));
}

void drawNumber(QCPPainter &painter, const QString &number, const ChartStyle &style, QPointF end)
{
    painter.setFont(style.font());
    painter.setPen(style.theme.text);
    painter.drawText(end + QPointF(8, QFontMetrics(style.font()).capHeight() / 2.0), number);
}

} // namespace

void drawOrders(QCustomPlot &plot, const OrderBars &bars, const ChartStyle &style, QSize size)
{
    resetPlot(plot, style);
    const Names names = namesOf(bars, style, size.width());
    QCPLayoutGrid *grid = layOut(plot, {}, style, size);
    QCPAxisRect *rect = addAxes(plot, *grid, 0, 0, style);
    rect->setMinimumMargins(QMargins(names.all(), 2, 6, 2));
    QCPAxis *results = rect->axis(QCPAxis::atLeft), *orders = rect->axis(QCPAxis::atBottom);
    const double room = std::max(60, size.width() - names.all() - 12);
    const bool brief = widestText(bars, false, style) > room * 0.45;
    setResultsAxis(*results, bars.bars.size());
    setOrdersAxis(*orders, bars, style, room, brief);
    addBars(results, orders, bars, style.theme);
    new DrawnItem(&plot, rect, [bars, style, rect, results, orders, names, brief](QCPPainter &painter) {
        painter.setClipping(false);
        for (std::size_t i = 0; i < bars.bars.size(); ++i) {
            const OrderBar &bar = bars.bars[i];
            const double y = results->coordToPixel(static_cast<double>(i));
            drawName(painter, bar, style, names, rect->left() - names.all() + 4, y);
            const double end = orders->coordToPixel(std::pow(10.0, bar.log));
            drawNumber(painter, textOf(bars, bar, brief), style, {end, y});
        }
    });
}

} // namespace interleave
