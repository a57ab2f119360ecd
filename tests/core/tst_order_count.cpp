// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/order_count.h"

#include "core/explore/enumeration.h"
#include "tests/support/program_world.h"
#include "tests/support/random_program.h"

#include <QtTest>

#include <map>
#include <string>
#include <tuple>

using namespace interleave;

namespace {

std::string firstValue(const Outcome &outcome)
{
    return std::to_string(outcome.values.rows[0][0]);
}

/// "2:8 3:300", a deadlock as "-"; sorted by result.
std::string textOf(const std::vector<Outcome> &outcomes, const std::function<std::string(const Outcome &)> &figureOf)
{
    std::map<int, std::string> sorted;
    for (const Outcome &outcome : outcomes)
        sorted[outcome.isDeadlock ? -1 : std::stoi(outcome.result)] = figureOf(outcome);
    std::string text;
    for (const auto &[result, figure] : sorted) {
        if (!text.empty())
            text += ' ';
        text += (result < 0 ? std::string("-") : std::to_string(result)) + ':' + figure;
    }
    return text;
}

std::string ordersText(const Outcome &outcome)
{
    return outcome.orders.str();
}

std::string preemptionsText(const Outcome &outcome)
{
    return std::to_string(outcome.preemptions);
}

OrderCount count(ProgramWorld &world, const OrderCountSettings &settings = {})
{
    LearnedModel model(world, world.objects());
    if (const auto begun = model.begin(); !begun.ok())
        qFatal("%s", begun.error().sentence.c_str());
    auto counted = countOrders(model, settings);
    if (!counted.ok())
        qFatal("%s", counted.error().sentence.c_str());
    return std::move(counted.value());
}

/// What an outcome is told apart by, and what is said of it.
using Key = std::tuple<std::vector<std::vector<std::int64_t>>, std::vector<std::uint32_t>, bool, std::size_t>;
struct Figures {
    BigCount orders;
    std::size_t preemptions = ~std::size_t{0}, switches = ~std::size_t{0};
    friend bool operator==(const Figures &, const Figures &) = default;

    void add(std::size_t itsPreemptions, std::size_t itsSwitches)
    {
        ++orders;
        if (std::tie(itsPreemptions, itsSwitches) < std::tie(preemptions, switches)) {
            preemptions = itsPreemptions;
            switches = itsSwitches;
        }
    }
};
using Ends = std::map<Key, Figures>;

/// A set as a number.
std::size_t namesOf(ActorSet actors)
{
    std::size_t names = 0;
    for (const ActorId actor : actors)
        names |= std::size_t{1} << actor;
    return names;
}

Ends endsOf(const OrderCount &count)
{
    Ends ends;
    for (const Outcome &outcome : count.outcomes)
        ends[{outcome.values.rows, outcome.values.ledger, outcome.isDeadlock, namesOf(outcome.dead)}] = {
            outcome.orders, outcome.preemptions, outcome.switches};
    return ends;
}

Key keyOf(const World &world, bool isDeadlock)
{
    const SharedValues values = world.values();
    ActorSet dead;
    for (ActorId actor = 0; actor < world.actors(); ++actor)
        if (!world.isAlive(actor))
            dead.insert(actor);
    return {values.rows, values.ledger, isDeadlock, namesOf(dead)};
}

/// One order after the other.
Ends endsByTrying(ProgramWorld &world, std::optional<std::size_t> mostPreemptions = std::nullopt)
{
    Ends ends;
    const auto explored = enumerate(
        world,
        [&](const Execution &execution) {
            ends[keyOf(world, execution.end == ExecutionEnd::Deadlocked)].add(preemptionsOf(execution),
                                                                              switchesIn(stepsOf(execution)));
            return true;
        },
        mostPreemptions);
    if (!explored.ok())
        qFatal("%s", explored.error().sentence.c_str());
    return ends;
}

/// With deaths, by restarting for each.
void tryDeaths(ProgramWorld &world, Steps &steps, std::size_t preemptions, std::size_t deaths, Ends &ends)
{
    const auto replay = [&] {
        (void)world.restart();
        for (const Step step : steps)
            (void)world.take(step);
    };
    replay();
    ActorSet enabled, left;
    for (ActorId actor = 0; actor < world.actors(); ++actor) {
        if (world.isEnabled(actor))
            enabled.insert(actor);
        if (world.isAlive(actor) && world.action(actor).operation != EventKind::None)
            left.insert(actor);
    }
    if (enabled.isEmpty())
        ends[keyOf(world, !left.isEmpty())].add(preemptions, switchesIn(steps));
    ActorId last = kNoActor;
    for (const Step step : steps)
        last = step.kind == StepKind::Kill ? last : step.actor;
    const auto tryStep = [&](Step step) {
        steps.push_back(step);
        tryDeaths(world, steps, preemptions + isPreemption(last, enabled, step), deaths - (step.kind == StepKind::Kill),
                  ends);
        steps.pop_back();
    };
    for (const ActorId actor : enabled)
        tryStep({actor});
    if (deaths > 0)
        for (const ActorId actor : left)
            tryStep({actor, StepKind::Kill});
}

/// Replayed, each shortest order must end as it is said to.
void verifyShortest(ProgramWorld &world, const OrderCount &count)
{
    for (const Outcome &outcome : count.outcomes) {
        QVERIFY(world.restart().ok());
        for (const Step step : outcome.shortest)
            QVERIFY(world.take(step).ok());
        QVERIFY(world.values() == outcome.values);
        QCOMPARE(switchesIn(outcome.shortest), outcome.switches);
    }
}

} // namespace

