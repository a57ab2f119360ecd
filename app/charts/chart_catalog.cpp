// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_catalog.h"

#include "app/charts/sweep_figure.h"

#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <array>

namespace interleave {

std::span<const ChartInfo> charts()
{
    static const std::array<ChartInfo, 6> all{{
        {QLatin1String("states"), QStringLiteral("Time per state and process"), QStringLiteral("States"),
         QStringLiteral(
             "Where the time of each process went: waiting, holding a lock (and wanted or not), in quick accesses, or without any."),
         true, stateTimes},
        {QLatin1String("waits"), QStringLiteral("Lock wait and hold"), QStringLiteral("Locks"),
         QStringLiteral("How long each lock was waited for and held, with percentiles."), true, lockDurations},
        {QLatin1String("rate"), QStringLiteral("Work per second"), QStringLiteral("Rate"),
         QStringLiteral("How much was done per second, by all processes and by each."), true, unitRates},
        {QLatin1String("latency"), QStringLiteral("Message latency"), QStringLiteral("Latency"),
         QStringLiteral("How long messages were under way, from written to read, with percentiles."), true,
         messageLatency},
        {QLatin1String("value"), QStringLiteral("Value against writes"), QStringLiteral("Value"),
         QStringLiteral("What the shared value came to after each write, beside what it would be if none were lost."),
         false, valueCurve},
        {QLatin1String("outcomes"), QStringLiteral("Outcomes of repeated runs"), QStringLiteral("Outcomes"),
         QStringLiteral("How many runs of the same settings ended with which result."), false, outcomeBars},
    }};
    return all;
}

const ChartInfo *findChart(QStringView id)
{
    for (const ChartInfo &chart : charts())
        if (id == chart.id)
            return &chart;
    return nullptr;
}

QString chartIds()
{
    QStringList ids;
    for (const ChartInfo &chart : charts())
        ids << chart.id;
    const QString last = ids.takeLast();
    return ids.join(QStringLiteral(", ")) + QStringLiteral(" and ") + last;
}

std::vector<const ChartInfo *> timingChartsOf(const ScenarioInfo *scenario)
{
    std::vector<const ChartInfo *> chosen;
    const auto add = [&chosen](const ChartInfo *chart) {
        if (chart && chart->build != outcomeBars)
            chosen.push_back(chart);
    };
    if (scenario)
        for (const std::string_view id : scenario->charts)
            add(findChart(QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()))));
    if (chosen.empty())
        for (const ChartInfo &chart : charts())
            add(&chart);
    return chosen;
}

Caption captionOf(const ChartInfo &chart, const ChartInput &input, const ChartData &data)
{
    const QString size = sampleSize(data);
    if (input.sweep)
        return figureOf(*input.sweep).caption;
    if (input.orders)
        return captionOf(chart.title, *input.orders, input.scenario, size, input.ordersAt);
    if (std::holds_alternative<OutcomeBars>(data)) {
        std::vector<const RepeatedRuns *> shown;
        for (const RepeatedRuns &runs : input.runs)
            if (!runs.runs.empty())
                shown.push_back(&runs);
        if (!shown.empty())
            return captionOf(chart.title, *shown.front(), input.scenario, size, shown.size() > 1);
    }
    if (input.recording)
        return captionOf(chart.title, *input.recording->info(), input.scenario, size, chart.timing);
    Caption caption;
    caption.title = chart.title;
    return caption;
}

} // namespace interleave
