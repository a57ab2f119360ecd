// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/primitives/cell.h"
#include "core/shm/sys.h"

#include <array>
#include <source_location>
#include <tuple>
#include <utility>

namespace interleave {

/// What a role waits for, and the line where it waits.
template <typename Predicate>
struct Until {
    Until(Predicate predicate, std::source_location line = std::source_location::current())
        : holds(std::move(predicate)),
          where(line)
    {}
    Predicate holds;
    std::source_location where;
};

/// Sleeps on the run's bell until somebody changes an awaitable word; nothing polls.
///
/// No wake-up is lost: 1. the sleeper counts itself in, 2. notes the bell, 3. looks at the words and whether the run is
/// stopped, 4. sleeps only while the bell is as noted. A writer 1. changes the word, 2. looks for sleepers, 3. rings.
/// If it saw no sleeper, the sleeper's look came later and saw the new word. So who looked in vain, and finds the bell
/// as it was before, would look in vain again: that is how the session tells a standstill. One bell for all words of a
/// run, for who waits for one of several words would have to sleep in several places.
class BellSleeper
{
public:
    BellSleeper(Probe &probe, Probe::Waiting &waiting) : m_probe(probe), m_waiting(waiting)
    {
        probe.bellWaiters().fetch_add(1, std::memory_order_seq_cst);
    }
    ~BellSleeper() { m_probe.bellWaiters().fetch_sub(1, std::memory_order_seq_cst); }
    BellSleeper(const BellSleeper &) = delete;
    BellSleeper &operator=(const BellSleeper &) = delete;

    template <typename Satisfied>
    void sleepUntil(Satisfied &&satisfied)
    {
        for (;;) {
            const std::uint32_t noted = m_probe.bell().load(std::memory_order_seq_cst);
            m_probe.throwIfStopped();
            if (satisfied())
                return;
            m_waiting.lookedInVain(noted);
            sys::futexWait(&m_probe.bell(), noted);
        }
    }

private:
    Probe &m_probe;
    Probe::Waiting &m_waiting;
};

/// One step: waits until `until.holds(values…)` and returns the values it held for, each a recorded read. The cells
/// must be declared awaitable. The values are read one after the other, as everything unprotected is; in a stepped run
/// nobody moves in between.
template <typename Predicate, typename... Cells>
std::array<std::int32_t, sizeof...(Cells)> await(Until<Predicate> until, Cells &...cells)
{
    Cell &first = std::get<0>(std::tie(cells...));
    Probe &probe = first.probe();
    const SiteId site = probe.site(until.where);
    const auto satisfied = [&] { return until.holds(cells.peek()...); };
    if (probe.isStepped()) {
        if (!satisfied())
            probe.note(EventKind::AwaitBegan, first.object(), site, Word::initial(first.peek()).bits);
        probe.passWait(first.object(), site, (gapBit(cells.object().row()) | ...), satisfied);
        return {cells.readPassed(EventKind::Awaited, site)...};
    }
    bool announced = false;
    for (;;) {
        if (!satisfied()) {
            if (!std::exchange(announced, true))
                probe.note(EventKind::AwaitBegan, first.object(), site, Word::initial(first.peek()).bits);
            Probe::Waiting waiting(probe, first.object());
            BellSleeper(probe, waiting).sleepUntil(satisfied);
        }
        // What counts is what these reads see; should it not hold any more, the wait goes on.
        const std::array<std::int32_t, sizeof...(Cells)> values = {
            (probe.recording() ? cells.readAs(EventKind::Awaited, site) : cells.readPlain())...};
        if (std::apply(until.holds, values))
            return values;
    }
}

} // namespace interleave