class TestOrderCount : public QObject
{
    Q_OBJECT

private slots:
    void theOrdersOfCountersAreCountedByResult_data();
    void theOrdersOfCountersAreCountedByResult();
    void theFewestPreemptionsOfEachResultAreFound_data();
    void theFewestPreemptionsOfEachResultAreFound();
    void twentyIncrementsOfTwoAreCounted();
    void nineOfThreeAreCounted();
    void deadlocksAreAnOutcomeOfTheirOwn();
    void countingAndTryingComeToTheSame();
    void withABoundOnlyTheOrdersBelowItCount();
    void deathsAreStepsToo();
    void theHandOfTheSessionMattersAfterADeath();
    void ledgersAreCarriedAlong();
    void itStopsWhenAskedToAndSaysHowFarItCame();
    void whatGoesRoundInACircleEndsAtTheLimitOfSteps();
    void theLimitOfStepsIsTheLongestOrder();
    void tooManyStatesAreSaid();
    void tooMuchMemoryIsSaid();
    void itIsHeardAfterEachLesson();
    void itIsHeardWhileItConfirms();
    void whoLimitsTheCountingAloneKeepsWhatWasCounted();
};

void TestOrderCount::theOrdersOfCountersAreCountedByResult_data()
{
    QTest::addColumn<int>("processes");
    QTest::addColumn<int>("increments");
    QTest::addColumn<bool>("locked");
    QTest::addColumn<QString>("orders");
    QTest::addColumn<QString>("results");
    QTest::newRow("2 x 1") << 2 << 1 << false << "6"
                           << "1:4 2:2";
    QTest::newRow("2 x 2") << 2 << 2 << false << "70"
                           << "2:32 3:32 4:6";
    QTest::newRow("2 x 3") << 2 << 3 << false << "924"
                           << "2:8 3:300 4:416 5:180 6:20";
    QTest::newRow("3 x 1") << 3 << 1 << false << "90"
                           << "1:48 2:36 3:6";
    QTest::newRow("2 x 3 locked") << 2 << 3 << true << "20"
                                  << "6:20";
}

void TestOrderCount::theOrdersOfCountersAreCountedByResult()
{
    QFETCH(int, processes);
    QFETCH(int, increments);
    QFETCH(bool, locked);
    QFETCH(QString, orders);
    QFETCH(QString, results);
    ProgramWorld world = locked ? ProgramWorld::lockedCounter(processes, increments)
                                : ProgramWorld::counter(processes, increments);
    const OrderCount counted = count(world);
    QVERIFY(counted.isComplete());
    QCOMPARE(QString::fromStdString(counted.orders.str()), orders);
    QCOMPARE(QString::fromStdString(textOf(byResult(counted, firstValue), ordersText)), results);
    verifyShortest(world, counted);
}

void TestOrderCount::theFewestPreemptionsOfEachResultAreFound_data()
{
    QTest::addColumn<int>("processes");
    QTest::addColumn<int>("increments");
    QTest::addColumn<QString>("orders");
    QTest::addColumn<QString>("preemptions");
    QTest::newRow("2 x 4") << 2 << 4 << "12870"
                           << "2:4 3:4 4:1 5:2 6:2 7:2 8:0";
    QTest::newRow("3 x 2") << 3 << 2 << "34650"
                           << "2:1 3:2 4:1 5:2 6:0";
}

