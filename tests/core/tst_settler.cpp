// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/settler.h"
#include "tests/support/simulated_run.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <set>

using namespace interleave;

namespace {

/// Names an event whatever its place: words, acquisitions and program order tell events apart.
bool sameFact(const Event &x, const Event &y)
{
    return x.actor == y.actor && x.object == y.object && x.kind() == y.kind() && x.a == y.a;
}

/// Every read sees the current word, every write replaces it, acquisitions and releases alternate: with tagged words
/// that is reads-from, modification order, from-read and lock order in one. Empty when it holds.
QString firstContradiction(const ObjectTable &objects, const std::vector<Event> &events)
{
    std::map<std::uint32_t, std::uint64_t> now;
    std::map<std::uint32_t, std::uint64_t> acquired;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Event &event = events[i];
        const auto known = now.try_emplace(event.object.bits, Word::initial(objects[event.object.row()].initial).bits);
        std::uint64_t &word = known.first->second;
        const bool wrong = (readsWord(event.kind()) && word != event.a)
            || (writesWord(event.kind()) && word != event.b)
            || (event.kind() == EventKind::LockAcquired && ++acquired[event.object.bits] != event.a)
            || (event.kind() == EventKind::LockReleased && acquired[event.object.bits] != event.a);
        if (wrong)
            return QStringLiteral("event %1 of %2 (kind %3, actor %4)")
                .arg(i).arg(events.size()).arg(int(event.kind())).arg(event.actor);
        if (writesWord(event.kind()))
            word = event.a;
    }
    return {};
}

std::vector<Event> of(ActorId actor, const std::vector<Event> &events)
{
    std::vector<Event> own;
    std::copy_if(events.begin(), events.end(), std::back_inserter(own),
                 [actor](const Event &event) { return event.actor == actor && !event.has(kInferred); });
    return own;
}

/// What must have been inferred, in the true order.
std::vector<SimulatedRun::Step> provable(const SimulatedRun &run)
{
    std::vector<SimulatedRun::Step> steps;
    std::copy_if(run.steps.begin(), run.steps.end(), std::back_inserter(steps),
                 [&](const SimulatedRun::Step &step) { return !step.reported && run.isProvable(step); });
    return steps;
}

/// Two unreported writes to one element may be told apart by nothing at all: then only their being there is checked.
bool oneUnreportedWritePerElement(const SimulatedRun &run)
{
    std::set<std::uint32_t> seen;
    return std::all_of(run.steps.begin(), run.steps.end(), [&](const SimulatedRun::Step &step) {
        return step.reported || !writesWord(step.event.kind()) || seen.insert(step.event.object.bits).second;
    });
}

Event make(EventKind kind, ActorId actor, std::uint64_t time, std::uint64_t a, std::uint64_t b, ObjectRef object = {})
{
    Event event;
    event.time = time;
    event.object = object;
    event.actor = actor;
    event.a = a;
    event.b = b;
    event.set(kind);
    return event;
}

constexpr Word w(std::int32_t value, ActorId actor, std::uint32_t sequence)
{
    return Word::make(value, static_cast<std::uint8_t>(actor + 1), sequence);
}

Settler::Sink into(std::vector<Event> &settled)
{
    return [&settled](std::span<const Event> events) { settled.insert(settled.end(), events.begin(), events.end()); };
}

} // namespace

class tst_Settler : public QObject
{
    Q_OBJECT

private slots:
    void anyPassesGiveAnOrderThatReallyHappened_data();
    void anyPassesGiveAnOrderThatReallyHappened();
    void theUnreportedAccessesOfTheDeadAreInferred_data();
    void theUnreportedAccessesOfTheDeadAreInferred();
    void thePassesDoNotChangeWhatHappenedToAnObject();
    void nothingSettlesBeforeItsPassIsReleased();
    void aWriteWaitsForAReadReportedOnePassLater();
    void aMissingWriteIsInferredAsSoonAsSomeoneIsStuckOnIt();
    void aDeathIsNoEarlierThanItWasNoticed();
    void anInferredWriteComesBeforeTheReleaseByDeath();
    void whatOthersDidAfterADeathWasNoticedComesBehindIt();
    void aDeathInARaceIsPlacedByWhenItWasNoticed_data();
    void aDeathInARaceIsPlacedByWhenItWasNoticed();
    void whoTakesALockFromTheDeadTakesItFromOneWhoIsDead_data();
    void whoTakesALockFromTheDeadTakesItFromOneWhoIsDead();
    void whatTheSessionPutsInForTheDeadComesBehindTheDeath();
    void whatCameBetweenTwoDeathsStaysBetweenThem();
    void twoDeathsDoNotWaitForEachOther();
    void aWordOfTheSessionIsInferred();
    void whoDiesWithAPlainLockKeepsItAndIsDead();
    void anUnansweredRequestOfADeadActorEndsWithItsDeath();
    void theLockOfTheDeadMayHaveGoneToOneWhoDiedBeforeItCouldSaySo();
    void whoDiesWaitingForAPlainLockOfTheDeadIsDead();
    void whatNoOrderExplainsIsPlacedByClockAndCounted();
    void aGapDoesNotHoldTheOthersUp();
    void whoWaitsForWhatNeverComesIsWaitedForNoLongerThanPatienceLasts();
    void aThousandWordsThatNobodyWroteArePlacedQuickly();
    void onlyTheSessionsOwnWordsAreInferred();
    void theTailIsWhatHasNotSettled();
    void referencesToNothingAreHarmless();
};

