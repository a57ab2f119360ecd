// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/run_choice.h"

#include "app/session/session.h"

#include <QSettings>
#include <QStringList>

#include <algorithm>

namespace interleave {

namespace {

const auto kPreemptions = QStringLiteral("search/preemptions"), kDeaths = QStringLiteral("search/deaths");

SearchScope scopeFrom(const QSettings &settings, const QString &group)
{
    SearchScope scope{.mostDeaths = settings.value(group + kDeaths).toULongLong()};
    bool isNumber = false;
    const qulonglong preemptions = settings.value(group + kPreemptions).toULongLong(&isNumber);
    if (isNumber)
        scope.mostPreemptions = preemptions;
    return scope;
}

} // namespace

const RunChoice::PerScenario *RunChoice::chosen() const
{
    if (m_scenario == nullptr)
        return nullptr;
    const auto found = m_chosen.find(std::string(m_scenario->id));
    return found == m_chosen.end() ? nullptr : &found->second;
}

void RunChoice::setScenario(const ScenarioInfo *scenario)
{
    m_scenario = scenario;
}

Gear RunChoice::gear() const
{
    const bool possible = m_scenario == nullptr || m_scenario->explorable;
    return m_gear == Gear::Explore && !possible ? Gear::Full : m_gear;
}

std::string RunChoice::mode() const
{
    if (m_scenario == nullptr)
        return {};
    const PerScenario *own = chosen();
    if (own != nullptr && m_scenario->mode(own->mode) != nullptr)
        return own->mode;
    return std::string(m_scenario->defaultMode);
}

void RunChoice::setMode(const std::string &mode)
{
    if (m_scenario != nullptr && m_scenario->mode(mode) != nullptr)
        m_chosen[std::string(m_scenario->id)].mode = mode;
}

std::int64_t RunChoice::parameter(const std::string &name) const
{
    const ParameterInfo *info = m_scenario != nullptr ? m_scenario->parameter(name) : nullptr;
    if (info == nullptr)
        return 0;
    if (const PerScenario *own = chosen()) {
        const auto sizes = own->sizes.find(gear());
        if (sizes != own->sizes.end() && sizes->second.contains(name))
            return std::clamp(sizes->second.at(name), info->min, info->max);
    }
    return defaultFor(*info, gear());
}

void RunChoice::setParameter(const std::string &name, std::int64_t value)
{
    const ParameterInfo *info = m_scenario != nullptr ? m_scenario->parameter(name) : nullptr;
    if (info != nullptr)
        m_chosen[std::string(m_scenario->id)].sizes[gear()][name] = std::clamp(value, info->min, info->max);
}

SearchScope RunChoice::scope() const
{
    if (m_scenario == nullptr)
        return {};
    const PerScenario *own = chosen();
    return own != nullptr && own->scope ? *own->scope : usualScope(*m_scenario);
}

void RunChoice::setScope(const SearchScope &scope)
{
    if (m_scenario != nullptr)
        m_chosen[std::string(m_scenario->id)].scope = scope;
}

RunSettings RunChoice::settings() const
{
    RunSettings settings;
    settings.scenario = std::string(m_scenario->id);
    settings.mode = mode();
    for (const ParameterInfo &info : m_scenario->parameters)
        settings.parameters[std::string(info.name)] = parameter(std::string(info.name));
    settings.pace = pace();
    settings.window = usualWindow(pace());
    return settings;
}

void RunChoice::adopt(const ScenarioInfo *scenario, const RunSettings &settings)
{
    setScenario(scenario);
    setMode(settings.mode);
    setPace(settings.pace);
    for (const auto &[name, value] : settings.parameters)
        setParameter(name, value);
}

void RunChoice::save(QSettings &settings) const
{
    settings.setValue(QStringLiteral("run/pace"), gearKey(m_gear));
    if (m_scenario != nullptr)
        settings.setValue(QStringLiteral("run/scenario"), QString::fromStdString(std::string(m_scenario->id)));
    for (const auto &[id, own] : m_chosen) {
        const QString group = QStringLiteral("scenarios/") + QString::fromStdString(id) + QLatin1Char('/');
        if (!own.mode.empty())
            settings.setValue(group + QStringLiteral("mode"), QString::fromStdString(own.mode));
        if (own.scope) {
            settings.setValue(group + kPreemptions, own.scope->mostPreemptions
                                                        ? QVariant(qulonglong(*own.scope->mostPreemptions))
                                                        : QVariant(QStringLiteral("all")));
            settings.setValue(group + kDeaths, qulonglong(own.scope->mostDeaths));
        }
        for (const auto &[gear, sizes] : own.sizes)
            for (const auto &[name, value] : sizes)
                settings.setValue(group + gearKey(gear) + QLatin1Char('/') + QString::fromStdString(name), qlonglong(value));
    }
}

void RunChoice::load(const QSettings &settings)
{
    const QString wanted = settings.value(QStringLiteral("run/pace")).toString();
    for (const Gear gear : kGears)
        if (gearKey(gear) == wanted)
            m_gear = gear;
    for (const QString &key : settings.allKeys()) {
        const QStringList parts = key.split(QLatin1Char('/'));
        if (parts.size() < 3 || parts[0] != QLatin1String("scenarios"))
            continue;
        PerScenario &own = m_chosen[parts[1].toStdString()];
        if (parts.size() == 3 && parts[2] == QLatin1String("mode"))
            own.mode = settings.value(key).toString().toStdString();
        if (key.endsWith(kDeaths))
            own.scope = scopeFrom(settings, key.chopped(kDeaths.size()));
        for (const Gear gear : kGears)
            if (parts.size() == 4 && parts[2] == gearKey(gear))
                own.sizes[gear][parts[3].toStdString()] = settings.value(key).toLongLong();
    }
}

} // namespace interleave
