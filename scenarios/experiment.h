// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/live_world.h"
#include "core/explore/world.h"
#include "core/result.h"
#include "core/shm/run_memory.h"
#include "core/trace/run_info.h"
#include "scenarios/scenario_info.h"

#include <memory>
#include <string>
#include <vector>

namespace interleave {

/// A scenario of certain settings as something to search: what is built, what is owed after a death, and what an order
/// of it comes to. Nothing is recorded; the settings' pace says nothing here.
class Experiment
{
public:
    /// The settings are those of a run (checked: scenario, mode and all parameters are there).
    explicit Experiment(RunSettings settings);

    const RunSettings &settings() const { return m_settings; }
    const ScenarioInfo &scenario() const { return *m_scenario; }
    const ObjectTable &objects() const { return m_objects; }
    const std::vector<ProcessSpec> &processes() const { return m_specs; }

    /// Real processes that play it. Errors: memory, descriptors or processes are short; no such program.
    Result<std::unique_ptr<LiveWorld>> world(const std::string &workerProgram) const;
    /// The settled account of an execution that ended with these values. `ends`: how each process did.
    Account account(const SharedValues &values, const std::vector<ProcessEnd> &ends) const;
    /// What the session owes the survivors, put into these values. See ScenarioInfo::mourn.
    void mourn(SharedValues &values, ActorId gone, const std::vector<ProcessEnd> &ends) const;

private:
    RunSettings m_settings;
    const ScenarioInfo *m_scenario; // not owned: part of the catalogue
    ObjectTable m_objects;
    std::vector<ProcessSpec> m_specs;
};

} // namespace interleave
