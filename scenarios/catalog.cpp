// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scenarios/catalog.h"

#include "core/probe/worker_exit.h"
#include "scenarios/scenario.h"

#include <algorithm>
#include <array>

// One line a scenario, in the order of the catalogue.
#define INTERLEAVE_SCENARIOS(one) \
    one(counter)                  \
    one(queue)                    \
    one(list)                     \
    one(deadlock)                 \
    one(philosophers)             \
    one(abandoned)

namespace interleave {

// An explicit table rather than objects that register themselves: a linker drops what nobody names, and orders as it
// likes.
#define INTERLEAVE_DECLARE(id) extern const Scenario id##Scenario;
INTERLEAVE_SCENARIOS(INTERLEAVE_DECLARE)
#undef INTERLEAVE_DECLARE

#define INTERLEAVE_ENTRY(id) &id##Scenario,
static const std::array kScenarios = {INTERLEAVE_SCENARIOS(INTERLEAVE_ENTRY)};
#undef INTERLEAVE_ENTRY

std::span<const ScenarioInfo *const> catalog()
{
    static const auto infos = [] {
        std::array<const ScenarioInfo *, kScenarios.size()> list = {};
        for (std::size_t i = 0; i < list.size(); ++i)
            list[i] = &kScenarios[i]->info;
        return list;
    }();
    return infos;
}

const Scenario *findBodies(std::string_view id)
{
    for (const Scenario *scenario : kScenarios)
        if (scenario->info.id == id)
            return scenario;
    return nullptr;
}

const ScenarioInfo *findScenario(std::string_view id)
{
    const Scenario *const scenario = findBodies(id);
    return scenario ? &scenario->info : nullptr;
}

const ModeInfo *ScenarioInfo::mode(std::string_view wanted) const
{
    for (const ModeInfo &one : modes)
        if (one.id == wanted)
            return &one;
    return nullptr;
}

const ParameterInfo *ScenarioInfo::parameter(std::string_view name) const
{
    for (const ParameterInfo &one : parameters)
        if (one.name == name)
            return &one;
    return nullptr;
}

bool ScenarioInfo::accepts(const Parameters &given) const
{
    return std::all_of(parameters.begin(), parameters.end(), [&given](const ParameterInfo &one) {
        const auto found = given.find(std::string(one.name));
        return found != given.end() && found->second >= one.min && found->second <= one.max;
    });
}

const OutcomeInfo *ScenarioInfo::outcome(std::string_view wanted) const
{
    for (const OutcomeInfo &one : outcomes)
        if (one.id == wanted)
            return &one;
    return nullptr;
}

const Word *finalWord(const RunInfo &run, std::size_t row)
{
    return row < run.finalWords.size() && !run.finalWords[row].empty() ? &run.finalWords[row][0] : nullptr;
}

bool everyoneFinished(const RunInfo &run)
{
    return std::all_of(run.processes.begin(), run.processes.end(),
                       [](const ProcessInfo &process) { return process.end == ProcessEnd::Finished; });
}

std::string neverMade(const Account &account)
{
    const std::int64_t missing = account.expected - account.attempted;
    if (missing <= 0)
        return {};
    return " " + std::to_string(missing) + (missing == 1 ? " more was" : " more were")
        + " never made: not every process came to its end.";
}

Parameters parametersOf(const Header &header)
{
    Parameters parameters;
    for (std::uint32_t i = 0; i < header.parameters && i < kMaxParameters; ++i)
        parameters[header.parameter[i].name] = header.parameter[i].value;
    return parameters;
}

namespace {

WorkerExit playOnce(Probe &probe, const Scenario &scenario, const Task &task)
{
    WorkerExit exit = WorkerExit::Finished;
    try {
        probe.beginExecution();
        scenario.role(probe, task);
    } catch (const Aborted &) {
        exit = WorkerExit::Stopped;
    }
    probe.ended();
    return exit;
}

} // namespace

int playRole(Probe &probe)
{
    const Header &header = probe.header();
    const Scenario *const scenario = findBodies(header.scenario);
    if (scenario == nullptr)
        return static_cast<int>(WorkerExit::NoSuchScenario);
    const std::vector<ProcessSpec> processes = scenario->info.processes(parametersOf(header));
    if (probe.actor() >= processes.size())
        return static_cast<int>(WorkerExit::BadArguments);
    const ProcessSpec &self = processes[probe.actor()];

    probe.waitForStart();
    WorkerExit exit = WorkerExit::Finished;
    do
        exit = playOnce(probe, *scenario, {header.scenario, header.mode, self.role, self.number});
    while (probe.awaitNextExecution());
    return static_cast<int>(exit);
}

} // namespace interleave
