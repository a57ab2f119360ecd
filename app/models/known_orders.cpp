// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/known_orders.h"

#include <algorithm>
#include <tuple>

namespace interleave {

namespace {

/// How much a search proves: all orders, then the higher bound, then the more executions.
auto worth(const ExplorationReport &report)
{
    const int claim = report.claim == Claim::Exhaustive ? 2 : report.claim == Claim::Bounded ? 1 : 0;
    return std::make_tuple(claim, report.preemptionBound, report.executions);
}

} // namespace

bool haveSameOrders(const RunSettings &one, const RunSettings &other)
{
    return one.scenario == other.scenario && one.mode == other.mode && one.parameters == other.parameters;
}

void KnownOrders::keep(const Report &report)
{
    if (!report || report->outcomes.empty() || report->deaths > 0)
        return; // orders with deaths are others than those of a run
    const Report before = of(report->settings);
    if (before && worth(*report) < worth(*before))
        return;
    std::erase(m_reports, before);
    m_reports.push_back(report);
}

KnownOrders::Report KnownOrders::of(const RunSettings &settings) const
{
    const auto found = std::find_if(m_reports.begin(), m_reports.end(), [&settings](const Report &report) {
        return haveSameOrders(report->settings, settings);
    });
    return found == m_reports.end() ? nullptr : *found;
}

KnownOrders::Report KnownOrders::failing(const RunSettings &settings) const
{
    if (const Report same = of(settings); same && same->anyWrong())
        return same;
    const auto found = std::find_if(m_reports.rbegin(), m_reports.rend(), [&settings](const Report &report) {
        return report->settings.scenario == settings.scenario && report->settings.mode == settings.mode
            && report->anyWrong();
    });
    return found == m_reports.rend() ? nullptr : *found;
}

std::string KnownOrders::count(const RunSettings &settings) const
{
    const Report report = of(settings);
    return report && report->isOver && report->claim == Claim::Exhaustive ? report->interleavings : std::string();
}

} // namespace interleave
