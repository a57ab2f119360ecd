// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_data.h"
#include "app/charts/chart_text.h"

#include "app/models/to_text.h"
#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double kFineBins = 50;     // at least; at most 2.5 times as many
constexpr std::uint64_t kPerBin = 4; // units a bin should hold on average to speak of a rate

/// What an actor's unit of work is.
struct Work {
    static constexpr int kNoRow = -1, kAnyRow = -2;

    int row = kNoRow;
    EventKind kind = EventKind::None;
    std::size_t unit = 0;     // of ScenarioInfo::units
    std::uint64_t events = 1; // that make one unit

    bool counts(std::size_t wanted) const { return row != kNoRow && unit == wanted; }
    bool matches(const Event &event) const
    {
        if (row != kAnyRow && event.object.row() != row)
            return false;
        return kind == EventKind::Write ? event.kind() == EventKind::Write || event.kind() == EventKind::Update
                                        : event.kind() == kind;
    }
};

/// Where the unit's events are; without a name anywhere.
int rowOfUnit(const ObjectTable &objects, const UnitInfo &unit)
{
    return unit.object.empty() ? Work::kAnyRow : rowOf(objects, unit.object);
}

std::vector<Work> workOfActors(const RunInfo &info, const ScenarioInfo &scenario)
{
    std::vector<Work> works(info.processes.size());
    for (std::size_t actor = 0; actor < works.size(); ++actor)
        for (std::size_t unit = 0; unit < scenario.units.size(); ++unit)
            if (scenario.units[unit].role == info.processes[actor].role)
                works[actor] = {rowOfUnit(info.objects, scenario.units[unit]), scenario.units[unit].kind, unit,
                                static_cast<std::uint64_t>(scenario.units[unit].events)};
    return works;
}

// "messages written" and "messages read" where two roles do different things with the same unit.
QString totalName(const ScenarioInfo &scenario, std::size_t unit)
{
    const UnitInfo &info = scenario.units[unit];
    const auto same = std::count_if(scenario.units.begin(), scenario.units.end(),
                                    [&info](const UnitInfo &other) { return other.plural == info.plural; });
    if (same < 2)
        return toText(info.plural);
    return QStringLiteral("%1 %2").arg(
        toText(info.plural), info.kind == EventKind::Read ? QStringLiteral("read") : QStringLiteral("written"));
}

/// When the last event was: nothing is done in what the session goes on for after it.
double endOf(const RunInfo &info, TraceReader &reader)
{
    double end = 0;
    // The settled order is nearly that of the clock; the last events of each actor are among the last of all.
    const EventIndex size = reader.size();
    reader.forEach(size > 256 ? size - 256 : 0, size,
                   [&](EventIndex, const Event &event) { end = std::max(end, info.clock.nanoseconds(event.time)); });
    return end;
}

void coarsen(Rates &rates, std::size_t factor)
{
    const auto merge = [factor](std::vector<std::uint64_t> &counts) {
        std::vector<std::uint64_t> merged((counts.size() + factor - 1) / factor, 0);
        for (std::size_t bin = 0; bin < counts.size(); ++bin)
            merged[bin / factor] += counts[bin];
        counts = std::move(merged);
    };
    for (auto *list : {&rates.totals, &rates.processes})
        for (Rates::Series &series : *list)
            merge(series.counts);
    rates.binNs *= static_cast<double>(factor);
}

// So many fine bins that one more unit is not a peak: put together until a bin holds a few.
void coarsenToMeaning(Rates &rates, std::uint64_t units)
{
    for (const std::size_t factor : {1U, 2U, 5U, 10U, 20U, 50U}) {
        const std::size_t bins = (rates.bins() + factor - 1) / factor;
        if (units >= kPerBin * bins || bins <= 5 || factor == 50) {
            if (factor > 1)
                coarsen(rates, factor);
            return;
        }
    }
}

} // namespace

std::size_t Rates::bins() const
{
    return totals.empty() ? 0 : totals.front().counts.size();
}

