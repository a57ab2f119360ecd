// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_data.h"

#include "app/models/exploration_text.h"
#include "app/models/order_words.h"
#include "core/control/schedule.h"
#include "core/explore/exploration_report.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double kLargest = 300;  // power of ten: beyond it there is no place on an axis
constexpr double kMagnitudes = 2.5; // powers of ten from the rarest to the most frequent

OrderBars::Kind kindOf(const ExploredOutcome &outcome)
{
    if (outcome.isDeadlock)
        return OrderBars::Kind::Deadlock;
    return outcome.isCorrect ? OrderBars::Kind::Right : OrderBars::Kind::Wrong;
}

} // namespace

bool OrderBars::spansMagnitudes() const
{
    if (bars.empty())
        return false;
    const auto [least, most] = std::minmax_element(bars.begin(), bars.end(),
                                                   [](const Bar &a, const Bar &b) { return a.log < b.log; });
    return most->log - least->log > kMagnitudes;
}

ChartData orderBars(const ChartInput &input)
{
    if (!input.orders)
        return NoData{QStringLiteral("No orders have been searched yet.")};
    const ExplorationReport &report = *input.orders;
    if (report.outcomes.empty())
        return NoData{report.isOver ? QStringLiteral("No order came to its end.")
                                    : QStringLiteral("The first order is on its way.")};
    OrderBars bars;
    bars.exact = report.isOver && report.claim == Claim::Exhaustive;
    bars.logarithmic = input.ordersByMagnitude;
    bars.total = ordersText(report.interleavings);
    for (const ExploredOutcome &outcome : report.outcomes) {
        OrderBars::Bar bar;
        bar.result = outcomeName(outcome);
        bar.kind = kindOf(outcome);
        bar.log = std::clamp(logOfCount(outcome.interleavings), 0.0, kLargest);
        bar.count = orderCount(outcome.interleavings);
        bar.brief = shortOrderCount(outcome.interleavings);
        bar.plain = QString::fromStdString(outcome.interleavings);
        if (bars.exact)
            bar.share = shareText(outcome.interleavings, report.interleavings);
        bar.fraction = std::pow(10.0, logOfCount(outcome.interleavings) - logOfCount(report.interleavings));
        bar.preemptions = outcome.preemptions;
        bar.switches = outcome.switches;
        bar.schedule = QString::fromStdString(scheduleText(scheduleOf(report, outcome)));
        bars.bars.push_back(std::move(bar));
    }
    return bars;
}

} // namespace interleave
