// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/models/to_text.h"
#include "scenarios/catalog.h"

#include <QCommandLineParser>
#include <QJsonArray>
#include <QJsonObject>

namespace interleave {

namespace {

QJsonObject parameterJson(const ParameterInfo &parameter)
{
    return {{QStringLiteral("name"), toText(parameter.name)},
            {QStringLiteral("type"), QStringLiteral("integer")},
            {QStringLiteral("title"), toText(parameter.title)},
            {QStringLiteral("min"), static_cast<qint64>(parameter.min)},
            {QStringLiteral("max"), static_cast<qint64>(parameter.max)},
            {QStringLiteral("default"), static_cast<qint64>(parameter.full)},
            {QStringLiteral("defaults"), QJsonObject{{QStringLiteral("bare"), static_cast<qint64>(parameter.bare)},
                                                     {QStringLiteral("full"), static_cast<qint64>(parameter.full)},
                                                     {QStringLiteral("slow"), static_cast<qint64>(parameter.slow)},
                                                     {QStringLiteral("step"), static_cast<qint64>(parameter.step)},
                                                     {QStringLiteral("explore"), static_cast<qint64>(parameter.explore)}}}};
}

QJsonObject scenarioJson(const ScenarioInfo &scenario)
{
    QJsonArray modes, parameters, charts, outcomes;
    for (const ModeInfo &mode : scenario.modes)
        modes.append(QJsonObject{{QStringLiteral("id"), toText(mode.id)}, {QStringLiteral("title"), toText(mode.title)},
                                 {QStringLiteral("help"), toText(mode.help)}});
    for (const ParameterInfo &parameter : scenario.parameters)
        parameters.append(parameterJson(parameter));
    for (const std::string_view chart : scenario.charts)
        charts.append(toText(chart));
    for (const OutcomeInfo &outcome : scenario.outcomes)
        outcomes.append(QJsonObject{{QStringLiteral("id"), toText(outcome.id)},
                                    {QStringLiteral("sentence"), toText(outcome.sentence)},
                                    {QStringLiteral("when_protected"), toText(outcome.whenProtected)}});
    return {{QStringLiteral("id"), toText(scenario.id)},
            {QStringLiteral("title"), toText(scenario.title)},
            {QStringLiteral("chapter"), toText(scenario.chapter)},
            {QStringLiteral("summary"), toText(scenario.summary)},
            {QStringLiteral("default_sync"), toText(scenario.defaultMode)},
            {QStringLiteral("modes"), modes},
            {QStringLiteral("parameters"), parameters},
            {QStringLiteral("outcomes"), outcomes},
            {QStringLiteral("explorable"), scenario.explorable},
            {QStringLiteral("charts"), charts}};
}

void printScenario(const ScenarioInfo &scenario)
{
    print(toText(scenario.id) + QStringLiteral(" · ") + toText(scenario.title));
    print(QStringLiteral("  ") + toText(scenario.summary));
    for (const ModeInfo &mode : scenario.modes)
        print(QStringLiteral("  --sync %1  %2").arg(toText(mode.id), -11).arg(toText(mode.help)));
    for (const ParameterInfo &parameter : scenario.parameters)
        print(QStringLiteral("  --set %1=%2  %3 (%4 to %5)")
                  .arg(toText(parameter.name)).arg(parameter.full).arg(toText(parameter.help)).arg(parameter.min).arg(parameter.max));
}

} // namespace

int listCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("json"), QStringLiteral("Prints one JSON object.")});
    if (const int status = parse(parser, *findCommand(QStringLiteral("list")), arguments, 0, 0); status >= 0)
        return status;
    if (!parser.isSet(QStringLiteral("json"))) {
        for (const ScenarioInfo *scenario : catalog())
            printScenario(*scenario);
        return kDone;
    }
    QJsonArray scenarios;
    for (const ScenarioInfo *scenario : catalog())
        scenarios.append(scenarioJson(*scenario));
    printJson({{QStringLiteral("schema"), QStringLiteral("interleave.list/1")}, {QStringLiteral("scenarios"), scenarios}});
    return kDone;
}

} // namespace interleave
