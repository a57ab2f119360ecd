// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_catalog.h"
#include "app/charts/chart_data.h"
#include "app/charts/chart_text.h"
#include "scenarios/catalog.h"
#include "tests/app/chart_runs.h"
#include "tests/support/trace_text.h"

#include <QtTest>

#include <numeric>

using namespace interleave;
using namespace interleave::charttest;

namespace {

std::vector<Event> eventsOf(const Recording &recording)
{
    std::vector<Event> events;
    TraceReader reader(recording.trace());
    reader.forEach(0, reader.size(), [&](EventIndex, const Event &event) { events.push_back(event); });
    return events;
}

ChartInput inputOf(std::shared_ptr<const Recording> recording, const ScenarioInfo *scenario = &counterInfo())
{
    ChartInput input;
    input.recording = std::move(recording);
    input.scenario = scenario;
    return input;
}

template <typename T>
T expect(const ChartData &data)
{
    return std::get<T>(data);
}

RepeatedRuns counterRuns(std::initializer_list<std::int64_t> results, std::int64_t expected, Pace pace = Pace::Full)
{
    RepeatedRuns runs;
    runs.expected = expected;
    runs.settings.pace = pace;
    for (const std::int64_t result : results)
        runs.add({result, result == expected, expected - result, std::to_string(result)});
    return runs;
}

} // namespace

class tst_ChartData : public QObject
{
    Q_OBJECT

private slots:
    void everySampleIsInTheBinThatHoldsIt_data();
    void everySampleIsInTheBinThatHoldsIt();
    void statesAddUpToTheLifeOfEachProcess();
    void waitingAndHoldingAreWhatTheEventsSay();
    void holdingWhileOthersWaitIsASeparateState();
    void wantedTimeAgreesWithTheLocksHistory();
    void whoeverNeverActedHasNoShareOfAnything();
    void aLongGapIsNoSharedAccess();
    void slowMotionTellsPausesBeforeWritingFromRest();
    void whereSomebodyWaitedNothingIsLeftToBeSaid();
    void timeHeldUpByRecordingIsNotTheProcesss();
    void ratesCountEveryUnitOnce_data();
    void ratesCountEveryUnitOnce();
    void ratesEndWithTheLastEvent();
    void aUnitMayTakeSeveralEventsOfAnyObject();
    void rolesWithTheSameUnitHaveALineEach();
    void aRateIsUnitsPerSecondAlsoInTheCutLastBin();
    void theValueCurveKeepsEveryPointWhileThereAreFew();
    void theThinnedCurveKeepsExtremesAndEnds();
    void theMocksLossesAreMarkedWhereTheyHappened();
    void lockDurationsHaveOnePanelForWaitAndOneForHold();
    void aRunWithoutLockNamesTheProtectionThatHasOne();
    void everyChartSaysWhyItIsEmpty();
    void smallResultsHaveABarEach();
    void largeResultsAreBinnedAroundTheRightOne();
    void textResultsAreSortedByHowOftenTheyCame();
    void manyTextsAreToldByWhatCameOutAsItShould();
    void repeatedMessagesNeverStandWhereRightRunsDo();
    void aNumberWithAWordIsANumber();
    void watchedAndUnwatchedRunsAreCountedApart();
    void aRecordingIsARepetitionOfOne();
    void aRecordingThatBreaksOffHasNoResult();
    void cancelledCountingGivesUp();
    void durationsReadInTheUnitThatFits_data();
    void durationsReadInTheUnitThatFits();
    void roundStepsAreOneTwoOrFive();
    void aSampleSizeSaysOfWhichPanelItIs();
    void oneIsCountedInTheSingular_data();
    void oneIsCountedInTheSingular();
};

void tst_ChartData::everySampleIsInTheBinThatHoldsIt_data()
{
    QTest::addColumn<int>("samples");
    QTest::newRow("one") << 1;
    QTest::newRow("few: 5 bins a decade") << 150;
    QTest::newRow("some: 10 bins a decade") << 2000;
    QTest::newRow("many: 20 bins a decade") << 20000;
}