void TestOrderCount::theFewestPreemptionsOfEachResultAreFound()
{
    QFETCH(int, processes);
    QFETCH(int, increments);
    QFETCH(QString, orders);
    QFETCH(QString, preemptions);
    ProgramWorld world = ProgramWorld::counter(processes, increments);
    const OrderCount counted = count(world);
    QCOMPARE(QString::fromStdString(counted.orders.str()), orders);
    QCOMPARE(QString::fromStdString(textOf(byResult(counted, firstValue), preemptionsText)), preemptions);
    verifyShortest(world, counted);
}

void TestOrderCount::twentyIncrementsOfTwoAreCounted()
{
    ProgramWorld world = ProgramWorld::counter(2, 10);
    const OrderCount counted = count(world);
    QVERIFY(counted.isComplete());
    QCOMPARE(counted.orders, BigCount("137846528820"));
    const auto results = byResult(counted, firstValue);
    QCOMPARE(results.size(), std::size_t{19});
    const auto of = [&results](const char *result) {
        return *std::find_if(results.begin(), results.end(),
                             [result](const Outcome &outcome) { return outcome.result == result; });
    };
    QCOMPARE(of("20").orders, BigCount(184'756));
    QCOMPARE(of("20").preemptions, std::size_t{0});
    QCOMPARE(of("10").preemptions, std::size_t{1});
    QCOMPARE(of("2").preemptions, std::size_t{4});
    QCOMPARE(counted.steps, std::size_t{40});
    QCOMPARE(counted.confirmed, std::size_t{19});
    verifyShortest(world, counted);
}

void TestOrderCount::nineOfThreeAreCounted()
{
    ProgramWorld world = ProgramWorld::counter(3, 3);
    const OrderCount counted = count(world);
    QVERIFY(counted.isComplete());
    QCOMPARE(counted.orders, BigCount(17'153'136));
}

void TestOrderCount::deadlocksAreAnOutcomeOfTheirOwn()
{
    for (const auto &[seats, orders] : {std::pair(2, 6), std::pair(3, 168), std::pair(4, 98'184)}) {
        ProgramWorld world = ProgramWorld::philosophers(seats);
        const OrderCount counted = count(world);
        QCOMPARE(counted.orders, BigCount(orders));
        auto results = byResult(counted, firstValue);
        QCOMPARE(results.size(), std::size_t{2});
        if (!results[0].isDeadlock)
            std::swap(results[0], results[1]);
        QVERIFY(results[0].isDeadlock && !results[1].isDeadlock);
        // One goes on with the other's fork in its hand, and all the others block each other one by one.
        QCOMPARE(results[0].preemptions, std::size_t{1});
        verifyShortest(world, counted);
    }
}

void TestOrderCount::countingAndTryingComeToTheSame()
{
    for (std::uint64_t seed = 0; seed < 80; ++seed) {
        ProgramWorld world = randomProgramWorld(seed);
        const OrderCount counted = count(world);
        QVERIFY(counted.isComplete());
        QVERIFY2(endsOf(counted) == endsByTrying(world), qPrintable(QString("seed %1").arg(seed)));
        verifyShortest(world, counted);
    }
}

void TestOrderCount::withABoundOnlyTheOrdersBelowItCount()
{
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        ProgramWorld world = randomProgramWorld(seed);
        for (std::size_t bound = 0; bound < 4; ++bound)
            QVERIFY2(endsOf(count(world, {.mostPreemptions = bound})) == endsByTrying(world, bound),
                     qPrintable(QString("seed %1, bound %2").arg(seed).arg(bound)));
    }
}

void TestOrderCount::deathsAreStepsToo()
{
    int buried = 0;
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        ProgramWorld world = randomProgramWorld(seed);
        Ends ends;
        Steps steps;
        tryDeaths(world, steps, 0, 1, ends);
        const OrderCount counted = count(world, {.mostDeaths = 1});
        QVERIFY2(endsOf(counted) == ends, qPrintable(QString("seed %1").arg(seed)));
        verifyShortest(world, counted);
        for (const auto &[key, figures] : ends)
            for (const std::int64_t holder : std::get<0>(key)[3])
                buried += holder == SharedValues::kDeadHolder;
    }
    QVERIFY(buried > 0);
}

/// A dead one's unit comes back into the semaphore.
void TestOrderCount::theHandOfTheSessionMattersAfterADeath()
{
    const Program role = {{.kind = Operation::Kind::Acquire, .object = ObjectRef::of(0)},
                          {.kind = Operation::Kind::Add, .object = ObjectRef::of(1), .number = 1},
                          {.kind = Operation::Kind::Post, .object = ObjectRef::of(0)}};
    const ObjectTable objects = {{.kind = ObjectKind::Semaphore, .name = "units", .initial = 1},
                                 {.kind = ObjectKind::Cell, .name = "cell"}};
    const Mourner giveBack = [](SharedValues &values, ActorId gone, const std::vector<ProcessEnd> &ends) {
        values.rows[0][0] += ends[gone] == ProcessEnd::Killed; // one too many does no harm
    };
    ProgramWorld world(objects, {role, role});
    LearnedModel left(world, objects);
    QVERIFY(left.begin().ok());
    const auto isStuck = [](const OrderCount &count) {
        return std::any_of(count.outcomes.begin(), count.outcomes.end(),
                           [](const Outcome &outcome) { return outcome.isDeadlock; });
    };
    const auto alone = countOrders(left, {.mostDeaths = 1});
    QVERIFY(alone.ok() && isStuck(alone.value()));

    world.mournWith(giveBack);
    LearnedModel rescued(world, objects, giveBack);
    QVERIFY(rescued.begin().ok());
    const auto helped = countOrders(rescued, {.mostDeaths = 1});
    QVERIFY(helped.ok() && !isStuck(helped.value()));
    verifyShortest(world, helped.value());
}

void TestOrderCount::ledgersAreCarriedAlong()
{
    const Program role = {{.kind = Operation::Kind::Read, .object = ObjectRef::of(0)},
                          {.kind = Operation::Kind::Count, .number = 1},
                          {.kind = Operation::Kind::Write, .object = ObjectRef::of(0), .number = 1},
                          {.kind = Operation::Kind::Count, .number = 0},
                          {.kind = Operation::Kind::Count, .number = 1}};
    ProgramWorld world({{.kind = ObjectKind::Cell, .name = "cell"}}, {role, role}, 2);
    const OrderCount counted = count(world);
    QCOMPARE(counted.orders, BigCount(6));
    for (const Outcome &outcome : counted.outcomes)
        QCOMPARE(outcome.values.ledger, (std::vector<std::uint32_t>{2, 4}));
    QVERIFY(endsOf(counted) == endsByTrying(world));
}

void TestOrderCount::itStopsWhenAskedToAndSaysHowFarItCame()
{
    ProgramWorld world = ProgramWorld::counter(2, 4);
    OrderCountSettings settings;
    std::size_t told = 0;
    settings.goOn = [&told](const OrderCountProgress &progress) {
        told = progress.steps;
        return progress.steps < 9;
    };
    const OrderCount counted = count(world, settings);
    QCOMPARE(counted.end, OrderCountEnd::Stopped);
    QCOMPARE(told, std::size_t{9});
    QCOMPARE(counted.steps, std::size_t{9});
    QVERIFY(counted.outcomes.empty());
}

void TestOrderCount::whatGoesRoundInACircleEndsAtTheLimitOfSteps()
{
    // One polls until the other has written: one order for each number of times it looks in vain.
    ProgramWorld world(
        {{.kind = ObjectKind::Cell, .name = "cell"}},
        {{{.kind = Operation::Kind::Read, .object = ObjectRef::of(0)}, {.kind = Operation::Kind::Poll, .number = 0}},
         {{.kind = Operation::Kind::Put, .object = ObjectRef::of(0), .number = 1}}});
    const OrderCount counted = count(world, {.mostSteps = 1000});
    QCOMPARE(counted.end, OrderCountEnd::TooManySteps);
    QCOMPARE(counted.steps, std::size_t{1000});
    QCOMPARE(counted.orders, BigCount(999));
    QCOMPARE(counted.outcomes.size(), std::size_t{1});
    QCOMPARE(counted.outcomes[0].switches, std::size_t{1});
    QVERIFY(counted.states < 5000);
}

void TestOrderCount::theLimitOfStepsIsTheLongestOrder()
{
    ProgramWorld world = ProgramWorld::counter(2, 3);
    const OrderCount cut = count(world, {.mostSteps = 11});
    QCOMPARE(cut.end, OrderCountEnd::TooManySteps);
    QCOMPARE(cut.orders, BigCount(0));
    const OrderCount whole = count(world, {.mostSteps = 12});
    QVERIFY(whole.isComplete());
    QCOMPARE(whole.orders, BigCount(924));
}

void TestOrderCount::tooManyStatesAreSaid()
{
    ProgramWorld world = ProgramWorld::counter(2, 6);
    const OrderCount counted = count(world, {.mostStates = 1000});
    QCOMPARE(counted.end, OrderCountEnd::TooManyStates);
    QVERIFY(counted.steps > 5 && counted.steps < 24);
    QVERIFY(counted.states > 1000);
}

void TestOrderCount::tooMuchMemoryIsSaid()
{
    // Few states, but each has ten thousand numbers.
    const Program role = program::increments(4);
    const ObjectTable objects = {{.kind = ObjectKind::Cell, .name = "counter"},
                                 {.kind = ObjectKind::Cell, .name = "others", .count = 10'000}};
    ProgramWorld world(objects, {role, role});
    const OrderCount counted = count(world, {.mostBytes = 300'000, .checks = 0});
    QCOMPARE(counted.end, OrderCountEnd::TooManyStates);
    QVERIFY(counted.steps > 1);
    QVERIFY(counted.states < 200);
    ProgramWorld narrow = ProgramWorld::counter(2, 4);
    QVERIFY(count(narrow, {.mostBytes = 10'000'000}).isComplete());
    const OrderCount cut = count(narrow, {.mostBytes = 20'000}); // of states
    QCOMPARE(cut.end, OrderCountEnd::TooManyStates);
    QVERIFY(cut.steps > 3);
}

void TestOrderCount::itIsHeardAfterEachLesson()
{
    ProgramWorld world = ProgramWorld::counter(3, 3);
    std::uint64_t before = 0, most = 0;
    OrderCountSettings settings;
    settings.goOn = [&](const OrderCountProgress &) {
        most = std::max(most, world.restarts() - std::exchange(before, world.restarts()));
        return true;
    };
    QVERIFY(count(world, settings).isComplete());
    QVERIFY(before > 100);
    QVERIFY2(most <= 2, qPrintable(QString::number(most)));
}

void TestOrderCount::whoLimitsTheCountingAloneKeepsWhatWasCounted()
{
    ProgramWorld world = ProgramWorld::counter(2, 4);
    const BigCount all = count(world).orders;
    int examined = 0;
    OrderCountSettings settings;
    settings.goOn = [&](const OrderCountProgress &progress) {
        const bool isLate = progress.orders == all;
        examined += progress.isCounted;
        return progress.isCounted || !isLate;
    };
    const OrderCount counted = count(world, settings);
    QVERIFY(counted.isComplete());
    QCOMPARE(counted.confirmed, counted.outcomes.size());
    QVERIFY(examined > int(counted.outcomes.size()));
}

void TestOrderCount::itIsHeardWhileItConfirms()
{
    ProgramWorld world = ProgramWorld::counter(2, 10);
    LearnedModel model(world, world.objects());
    QVERIFY(model.begin().ok());
    const auto learned = countOrders(model, {.checks = 0, .mostConfirmed = 0});
    QVERIFY(learned.ok() && learned.value().isComplete());
    for (const std::uint64_t checks : {100, 0}) {
        const std::uint64_t before = world.restarts();
        const auto stopped = countOrders(model, {.checks = checks, .goOn = [&](const OrderCountProgress &) {
                                                     return world.restarts() < before + 5;
                                                 }});
        QVERIFY(stopped.ok());
        QCOMPARE(stopped.value().end, OrderCountEnd::Stopped);
        QCOMPARE(world.restarts(), before + 5);
    }
    // And within a long one.
    ProgramWorld locked = ProgramWorld::lockedCounter(2, 200);
    LearnedModel other(locked, locked.objects());
    QVERIFY(other.begin().ok());
    const std::uint64_t steps = locked.stepsTaken();
    other.askWhetherToGoOn([&] { return locked.stepsTaken() < steps + 200; });
    QVERIFY(other.examine(1, 1).ok());
    QVERIFY(locked.stepsTaken() - steps < 300);
}

QTEST_GUILESS_MAIN(TestOrderCount)
#include "tst_order_count.moc"