void tst_Settler::anyPassesGiveAnOrderThatReallyHappened_data()
{
    QTest::addColumn<int>("actors");
    QTest::addColumn<int>("passes");
    for (const int actors : {2, 3, 5, 8})
        for (const int passes : {0, 1, 7, 60})
            QTest::addRow("%d actors, %d passes", actors, passes) << actors << passes;
}

void tst_Settler::anyPassesGiveAnOrderThatReallyHappened()
{
    QFETCH(int, actors);
    QFETCH(int, passes);
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        SimulationOptions options;
        options.seed = seed;
        options.actors = static_cast<std::size_t>(actors);
        const SimulatedRun run = SimulatedRun::make(options);
        const SettledRun settled = settleInPasses(run, seed, static_cast<std::size_t>(passes));

        QCOMPARE(settled.events.size(), run.steps.size());
        QCOMPARE(settled.unexplained, 0u);
        QCOMPARE(settled.inferred, 0u);
        QVERIFY(!settled.tail);
        QCOMPARE(firstContradiction(run.objects, settled.events), QString());
        std::vector<Event> truth;
        for (const SimulatedRun::Step &step : run.steps)
            truth.push_back(step.event);
        for (std::size_t actor = 0; actor < run.actors; ++actor)
            QVERIFY(of(static_cast<ActorId>(actor), truth) == of(static_cast<ActorId>(actor), settled.events));
    }
}

void tst_Settler::theUnreportedAccessesOfTheDeadAreInferred_data()
{
    QTest::addColumn<int>("actors");
    QTest::addColumn<int>("passes");
    QTest::addColumn<int>("session");
    for (const int actors : {2, 4, 8})
        for (const int passes : {0, 3, 20, 100})
            for (const int session : {0, 5})
                QTest::addRow("%d actors, %d passes, session %d", actors, passes, session)
                    << actors << passes << session;
}

void tst_Settler::theUnreportedAccessesOfTheDeadAreInferred()
{
    QFETCH(int, actors);
    QFETCH(int, passes);
    QFETCH(int, session);
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        SimulationOptions options;
        options.seed = seed;
        options.actors = static_cast<std::size_t>(actors);
        options.deathsPerMille = 8;
        options.sessionPerMille = session;
        const SimulatedRun run = SimulatedRun::make(options);
        const SettledRun settled = settleInPasses(run, seed * 7, static_cast<std::size_t>(passes));
        const auto where = [&] { return QStringLiteral("seed %1").arg(seed).toUtf8(); };

        QVERIFY2(settled.unexplained == 0, where());
        QVERIFY2(!settled.tail, where());
        QVERIFY2(firstContradiction(run.objects, settled.events).isEmpty(), where());

        const std::vector<SimulatedRun::Step> expected = provable(run);
        QVERIFY2(settled.inferred == expected.size(), where());
        for (const SimulatedRun::Step &step : expected) {
            const auto found = std::find_if(settled.events.begin(), settled.events.end(), [&](const Event &event) {
                Event wanted = step.event;
                if (wanted.kind() == EventKind::Update && event.kind() == EventKind::Write)
                    wanted.set(EventKind::Write);
                return event.has(kInferred) && sameFact(event, wanted);
            });
            QVERIFY2(found != settled.events.end(), where());
            const bool lostLink = writesWord(step.event.kind()) && !oneUnreportedWritePerElement(run);
            QVERIFY2(lostLink || found->b == step.event.b || step.event.kind() == EventKind::LockReleased, where());
        }
        for (std::size_t actor = 0; actor < run.actors; ++actor) {
            std::vector<Event> own;
            std::copy_if(settled.events.begin(), settled.events.end(), std::back_inserter(own),
                         [&](const Event &event) { return event.actor == actor; });
            const bool died = run.deathOf(static_cast<ActorId>(actor)) != nullptr;
            QVERIFY2(std::count_if(own.begin(), own.end(),
                                   [](const Event &event) { return event.kind() == EventKind::Died; }) == int(died),
                     where());
            const auto death = std::find_if(own.begin(), own.end(),
                                            [](const Event &event) { return event.kind() == EventKind::Died; });
            const bool isLast = std::all_of(died ? death + 1 : death, own.end(), [](const Event &event) {
                return event.kind() == EventKind::LockReleased && event.has(kInferred);
            });
            QVERIFY2(isLast, where());
            if (died)
                own.erase(death);
            // Its program order, with what it did not report behind and the release by its death last.
            std::vector<Event> truth;
            for (const SimulatedRun::Step &step : run.steps)
                if (step.event.actor == actor && (step.reported || run.isProvable(step)))
                    truth.push_back(step.event);
            QVERIFY2(truth.size() == own.size(), where());
            for (std::size_t i = 0; i < truth.size(); ++i)
                QVERIFY2(truth[i].a == own[i].a && truth[i].object == own[i].object, where());
        }
    }
}

