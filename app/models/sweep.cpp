// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/sweep.h"

#include "app/models/run_time.h"
#include "app/models/to_text.h"
#include "app/session/session.h"
#include "app/style/words.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

QString paceWord(Pace pace)
{
    switch (pace) {
    case Pace::Bare: return QStringLiteral("unwatched");
    case Pace::Full: return QStringLiteral("recorded");
    default: return words::gear(pace).toLower();
    }
}

/// The value that a share `at` of the sorted ones does not exceed, between two of them in proportion.
double quantile(const std::vector<double> &sorted, double at)
{
    const double place = at * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

Result<void> checkRuns(const SweepPlan &plan)
{
    // In floating point, where no product is too large.
    const double values = static_cast<double>(plan.values.count());
    const double runs = values * static_cast<double>(plan.series.size()) * plan.repeat;
    if (runs <= static_cast<double>(SweepPlan::kMostRuns))
        return {};
    const QString counted = QStringLiteral("%1 of “%2”, %3, %4").arg(
        words::counted(static_cast<std::int64_t>(values), u"value", u"values"), QString::fromStdString(plan.parameter),
        words::counted(static_cast<std::int64_t>(plan.series.size()), u"protection", u"protections"),
        words::counted(plan.repeat, u"repetition", u"repetitions"));
    return Error{QStringLiteral("That would be %1 runs (%2), and %3 are the most: choose a larger step, such as “%4=%5”.")
                     .arg(words::number(static_cast<std::int64_t>(runs)), counted, words::number(SweepPlan::kMostRuns),
                          QString::fromStdString(plan.parameter),
                          rangeText({plan.values.first, plan.values.last,
                                     std::max<std::int64_t>(1, (plan.values.last - plan.values.first + 1) / 10)}))
                     .toStdString()};
}

} // namespace

SweepStep SweepPlan::step(std::size_t run) const
{
    const std::size_t turn = run / series.size(); // one run of each series
    const std::size_t value = turn % values.count(), repetition = turn / values.count();
    return {value, (run + value + repetition) % series.size(), static_cast<int>(repetition)};
}

RunSettings SweepPlan::settings(const SweepStep &step) const
{
    RunSettings settings = defaultSettings(*scenario, series[step.series].pace);
    settings.mode = series[step.series].mode;
    settings.parameters = fixed;
    settings.parameters[parameter] = values.at(step.value);
    return settings;
}

QString SweepPlan::seriesName(std::size_t index) const
{
    const ModeInfo *const mode = scenario->mode(series[index].mode);
    const QString name = mode ? toText(mode->title) : QString::fromStdString(series[index].mode);
    return showsObserver() ? QString(name + QStringLiteral(", ") + paceWord(series[index].pace)) : name;
}

bool SweepPlan::showsObserver() const
{
    return std::any_of(series.begin(), series.end(), [this](const SweepSeries &one) { return one.pace != series.front().pace; });
}

Pace SweepPlan::sizedFor() const
{
    const auto slowest = std::max_element(series.begin(), series.end(),
                                          [](const SweepSeries &a, const SweepSeries &b) { return a.pace < b.pace; });
    return slowest == series.end() ? Pace::Full : slowest->pace;
}

Result<void> checkPlan(const SweepPlan &plan)
{
    if (plan.series.empty())
        return Error{"Choose at least one protection."};
    for (std::size_t series = 0; series < plan.series.size(); ++series)
        for (const std::int64_t value : {plan.values.first, plan.values.greatest()}) {
            RunSettings settings = plan.settings({0, series, 0});
            settings.parameters[plan.parameter] = value;
            if (const auto checked = checkedSettings(settings); !checked.ok())
                return checked.error();
        }
    return checkRuns(plan);
}

void Sweep::add(const SweepStep &step, const Recording &recording, const Account &account)
{
    const auto info = recording.info();
    if (runs.empty()) {
        machine = info->machine;
        startedAt = info->startedAt;
    }
    dropped += info->dropped;
    stalledNs += info->stalledNs;
    SweepRun run{.step = step,
                 .expected = account.expected,
                 .observed = account.observed,
                 .lost = account.lost,
                 .repeated = account.repeated,
                 .correct = account.correct,
                 .result = account.result,
                 .work = account.attempted};
    run.ended = everyoneFinished(*info);
    run.ns = run.ended ? runTime(*info) : 0;
    run.sessionNs = info->durationNs;
    runs.push_back(std::move(run));
}

Spread spreadOf(std::vector<double> values)
{
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end());
    return {values.size(), values.front(), quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75), values.back()};
}

std::vector<SweepPoint> pointsOf(const Sweep &sweep)
{
    const std::size_t values = sweep.plan.values.count();
    std::vector<SweepPoint> all(values * sweep.plan.series.size());
    for (const SweepRun &run : sweep.runs)
        all[run.step.series * values + run.step.value].runs.push_back(&run);
    std::vector<SweepPoint> points;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].runs.empty())
            continue;
        SweepPoint &point = points.emplace_back(std::move(all[i]));
        point.series = i / values;
        point.value = i % values;
        std::vector<double> shares, times, rates;
        for (const SweepRun *run : point.runs) {
            point.wrong += run->correct ? 0 : 1;
            shares.push_back(run->share());
            if (!run->ended)
                continue;
            times.push_back(run->ns);
            rates.push_back(run->perSecond());
        }
        point.share = spreadOf(std::move(shares));
        point.ns = spreadOf(std::move(times));
        point.perSecond = spreadOf(std::move(rates));
    }
    return points;
}

} // namespace interleave
