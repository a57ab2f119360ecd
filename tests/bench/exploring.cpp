// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What does an execution cost when all orders are gone through? Workers that stay, and whose memory is restored,
// against workers that are started for each. And how long until all orders of some sizes are counted?

#include "tests/bench/questions.h"

#include "app/session/worker_process.h"
#include "core/shm/clock.h"
#include "scenarios/search.h"

#include <QCoreApplication>

#include <limits>
#include <memory>
#include <sched.h>
#include <string>

namespace interleave::bench {

namespace {

constexpr double kNoFigure = std::numeric_limits<double>::quiet_NaN();

Experiment counter(std::int64_t processes, std::int64_t increments)
{
    return Experiment(
        {.scenario = "counter", .mode = "off", .parameters = {{"processes", processes}, {"increments", increments}}});
}

double secondsSince(std::uint64_t start)
{
    return static_cast<double>(monotonicNow() - start) * 1e-9;
}

/// As the explorer does it: all on one processor, for as long as this lives.
class OneProcessor
{
public:
    OneProcessor()
    {
        ::sched_getaffinity(0, sizeof m_before, &m_before);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<std::size_t>(::sched_getcpu()), &one);
        ::sched_setaffinity(0, sizeof one, &one);
    }
    ~OneProcessor() { ::sched_setaffinity(0, sizeof m_before, &m_before); }
    OneProcessor(const OneProcessor &) = delete;
    OneProcessor &operator=(const OneProcessor &) = delete;

private:
    cpu_set_t m_before;
};

/// 2 × 2 increments, in turns.
bool execute(World &world)
{
    if (!world.restart().ok())
        return false;
    for (int step = 0; step < 8; ++step)
        if (!world.take({static_cast<ActorId>(step % 2)}).ok())
            return false;
    return true;
}

/// Seconds an execution.
double withWorkersThatStay(const std::string &worker, std::size_t executions)
{
    const auto world = counter(2, 2).world(worker);
    if (!world.ok() || !execute(*world.value()))
        return kNoFigure;
    const std::uint64_t start = monotonicNow();
    for (std::size_t i = 0; i < executions; ++i)
        if (!execute(*world.value()))
            return kNoFigure;
    return secondsSince(start) / static_cast<double>(executions);
}

double withWorkersOfTheirOwn(const std::string &worker, std::size_t executions)
{
    const std::uint64_t start = monotonicNow();
    for (std::size_t i = 0; i < executions; ++i)
        if (const auto world = counter(2, 2).world(worker); !world.ok() || !execute(*world.value()))
            return kNoFigure;
    return secondsSince(start) / static_cast<double>(executions);
}

/// Seconds until all orders are counted, and the best of each outcome has been done again.
Row counted(const std::string &worker, std::int64_t processes, std::int64_t increments)
{
    const std::uint64_t start = monotonicNow();
    const auto report = Search(counter(processes, increments), {}, worker).run([](const ExplorationReport &) {
        return true;
    });
    const double seconds = secondsSince(start);
    const std::string size = std::to_string(processes) + " × " + std::to_string(increments);
    if (!report.ok() || report.value().claim != Claim::Exhaustive)
        return {"all orders of " + size, kNoFigure, "s"};
    std::string note = report.value().interleavings + " orders:";
    for (const ExploredOutcome &outcome : report.value().outcomes)
        note += " " + outcome.result + ":" + outcome.interleavings;
    return {"all orders of " + size, seconds, "s", {}, {}, {}, note};
}

} // namespace

Table exploring(const Options &options)
{
    int argc = 1;
    char name[] = "interleave-bench";
    char *argv[] = {name, nullptr};
    const QCoreApplication application(argc, argv);
    const std::string worker = workerProgram().toStdString();
    const OneProcessor here;
    const std::size_t many = options.size(2000, 50), few = options.size(50, 3);
    const Comparison comparison(options,
                                {{"stay", [&] { return withWorkersThatStay(worker, many); }},
                                 {"own", [&] { return withWorkersOfTheirOwn(worker, few); }}});
    Table table{{
        {"an execution of 2 × 2 increments, by workers that stay", comparison.median(0) * 1e6, "µs"},
        {"the same by workers started for it", comparison.median(1) * 1e6, "µs", comparison.ratio(1, 0),
         "workers that stay", atLeast(25)},
    }};
    table.rows.push_back(counted(worker, 2, 3));
    if (!options.tiny) {
        table.rows.push_back(counted(worker, 3, 3));
        table.rows.push_back(counted(worker, 2, 10));
    }
    return table;
}

} // namespace interleave::bench