void tst_Settler::thePassesDoNotChangeWhatHappenedToAnObject()
{
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        SimulationOptions options;
        options.seed = seed;
        options.actors = 4;
        options.deathsPerMille = 3;
        const SimulatedRun run = SimulatedRun::make(options);
        const auto chains = [&](std::size_t passes) {
            std::map<std::uint32_t, std::vector<std::uint64_t>> chain;
            for (const Event &event : settleInPasses(run, seed + passes, passes).events)
                if (writesWord(event.kind()) || event.kind() == EventKind::LockAcquired)
                    chain[event.object.bits].push_back(event.a);
            return chain;
        };
        const auto reference = chains(0);
        for (const std::size_t passes : {1, 5, 50})
            QVERIFY(chains(passes) == reference);
    }
}

void tst_Settler::nothingSettlesBeforeItsPassIsReleased()
{
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Cell, "counter"}}, 2, into(settled));
    const Event read[] = {make(EventKind::Read, 0, 10, 0, 0)};
    settler.add(0, read);
    settler.release();
    QVERIFY(settled.empty());
    settler.release();
    QCOMPARE(settled.size(), 1u);
    QVERIFY(!settler.hasTail());
}

void tst_Settler::aWriteWaitsForAReadReportedOnePassLater()
{
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Cell, "counter"}}, 2, into(settled));
    const Event write[] = {make(EventKind::Write, 0, 10, w(1, 0, 1).bits, 0)};
    const Event read[] = {make(EventKind::Read, 1, 20, 0, 0)};
    settler.add(0, write);
    settler.release();
    settler.add(1, read);
    settler.release();
    QVERIFY(settled.empty()); // the write is released, but the read that must precede it is not
    settler.release();
    QCOMPARE(settled.size(), 2u);
    QCOMPARE(settled[0].kind(), EventKind::Read);
    QCOMPARE(settled[1].kind(), EventKind::Write);
}

void tst_Settler::aMissingWriteIsInferredAsSoonAsSomeoneIsStuckOnIt()
{
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Cell, "counter"}}, 2, into(settled));
    const Event before[] = {make(EventKind::Read, 0, 10, 0, 0)};
    const Event seen[] = {make(EventKind::Read, 1, 30, w(1, 0, 1).bits, 0)};
    settler.add(0, before);
    settler.add(1, seen);
    settler.died(0, {.signal = 9, .noticedAt = 50});
    settler.release();
    settler.release();
    QVERIFY(settled.size() >= 3);
    QCOMPARE(settled[1].kind(), EventKind::Write);
    QVERIFY(settled[1].has(kInferred));
    QCOMPARE(settled[1].actor, ActorId(0));
    QVERIFY(settled[1].time >= 10);
    QCOMPARE(settled[2], seen[0]);
    settler.release();
    QCOMPARE(settled.back().kind(), EventKind::Died);
    QCOMPARE(settled.back().a, 9u);
    QCOMPARE(settler.inferred(), 1u);
}