void tst_ChartData::everySampleIsInTheBinThatHoldsIt()
{
    QFETCH(int, samples);
    std::mt19937 random(7);
    std::lognormal_distribution<float> spread(6, 3);
    Durations durations;
    durations.samples = {0, 1, 10, 100, 1000, 1e6f}; // on edges, and below the first
    while (static_cast<int>(durations.samples.size()) < samples)
        durations.samples.push_back(spread(random));
    durations.samples.resize(static_cast<std::size_t>(samples));
    durations.count = durations.samples.size();

    const Histogram histogram = logHistogram(durations);
    QCOMPARE(histogram.edges.size(), histogram.counts.size() + 1);
    for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin) {
        const auto inside = std::count_if(durations.samples.begin(), durations.samples.end(), [&](float sample) {
            const double ns = std::max(1.0, static_cast<double>(sample));
            return histogram.edges[bin] <= ns && ns < histogram.edges[bin + 1];
        });
        QCOMPARE(histogram.counts[bin], static_cast<std::uint64_t>(inside));
    }
    QCOMPARE(std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::uint64_t{0}), histogram.samples);
    QVERIFY(histogram.counts.front() > 0 && histogram.counts.back() > 0);
}

void tst_ChartData::statesAddUpToTheLifeOfEachProcess()
{
    for (const auto &recording : {lockedRun(4, 500), racingRun(3, 900), lockedRun(1, 10)}) {
        const auto times = expect<StateTimes>(stateTimes(inputOf(recording)));
        const auto info = recording->info();
        QCOMPARE(times.rows.size(), info->processes.size());
        for (const StateTimes::Row &row : times.rows) {
            QCOMPARE(row.life(), info->clock.nanoseconds(info->processes[row.actor].endedAt));
            for (const double ns : row.ns)
                QVERIFY(ns >= 0);
        }
    }
}

void tst_ChartData::waitingAndHoldingAreWhatTheEventsSay()
{
    const auto recording = lockedRun(4, 700, 3);
    const auto times = expect<StateTimes>(stateTimes(inputOf(recording)));
    std::map<int, double> asked, taken, waiting, holding;
    for (const Event &event : eventsOf(*recording)) {
        const auto time = static_cast<double>(event.time);
        if (event.kind() == EventKind::LockRequested)
            asked[event.actor] = time;
        if (event.kind() == EventKind::LockAcquired) {
            waiting[event.actor] += time - asked[event.actor];
            taken[event.actor] = time;
        }
        if (event.kind() == EventKind::LockReleased)
            holding[event.actor] += time - taken[event.actor];
    }
    for (const StateTimes::Row &row : times.rows) {
        QCOMPARE(row.ns[StateTimes::Waiting], waiting[row.actor]);
        const double held = row.ns[StateTimes::Holding] + row.ns[StateTimes::Wanted];
        QVERIFY(std::abs(held - holding[row.actor]) < 1e-6 * holding[row.actor]);
    }
}

void tst_ChartData::holdingWhileOthersWaitIsASeparateState()
{
    const ObjectTable objects{{.kind = ObjectKind::Cell, .name = "counter"}, {.kind = ObjectKind::Mutex, .name = "lock"}};
    // A statement a microsecond: process 1 holds for four, for two of which process 2 waits, then 2 does, wanted for
    // one.
    const auto recording = recordingFromText(objects, "1 asks lock; 1 takes lock; 1 reads counter; 2 asks lock;"
                                                      "1 writes counter 1; 1 frees lock; 2 takes lock; 1 asks lock;"
                                                      "2 frees lock; 1 takes lock; 1 frees lock", 2);
    const auto times = expect<StateTimes>(stateTimes(inputOf(recording)));
    QCOMPARE(times.rows[0].ns[StateTimes::Wanted], 2000.0);
    QCOMPARE(times.rows[0].ns[StateTimes::Holding], 2000.0 + 1000.0);
    QCOMPARE(times.rows[1].ns[StateTimes::Wanted], 1000.0);
    QCOMPARE(times.rows[1].ns[StateTimes::Holding], 1000.0);
}

void tst_ChartData::wantedTimeAgreesWithTheLocksHistory()
{
    const auto recording = lockedRun(4, 700, 3);
    const auto times = expect<StateTimes>(stateTimes(inputOf(recording)));
    double wanted = 0;
    for (const StateTimes::Row &row : times.rows)
        wanted += row.ns[StateTimes::Wanted];
    const auto findings = recording->findings();
    QCOMPARE(findings->locks.size(), std::size_t(1));
    QVERIFY(wanted > 0);
    QVERIFY2(std::abs(wanted - findings->locks[0].wanted) <= 1e-9 * wanted,
             qPrintable(QStringLiteral("%1 in the chart, %2 in the history").arg(wanted).arg(findings->locks[0].wanted)));
}

