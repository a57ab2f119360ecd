// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How much faster are our primitives than those of Python's multiprocessing, whose behaviour they show? Recorded
// against Python's unrecorded counter; bare counter, queue and list against theirs. Real processes on both sides.

#include "tests/bench/processes.h"
#include "tests/bench/questions.h"

#include <cmath>

namespace interleave::bench {

namespace {

/// Seconds for each operation of a run.
double ours(const std::string &scenario, Pace pace, const Parameters &parameters, std::int64_t operations)
{
    return runProcesses(scenario, "on", pace, parameters, Priority::OfPeers).seconds / static_cast<double>(operations);
}

void addRow(Table &table, const Options &options, const std::string &what, std::function<double()> measure,
            const std::string &peer, const std::vector<std::string> &python, double goal)
{
    const Comparison comparison(options, {{"ours", std::move(measure)}, {"python", [&] { return askPython(python); }}});
    table.rows.push_back({what, comparison.median(0) * 1e9, "ns", comparison.ratio(1, 0), peer, atLeast(goal)});
}

} // namespace

Table python(const Options &options)
{
    if (std::isnan(askPython({"counter", "1", "10"})))
        return {{}, "There is no python3 that can run tests/bench/peers.py."};
    Table table;
    const auto countText = [](std::int64_t number) { return std::to_string(number); };
    for (const std::int64_t processes : {1, 2, 4}) {
        const auto increments = static_cast<std::int64_t>(options.size(400'000, 200)) / processes;
        const auto theirs = static_cast<std::int64_t>(options.size(100'000, 200)) / processes;
        const std::string by = " by " + countText(processes);
        const Parameters parameters = {{"processes", processes}, {"increments", increments}};
        const std::vector<std::string> peer = {"counter", countText(processes), countText(theirs)};
        addRow(table, options, "locked increment, recorded," + by,
               [=] { return ours("counter", Pace::Full, parameters, processes * increments); }, "Value, unrecorded", peer, 4);
        addRow(table, options, "locked increment, bare," + by,
               [=] { return ours("counter", Pace::Bare, parameters, processes * increments); }, "Value", peer, 20);
    }
    const auto messages = static_cast<std::int64_t>(options.size(100'000, 200));
    addRow(table, options, "queue message, bare, 1 to 1, room for 1024",
           [=] {
               return ours("queue", Pace::Bare,
                           {{"producers", 1}, {"consumers", 1}, {"messages", messages}, {"capacity", 1024}}, messages);
           },
           "Queue", {"queue", countText(static_cast<std::int64_t>(options.size(20'000, 200)))}, 20);
    for (const std::int64_t processes : {1, 2, 4}) {
        const auto appends = static_cast<std::int64_t>(options.size(400'000, 200)) / processes;
        const auto theirs = static_cast<std::int64_t>(options.size(8'000, 200)) / processes;
        addRow(table, options, "list append, bare, by " + countText(processes),
               [=] { return ours("list", Pace::Bare, {{"processes", processes}, {"appends", appends}}, processes * appends); },
               "Manager().list", {"list", countText(processes), countText(theirs)}, 500);
    }
    return table;
}

} // namespace interleave::bench
