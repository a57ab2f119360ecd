// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/repeated_runs.h"
#include "app/charts/sweep_curves.h"
#include "core/analysis/findings.h"
#include "core/ids.h"

#include <QString>
#include <QStringList>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

/// Recording → numbers. Pure functions without widgets, so they run on any thread and are tested against brute force.
namespace interleave {

class Recording;
struct ScenarioInfo;
struct Sweep;
struct ExplorationReport;

/// What charts are made of. Everything in it is read only.
struct ChartInput {
    std::shared_ptr<const Recording> recording = nullptr; ///< null: there is none
    const ScenarioInfo *scenario = nullptr;     ///< static data
    std::vector<RepeatedRuns> runs = {};        ///< for outcomes; none: the recording is taken as one run
    std::shared_ptr<const Sweep> sweep = nullptr; ///< for the chart of a sweep
    std::shared_ptr<const ExplorationReport> orders = nullptr; ///< for the outcomes of all orders
    std::string ordersAt = {};      ///< when they were searched, ISO 8601
    bool ordersByMagnitude = false; ///< on a logarithmic scale
    QString noRuns = {};       ///< for outcomes: why there are none yet; empty: nobody has pressed ×20
    std::function<bool()> cancelled = {}; ///< asked now and then; true: give up, whatever is returned is thrown away
};

/// This run has nothing to show in this chart, and why.
struct NoData {
    QString sentence;
};

/// Where the time of each process went, from the opening of the start gate to its end.
struct StateTimes {
    enum State : std::uint8_t {
        Waiting, ///< asked for a lock or a semaphore, or awaited a change
        Holding, ///< held a lock that nobody else waited for, and did not wait itself
        Wanted,  ///< the same while somebody else waited for a lock that it held; see LockHistory::wanted
        Between, ///< between two accesses at most kBusyGapNs apart
        Window,  ///< in slow motion, a longer gap before a write: what the write is computed from may get old meanwhile
        Resting, ///< in slow motion, a longer gap before anything else: between two units of work
        HeldUp,  ///< the recording made it wait: its ring was full
        Silent,  ///< no shared access: longer gaps, before the first access and after the last
        kStates
    };
    /// Within a longer gap nobody knows whether the process computed, slept, or waited for a processor.
    static constexpr double kBusyGapNs = 100'000;

    struct Row {
        ActorId actor = 0;
        QString role;
        std::array<double, kStates> ns{};

        double life() const;
        /// Of its life, 0 … 1; 0 for a process that had none, since it ended before it could do anything.
        double share(State state) const;
    };
    std::vector<Row> rows; ///< in the order of the process table
    double longest() const;
    /// Of the lives of all processes, 0 … 1.
    double share(State state) const;
    /// What the bars leave to be said when nobody waited; empty when somebody did.
    QString remark() const;
};

/// Durations in bins of equal ratio.
struct Histogram {
    QString what;                      ///< "wait for lock", "hold of lock", "message latency"
    QString plural;                    ///< what is counted: "acquisitions", "messages"
    std::vector<double> edges;         ///< nanoseconds, rising, one more than counts
    std::vector<std::uint64_t> counts; ///< bin i holds edges[i] ≤ duration < edges[i + 1]; under 1 ns counts as 1 ns
    std::uint64_t samples = 0;         ///< sum of counts
    std::uint64_t count = 0;           ///< durations there were; more than `samples` when they had to be thinned
    double p50 = 0, p90 = 0, p99 = 0, max = 0; ///< nanoseconds, over all `count`

    std::uint64_t highest() const;
};
struct Histograms {
    std::vector<Histogram> panels;
};

/// Units of work per time.
struct Rates {
    struct Series {
        ActorId actor = kNoActor;          ///< kNoActor: all processes together
        QString name;                      ///< "increments", "messages written", "process 3"
        std::vector<std::uint64_t> counts; ///< by bin
        std::uint64_t units = 0;
        std::size_t total = 0;             ///< of a process: which of the totals it is a part of
    };
    QString plural; ///< "increments"; several kinds: "orders and parcels"
    double binNs = 1;
    double endNs = 0;              ///< of the last bin, which may be cut short
    std::vector<Series> totals;    ///< one a kind of unit
    std::vector<Series> processes; ///< those with units of their own

