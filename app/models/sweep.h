// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/value_range.h"
#include "core/result.h"
#include "core/trace/recording.h"
#include "core/trace/run_info.h"
#include "scenarios/scenario_info.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

/// One line of the figure: a protection, watched or not.
struct SweepSeries {
    std::string mode;
    Pace pace = Pace::Bare;

    friend bool operator==(const SweepSeries &, const SweepSeries &) = default;
};

/// One run to be made.
struct SweepStep {
    std::size_t value = 0;  ///< which of the values
    std::size_t series = 0; ///< which of the series
    int repetition = 0;     ///< from 0
};

/// What is to be measured: every value of one parameter, in every series, so many times.
struct SweepPlan {
    static constexpr std::int64_t kMostRuns = 100'000;

    const ScenarioInfo *scenario = nullptr; ///< static data
    Parameters fixed;                       ///< the other parameters, all of them
    std::string parameter;                  ///< the swept one
    ValueRange values;
    std::vector<SweepSeries> series;
    int repeat = 10;

    /// Of a checked plan: at most kMostRuns.
    std::size_t runs() const { return values.count() * series.size() * static_cast<std::size_t>(repeat); }
    /// In which order they are made: the protections take turns in the innermost loop, each time another one first, and
    /// the repetitions are the outermost. So a machine that gets slower or faster meanwhile does it to all alike, and
    /// what is there after an interruption covers every value.
    SweepStep step(std::size_t run) const;
    RunSettings settings(const SweepStep &step) const;
    /// "none", or "none, recorded" where the same protection is there at several paces.
    QString seriesName(std::size_t series) const;
    /// Several paces: the figure shows what watching changes.
    bool showsObserver() const;
    /// The slowest pace of all: whose usual sizes hold where nobody chose any, so that all series do the same.
    Pace sizedFor() const;
};

/// Could this plan be run? Names the nearest name, the range, or how many runs it would take.
Result<void> checkPlan(const SweepPlan &plan);

/// What came of one run.
struct SweepRun {
    SweepStep step;
    std::int64_t expected = 0, observed = 0, lost = 0;
    std::int64_t repeated = 0; ///< see Account
    bool correct = false;
    bool ended = false;        ///< every process came to its end by itself; else there is no time to speak of
    std::string result;        ///< canonical text
    double ns = 0;             ///< from the first process's first action to the last one's last
    std::int64_t sessionNs = 0; ///< from letting the processes go to knowing that all have ended
    std::int64_t work = 0;     ///< units done, those that were lost included

    std::int64_t intact() const { return observed - repeated; }
    /// Of what was expected, what came out as it should: 1 is right.
    double share() const { return expected > 0 ? static_cast<double>(intact()) / static_cast<double>(expected) : 0; }
    double perSecond() const { return ns > 0 ? static_cast<double>(work) * 1e9 / ns : 0; }
};

/// What has been measured so far.
struct Sweep {
    SweepPlan plan;
    std::vector<SweepRun> runs; ///< in the order they were made
    MachineInfo machine;        ///< of the first run, as startedAt
    std::string startedAt;
    std::uint64_t dropped = 0;  ///< over all of them
    std::int64_t stalledNs = 0;
    bool interrupted = false;

    bool complete() const { return runs.size() == plan.runs(); }
    /// The finished recording of that step.
    void add(const SweepStep &step, const Recording &recording, const Account &account);
};

/// Where measured values lie; of none, all zero.
struct Spread {
    std::size_t n = 0;
    double least = 0, lower = 0, median = 0, upper = 0, most = 0; ///< lower, upper: quartiles, interpolated
};
Spread spreadOf(std::vector<double> values);

/// The runs of one value in one series, in the order they were made.
struct SweepPoint {
    std::size_t value = 0, series = 0;
    std::vector<const SweepRun *> runs; ///< of the sweep it was made from
    std::size_t wrong = 0;
    Spread share;           ///< of what was expected, 1 is all
    Spread ns, perSecond;   ///< of the runs that came to their end
};
/// Those with runs, by series and then by value.
std::vector<SweepPoint> pointsOf(const Sweep &sweep);

} // namespace interleave
