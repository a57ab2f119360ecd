// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/orders_figure.h"

#include "app/charts/chart_catalog.h"
#include "scenarios/catalog.h"

#include <utility>

namespace interleave {

ChartInput ordersInput(const std::shared_ptr<const ExplorationReport> &report, std::optional<bool> byMagnitude)
{
    ChartInput input;
    input.scenario = report ? findScenario(report->settings.scenario) : nullptr;
    input.orders = report;
    input.ordersAt = report ? report->startedAt : std::string();
    if (!byMagnitude) {
        const ChartData linear = orderBars(input);
        const auto *const bars = std::get_if<OrderBars>(&linear);
        byMagnitude = bars && bars->spansMagnitudes();
    }
    input.ordersByMagnitude = *byMagnitude;
    return input;
}

Figure figureOf(const std::shared_ptr<const ExplorationReport> &report, std::optional<bool> byMagnitude)
{
    static const ChartInfo chart{QLatin1String("orders"),
                                 QStringLiteral("Outcomes of all orders"),
                                 QStringLiteral("Orders"),
                                 QStringLiteral("In how many of all orders which result comes out."),
                                 false,
                                 orderBars};
    const ChartInput input = ordersInput(report, byMagnitude);
    ChartData numbers = orderBars(input);
    Caption caption = captionOf(chart, input, numbers);
    return {std::move(numbers), std::move(caption)};
}

} // namespace interleave