/// One that was killed before its first access has left no time, nor may anybody else have yet.
void tst_Settler::aDeathIsNoEarlierThanItWasNoticed()
{
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Cell, "counter"}}, 3, into(settled));
    settler.died(0, {.signal = 9, .noticedAt = 1000});
    for (int i = 0; i < 4; ++i)
        settler.release();
    QCOMPARE(settled.size(), 1u);
    QCOMPARE(settled[0].kind(), EventKind::Died);
    QCOMPARE(settled[0].time, 1000u);
    const Event late[] = {make(EventKind::Read, 1, 5000, 0, 0)};
    settler.add(1, late);
    settler.release();
    settler.release();
    settler.died(1, {.signal = 9, .noticedAt = 4000}); // clocks of two processors may differ
    settler.died(2, {.signal = 9, .noticedAt = 4500, .memory = {{w(2, 0, 1)}}});
    settler.finish({{w(2, 0, 1)}});
    QCOMPARE(settled.size(), 5u);
    for (std::size_t i = 1; i < settled.size(); ++i)
        QCOMPARE(settled[i].time, 5000u);
}

void tst_Settler::anInferredWriteComesBeforeTheReleaseByDeath()
{
    // The owner died in its critical section, after a write it could not report; its successor has not looked yet.
    const ObjectTable objects{{ObjectKind::Cell, "counter"}, {ObjectKind::Mutex, "lock"}};
    const ObjectRef lock = ObjectRef::of(1);
    std::vector<Event> settled;
    Settler settler(objects, 2, into(settled));
    const Event owner[] = {make(EventKind::LockRequested, 0, 10, 1, 0, lock),
                           make(EventKind::LockAcquired, 0, 11, 1, 1 | std::uint64_t{kNoActor} << 32, lock),
                           make(EventKind::Read, 0, 12, 0, 0)};
    Event successor[] = {make(EventKind::LockRequested, 1, 13, 2, 0, lock),
                         make(EventKind::LockAcquired, 1, 40, 2, 2, lock)};
    successor[1].set(EventKind::LockAcquired, kOwnerDied);
    settler.add(0, owner);
    settler.add(1, successor);
    settler.died(0, {.signal = 9, .noticedAt = 50, .memory = {{w(1, 0, 1)}, {}}});
    for (int i = 0; i < 4; ++i)
        settler.release();
    std::vector<EventKind> kinds;
    for (const Event &event : settled)
        kinds.push_back(event.kind());
    const std::vector<EventKind> expected{EventKind::LockRequested, EventKind::LockAcquired, EventKind::Read,
                                          EventKind::LockRequested, EventKind::Write, EventKind::Died,
                                          EventKind::LockReleased, EventKind::LockAcquired};
    QVERIFY(kinds == expected);
    for (const int of : {4, 5, 6})
        QCOMPARE(settled[of].actor, ActorId(0));
    QCOMPARE(settler.unexplained(), 0u);
}

/// It died before an access that it had not begun; the others went on when it was known to be dead.
void tst_Settler::whatOthersDidAfterADeathWasNoticedComesBehindIt()
{
    const ObjectTable objects{{ObjectKind::Cell, "counter"}, {ObjectKind::Mutex, "lock"}};
    const ObjectRef lock = ObjectRef::of(1);
    std::vector<Event> settled;
    Settler settler(objects, 2, into(settled));
    const Event dead[] = {make(EventKind::Read, 0, 10, 0, 0), make(EventKind::LockRequested, 0, 11, 1, 0, lock)};
    const Event before[] = {make(EventKind::Write, 1, 20, w(1, 1, 1).bits, 0)};
    const Event after[] = {make(EventKind::Write, 1, 40, w(2, 1, 2).bits, w(1, 1, 1).bits),
                           make(EventKind::Write, 1, 50, w(3, 1, 3).bits, w(2, 1, 2).bits)};
    settler.add(0, dead);
    settler.add(1, before);
    settler.add(1, after);
    settler.died(0, {.signal = 9, .noticedAt = 30, .hasReportedAll = true});
    settler.release();
    settler.release();
    QCOMPARE(settled.size(), 6u);
    QCOMPARE(settled[2], before[0]);
    QCOMPARE(settled[3].kind(), EventKind::Died);
    QCOMPARE(settled[3].time, 30u);
    QCOMPARE(settled[4], after[0]);
}

void tst_Settler::aDeathInARaceIsPlacedByWhenItWasNoticed_data()
{
    QTest::addColumn<unsigned>("noticedAt");
    QTest::addColumn<int>("place");
    QTest::newRow("first of all") << 5u << 0;
    QTest::newRow("between") << 30u << 2;
    QTest::newRow("last") << 60u << 4;
}

