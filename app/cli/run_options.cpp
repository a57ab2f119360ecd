// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/run_options.h"

#include "app/cli/option_values.h"
#include "app/models/run_tokens.h"
#include "app/models/to_text.h"
#include "app/session/session.h"
#include "scenarios/catalog.h"

#include <QCommandLineParser>

#include <limits>

namespace interleave {

namespace {

Result<Window> windowFrom(const QString &text)
{
    if (text == QLatin1String("none"))
        return Window{};
    if (text == QLatin1String("yield"))
        return Window{Window::Kind::Yield, 0};
    if (const auto duration = durationFrom(text))
        return Window{Window::Kind::Sleep, *duration};
    return wrong(QStringLiteral("“%1” is no window: none, yield or a duration such as 1ms or 250us would be.").arg(text));
}

Result<void> setParameters(const QStringList &assignments, Parameters &parameters)
{
    for (const QString &assignment : assignments) {
        const auto equals = assignment.indexOf(QLatin1Char('='));
        bool isNumber = false;
        const qint64 value = assignment.mid(equals + 1).toLongLong(&isNumber);
        if (equals < 1 || !isNumber)
            return wrong(QStringLiteral("“--set %1” should be NAME=NUMBER, such as processes=4.").arg(assignment));
        parameters[assignment.left(equals).toStdString()] = value;
    }
    return {};
}

} // namespace

void addRunOptions(QCommandLineParser &parser)
{
    parser.addPositionalArgument(QStringLiteral("SCENARIO"), QStringLiteral("“interleave list” shows them."));
    parser.addOptions({
        {QStringLiteral("set"), QStringLiteral("A parameter of the scenario; may be repeated."), QStringLiteral("NAME=VALUE")},
        {QStringLiteral("sync"), QStringLiteral("The protection."), QStringLiteral("MODE")},
        {QStringLiteral("pace"), QStringLiteral("bare: unwatched; full: recorded; slow: 1 ms between reading and writing."),
         QStringLiteral("bare|full|slow"), QStringLiteral("full")},
        {QStringLiteral("window"), QStringLiteral("What happens between reading and writing."),
         QStringLiteral("none|yield|DURATION")},
        {QStringLiteral("repeat"), QStringLiteral("Runs it N times and counts the outcomes."), QStringLiteral("N"),
         QStringLiteral("1")},
        {QStringLiteral("seed"), QStringLiteral("Kept with the run."), QStringLiteral("N"), QStringLiteral("0")},
        {QStringLiteral("timeout"), QStringLiteral("Stops a run that takes longer."), QStringLiteral("DURATION")},
        {QStringLiteral("drop"), QStringLiteral("Never hold a process up: drop events instead, and count them.")},
        {QStringLiteral("record"), QStringLiteral("Writes the recording."), QStringLiteral("FILE.ilv")},
        {QStringLiteral("expect"), QStringLiteral("“correct”: exit with 3 when the result is wrong."), QStringLiteral("correct")},
        {QStringLiteral("json"), QStringLiteral("Prints one JSON object.")},
    });
}

Result<RunOptions> runOptionsFrom(const QCommandLineParser &parser)
{
    const auto pace = paceFrom(parser.value(QStringLiteral("pace")));
    if (!pace.ok())
        return pace.error();
    RunOptions options;
    const std::string id = parser.positionalArguments().constFirst().toStdString();
    if (const ScenarioInfo *scenario = findScenario(id))
        options.settings = defaultSettings(*scenario, pace.value());
    options.settings.scenario = id;
    if (parser.isSet(QStringLiteral("sync")) && parser.value(QStringLiteral("sync")).isEmpty())
        return wrong(QStringLiteral("Say which protection, such as “--sync on”; “interleave list” shows them."));
    if (parser.isSet(QStringLiteral("sync")))
        options.settings.mode = parser.value(QStringLiteral("sync")).toStdString();
    if (auto set = setParameters(parser.values(QStringLiteral("set")), options.settings.parameters); !set.ok())
        return set.error();
    auto settings = checkedSettings(options.settings);
    if (!settings.ok())
        return settings.error();
    options.settings = settings.value();

    if (parser.isSet(QStringLiteral("window"))) {
        const auto window = windowFrom(parser.value(QStringLiteral("window")));
        if (!window.ok())
            return window.error();
        options.settings.window = window.value();
    }
    const auto repeat = countFrom(parser, QStringLiteral("repeat"), 1, 100'000);
    if (!repeat.ok())
        return repeat.error();
    options.repeat = static_cast<int>(repeat.value());
    const auto seed = countFrom(parser, QStringLiteral("seed"), 0, std::numeric_limits<std::int64_t>::max());
    if (!seed.ok())
        return seed.error();
    options.settings.seed = static_cast<std::uint64_t>(seed.value());
    if (parser.isSet(QStringLiteral("timeout"))) {
        const auto timeout = durationFrom(parser.value(QStringLiteral("timeout")));
        if (!timeout || *timeout == 0)
            return wrong(QStringLiteral("“--timeout %1” should be a duration such as 500ms or 10s.")
                             .arg(parser.value(QStringLiteral("timeout"))));
        options.timeoutNs = *timeout;
    }
    if (parser.isSet(QStringLiteral("expect")) && parser.value(QStringLiteral("expect")) != QLatin1String("correct"))
        return wrong(QStringLiteral("“--expect %1” should be “--expect correct”.").arg(parser.value(QStringLiteral("expect"))));
    options.expectCorrect = parser.isSet(QStringLiteral("expect"));
    options.settings.drop = parser.isSet(QStringLiteral("drop"));
    options.record = parser.value(QStringLiteral("record"));
    options.json = parser.isSet(QStringLiteral("json"));
    if (parser.isSet(QStringLiteral("record")) && options.record.isEmpty())
        return wrong(QStringLiteral("Say where the recording is to go, such as “--record a.ilv”."));
    if (!options.record.isEmpty() && options.repeat > 1)
        return wrong(QStringLiteral("“--record” keeps one run, “--repeat” makes several: leave one of them out."));
    if (!options.record.isEmpty() && options.settings.pace == Pace::Bare)
        return wrong(QStringLiteral("An unwatched run records nothing: leave out “--record”, or “--pace bare”."));
    return options;
}

} // namespace interleave
