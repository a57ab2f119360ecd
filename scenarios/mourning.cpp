// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scenarios/mourning.h"

namespace interleave {

namespace {

class MemoryDeathBed final : public DeathBed
{
public:
    explicit MemoryDeathBed(RunMemory &memory) : m_memory(memory) {}
    std::int32_t add(int row, std::int32_t by) override { return m_memory.add(row, by); }
    std::int32_t value(int row) override { return m_memory.words(row).at(0).value(); }
    void post(int row, std::int32_t times) override { m_memory.post(row, times); }

private:
    RunMemory &m_memory;
};

} // namespace

Departure departureOf(ActorId gone, const std::vector<ProcessSpec> &specs, const std::vector<ProcessEnd> &ends)
{
    const ProcessSpec &who = specs[gone];
    bool isLast = true;
    for (std::size_t i = 0; i < specs.size(); ++i)
        isLast = isLast && !(specs[i].role == who.role && ends[i] == ProcessEnd::Running);
    return {who, ends[gone] == ProcessEnd::Killed || ends[gone] == ProcessEnd::Crashed, isLast};
}

Mourn mournFor(const ScenarioInfo &scenario, const RunSettings &settings)
{
    if (!scenario.mourn)
        return {};
    return [mourn = scenario.mourn, settings, specs = scenario.processes(settings.parameters)](
               RunMemory &memory, ActorId gone, const std::vector<ProcessEnd> &ends) {
        MemoryDeathBed deathBed(memory);
        mourn(deathBed, departureOf(gone, specs, ends), settings);
    };
}

} // namespace interleave
