// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_style.h"
#include "app/charts/chart_text.h"
#include "app/charts/plot_library.h"

#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

QColor mixed(const QColor &under, const QColor &over, double share)
{
    const auto channel = [share](int a, int b) { return qRound(a + (b - a) * share); };
    return QColor(channel(under.red(), over.red()), channel(under.green(), over.green()),
                  channel(under.blue(), over.blue()));
}

class NumberTicker : public QCPAxisTicker
{
public:
    using Text = QString (*)(double);
    NumberTicker(bool whole, Text text, QString unit = {}, double most = HUGE_VAL)
        : m_text(text),
          m_unit(std::move(unit)),
          m_most(most),
          m_whole(whole)
    {}

protected:
    double getTickStep(const QCPRange &range) override
    {
        const double step = QCPAxisTicker::getTickStep(range);
        return m_whole ? std::max(1.0, std::round(step)) : step;
    }
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return m_text(tick); }
    QVector<double> createTickVector(double step, const QCPRange &range) override
    {
        return QCPAxisTicker::createTickVector(step, {range.lower, std::min(range.upper, m_most)});
    }
    QVector<QString> createLabelVector(const QVector<double> &ticks, const QLocale &locale, QChar format,
                                       int precision) override
    {
        QVector<QString> labels = QCPAxisTicker::createLabelVector(ticks, locale, format, precision);
        if (!labels.isEmpty() && !m_unit.isEmpty())
            labels.back() += QChar(0xa0) + m_unit;
        return labels;
    }

private:
    Text m_text;
    QString m_unit;
    double m_most;
    bool m_whole;
};

QString numberLabel(double value)
{
    const double whole = std::round(value);
    if (std::abs(value - whole) < 1e-9 * std::max(1.0, std::abs(value)))
        return countText(static_cast<std::int64_t>(whole));
    return QString::number(value, 'g', 4);
}

/// Every `stride`th power of ten; the digits between are sub-ticks where every power has its tick.
class DecadeTicker : public QCPAxisTicker
{
public:
    using Text = QString (*)(double);
    DecadeTicker(int stride, Text text, double most = HUGE_VAL) : m_text(text), m_stride(stride), m_most(most) {}

protected:
    double getTickStep(const QCPRange &) override { return 1; }
    int getSubTickCount(double) override { return m_stride == 1 ? 8 : 0; }
    QVector<double> createTickVector(double, const QCPRange &range) override
    {
        QVector<double> ticks;
        const int first = static_cast<int>(std::ceil(std::log10(range.lower) - 1e-6));
        for (int power = first; std::pow(10.0, power) <= std::min(m_most, range.upper * 1.001); power += m_stride)
            ticks << std::pow(10.0, power);
        return ticks;
    }
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return m_text(tick); }

private:
    Text m_text;
    int m_stride;
    double m_most;
};

/// At given places only.
class PlaceTicker : public QCPAxisTicker
{
public:
    explicit PlaceTicker(QVector<double> places) : m_places(std::move(places)) {}

protected:
    int getSubTickCount(double) override { return 0; }
    QVector<double> createTickVector(double, const QCPRange &) override { return m_places; }
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return numberLabel(tick); }

private:
    QVector<double> m_places;
};

void styleAxis(QCPAxis &axis, const ChartStyle &style)
{
    const QPen line(style.theme.borderStrong, 1);
    axis.setBasePen(line);
    axis.setTickPen(line);
    axis.setSubTickPen(line);
    axis.setTickLength(0, 4);
    axis.setSubTickLength(0, 2);
    axis.setTickLabelFont(style.font());
    axis.setTickLabelColor(style.theme.text);
    axis.setLabelFont(style.font());
    axis.setLabelColor(style.theme.muted);
    axis.setTickLabelPadding(3);
    axis.setLabelPadding(2);
    axis.grid()->setPen(QPen(style.theme.border, 1));
    axis.grid()->setZeroLinePen(Qt::NoPen);
    axis.grid()->setSubGridVisible(false);
    axis.grid()->setVisible(true);
}

} // namespace

int ChartStyle::lineHeight() const
{
    return QFontMetrics(font()).height();
}

int ChartStyle::textWidth(const QString &text, int weight) const
{
    return QFontMetrics(font(weight)).horizontalAdvance(text);
}

QColor ChartStyle::stateFill(StateTimes::State state) const
{
    switch (state) {
    case StateTimes::Waiting: return QColor(theme.dark ? 0xf0ae2a : 0xe69f00);
    case StateTimes::Holding: return theme.accent;
    case StateTimes::Wanted: return mixed(theme.accent, theme.text, 0.5);
    case StateTimes::Between: return mixed(theme.card, theme.accent, theme.dark ? 0.35 : 0.2);
    case StateTimes::Window: return mixed(theme.card, theme.accent, theme.dark ? 0.7 : 0.5);
    case StateTimes::Resting: return mixed(theme.card, theme.muted, theme.dark ? 0.25 : 0.15);
    case StateTimes::HeldUp: return theme.muted;
    default: return theme.card;
    }
}

