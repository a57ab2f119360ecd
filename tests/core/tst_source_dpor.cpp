// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/source_dpor.h"

#include "core/explore/dependence.h"
#include "core/explore/enumeration.h"
#include "tests/support/program_world.h"
#include "tests/support/random_program.h"

#include <QtTest>

#include <map>
#include <set>
#include <string>

using namespace interleave;

namespace {

/// The trace an execution belongs to (Foata's normal form): who moves in which rank, where a rank is one more than the
/// highest of what must come before. Equal for exactly those executions that differ in the order of independent steps.
std::string traceOf(const Execution &execution)
{
    std::vector<std::size_t> ranks;
    std::set<std::pair<std::size_t, ActorId>> form;
    const auto &steps = execution.steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        std::size_t rank = 0;
        for (std::size_t j = 0; j < i; ++j)
            if (steps[j].step.actor == steps[i].step.actor || areDependent(steps[j].action, steps[i].action))
                rank = std::max(rank, ranks[j] + 1);
        ranks.push_back(rank);
        form.emplace(rank, steps[i].step.actor);
    }
    std::string text;
    for (const auto &[rank, actor] : form)
        text += std::to_string(rank) + scheduleLetter(actor);
    return text;
}

/// What a search came to.
struct Found {
    Exploration exploration;
    std::map<std::string, int> traces;  ///< how many executions of each
    std::map<std::int64_t, int> finals; ///< first value of the first row, by executions
    int deadlocks = 0;

    std::set<std::string> distinct() const
    {
        std::set<std::string> all;
        for (const auto &[trace, times] : traces)
            all.insert(trace);
        return all;
    }
    std::string finalsText() const
    {
        std::string text;
        for (const auto &[value, times] : finals) {
            if (!text.empty())
                text += ' ';
            text += std::to_string(value) + ':' + std::to_string(times);
        }
        return text;
    }
};

ExecutionVisitor noteIn(Found &found, const World &world)
{
    return [&found, &world](const Execution &execution) {
        ++found.traces[traceOf(execution)];
        ++found.finals[world.values().rows[0][0]];
        found.deadlocks += execution.end == ExecutionEnd::Deadlocked;
        return true;
    };
}

Found tracesOf(World &world)
{
    Found found;
    const auto explored = exploreTraces(world, noteIn(found, world));
    if (!explored.ok())
        qFatal("%s", explored.error().sentence.c_str());
    found.exploration = explored.value();
    return found;
}

Found ordersOf(World &world, std::optional<std::size_t> mostPreemptions = std::nullopt)
{
    Found found;
    const auto explored = enumerate(world, noteIn(found, world), mostPreemptions);
    if (!explored.ok())
        qFatal("%s", explored.error().sentence.c_str());
    found.exploration = explored.value();
    return found;
}

} // namespace

class TestSourceDpor : public QObject
{
    Q_OBJECT

private slots:
    void everyTraceIsPerformedOnce_data();
    void everyTraceIsPerformedOnce();
    void theSameTracesAreFoundAsByAllOrders_data();
    void theSameTracesAreFoundAsByAllOrders();
    void whoWaitsForWordsAndUnitsMissesNoTrace();
    void aSearchEndsWhenItsVisitorHasEnough();
    void whatIsBegunInVainCountsAndIsAskedAboutToo();
    void whatIsTooLongIsSaid();
    void aBoundOnPreemptionsLeavesTheOthersOut();
    void whoDoesNotRepeatHimselfIsNamed();
    void allOrdersAreAsManyAsTheMultinomial_data();
    void allOrdersAreAsManyAsTheMultinomial();
};

void TestSourceDpor::everyTraceIsPerformedOnce_data()
{
    QTest::addColumn<int>("philosophers");
    QTest::addColumn<int>("processes");
    QTest::addColumn<int>("times");
    QTest::addColumn<bool>("locked");
    QTest::addColumn<int>("traces");
    QTest::addColumn<int>("deadlocks");
    QTest::addColumn<QString>("finals");
    const auto counter = [](int processes, int times, int traces, const char *finals) {
        QTest::addRow("%d x %d", processes, times) << 0 << processes << times << false << traces << 0 << finals;
    };
    counter(2, 2, 34, "2:12 3:16 4:6");
    counter(2, 3, 328, "2:2 3:82 4:134 5:90 6:20");
    counter(2, 4, 3334, "2:2 3:36 4:604 5:1140 6:1034 7:448 8:70");
    counter(2, 5, 34904, "2:2 3:46 4:466 5:4704 6:9826 7:10826 8:6682 9:2100 10:252");
    counter(3, 1, 36, "1:12 2:18 3:6");
    counter(3, 2, 7134, "2:1422 3:2790 4:2112 5:720 6:90");
    QTest::newRow("2 x 4 locked") << 0 << 2 << 4 << true << 70 << 0 << "8:70";
    const auto philosophers = [](int seats, int meals, int traces, int deadlocks) {
        QTest::addRow("%d philosophers, %d meals", seats, meals)
            << seats << 0 << meals << false << traces << deadlocks << "";
    };
    philosophers(2, 1, 3, 1);
    philosophers(3, 1, 7, 1);
    philosophers(4, 1, 15, 1);
    philosophers(5, 1, 31, 1);
    philosophers(6, 1, 63, 1);
    philosophers(3, 2, 106, 16);
    philosophers(4, 2, 831, 45);
}