void tst_Settler::aDeathInARaceIsPlacedByWhenItWasNoticed()
{
    QFETCH(const unsigned, noticedAt);
    QFETCH(const int, place);
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Cell, "counter"}}, 3, into(settled));
    std::vector<Event> others;
    for (std::uint32_t i = 1; i <= 4; ++i)
        others.push_back(make(EventKind::Write, 1, 10 * i + (i > 2 ? 10 : 0), w(int(i), 1, i).bits,
                              i == 1 ? 0 : w(int(i) - 1, 1, i - 1).bits));
    settler.add(1, others);
    settler.died(0, {.signal = 9, .noticedAt = noticedAt, .memory = {{w(4, 1, 4)}}});
    settler.release();
    settler.release();
    QCOMPARE(settled.size(), std::size_t(5));
    QCOMPARE(settled[std::size_t(place)].kind(), EventKind::Died);
    QCOMPARE(settler.unexplained(), 0u);
}

/// It holds one mutex and waits for another, which it cannot have got: the one who has it has said so.
void tst_Settler::whoTakesALockFromTheDeadTakesItFromOneWhoIsDead_data()
{
    QTest::addColumn<bool>("isCounted");
    QTest::newRow("the memory tells how often it was acquired") << true;
    QTest::newRow("it is not known") << false;
}

void tst_Settler::whoTakesALockFromTheDeadTakesItFromOneWhoIsDead()
{
    QFETCH(const bool, isCounted);
    const ObjectTable objects{{ObjectKind::Mutex, "a"}, {ObjectKind::Mutex, "b"}};
    const ObjectRef a = ObjectRef::of(0), b = ObjectRef::of(1);
    std::vector<Event> settled;
    Settler settler(objects, 3, into(settled));
    const Event dead[] = {make(EventKind::LockRequested, 0, 10, 1, 0, a), make(EventKind::LockAcquired, 0, 11, 1, 1, a),
                          make(EventKind::LockRequested, 0, 15, 2, 0, b)};
    const Event holder[] = {make(EventKind::LockRequested, 1, 12, 1, 0, b), make(EventKind::LockAcquired, 1, 13, 1, 1, b)};
    Event next[] = {make(EventKind::LockRequested, 2, 14, 2, 0, a), make(EventKind::LockAcquired, 2, 20, 2, 2, a)};
    next[1].set(EventKind::LockAcquired, kOwnerDied);
    settler.add(0, dead);
    settler.add(1, holder);
    settler.add(2, next);
    // Noticed later than the next one got it: that shows that he knew.
    settler.died(0, {.signal = 9,
                     .noticedAt = 50,
                     .acquisitions = isCounted ? MutexCounts{{2}, {1}} : MutexCounts()});
    for (int i = 0; i < 4; ++i)
        settler.release();
    settler.finish({});
    QCOMPARE(settled.size(), 9u);
    const auto at = [&](EventKind kind, ActorId actor, ObjectRef object) {
        return std::find_if(settled.begin(), settled.end(), [&](const Event &event) {
                   return event.kind() == kind && event.actor == actor && event.object == object;
               })
            - settled.begin();
    };
    QVERIFY(at(EventKind::LockReleased, 0, a) < at(EventKind::LockAcquired, 2, a));
    QCOMPARE(at(EventKind::Died, 0, {}) < at(EventKind::LockReleased, 0, a), isCounted);
}

/// It is in its debt only when it is dead.
void tst_Settler::whatTheSessionPutsInForTheDeadComesBehindTheDeath()
{
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Cell, "producers", -1, 1, 2}}, 2, into(settled));
    const Event dead[] = {make(EventKind::Read, 0, 10, Word::initial(2).bits, 0)};
    const Word written = Word::make(1, Word::kSessionWriter, 1);
    const Event waiting[] = {make(EventKind::Awaited, 1, 40, written.bits, 0)};
    settler.add(0, dead);
    settler.add(1, waiting);
    settler.died(0, {.signal = 9, .noticedAt = 30});
    for (int i = 0; i < 3; ++i)
        settler.release();
    const std::vector<EventKind> expected{EventKind::Read, EventKind::Died, EventKind::Update, EventKind::Awaited};
    QCOMPARE(settled.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE(settled[i].kind(), expected[i]);
    QCOMPARE(settled[2].actor, kNoActor);
}

