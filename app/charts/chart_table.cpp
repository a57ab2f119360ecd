// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_data.h"
#include "app/charts/chart_text.h"

#include <algorithm>

namespace interleave {

namespace {

QString number(double value)
{
    return QString::number(value, 'g', 10);
}

QString number(std::uint64_t value)
{
    return QString::number(value);
}

ChartTable tableOf(const NoData &none)
{
    ChartTable table;
    table.notes.emplace_back(QStringLiteral("no data"), none.sentence);
    return table;
}

ChartTable tableOf(const StateTimes &times)
{
    ChartTable table;
    table.columns = {QStringLiteral("process"),
                     QStringLiteral("role"),
                     QStringLiteral("waiting (ns)"),
                     QStringLiteral("holding a lock (ns)"),
                     QStringLiteral("holding, others wait (ns)"),
                     QStringLiteral("in quick accesses (ns)"),
                     QStringLiteral("between reading and writing (ns)"),
                     QStringLiteral("resting (ns)"),
                     QStringLiteral("held up by recording (ns)"),
                     QStringLiteral("no shared access (ns)")};
    for (const StateTimes::Row &row : times.rows) {
        QStringList cells{QString::number(row.actor + 1), row.role};
        for (const double ns : row.ns)
            cells << number(ns);
        table.rows.push_back(cells);
    }
    table.notes.emplace_back(QStringLiteral("in quick accesses"),
                             QStringLiteral("gaps of at most %1").arg(durationText(StateTimes::kBusyGapNs)));
    if (const QString remark = times.remark(); !remark.isEmpty())
        table.notes.emplace_back(QStringLiteral("remark"), remark);
    return table;
}

ChartTable tableOf(const Histograms &histograms)
{
    ChartTable table;
    table.columns = {QStringLiteral("quantity"), QStringLiteral("from (ns)"), QStringLiteral("below (ns)"),
                     QStringLiteral("count")};
    for (const Histogram &panel : histograms.panels) {
        for (std::size_t bin = 0; bin < panel.counts.size(); ++bin)
            table.rows.push_back(
                {panel.what, number(panel.edges[bin]), number(panel.edges[bin + 1]), number(panel.counts[bin])});
        table.notes.emplace_back(
            panel.what,
            QStringLiteral("n %1, p50 %2 ns, p90 %3 ns, p99 %4 ns, max %5 ns")
                .arg(number(panel.count), number(panel.p50), number(panel.p90), number(panel.p99), number(panel.max)));
        if (panel.samples < panel.count)
            table.notes.emplace_back(
                panel.what, QStringLiteral("the bins hold %1 of them, evenly thinned").arg(number(panel.samples)));
    }
    return table;
}

ChartTable tableOf(const Rates &rates)
{
    ChartTable table;
    table.columns = {QStringLiteral("from (ns)"), QStringLiteral("below (ns)")};
    std::vector<const Rates::Series *> all;
    for (const auto *list : {&rates.totals, &rates.processes})
        for (const Rates::Series &series : *list) {
            all.push_back(&series);
            table.columns << QStringLiteral("%1 (1/s)").arg(series.name);
        }
    for (std::size_t bin = 0; bin < rates.bins(); ++bin) {
        const double from = rates.binNs * static_cast<double>(bin);
        QStringList cells{number(from), number(std::min(rates.endNs, from + rates.binNs))};
        for (const Rates::Series *series : all)
            cells << number(rates.rate(*series, bin));
        table.rows.push_back(cells);
    }
    for (const Rates::Series &series : rates.totals)
        table.notes.emplace_back(series.name, number(series.units));
    return table;
}

ChartTable tableOf(const ValueCurve &curve)
{
    ChartTable table;
    table.columns = {QStringLiteral("%1 written (number)").arg(curve.plural),
                     QStringLiteral("%1 (value)").arg(curve.object)};
    if (curve.ideal)
        table.columns << QStringLiteral("if none were lost (value)") << QStringLiteral("lost by this write (number)");
    auto loss = curve.losses.begin();
    for (const ValueCurve::Point &point : curve.points) {
        QStringList cells{number(point.writes), QString::number(point.value)};
        if (curve.ideal) {
            while (loss != curve.losses.end() && loss->writes < point.writes)
                ++loss;
            const bool here = loss != curve.losses.end() && loss->writes == point.writes;
            cells << QString::number(curve.initial + static_cast<std::int64_t>(point.writes))
                  << number(here ? loss->lost : std::uint64_t{0});
        }
        table.rows.push_back(cells);
    }
    if (curve.ideal)
        table.notes.emplace_back(QStringLiteral("lost"), number(curve.lost));
    if (curve.stretch > 1)
        table.notes.emplace_back(
            QStringLiteral("rows"),
            QStringLiteral("first, lowest, highest and last of every %1 writes").arg(number(curve.stretch)));
    return table;
}

/// The runs themselves: who wants other bars can make them.
QString stoppedText(const OutcomeBars::Series &series)
{
    if (series.stopped == 0)
        return {};
    return QStringLiteral(" (and %1\u00a0stopped, without a result)")
        .arg(countText(static_cast<std::int64_t>(series.stopped)));
}

ChartTable tableOf(const OutcomeBars &bars)
{
    ChartTable table;
    table.columns = {QStringLiteral("pace"),     QStringLiteral("run (number)"), QStringLiteral("expected"),
                     QStringLiteral("observed"), QStringLiteral("lost"),         QStringLiteral("right"),
                     QStringLiteral("result"),   QStringLiteral("intact")};
    for (const OutcomeBars::Row &row : bars.rows)
        table.rows.push_back(
            {row.pace, row.run, row.expected, row.observed, row.lost, row.right, row.result, row.intact});
    for (const OutcomeBars::Series &series : bars.series)
        table.notes.emplace_back(series.name,
                                 QStringLiteral("%1, of which %2 wrong").arg(number(series.runs), number(series.wrong))
                                     + stoppedText(series));
    return table;
}

ChartTable tableOf(const SweepCurves &curves)
{
    ChartTable table;
    table.columns = {QStringLiteral("run (number)"),
                     QStringLiteral("%1 (number)").arg(curves.parameter),
                     QStringLiteral("protection"),
                     QStringLiteral("pace"),
                     QStringLiteral("repetition (number)"),
                     QStringLiteral("expected (%1)").arg(curves.plural),
                     QStringLiteral("observed (%1)").arg(curves.plural),
                     QStringLiteral("lost (%1)").arg(curves.plural),
                     QStringLiteral("result (% of expected)"),
                     QStringLiteral("time (ns)"),
                     QStringLiteral("throughput (%1/s)").arg(curves.plural),
                     QStringLiteral("result"),
                     QStringLiteral("intact (%1)").arg(curves.plural)};
    std::uint64_t run = 0;
    for (const SweepCurves::Row &row : curves.rows)
        table.rows.push_back({number(++run), row.value, row.protection, row.pace, row.repetition, row.expected,
                              row.observed, row.lost, row.share, row.ns, row.perSecond, row.result, row.intact});
    return table;
}

ChartTable tableOf(const OrderBars &bars)
{
    ChartTable table;
    table.columns = {QStringLiteral("result"),
                     bars.exact ? QStringLiteral("orders (number)") : QStringLiteral("orders (number, at least)"),
                     QStringLiteral("share (fraction of all orders)"),
                     QStringLiteral("right"),
                     QStringLiteral("preemptions (number, fewest)"),
                     QStringLiteral("switches (number, fewest)"),
                     QStringLiteral("schedule")};
    for (const OrderBars::Bar &bar : bars.bars)
        table.rows.push_back({bar.result, bar.plain, bars.exact ? QString::number(bar.fraction, 'g', 6) : QString(),
                              bar.kind == OrderBars::Kind::Right ? QStringLiteral("yes") : QStringLiteral("no"),
                              number(bar.preemptions), number(bar.switches), bar.schedule});
    return table;
}

QString sizeOf(const NoData &)
{
    return {};
}

QString sizeOf(const StateTimes &times)
{
    return QStringLiteral("n\u00a0=\u00a0%1").arg(countText(times.rows.size(), QStringLiteral("processes")));
}

QString sizeOf(const Histograms &histograms)
{
    // Panels of one size share it; where they differ, each size says whose it is.
    QStringList sizes, panelsOf;
    for (const Histogram &panel : histograms.panels) {
        const QString size = countText(panel.count, panel.plural);
        const qsizetype at = sizes.indexOf(size);
        if (at < 0) {
            sizes << size;
            panelsOf << panel.what;
        } else {
            panelsOf[at] += QStringLiteral(", ") + panel.what;
        }
    }
    if (sizes.size() > 1)
        for (qsizetype i = 0; i < sizes.size(); ++i)
            sizes[i] += QStringLiteral(" (%1)").arg(panelsOf[i]);
    return QStringLiteral("n\u00a0=\u00a0%1").arg(sizes.join(QStringLiteral(", ")));
}

QString sizeOf(const Rates &rates)
{
    QStringList sizes;
    for (const Rates::Series &series : rates.totals)
        sizes << countText(series.units, series.name);
    return QStringLiteral("n\u00a0=\u00a0%1").arg(sizes.join(QStringLiteral(", ")));
}

QString sizeOf(const ValueCurve &curve)
{
    return QStringLiteral("n\u00a0=\u00a0%1").arg(countText(curve.writes, curve.plural));
}

QString sizeOf(const OutcomeBars &bars)
{
    QStringList sizes;
    for (const OutcomeBars::Series &series : bars.series)
        sizes
            << (series.runs == 1
                    ? QStringLiteral("1\u00a0%1").arg(QString(series.name).chopped(1))
                    : QStringLiteral("%1\u00a0%2").arg(countText(static_cast<std::int64_t>(series.runs)), series.name))
                + stoppedText(series);
    return QStringLiteral("n\u00a0=\u00a0%1").arg(sizes.join(QStringLiteral(", ")));
}

QString sizeOf(const SweepCurves &curves)
{
    return QStringLiteral("n\u00a0=\u00a0%1").arg(curves.sample);
}

QString sizeOf(const OrderBars &bars)
{
    return QStringLiteral("n\u00a0%1\u00a0%2").arg(bars.exact ? QStringLiteral("=") : QStringLiteral("≥"), bars.total);
}

} // namespace

ChartTable chartTable(const ChartData &data)
{
    return std::visit([](const auto &numbers) { return tableOf(numbers); }, data);
}

QString sampleSize(const ChartData &data)
{
    return std::visit([](const auto &numbers) { return sizeOf(numbers); }, data);
}

} // namespace interleave
