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

bool isSearchOf(const ExplorationReport &report, const RunSettings &settings, std::uint64_t deaths)
{
    return haveSameOrders(report.settings, settings) && (report.deaths == deaths || report.claim == Claim::Sampled);
}

void KnownOrders::keep(const Report &report)
{
    if (!report || report->outcomes.empty())
        return;
    const Report before = of(report->settings, report->deaths);
    if (before && worth(*report) < worth(*before))
        return;
    std::erase(m_reports, before);
    m_reports.push_back(report);
}

KnownOrders::Report KnownOrders::of(const RunSettings &settings, std::uint64_t deaths) const
{
    const auto found = std::find_if(m_reports.begin(), m_reports.end(), [&](const Report &report) {
        return report->deaths == deaths && haveSameOrders(report->settings, settings);
    });
    return found == m_reports.end() ? nullptr : *found;
}

template <typename Fits>
KnownOrders::Report KnownOrders::latestFailing(Fits fits) const
{
    const auto found = std::find_if(m_reports.rbegin(), m_reports.rend(),
                                    [&fits](const Report &report) { return report->anyWrong() && fits(*report); });
    return found == m_reports.rend() ? nullptr : *found;
}

KnownOrders::Report KnownOrders::failingWithDeaths(const RunSettings &settings) const
{
    return latestFailing([&](const ExplorationReport &report) {
        return report.deaths > 0 && haveSameOrders(report.settings, settings);
    });
}

KnownOrders::Report KnownOrders::failing(const RunSettings &settings) const
{
    if (const Report same = of(settings); same && same->anyWrong())
        return same;
    if (const Report same = latestFailing([&](const auto &report) { return haveSameOrders(report.settings, settings); }))
        return same;
    return latestFailing([&](const ExplorationReport &report) {
        return report.settings.scenario == settings.scenario && report.settings.mode == settings.mode;
    });
}

std::string KnownOrders::count(const RunSettings &settings, std::uint64_t deaths) const
{
    const Report report = of(settings, deaths);
    return report && report->isOver && report->claim == Claim::Exhaustive ? report->interleavings : std::string();
}

} // namespace interleave
