// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_catalog.h"
#include "app/charts/chart_export.h"
#include "app/cli/command.h"
#include "app/cli/interruption.h"
#include "app/cli/run_options.h"
#include "app/cli/runner.h"
#include "app/models/divergence_words.h"
#include "app/models/recording_account.h"
#include "app/models/run_json.h"
#include "app/models/run_text.h"
#include "app/models/runs_report.h"
#include "core/control/trace_schedule.h"
#include "core/trace/recording_file.h"
#include "scenarios/catalog.h"

#include <QCommandLineParser>
#include <QJsonObject>

#include <cstdio>
#include <unistd.h>

namespace interleave {

namespace {

int statusOf(const RunOptions &options, bool correct, bool interrupted)
{
    if (interrupted)
        return kInterrupted;
    return options.expectCorrect && !correct ? kNotCorrect : kDone;
}

/// What is to be done in which order; behind its end whoever moved last goes on as long as he can.
Plan planOf(const RunOptions &options)
{
    if (!options.schedule)
        return {};
    return {.steps = options.schedule->steps, .checks = options.schedule->checks, .runsOut = true};
}

void sayIfTooShort(const RunOptions &options, const Recording &recording)
{
    if (!options.schedule)
        return;
    const std::size_t said = options.schedule->steps.size(), done = scheduleOf(recording).steps.size();
    if (said < done)
        complain(QStringLiteral("The schedule ends after %1 of %2 steps; the rest was done without preemption.").arg(said).arg(done), kDone);
}

int runOnce(const RunOptions &options)
{
    if (!options.record.isEmpty())
        if (const auto writable = checkWritable(options.record.toStdString()); !writable.ok())
            return complain(writable.error().sentence);
    Runner runner;
    const auto run = runner.run(options.settings, options.timeoutNs, planOf(options));
    if (!run.ok())
        return complain(run.error().sentence);
    const Recording &recording = *run.value();
    if (runner.timedOut())
        static_cast<void>(complain(QStringLiteral("The run was stopped when the time of “--timeout” was over; what is said "
                                                  "of it is of what was done by then."), kDone));
    const auto written = options.record.isEmpty() ? Result<void>() : writeRecording(recording, options.record.toStdString());
    const auto account = accountOf(recording);
    if (!account.ok())
        return complain(account.error().sentence);
    if (options.json)
        printJson(runJson(recording, account.value()));
    else
        print(runText(recording, account.value()));
    if (!written.ok()) // the run is over all the same, and what came of it is said
        return complain(written.error().sentence);
    if (runner.diverged())
        return complain(divergenceSentence(*recording.info(), *runner.diverged()));
    sayIfTooShort(options, recording);
    return statusOf(options, account.value().correct, runner.interrupted());
}

/// One line on a terminal, over and over; nothing in a pipe.
void showProgress(const RunSeries &series, bool ended)
{
    if (::isatty(STDERR_FILENO) == 0)
        return;
    const RepeatedRuns &recorded = series.recorded(), &unwatched = series.unwatched();
    const auto asked = series.progress(Pace::Full).of + series.progress(Pace::Bare).of;
    std::fprintf(stderr, "\rrun %d of %d, %d wrong%s", recorded.of + unwatched.of, asked,
                 recorded.wrong + unwatched.wrong, ended ? "\n" : "");
}

/// What came of the runs, as figures and tables.
Result<void> writeOutcomes(const RunSeries &series, const QStringList &outputs)
{
    if (outputs.isEmpty())
        return {};
    const ChartInfo &chart = *findChart(u"outcomes");
    const ChartInput input{.recording = nullptr,
                           .scenario = findScenario(series.recorded().settings.scenario),
                           .runs = {series.recorded(), series.unwatched()},
                           .cancelled = {}};
    const ChartData data = chart.build(input);
    for (const QString &path : outputs)
        if (const auto written = exportFigure({data, captionOf(chart, input, data)}, path); !written.ok())
            return written;
    return {};
}

/// What has been made stays in `series`, whatever happens.
Result<void> makeRuns(RunSeries &series, Runner &runner, const RunOptions &options)
{
    const Plan plan = planOf(options);
    while (!series.isOver() && !runner.interrupted()) {
        const auto run = runner.run(series.next(), options.timeoutNs, plan);
        if (!run.ok())
            return run.error();
        if (runner.diverged())
            return Error{divergenceSentence(*run.value()->info(), *runner.diverged()).toStdString()};
        if (runner.interrupted())
            break; // what was stopped in the middle is no outcome
        const auto account = accountOf(*run.value());
        if (!account.ok())
            return account.error();
        if (series.recorded().of == 0) // the others do the same
            sayIfTooShort(options, *run.value());
        series.add(*run.value(), account.value());
        showProgress(series, series.isOver());
    }
    return {};
}

int runRepeatedly(const RunOptions &options)
{
    for (const QString &path : options.outputs)
        if (const auto writable = checkWritable(path.toStdString()); !writable.ok())
            return complain(writable.error().sentence);
    Runner runner;
    RunSeries series;
    series.begin(options.settings, options.repeat, options.watch);
    const auto made = makeRuns(series, runner, options);
    if (!made.ok() && series.recorded().of + series.unwatched().of == 0)
        return complain(made.error().sentence);
    const auto written = writeOutcomes(series, options.outputs);
    if (options.json)
        printJson(runsJson(series));
    else
        print(runsText(series));
    for (const Result<void> *const step : {&made, &written})
        if (!step->ok())
            return complain(step->error().sentence);
    const auto allRight = [](const RepeatedRuns &runs) { return runs.wrong + runs.stopped == 0; };
    return statusOf(options, allRight(series.recorded()) && allRight(series.unwatched()),
                    runner.interrupted() && !series.isComplete());
}

} // namespace

int runCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    addRunOptions(parser);
    const QStringList repeatable{QStringLiteral("set"), QStringLiteral("o"), QStringLiteral("output")};
    if (const int status = parse(parser, *findCommand(QStringLiteral("run")), arguments, 1, 1, repeatable); status >= 0)
        return status;
    const auto options = runOptionsFrom(parser);
    if (!options.ok())
        return complain(options.error().sentence, interruption::came() ? kInterrupted : kBadArguments);
    return options.value().repeat > 1 ? runRepeatedly(options.value()) : runOnce(options.value());
}

} // namespace interleave
