// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/nearest.h"
#include "app/session/session.h"
#include "scenarios/catalog.h"

#include <limits>

namespace interleave {

namespace {

constexpr std::int64_t kSlowWindowNs = 1'000'000;

std::string quoted(std::string_view name)
{
    return "“" + std::string(name) + "”";
}

Error unknown(const std::string &what, std::string_view given, const std::vector<std::string> &valid)
{
    return {"There is no " + what + " " + quoted(given) + ": " + suggestion(given, valid)};
}

/// The largest and the smallest number stand for all that are beyond (wholeNumber()): they are not what was given.
Error outside(const ParameterInfo &parameter, std::int64_t given)
{
    using Limits = std::numeric_limits<std::int64_t>;
    const bool isKnown = given != Limits::min() && given != Limits::max();
    return {quoted(parameter.name) + " must lie between " + std::to_string(parameter.min) + " and "
            + std::to_string(parameter.max) + (isKnown ? ", not " + std::to_string(given) : std::string()) + "."};
}

template <typename Range, typename Name>
std::vector<std::string> namesOf(const Range &range, Name name)
{
    std::vector<std::string> names;
    for (const auto &one : range)
        names.emplace_back(name(one));
    return names;
}

} // namespace

Window usualWindow(Pace pace)
{
    return pace == Pace::Slow ? Window{Window::Kind::Sleep, kSlowWindowNs} : Window{};
}

RunSettings defaultSettings(const ScenarioInfo &scenario, Pace pace)
{
    RunSettings settings;
    settings.scenario = scenario.id;
    settings.mode = scenario.defaultMode;
    settings.pace = pace;
    for (const ParameterInfo &parameter : scenario.parameters)
        settings.parameters[std::string(parameter.name)] = parameter.defaultFor(pace);
    settings.window = usualWindow(pace);
    return settings;
}

Result<RunSettings> checkedSettings(const RunSettings &wanted)
{
    const ScenarioInfo *const scenario = findScenario(wanted.scenario);
    if (scenario == nullptr)
        return unknown("scenario", wanted.scenario, namesOf(catalog(), [](const ScenarioInfo *one) { return one->id; }));
    RunSettings settings = wanted;
    if (settings.mode.empty())
        settings.mode = scenario->defaultMode;
    if (scenario->mode(settings.mode) == nullptr)
        return unknown("protection", settings.mode, namesOf(scenario->modes, [](const ModeInfo &one) { return one.id; }));
    for (const auto &[name, value] : wanted.parameters) {
        const ParameterInfo *const parameter = scenario->parameter(name);
        if (parameter == nullptr)
            return unknown("parameter", name, namesOf(scenario->parameters, [](const ParameterInfo &one) { return one.name; }));
        if (value < parameter->min || value > parameter->max)
            return outside(*parameter, value);
    }
    for (const ParameterInfo &parameter : scenario->parameters)
        settings.parameters.try_emplace(std::string(parameter.name), parameter.defaultFor(settings.pace));
    return settings;
}

} // namespace interleave
