// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/sweep_report.h"

#include "app/models/run_tokens.h"
#include "app/models/text_table.h"
#include "app/models/to_text.h"
#include "app/style/words.h"

#include <QJsonArray>

#include <algorithm>

namespace interleave {

namespace {

QJsonValue spreadJson(const Spread &spread)
{
    if (spread.n == 0)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("n"), static_cast<qint64>(spread.n)},
                       {QStringLiteral("min"), spread.least},
                       {QStringLiteral("q1"), spread.lower},
                       {QStringLiteral("median"), spread.median},
                       {QStringLiteral("q3"), spread.upper},
                       {QStringLiteral("max"), spread.most}};
}

QJsonObject runJson(const SweepRun &run)
{
    return {{QStringLiteral("repetition"), run.step.repetition + 1},
            {QStringLiteral("observed"), static_cast<qint64>(run.observed)},
            {QStringLiteral("lost"), static_cast<qint64>(run.lost)},
            {QStringLiteral("intact"), static_cast<qint64>(run.intact())},
            {QStringLiteral("correct"), run.correct},
            {QStringLiteral("result"), QString::fromStdString(run.result)},
            {QStringLiteral("ended"), run.ended},
            {QStringLiteral("run_time_ns"), run.ended ? QJsonValue(run.ns) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("duration_ns"), static_cast<qint64>(run.sessionNs)}};
}

QJsonObject pointJson(const SweepPlan &plan, const SweepPoint &point)
{
    QJsonArray runs;
    for (const SweepRun *run : point.runs)
        runs.append(runJson(*run));
    return {{QStringLiteral("value"), static_cast<qint64>(plan.values.at(point.value))},
            {QStringLiteral("sync"), QString::fromStdString(plan.series[point.series].mode)},
            {QStringLiteral("pace"), paceName(plan.series[point.series].pace)},
            {QStringLiteral("expected"), static_cast<qint64>(point.runs.front()->expected)},
            {QStringLiteral("n"), static_cast<qint64>(point.runs.size())},
            {QStringLiteral("wrong"), static_cast<qint64>(point.wrong)},
            {QStringLiteral("share"), spreadJson(point.share)},
            {QStringLiteral("time_ns"), spreadJson(point.ns)},
            {QStringLiteral("units_per_second"), spreadJson(point.perSecond)},
            {QStringLiteral("runs"), runs}};
}

QJsonObject fixedJson(const SweepPlan &plan)
{
    QJsonObject parameters;
    for (const auto &[name, value] : plan.fixed)
        if (name != plan.parameter)
            parameters.insert(QString::fromStdString(name), static_cast<qint64>(value));
    return parameters;
}

QString percent(double share)
{
    // What is not quite all is never rounded up to it.
    const double value = share * 100;
    const int decimals = value >= 99.95 && share < 1 ? 3 : 1;
    return QString::number(share < 1 ? std::min(value, 99.999) : value, 'f', decimals) + QStringLiteral(" %");
}

/// "the worst result was 22.1 % of what was expected", "in the worst, 41 % of the messages arrived exactly once".
QString worstOf(const ScenarioInfo &scenario, double share)
{
    if (scenario.intact.empty() || scenario.units.empty())
        return QStringLiteral("the worst result was %1 of what was expected").arg(percent(share));
    return QStringLiteral("in the worst, %1 of the %2 %3")
        .arg(percent(share), toText(scenario.units.front().plural), toText(scenario.intact));
}

/// "none: wrong in 70 of 80 runs, 22.1 % kept at the least (7 processes)".
QString sentenceOf(const Sweep &sweep, std::size_t series, const std::vector<SweepPoint> &points)
{
    std::size_t runs = 0, wrong = 0;
    const SweepPoint *worst = nullptr;
    for (const SweepPoint &point : points) {
        if (point.series != series)
            continue;
        runs += point.runs.size();
        wrong += point.wrong;
        if (worst == nullptr || point.share.least < worst->share.least)
            worst = &point;
    }
    const QString name = sweep.plan.seriesName(series);
    const QString counted = words::counted(static_cast<qint64>(runs), u"run", u"runs");
    if (wrong == 0)
        return QStringLiteral("%1: right in %2.").arg(name, runs == 1 ? counted : QString(QStringLiteral("all ") + counted));
    return QStringLiteral("%1: wrong in %2 of %3; %4 (%5 = %6).")
        .arg(name, words::number(static_cast<qint64>(wrong)), counted,
             worstOf(*sweep.plan.scenario, worst->share.least), QString::fromStdString(sweep.plan.parameter),
             QString::number(sweep.plan.values.at(worst->value)));
}

/// "increments 1 000 000, as usual for unwatched runs": where nobody chose a size it depends on the pace, since what
/// nobody watches is over sooner.
QString sizesText(const SweepPlan &plan)
{
    const Pace pace = plan.sizedFor();
    QStringList sizes;
    for (const ParameterInfo &parameter : plan.scenario->parameters) {
        const auto fixed = plan.fixed.find(std::string(parameter.name));
        if (parameter.name == plan.parameter || fixed == plan.fixed.end())
            continue;
        QString size = QString::fromStdString(fixed->first) + QLatin1Char(' ') + words::number(fixed->second);
        if (fixed->second == parameter.defaultFor(pace) && parameter.bare != parameter.full)
            size += pace == Pace::Bare ? QStringLiteral(", as usual for unwatched runs")
                                       : QStringLiteral(", as usual at that pace");
        sizes << size;
    }
    return sizes.join(QStringLiteral("; "));
}

