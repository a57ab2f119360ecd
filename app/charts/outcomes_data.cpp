// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_data.h"
#include "app/charts/chart_text.h"

#include "app/models/run_tokens.h"
#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace interleave {

namespace {

constexpr std::int64_t kSingleValues = 40; // up to this span every number has a bar of its own
constexpr std::size_t kCategories = 10;    // more different texts than this are told by what was lost

using Run = RepeatedRuns::Run;
using RunsList = std::vector<RepeatedRuns>;

bool isNumber(const Run &run)
{
    return run.result == std::to_string(run.observed);
}

template <typename Predicate>
bool allRuns(const RunsList &list, Predicate holds)
{
    return std::all_of(list.begin(), list.end(), [&](const RepeatedRuns &runs) {
        return std::all_of(runs.runs.begin(), runs.runs.end(), holds);
    });
}

OutcomeBars::Bar emptyBar(std::size_t series)
{
    OutcomeBars::Bar bar;
    bar.right.assign(series, 0);
    bar.wrong.assign(series, 0);
    return bar;
}

void count(OutcomeBars::Bar &bar, std::size_t series, const Run &run)
{
    ++(run.correct ? bar.right : bar.wrong)[series];
}

std::uint64_t total(const OutcomeBars::Bar &bar)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bar.right.size(); ++i)
        sum += bar.right[i] + bar.wrong[i];
    return sum;
}

/// Bars along a number: one each when they are few, else bins with the expected number in the middle of one. What is
/// just short of it may share that bin, so right and wrong are counted apart in each.
template <typename Number>
void binByNumber(OutcomeBars &bars, const RunsList &list, std::int64_t expected, Number numberOf)
{
    std::int64_t least = expected, most = expected;
    for (const RepeatedRuns &runs : list)
        for (const Run &run : runs.runs) {
            least = std::min(least, numberOf(run));
            most = std::max(most, numberOf(run));
        }
    const double span = static_cast<double>(most - least);
    const bool single = span <= kSingleValues;
    bars.numeric = true;
    bars.expected = static_cast<double>(expected);
    bars.step = single ? 1 : roundUp125(span / 20);

    std::map<std::int64_t, OutcomeBars::Bar> byBin;
    for (std::size_t series = 0; series < list.size(); ++series)
        for (const Run &run : list[series].runs) {
            const double away = static_cast<double>(numberOf(run) - expected);
            const auto bin = static_cast<std::int64_t>(std::floor(away / bars.step + 0.5));
            count(byBin.try_emplace(bin, emptyBar(list.size())).first->second, series, run);
        }
    for (auto &[bin, bar] : byBin) {
        bar.from = bars.expected + (static_cast<double>(bin) - 0.5) * bars.step;
        bar.to = bar.from + bars.step;
        // No number beyond those that came out is named: nothing is lost less than 0 times.
        const auto first = std::max(least, static_cast<std::int64_t>(std::ceil(bar.from)));
        const auto last = std::min(most, static_cast<std::int64_t>(std::ceil(bar.to)) - 1);
        bar.label = first == last ? countText(first) : QStringLiteral("%1 … %2").arg(countText(first), countText(last));
        bars.bars.push_back(std::move(bar));
    }
}

void barsOfTexts(OutcomeBars &bars, const RunsList &list)
{
    std::map<std::string, OutcomeBars::Bar> byText;
    for (std::size_t series = 0; series < list.size(); ++series)
        for (const Run &run : list[series].runs)
            count(byText.try_emplace(run.result, emptyBar(list.size())).first->second, series, run);
    for (auto &[text, bar] : byText) {
        bar.label = QString::fromStdString(text);
        bars.bars.push_back(std::move(bar));
    }
    std::stable_sort(bars.bars.begin(), bars.bars.end(),
                     [](const OutcomeBars::Bar &a, const OutcomeBars::Bar &b) { return total(a) > total(b); });
    for (std::size_t i = 0; i < bars.bars.size(); ++i)
        bars.bars[i].from = bars.bars[i].to = static_cast<double>(i);
}

/// All runs of a list, one after the other.
std::vector<OutcomeBars::Row> rowsOf(const RunsList &list)
{
    std::vector<OutcomeBars::Row> rows;
    for (const RepeatedRuns &runs : list) {
        int number = 0;
        for (const Run &run : runs.runs)
            rows.push_back({.pace = paceName(runs.settings.pace),
                            .run = QString::number(++number),
                            .expected = QString::number(runs.expected),
                            .observed = QString::number(run.observed),
                            .lost = QString::number(run.lost),
                            .right = run.correct ? QStringLiteral("yes") : QStringLiteral("no"),
                            .result = QString::fromStdString(run.result)});
    }
    return rows;
}

std::size_t differentTexts(const RunsList &list)
{
    std::set<std::string> texts;
    for (const RepeatedRuns &runs : list)
        for (const Run &run : runs.runs)
            texts.insert(run.result);
    return texts.size();
}

} // namespace

RepeatedRuns asRepeatedRuns(const Recording &recording, const ScenarioInfo &scenario)
{
    const auto info = recording.info();
    RepeatedRuns runs;
    runs.settings = info->settings;
    runs.machine = info->machine;
    runs.startedAt = info->startedAt;
    runs.dropped = info->dropped;
    runs.stalledNs = info->stalledNs;
    if (!scenario.account || !recording.finished() || !scenario.accepts(info->settings.parameters))
        return runs;
    const auto findings = recording.findings();
    const Account account = scenario.account(*info, info->settings.pace == Pace::Bare ? nullptr : findings.get());
    runs.expected = account.expected;
    runs.add({account.observed, account.correct, account.lost, account.result});
    return runs;
}

ChartData outcomeBars(const ChartInput &input)
{
    RunsList list;
    for (const RepeatedRuns &runs : input.runs)
        if (!runs.runs.empty())
            list.push_back(runs);
    if (list.empty() && input.recording && input.scenario) {
        RepeatedRuns single = asRepeatedRuns(*input.recording, *input.scenario);
        if (!single.runs.empty())
            list.push_back(std::move(single));
    }
    if (list.empty()
        && std::any_of(input.runs.begin(), input.runs.end(), [](const RepeatedRuns &runs) { return runs.of > 0; }))
        return NoData{QStringLiteral("No run came to its end, so there is no result to show.")};
    if (list.empty())
        return NoData{
            QStringLiteral("No repeated runs yet: press ×20 to run it twenty times and see how results spread.")};

    OutcomeBars bars;
    for (const RepeatedRuns &runs : list) {
        const bool bare = runs.settings.pace == Pace::Bare;
        bars.series.push_back({bare ? QStringLiteral("unwatched runs") : QStringLiteral("recorded runs"),
                               runs.runs.size(), static_cast<std::uint64_t>(runs.wrong),
                               static_cast<std::uint64_t>(runs.stopped)});
    }
    bars.rows = rowsOf(list);
    if (allRuns(list, isNumber)) {
        bars.axis = input.scenario && !input.scenario->valueObject.empty()
            ? QStringLiteral("final value of %1")
                  .arg(QString::fromUtf8(input.scenario->valueObject.data(),
                                         static_cast<qsizetype>(input.scenario->valueObject.size())))
            : QStringLiteral("result");
        binByNumber(bars, list, list.front().expected, [](const Run &run) { return run.observed; });
    } else if (differentTexts(list) > kCategories) {
        bars.axis = QStringLiteral("lost in the run");
        binByNumber(bars, list, 0, [](const Run &run) { return run.lost; });
    } else {
        bars.axis = QStringLiteral("result");
        barsOfTexts(bars, list);
    }
    return bars;
}

} // namespace interleave
