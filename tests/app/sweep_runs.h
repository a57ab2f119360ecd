// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/sweep.h"
#include "scenarios/catalog.h"

/// Sweeps for tests whose every number is known: no process runs.
namespace interleave::sweeptest {

/// Processes 1 to `most` of the counter, ten increments each, none and locked, `repeat` times.
inline SweepPlan plan(int most = 3, int repeat = 4)
{
    SweepPlan plan;
    plan.scenario = findScenario("counter");
    plan.parameter = "processes";
    plan.values = {1, most, 1};
    plan.fixed = {{"increments", 10}, {"processes", 5}};
    plan.series = {{"off", Pace::Bare}, {"on", Pace::Bare}};
    plan.repeat = repeat;
    return plan;
}

/// Unprotected, each process beyond the first loses one more in each repetition; a locked run takes ten times as long.
inline SweepRun run(const SweepPlan &plan, const SweepStep &step)
{
    const std::int64_t processes = plan.values.at(step.value);
    SweepRun run;
    run.step = step;
    run.expected = processes * 10;
    const bool locked = plan.series[step.series].mode == "on";
    run.lost = locked ? 0 : (processes - 1) * step.repetition;
    run.observed = run.expected - run.lost;
    run.correct = run.lost == 0;
    run.ended = true;
    run.result = std::to_string(run.observed);
    run.ns = static_cast<double>(run.expected) * (locked ? 1000 : 100);
    run.work = run.expected;
    return run;
}

/// The first `made` runs of that plan; all of them when it has fewer.
inline Sweep sweep(const SweepPlan &plan, std::size_t made = 1'000'000)
{
    Sweep sweep;
    sweep.plan = plan;
    sweep.machine = {"Some CPU", 2, "6.1", "0.1.0"};
    sweep.startedAt = "2026-11-22T14:02:11+01:00";
    while (!sweep.complete() && sweep.runs.size() < made)
        sweep.runs.push_back(run(plan, plan.step(sweep.runs.size())));
    sweep.interrupted = !sweep.complete();
    return sweep;
}

} // namespace interleave::sweeptest