/// One takes the lock of the first that died, and moves on, before the other dies.
void tst_Settler::whatCameBetweenTwoDeathsStaysBetweenThem()
{
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Mutex, "lock"}}, 3, into(settled));
    const Event dead[] = {make(EventKind::LockRequested, 0, 10, 1, 0), make(EventKind::LockAcquired, 0, 11, 1, 1)};
    Event next[] = {make(EventKind::LockRequested, 1, 25, 2, 0), make(EventKind::LockAcquired, 1, 30, 2, 2)};
    next[1].set(EventKind::LockAcquired, kOwnerDied);
    settler.add(0, dead);
    settler.add(1, next);
    settler.died(0, {.signal = 9, .noticedAt = 20, .hasReportedAll = true});
    settler.died(2, {.signal = 9, .noticedAt = 40, .hasReportedAll = true});
    settler.release();
    settler.release();
    const std::vector<std::pair<EventKind, ActorId>> expected{{EventKind::Died, 0},
                                                              {EventKind::LockRequested, 1},
                                                              {EventKind::LockReleased, 0},
                                                              {EventKind::LockAcquired, 1},
                                                              {EventKind::Died, 2}};
    QCOMPARE(settled.size(), 2 + expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(settled[2 + i].kind(), expected[i].first);
        QCOMPARE(settled[2 + i].actor, expected[i].second);
    }
}

/// The first of them cannot be placed before the other has been: it waits for what is put in for that.
void tst_Settler::twoDeathsDoNotWaitForEachOther()
{
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Cell, "producers", -1, 1, 2}}, 3, into(settled));
    const Word written = Word::make(1, Word::kSessionWriter, 1);
    const Event first[] = {make(EventKind::Awaited, 0, 25, written.bits, 0)};
    const Event third[] = {make(EventKind::Read, 2, 50, written.bits, 0)};
    settler.add(0, first);
    settler.add(2, third);
    settler.died(0, {.signal = 9, .noticedAt = 20});
    settler.died(1, {.signal = 9, .noticedAt = 30});
    for (int i = 0; i < 3; ++i)
        settler.release();
    QCOMPARE(settled.size(), 5u);
    QCOMPARE(std::count_if(settled.begin(), settled.end(),
                           [](const Event &event) { return event.kind() == EventKind::Died; }),
             2);
    QCOMPARE(settler.unexplained(), 0u);
}

void tst_Settler::aWordOfTheSessionIsInferred()
{
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Cell, "producers", -1, 1, 2}}, 1, into(settled));
    const Word written = Word::make(1, Word::kSessionWriter, 1);
    const Event awaited[] = {make(EventKind::Awaited, 0, 10, written.bits, 0)};
    settler.add(0, awaited);
    settler.release();
    settler.release();
    QCOMPARE(settled.size(), 2u);
    QCOMPARE(settled[0].actor, kNoActor);
    QCOMPARE(settled[0].kind(), EventKind::Update);
    QVERIFY(settled[0].has(kInferred));
    QCOMPARE(settled[0].replaced(), Word::initial(2));
}

/// Nobody will ever take it and show that it was released.
void tst_Settler::whoDiesWithAPlainLockKeepsItAndIsDead()
{
    const ObjectTable objects{{.kind = ObjectKind::Mutex, .name = "lock", .lock = LockKind::Plain}};
    std::vector<Event> settled;
    Settler settler(objects, 2, into(settled));
    const Event holder[] = {make(EventKind::LockRequested, 0, 10, 1, 0), make(EventKind::LockAcquired, 0, 11, 1, 1)};
    settler.add(0, holder);
    settler.died(0, {.signal = 9, .noticedAt = 50});
    for (int i = 0; i < 3; ++i)
        settler.release();
    QCOMPARE(settled.size(), 3u);
    QCOMPARE(settled.back().kind(), EventKind::Died);
    const Event waiting[] = {make(EventKind::LockRequested, 1, 12, 2, 0)};
    settler.add(1, waiting);
    settler.release();
    settler.finish({{}});
    QCOMPARE(settled.size(), 4u);
    QCOMPARE(settled.back().kind(), EventKind::LockRequested);
}

void tst_Settler::anUnansweredRequestOfADeadActorEndsWithItsDeath()
{
    const ObjectTable objects{{ObjectKind::Mutex, "lock"}};
    std::vector<Event> settled;
    Settler settler(objects, 2, into(settled));
    const Event holder[] = {make(EventKind::LockRequested, 0, 10, 1, 0), make(EventKind::LockAcquired, 0, 11, 1, 1)};
    const Event waiting[] = {make(EventKind::LockRequested, 1, 12, 2, 0)};
    settler.add(0, holder);
    settler.add(1, waiting);
    settler.died(1, {.signal = 9, .noticedAt = 50});
    for (int i = 0; i < 3; ++i)
        settler.release();
    QCOMPARE(settled.back().kind(), EventKind::Died); // nobody else could hold it, had it been granted
    QCOMPARE(settled.back().actor, ActorId(1));
}

