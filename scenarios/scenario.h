// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/primitives/await.h"
#include "core/primitives/cell.h"
#include "core/primitives/mutex.h"
#include "core/primitives/semaphore.h"
#include "core/primitives/slots.h"
#include "core/probe/probe.h"
#include "scenarios/scenario_info.h"

#include <string>
#include <string_view>

/// What a scenario file needs; seen by scenario files, the worker and tests only.
namespace interleave {

/// What one actor is asked to do.
struct Task {
    std::string_view scenario;
    std::string_view mode;
    std::string_view role;
    int number = 0; ///< within its role, from 0
};

/// A scenario: its descriptor, and its roles' bodies behind one function. The function has only local state: it may be
/// run again on the restored memory, and it may be aborted at any access.
struct Scenario {
    ScenarioInfo info;
    void (*role)(Probe &, const Task &);
};

/// The scenario of that id with its bodies, or null.
const Scenario *findBodies(std::string_view id);

/// The parameters of a run, read back from its header.
Parameters parametersOf(const Header &header);

/// Runs actor `probe.actor()` of its run: finds scenario and role in the header, waits for the start, plays the role.
/// Returns the WorkerExit. In a worker, and on each thread of the threads transport.
int playRole(Probe &probe);

} // namespace interleave