double Rates::rate(const Series &series, std::size_t bin) const
{
    const double from = binNs * static_cast<double>(bin);
    const double width = std::min(binNs, endNs - from);
    return width <= 0 ? 0 : static_cast<double>(series.counts[bin]) * 1e9 / width;
}

ChartData unitRates(const ChartInput &input)
{
    if (!input.recording)
        return NoData{QStringLiteral("No run yet: press Run, then see here how much was done per second.")};
    if (!input.scenario || input.scenario->units.empty())
        return NoData{QStringLiteral("This scenario has no unit of work that could be counted per second.")};
    const auto info = input.recording->info();
    if (info->settings.pace == Pace::Bare)
        return NoData{QStringLiteral("An unwatched run records no times: choose another gear to see rates.")};

    TraceReader reader(input.recording->trace());
    const EventIndex size = reader.size();
    Rates rates;
    rates.endNs = size == 0 ? 0 : endOf(*info, reader);
    if (rates.endNs <= 0)
        return NoData{QStringLiteral("No shared access has been recorded in this run.")};
    // Between kFineBins and 2.5 times as many bins of a round width.
    rates.binNs = roundUp125(rates.endNs / kFineBins / 2.5 * (1 + 1e-9));
    const std::size_t bins = static_cast<std::size_t>(rates.endNs / rates.binNs) + 1;
    rates.endNs = rates.binNs
        * static_cast<double>(bins); // a whole one: the last event alone, in no time, would be a peak

    const std::vector<Work> works = workOfActors(*info, *input.scenario);
    std::vector<Rates::Series> byActor(works.size());
    std::vector<std::uint64_t> seen(works.size()); // events that count
    for (std::size_t actor = 0; actor < byActor.size(); ++actor) {
        byActor[actor].actor = static_cast<ActorId>(actor);
        byActor[actor].name = processName(static_cast<int>(actor));
        byActor[actor].counts.assign(bins, 0);
    }
    for (EventIndex first = 0; first < size; first += Trace::kBlock) {
        if (input.cancelled && input.cancelled())
            return NoData{};
        reader.forEach(first, std::min<EventIndex>(size, first + Trace::kBlock), [&](EventIndex, const Event &event) {
            if (event.actor >= works.size() || !works[event.actor].matches(event)
                || ++seen[event.actor] % works[event.actor].events != 0)
                return;
            const double at = std::max(0.0, info->clock.nanoseconds(event.time));
            const auto bin = std::min(bins - 1, static_cast<std::size_t>(at / rates.binNs));
            ++byActor[event.actor].counts[bin];
            ++byActor[event.actor].units;
        });
    }

    std::uint64_t units = 0;
    QStringList plurals;
    for (std::size_t unit = 0; unit < input.scenario->units.size(); ++unit) {
        Rates::Series total;
        total.counts.assign(bins, 0);
        for (std::size_t actor = 0; actor < works.size(); ++actor) {
            if (!works[actor].counts(unit))
                continue;
            for (std::size_t bin = 0; bin < bins; ++bin)
                total.counts[bin] += byActor[actor].counts[bin];
            total.units += byActor[actor].units;
        }
        if (total.units == 0)
            continue;
        for (std::size_t actor = 0; actor < works.size(); ++actor)
            if (works[actor].counts(unit))
                byActor[actor].total = rates.totals.size();
        units += total.units;
        total.name = totalName(*input.scenario, unit);
        if (!plurals.contains(toText(input.scenario->units[unit].plural)))
            plurals << toText(input.scenario->units[unit].plural);
        rates.totals.push_back(std::move(total));
    }
    if (rates.totals.empty())
        return NoData{QStringLiteral("Nothing was finished in this run, so there is no rate.")};
    rates.plural = plurals.join(QStringLiteral(" and "));
    for (Rates::Series &series : byActor)
        if (series.units > 0)
            rates.processes.push_back(std::move(series));
    coarsenToMeaning(rates, units / rates.totals.size());
    return rates;
}

} // namespace interleave