/// Of two that died one after the other with the same lock only the next one knows: its acquisition is the third.
void tst_Settler::theLockOfTheDeadMayHaveGoneToOneWhoDiedBeforeItCouldSaySo()
{
    const ObjectTable objects{{ObjectKind::Mutex, "lock"}};
    std::vector<Event> settled;
    Settler settler(objects, 3, into(settled));
    const Event holder[] = {make(EventKind::LockRequested, 0, 10, 1, 0), make(EventKind::LockAcquired, 0, 11, 1, 1)};
    const Event heir[] = {make(EventKind::LockRequested, 1, 12, 2, 0)};
    settler.add(0, holder);
    settler.add(1, heir);
    settler.died(0, {.signal = 9, .noticedAt = 50});
    settler.died(1, {.signal = 9, .noticedAt = 50});
    for (int i = 0; i < 4; ++i)
        settler.release();
    QCOMPARE(settled.size(), 4u);
    QCOMPARE(settled[3].kind(), EventKind::Died);
    QCOMPARE(settled[3].actor, ActorId(0)); // of the other more may become known
    Event next[] = {make(EventKind::LockRequested, 2, 13, 3, 0),
                    make(EventKind::LockAcquired, 2, 40, 3, 3 | std::uint64_t{1} << 32)};
    next[1].set(EventKind::LockAcquired, kOwnerDied);
    settler.add(2, next);
    for (int i = 0; i < 3; ++i)
        settler.release();

    const std::vector<std::pair<EventKind, ActorId>> expected{{EventKind::LockReleased, 0},
                                                              {EventKind::LockAcquired, 1},
                                                              {EventKind::Died, 1},
                                                              {EventKind::LockReleased, 1},
                                                              {EventKind::LockAcquired, 2}};
    QCOMPARE(settled.size(), 10u);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(settled[5 + i].kind(), expected[i].first);
        QCOMPARE(settled[5 + i].actor, expected[i].second);
    }
    QVERIFY(settled[6].has(kInferred) && settled[6].has(kOwnerDied));
    QCOMPARE(settler.unexplained(), 0u);
}

void tst_Settler::whoDiesWaitingForAPlainLockOfTheDeadIsDead()
{
    const ObjectTable objects{{.kind = ObjectKind::Mutex, .name = "lock", .lock = LockKind::Plain}};
    std::vector<Event> settled;
    Settler settler(objects, 2, into(settled));
    const Event holder[] = {make(EventKind::LockRequested, 0, 10, 1, 0), make(EventKind::LockAcquired, 0, 11, 1, 1)};
    const Event waiting[] = {make(EventKind::LockRequested, 1, 12, 2, 0)};
    settler.add(0, holder);
    settler.add(1, waiting);
    settler.died(0, {.signal = 9, .noticedAt = 50});
    settler.died(1, {.signal = 9, .noticedAt = 50});
    for (int i = 0; i < 4; ++i)
        settler.release();
    QCOMPARE(settled.size(), 5u); // nobody ever gets it any more, so there is nothing to wait for
    QCOMPARE(settled[3].kind(), EventKind::Died);
    QCOMPARE(settled[4].kind(), EventKind::Died);
}

void tst_Settler::whatNoOrderExplainsIsPlacedByClockAndCounted()
{
    // Store buffering: each reads the other's cell before the other's write, after its own. No interleaving does that.
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Cell, "flag", -1, 2}}, 2, into(settled));
    const ObjectRef first = ObjectRef::of(0, 0), second = ObjectRef::of(0, 1);
    const Event a[] = {make(EventKind::Write, 0, 10, w(1, 0, 1).bits, 0, first),
                       make(EventKind::Read, 0, 11, 0, 0, second)};
    const Event b[] = {make(EventKind::Write, 1, 12, w(1, 1, 1).bits, 0, second),
                       make(EventKind::Read, 1, 13, 0, 0, first)};
    settler.add(0, a);
    settler.add(1, b);
    settler.release();
    settler.release();
    QVERIFY(settled.empty());
    settler.finish({{w(1, 0, 1), w(1, 1, 1)}});
    QCOMPARE(settled.size(), 4u);
    QCOMPARE(settler.unexplained(), 1u);
}

void tst_Settler::aGapDoesNotHoldTheOthersUp()
{
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Cell, "counter"}}, 2, into(settled));
    const Event gap[] = {make(EventKind::Gap, 0, 10, 3, 0)};
    const Event seen[] = {make(EventKind::Read, 1, 30, w(3, 0, 3).bits, 0),
                          make(EventKind::Write, 1, 31, w(4, 1, 1).bits, w(3, 0, 3).bits)};
    settler.add(0, gap);
    settler.add(1, seen);
    for (int i = 0; i < 3; ++i)
        settler.release();
    QCOMPARE(settled.size(), 3u);
    QCOMPARE(settler.unexplained(), 1u); // the read; the write after it is explained again
    QVERIFY(!settler.hasTail());
}

