// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/analyzer.h"
#include "tests/support/simulated_run.h"
#include "tests/support/trace_text.h"

#include <QtTest>

#include <map>
#include <set>
#include <tuple>

using namespace interleave;

namespace {

const ObjectTable kObjects = {{ObjectKind::Cell, "counter"},
                              {ObjectKind::Mutex, "lock"},
                              {ObjectKind::Mutex, "other"},
                              {ObjectKind::Semaphore, "items"},
                              {ObjectKind::Slots, "slots", -1, 4}};

RaceFindings racesOf(const ObjectTable &objects, const std::vector<Event> &events, std::size_t actors)
{
    RunInfo info;
    info.objects = objects;
    info.processes.resize(actors);
    Analyzer analyzer(info);
    for (std::size_t i = 0; i < events.size(); ++i)
        analyzer.settled(i, events[i]);
    return analyzer.findings().races;
}

using Side = std::tuple<SiteId, EventKind>;
using Pair = std::tuple<std::uint8_t, Side, Side>;

Pair pairOf(ObjectRef object, Side one, Side other)
{
    return one < other ? Pair{object.row(), one, other} : Pair{object.row(), other, one};
}

std::set<Pair> pairsOf(const RaceFindings &races)
{
    std::set<Pair> pairs;
    for (const RacePair &pair : races.pairs)
        pairs.insert(pairOf(pair.object, {pair.first.site, pair.first.kind}, {pair.second.site, pair.second.kind}));
    return pairs;
}

EventKind accessKind(EventKind kind)
{
    return kind == EventKind::Awaited ? EventKind::Read : kind;
}

bool isAccess(const Event &event)
{
    return event.kind() == EventKind::Read || event.kind() == EventKind::Awaited || event.kind() == EventKind::Write
        || event.kind() == EventKind::Update;
}

bool conflict(const Event &one, const Event &other)
{
    const EventKind x = accessKind(one.kind()), y = accessKind(other.kind());
    return isAccess(one) && isAccess(other) && one.object == other.object && one.actor != other.actor
        && (x != y || x == EventKind::Write);
}

/// Does the one event order the other directly?
bool orders(const Event &earlier, const Event &later)
{
    if (earlier.actor == later.actor)
        return true;
    if (earlier.object != later.object)
        return false;
    switch (later.kind()) {
    case EventKind::LockAcquired: return earlier.kind() == EventKind::LockReleased;
    case EventKind::SemaphoreAcquired: return earlier.kind() == EventKind::SemaphorePosted;
    case EventKind::Update: return earlier.kind() == EventKind::Update;
    default: return false;
    }
}

/// The same question answered by comparing everything with everything.
std::set<Pair> pairsByClosure(const std::vector<Event> &events)
{
    std::vector<std::vector<bool>> before(events.size(), std::vector<bool>(events.size()));
    std::set<Pair> pairs;
    for (std::size_t later = 0; later < events.size(); ++later) {
        for (std::size_t earlier = later; earlier-- > 0;) {
            if (before[earlier][later] || !orders(events[earlier], events[later]))
                continue;
            before[earlier][later] = true;
            for (std::size_t i = 0; i < earlier; ++i)
                before[i][later] = before[i][later] || before[i][earlier];
        }
        for (std::size_t earlier = 0; earlier < later; ++earlier)
            if (!before[earlier][later] && conflict(events[earlier], events[later]))
                pairs.insert(pairOf(events[later].object, {events[earlier].site, accessKind(events[earlier].kind())},
                                    {events[later].site, accessKind(events[later].kind())}));
    }
    return pairs;
}

/// Few lines, so that many events share one and each pair has many chances to be found or missed.
SimulatedRun runWithFewLines(std::uint64_t seed, std::size_t actors)
{
    SimulatedRun run = SimulatedRun::make({.seed = seed, .actors = actors, .actions = 12});
    for (SimulatedRun::Step &step : run.steps)
        step.event.site = static_cast<SiteId>(step.event.site % 4);
    return run;
}

std::vector<Event> eventsOf(const SimulatedRun &run)
{
    std::vector<Event> events;
    for (const SimulatedRun::Step &step : run.steps)
        events.push_back(step.event);
    return events;
}

} // namespace

class tst_Races : public QObject
{
    Q_OBJECT

private slots:
    void unorderedAccessesRace_data();
    void unorderedAccessesRace();
    void aDeathOrdersOnlyWhatTheDeadDid();
    void anExampleOfEachPairIsNamed();
    void pairsAreThoseOfComparingEverything();
    void pairsDoNotDependOnTheMergeOrder();
    void afterAGapNothingIsCalledUnordered();
    void ofARunThatEndsEarlyThereMayBeMore();
    void whatTheSessionWritesIsNoAccessOfTheProgram();
    void moreLinesThanCanBeToldApartStillRace();
};

