// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/sample_runs.h"

#include "scenarios/catalog.h"
#include "tests/support/trace_text.h"

#include <algorithm>

using namespace interleave;

namespace {

struct Mode {
    const ScenarioInfo *scenario;
    std::string_view id;
};

std::vector<Mode> allModes()
{
    std::vector<Mode> modes;
    for (const ScenarioInfo *scenario : catalog())
        for (const ModeInfo &mode : scenario->modes)
            modes.push_back({scenario, mode.id});
    return modes;
}

struct Sample {
    const char *scenario, *mode;
    Parameters parameters;
    std::size_t actors;
    const char *text;
};

const Sample kSamples[kSampleRecordings] = {
    {"counter", "per-access", {{"processes", 2}, {"increments", 2}}, 2,
     "1 asks lock; 1 takes lock; 2 asks lock; 1 reads counter; 1 frees lock; 2 takes lock; 2 reads counter; 2 frees lock;"
     "1 asks lock; 1 takes lock; 1 writes counter 1; 1 frees lock; 2 asks lock; 2 takes lock; 2 writes counter 1; 2 frees lock"},
    {"counter", "on", {{"processes", 2}, {"increments", 1}}, 2,
     "1 asks lock; 1 takes lock; 2 asks lock; 1 reads counter; 1 stalls 100; 1 writes counter 1; 1 frees lock; 2 takes lock; 2 dies"},
    {"counter", "atomic", {{"processes", 2}, {"increments", 2}}, 2, "1 adds counter 1; 2 adds counter 1; 1 drops 2 counter; 2 adds counter 1"},
    {"list", "off", {{"processes", 2}, {"appends", 2}}, 2,
     "1 reads size; 2 reads size; 1 writes slots[0] 0; 2 writes slots[0] 2; 1 writes size 1; 2 writes size 1; 1 reads size;"
     "1 writes slots[1] 1; 2 reads size; 1 writes size 2; 2 writes slots[1] 3; 2 writes size 2"},
    {"queue", "off", {{"producers", 1}, {"consumers", 1}, {"messages", 3}, {"capacity", 2}}, 2,
     "1 awaits head; 1 sees head; 1 reads tail; 1 writes slots[0] 0; 1 writes tail 1; 2 reads head; 2 reads slots[0]; 2 writes head 1;"
     "1 reads tail; 1 writes slots[1] 1; 1 writes tail 2; 1 reads tail; 1 writes slots[0] 2; 1 writes tail 3; 2 reads head; 2 writes head 3"},
    {"queue", "on", {{"producers", 1}, {"consumers", 1}, {"messages", 1}, {"capacity", 2}}, 2,
     "1 asks room; 1 takes room; 1 asks lock; 1 takes lock; 1 reads tail; 1 writes slots[0] 0; 1 writes tail 1; 1 frees lock; 1 posts items;"
     "2 asks items; 2 takes items; 2 asks lock; 2 takes lock; 2 reads head; 2 reads slots[0]; 2 writes head 1; 2 frees lock; 2 posts room"}};

} // namespace

RunInfo scenarioRun(std::uint32_t which, std::uint32_t size)
{
    static const std::vector<Mode> modes = allModes();
    const Mode &mode = modes[which % modes.size()];
    RunInfo info;
    info.settings.scenario = mode.scenario->id;
    info.settings.mode = mode.id;
    for (const ParameterInfo &parameter : mode.scenario->parameters) {
        info.settings.parameters[std::string(parameter.name)] = std::clamp<std::int64_t>(1 + size % 5, parameter.min, parameter.max);
        size /= 5;
    }
    info.objects = mode.scenario->objects(info.settings.parameters, mode.id);
    for (const ProcessSpec &spec : mode.scenario->processes(info.settings.parameters))
        info.processes.push_back({.pid = 1000, .role = spec.role, .end = ProcessEnd::Finished});
    info.sites = {{}, {"counter.cpp", 21}, {"counter.cpp", 23}, {"queue.cpp", 40}, {"list.cpp", 30}, {"nowhere.cpp", 1}};
    return info;
}

std::shared_ptr<Recording> sampleRecording(std::size_t number)
{
    const Sample &sample = kSamples[number];
    RunSettings settings;
    settings.scenario = sample.scenario;
    settings.mode = sample.mode;
    settings.parameters = sample.parameters;
    return recordingFromText(findScenario(sample.scenario)->objects(sample.parameters, sample.mode), sample.text, sample.actors, settings);
}