void tst_Settler::whoWaitsForWhatNeverComesIsWaitedForNoLongerThanPatienceLasts()
{
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Cell, "counter"}}, 2, into(settled), {}, {.events = 3, .passes = 5});
    const Event lie[] = {make(EventKind::Read, 0, 10, w(9, 1, 9).bits, 0)}; // a word that its writer never wrote
    const Event honest[] = {make(EventKind::Write, 1, 20, w(1, 1, 1).bits, 0), make(EventKind::Read, 1, 21, w(1, 1, 1).bits, 0)};
    settler.add(0, lie);
    settler.add(1, honest);
    for (int i = 0; i < 100; ++i)
        settler.release();
    QCOMPARE(settled.size(), 2u); // the honest ones; there is little held back, so it is waited for
    QVERIFY(!settler.isFull());
    settler.add(0, lie);
    settler.add(0, lie);
    QVERIFY(settler.isFull());
    for (int i = 0; i < 4; ++i)
        settler.release();
    QCOMPARE(settled.size(), 2u);
    for (int i = 0; i < 4; ++i)
        settler.release();
    QCOMPARE(settled.size(), 5u);
    QVERIFY(!settler.isFull());
    QVERIFY(settler.unexplained() > 0);
}

void tst_Settler::aThousandWordsThatNobodyWroteArePlacedQuickly()
{
    // With somebody dead of whom a word may be missing, each is looked at for it. Not each time, or it took for ever.
    constexpr int kEvents = 300'000;
    std::uint64_t settled = 0;
    Settler settler({{ObjectKind::Cell, "counter"}}, 3, [&](std::span<const Event> events) { settled += events.size(); });
    std::vector<Event> lies;
    for (int i = 0; i < kEvents; ++i)
        lies.push_back(make(EventKind::Read, 0, 10 + i, w(i, 1, 100 + i).bits, 0));
    settler.add(0, lies);
    settler.died(2, {.signal = 9, .noticedAt = 50});
    settler.finish({{w(1, 2, 1)}});
    QCOMPARE(settled, std::uint64_t{kEvents + 2}); // the dead one's last word, and its death
}

void tst_Settler::onlyTheSessionsOwnWordsAreInferred()
{
    const Word own = Word::make(1, Word::kSessionWriter, 1), forged = Word::make(2, Word::kSessionWriter, 2);
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Cell, "counter"}}, 1, into(settled), [own](ObjectRef, Word word) { return word == own; });
    const Event seen[] = {make(EventKind::Read, 0, 10, own.bits, 0), make(EventKind::Read, 0, 20, forged.bits, 0)};
    settler.add(0, seen);
    settler.finish({{forged}});
    QCOMPARE(settled.size(), 3u);
    QVERIFY(settled[0].has(kInferred) && settled[0].written() == own);
    QCOMPARE(settler.inferred(), 1u);
    QCOMPARE(settler.unexplained(), 1u);
}

void tst_Settler::theTailIsWhatHasNotSettled()
{
    Settler settler({{ObjectKind::Cell, "counter"}}, 2, [](std::span<const Event>) {});
    const Event a[] = {make(EventKind::Read, 0, 10, 0, 0), make(EventKind::Read, 0, 30, 0, 0)};
    const Event b[] = {make(EventKind::Read, 1, 20, 0, 0)};
    settler.add(0, a);
    settler.add(1, b);
    const std::vector<Event> newest = settler.tail(2);
    QCOMPARE(newest.size(), 2u);
    QCOMPARE(newest[0], b[0]);
    QCOMPARE(newest[1], a[1]);
    QVERIFY(settler.tail(0).empty());
    settler.finish({});
    QVERIFY(settler.tail(9).empty());
}

void tst_Settler::referencesToNothingAreHarmless()
{
    std::vector<Event> settled;
    Settler settler({{ObjectKind::Cell, "counter"}}, 1, into(settled));
    const Event odd[] = {make(EventKind::Read, 0, 1, ~0ull, 0, ObjectRef::of(200, 5)),
                         make(EventKind::Write, 0, 2, ~0ull, ~0ull, ObjectRef::of(0, 77)),
                         make(EventKind::LockAcquired, 0, 3, 9, 9, ObjectRef::of(0)),
                         make(EventKind(31), 0, 4, 0, 0)};
    settler.add(0, odd);
    settler.add(9, odd);
    settler.finish({});
    QCOMPARE(settled.size(), 4u);
}

QTEST_APPLESS_MAIN(tst_Settler)
#include "tst_settler.moc"