    std::size_t bins() const;
    /// Units per second of that series in that bin.
    double rate(const Series &series, std::size_t bin) const;
};

/// The value of the object the scenario is about, after each write to it.
struct ValueCurve {
    struct Point {
        std::uint64_t writes = 0; ///< written so far
        std::int32_t value = 0;
        friend bool operator==(const Point &, const Point &) = default;
    };
    struct Loss {
        std::uint64_t writes = 0; ///< the overwriting write's number
        std::int32_t value = 0;   ///< what it left
        std::uint64_t lost = 0;   ///< how many writes are gone because of it
        ActorId actor = kNoActor;
    };
    /// More points than this are thinned: of each stretch the first, the lowest, the highest and the last are kept.
    static constexpr std::size_t kStretches = 1024;

    QString object; ///< "counter"
    QString plural; ///< "increments"
    std::int32_t initial = 0;
    bool ideal = false;        ///< each write is meant to add one, so there is an ideal line
    std::vector<Point> points; ///< rising in `writes`, the start (0, initial) included
    std::uint64_t stretch = 1; ///< writes a kept stretch stands for; 1: every point is there
    std::vector<Loss> losses;  ///< in order; at most CellHistory::kListed
    std::uint64_t writes = 0;
    std::uint64_t lost = 0;
    std::int32_t last = 0;
};

/// How often which result came out.
struct OutcomeBars {
    struct Bar {
        double from = 0, to = 0; ///< of a numeric axis: [from, to), 1 or `step` wide; else both the bar's number
        QString label;           ///< "10", "17 000 … 18 000", "lost 3, duplicated 1"
        std::vector<std::uint64_t> right, wrong; ///< runs, by series
    };
    struct Series {
        QString name; ///< "recorded", "unwatched"
        std::uint64_t runs = 0, wrong = 0; ///< that came to their end
        std::uint64_t stopped = 0;         ///< besides these: they have no result, and no bar
    };
    QString axis;         ///< "final value of counter", "messages that arrived exactly once", "result"
    bool numeric = false; ///< bars stand where their numbers are; else side by side
    double step = 1;      ///< width of a bar on a numeric axis
    double expected = 0;  ///< on the axis; numeric only: the bar there, or that begins there, is right, and no other is
    std::vector<Series> series; ///< two: recorded and unwatched runs of the same settings
    std::vector<Bar> bars;

    /// Every run, for the table.
    struct Row {
        QString pace, run, expected, observed, lost, right, result, intact;
    };
    std::vector<Row> rows;
};

/// In how many orders which result comes out: of all of them, or of those that were searched.
struct OrderBars {
    enum class Kind : std::uint8_t { Right, Wrong, Deadlock };
    struct Bar {
        QString result; ///< "6"
        Kind kind = Kind::Wrong;
        double log = 0;       ///< of its number of orders, to base 10
        QString count, brief; ///< that number in full, and where there is no room for it
        QString share;        ///< of all orders; empty: not known
        QString plain;        ///< the number, for programs
        double fraction = 0;  ///< the share, for programs
        std::uint64_t preemptions = 0, switches = 0;
        QString schedule; ///< that ends so with the fewest of them
    };
    std::vector<Bar> bars;
    bool exact = false;       ///< false: there may be more orders of each
    bool logarithmic = false; ///< drawn so
    QString total;            ///< "924 orders"

    /// Counts of different orders of magnitude: on a linear scale the small ones could not be seen.
    bool spansMagnitudes() const;
};

using ChartData =
    std::variant<NoData, StateTimes, Histograms, Rates, ValueCurve, OutcomeBars, SweepCurves, OrderBars>;

ChartData stateTimes(const ChartInput &input);
ChartData lockDurations(const ChartInput &input);
ChartData unitRates(const ChartInput &input);
ChartData messageLatency(const ChartInput &input);
ChartData valueCurve(const ChartInput &input);
ChartData outcomeBars(const ChartInput &input);
ChartData orderBars(const ChartInput &input);

/// Bins of `durations`, 5 to 20 a decade by their number.
Histogram logHistogram(const Durations &durations);
/// 1, 2 or 5 times a power of ten, the smallest not below `value` (> 0).
double roundUp125(double value);

/// The same numbers as rows: what CSV and "Copy data" give.
struct ChartTable {
    QStringList columns; ///< with units
    std::vector<QStringList> rows;
    std::vector<std::pair<QString, QString>> notes; ///< name → value, what does not fit into rows
};
ChartTable chartTable(const ChartData &data);

/// "n = 50 000 acquisitions"; empty for NoData.
QString sampleSize(const ChartData &data);

/// The whole recording as a repetition of one, when the scenario can give an account of it.
RepeatedRuns asRepeatedRuns(const Recording &recording, const ScenarioInfo &scenario);

} // namespace interleave
