// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_data.h"

#include "core/trace/recording.h"

#include <algorithm>
#include <numeric>

namespace interleave {

namespace {

/// Adds up one process while its events go by in program order.
class Ledger
{
public:
    explicit Ledger(double start) : m_at(start) {}

    void add(const Event &event, double time)
    {
        // Clocks are read after the access; two readings may be equal, and a step back would be a fault of the clock.
        const double now = std::max(time, m_at);
        double gap = now - m_at;
        if (event.kind() == EventKind::Stalled) {
            const double held = std::min(gap, static_cast<double>(event.a));
            ns[StateTimes::HeldUp] += held;
            gap -= held;
        }
        ns[stateOf(gap)] += gap;
        m_at = now;
        m_begun = true;
        change(event.kind());
    }

    void end(double time)
    {
        if (time <= m_at)
            return;
        // After the last access nothing is known, unless it ended waiting or holding.
        const auto state = m_waiting ? StateTimes::Waiting : m_held > 0 ? StateTimes::Holding : StateTimes::Silent;
        ns[state] += time - m_at;
        m_at = time;
    }

    double at() const { return m_at; }
    std::array<double, StateTimes::kStates> ns{};

private:
    StateTimes::State stateOf(double gap) const
    {
        if (m_waiting)
            return StateTimes::Waiting;
        if (m_held > 0)
            return StateTimes::Holding;
        return m_begun && gap <= StateTimes::kBusyGapNs ? StateTimes::Between : StateTimes::Silent;
    }

    void change(EventKind kind)
    {
        switch (kind) {
        case EventKind::LockRequested:
        case EventKind::SemaphoreRequested:
        case EventKind::AwaitBegan: m_waiting = true; break;
        case EventKind::LockAcquired:
            m_waiting = false;
            ++m_held;
            break;
        case EventKind::SemaphoreAcquired:
        case EventKind::Awaited: m_waiting = false; break;
        case EventKind::LockReleased: m_held = std::max(0, m_held - 1); break;
        case EventKind::Died:
            m_waiting = false;
            m_held = 0;
            break;
        default: break;
        }
    }

    double m_at = 0;
    bool m_begun = false;
    bool m_waiting = false;
    int m_held = 0;
};

} // namespace

double StateTimes::Row::life() const
{
    return std::accumulate(ns.begin(), ns.end(), 0.0);
}

double StateTimes::longest() const
{
    double longest = 0;
    for (const Row &row : rows)
        longest = std::max(longest, row.life());
    return longest;
}

ChartData stateTimes(const ChartInput &input)
{
    if (!input.recording)
        return NoData{QStringLiteral("No run yet: press Run, then see here where the time of each process went.")};
    const auto info = input.recording->info();
    if (info->settings.pace == Pace::Bare)
        return NoData{QStringLiteral("An unwatched run records no times: choose another gear to see where they went.")};

    std::vector<Ledger> ledgers(info->processes.size(), Ledger(0));
    TraceReader reader(input.recording->trace());
    const EventIndex size = reader.size();
    for (EventIndex first = 0; first < size; first += Trace::kBlock) {
        if (input.cancelled && input.cancelled())
            return NoData{};
        reader.forEach(first, std::min<EventIndex>(size, first + Trace::kBlock), [&](EventIndex, const Event &event) {
            if (event.actor < ledgers.size())
                ledgers[event.actor].add(event, info->clock.nanoseconds(event.time));
        });
    }
    if (size == 0)
        return NoData{QStringLiteral("No shared access has been recorded in this run.")};

    StateTimes times;
    for (std::size_t actor = 0; actor < ledgers.size(); ++actor) {
        const ProcessInfo &process = info->processes[actor];
        if (process.endedAt != 0)
            ledgers[actor].end(info->clock.nanoseconds(process.endedAt));
        StateTimes::Row row;
        row.actor = static_cast<ActorId>(actor);
        row.role = QString::fromStdString(process.role);
        row.ns = ledgers[actor].ns;
        times.rows.push_back(std::move(row));
    }
    if (times.longest() <= 0)
        return NoData{QStringLiteral("This run was too short for its clock: no time passed between its events.")};
    return times;
}

} // namespace interleave
