// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/runs_report.h"

#include "app/models/run_tokens.h"

#include <QJsonArray>

#include <map>

namespace interleave {

namespace {

QJsonObject repeatedJson(const RepeatedRuns &runs, bool interrupted)
{
    QJsonArray list;
    std::map<std::string, int> outcomes;
    for (const RepeatedRuns::Run &run : runs.runs) {
        list.append(QJsonObject{{QStringLiteral("observed"), static_cast<qint64>(run.observed)},
                                {QStringLiteral("intact"), static_cast<qint64>(run.intact())},
                                {QStringLiteral("correct"), run.correct},
                                {QStringLiteral("lost"), static_cast<qint64>(run.lost)}});
        ++outcomes[run.result];
    }
    if (runs.stopped > 0)
        outcomes["stopped"] = runs.stopped;
    QJsonArray outcomeList;
    for (const auto &[result, count] : outcomes)
        outcomeList.append(
            QJsonObject{{QStringLiteral("result"), QString::fromStdString(result)}, {QStringLiteral("runs"), count}});
    return {
        {QStringLiteral("schema"), QStringLiteral("interleave.runs/1")},
        {QStringLiteral("scenario"), QString::fromStdString(runs.settings.scenario)},
        {QStringLiteral("sync"), QString::fromStdString(runs.settings.mode)},
        {QStringLiteral("pace"), paceName(runs.settings.pace)},
        {QStringLiteral("parameters"), parametersJson(runs.settings.parameters)},
        {QStringLiteral("expected"), static_cast<qint64>(runs.expected)},
        {QStringLiteral("of"), runs.of},
        {QStringLiteral("wrong"), runs.wrong},
        {QStringLiteral("stopped"), runs.stopped},
        {QStringLiteral("interrupted"), interrupted},
        {QStringLiteral("runs"), list},
        {QStringLiteral("outcomes"), outcomeList},
    };
}

/// ", 3 were stopped"; empty when none was.
QString stoppedText(const RepeatedRuns &runs)
{
    if (runs.stopped == 0)
        return {};
    return (runs.stopped == 1 ? QStringLiteral(", %1 was stopped") : QStringLiteral(", %1 were stopped"))
        .arg(runs.stopped);
}

QStringList outcomeLines(const RepeatedRuns &runs, const QString &kind)
{
    std::map<std::string, std::pair<int, bool>> outcomes;
    for (const RepeatedRuns::Run &run : runs.runs) {
        auto &[count, correct] = outcomes[run.result];
        ++count;
        correct = run.correct;
    }
    QStringList lines{QStringLiteral("%1 of %2 %3 went wrong").arg(runs.wrong).arg(runs.of).arg(kind)
                      + stoppedText(runs) + QLatin1Char('.')};
    for (const auto &[result, outcome] : outcomes)
        lines << QStringLiteral("%1  %2%3")
                     .arg(outcome.first, 5)
                     .arg(QString::fromStdString(result), outcome.second ? QStringLiteral("  (right)") : QString());
    if (runs.stopped > 0)
        lines << QStringLiteral("%1  stopped").arg(runs.stopped, 5);
    return lines;
}

} // namespace

QJsonObject runsJson(const RunSeries &series)
{
    const bool interrupted = !series.isComplete();
    if (series.progress(Pace::Bare).of == 0)
        return repeatedJson(series.recorded(), interrupted);
    const QJsonObject unwatched = repeatedJson(series.unwatched(), interrupted);
    if (series.progress(Pace::Full).of == 0)
        return unwatched;
    QJsonObject both = repeatedJson(series.recorded(), interrupted);
    both.insert(QStringLiteral("unwatched"), unwatched);
    return both;
}

QString runsText(const RunSeries &series)
{
    const bool recorded = series.progress(Pace::Full).of > 0, unwatched = series.progress(Pace::Bare).of > 0;
    QStringList lines;
    if (recorded)
        lines << outcomeLines(series.recorded(), unwatched ? QStringLiteral("recorded runs") : QStringLiteral("runs"));
    if (unwatched)
        lines << outcomeLines(series.unwatched(), recorded ? QStringLiteral("unwatched runs") : QStringLiteral("runs"));
    if (recorded && unwatched)
        lines << QStringLiteral("Both did the same: what they differ by is what watching changes.");
    const RunSeries::Progress full = series.progress(Pace::Full), bare = series.progress(Pace::Bare);
    if (!series.isComplete())
        lines << QStringLiteral("Interrupted after %1 of %2 runs.").arg(full.made + bare.made).arg(full.of + bare.of);
    return lines.join(QLatin1Char('\n'));
}

} // namespace interleave
