// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long from the click until 8 workers run? From Session::start() until the start gate is open, all workers
// attached.

#include "tests/bench/processes.h"
#include "tests/bench/questions.h"

#include "app/session/session.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <limits>

namespace interleave::bench {

namespace {

/// Seconds; NaN when there was no run.
double startOnce()
{
    RunSettings settings;
    settings.scenario = "counter";
    settings.mode = "on";
    settings.parameters = {{"processes", 8}, {"increments", 1}};
    Session session;
    QEventLoop loop;
    QObject::connect(&session, &Session::finished, &loop, [&loop] { loop.exit(0); });
    QObject::connect(&session, &Session::failed, &loop, [&loop] { loop.exit(1); });
    if (!session.start(settings).ok() || loop.exec() != 0)
        return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(session.startingNs()) * 1e-9;
}

} // namespace

Table start(const Options &options)
{
    int argc = 1;
    char name[] = "interleave-bench";
    char *argv[] = {name, nullptr};
    const QCoreApplication application(argc, argv);
    const Comparison comparison(options, {{"ours", startOnce}, {"spawn", [] { return askPython({"spawn", "8"}); }}});
    return {{
        {"8 workers, from start() to the open gate", comparison.median(0) * 1e3, "ms", {}, {}, atMost(8)},
        {"8 Python children, spawned, until all run", comparison.median(1) * 1e3, "ms", comparison.ratio(1, 0), "8 workers",
         atLeast(30)},
    }};
}

} // namespace interleave::bench
