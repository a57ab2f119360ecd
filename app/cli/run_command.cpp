// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/models/report.h"
#include "app/cli/run_options.h"
#include "app/cli/runner.h"
#include "core/trace/recording_file.h"

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

int runOnce(const RunOptions &options)
{
    if (!options.record.isEmpty())
        if (const auto writable = checkWritable(options.record.toStdString()); !writable.ok())
            return complain(writable.error().sentence);
    Runner runner;
    const auto run = runner.run(options.settings, options.timeoutNs);
    if (!run.ok())
        return complain(run.error().sentence);
    const Recording &recording = *run.value();
    if (runner.timedOut())
        static_cast<void>(complain(QStringLiteral("The run was stopped when the time of “--timeout” was over; what was recorded by "
                                                  "then is kept."), kDone));
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
    return statusOf(options, account.value().correct, runner.interrupted());
}

int runRepeatedly(const RunOptions &options)
{
    const bool onTerminal = ::isatty(STDERR_FILENO) != 0;
    Runner runner;
    RepeatedRuns runs;
    runs.settings = options.settings;
    while (runs.of < options.repeat && !runner.interrupted()) {
        const auto run = runner.run(options.settings, options.timeoutNs);
        if (!run.ok())
            return complain(run.error().sentence);
        if (runner.interrupted())
            break; // what was stopped in the middle is no outcome
        const auto account = accountOf(*run.value());
        if (!account.ok())
            return complain(account.error().sentence);
        const auto info = run.value()->info();
        if (runs.of == 0) {
            runs.machine = info->machine;
            runs.startedAt = info->startedAt;
            runs.expected = account.value().expected;
        }
        runs.dropped += info->dropped;
        runs.stalledNs += info->stalledNs;
        runs.add({account.value().observed, account.value().correct, account.value().lost, account.value().result});
        if (onTerminal)
            std::fprintf(stderr, "\rrun %d of %d, %d wrong", runs.of, options.repeat, runs.wrong);
    }
    if (onTerminal)
        std::fputs("\n", stderr);
    if (options.json)
        printJson(runsJson(runs));
    else
        print(runsText(runs));
    return statusOf(options, runs.wrong == 0, runner.interrupted());
}

} // namespace

int runCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    addRunOptions(parser);
    if (const int status = parse(parser, *findCommand(QStringLiteral("run")), arguments, 1, 1); status >= 0)
        return status;
    const auto options = runOptionsFrom(parser);
    if (!options.ok())
        return complain(options.error().sentence, kBadArguments);
    return options.value().repeat > 1 ? runRepeatedly(options.value()) : runOnce(options.value());
}

} // namespace interleave
