// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_text.h"
#include "app/charts/sweep_curves.h"

#include "app/models/run_tokens.h"
#include "app/models/to_text.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr double kPercent = 100;

QString axisOf(const SweepPlan &plan)
{
    const ParameterInfo *const parameter = plan.scenario->parameter(plan.parameter);
    const QString title = parameter ? toText(parameter->title).toLower() : QString::fromStdString(plan.parameter);
    return title.endsWith(u's') ? QString(QStringLiteral("number of ") + title) : title;
}

/// The scenario's unit of work, counted once whoever else handles it.
QString unitsOf(const ScenarioInfo &scenario)
{
    return scenario.units.empty() ? QStringLiteral("units") : toText(scenario.units.front().plural);
}

Spread inPercent(Spread share)
{
    for (double *const part : {&share.least, &share.lower, &share.median, &share.upper, &share.most})
        *part *= kPercent;
    return share;
}

SweepCurves::Point pointFrom(const Sweep &sweep, const SweepPoint &measured)
{
    SweepCurves::Point point;
    point.value = static_cast<double>(sweep.plan.values.at(measured.value));
    point.share = inPercent(measured.share);
    point.ns = measured.ns;
    point.perSecond = measured.perSecond;
    for (const SweepRun *run : measured.runs) {
        point.shares.push_back(run->share() * kPercent);
        if (!run->ended)
            continue;
        point.times.push_back(run->ns);
        point.rates.push_back(run->perSecond());
    }
    return point;
}

SweepCurves::Series seriesFrom(const SweepPlan &plan, std::size_t index)
{
    SweepCurves::Series series;
    series.name = plan.seriesName(index);
    const auto first = std::find_if(plan.series.begin(), plan.series.end(),
                                    [&](const SweepSeries &one) { return one.mode == plan.series[index].mode; });
    // Its place among the different protections: their number up to the first of its own.
    for (auto one = plan.series.begin(); one != first; ++one)
        series.mode += std::none_of(plan.series.begin(), one, [&](const SweepSeries &before) { return before.mode == one->mode; });
    series.watched = plan.showsObserver() && plan.series[index].pace != Pace::Bare;
    return series;
}

SweepCurves::Row rowFrom(const SweepPlan &plan, const SweepRun &run)
{
    const SweepSeries &series = plan.series[run.step.series];
    const auto number = [](double value) { return QString::number(value, 'g', 10); };
    return {.value = QString::number(plan.values.at(run.step.value)),
            .protection = QString::fromStdString(series.mode),
            .pace = paceName(series.pace),
            .repetition = QString::number(run.step.repetition + 1),
            .expected = QString::number(run.expected),
            .observed = QString::number(run.observed),
            .lost = QString::number(run.lost),
            .share = number(run.share() * kPercent),
            .ns = run.ended ? QString::number(run.ns, 'f', 0) : QString(),
            .perSecond = run.ended ? QString::number(run.perSecond(), 'f', 0) : QString(),
            .result = QString::fromStdString(run.result),
            .intact = QString::number(run.intact())};
}

} // namespace

SweepCurves sweepCurves(const Sweep &sweep)
{
    const SweepPlan &plan = sweep.plan;
    SweepCurves curves;
    curves.axis = axisOf(plan);
    curves.plural = unitsOf(*plan.scenario);
    curves.result = plan.scenario->intact.empty() ? QStringLiteral("result (% of expected)")
                                                  : QString(toText(plan.scenario->intact) + QStringLiteral(" (%)"));
    curves.showsObserver = plan.showsObserver();
    curves.parameter = QString::fromStdString(plan.parameter);
    curves.first = static_cast<double>(plan.values.first);
    curves.last = static_cast<double>(plan.values.greatest());
    curves.step = static_cast<double>(plan.values.step);
    for (const SweepRun &run : sweep.runs)
        curves.rows.push_back(rowFrom(plan, run));
    const auto points = pointsOf(sweep);
    for (std::size_t index = 0; index < plan.series.size() && !points.empty(); ++index) {
        curves.series.push_back(seriesFrom(plan, index));
        for (const SweepPoint &point : points)
            if (point.series == index)
                curves.series.back().points.push_back(pointFrom(sweep, point));
    }
    const auto runs = countText(sweep.runs.size(), QStringLiteral("runs"));
    curves.sample = sweep.complete()
        ? QStringLiteral("%1 a point, %2 in all").arg(countText(static_cast<std::uint64_t>(plan.repeat), QStringLiteral("runs")), runs)
        : QStringLiteral("%1 of %2 planned").arg(runs, countText(static_cast<std::int64_t>(plan.runs())));
    return curves;
}

} // namespace interleave