void TestSourceDpor::everyTraceIsPerformedOnce()
{
    QFETCH(int, philosophers);
    QFETCH(int, processes);
    QFETCH(int, times);
    QFETCH(bool, locked);
    QFETCH(int, traces);
    QFETCH(int, deadlocks);
    QFETCH(QString, finals);
    ProgramWorld world = philosophers > 0 ? ProgramWorld::philosophers(philosophers, times)
        : locked                          ? ProgramWorld::lockedCounter(processes, times)
                                          : ProgramWorld::counter(processes, times, true);
    const Found found = tracesOf(world);
    QVERIFY(found.exploration.isComplete());
    QCOMPARE(found.exploration.executions, static_cast<std::uint64_t>(traces));
    QCOMPARE(found.exploration.redundant, std::uint64_t{0});
    QCOMPARE(found.traces.size(), static_cast<std::size_t>(traces));
    QCOMPARE(found.deadlocks, deadlocks);
    if (philosophers == 0)
        QCOMPARE(QString::fromStdString(found.finalsText()), finals);
}

void TestSourceDpor::theSameTracesAreFoundAsByAllOrders_data()
{
    QTest::addColumn<int>("philosophers");
    QTest::addColumn<int>("processes");
    QTest::addColumn<int>("times");
    QTest::newRow("2 x 2") << 0 << 2 << 2;
    QTest::newRow("2 x 3") << 0 << 2 << 3;
    QTest::newRow("3 x 2") << 0 << 3 << 2;
    QTest::newRow("4 x 1") << 0 << 4 << 1;
    QTest::newRow("2 philosophers") << 2 << 0 << 1;
    QTest::newRow("3 philosophers") << 3 << 0 << 1;
    QTest::newRow("4 philosophers") << 4 << 0 << 1;
}

void TestSourceDpor::theSameTracesAreFoundAsByAllOrders()
{
    QFETCH(int, philosophers);
    QFETCH(int, processes);
    QFETCH(int, times);
    ProgramWorld world = philosophers > 0 ? ProgramWorld::philosophers(philosophers, times)
                                          : ProgramWorld::counter(processes, times);
    const Found some = tracesOf(world), all = ordersOf(world);
    QVERIFY(all.exploration.isComplete());
    QVERIFY(some.distinct() == all.distinct());
}

void TestSourceDpor::whoWaitsForWordsAndUnitsMissesNoTrace()
{
    int deadlocks = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        ProgramWorld world = randomProgramWorld(seed);
        const Found some = tracesOf(world), all = ordersOf(world);
        QVERIFY2(some.distinct() == all.distinct(), qPrintable(QString("seed %1").arg(seed)));
        deadlocks += some.deadlocks;
    }
    QVERIFY(deadlocks > 50);
}

void TestSourceDpor::aSearchEndsWhenItsVisitorHasEnough()
{
    ProgramWorld world = ProgramWorld::counter(2, 2);
    int seen = 0;
    const auto visit = [&seen](const Execution &) { return ++seen < 5; };
    const auto traces = exploreTraces(world, visit);
    QCOMPARE(seen, 5);
    QCOMPARE(traces.value().executions, std::uint64_t{5});
    QVERIFY(!traces.value().isComplete());
    seen = 0;
    QCOMPARE(enumerate(world, visit).value().executions, std::uint64_t{5});
    const auto all = [](const Execution &) { return true; };
    const auto limited = exploreTraces(world, all, {.executions = 7});
    QCOMPARE(limited.value().executions, std::uint64_t{7});
    QVERIFY(!limited.value().isComplete());
}

void TestSourceDpor::whatIsBegunInVainCountsAndIsAskedAboutToo()
{
    for (std::uint64_t seed = 0; seed < 10'000; ++seed) {
        ProgramWorld world = randomProgramWorld(seed);
        std::uint64_t asked = 0, shown = 0;
        const ExecutionVisitor visit = [&shown](const Execution &execution) {
            shown += execution.steps.size();
            return true;
        };
        const auto whole = exploreTraces(world, visit, {.goOn = [&asked] { return ++asked > 0; }});
        QVERIFY(whole.ok() && whole.value().isExhausted);
        QCOMPARE(asked, whole.value().executions + whole.value().redundant);
        constexpr std::uint64_t kLongest = 20; // no execution of these programs has more steps
        if (world.stepsTaken() < shown + kLongest)
            continue;
        // As many steps as those that were shown took are not enough: others were begun besides.
        const auto cut = exploreTraces(world, visit, {.stepsInAll = shown});
        QVERIFY(cut.ok() && !cut.value().isExhausted);
        const auto stopped = exploreTraces(world, visit, {.goOn = [&asked] { return --asked > 1; }});
        QVERIFY(stopped.ok() && !stopped.value().isExhausted);
        QVERIFY(!enumerate(world, visit, std::nullopt, {.stepsInAll = kLongest}).value().isExhausted);
        return;
    }
    QFAIL("no program was begun in vain");
}

