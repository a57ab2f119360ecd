// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/orders_figure.h"
#include "app/cli/command.h"
#include "app/cli/interruption.h"
#include "app/cli/option_values.h"
#include "app/cli/stopped_watch.h"
#include "app/models/exploration_text.h"
#include "app/models/to_text.h"
#include "app/session/explorer.h"
#include "app/session/machine.h"
#include "app/session/session.h"
#include "app/session/worker_process.h"
#include "core/trace/recording_file.h"
#include "scenarios/catalog.h"

#include <QCommandLineParser>
#include <QEventLoop>
#include <QSocketNotifier>

#include <cstdio>
#include <limits>
#include <unistd.h>

namespace interleave {

namespace {

struct ExploreOptions {
    ExplorationRequest request;
    QStringList outputs;
    bool expectCorrect = false;
    bool json = false;
};

void addExploreOptions(QCommandLineParser &parser)
{
    parser.addPositionalArgument(QStringLiteral("SCENARIO"), QStringLiteral("“interleave list” shows them."));
    parser.addOptions({
        {QStringLiteral("set"),
         QStringLiteral(
             "A parameter of the scenario; may be repeated. What is left out has a size that can be gone through."),
         QStringLiteral("NAME=VALUE")},
        {QStringLiteral("sync"), QStringLiteral("The protection."), QStringLiteral("MODE")},
        {QStringLiteral("preemptions"), QStringLiteral("Only orders with at most B preemptions."), QStringLiteral("B")},
        {QStringLiteral("deaths"),
         QStringLiteral("Up to N processes may be killed, each at any moment; none unless dying is the lesson."),
         QStringLiteral("N")},
        {QStringLiteral("limit"), QStringLiteral("At most so many executions where orders are tried one by one."),
         QStringLiteral("EXECUTIONS")},
        {{QStringLiteral("o"), QStringLiteral("output")},
         QStringLiteral("The outcomes as a figure or a table; may be repeated."),
         QStringLiteral("OUT.csv|svg|pdf|png")},
        {QStringLiteral("expect"), QStringLiteral("“correct”: exit with 3 when an order can make the result wrong."),
         QStringLiteral("correct")},
        {QStringLiteral("json"), QStringLiteral("Prints one JSON object.")},
    });
}

/// The sizes that a search has by default.
Parameters searchedSizes(const ScenarioInfo &scenario)
{
    Parameters parameters;
    for (const ParameterInfo &parameter : scenario.parameters)
        parameters[std::string(parameter.name)] = parameter.explore;
    return parameters;
}

Result<ExploreOptions> optionsFrom(const QCommandLineParser &parser)
{
    ExploreOptions options;
    RunSettings &settings = options.request.settings;
    settings.scenario = parser.positionalArguments().constFirst().toStdString();
    if (const ScenarioInfo *scenario = findScenario(settings.scenario))
        settings.parameters = searchedSizes(*scenario);
    if (parser.isSet(QStringLiteral("sync")) && parser.value(QStringLiteral("sync")).isEmpty())
        return wrong(QStringLiteral("Say which protection, such as “--sync on”; “interleave list” shows them."));
    settings.mode = parser.value(QStringLiteral("sync")).toStdString();
    if (auto set = setParameters(parser.values(QStringLiteral("set")), settings.parameters); !set.ok())
        return set.error();
    auto checked = checkedSettings(settings);
    if (!checked.ok())
        return checked.error();
    settings = checked.value();
    if (const ScenarioInfo *scenario = findScenario(settings.scenario))
        options.request.scope = usualScope(*scenario);
    if (parser.isSet(QStringLiteral("preemptions"))) {
        const auto bound = countFrom(parser, QStringLiteral("preemptions"), 0, 1000);
        if (!bound.ok())
            return bound.error();
        options.request.scope.mostPreemptions = static_cast<std::uint64_t>(bound.value());
    }
    if (parser.isSet(QStringLiteral("deaths"))) {
        const auto deaths = countFrom(parser, QStringLiteral("deaths"), 0, kMaxActors);
        if (!deaths.ok())
            return deaths.error();
        options.request.scope.mostDeaths = static_cast<std::uint64_t>(deaths.value());
    }
    if (parser.isSet(QStringLiteral("limit"))) {
        const auto limit = countFrom(parser, QStringLiteral("limit"), 1, std::numeric_limits<std::int64_t>::max());
        if (!limit.ok())
            return limit.error();
        options.request.mostExecutions = static_cast<std::uint64_t>(limit.value());
    }
    if (parser.isSet(QStringLiteral("expect")) && parser.value(QStringLiteral("expect")) != QLatin1String("correct"))
        return wrong(
            QStringLiteral("“--expect %1” should be “--expect correct”.").arg(parser.value(QStringLiteral("expect"))));
    options.expectCorrect = parser.isSet(QStringLiteral("expect"));
    options.json = parser.isSet(QStringLiteral("json"));
    options.outputs = parser.values(QStringLiteral("o"));
    if (const auto outputs = checkOutputs(options.outputs, QStringLiteral("orders.svg")); !outputs.ok())
        return outputs.error();
    return options;
}

/// A sentence below the line of figures, which stays where it is.
void say(const QString &sentence)
{
    if (::isatty(STDERR_FILENO) != 0)
        std::fputs("\n", stderr);
    static_cast<void>(complain(sentence, kDone));
}

/// One line on a terminal, over and over; nothing in a pipe.
void showProgress(const ExplorationReport &report)
{
    if (::isatty(STDERR_FILENO) == 0)
        return;
    std::fprintf(stderr, "\r%llu states, %llu executions, %.1f s   ", static_cast<unsigned long long>(report.states),
                 static_cast<unsigned long long>(report.executions), static_cast<double>(report.elapsedMs) / 1000);
    if (report.isOver)
        std::fputs("\n", stderr);
}

/// The process that searches, and those that it leads through their orders.
std::vector<AwaitedProcess> awaitedOf(const Explorer &explorer)
{
    std::vector<AwaitedProcess> awaited{{QStringLiteral("The process that searches"), explorer.pid()}};
    for (const qint64 pid : processesStartedBy(explorer.pid()))
        awaited.push_back({QStringLiteral("A process of the search"), pid});
    return awaited;
}

/// To its end, or until Ctrl-C. The report holds what is known whatever happens; the sentence says what did.
QString search(Explorer &explorer)
{
    QEventLoop loop;
    QString trouble;
    SaidOfSize said;
    QObject::connect(&explorer, &Explorer::grew, &loop, [&] {
        for (const QString &sentence : newsOfSize(*explorer.report(), said))
            say(sentence);
        showProgress(*explorer.report());
    });
    QObject::connect(&explorer, &Explorer::ended, &loop, [&](const QString &sentence) {
        trouble = sentence;
        loop.quit();
    });
    const StoppedWatch watch([&explorer] { return awaitedOf(explorer); });
    std::unique_ptr<QSocketNotifier> notifier;
    if (interruption::descriptor() >= 0) {
        notifier = std::make_unique<QSocketNotifier>(interruption::descriptor(), QSocketNotifier::Read);
        QObject::connect(notifier.get(), &QSocketNotifier::activated, &loop, [&] {
            notifier->setEnabled(false);
            explorer.stop();
        });
    }
    loop.exec();
    return trouble;
}

Result<void> write(const std::shared_ptr<const ExplorationReport> &report, const QStringList &outputs)
{
    if (outputs.isEmpty())
        return {};
    const Figure figure = figureOf(report);
    for (const QString &path : outputs)
        if (const auto written = exportFigure(figure, path); !written.ok())
            return written;
    return {};
}

} // namespace

int exploreCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    addExploreOptions(parser);
    const QStringList repeatable{QStringLiteral("set"), QStringLiteral("o"), QStringLiteral("output")};
    if (const int status = parse(parser, *findCommand(QStringLiteral("explore")), arguments, 1, 1, repeatable);
        status >= 0)
        return status;
    const auto options = optionsFrom(parser);
    if (!options.ok())
        return complain(options.error().sentence, kBadArguments);
    for (const QString &path : options.value().outputs)
        if (const auto writable = checkWritable(path.toStdString()); !writable.ok())
            return complain(writable.error().sentence);
    Explorer explorer;
    if (const auto started = explorer.start(options.value().request); !started.ok())
        return complain(started.error().sentence);
    const QString trouble = search(explorer);
    if (!explorer.report())
        return complain(trouble.isEmpty() ? QStringLiteral("Stopped before anything was known.") : trouble,
                        trouble.isEmpty() ? kInterrupted : kFailed);
    const ExplorationReport &report = *explorer.report();
    const auto written = write(explorer.report(), options.value().outputs);
    if (options.value().json)
        printJson(exploreJson(report));
    else
        print(exploreText(report));
    if (!trouble.isEmpty())
        return complain(trouble);
    if (!written.ok())
        return complain(written.error().sentence);
    if (report.isInterrupted)
        return kInterrupted;
    return options.value().expectCorrect && report.anyWrong() ? kNotCorrect : kDone;
}

} // namespace interleave