QString rateText(double perSecond)
{
    if (perSecond >= 1e6)
        return QString::number(perSecond / 1e6, 'f', perSecond >= 1e8 ? 0 : perSecond >= 1e7 ? 1 : 2) + QStringLiteral(" M/s");
    return words::number(static_cast<qint64>(perSecond)) + QStringLiteral("/s");
}

} // namespace

QJsonObject sweepJson(const Sweep &sweep)
{
    const SweepPlan &plan = sweep.plan;
    QJsonArray modes, paces, values, points;
    for (const SweepSeries &series : plan.series) {
        if (const QString mode = QString::fromStdString(series.mode); !modes.contains(mode))
            modes.append(mode);
        if (const QString pace = paceName(series.pace); !paces.contains(pace))
            paces.append(pace);
    }
    for (std::uint64_t i = 0; i < plan.values.count(); ++i)
        values.append(static_cast<qint64>(plan.values.at(i)));
    for (const SweepPoint &point : pointsOf(sweep))
        points.append(pointJson(plan, point));
    return {
        {QStringLiteral("schema"), QStringLiteral("interleave.sweep/1")},
        {QStringLiteral("scenario"), toText(plan.scenario->id)},
        {QStringLiteral("parameter"), QString::fromStdString(plan.parameter)},
        {QStringLiteral("values"), values},
        {QStringLiteral("sync"), modes},
        {QStringLiteral("pace"), paces},
        {QStringLiteral("parameters"), fixedJson(plan)},
        {QStringLiteral("repeat"), plan.repeat},
        {QStringLiteral("unit"), plan.scenario->units.empty() ? QString() : toText(plan.scenario->units.front().plural)},
        {QStringLiteral("planned"), static_cast<qint64>(plan.runs())},
        {QStringLiteral("of"), static_cast<qint64>(sweep.runs.size())},
        {QStringLiteral("interrupted"), sweep.interrupted},
        {QStringLiteral("dropped"), static_cast<qint64>(sweep.dropped)},
        {QStringLiteral("stalled_ns"), static_cast<qint64>(sweep.stalledNs)},
        {QStringLiteral("machine"), QJsonObject{{QStringLiteral("cpu"), QString::fromStdString(sweep.machine.cpu)},
                                                {QStringLiteral("cores"), sweep.machine.cores},
                                                {QStringLiteral("kernel"), QString::fromStdString(sweep.machine.kernel)},
                                                {QStringLiteral("version"), QString::fromStdString(sweep.machine.version)}}},
        {QStringLiteral("started_at"), QString::fromStdString(sweep.startedAt)},
        {QStringLiteral("points"), points},
    };
}

QStringList sweepSentences(const Sweep &sweep)
{
    const auto points = pointsOf(sweep);
    QStringList sentences;
    for (std::size_t series = 0; series < sweep.plan.series.size(); ++series)
        if (std::any_of(points.begin(), points.end(),
                        [series](const SweepPoint &point) { return point.series == series; }))
            sentences << sentenceOf(sweep, series, points);
    return sentences;
}

QString sweepText(const Sweep &sweep)
{
    const SweepPlan &plan = sweep.plan;
    const auto points = pointsOf(sweep);
    if (points.empty())
        return QStringLiteral("Interrupted before the first run had ended: nothing was measured.");
    QStringList lines = sweepSentences(sweep);
    lines << QString();
    const QString unit = plan.scenario->units.empty() ? QStringLiteral("throughput") : toText(plan.scenario->units.front().plural);
    std::vector<QStringList> rows{
        {QString::fromStdString(plan.parameter), QStringLiteral("protection"), QStringLiteral("wrong"),
         plan.scenario->intact.empty() ? QStringLiteral("result") : toText(plan.scenario->intact),
         QStringLiteral("time"), unit}};
    for (std::size_t value = 0; value < plan.values.count(); ++value)
        for (const SweepPoint &point : points)
            if (point.value == value)
                rows.push_back({QString::number(plan.values.at(value)), plan.seriesName(point.series),
                                QStringLiteral("%1 of %2").arg(point.wrong).arg(point.runs.size()), percent(point.share.median),
                                point.ns.n > 0 ? words::duration(point.ns.median) : QStringLiteral("never ended"),
                                point.ns.n > 0 ? rateText(point.perSecond.median) : QString()});
    lines << tableLines(rows, {Align::Right, Align::Left, Align::Right});
    lines << (sweep.complete() ? QStringLiteral("(medians of %1)").arg(words::counted(plan.repeat, u"run", u"runs"))
                               : QStringLiteral("(medians of what there is: %1 of %2 runs)").arg(sweep.runs.size()).arg(plan.runs()));
    if (const QString sizes = sizesText(plan); !sizes.isEmpty())
        lines << QStringLiteral("(%1)").arg(sizes);
    return lines.join(QLatin1Char('\n'));
}

} // namespace interleave
