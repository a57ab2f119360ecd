// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/automaton.h"

#include "core/explore/learned_model.h"
#include "core/explore/minimizer.h"
#include "core/explore/order_count.h"
#include "core/explore/random_walk.h"
#include "tests/support/program_world.h"
#include "tests/support/random_program.h"

#include <QtTest>

#include <map>
#include <set>

using namespace interleave;

namespace {

using Kind = Operation::Kind;

const ObjectTable kTwoCells = {{.kind = ObjectKind::Cell, .name = "counter"},
                               {.kind = ObjectKind::Cell, .name = "other"}};

/// What counting all orders of a world fails with.
QString errorOf(World &world, const ObjectTable &objects, LineName lineName = {})
{
    LearnedModel model(world, objects, {}, std::move(lineName));
    if (const auto begun = model.begin(); !begun.ok())
        return QString::fromStdString(begun.error().sentence);
    const auto counted = countOrders(model);
    return counted.ok() ? QString() : QString::fromStdString(counted.error().sentence);
}

/// Steps of a random execution that ends with that value in the first cell.
Steps randomStepsTo(ProgramWorld &world, std::int64_t result, std::uint64_t seed)
{
    Steps steps;
    const auto walked = walkAtRandom(world,
                                     [&](const Execution &execution) {
                                         if (world.values().rows[0][0] != result)
                                             return true;
                                         steps = stepsOf(execution);
                                         return false;
                                     },
                                     {.seed = seed, .executions = 100'000});
    return walked.ok() ? steps : Steps();
}

} // namespace

/// What is learned of roles, and what is found by walking at random.
class TestAutomaton : public QObject
{
    Q_OBJECT

private slots:
    void aStateGoesOnAsItWasLearned();
    void aRoleThatDoesNotDeclareAllItsLocalsIsNamedWithItsLine();
    void aWaitForSomethingUndeclaredIsNamed();
    void anAccessThatDoesSomethingElseIsNoticed();
    void aLockThatIsTakenTwiceIsNoticed();
    void whatAnAccessDoesToSlotsIsKnown();
    void everyTransitionIsLearnedOnce();
    void whatShowsInRareOrdersIsFoundByLookingAtRandomOnes();
    void aLookAtRandomGoesToTheEnd();
    void randomWalksRepeatThemselves();
    void prioritiesPreemptLessOftenThanTheirDepth();
    void prioritiesFindWhatTakesFewPreemptions();
    void theMinimizerKeepsTheFailureAndNeverAddsASwitch_data();
    void theMinimizerKeepsTheFailureAndNeverAddsASwitch();
    void whatDoesNotFailIsNotMinimized();
};

void TestAutomaton::aStateGoesOnAsItWasLearned()
{
    Automaton automaton(2);
    Action read, write;
    read.operation = EventKind::Read;
    write.operation = EventKind::Write;
    const auto before = automaton.stateOf(0, read), after = automaton.stateOf(0, write);
    QVERIFY(before != after);
    QCOMPARE(automaton.stateOf(0, read), before);
    QCOMPARE(automaton.stateOf(0, Action{}), Automaton::kEnded);
    Action other = read;
    other.digest = 1;
    QVERIFY(automaton.stateOf(0, other) != before);

    QVERIFY(!automaton.after(0, before, {5}));
    QVERIFY(!automaton.learn(0, before, {5}, {after, {}}));
    QCOMPARE(automaton.after(0, before, {5})->next, after);
    QVERIFY(!automaton.after(0, before, {6}));
    QVERIFY(!automaton.after(1, before, {5}));
    QVERIFY(!automaton.learn(0, before, {5}, {after, {}}));
    QCOMPARE(automaton.learn(0, before, {5}, {Automaton::kEnded, {}})->next, after);
    QVERIFY(automaton.learn(0, before, {5}, {after, {{0, 1}}}));

    QVERIFY(!automaton.isSatisfied(0, before, {1}).has_value());
    QVERIFY(automaton.learnWait(0, before, {1}, true));
    QVERIFY(!automaton.learnWait(0, before, {1}, false));
    QCOMPARE(automaton.isSatisfied(0, before, {1}), std::optional(true));
}

void TestAutomaton::aRoleThatDoesNotDeclareAllItsLocalsIsNamedWithItsLine()
{
    const Program secretive = {{.kind = Kind::ReadSecret, .object = ObjectRef::of(0)},
                               {.kind = Kind::Read, .object = ObjectRef::of(1)},
                               {.kind = Kind::WriteSecret, .object = ObjectRef::of(1)}};
    ProgramWorld world(kTwoCells, {secretive, program::increments(1)});
    QCOMPARE(errorOf(world, kTwoCells, [](SiteId site) { return "line " + std::to_string(10 * site); }),
             QString("Process A goes on in two ways after the read of other at line 20, though it saw the same: with "
                     "the write to other at line 30, and with the same in another state. Its role is not "
                     "deterministic, or does not declare all its live locals. It showed at step 4 of B2A2."));
}

void TestAutomaton::aWaitForSomethingUndeclaredIsNamed()
{
    // Looks at a cell that it does not name.
    struct Peeking : ProgramWorld {
        using ProgramWorld::ProgramWorld;
        bool isEnabled(ActorId actor) const override
        {
            if (action(actor).operation == EventKind::Awaited)
                return values().rows[1][0] == 1;
            return ProgramWorld::isEnabled(actor);
        }
    };
    const Program waiting = {
        {.kind = Kind::Await, .object = ObjectRef::of(0), .rows = 1, .holds = [](const auto &) { return true; }}};
    Peeking world(kTwoCells, {waiting, program::increments(1, 1)});
    QCOMPARE(errorOf(world, kTwoCells),
             QString("Process A waits at site 1, and the same values once end its wait and once do not: what it waits "
                     "for depends on something it does not declare. It showed at step 2 of B2."));
}

void TestAutomaton::anAccessThatDoesSomethingElseIsNoticed()
{
    const Program wrong = {{.kind = Kind::Read, .object = ObjectRef::of(0)},
                           {.kind = Kind::WriteWrong, .object = ObjectRef::of(0)}};
    ProgramWorld world(kTwoCells, {wrong});
    QCOMPARE(errorOf(world, kTwoCells),
             QString("The model differs from reality: the write to counter at site 2 by process A left other values "
                     "than it should. It showed at step 2 of A2."));
}

void TestAutomaton::aLockThatIsTakenTwiceIsNoticed()
{
    struct Careless : ProgramWorld {
        using ProgramWorld::ProgramWorld;
        bool isEnabled(ActorId actor) const override { return action(actor).operation != EventKind::None; }
    };
    const ObjectTable objects = {{.kind = ObjectKind::Cell, .name = "counter"},
                                 {.kind = ObjectKind::Mutex, .name = "lock"}};
    const Program role = program::lockedIncrements(1, 0, 1);
    Careless world(objects, {role, role});
    QCOMPARE(
        errorOf(world, objects),
        QString("The model differs from reality: the locking of lock at site 1 by process B should not be possible "
                "where it is. It showed at step 1 of A."));
}

void TestAutomaton::whatAnAccessDoesToSlotsIsKnown()
{
    const ObjectTable objects = {{.kind = ObjectKind::Cell, .name = "cell"},
                                 {.kind = ObjectKind::Slots, .name = "slots", .count = 3}};
    const auto put = [](std::uint32_t element, int number) {
        return Operation{.kind = Kind::Put, .object = ObjectRef::of(1, element), .number = number};
    };
    ProgramWorld world(objects,
                       {{put(0, 7), put(2, 8)}, {put(2, 9), {.kind = Kind::Read, .object = ObjectRef::of(1, 0)}}});
    LearnedModel model(world, objects);
    QVERIFY(model.begin().ok());
    const auto counted = countOrders(model);
    QVERIFY2(counted.ok(), counted.ok() ? "" : counted.error().sentence.c_str());
    std::set<std::vector<std::int64_t>> left;
    for (const Outcome &outcome : counted.value().outcomes)
        left.insert(outcome.values.rows[1]);
    QCOMPARE(left, (std::set<std::vector<std::int64_t>>{{7, 700, 0, 0, 8, 800}, {7, 700, 0, 0, 9, 900}}));
}

void TestAutomaton::everyTransitionIsLearnedOnce()
{
    const OrderCountSettings unconfirmed = {.checks = 0, .mostConfirmed = 0};
    ProgramWorld world = ProgramWorld::counter(2, 4);
    LearnedModel model(world, world.objects());
    QVERIFY(model.begin().ok());
    QVERIFY(countOrders(model, unconfirmed).ok());
    const auto lessons = model.teacher().lessons();
    QVERIFY(lessons <= model.automaton().transitions() + 1);
    QVERIFY(countOrders(model, unconfirmed).ok());
    QCOMPARE(model.teacher().lessons(), lessons);
}

void TestAutomaton::whatShowsInRareOrdersIsFoundByLookingAtRandomOnes()
{
    // The secret is read, and forgotten before anybody who goes on alone would give it away.
    const Program secretive = {{.kind = Kind::ReadSecret, .object = ObjectRef::of(0)},
                               {.kind = Kind::Await,
                                .object = ObjectRef::of(1),
                                .rows = gapBit(1),
                                .holds = [](const auto &values) { return values[0] >= 1; }},
                               {.kind = Kind::WriteSecret, .object = ObjectRef::of(0)}};
    ProgramWorld world(kTwoCells, {secretive, program::increments(2, 1), program::increments(1, 0)});
    LearnedModel model(world, kTwoCells);
    QVERIFY(model.begin().ok());
    QVERIFY(!model.examine(500, 1).ok());
    ProgramWorld honest = ProgramWorld::counter(3, 2);
    LearnedModel other(honest, honest.objects());
    QVERIFY(other.begin().ok());
    QVERIFY(other.examine(500, 1).ok());
}

void TestAutomaton::aLookAtRandomGoesToTheEnd()
{
    ProgramWorld world = ProgramWorld::lockedCounter(2, 300);
    LearnedModel model(world, world.objects());
    QVERIFY(model.begin().ok());
    QVERIFY(model.examine(1, 1).ok());
    QCOMPARE(world.stepsTaken(), std::uint64_t{2 * 300 * 4});
    QCOMPARE(world.values().rows[0][0], std::int64_t{2 * 300});
}

void TestAutomaton::randomWalksRepeatThemselves()
{
    ProgramWorld world = ProgramWorld::counter(3, 2);
    const auto walk = [&world](std::uint64_t seed, std::size_t depth) {
        std::string all;
        const auto note = [&all](const Execution &execution) {
            all += stepsText(stepsOf(execution)) + ' ';
            return true;
        };
        const RandomWalk settings{.seed = seed, .executions = 20};
        const auto walked = depth == 0 ? walkAtRandom(world, note, settings)
                                       : walkByPriorities(world, note, settings, depth);
        return walked.ok() && walked.value().executions == 20 && !walked.value().isComplete() ? all : std::string();
    };
    for (const std::size_t depth : {0, 3}) {
        QVERIFY(!walk(1, depth).empty());
        QCOMPARE(walk(1, depth), walk(1, depth));
        QVERIFY(walk(1, depth) != walk(2, depth));
    }
}

void TestAutomaton::prioritiesPreemptLessOftenThanTheirDepth()
{
    ProgramWorld world = ProgramWorld::counter(3, 3);
    for (std::size_t depth = 1; depth <= 4; ++depth) {
        std::size_t most = 0;
        QVERIFY(walkByPriorities(
                    world,
                    [&most](const Execution &execution) {
                        most = std::max(most, preemptionsOf(execution));
                        return true;
                    },
                    {.seed = depth, .executions = 500}, depth)
                    .ok());
        QCOMPARE(most, depth - 1);
    }
}

void TestAutomaton::prioritiesFindWhatTakesFewPreemptions()
{
    ProgramWorld world = ProgramWorld::counter(2, 4);
    std::map<std::int64_t, int> finals;
    const auto note = [&](const Execution &) {
        ++finals[world.values().rows[0][0]];
        return true;
    };
    QVERIFY(walkByPriorities(world, note, {.seed = 1, .executions = 3000}, 2).ok());
    QVERIFY(finals[8] > 0 && finals[4] > 0 && finals[2] == 0 && finals[7] == 0);
    finals.clear();
    QVERIFY(walkByPriorities(world, note, {.seed = 1, .executions = 3000}, 3).ok());
    QVERIFY(finals[7] > 0 && finals[2] == 0);
}

void TestAutomaton::theMinimizerKeepsTheFailureAndNeverAddsASwitch_data()
{
    QTest::addColumn<int>("result");
    QTest::addColumn<int>("fewest");
    QTest::newRow("4 of 8") << 4 << 2;
    QTest::newRow("7 of 8") << 7 << 3;
    QTest::newRow("2 of 8") << 2 << 5;
}

void TestAutomaton::theMinimizerKeepsTheFailureAndNeverAddsASwitch()
{
    QFETCH(int, result);
    QFETCH(int, fewest);
    ProgramWorld world = ProgramWorld::counter(2, 4);
    std::size_t before = 0, after = 0;
    bool isOptimumMet = false;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Steps steps = randomStepsTo(world, result, seed);
        QVERIFY(!steps.empty());
        const auto minimized = minimizeSwitches(world, steps,
                                                [&](const Execution &) { return world.values().rows[0][0] == result; });
        QVERIFY(minimized.ok() && minimized.value().isReproduced);
        const Steps fewer = stepsOf(minimized.value().execution);
        QVERIFY(switchesIn(fewer) <= switchesIn(steps));
        QVERIFY(switchesIn(fewer) >= static_cast<std::size_t>(fewest));
        QVERIFY(world.restart().ok());
        for (const Step step : fewer)
            QVERIFY(world.take(step).ok());
        QCOMPARE(world.values().rows[0][0], std::int64_t{result});
        before += switchesIn(steps);
        after += switchesIn(fewer);
        isOptimumMet |= switchesIn(fewer) == static_cast<std::size_t>(fewest);
    }
    QVERIFY(after < before);
    QVERIFY(isOptimumMet);
}

void TestAutomaton::whatDoesNotFailIsNotMinimized()
{
    ProgramWorld world = ProgramWorld::counter(2, 2);
    const auto minimized = minimizeSwitches(world, parseSteps("ABABABAB").value(),
                                            [](const Execution &) { return false; });
    QVERIFY(minimized.ok() && !minimized.value().isReproduced);
    QCOMPARE(minimized.value().replays, std::uint64_t{1});
}

QTEST_GUILESS_MAIN(TestAutomaton)
#include "tst_automaton.moc"
