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

constexpr int kLowBars = 120; // height below which there is no room for words beside and below the axes

struct BarLook {
    QColor fill;
    QPen pen;
};

// Right is dark, wrong is light: this holds in grey too. Of two series the first is light and the second dark, and
// right ones are told by their ✓.
BarLook lookOf(Kind kind, const OutcomeBars &bars, std::size_t series, const ChartStyle &style)
{
    const Theme &theme = style.theme;
    const bool right = kind == Kind::Right, light = bars.series.size() > 1 ? series == 0 : !right;
    const QColor line = right ? theme.right : theme.loss;
    return {light ? (right ? theme.rightSoft : theme.lossSoft) : line, QPen(line, 1)};
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

/// Two series over the same numbers lie one in front of the other, over the same words one below the other.
bool areOverlaid(const OutcomeBars &bars)
{
    return bars.numeric && bars.series.size() > 1;
}

double widthOf(const OutcomeBars &bars, std::size_t series)
{
    const double all = (bars.numeric ? bars.step : 1.0) * 0.86;
    if (areOverlaid(bars))
        return series == 0 ? all : all * 0.5;
    return all / static_cast<double>(bars.series.size());
}

double middle(const OutcomeBars::Bar &bar, const OutcomeBars &bars, std::size_t series)
{
    const double center = (bar.from + bar.to) / 2;
    if (areOverlaid(bars))
        return center;
    return center
        + (static_cast<double>(series) - static_cast<double>(bars.series.size() - 1) / 2) * widthOf(bars, series);
}

std::uint64_t runsOf(const OutcomeBars::Bar &bar, std::size_t series)
{
    return bar.right[series] + bar.wrong[series];
}

/// "✓ right, recorded runs"; "✓ recorded" where there is no room for a second line of key.
QString nameOf(Kind kind, const OutcomeBars &bars, std::size_t series, bool shortened)
{
    const QString word = kind == Kind::Right ? QStringLiteral("✓ right") : QStringLiteral("✕ wrong");
    if (bars.series.size() < 2)
        return word;
    const QString &name = bars.series[series].name;
    if (shortened)
        return word.left(2) + name.section(u' ', 0, 0);
    return QStringLiteral("%1, %2").arg(word, name);
}

/// Results in words stand one below the other. Where there is no room for all of them, the most frequent are named and
/// the others counted together.
OutcomeBars fitting(const OutcomeBars &all, const ChartStyle &style, int height)
{
    const int line = style.lineHeight() * static_cast<int>(all.series.size());
    const auto rows = static_cast<std::size_t>(std::max(2, height / line));
    if (all.numeric || all.bars.size() <= rows)
        return all;
    OutcomeBars some = all;
    some.bars.resize(rows);
    OutcomeBars::Bar &others = some.bars.back();
    for (auto bar = all.bars.begin() + static_cast<std::ptrdiff_t>(rows); bar != all.bars.end(); ++bar)
        for (std::size_t series = 0; series < all.series.size(); ++series) {
            others.right[series] += bar->right[series];
            others.wrong[series] += bar->wrong[series];
        }
    others.label = QStringLiteral("%1 other results").arg(all.bars.size() - rows + 1);
    return some;
}

/// Writes how many runs a bar stands for: above it or, of a bar in front of another, in it. What has no room is left
/// out; the axis says it too.
class CountWriter
{
public:
    CountWriter(QCPPainter &painter, const OutcomeBars &bars, const ChartStyle &style, const QCPBars &place)
        : m_painter(painter),
          m_bars(bars),
          m_style(style),
          m_place(place),
          m_metrics(style.font())
    {
        painter.setFont(style.font());
    }

    void write(const OutcomeBars::Bar &bar, std::size_t series)
    {
        const std::uint64_t runs = runsOf(bar, series);
        if (runs == 0)
            return;
        QString text = countText(static_cast<std::int64_t>(runs));
        if (bar.wrong[series] == 0)
            text = QStringLiteral("✓\u00a0") + text;
        const QPointF end = m_place.coordsToPixels(middle(bar, m_bars, series), static_cast<double>(runs));
        const double wide = m_metrics.horizontalAdvance(text);
        if (!m_bars.numeric)
            return draw(text, {end.x() + 5, end.y() + m_metrics.capHeight() / 2.0}, m_style.theme.text);
        if (areOverlaid(m_bars) && series == 1)
            return writeInFront(bar, text, wide, end);
        const bool covered = areOverlaid(m_bars) && runsOf(bar, 1) > runs;
        if (wide > room(series) || covered)
            return;
        clear(end, wide);
        draw(text, {end.x() - wide / 2, end.y() - 4}, m_style.theme.text);
    }

private:
    void writeInFront(const OutcomeBars::Bar &bar, const QString &text, double wide, QPointF end)
    {
        const double foot = m_place.coordsToPixels(0, 0).y(), line = m_metrics.height();
        const QColor onBar = bar.right[1] > 0 ? m_style.theme.card : m_style.theme.onLoss;
        if (wide <= widthInPixels(1) && foot - end.y() >= line + 2)
            return draw(text, {end.x() - wide / 2, end.y() + 2 + m_metrics.ascent()}, onBar);
        const double other = m_place.coordsToPixels(0, static_cast<double>(runsOf(bar, 0))).y();
        const bool free = end.y() <= other || end.y() - other >= line + 4; // above both, or well within the one behind
        if (!free || wide > room(0))
            return;
        if (end.y() <= other)
            clear(end, wide);
        draw(text, {end.x() - wide / 2, end.y() - 4}, m_style.theme.text);
    }
    /// The line at the right result does not cross its count.
    void clear(QPointF end, double wide)
    {
        m_painter.fillRect(QRectF(end.x() - wide / 2, end.y() - 4 - m_metrics.ascent(), wide, m_metrics.ascent() + 2),
                           m_style.theme.card);
    }
    void draw(const QString &text, QPointF at, const QColor &color)
    {
        m_painter.setPen(color);
        m_painter.drawText(at, text);
    }
    double widthInPixels(std::size_t series) const
    {
        return std::abs(m_place.coordsToPixels(widthOf(m_bars, series), 0).x() - m_place.coordsToPixels(0, 0).x());
    }
    double room(std::size_t series) const { return widthInPixels(series) * 1.1; }

    QCPPainter &m_painter;
    const OutcomeBars &m_bars;
    const ChartStyle &m_style;
    const QCPBars &m_place;
    const QFontMetrics m_metrics;
};

void setResultTicks(QCPAxis &axis, const OutcomeBars &bars, const ChartStyle &style, QSize size)
{
    if (bars.numeric) {
        double least = bars.expected, most = bars.expected,
               named = bars.expected; // beyond it there is a bar's width only
        for (const OutcomeBars::Bar &bar : bars.bars) {
            least = std::min(least, bar.from);
            most = std::max(most, bar.to);
            named = std::max(named, bar.from);
        }
        const double edge = std::max(bars.step, (most - least) * 0.03);
        axis.setRange(least - edge, most + edge);
        setNumberTicks(axis, size.width() / 90, true, {}, named);
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

void drawOutcomes(QCustomPlot &plot, const OutcomeBars &all, const ChartStyle &style, QSize size)
{
    resetPlot(plot, style);
    const bool low = size.height() < kLowBars;
    const OutcomeBars bars = fitting(all, style, size.height() - (low ? 1 : 4) * style.lineHeight());
    std::vector<KeyEntry> key;
    for (std::size_t series = 0; series < bars.series.size(); ++series)
        for (const Kind kind : {Kind::Right, Kind::Wrong})
            if (occurs(bars, kind, series))
                key.push_back({KeyEntry::Fill, nameOf(kind, bars, series, low), lookOf(kind, bars, series, style).fill, 1,
                               lookOf(kind, bars, series, style).pen});
    if (bars.numeric)
        key.push_back({KeyEntry::Dashed,
                       QStringLiteral("right is %1").arg(countText(static_cast<std::int64_t>(bars.expected))),
                       style.theme.muted, 1.2});
    if (low && bars.numeric)
        key.push_back({KeyEntry::Line, QStringLiteral("across: ") + bars.axis, Qt::transparent});
    QCPLayoutGrid *grid = layOut(plot, std::move(key), style, size);
    QCPAxisRect *rect = addAxes(plot, *grid, 0, 0, style);
    QCPAxis *bottom = rect->axis(QCPAxis::atBottom);
    QCPAxis *left = rect->axis(QCPAxis::atLeft);
    QCPAxis *results = bars.numeric ? bottom : left;
    QCPAxis *runs = bars.numeric ? left : bottom;

    QCPBars *some = nullptr;
    for (std::size_t series = 0; series < bars.series.size(); ++series) {
        QCPBars *below = nullptr;
        for (const Kind kind : {Kind::Right, Kind::Wrong}) {
            auto *set = new QCPBars(results, runs);
            QVector<double> keys, values;
            for (const OutcomeBars::Bar &bar : bars.bars) {
                if (countsOf(bar, kind)[series] == 0) // it would be a line on top of the other
                    continue;
                keys << middle(bar, bars, series);
                values << static_cast<double>(countsOf(bar, kind)[series]);
            }
            set->setData(keys, values, true);
            set->setWidth(widthOf(bars, series));
            set->setBrush(lookOf(kind, bars, series, style).fill);
            set->setPen(lookOf(kind, bars, series, style).pen);
            if (below)
                set->moveAbove(below);
            below = some = set;
        }
    }

    double highest = 1;
    for (const OutcomeBars::Bar &bar : bars.bars)
        for (std::size_t series = 0; series < bars.series.size(); ++series)
            highest = std::max(highest, static_cast<double>(runsOf(bar, series)));
    setResultTicks(*results, bars, style, size);
    setGrid(*results, Grid::None);
    results->setLabel(low ? QString() : bars.axis);
    // Counts stand above the bars, or behind them.
    const double room = bars.numeric ? (style.lineHeight() + 6.0) / std::max(50, size.height() - 70)
                                     : 40.0 / std::max(100, size.width() - 120);
    runs->setRange(0, highest * (1 + 1.4 * room));
    runs->setLabel(low ? QString() : QStringLiteral("runs"));
    setNumberTicks(*runs, bars.numeric ? (size.height() - 60) / 32 : size.width() / 90, true);
    runs->setTickLabels(bars.numeric || !low); // how many there are stands beside each bar, too
    new DrawnItem(&plot, rect, [bars, style, rect, some, results](QCPPainter &painter) {
        if (bars.numeric) {
            QPen pen(style.theme.muted, 1.2);
            pen.setDashPattern({4, 3});
            painter.setPen(pen);
            const double at = results->coordToPixel(bars.expected);
            painter.drawLine(QPointF(at, rect->top()), QPointF(at, rect->bottom()));
        }
        CountWriter counts(painter, bars, style, *some);
        for (const OutcomeBars::Bar &bar : bars.bars)
            for (std::size_t series = 0; series < bars.series.size(); ++series)
                counts.write(bar, series);
    });
}

} // namespace interleave
