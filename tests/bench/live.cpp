// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How many events a second does a run of real processes report, all of them kept, settled and analysed while it runs?
// And how long were the processes held up because their rings were full?

#include "tests/bench/processes.h"
#include "tests/bench/questions.h"

#include <cstdlib>

namespace interleave::bench {

Table live(const Options &options)
{
    Table table;
    for (const std::string mode : {"on", "off"}) {
        for (const std::int64_t processes : {4, 16}) {
            const auto increments = static_cast<std::int64_t>(options.size(800'000, 1600)) / processes;
            std::vector<double> rates, costs, stalls, lags;
            for (std::size_t round = 0; round < options.rounds(); ++round) {
                const RunFigures run = runProcesses("counter", mode, Pace::Full,
                                                    {{"processes", processes}, {"increments", increments}},
                                                    Priority::OfWorkers);
                if (run.dropped != 0 || run.unexplained != 0)
                    std::abort(); // it would not be lossless, and the figures would mean nothing
                rates.push_back(static_cast<double>(run.events) / run.seconds * 1e-6);
                costs.push_back(run.cpuSeconds / static_cast<double>(run.events) * 1e9);
                stalls.push_back(100 * run.stalledSeconds / (run.seconds * static_cast<double>(processes)));
                lags.push_back(run.lagSeconds * 1e3);
            }
            const std::string who = std::string(mode == "on" ? "locked" : "racing") + " increments, "
                + std::to_string(processes) + " processes";
            table.rows.push_back({.what = who, .value = medianOf(rates), .unit = "M ev/s",
                                  .goal = atLeast(processes == 4 ? 35 : 22)});
            table.rows.push_back({.what = "  CPU time of an event, processes and session", .value = medianOf(costs), .unit = "ns"});
            table.rows.push_back({.what = "  held up by full rings, of the processes' time", .value = medianOf(stalls), .unit = "%"});
            table.rows.push_back({.what = "  from the last end until all has settled", .value = medianOf(lags), .unit = "ms"});
        }
    }
    return table;
}

} // namespace interleave::bench
