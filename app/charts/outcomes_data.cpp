// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_data.h"
#include "app/charts/chart_text.h"

#include "app/models/run_tokens.h"
#include "app/models/to_text.h"
#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace interleave {

namespace {

constexpr std::int64_t kSingleValues = 40; // up to this span every number has a bar of its own
constexpr std::size_t kCategories = 10;    // more different texts than this are told by how much came out as it should

using Run = RepeatedRuns::Run;
using RunsList = std::vector<RepeatedRuns>;

/// "317", "317 kept": words say no more than the number does.
bool isNumber(const Run &run)
{
    const std::string number = std::to_string(run.intact());
    return run.result == number || run.result.rfind(number + ' ', 0) == 0;
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

/// Which bin, from that of the expected number, which is alone in its own: so no wrong run stands where the right ones
/// do.
std::int64_t binOf(std::int64_t away, double step)
{
    const double last = away > 0 ? static_cast<double>(away - 1) : static_cast<double>(away);
    return static_cast<std::int64_t>(std::floor(last / step)) + (away > 0 ? 1 : 0);
}

/// Bars along the number of what came out as it should: one each when they are few, else bins, of which one begins at
/// the expected number and holds nothing else.
void binByNumber(OutcomeBars &bars, const RunsList &list, std::int64_t expected)
{
    std::int64_t least = expected, most = expected;
    for (const RepeatedRuns &runs : list)
        for (const Run &run : runs.runs) {
            least = std::min(least, run.intact());
            most = std::max(most, run.intact());
        }
    const double span = static_cast<double>(most - least);
    const bool single = span <= kSingleValues;
    bars.numeric = true;
    bars.expected = static_cast<double>(expected);
    bars.step = single ? 1 : roundUp125(span / 20);

    std::map<std::int64_t, OutcomeBars::Bar> byBin;
    for (std::size_t series = 0; series < list.size(); ++series)
        for (const Run &run : list[series].runs) {
            const std::int64_t bin = binOf(run.intact() - expected, bars.step);
            count(byBin.try_emplace(bin, emptyBar(list.size())).first->second, series, run);
        }
    for (auto &[bin, bar] : byBin) {
        bar.from = bars.expected + static_cast<double>(bin) * bars.step - (single ? 0.5 : 0);
        bar.to = bar.from + bars.step;
        // No number beyond those that came out is named: nothing comes out less than 0 times.
        const auto width = static_cast<std::int64_t>(bars.step);
        const std::int64_t from = expected + bin * width - (bin > 0 ? width - 1 : 0);
        const std::int64_t first = std::max(least, from), last = bin == 0 ? from : std::min(most, from + width - 1);
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

/// What the number along the axis is of.
QString axisOf(const ScenarioInfo *scenario)
{
    if (scenario != nullptr && !scenario->intact.empty() && !scenario->units.empty())
        return QStringLiteral("%1 that %2").arg(toText(scenario->units.front().plural), toText(scenario->intact));
    if (scenario != nullptr && !scenario->valueObject.empty())
        return QStringLiteral("final value of %1").arg(toText(scenario->valueObject));
    return QStringLiteral("result");
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
                            .result = QString::fromStdString(run.result),
                            .intact = QString::number(run.intact())});
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

/// Not before the run has ended, and not when the recording breaks off before that.
bool isResultKnown(const Recording &recording)
{
    return recording.finished() && !recording.info()->finalWords.empty();
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
    if (!scenario.account || !isResultKnown(recording) || !scenario.accepts(info->settings.parameters))
        return runs;
    const auto findings = recording.findings();
    const Account account = scenario.account(*info, info->settings.pace == Pace::Bare ? nullptr : findings.get());
    runs.expected = account.expected;
    runs.add({account.observed, account.correct, account.lost, account.result, account.repeated});
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
    if (list.empty() && input.recording && input.recording->finished() && !isResultKnown(*input.recording))
        return NoData{QStringLiteral("What came of the run is not in this recording, so there is no result to show.")};
    if (list.empty() && !input.noRuns.isEmpty())
        return NoData{input.noRuns};
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
    const std::int64_t expected = list.front().expected;
    const bool tells = allRuns(list, [expected](const Run &run) { return run.correct == (run.intact() == expected); });
    if (tells && (allRuns(list, isNumber) || differentTexts(list) > kCategories)) {
        bars.axis = axisOf(input.scenario);
        binByNumber(bars, list, expected);
    } else {
        bars.axis = QStringLiteral("result");
        barsOfTexts(bars, list);
    }
    return bars;
}

} // namespace interleave
