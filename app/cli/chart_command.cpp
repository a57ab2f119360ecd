// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_catalog.h"
#include "app/charts/chart_export.h"
#include "app/cli/command.h"
#include "app/cli/recording_argument.h"
#include "app/models/to_text.h"
#include "app/session/nearest.h"
#include "scenarios/catalog.h"

#include <QCommandLineParser>

namespace interleave {

namespace {

QString unknownChart(const QString &given)
{
    std::vector<std::string> ids;
    for (const ChartInfo &chart : charts())
        ids.emplace_back(chart.id.data(), static_cast<std::size_t>(chart.id.size()));
    return QStringLiteral("There is no chart “") + given + QStringLiteral("”: ")
        + QString::fromStdString(suggestion(given.toStdString(), ids));
}

/// A chart that makes no sense for the scenario of this recording; empty when it does.
QString foreignChart(const ChartInfo &chart, const ScenarioInfo &scenario)
{
    QStringList own;
    for (const std::string_view id : scenario.charts) {
        if (toText(id) == chart.id)
            return {};
        own << QStringLiteral("“") + toText(id) + QStringLiteral("”");
    }
    const QString last = own.takeLast();
    return QStringLiteral("The chart “%1” does not belong to the scenario “%2”: there are %3 and %4.")
        .arg(chart.id, toText(scenario.id), own.join(QStringLiteral(", ")), last);
}

} // namespace

int chartCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("FILE.ilv"), QStringLiteral("A recording."));
    parser.addPositionalArgument(QStringLiteral("CHART"), chartIds());
    parser.addOptions({{{QStringLiteral("o"), QStringLiteral("output")}, QStringLiteral("Where to."),
                        QStringLiteral("OUT.svg|pdf|png|csv")},
                       {QStringLiteral("width"), QStringLiteral("Width in millimetres, 85 or 170."), QStringLiteral("MM"),
                        QStringLiteral("170")}});
    if (const int status = parse(parser, *findCommand(QStringLiteral("chart")), arguments, 2, 2); status >= 0)
        return status;
    const QString id = parser.positionalArguments().at(1);
    const ChartInfo *const chart = findChart(id);
    if (chart == nullptr)
        return complain(unknownChart(id), kBadArguments);
    const QString path = parser.value(QStringLiteral("o"));
    if (path.isEmpty())
        return complain(QStringLiteral("Say where the chart is to go, such as “-o %1.svg”.").arg(id), kBadArguments);
    if (const auto format = figureFormatOf(path); !format.ok())
        return complain(format.error().sentence, kBadArguments);
    const double width = parser.value(QStringLiteral("width")).toDouble();
    if (!(width >= 60 && width <= 400))
        return complain(QStringLiteral("“--width” must lie between 60 and 400 millimetres, not “%1”.")
                            .arg(parser.value(QStringLiteral("width"))), kBadArguments);

    if (const auto apart = checkOutput(parser.positionalArguments().constFirst(), path); !apart.ok())
        return complain(apart.error().sentence, kBadArguments);
    const auto recording = recordingArgument(parser.positionalArguments().constFirst());
    if (!recording.ok())
        return complain(recording.error().sentence);
    const ScenarioInfo *const scenario = findScenario(recording.value()->info()->settings.scenario);
    if (const QString foreign = foreignChart(*chart, *scenario); !foreign.isEmpty())
        return complain(foreign, kBadArguments);
    const ChartInput input{recording.value(), scenario, {}, {}};
    const ChartData data = chart->build(input);
    const auto written = exportFigure({data, captionOf(*chart, input, data)}, path, {.widthMm = width});
    return written.ok() ? kDone : complain(written.error().sentence);
}

} // namespace interleave