/// It was killed before it could: of nothing, nothing is a part.
void tst_ChartData::whoeverNeverActedHasNoShareOfAnything()
{
    StateTimes times;
    times.rows.resize(2);
    times.rows[1].ns[StateTimes::Waiting] = 3000;
    times.rows[1].ns[StateTimes::Silent] = 1000;
    for (std::size_t state = 0; state < StateTimes::kStates; ++state)
        QCOMPARE(times.rows[0].share(static_cast<StateTimes::State>(state)), 0.0);
    QCOMPARE(times.rows[1].share(StateTimes::Waiting), 0.75);
    QCOMPARE(times.rows[1].share(StateTimes::Holding), 0.0);
}

void tst_ChartData::aLongGapIsNoSharedAccess()
{
    const ObjectRef cell = ObjectRef::of(0);
    const std::vector<Event> events{eventAt(1000, 0, EventKind::Read, cell), eventAt(101'000, 0, EventKind::Read, cell),
                                    eventAt(201'001, 0, EventKind::Read, cell)};
    const auto recording = finished(runInfo(1, {{.kind = ObjectKind::Cell, .name = "counter"}}, {}), events, 202'001);
    const auto times = expect<StateTimes>(stateTimes(inputOf(recording)));
    QCOMPARE(times.rows[0].ns[StateTimes::Between], 100'000.0); // exactly kBusyGapNs still counts
    QCOMPARE(times.rows[0].ns[StateTimes::Silent], 1000.0 + 100'001.0 + 1000.0);
}

void tst_ChartData::slowMotionTellsPausesBeforeWritingFromRest()
{
    const ObjectRef cell = ObjectRef::of(0);
    const std::vector<Event> events{
        eventAt(500'000, 0, EventKind::Read, cell), eventAt(2'500'000, 0, EventKind::Write, cell),
        eventAt(3'000'000, 0, EventKind::Read, cell), eventAt(3'050'000, 0, EventKind::Write, cell)};
    RunInfo info = runInfo(1, {{.kind = ObjectKind::Cell, .name = "counter"}}, {});
    info.settings.pace = Pace::Slow;
    info.settings.window = {Window::Kind::Sleep, 1'000'000};
    const auto times = expect<StateTimes>(stateTimes(inputOf(finished(info, events, 4'050'000))));
    QCOMPARE(times.rows[0].ns[StateTimes::Window], 2'000'000.0);
    QCOMPARE(times.rows[0].ns[StateTimes::Resting], 500'000.0);
    QCOMPARE(times.rows[0].ns[StateTimes::Between], 50'000.0);
    const double around = 500'000.0 + 1'000'000.0; // before the first access and after the last
    QCOMPARE(times.rows[0].ns[StateTimes::Silent], around);
    QVERIFY(times.remark().startsWith(QStringLiteral("Nobody waited for anybody. Slow motion had them stand")));
    QVERIFY2(times.remark().contains(QStringLiteral("49\u2009%")), qPrintable(times.remark()));

    // At full speed nobody asks for pauses: such a gap is nobody's.
    info.settings.pace = Pace::Full;
    info.settings.window = {};
    const auto full = expect<StateTimes>(stateTimes(inputOf(finished(info, events, 4'050'000))));
    QCOMPARE(full.share(StateTimes::Window) + full.share(StateTimes::Resting), 0.0);
    QCOMPARE(full.remark(), QStringLiteral("Nobody waited for anybody."));
}

void tst_ChartData::whereSomebodyWaitedNothingIsLeftToBeSaid()
{
    QVERIFY(expect<StateTimes>(stateTimes(inputOf(lockedRun(4, 500)))).remark().isEmpty());
}

void tst_ChartData::timeHeldUpByRecordingIsNotTheProcesss()
{
    const ObjectRef cell = ObjectRef::of(0);
    const std::vector<Event> events{eventAt(1000, 0, EventKind::Read, cell),
                                    eventAt(6000, 0, EventKind::Stalled, ObjectRef{}, 4500),
                                    eventAt(6100, 0, EventKind::Read, cell)};
    const auto recording = finished(runInfo(1, {{.kind = ObjectKind::Cell, .name = "counter"}}, {}), events, 6100);
    const auto times = expect<StateTimes>(stateTimes(inputOf(recording)));
    QCOMPARE(times.rows[0].ns[StateTimes::HeldUp], 4500.0);
    QCOMPARE(times.rows[0].ns[StateTimes::Between], 600.0);
}

void tst_ChartData::ratesCountEveryUnitOnce_data()
{
    QTest::addColumn<int>("processes");
    QTest::addColumn<int>("writes");
    QTest::newRow("one process") << 1 << 40;
    QTest::newRow("few units") << 3 << 15;
    QTest::newRow("many units") << 5 << 20000;
}

void tst_ChartData::ratesCountEveryUnitOnce()
{
    QFETCH(int, processes);
    QFETCH(int, writes);
    const auto recording = racingRun(static_cast<std::size_t>(processes), static_cast<std::size_t>(writes), 5);
    const auto rates = expect<Rates>(unitRates(inputOf(recording)));
    const auto events = eventsOf(*recording);
    QCOMPARE(rates.totals.size(), std::size_t{1});
    QCOMPARE(rates.totals[0].units, static_cast<std::uint64_t>(writes));
    for (std::size_t bin = 0; bin < rates.bins(); ++bin) {
        const double from = rates.binNs * static_cast<double>(bin);
        for (const Rates::Series &series : rates.processes) {
            const auto inside = std::count_if(events.begin(), events.end(), [&](const Event &event) {
                const auto time = static_cast<double>(event.time);
                return event.kind() == EventKind::Write && event.actor == series.actor && time >= from
                    && time < from + rates.binNs;
            });
            QCOMPARE(series.counts[bin], static_cast<std::uint64_t>(inside));
        }
        std::uint64_t sum = 0;
        for (const Rates::Series &series : rates.processes)
            sum += series.counts[bin];
        QCOMPARE(rates.totals[0].counts[bin], sum);
    }
}

/// A session goes on until all have ended, been seen to end, and been settled: nothing is done in that time.
void tst_ChartData::ratesEndWithTheLastEvent()
{
    const auto recording = racingRun(3, 300, 5);
    const auto events = eventsOf(*recording);
    RunInfo info = *recording->info();
    info.durationNs = 4 * static_cast<std::int64_t>(events.back().time);
    recording->finish(info);
    const auto rates = expect<Rates>(unitRates(inputOf(recording)));
    const auto last = static_cast<double>(events.back().time);
    QVERIFY(rates.endNs > last);
    QVERIFY(rates.endNs <= last * 1.03);
}

void tst_ChartData::aUnitMayTakeSeveralEventsOfAnyObject()
{
    static constexpr std::array<UnitInfo, 1> units{
        {{.role = "teller", .object = {}, .kind = EventKind::LockReleased, .singular = "transfer", .plural = "transfers", .events = 2}}};
    ScenarioInfo scenario;
    scenario.units = units;
    RunInfo info = runInfo(1, {{.kind = ObjectKind::Mutex, .name = "a"}, {.kind = ObjectKind::Mutex, .name = "b"}}, {});
    info.processes[0].role = "teller";
    std::vector<Event> events;
    for (std::uint32_t i = 0; i < 7; ++i)
        events.push_back(eventAt(1000 + 200 * i, 0, EventKind::LockReleased, ObjectRef::of(i % 2), i / 2 + 1));
    const auto rates = expect<Rates>(unitRates(inputOf(finished(info, events, 3000), &scenario)));
    QCOMPARE(rates.totals.size(), std::size_t{1});
    QCOMPARE(rates.totals[0].units, std::uint64_t{3}); // and half of one
}

void tst_ChartData::rolesWithTheSameUnitHaveALineEach()
{
    static constexpr std::array<UnitInfo, 2> units{
        {{.role = "producer", .object = "slots", .kind = EventKind::Write, .singular = "message", .plural = "messages"},
         {.role = "consumer",
          .object = "slots",
          .kind = EventKind::Read,
          .singular = "message",
          .plural = "messages"}}};
    ScenarioInfo scenario;
    scenario.units = units;
    RunInfo info = runInfo(2, {{.kind = ObjectKind::Slots, .name = "slots", .count = 2}}, {});
    info.processes[0].role = "producer";
    info.processes[1].role = "consumer";
    std::vector<Event> events;
    for (std::uint32_t i = 0; i < 5; ++i) {
        const Word word = Word::make(0, Word::writerOf(0), i + 1);
        events.push_back(eventAt(1000 + 200 * i, 0, EventKind::Write, ObjectRef::of(0, i % 2), word.bits));
        events.push_back(
            eventAt(1050 + 200 * i, 0, EventKind::Read, ObjectRef::of(0, i % 2), word.bits)); // no unit of its
        if (i < 3)
            events.push_back(eventAt(1100 + 200 * i, 1, EventKind::Read, ObjectRef::of(0, i % 2), word.bits));
    }
    const auto recording = finished(info, events, 3000);
    const auto rates = expect<Rates>(unitRates(inputOf(recording, &scenario)));
    QCOMPARE(rates.plural, QStringLiteral("messages"));
    QCOMPARE(rates.totals.size(), std::size_t{2});
    QCOMPARE(rates.totals[0].name, QStringLiteral("messages written"));
    QCOMPARE(rates.totals[0].units, std::uint64_t{5});
    QCOMPARE(rates.totals[1].name, QStringLiteral("messages read"));
    QCOMPARE(rates.totals[1].units, std::uint64_t{3});
    QCOMPARE(rates.processes.size(), std::size_t{2});
    for (const Rates::Series &process : rates.processes) // each is a part of one total
        QCOMPARE(process.total, std::size_t{process.actor});
}

void tst_ChartData::aRateIsUnitsPerSecondAlsoInTheCutLastBin()
{
    Rates rates;
    rates.binNs = 1000;
    rates.endNs = 1500;
    rates.totals.push_back({kNoActor, QStringLiteral("increments"), {4, 4}, 8});
    QCOMPARE(rates.rate(rates.totals[0], 0), 4e6);
    QCOMPARE(rates.rate(rates.totals[0], 1), 8e6);
}

void tst_ChartData::theValueCurveKeepsEveryPointWhileThereAreFew()
{
    const auto recording = racingRun(3, 600, 9);
    const auto curve = expect<ValueCurve>(valueCurve(inputOf(recording)));
    std::vector<ValueCurve::Point> points{{0, 0}};
    for (const Event &event : eventsOf(*recording))
        if (event.kind() == EventKind::Write)
            points.push_back({points.size(), event.written().value()});
    QCOMPARE(curve.stretch, std::uint64_t{1});
    QVERIFY(curve.points == points);
    QCOMPARE(curve.writes, std::uint64_t{600});
}

void tst_ChartData::theThinnedCurveKeepsExtremesAndEnds()
{
    const auto recording = racingRun(4, 30000, 11);
    const auto curve = expect<ValueCurve>(valueCurve(inputOf(recording)));
    QVERIFY(curve.stretch > 1);
    QVERIFY(curve.points.size() <= 8 * ValueCurve::kStretches + 1);
    std::vector<std::int32_t> values{0};
    for (const Event &event : eventsOf(*recording))
        if (event.kind() == EventKind::Write)
            values.push_back(event.written().value());
    std::map<std::uint64_t, std::pair<std::int32_t, std::int32_t>> kept;
    for (const ValueCurve::Point &point : curve.points) {
        QCOMPARE(point.value, values[point.writes]);
        if (point.writes == 0)
            continue;
        auto [at, fresh] = kept.try_emplace((point.writes - 1) / curve.stretch, point.value, point.value);
        at->second.first = std::min(at->second.first, point.value);
        at->second.second = std::max(at->second.second, point.value);
    }
    for (const auto &[stretch, range] : kept) {
        const auto first = values.begin() + static_cast<std::ptrdiff_t>(1 + stretch * curve.stretch);
        const auto last = first
            + std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(curve.stretch), values.end() - first);
        QCOMPARE(range.first, *std::min_element(first, last));
        QCOMPARE(range.second, *std::max_element(first, last));
    }
    QCOMPARE(kept.size(), static_cast<std::size_t>((30000 + curve.stretch - 1) / curve.stretch));
    QCOMPARE(curve.points.back().writes, std::uint64_t{30000});
}

void tst_ChartData::theMocksLossesAreMarkedWhereTheyHappened()
{
    const auto curve = expect<ValueCurve>(valueCurve(inputOf(mockRecording())));
    QCOMPARE(curve.writes, std::uint64_t{15});
    QCOMPARE(curve.last, 10);
    QCOMPARE(curve.lost, std::uint64_t{5});
    QCOMPARE(curve.losses.size(), std::size_t{2});
    QCOMPARE(curve.losses[0].writes, std::uint64_t{6}); // process 3 wrote 5 over process 1's 5
    QCOMPARE(curve.losses[0].value, 5);
    QCOMPARE(curve.losses[0].actor, ActorId{2});
    QCOMPARE(curve.losses[1].writes, std::uint64_t{11});
    QCOMPARE(curve.losses[1].value, 6);
    QVERIFY(curve.ideal);
}

void tst_ChartData::lockDurationsHaveOnePanelForWaitAndOneForHold()
{
    const auto recording = lockedRun(4, 500, 2);
    const auto panels = expect<Histograms>(lockDurations(inputOf(recording))).panels;
    QCOMPARE(panels.size(), std::size_t{2});
    QCOMPARE(panels[0].what, QStringLiteral("wait for lock"));
    QCOMPARE(panels[1].what, QStringLiteral("hold of lock"));
    std::vector<double> holds;
    std::map<int, double> taken;
    for (const Event &event : eventsOf(*recording)) {
        if (event.kind() == EventKind::LockAcquired)
            taken[event.actor] = static_cast<double>(event.time);
        if (event.kind() == EventKind::LockReleased)
            holds.push_back(static_cast<double>(event.time) - taken[event.actor]);
    }
    QCOMPARE(panels[1].count, static_cast<std::uint64_t>(holds.size()));
    QCOMPARE(panels[1].max, *std::max_element(holds.begin(), holds.end()));
    QVERIFY(panels[1].p50 <= panels[1].p90 && panels[1].p90 <= panels[1].p99 && panels[1].p99 <= panels[1].max);
}

void tst_ChartData::aRunWithoutLockNamesTheProtectionThatHasOne()
{
    const auto none = expect<NoData>(lockDurations(inputOf(racingRun(2, 20))));
    QCOMPARE(none.sentence,
             QStringLiteral("This run took no lock: choose the protection “whole += 1” to see waiting times."));
}

void tst_ChartData::everyChartSaysWhyItIsEmpty()
{
    RunSettings bare;
    bare.pace = Pace::Bare;
    const auto unwatched = finished(runInfo(2, {{.kind = ObjectKind::Cell, .name = "counter"}}, bare), {}, 1000);
    for (const ChartInfo &chart : charts()) {
        const ChartData nothing = chart.build(ChartInput{});
        QVERIFY2(std::holds_alternative<NoData>(nothing), chart.id.data());
        QVERIFY(expect<NoData>(nothing).sentence.endsWith(u'.'));
        if (chart.id == QLatin1String("outcomes"))
            continue;
        const ChartData silent = chart.build(inputOf(unwatched));
        QVERIFY2(std::holds_alternative<NoData>(silent), chart.id.data());
        QVERIFY(expect<NoData>(silent).sentence.contains(u"nwatched run"));
    }
}

void tst_ChartData::smallResultsHaveABarEach()
{
    ChartInput input = inputOf(nullptr);
    input.runs = {counterRuns({10, 15, 12, 10, 10}, 15)};
    const auto bars = expect<OutcomeBars>(outcomeBars(input));
    QVERIFY(bars.numeric);
    QCOMPARE(bars.step, 1.0);
    QCOMPARE(bars.bars.size(), std::size_t{3});
    QCOMPARE(bars.bars[0].label, QStringLiteral("10"));
    QCOMPARE(bars.bars[0].wrong[0], std::uint64_t{3});
    QCOMPARE(bars.bars[2].label, QStringLiteral("15"));
    QCOMPARE(bars.bars[2].right[0], std::uint64_t{1});
    QCOMPARE(bars.bars[2].wrong[0], std::uint64_t{0});
}

void tst_ChartData::largeResultsAreBinnedAroundTheRightOne()
{
    ChartInput input = inputOf(nullptr);
    input.runs = {counterRuns({17000, 23456, 49999, 50000, 50000, 31000}, 50000)};
    const auto bars = expect<OutcomeBars>(outcomeBars(input));
    std::uint64_t right = 0, wrong = 0;
    for (const OutcomeBars::Bar &bar : bars.bars) {
        right += bar.right[0];
        wrong += bar.wrong[0];
        for (const RepeatedRuns::Run &run : input.runs[0].runs)
            if (bar.from <= static_cast<double>(run.observed) && static_cast<double>(run.observed) < bar.to)
                QVERIFY(run.correct ? bar.right[0] > 0 : bar.wrong[0] > 0);
    }
    QCOMPARE(right, std::uint64_t{2});
    QCOMPARE(wrong, std::uint64_t{4});
    const OutcomeBars::Bar &last = bars.bars.back();
    QCOMPARE(last.from, 50000.0);
    QCOMPARE(last.right[0], std::uint64_t{2});
    QCOMPARE(last.wrong[0], std::uint64_t{0}); // 49 999 is as good as right nowhere
    QCOMPARE(last.label, QStringLiteral("50\u202f000"));
    QCOMPARE((bars.bars.end() - 2)->to, 50000.0);
    QCOMPARE((bars.bars.end() - 2)->wrong[0], std::uint64_t{1});
}

void tst_ChartData::repeatedMessagesNeverStandWhereRightRunsDo()
{
    RepeatedRuns runs;
    runs.expected = 1000;
    for (int i = 0; i < 20; ++i) // nothing is lost, but one more arrives twice in each run
        runs.add({1000, i == 0, 0, "lost 0, duplicated " + std::to_string(2 * i), i});
    ChartInput input = inputOf(nullptr);
    input.scenario = findScenario("queue");
    input.runs = {runs};
    const auto bars = expect<OutcomeBars>(outcomeBars(input));
    QVERIFY(bars.numeric);
    QCOMPARE(bars.axis, QStringLiteral("messages that arrived exactly once"));
    QCOMPARE(bars.expected, 1000.0);
    for (const OutcomeBars::Bar &bar : bars.bars) {
        const bool isRight = bar.from <= bars.expected && bars.expected < bar.to;
        QCOMPARE(bar.right[0], std::uint64_t{isRight ? 1u : 0u});
        QCOMPARE(bar.wrong[0], std::uint64_t{isRight ? 0u : 1u});
    }
    // Where the number does not tell right from wrong, words do.
    input.runs.front().runs[3].repeated = 0;
    QVERIFY(!expect<OutcomeBars>(outcomeBars(input)).numeric);
}

void tst_ChartData::aNumberWithAWordIsANumber()
{
    RepeatedRuns runs;
    runs.expected = 12;
    for (const int kept : {12, 10, 12})
        runs.add({kept, kept == 12, 12 - kept, std::to_string(kept) + " kept"});
    ChartInput input = inputOf(nullptr);
    input.scenario = findScenario("list");
    input.runs = {runs};
    const auto bars = expect<OutcomeBars>(outcomeBars(input));
    QVERIFY(bars.numeric);
    QCOMPARE(bars.axis, QStringLiteral("appends that stayed"));
    QCOMPARE(bars.bars.size(), std::size_t{2});
    QCOMPARE(bars.bars.back().right[0], std::uint64_t{2});
}

void tst_ChartData::textResultsAreSortedByHowOftenTheyCame()
{
    RepeatedRuns runs;
    for (const char *result : {"lost 1", "all arrived", "lost 1", "lost 2", "lost 1", "all arrived"})
        runs.add({100, std::string(result) == "all arrived", 1, result});
    ChartInput input = inputOf(nullptr);
    input.runs = {runs};
    const auto bars = expect<OutcomeBars>(outcomeBars(input));
    QVERIFY(!bars.numeric);
    QCOMPARE(bars.bars.size(), std::size_t{3});
    QCOMPARE(bars.bars[0].label, QStringLiteral("lost 1"));
    QCOMPARE(bars.bars[0].wrong[0], std::uint64_t{3});
    QCOMPARE(bars.bars[1].right[0], std::uint64_t{2});
}

void tst_ChartData::manyTextsAreToldByWhatCameOutAsItShould()
{
    RepeatedRuns runs;
    runs.expected = 100;
    for (int i = 0; i < 30; ++i)
        runs.add({100 - i, i == 0, i, "lost " + std::to_string(i)});
    ChartInput input = inputOf(nullptr);
    input.runs = {runs};
    const auto bars = expect<OutcomeBars>(outcomeBars(input));
    QVERIFY(bars.numeric);
    QCOMPARE(bars.axis, QStringLiteral("final value of counter"));
    QCOMPARE(bars.bars.size(), std::size_t{30});
    QCOMPARE(bars.bars.back().right[0], std::uint64_t{1});
}

void tst_ChartData::watchedAndUnwatchedRunsAreCountedApart()
{
    ChartInput input = inputOf(nullptr);
    input.runs = {counterRuns({3, 4}, 4), counterRuns({4, 4, 4}, 4, Pace::Bare)};
    const auto bars = expect<OutcomeBars>(outcomeBars(input));
    QCOMPARE(bars.series.size(), std::size_t{2});
    QCOMPARE(bars.series[1].name, QStringLiteral("unwatched runs"));
    QCOMPARE(bars.bars[1].right[0], std::uint64_t{1});
    QCOMPARE(bars.bars[1].right[1], std::uint64_t{3});
    QCOMPARE(bars.series[0].wrong, std::uint64_t{1});
}

void tst_ChartData::aRecordingIsARepetitionOfOne()
{
    const auto bars = expect<OutcomeBars>(outcomeBars(inputOf(lockedRun(2, 10))));
    QCOMPARE(bars.bars.size(), std::size_t{1});
    QCOMPARE(bars.bars[0].right[0], std::uint64_t{1});
    QCOMPARE(bars.bars[0].label, QStringLiteral("20"));
}

void tst_ChartData::aRecordingThatBreaksOffHasNoResult()
{
    RunSettings settings{.scenario = "counter", .mode = "off", .parameters = {}};
    settings.parameters = {{"increments", 2}, {"processes", 2}};
    const ScenarioInfo *const counter = findScenario("counter");
    ChartInput input;
    input.recording = brokenOffFromText(counter->objects(settings.parameters, settings.mode),
                                        "1 reads counter; 1 writes counter 1", 2, settings);
    input.scenario = counter;
    QVERIFY(asRepeatedRuns(*input.recording, *counter).runs.empty());
    QVERIFY(expect<NoData>(outcomeBars(input)).sentence.contains(QStringLiteral("not in this recording")));
}

void tst_ChartData::cancelledCountingGivesUp()
{
    ChartInput input = inputOf(racingRun(2, 100));
    int asked = 0;
    input.cancelled = [&asked] { return ++asked > 0; };
    for (const auto build : {stateTimes, unitRates, valueCurve})
        QVERIFY(std::holds_alternative<NoData>(build(input)));
    QCOMPARE(asked, 3);
}

void tst_ChartData::durationsReadInTheUnitThatFits_data()
{
    QTest::addColumn<double>("ns");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << 0.0 << QStringLiteral("0\u00a0ns");
    QTest::newRow("below ten") << 1.25 << QStringLiteral("1.25\u00a0ns");
    QTest::newRow("hundred") << 100.0 << QStringLiteral("100\u00a0ns");
    QTest::newRow("rounds up into the next unit") << 999.7 << QStringLiteral("1\u00a0µs");
    QTest::newRow("a thousand") << 1000.0 << QStringLiteral("1\u00a0µs");
    QTest::newRow("milliseconds") << 17'340'000.0 << QStringLiteral("17.3\u00a0ms");
    QTest::newRow("seconds") << 2.1e9 << QStringLiteral("2.1\u00a0s");
}

void tst_ChartData::durationsReadInTheUnitThatFits()
{
    QFETCH(double, ns);
    QFETCH(QString, text);
    QCOMPARE(durationText(ns), text);
}

void tst_ChartData::roundStepsAreOneTwoOrFive()
{
    QCOMPARE(roundUp125(1), 1.0);
    QCOMPARE(roundUp125(1.1), 2.0);
    QCOMPARE(roundUp125(2300), 5000.0);
    QCOMPARE(roundUp125(51), 100.0);
    QCOMPARE(roundUp125(0.03), 0.05);
}

void tst_ChartData::aSampleSizeSaysOfWhichPanelItIs()
{
    const auto panel = [](const char16_t *what, std::uint64_t count) {
        Histogram histogram;
        histogram.what = QString::fromUtf16(what);
        histogram.plural = QStringLiteral("acquisitions");
        histogram.count = count;
        return histogram;
    };
    Histograms histograms{{panel(u"wait for lock", 12), panel(u"hold of lock", 12)}};
    QCOMPARE(sampleSize(histograms).replace(u'\u00a0', u' '), QStringLiteral("n = 12 acquisitions"));
    histograms.panels.push_back(panel(u"wait for room", 1));
    QCOMPARE(sampleSize(histograms).replace(u'\u00a0', u' '),
             QStringLiteral("n = 12 acquisitions (wait for lock, hold of lock), 1 acquisition (wait for room)"));
}

void tst_ChartData::oneIsCountedInTheSingular_data()
{
    QTest::addColumn<QString>("plural");
    QTest::addColumn<QString>("one");
    QTest::newRow("increments") << QStringLiteral("increments") << QStringLiteral("1 increment");
    QTest::newRow("processes") << QStringLiteral("processes") << QStringLiteral("1 process");
    QTest::newRow("with more words") << QStringLiteral("messages written") << QStringLiteral("1 message written");
}

void tst_ChartData::oneIsCountedInTheSingular()
{
    QFETCH(QString, plural);
    QFETCH(QString, one);
    QCOMPARE(countText(1, plural).replace(u'\u00a0', u' '), one);
    QCOMPARE(countText(2, plural).replace(u'\u00a0', u' '), QStringLiteral("2 ") + plural);
}

QTEST_GUILESS_MAIN(tst_ChartData)
#include "tst_chart_data.moc"
