// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_data.h"

#include "core/trace/recording.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>
#include <vector>

namespace interleave {

namespace {

/// Adds up one process while its events go by in program order.
class Ledger
{
public:
    explicit Ledger(const RunSettings &settings)
        : m_pausesBeforeWriting(settings.window.kind == Window::Kind::Sleep),
          m_rests(settings.pace == Pace::Slow)
    {}

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
        ns[stateOf(gap, event.kind())] += gap;
        m_at = now;
        m_begun = true;
        change(event.kind());
    }

    void end(double time)
    {
        if (time <= m_at)
            return;
        // After the last access nothing is known, unless it ended waiting or holding.
        ns[m_waiting || m_held > 0 ? stateOf(0, EventKind::None) : StateTimes::Silent] += time - m_at;
        m_at = time;
    }

    /// Somebody begins, or ceases, to wait for a lock that it holds: no event of its own, so the gap is parted there.
    void setWanted(bool wanted, double time)
    {
        if (time > m_at) {
            ns[stateOf(time - m_at, EventKind::None)] += time - m_at;
            m_at = time;
        }
        m_wanted = std::max(0, m_wanted + (wanted ? 1 : -1));
    }

    double at() const { return m_at; }
    std::array<double, StateTimes::kStates> ns{};

private:
    /// Of the gap before an event of that kind. Slow motion pauses before a write, and rests before a unit of work
    /// begins.
    StateTimes::State stateOf(double gap, EventKind next) const
    {
        if (m_waiting)
            return StateTimes::Waiting;
        if (m_held > 0)
            return m_wanted > 0 ? StateTimes::Wanted : StateTimes::Holding;
        if (!m_begun)
            return StateTimes::Silent;
        if (gap <= StateTimes::kBusyGapNs)
            return StateTimes::Between;
        if (next == EventKind::Write && m_pausesBeforeWriting)
            return StateTimes::Window;
        return next != EventKind::Write && m_rests ? StateTimes::Resting : StateTimes::Silent;
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
            m_wanted = 0;
            break;
        default: break;
        }
    }

    bool m_pausesBeforeWriting, m_rests;
    double m_at = 0;
    bool m_begun = false;
    bool m_waiting = false;
    int m_held = 0;
    int m_wanted = 0; // of the locks held
};

/// All processes, and the locks between them: whether a held lock is wanted is decided by events of others.
class Ledgers
{
public:
    Ledgers(std::size_t actors, const RunSettings &settings) : m_ledgers(actors, Ledger(settings)), m_asked(actors) {}

    void add(const Event &event, double time)
    {
        if (event.actor >= m_ledgers.size())
            return;
        m_ledgers[event.actor].add(event, time);
        switch (event.kind()) {
        case EventKind::LockRequested: ask(event, time); break;
        case EventKind::LockAcquired: take(event, time); break;
        case EventKind::LockReleased: free(m_locks[event.object.bits], time); break;
        default: break;
        }
    }
    Ledger &operator[](std::size_t actor) { return m_ledgers[actor]; }
    std::size_t size() const { return m_ledgers.size(); }

private:
    struct Lock {
        std::size_t holder = kMaxActors; ///< kMaxActors: nobody
        int waiting = 0;
        bool wanted = false; ///< the holder's ledger knows that somebody waits
    };

    void ask(const Event &event, double time)
    {
        Lock &lock = m_locks[event.object.bits];
        if (!std::exchange(m_asked[event.actor], char{true}))
            ++lock.waiting;
        want(lock, time);
    }
    void take(const Event &event, double time)
    {
        Lock &lock = m_locks[event.object.bits];
        free(lock, time); // of a holder that died
        if (std::exchange(m_asked[event.actor], char{false}))
            --lock.waiting;
        lock.holder = event.actor;
        if (lock.waiting > 0)
            want(lock, time);
    }
    void want(Lock &lock, double time)
    {
        if (lock.holder != kMaxActors && !std::exchange(lock.wanted, true))
            m_ledgers[lock.holder].setWanted(true, time);
    }
    void free(Lock &lock, double time)
    {
        if (std::exchange(lock.wanted, false))
            m_ledgers[lock.holder].setWanted(false, time);
        lock.holder = kMaxActors;
    }

    std::vector<Ledger> m_ledgers;
    std::vector<char> m_asked; // whether each has asked for a lock and not got it yet
    std::unordered_map<std::uint64_t, Lock> m_locks;
};

} // namespace

double StateTimes::Row::life() const
{
    return std::accumulate(ns.begin(), ns.end(), 0.0);
}

double StateTimes::Row::share(State state) const
{
    const double all = life();
    return all > 0 ? ns[state] / all : 0;
}

double StateTimes::longest() const
{
    double longest = 0;
    for (const Row &row : rows)
        longest = std::max(longest, row.life());
    return longest;
}

double StateTimes::share(State state) const
{
    double spent = 0, lives = 0;
    for (const Row &row : rows) {
        spent += row.ns[state];
        lives += row.life();
    }
    return lives > 0 ? spent / lives : 0;
}

QString StateTimes::remark() const
{
    if (share(Waiting) > 0)
        return {};
    const QString nobody = QStringLiteral("Nobody waited for anybody.");
    const auto percent = [this](State state) { return QStringLiteral("%1\u2009%").arg(qRound(100 * share(state))); };
    if (share(Window) <= 0)
        return nobody;
    const QString stood = QStringLiteral(" Slow motion had them stand between reading and writing for %1 of their time")
                              .arg(percent(Window));
    return nobody + stood
        + (share(Resting) > 0 ? QStringLiteral(", and rest for %1.").arg(percent(Resting)) : QStringLiteral("."));
}

ChartData stateTimes(const ChartInput &input)
{
    if (!input.recording)
        return NoData{QStringLiteral("No run yet: press Run, then see here where the time of each process went.")};
    const auto info = input.recording->info();
    if (info->settings.pace == Pace::Bare)
        return NoData{QStringLiteral("An unwatched run records no times: choose another gear to see where they went.")};

    Ledgers ledgers(info->processes.size(), info->settings);
    TraceReader reader(input.recording->trace());
    const EventIndex size = reader.size();
    for (EventIndex first = 0; first < size; first += Trace::kBlock) {
        if (input.cancelled && input.cancelled())
            return NoData{};
        reader.forEach(first, std::min<EventIndex>(size, first + Trace::kBlock), [&](EventIndex, const Event &event) {
            ledgers.add(event, info->clock.nanoseconds(event.time));
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
