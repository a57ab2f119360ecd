// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/sweep_figure.h"
#include "app/cli/command.h"
#include "app/cli/runner.h"
#include "app/cli/sweep_options.h"
#include "app/models/recording_account.h"
#include "app/models/sweep_report.h"
#include "core/trace/recording_file.h"

#include <QCommandLineParser>
#include <QElapsedTimer>

#include <cstdio>
#include <unistd.h>

namespace interleave {

namespace {

/// One line on a terminal, over and over; nothing in a pipe.
class Progress
{
public:
    explicit Progress(std::size_t runs) : m_runs(runs), m_shown(::isatty(STDERR_FILENO) != 0) { m_clock.start(); }
    ~Progress()
    {
        if (m_shown && m_told)
            std::fputs("\n", stderr);
    }
    Progress(const Progress &) = delete;
    Progress &operator=(const Progress &) = delete;

    void made(std::size_t runs)
    {
        if (!m_shown)
            return;
        m_told = true;
        const double left = static_cast<double>(m_clock.elapsed()) / 1000 / static_cast<double>(runs) * static_cast<double>(m_runs - runs);
        std::fprintf(stderr, "\rrun %zu of %zu, about %.0f s to go   ", runs, m_runs, left);
    }

private:
    std::size_t m_runs;
    bool m_shown, m_told = false;
    QElapsedTimer m_clock;
};

/// Makes the runs of the plan, one after the other. What has been measured stays in `sweep`, whatever happens.
Result<void> measure(Sweep &sweep)
{
    Runner runner;
    Progress progress(sweep.plan.runs());
    while (!sweep.complete() && !runner.interrupted()) {
        const SweepStep step = sweep.plan.step(sweep.runs.size());
        const auto run = runner.run(sweep.plan.settings(step), 0);
        if (!run.ok())
            return run.error();
        if (runner.interrupted())
            break; // what was stopped in the middle is no measurement
        const auto account = accountOf(*run.value());
        if (!account.ok())
            return account.error();
        sweep.add(step, *run.value(), account.value());
        progress.made(sweep.runs.size());
    }
    sweep.interrupted = !sweep.complete();
    return {};
}

Result<void> write(const Sweep &sweep, const QStringList &outputs)
{
    if (outputs.isEmpty())
        return {};
    const Figure figure = figureOf(sweep);
    Result<void> all;
    for (const QString &path : outputs) // what can be kept is, whatever comes of the others
        if (const auto written = exportFigure(figure, path); !written.ok() && all.ok())
            all = written.error();
    return all;
}

} // namespace

int sweepCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    addSweepOptions(parser);
    const QStringList repeatable{QStringLiteral("set"), QStringLiteral("sync"), QStringLiteral("o"),
                                 QStringLiteral("output")};
    if (const int status = parse(parser, *findCommand(QStringLiteral("sweep")), arguments, 1, 1, repeatable);
        status >= 0)
        return status;
    const auto options = sweepOptionsFrom(parser);
    if (!options.ok())
        return complain(options.error().sentence, kBadArguments);
    const QStringList &outputs = options.value().outputs;
    for (const QString &path : outputs)
        if (const auto writable = checkWritable(path.toStdString()); !writable.ok())
            return complain(writable.error().sentence);

    Sweep sweep;
    sweep.plan = options.value().plan;
    const auto measured = measure(sweep);
    if (!measured.ok() && sweep.runs.empty())
        return complain(measured.error().sentence);
    if (!measured.ok())
        sweep.interrupted = true;
    const auto written = write(sweep, outputs);
    if (options.value().json)
        printJson(sweepJson(sweep));
    else
        print(sweepText(sweep));
    if (!measured.ok())
        complain(measured.error().sentence);
    if (!written.ok())
        complain(written.error().sentence);
    if (!measured.ok() || !written.ok())
        return kFailed;
    if (!sweep.interrupted)
        return kDone;
    const QString kept = outputs.isEmpty() ? QString() : QStringLiteral("; they are in %1").arg(outputs.join(QStringLiteral(", ")));
    return complain(QStringLiteral("Interrupted after %1 of %2 runs%3.").arg(sweep.runs.size()).arg(sweep.plan.runs()).arg(kept), kInterrupted);
}

} // namespace interleave
