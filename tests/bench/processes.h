// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/run_info.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interleave::bench {

/// What a run of real processes took.
struct RunFigures {
    double seconds = 0; ///< from the first process's first step to the last one's end
    std::uint64_t events = 0;
    double stalledSeconds = 0; ///< sum over the processes: a full ring held them up
    double lagSeconds = 0; ///< from the end of the last process until everything had settled
    double cpuSeconds = 0; ///< of the processes and the session together
    std::uint64_t dropped = 0;
    std::uint64_t unexplained = 0;
};

/// Workers of a session are nicer than it is; a peer's are not.
enum class Priority { OfWorkers, OfPeers };

/// Plays a scenario with a process for each actor, drained here as a session does it, with rings of full size.
RunFigures runProcesses(const std::string &scenario, const std::string &mode, Pace pace, Parameters parameters,
                        Priority priority);

/// Runs peers.py with these arguments under python3; the number it prints, NaN when there is no python3 or it failed.
double askPython(const std::vector<std::string> &arguments);

/// Standard output of a program; empty when it could not be started or did not end well. `quiet`: it need not say why.
std::string outputOf(const std::vector<std::string> &command, bool quiet = false);

} // namespace interleave::bench
