// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scenarios/feasible_size.h"

#include "core/shm/clock.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace interleave {

namespace {

/// An answer is looked for so long.
constexpr std::uint64_t kProbeNs = 10'000'000'000;

/// Tries one size after the other.
class Probing
{
public:
    Probing(const Experiment &experiment, const OrderCountSettings &limits, const std::string &workerProgram,
            const std::function<bool()> &goOn)
        : m_settings(experiment.settings()),
          m_limits(limits),
          m_program(workerProgram)
    {
        m_limits.checks = m_limits.mostConfirmed = 0; // how many there are is all that is asked
        m_goOn = [deadline = monotonicNow() + kProbeNs, goOn] { return monotonicNow() < deadline && goOn(); };
        m_limits.goOn = [this](const OrderCountProgress &) { return m_goOn(); };
    }

    Probing(const Probing &) = delete;
    Probing &operator=(const Probing &) = delete;

    bool isFeasible(const Parameters &parameters) const
    {
        if (!m_goOn()) // else processes would be started for each size that is left
            return false;
        RunSettings settings = m_settings;
        settings.parameters = parameters;
        const Experiment experiment(settings);
        const auto world = experiment.world(m_program);
        if (!world.ok())
            return false;
        const auto model = modelOf(experiment, *world.value());
        if (!model->begin().ok())
            return false;
        const auto counted = countOrders(*model, m_limits);
        return counted.ok() && counted.value().isComplete();
    }

    /// The largest feasible value of that parameter below what it is; nothing: not even `least` is. Twice as much each
    /// time, then half-way between what is feasible and what is not.
    std::optional<std::int64_t> largest(const Parameters &parameters, const std::string &name, std::int64_t least) const
    {
        const auto isFeasibleWith = [&](std::int64_t value) {
            Parameters tried = parameters;
            tried[name] = value;
            return isFeasible(tried);
        };
        if (!isFeasibleWith(least))
            return std::nullopt;
        std::int64_t best = least, tooMuch = parameters.at(name);
        for (std::int64_t value = 2 * least; value < tooMuch; value *= 2) {
            if (!isFeasibleWith(value))
                tooMuch = value;
            else
                best = value;
        }
        while (best + 1 < tooMuch) {
            const std::int64_t middle = best + (tooMuch - best) / 2;
            (isFeasibleWith(middle) ? best : tooMuch) = middle;
        }
        return best;
    }

private:
    RunSettings m_settings;
    OrderCountSettings m_limits;
    std::function<bool()> m_goOn;
    std::string m_program;
};

/// Names of the parameters, whatever is furthest from what is usually searched first.
std::vector<std::string> byExcess(const Experiment &experiment)
{
    std::vector<std::pair<double, std::string>> excess;
    for (const auto &[name, value] : experiment.settings().parameters)
        if (const ParameterInfo *const info = experiment.scenario().parameter(name))
            excess.emplace_back(-static_cast<double>(value) / static_cast<double>(info->explore), name);
    std::sort(excess.begin(), excess.end());
    std::vector<std::string> names;
    for (auto &[factor, name] : excess)
        names.push_back(std::move(name));
    return names;
}

} // namespace

std::unique_ptr<LearnedModel> modelOf(const Experiment &experiment, LiveWorld &world)
{
    return std::make_unique<LearnedModel>(
        world, experiment.objects(),
        [&experiment](SharedValues &values, ActorId gone, const std::vector<ProcessEnd> &ends) {
            experiment.mourn(values, gone, ends);
        },
        [&world](SiteId site) {
            const std::vector<Site> sites = world.memory().sites();
            return site < sites.size() ? "line " + std::to_string(sites[site].line) + " of " + sites[site].file
                                       : std::string();
        });
}

Parameters feasibleSize(const Experiment &experiment, const OrderCountSettings &limits,
                        const std::string &workerProgram, const std::function<bool()> &goOn)
{
    const Probing probing(experiment, limits, workerProgram, goOn);
    Parameters parameters = experiment.settings().parameters;
    for (const std::string &name : byExcess(experiment)) {
        const std::int64_t least = experiment.scenario().parameter(name)->min;
        const auto largest = probing.largest(parameters, name, least);
        parameters[name] = largest.value_or(least);
        if (largest)
            return parameters;
    }
    return {};
}

} // namespace interleave