void tst_Races::unorderedAccessesRace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("pairs");
    QTest::newRow("nobody else") << "1 reads counter; 1 writes counter 1" << 0;
    QTest::newRow("reading does not disturb") << "1 reads counter; 2 reads counter" << 0;
    QTest::newRow("a read and a write") << "1 reads counter; 2 writes counter 1" << 1;
    QTest::newRow("the other way round") << "2 writes counter 1; 1 reads counter" << 1;
    QTest::newRow("two writes") << "1 writes counter 1; 2 writes counter 2" << 1;
    QTest::newRow("two increments: read-write and write-write")
        << "1 reads counter; 1 writes counter 1; 2 reads counter; 2 writes counter 2" << 2;
    QTest::newRow("a loop counts once")
        << "1 reads counter; 1 writes counter 1; 2 reads counter; 2 writes counter 2; 1 reads counter; 1 writes counter 3; "
           "3 reads counter; 3 writes counter 4" << 2;
    QTest::newRow("ordered by a lock")
        << "1 asks lock; 1 takes lock; 1 reads counter; 1 writes counter 1; 1 frees lock; "
           "2 asks lock; 2 takes lock; 2 reads counter; 2 writes counter 2; 2 frees lock" << 0;
    QTest::newRow("ordered along three")
        << "1 takes lock; 1 writes counter 1; 1 frees lock; 2 takes lock; 2 frees lock; "
           "2 takes other; 2 frees other; 3 takes other; 3 writes counter 2; 3 frees other" << 0;
    QTest::newRow("locks that differ order nothing")
        << "1 takes lock; 1 writes counter 1; 1 frees lock; 2 takes other; 2 writes counter 2; 2 frees other" << 1;
    QTest::newRow("after the lock was given up")
        << "1 takes lock; 1 frees lock; 1 writes counter 1; 2 takes lock; 2 writes counter 2; 2 frees lock" << 1;
    QTest::newRow("handed on by a semaphore")
        << "1 writes slots[2] 5; 1 posts items; 2 takes items; 2 reads slots[2]" << 0;
    QTest::newRow("looked at before the post")
        << "3 posts items; 1 writes slots[2] 5; 1 posts items; 2 reads slots[2]; 2 takes items" << 1;
    QTest::newRow("posts of two are all known") << "1 writes counter 1; 1 posts items; 3 posts items; 2 takes items; "
                                                   "2 reads counter" << 0;
    QTest::newRow("taking tells nobody anything")
        << "3 posts items; 3 posts items; 1 writes counter 1; 1 takes items; 2 takes items; 2 reads counter" << 1;
    QTest::newRow("updates do not race") << "1 adds counter 1; 2 adds counter 1; 1 adds counter 1" << 0;
    QTest::newRow("updates order what came before")
        << "1 writes slots[0] 1; 1 adds counter 1; 2 adds counter 1; 2 reads slots[0]" << 0;
    QTest::newRow("an update and a read") << "1 adds counter 1; 2 reads counter" << 1;
    QTest::newRow("elements are apart") << "1 writes slots[0] 1; 2 writes slots[1] 1" << 0;
    QTest::newRow("one that is waited for is read") << "2 awaits counter; 1 writes counter 1; 2 sees counter" << 1;
    QTest::newRow("a death orders the next holder")
        << "1 asks lock; 1 takes lock; 1 writes counter 1; 1 dies; 2 asks lock; 2 takes lock; 2 reads counter" << 0;
    QTest::newRow("ordered with some is not ordered with all")
        << "1 writes counter 1; 2 takes lock; 2 writes counter 2; 2 frees lock; 3 takes lock; 3 reads counter; 3 frees lock"
        << 2;
}

void tst_Races::unorderedAccessesRace()
{
    QFETCH(const QString, text);
    QFETCH(const int, pairs);
    const RaceFindings races = racesOf(kObjects, eventsFromText(kObjects, text.toStdString()), 3);
    QCOMPARE(static_cast<int>(races.pairs.size()), pairs);
    QVERIFY(races.proof == Proof::Proved);
}

