// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/sweep_options.h"

#include "app/charts/chart_export.h"
#include "app/cli/option_values.h"
#include "app/models/to_text.h"
#include "app/session/nearest.h"
#include "app/session/session.h"
#include "scenarios/catalog.h"

#include <QCommandLineParser>

#include <algorithm>

namespace interleave {

namespace {

/// "processes=1..8" or "increments=1000", into the plan.
Result<void> take(const QString &assignment, SweepPlan &plan, QStringList &named)
{
    const auto equals = assignment.indexOf(QLatin1Char('='));
    const QString name = assignment.left(equals), text = assignment.mid(equals + 1);
    if (equals < 1)
        return wrong(QStringLiteral("“--set %1” should be NAME=A..B, such as processes=1..8, or NAME=NUMBER.").arg(assignment));
    if (named.contains(name))
        return setTwice(name);
    named << name;
    if (looksLikeRange(text)) {
        if (!plan.parameter.empty())
            return wrong(QStringLiteral("Only one parameter can be swept, and “%1” and “%2” have ranges: give one of them a single "
                                        "value.").arg(QString::fromStdString(plan.parameter), name));
        const auto range = rangeFrom(text);
        if (!range.ok())
            return range.error();
        plan.parameter = name.toStdString();
        plan.values = range.value();
        return {};
    }
    const auto value = wholeNumber(text);
    if (!value)
        return wrong(QStringLiteral("“--set %1” should be NAME=A..B, such as processes=1..8, or NAME=NUMBER.").arg(assignment));
    plan.fixed[name.toStdString()] = *value;
    return {};
}

/// All of the scenario's when none is named.
Result<std::vector<std::string>> modesFrom(const QCommandLineParser &parser, const ScenarioInfo &scenario)
{
    std::vector<std::string> known, modes;
    for (const ModeInfo &mode : scenario.modes)
        known.emplace_back(mode.id);
    if (!parser.isSet(QStringLiteral("sync")))
        return known;
    for (const QString &name : parser.values(QStringLiteral("sync")).join(QLatin1Char(',')).split(QLatin1Char(','))) {
        const std::string mode = name.trimmed().toStdString();
        if (mode.empty())
            return wrong(QStringLiteral("Say which protections, such as “--sync %1”; “interleave list” shows them.")
                             .arg(QString::fromStdString(known.front() + "," + known.back())));
        if (scenario.mode(mode) == nullptr)
            return Error{"There is no protection “" + mode + "”: " + suggestion(mode, known)};
        if (std::find(modes.begin(), modes.end(), mode) == modes.end())
            modes.push_back(mode);
    }
    return modes;
}

/// Sizes for what nobody set.
void fillIn(SweepPlan &plan)
{
    for (const ParameterInfo &parameter : plan.scenario->parameters)
        plan.fixed.try_emplace(std::string(parameter.name), parameter.defaultFor(plan.sizedFor()));
}

} // namespace

void addSweepOptions(QCommandLineParser &parser)
{
    parser.addPositionalArgument(QStringLiteral("SCENARIO"), QStringLiteral("“interleave list” shows them."));
    parser.addOptions({
        {QStringLiteral("set"),
         QStringLiteral("The parameter to sweep, from A to B, such as processes=1..8 or "
                        "increments=1000..9000,2000. With a single value: a parameter that stays. What is left out has "
                        "the usual size of the pace, which is larger for unwatched runs than in the window."),
         QStringLiteral("NAME=A..B[,STEP]")},
        {QStringLiteral("sync"), QStringLiteral("The protections; all of them when left out."),
         QStringLiteral("M1,M2,...")},
        {QStringLiteral("repeat"), QStringLiteral("Runs of each value and protection."), QStringLiteral("N"),
         QStringLiteral("10")},
        {QStringLiteral("pace"),
         QStringLiteral("bare: unwatched, honest times; full: recorded; bare,full: both, so that it is seen "
                        "what watching changes."),
         QStringLiteral("bare|full|slow"), QStringLiteral("bare")},
        {{QStringLiteral("o"), QStringLiteral("output")},
         QStringLiteral("Where to; may be repeated."),
         QStringLiteral("OUT.csv|svg|pdf|png")},
        {QStringLiteral("json"), QStringLiteral("Prints one JSON object.")},
    });
}

Result<SweepOptions> sweepOptionsFrom(const QCommandLineParser &parser)
{
    SweepOptions options;
    SweepPlan &plan = options.plan;
    const std::string id = parser.positionalArguments().constFirst().toStdString();
    plan.scenario = findScenario(id);
    if (plan.scenario == nullptr)
        return checkedSettings({.scenario = id}).error();
    QStringList named;
    for (const QString &assignment : parser.values(QStringLiteral("set")))
        if (const auto taken = take(assignment, plan, named); !taken.ok())
            return taken.error();
    if (plan.parameter.empty()) {
        const ParameterInfo &first = plan.scenario->parameters.front();
        return wrong(QStringLiteral("Say which parameter to sweep, such as “--set %1=1..%2”.").arg(toText(first.name)).arg(std::min<std::int64_t>(first.max, 8)));
    }
    const auto paces = pacesFrom(parser.value(QStringLiteral("pace")));
    if (!paces.ok())
        return paces.error();
    const auto modes = modesFrom(parser, *plan.scenario);
    if (!modes.ok())
        return modes.error();
    for (const std::string &mode : modes.value())
        for (const Pace pace : paces.value())
            plan.series.push_back({mode, pace});
    const auto repeat = countFrom(parser, QStringLiteral("repeat"), 1, SweepPlan::kMostRuns);
    if (!repeat.ok())
        return repeat.error();
    plan.repeat = static_cast<int>(repeat.value());
    fillIn(plan);
    if (const auto possible = checkPlan(plan); !possible.ok())
        return possible.error();
    options.outputs = parser.values(QStringLiteral("o"));
    options.json = parser.isSet(QStringLiteral("json"));
    if (const auto outputs = checkOutputs(options.outputs, QStringLiteral("sweep.svg")); !outputs.ok())
        return outputs.error();
    return options;
}

} // namespace interleave
