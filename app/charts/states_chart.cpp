// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_draw.h"
#include "app/charts/chart_parts.h"
#include "app/charts/chart_text.h"
#include "app/paint/wrapped_lines.h"

#include <QFontMetrics>

#include <algorithm>

namespace interleave {

namespace {

constexpr int kLowHeight = 130; // below, the bars need all the room

QString stateName(StateTimes::State state)
{
    switch (state) {
    case StateTimes::Waiting: return QStringLiteral("waiting");
    case StateTimes::Holding: return QStringLiteral("holding a lock");
    case StateTimes::Wanted: return QStringLiteral("holding, others wait");
    case StateTimes::Between: return QStringLiteral("in quick accesses");
    case StateTimes::Window: return QStringLiteral("between reading and writing");
    case StateTimes::Resting: return QStringLiteral("resting");
    case StateTimes::HeldUp: return QStringLiteral("held up by recording");
    default: return QStringLiteral("no shared access");
    }
}

bool occurs(const StateTimes &times, std::size_t state)
{
    return std::any_of(times.rows.begin(), times.rows.end(), [state](const auto &row) { return row.ns[state] > 0; });
}

// "process 1" while there is room, then "1", then every second, fifth … of them.
QSharedPointer<QCPAxisTicker> processTicker(const StateTimes &times, const ChartStyle &style, int height, int width)
{
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    const double perRow = static_cast<double>(height) / static_cast<double>(times.rows.size());
    int every = 1;
    for (const int step : {2, 4, 8, 16})
        if (perRow * every < style.lineHeight())
            every = step;
    for (std::size_t i = 0; i < times.rows.size(); i += static_cast<std::size_t>(every)) {
        const int actor = times.rows[i].actor;
        QString label = processName(actor);
        if (width > 500 && !times.rows[i].role.isEmpty())
            label += QStringLiteral(" · ") + times.rows[i].role;
        ticker->addTick(static_cast<double>(i), label);
    }
    return ticker;
}

void drawShares(QCPPainter &painter, const StateTimes &times, const ChartStyle &style, const QCPAxisRect &rect,
                double unit)
{
    const QCPAxis *x = rect.axis(QCPAxis::atBottom);
    const QCPAxis *y = rect.axis(QCPAxis::atLeft);
    const QFontMetrics metrics(style.font());
    if (std::abs(y->coordToPixel(1) - y->coordToPixel(0)) * 0.7 < metrics.ascent())
        return;
    painter.setFont(style.font());
    for (std::size_t i = 0; i < times.rows.size(); ++i) {
        double from = 0;
        for (std::size_t state = 0; state < StateTimes::kStates; ++state) {
            const double to = from + times.rows[i].ns[state] / unit;
            const double left = x->coordToPixel(from), right = x->coordToPixel(to);
            from = to;
            const double share = times.rows[i].share(static_cast<StateTimes::State>(state));
            const QString text = QStringLiteral("%1\u2009%").arg(qRound(share * 100));
            if (right - left < metrics.horizontalAdvance(text) + 8)
                continue;
            painter.setPen(style.stateText(static_cast<StateTimes::State>(state)));
            painter.drawText(QPointF((left + right - metrics.horizontalAdvance(text)) / 2,
                                     y->coordToPixel(static_cast<double>(i)) + metrics.capHeight() / 2.0),
                             text);
        }
    }
}

} // namespace

void drawStates(QCustomPlot &plot, const StateTimes &times, const ChartStyle &style, QSize size)
{
    resetPlot(plot, style);
    std::vector<KeyEntry> key;
    for (std::size_t state = 0; state < StateTimes::kStates; ++state)
        if (occurs(times, state)) {
            const auto kind = static_cast<StateTimes::State>(state);
            key.push_back({KeyEntry::Fill, stateName(kind), style.stateFill(kind), 1});
        }
    const bool low = size.height() < kLowHeight;
    const QString remark = low ? QString() : times.remark();
    for (const QString &line : wrappedLines(remark, QFontMetrics(style.font()), size.width() - 16))
        key.push_back({KeyEntry::Words, line, {}, 1});
    QCPLayoutGrid *grid = layOut(plot, std::move(key), style, size);
    QCPAxisRect *rect = addAxes(plot, *grid, 0, 0, style);
    QCPAxis *x = rect->axis(QCPAxis::atBottom);
    QCPAxis *y = rect->axis(QCPAxis::atLeft);

    const TimeUnit unit = timeUnitFor(times.longest());
    QCPBars *below = nullptr;
    for (std::size_t state = 0; state < StateTimes::kStates; ++state) {
        if (!occurs(times, state))
            continue;
        auto *bars = new QCPBars(y, x);
        QVector<double> keys, values;
        for (std::size_t i = 0; i < times.rows.size(); ++i) {
            keys << static_cast<double>(i);
            values << times.rows[i].ns[state] / unit.ns;
        }
        bars->setData(keys, values, true);
        bars->setWidth(0.7);
        bars->setBrush(style.stateFill(static_cast<StateTimes::State>(state)));
        bars->setPen(style.outline());
        if (below)
            bars->moveAbove(below);
        below = bars;
    }

    y->setTicker(processTicker(times, style, size.height() - (low ? 48 : 70), size.width()));
    y->setTickLength(0, 0);
    y->setRange(-0.6, static_cast<double>(times.rows.size()) - 0.4);
    y->setRangeReversed(true);
    setGrid(*y, Grid::None);
    x->setRange(0, times.longest() / unit.ns * 1.01);
    if (!low)
        x->setLabel(QStringLiteral("time (%1)").arg(unit.name));
    setNumberTicks(*x, size.width() / 90, false, low ? unit.name : QString());
    new DrawnItem(&plot, rect, [times, style, rect, unit](QCPPainter &painter) {
        drawShares(painter, times, style, *rect, unit.ns);
    });
}

} // namespace interleave