void TestSourceDpor::whatIsTooLongIsSaid()
{
    ProgramWorld world = ProgramWorld::counter(2, 2);
    int tooLong = 0;
    const auto explored = exploreTraces(world,
                                        [&tooLong](const Execution &execution) {
                                            tooLong += execution.end == ExecutionEnd::TooLong
                                                && execution.steps.size() == 6;
                                            return true;
                                        },
                                        {.steps = 6});
    QVERIFY(tooLong > 0);
    QCOMPARE(explored.value().tooLong, static_cast<std::uint64_t>(tooLong));
    QVERIFY(explored.value().isExhausted && !explored.value().isComplete());
}

void TestSourceDpor::aBoundOnPreemptionsLeavesTheOthersOut()
{
    ProgramWorld world = ProgramWorld::counter(2, 4);
    std::map<std::size_t, std::uint64_t> byPreemptions;
    QVERIFY(enumerate(world, [&byPreemptions](const Execution &execution) {
                ++byPreemptions[preemptionsOf(execution)];
                return true;
            }).ok());
    std::uint64_t all = 0;
    for (std::size_t bound = 0; bound < 4; ++bound) {
        all += byPreemptions[bound];
        const Found found = ordersOf(world, bound);
        QVERIFY(found.exploration.isComplete());
        QCOMPARE(found.exploration.executions, all);
    }
    // Musuvathi and Qadeer's promise: the least bound under which a thing happens is how few preemptions it takes.
    QCOMPARE(ordersOf(world, 0).finalsText(), std::string("8:2"));
    QVERIFY(ordersOf(world, 1).finals.contains(4) && !ordersOf(world, 1).finals.contains(7));
    QVERIFY(ordersOf(world, 2).finals.contains(7) && !ordersOf(world, 2).finals.contains(2));
    QVERIFY(!ordersOf(world, 3).finals.contains(2) && ordersOf(world, 4).finals.contains(2));
}

void TestSourceDpor::whoDoesNotRepeatHimselfIsNamed()
{
    // What it will write it keeps from one execution to the next.
    struct Forgetful : ProgramWorld {
        using ProgramWorld::ProgramWorld;
        const Action &action(ActorId actor) const override
        {
            altered = ProgramWorld::action(actor);
            if (actor == 1 && altered.operation == EventKind::Write && restarts() > 3)
                altered.site += 10;
            return altered;
        }
        mutable Action altered;
    };
    Forgetful world({{.kind = ObjectKind::Cell, .name = "counter"}}, {program::increments(2), program::increments(2)});
    const auto explored = exploreTraces(world, [](const Execution &) { return true; });
    QVERIFY(!explored.ok());
    QCOMPARE(
        QString::fromStdString(explored.error().sentence),
        QString("Process B does not repeat its step 5: at site 3 of its source before, at site 13 now. Its role is "
                "not deterministic: it may depend on nothing but what it has read."));
}

void TestSourceDpor::allOrdersAreAsManyAsTheMultinomial_data()
{
    QTest::addColumn<int>("processes");
    QTest::addColumn<int>("times");
    QTest::addColumn<bool>("addIsAStep");
    QTest::addColumn<int>("orders");
    QTest::newRow("2 x 2") << 2 << 2 << false << 70;
    QTest::newRow("2 x 2, three steps each") << 2 << 2 << true << 924;
    QTest::newRow("2 x 3") << 2 << 3 << false << 924;
    QTest::newRow("2 x 3, three steps each") << 2 << 3 << true << 48'620;
    QTest::newRow("3 x 1, three steps each") << 3 << 1 << true << 1680;
    QTest::newRow("3 x 2") << 3 << 2 << false << 34'650;
}

void TestSourceDpor::allOrdersAreAsManyAsTheMultinomial()
{
    QFETCH(int, processes);
    QFETCH(int, times);
    QFETCH(bool, addIsAStep);
    QFETCH(int, orders);
    ProgramWorld world = ProgramWorld::counter(processes, times, addIsAStep);
    const auto explored = enumerate(world, [](const Execution &) { return true; });
    QVERIFY(explored.ok() && explored.value().isComplete());
    QCOMPARE(explored.value().executions, static_cast<std::uint64_t>(orders));
}

QTEST_GUILESS_MAIN(TestSourceDpor)
#include "tst_source_dpor.moc"
