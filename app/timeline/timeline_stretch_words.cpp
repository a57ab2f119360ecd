// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/style/words.h"
#include "app/timeline/timeline_scene.h"
#include "app/timeline/timeline_stretch.h"

#include <cmath>

namespace interleave {

namespace {

constexpr std::size_t kNamed = 4; // so many processes have a line each in the label; of more it tells the average

QString whole(std::uint64_t number)
{
    return words::number(static_cast<std::int64_t>(number));
}

QString percent(double share)
{
    const double value = share * 100;
    const bool tiny = value > 0 && value < 0.1;
    return tiny ? QStringLiteral("< 0.1 %") : QString::number(value, 'f', value < 10 ? 1 : 0) + QStringLiteral(" %");
}

QString difference(const StretchFigures &figures)
{
    const std::int64_t by = std::int64_t{figures.after} - figures.before;
    return by > 0 ? u'+' + words::number(by) : by < 0 ? u'\u2212' + words::number(-by) : QStringLiteral("±0");
}

QString meanOf(const StretchFigures &figures)
{
    const double mean = *figures.mean;
    return std::abs(mean) >= 10'000 ? words::number(std::llround(mean)) : QString::number(mean, 'f', 1);
}

QString rateOf(const StretchFigures &figures)
{
    const double rate = figures.perSecond();
    return rate >= 1e6 ? QString::number(rate / 1e6, 'g', 3) + QStringLiteral(" M events/s")
                       : words::number(std::llround(rate)) + QStringLiteral(" events/s");
}

QString busy(const StretchFigures::Lane &lane)
{
    QStringList parts;
    if (lane.waiting > 0)
        parts << QStringLiteral("waiting ") + percent(lane.waiting);
    if (lane.wanted > 0)
        parts << QStringLiteral("holding %1 (%2 while others waited)").arg(percent(lane.holding), percent(lane.wanted));
    else if (lane.holding > 0)
        parts << QStringLiteral("holding ") + percent(lane.holding);
    return parts.join(QStringLiteral(", "));
}

/// What the processes did that waited or held; of many only their average.
QStringList busyWords(const StretchFigures &figures)
{
    QStringList lines;
    StretchFigures::Lane sum;
    for (std::size_t actor = 0; actor < figures.lanes.size(); ++actor) {
        const StretchFigures::Lane &lane = figures.lanes[actor];
        sum = {sum.waiting + lane.waiting, sum.holding + lane.holding, sum.wanted + lane.wanted};
        if (lane.waiting > 0 || lane.holding > 0)
            lines << words::process(static_cast<int>(actor)) + QStringLiteral(": ") + busy(lane);
    }
    if (lines.isEmpty() || figures.lanes.size() <= kNamed)
        return lines;
    const auto count = static_cast<double>(figures.lanes.size());
    return {QStringLiteral("of a process's time: ") + busy({sum.waiting / count, sum.holding / count, sum.wanted / count})};
}

} // namespace

QStringList shortWords(const StretchFigures &figures, const TimelineValue &value)
{
    QStringList lines;
    const QString last = whole(figures.last);
    if (figures.count() == 1)
        lines << QStringLiteral("1 event: ") + last;
    else
        lines << QStringLiteral("%1 events: %2 – %3").arg(whole(figures.count()), whole(figures.first + 1), last);
    if (figures.nanoseconds() > 0)
        lines << QStringLiteral("Δt %1 · %2").arg(words::duration(figures.nanoseconds()), rateOf(figures));
    if (value.row >= 0 && !figures.knowsValue) {
        lines << QStringLiteral("%1: not known, events are missing here").arg(value.name);
    } else if (value.row >= 0) {
        lines << QStringLiteral("%1: %2 → %3 (%4)").arg(value.name, words::number(figures.before),
                                                         words::number(figures.after), difference(figures));
        QString spread = QStringLiteral("least %1 · ").arg(words::number(figures.extent.min));
        if (figures.mean)
            spread += QStringLiteral("mean over time %1 · ").arg(meanOf(figures));
        lines << spread + QStringLiteral("greatest ") + words::number(figures.extent.max);
    }
    return lines + busyWords(figures);
}

QString asTable(const StretchFigures &figures, const TimelineValue &value)
{
    // For a spreadsheet: numbers without groups, units in the names.
    QString table;
    const auto row = [&table](const QString &name, const QString &figure) { table += name + u'\t' + figure + u'\n'; };
    row(QStringLiteral("first event"), QString::number(figures.first + 1));
    row(QStringLiteral("last event"), QString::number(figures.last));
    row(QStringLiteral("events"), QString::number(figures.count()));
    row(QStringLiteral("from (ns)"), QString::number(figures.from, 'f', 0));
    row(QStringLiteral("Δt (ns)"), QString::number(figures.nanoseconds(), 'f', 0));
    row(QStringLiteral("events/s"), QString::number(figures.perSecond(), 'f', 0));
    if (value.row >= 0 && figures.knowsValue) {
        row(value.name + QStringLiteral(" before"), QString::number(figures.before));
        row(value.name + QStringLiteral(" after"), QString::number(figures.after));
        row(value.name + QStringLiteral(" difference"), QString::number(std::int64_t{figures.after} - figures.before));
        row(value.name + QStringLiteral(" least"), QString::number(figures.extent.min));
        if (figures.mean)
            row(value.name + QStringLiteral(" mean over time"), QString::number(*figures.mean, 'g', 10));
        row(value.name + QStringLiteral(" greatest"), QString::number(figures.extent.max));
    }
    for (std::size_t actor = 0; actor < figures.lanes.size(); ++actor) {
        const StretchFigures::Lane &lane = figures.lanes[actor];
        const QString process = words::process(static_cast<int>(actor));
        if (lane.waiting <= 0 && lane.holding <= 0)
            continue;
        row(process + QStringLiteral(" waiting (%)"), QString::number(lane.waiting * 100, 'f', 2));
        row(process + QStringLiteral(" holding (%)"), QString::number(lane.holding * 100, 'f', 2));
        row(process + QStringLiteral(" holding while others waited (%)"), QString::number(lane.wanted * 100, 'f', 2));
    }
    return table;
}

} // namespace interleave
