// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/run_info.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

/// How the same settings ended, run after run.
struct RepeatedRuns {
    struct Run {
        std::int64_t observed = 0;
        bool correct = false;
        std::int64_t lost = 0;
        std::string result; ///< canonical text: "317", "lost 3, duplicated 1"
        std::int64_t repeated = 0; ///< see Account

        std::int64_t intact() const { return observed - repeated; }

        friend bool operator==(const Run &, const Run &) = default;
    };

    int of = 0;            ///< runs that were made
    int wrong = 0;         ///< of them
    int stopped = 0;       ///< of them: neither right nor wrong, since nobody knows what would have come out
    std::vector<Run> runs; ///< those that were not stopped

    std::int64_t expected = 0; ///< what a complete run would give
    RunSettings settings;      ///< of all of them (the seed: of the first); Pace::Bare: nobody watched
    MachineInfo machine;
    std::string startedAt;     ///< of the first
    std::uint64_t dropped = 0; ///< over all of them
    std::int64_t stalledNs = 0;

    /// Those that say something: made and not stopped.
    int ended() const { return of - stopped; }

    void addStopped()
    {
        ++of;
        ++stopped;
    }
    void add(Run run)
    {
        ++of;
        wrong += run.correct ? 0 : 1;
        runs.push_back(std::move(run));
    }
};

} // namespace interleave