/// Who had given the lock back before is not the one that died with it, and nothing it did since is ordered.
void tst_Races::aDeathOrdersOnlyWhatTheDeadDid()
{
    std::vector<Event> events = eventsFromText(
        kObjects, "3 takes lock; 3 frees lock; 3 writes slots[0] 1; 2 takes lock; 2 reads slots[0]");
    events[3].set(EventKind::LockAcquired, kOwnerDied);
    for (const auto &[dead, pairs] : {std::pair(kNoActor, 1u), std::pair(ActorId{0}, 1u), std::pair(ActorId{2}, 0u)}) {
        events[3].b = Event::ownersOf(0, 2, dead);
        QCOMPARE(racesOf(kObjects, events, 3).pairs.size(), pairs);
    }
}

void tst_Races::anExampleOfEachPairIsNamed()
{
    const RaceFindings races = racesOf(kObjects, eventsFromText(kObjects, "1 reads counter; 2 writes counter 1"), 2);
    QCOMPARE(races.pairs.size(), 1u);
    const RacePair &pair = races.pairs.front();
    QVERIFY(pair.object == ObjectRef::of(0));
    QCOMPARE(pair.first.event, 0u);
    QCOMPARE(int(pair.first.actor), 0);
    QVERIFY(pair.first.kind == EventKind::Read);
    QCOMPARE(pair.second.event, 1u);
    QCOMPARE(int(pair.second.actor), 1);
    QVERIFY(pair.second.kind == EventKind::Write);
    QVERIFY(pair.first.site != pair.second.site);
}

void tst_Races::pairsAreThoseOfComparingEverything()
{
    std::size_t found = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const std::size_t actors = 2 + seed % 4;
        const std::vector<Event> events = eventsOf(runWithFewLines(seed, actors));
        const std::set<Pair> pairs = pairsOf(racesOf(runWithFewLines(seed, actors).objects, events, actors));
        QVERIFY2(pairs == pairsByClosure(events), qPrintable(QStringLiteral("seed %1").arg(seed)));
        found += pairs.size();
    }
    QVERIFY(found > 1000);
}

void tst_Races::pairsDoNotDependOnTheMergeOrder()
{
    std::set<std::vector<std::uint64_t>> orders;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const SimulatedRun run = runWithFewLines(seed, 4);
        const std::set<Pair> expected = pairsOf(racesOf(run.objects, eventsOf(run), 4));
        QVERIFY(!expected.empty());
        for (std::uint64_t merge = 1; merge <= 100; ++merge) {
            const SettledRun settled = settleInPasses(run, seed * 1000 + merge, merge % 20);
            QCOMPARE(settled.unexplained, 0u);
            QVERIFY(pairsOf(racesOf(run.objects, settled.events, 4)) == expected);
            std::vector<std::uint64_t> order;
            for (const Event &event : settled.events)
                order.push_back(event.actor);
            orders.insert(order);
        }
    }
    QVERIFY(orders.size() > 100); // or else nothing was permuted
}

void tst_Races::afterAGapNothingIsCalledUnordered()
{
    const auto events = eventsFromText(
        kObjects, "1 reads counter; 2 writes counter 1; 2 drops 3; 1 writes slots[0] 1; 2 writes slots[0] 2");
    const RaceFindings races = racesOf(kObjects, events, 2);
    QVERIFY(races.pairs.empty());
    QVERIFY(races.proof == Proof::NotProvable);
}

void tst_Races::ofARunThatEndsEarlyThereMayBeMore()
{
    RunInfo info;
    info.objects = kObjects;
    info.processes.resize(2);
    Analyzer analyzer(info);
    const auto events = eventsFromText(kObjects, "1 reads counter; 2 writes counter 1");
    analyzer.settled(0, events);
    analyzer.endsEarly();
    QCOMPARE(analyzer.findings().races.pairs.size(), 1u);
    QVERIFY(analyzer.findings().races.proof == Proof::Bounded);
}

void tst_Races::whatTheSessionWritesIsNoAccessOfTheProgram()
{
    auto events = eventsFromText(kObjects, "1 reads counter; 2 adds counter 1");
    events[1].actor = kNoActor;
    QVERIFY(racesOf(kObjects, events, 2).pairs.empty());
}

void tst_Races::moreLinesThanCanBeToldApartStillRace()
{
    auto events = eventsFromText(kObjects, "1 writes counter 1; 2 writes counter 2");
    std::vector<Event> many;
    for (SiteId site = 1; site <= 600; ++site)
        for (Event event : events) {
            event.site = site;
            many.push_back(event);
        }
    QVERIFY(racesOf(kObjects, many, 2).pairs.size() > 10'000);
}

QTEST_APPLESS_MAIN(tst_Races)
#include "tst_races.moc"
