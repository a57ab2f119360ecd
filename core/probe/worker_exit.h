// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace interleave {

/// How a worker process ends of its own accord; each has a sentence. Other codes are a crash.
enum class WorkerExit : int {
    Finished = 0,
    Stopped = 10,     ///< the run was stopped while it worked
    BadArguments = 11,
    BadMemory = 12,   ///< what it inherited is no run, or another build's
    Orphaned = 13,    ///< the session was gone before it began
    NoSuchScenario = 14,
    BadScenario = 15, ///< the scenario asked for an object that its descriptor does not list
};

constexpr std::string_view sentenceOf(WorkerExit exit)
{
    switch (exit) {
    case WorkerExit::Finished: return "finished";
    case WorkerExit::Stopped: return "was stopped";
    case WorkerExit::BadArguments: return "was started with wrong arguments: it is started by the program only";
    case WorkerExit::BadMemory: return "could not use the run's memory: worker and program come from different builds";
    case WorkerExit::Orphaned: return "found its session gone";
    case WorkerExit::NoSuchScenario: return "does not know the scenario: worker and program come from different builds";
    case WorkerExit::BadScenario: return "asked for an object that its scenario does not declare";
    }
    return "ended with an unknown code";
}

} // namespace interleave
