// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_draw.h"
#include "app/charts/chart_parts.h"
#include "app/charts/chart_text.h"

#include <QFontMetrics>

#include <algorithm>

namespace interleave {

namespace {

enum class Kind { Right, Wrong };

struct BarLook {
    QColor fill;
    QPen pen;
};

// The first series is filled, the second outlined; right is dark, wrong is light: this holds in grey too.
BarLook lookOf(Kind kind, std::size_t series, const ChartStyle &style)
{
    const QColor line = kind == Kind::Right ? style.theme.right : style.theme.loss;
    const QColor soft = kind == Kind::Right ? style.theme.right : style.theme.lossSoft;
    if (series == 0)
        return {soft, QPen(line, 1)};
    QPen pen(line, 1.2);
    pen.setDashPattern({3, 2});
    return {style.theme.card, pen};
}

const std::vector<std::uint64_t> &countsOf(const OutcomeBars::Bar &bar, Kind kind)
{
    return kind == Kind::Right ? bar.right : bar.wrong;
}

bool occurs(const OutcomeBars &bars, Kind kind, std::size_t series)
{
    return std::any_of(bars.bars.begin(), bars.bars.end(),
                       [&](const OutcomeBars::Bar &bar) { return countsOf(bar, kind)[series] > 0; });
}

double middle(const OutcomeBars::Bar &bar, const OutcomeBars &bars, std::size_t series, double width)
{
    const double center = (bar.from + bar.to) / 2;
    return center + (static_cast<double>(series) - static_cast<double>(bars.series.size() - 1) / 2) * width;
}

QString nameOf(Kind kind, const OutcomeBars &bars, std::size_t series)
{
    const QString word = kind == Kind::Right ? QStringLiteral("✓ right") : QStringLiteral("✕ wrong");
    return bars.series.size() > 1 ? QStringLiteral("%1, %2").arg(word, bars.series[series].name) : word;
}

void drawCounts(QCPPainter &painter, const OutcomeBars &bars, const ChartStyle &style, const QCPBars &place,
                double width)
{
    const QFontMetrics metrics(style.font());
    painter.setFont(style.font());
    painter.setPen(style.theme.text);
    const double room = std::abs(place.coordsToPixels(width, 0).x() - place.coordsToPixels(0, 0).x()) * 1.1;
    for (const OutcomeBars::Bar &bar : bars.bars)
        for (std::size_t series = 0; series < bars.series.size(); ++series) {
            const std::uint64_t sum = bar.right[series] + bar.wrong[series];
            if (sum == 0)
                continue;
            QString text = countText(static_cast<std::int64_t>(sum));
            if (bar.wrong[series] == 0)
                text = QStringLiteral("✓\u00a0") + text;
            const double wide = metrics.horizontalAdvance(text);
            if (bars.numeric && wide > room)
                continue;
            const QPointF end = place.coordsToPixels(middle(bar, bars, series, width), static_cast<double>(sum));
            if (bars.numeric) {
                // The line at the right result does not cross its count.
                painter.fillRect(QRectF(end.x() - wide / 2, end.y() - 4 - metrics.ascent(), wide, metrics.ascent() + 2),
                                 style.theme.card);
                painter.drawText(QPointF(end.x() - wide / 2, end.y() - 4), text);
            } else {
                painter.drawText(QPointF(end.x() + 5, end.y() + metrics.capHeight() / 2.0), text);
            }
        }
}

void setResultTicks(QCPAxis &axis, const OutcomeBars &bars, const ChartStyle &style, QSize size)
{
    if (bars.numeric) {
        double least = bars.expected, most = bars.expected;
        for (const OutcomeBars::Bar &bar : bars.bars) {
            least = std::min(least, bar.from);
            most = std::max(most, bar.to);
        }
        const double edge = std::max(bars.step, (most - least) * 0.03);
        axis.setRange(least - edge, most + edge);
        setNumberTicks(axis, size.width() / 90, true);
        return;
    }
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    const QFontMetrics metrics(style.font());
    for (const OutcomeBars::Bar &bar : bars.bars)
        ticker->addTick(bar.from, metrics.elidedText(bar.label, Qt::ElideRight, size.width() * 2 / 5));
    axis.setTicker(ticker);
    axis.setTickLength(0, 0);
    axis.setRange(-0.6, static_cast<double>(bars.bars.size()) - 0.4);
    axis.setRangeReversed(true);
}

} // namespace

void drawOutcomes(QCustomPlot &plot, const OutcomeBars &bars, const ChartStyle &style, QSize size)
{
    resetPlot(plot, style);
    std::vector<KeyEntry> key;
    for (std::size_t series = 0; series < bars.series.size(); ++series)
        for (const Kind kind : {Kind::Right, Kind::Wrong})
            if (occurs(bars, kind, series))
                key.push_back({KeyEntry::Fill, nameOf(kind, bars, series), lookOf(kind, series, style).fill, 1,
                               lookOf(kind, series, style).pen});
    if (bars.numeric)
        key.push_back({KeyEntry::Dashed,
                       QStringLiteral("right is %1").arg(countText(static_cast<std::int64_t>(bars.expected))),
                       style.theme.muted, 1.2});
    QCPLayoutGrid *grid = layOut(plot, std::move(key), style, size);
    QCPAxisRect *rect = addAxes(plot, *grid, 0, 0, style);
    QCPAxis *bottom = rect->axis(QCPAxis::atBottom);
    QCPAxis *left = rect->axis(QCPAxis::atLeft);
    QCPAxis *results = bars.numeric ? bottom : left;
    QCPAxis *runs = bars.numeric ? left : bottom;

    const double width = (bars.numeric ? bars.step : 1.0) * 0.86 / static_cast<double>(bars.series.size());
    QCPBars *some = nullptr;
    for (std::size_t series = 0; series < bars.series.size(); ++series) {
        QCPBars *below = nullptr;
        for (const Kind kind : {Kind::Right, Kind::Wrong}) {
            auto *set = new QCPBars(results, runs);
            QVector<double> keys, values;
            for (const OutcomeBars::Bar &bar : bars.bars) {
                if (countsOf(bar, kind)[series] == 0) // it would be a line on top of the other
                    continue;
                keys << middle(bar, bars, series, width);
                values << static_cast<double>(countsOf(bar, kind)[series]);
            }
            set->setData(keys, values, true);
            set->setWidth(width);
            set->setBrush(lookOf(kind, series, style).fill);
            set->setPen(lookOf(kind, series, style).pen);
            if (below)
                set->moveAbove(below);
            below = some = set;
        }
    }

    double highest = 1;
    for (const OutcomeBars::Bar &bar : bars.bars)
        for (std::size_t series = 0; series < bars.series.size(); ++series)
            highest = std::max(highest, static_cast<double>(bar.right[series] + bar.wrong[series]));
    setResultTicks(*results, bars, style, size);
    setGrid(*results, Grid::None);
    results->setLabel(bars.axis);
    // Counts stand above the bars, or behind them.
    const double room = bars.numeric ? (style.lineHeight() + 6.0) / std::max(50, size.height() - 70)
                                     : 40.0 / std::max(100, size.width() - 120);
    runs->setRange(0, highest * (1 + 1.4 * room));
    runs->setLabel(QStringLiteral("runs"));
    setNumberTicks(*runs, bars.numeric ? (size.height() - 60) / 32 : size.width() / 90, true);
    new DrawnItem(&plot, rect, [bars, style, rect, some, width, results](QCPPainter &painter) {
        if (bars.numeric) {
            QPen pen(style.theme.muted, 1.2);
            pen.setDashPattern({4, 3});
            painter.setPen(pen);
            const double at = results->coordToPixel(bars.expected);
            painter.drawLine(QPointF(at, rect->top()), QPointF(at, rect->bottom()));
        }
        drawCounts(painter, bars, style, *some, width);
    });
}

} // namespace interleave
