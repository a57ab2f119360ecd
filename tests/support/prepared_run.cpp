// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/prepared_run.h"

#include "scenarios/catalog.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace interleave {

PreparedRun prepareRun(RunSettings settings, std::uint32_t ringCapacity)
{
    const ScenarioInfo *const scenario = findScenario(settings.scenario);
    if (scenario == nullptr || scenario->mode(settings.mode) == nullptr)
        std::abort();
    for (const ParameterInfo &parameter : scenario->parameters)
        settings.parameters.try_emplace(std::string(parameter.name), parameter.defaultFor(settings.pace));
    const ObjectTable objects = scenario->objects(settings.parameters, settings.mode);
    const std::vector<ProcessSpec> specs = scenario->processes(settings.parameters);
    auto memory = RunMemory::create(settings, objects, specs.size(),
                                    scenario->ledgerWords ? scenario->ledgerWords(settings.parameters) : 0, ringCapacity);
    if (!memory.ok()) {
        std::fputs(memory.error().sentence.c_str(), stderr);
        std::abort();
    }
    RunInfo info;
    info.settings = settings;
    info.objects = objects;
    for (const ProcessSpec &spec : specs)
        info.processes.push_back({.role = spec.role});
    info.clock.nanosecondsPerTick = calibratedNanosecondsPerTick(memory.value().clock());
    return {scenario, settings, specs, std::move(memory.value()), std::make_shared<Recording>(std::move(info))};
}

void finishRun(Drain &drain, std::vector<ProcessInfo> ends)
{
    drain.finish(
        [ends = std::move(ends)](RunInfo &info) {
            for (std::size_t i = 0; i < ends.size(); ++i) {
                info.processes[i].pid = ends[i].pid;
                info.processes[i].end = ends[i].end;
                info.processes[i].exitCode = ends[i].exitCode;
                info.processes[i].signal = ends[i].signal;
            }
        },
        [] {});
    drain.join();
}

Account accountFor(const Recording &recording)
{
    const auto info = recording.info();
    const auto findings = recording.findings();
    const bool bare = info->settings.pace == Pace::Bare;
    return findScenario(info->settings.scenario)->account(*info, bare ? nullptr : findings.get());
}

} // namespace interleave