QColor ChartStyle::stateText(StateTimes::State state) const
{
    switch (state) {
    case StateTimes::Waiting: return QColor(0x1d2430);
    case StateTimes::Holding: return theme.onAccent;
    case StateTimes::Wanted:
    case StateTimes::HeldUp: return theme.card;
    default: return theme.text;
    }
}

QPen ChartStyle::outline() const
{
    return QPen(theme.borderStrong, 1);
}

void resetPlot(QCustomPlot &plot, const ChartStyle &style)
{
    plot.clearItems();
    plot.clearPlottables();
    plot.plotLayout()->clear();
    plot.plotLayout()->simplify();
    plot.setAutoAddPlottableToLegend(false);
    plot.setBackground(QBrush(style.theme.card));
    plot.plotLayout()->setRowSpacing(2);
    plot.setAntialiasedElements(QCP::aeAll);
    plot.setNotAntialiasedElements(QCP::aeAxes | QCP::aeGrid);
}

QCPAxisRect *addAxes(QCustomPlot &plot, QCPLayoutGrid &grid, int row, int column, const ChartStyle &style)
{
    auto *rect = new QCPAxisRect(&plot, false);
    rect->addAxes(QCPAxis::atLeft | QCPAxis::atBottom);
    grid.addElement(row, column, rect);
    rect->setMinimumSize(40, 30);
    // To the right there is room for half of the last tick label.
    rect->setMinimumMargins(QMargins(2, 4, style.textWidth(QStringLiteral("0\u202f000\u202f000")) / 2 + 6, 2));
    for (QCPAxis *axis : rect->axes()) {
        styleAxis(*axis, style);
        axis->setLayer(QStringLiteral("axes"));
        axis->grid()->setLayer(QStringLiteral("grid"));
    }
    return rect;
}

void setGrid(QCPAxis &axis, Grid grid)
{
    axis.grid()->setVisible(grid == Grid::Lines);
}

void setNumberTicks(QCPAxis &axis, int count, bool whole, const QString &unit, double most)
{
    QSharedPointer<QCPAxisTicker> ticker(new NumberTicker(whole, numberLabel, unit, most));
    ticker->setTickCount(std::max(2, count));
    axis.setTicker(ticker);
}

void setStepTicks(QCPAxis &axis, double first, double step, double last, int pixels)
{
    const QFontMetrics metrics(axis.tickLabelFont());
    const double label = metrics.horizontalAdvance(numberLabel(last)) + 14;
    const double steps = std::floor((last - first) / step + 1e-9);
    const double room = std::max(1.0, std::floor(pixels / label) - 1);
    const double stride = step * std::max(1.0, std::ceil(steps / room));
    QVector<double> places;
    for (double at = first; at <= last * (1 + 1e-12); at += stride)
        places << at;
    axis.setTicker(QSharedPointer<QCPAxisTicker>(new PlaceTicker(places)));
}

void setShortNumberTicks(QCPAxis &axis, int count, bool whole)
{
    QSharedPointer<QCPAxisTicker> ticker(new NumberTicker(whole, shortNumber));
    ticker->setTickCount(std::max(2, count));
    axis.setTicker(ticker);
}

void setDurationTicks(QCPAxis &axis, double low, double high, int pixels)
{
    const int first = static_cast<int>(std::floor(std::log10(std::max(1.0, low)) + 1e-9));
    const int last = std::max(first + 1, static_cast<int>(std::ceil(std::log10(std::max(1.0, high)) - 1e-9)));
    axis.setScaleType(QCPAxis::stLogarithmic);
    axis.setRange(std::pow(10.0, first), std::pow(10.0, last));
    const int room = std::max(1, pixels / 46);
    const int stride = std::max(1, (last - first + room - 1) / room);
    axis.setTicker(QSharedPointer<QCPAxisTicker>(new DecadeTicker(stride, durationText)));
    axis.setSubTicks(stride == 1);
}

void setLogCountTicks(QCPAxis &axis, double low, double high, double highest, int pixels)
{
    axis.setScaleType(QCPAxis::stLogarithmic);
    axis.setRange(low, high);
    const int decades = static_cast<int>(std::log10(high / low));
    const int room = std::max(1, pixels / 22);
    const int stride = std::max(1, (decades + room - 1) / room);
    axis.setTicker(QSharedPointer<QCPAxisTicker>(new DecadeTicker(stride, shortNumber, highest * 3)));
    axis.setSubTicks(stride == 1);
}

} // namespace interleave
