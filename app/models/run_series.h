// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/repeated_runs.h"
#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

namespace interleave {

/// Runs of the same settings, many times, recorded, unwatched, or both in turns: which one is next, and what came of
/// them. Both do exactly the same, so whatever their results differ by is what watching changes. A value; it starts
/// nothing.
class RunSeries
{
public:
    enum class Watch {
        Recorded,
        Unwatched,
        Both ///< one of each in turn, each time the other one first: a machine that slows down does it to both
    };

    /// Forgets what there was. `settings`: of the recorded runs; an unwatched one is the same at Pace::Bare.
    void begin(RunSettings settings, int times, Watch watch);
    /// The same, but keeps runs of these settings.
    void goOn(RunSettings settings, int times, Watch watch);
    /// No more are to be made.
    void stop() { m_stopped = true; }

    /// Have all that were asked for been made?
    bool isComplete() const { return m_made == m_asked; }
    bool isOver() const { return m_stopped || isComplete(); }
    /// Of the next run; not when isOver().
    RunSettings next() const;
    /// The finished recording of next(). One that was interrupted counts as stopped.
    void add(const Recording &recording, const Account &account);

    const RepeatedRuns &recorded() const { return m_recorded; }
    const RepeatedRuns &unwatched() const { return m_unwatched; }
    /// Of those that were asked for last: how many are to be made, how many were (stopped ones too), and how many of
    /// them went wrong.
    struct Progress {
        int of = 0, made = 0, wrong = 0;
    };
    Progress progress(Pace pace) const;

private:
    struct Counts {
        int recorded = 0, unwatched = 0;
        friend bool operator==(const Counts &, const Counts &) = default;
    };
    bool unwatchedIsNext() const;

    RepeatedRuns m_recorded, m_unwatched;
    Counts m_asked, m_made, m_wrong; // of those asked for last
    bool m_stopped = false;
};

} // namespace interleave
