// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/run_tokens.h"

#include "scenarios/catalog.h"

#include "app/session/session.h"

#include <array>

namespace interleave {

namespace {

struct Unit {
    QLatin1String suffix;
    std::int64_t nanoseconds;
};
// Longest suffix first: "ms" ends in "s" as well.
constexpr std::array kUnits = {Unit{QLatin1String("ns"), 1}, Unit{QLatin1String("us"), 1'000},
                               Unit{QLatin1String("ms"), 1'000'000}, Unit{QLatin1String("s"), 1'000'000'000}};

} // namespace

std::optional<std::int64_t> durationFrom(const QString &text)
{
    for (const Unit &unit : kUnits) {
        if (!text.endsWith(unit.suffix))
            continue;
        bool isNumber = false;
        const double count = text.chopped(unit.suffix.size()).toDouble(&isNumber);
        const double nanoseconds = count * static_cast<double>(unit.nanoseconds);
        if (!isNumber || !(nanoseconds >= 0) || nanoseconds > 3.6e15) // a thousand hours
            return std::nullopt;
        return static_cast<std::int64_t>(nanoseconds);
    }
    return std::nullopt;
}

QString paceName(Pace pace)
{
    switch (pace) {
    case Pace::Bare: return QStringLiteral("bare");
    case Pace::Full: return QStringLiteral("full");
    case Pace::Slow: return QStringLiteral("slow");
    case Pace::Step: return QStringLiteral("step");
    }
    return {};
}

QString windowName(const Window &window)
{
    switch (window.kind) {
    case Window::Kind::None: return QStringLiteral("none");
    case Window::Kind::Yield: return QStringLiteral("yield");
    case Window::Kind::Sleep: break;
    }
    for (auto unit = kUnits.rbegin(); unit != kUnits.rend(); ++unit)
        if (window.nanoseconds % unit->nanoseconds == 0)
            return QString::number(window.nanoseconds / unit->nanoseconds) + unit->suffix;
    return {};
}

QJsonObject parametersJson(const Parameters &parameters)
{
    QJsonObject object;
    for (const auto &[name, value] : parameters)
        object.insert(QString::fromStdString(name), static_cast<qint64>(value));
    return object;
}

namespace {

QString sizesOf(const RunSettings &settings)
{
    QString text;
    for (const auto &[name, value] : settings.parameters)
        text += QStringLiteral(" --set %1=%2").arg(QString::fromStdString(name)).arg(value);
    return text;
}

} // namespace

QString commandOf(const RunSettings &settings)
{
    QString command = QStringLiteral("interleave run %1 --sync %2 --pace %3")
                          .arg(QString::fromStdString(settings.scenario), QString::fromStdString(settings.mode),
                               paceName(settings.pace));
    if (settings.window != usualWindow(settings.pace))
        command += QStringLiteral(" --window ") + windowName(settings.window);
    if (settings.seed != 0)
        command += QStringLiteral(" --seed %1").arg(settings.seed);
    if (settings.drop)
        command += QStringLiteral(" --drop");
    return command + sizesOf(settings);
}

QString exploreCommandOf(const RunSettings &settings, const SearchScope &scope)
{
    QString command = QStringLiteral("interleave explore %1 --sync %2")
                          .arg(QString::fromStdString(settings.scenario), QString::fromStdString(settings.mode));
    if (scope.mostPreemptions)
        command += QStringLiteral(" --preemptions %1").arg(*scope.mostPreemptions);
    const ScenarioInfo *const scenario = findScenario(settings.scenario);
    if (scenario == nullptr || scope.mostDeaths != usualScope(*scenario).mostDeaths)
        command += QStringLiteral(" --deaths %1").arg(scope.mostDeaths);
    return command + sizesOf(settings);
}

} // namespace interleave
