// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/option_values.h"

#include "app/charts/chart_export.h"
#include "app/models/run_tokens.h"
#include "app/models/to_text.h"
#include "app/session/nearest.h"

#include <QCommandLineParser>

#include <algorithm>

namespace interleave {

Result<Pace> paceFrom(const QString &text)
{
    for (const Pace pace : {Pace::Bare, Pace::Full, Pace::Slow})
        if (paceName(pace) == text)
            return pace;
    return wrong(QStringLiteral("There is no pace “") + text + QStringLiteral("”: ")
                 + QString::fromStdString(suggestion(text.toStdString(), {"bare", "full", "slow"})));
}

Result<std::vector<Pace>> pacesFrom(const QString &text)
{
    std::vector<Pace> paces;
    for (const QString &name : text.split(QLatin1Char(','))) {
        const auto pace = paceFrom(name);
        if (!pace.ok())
            return pace.error();
        if (std::find(paces.begin(), paces.end(), pace.value()) == paces.end())
            paces.push_back(pace.value());
    }
    return paces;
}

Result<void> checkOutputs(const QStringList &paths, const QString &example)
{
    for (const QString &path : paths) {
        if (path.isEmpty())
            return wrong(QStringLiteral("Say where the figure is to go, such as “-o %1”.").arg(example));
        if (const auto format = figureFormatOf(path); !format.ok())
            return format.error();
    }
    return {};
}

Error setTwice(const QString &name)
{
    return wrong(QStringLiteral("“%1” is set twice: leave one of them out.").arg(name));
}

Result<std::int64_t> countFrom(const QCommandLineParser &parser, const QString &option, std::int64_t least, std::int64_t most)
{
    bool isNumber = false;
    const qint64 value = parser.value(option).toLongLong(&isNumber);
    if (isNumber && value >= least && value <= most)
        return std::int64_t{value};
    return wrong(QStringLiteral("“--%1” must lie between %2 and %3, not “%4”.")
                     .arg(option).arg(least).arg(most).arg(parser.value(option)));
}

Result<void> setParameters(const QStringList &assignments, Parameters &parameters)
{
    QStringList named;
    for (const QString &assignment : assignments) {
        const auto equals = assignment.indexOf(QLatin1Char('='));
        const auto value = wholeNumber(assignment.mid(equals + 1));
        if (equals < 1 || !value)
            return wrong(QStringLiteral("“--set %1” should be NAME=NUMBER, such as processes=4.").arg(assignment));
        const QString name = assignment.left(equals);
        if (named.contains(name))
            return setTwice(name);
        named << name;
        parameters[name.toStdString()] = *value;
    }
    return {};
}

} // namespace interleave
