// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/gear.h"
#include "app/models/search_scope.h"
#include "core/trace/run_info.h"
#include "scenarios/scenario_info.h"

#include <map>
#include <optional>
#include <string>

class QSettings;

namespace interleave {

/// What the learner has chosen to run. Each gear remembers its own sizes; each scenario its protection
/// and its scope. A value;
/// remembered between sessions by save() and load().
class RunChoice
{
public:
    const ScenarioInfo *scenario() const { return m_scenario; }
    /// With its defaults, or what was chosen for it before. `scenario` outlives this.
    void setScenario(const ScenarioInfo *scenario);

    std::string mode() const;
    void setMode(const std::string &mode);

    /// Explore only where the scenario can be explored; else full speed stands in for it.
    Gear gear() const;
    void setGear(Gear gear) { m_gear = gear; }
    /// At which a run of this goes.
    Pace pace() const { return paceOf(gear()); }
    void setPace(Pace pace) { m_gear = gearOf(pace); }

    /// 0 when the scenario has no such parameter.
    std::int64_t parameter(const std::string &name) const;
    /// Brought into its range.
    void setParameter(const std::string &name, std::int64_t value);

    /// Which of its orders are searched in the gear Explore.
    SearchScope scope() const;
    void setScope(const SearchScope &scope);

    /// Complete settings of a run of this, or of what is to be explored; only with a scenario.
    RunSettings settings() const;
    /// Takes over what somebody else's run was made with.
    void adopt(const ScenarioInfo *scenario, const RunSettings &settings);

    void save(QSettings &settings) const;
    void load(const QSettings &settings);

private:
    struct PerScenario {
        std::string mode;
        std::map<Gear, Parameters> sizes;
        std::optional<SearchScope> scope;
    };
    const PerScenario *chosen() const;

    const ScenarioInfo *m_scenario = nullptr; // not owned: part of the catalogue
    Gear m_gear = Gear::Full;
    std::map<std::string, PerScenario> m_chosen; // by scenario
};

} // namespace interleave
