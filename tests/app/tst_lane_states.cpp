// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/lane_states.h"

#include <QtTest>

#include <algorithm>
#include <optional>
#include <random>
#include <vector>

using namespace interleave;

namespace {

constexpr std::size_t kLanes = 5;

/// What each lane holds and waits for, told by the events alone.
struct Actor {
    std::vector<std::uint32_t> holds;
    std::optional<std::uint32_t> waitsFor;
};

bool isWanted(const std::vector<Actor> &actors, std::size_t lane)
{
    const Actor &holder = actors[lane];
    return std::any_of(actors.begin(), actors.end(), [&](const Actor &other) {
        return &other != &holder && other.waitsFor
            && std::find(holder.holds.begin(), holder.holds.end(), *other.waitsFor) != holder.holds.end();
    });
}

Event lockEvent(EventKind kind, std::size_t actor, std::uint32_t lock)
{
    Event event;
    event.actor = static_cast<ActorId>(actor);
    event.object = ObjectRef::of(1, lock);
    event.set(kind);
    return event;
}

/// Somebody's next step with locks 0 … 3, of which each may hold `most` at a time; nothing while nobody can move.
std::optional<Event> step(std::vector<Actor> &actors, std::size_t most, std::mt19937 &random)
{
    const std::size_t lane = random() % kLanes;
    Actor &actor = actors[lane];
    const auto isHeld = [&](std::uint32_t lock) {
        return std::any_of(actors.begin(), actors.end(), [lock](const Actor &other) {
            return std::find(other.holds.begin(), other.holds.end(), lock) != other.holds.end();
        });
    };
    if (random() % 200 == 0) {
        actor = {};
        return lockEvent(random() % 2 ? EventKind::Died : EventKind::Gap, lane, 0);
    }
    if (actor.waitsFor) {
        const std::uint32_t lock = *actor.waitsFor;
        if (isHeld(lock))
            return {};
        actor.waitsFor.reset();
        actor.holds.push_back(lock);
        return lockEvent(EventKind::LockAcquired, lane, lock);
    }
    if (!actor.holds.empty() && (actor.holds.size() == most || random() % 2)) {
        const auto given = actor.holds.begin() + static_cast<std::ptrdiff_t>(random() % actor.holds.size());
        const std::uint32_t lock = *given;
        actor.holds.erase(given);
        return lockEvent(EventKind::LockReleased, lane, lock);
    }
    const std::uint32_t lock = random() % 4;
    if (std::find(actor.holds.begin(), actor.holds.end(), lock) != actor.holds.end())
        return {};
    actor.waitsFor = lock;
    return lockEvent(EventKind::LockRequested, lane, lock);
}

} // namespace

class tst_LaneStates : public QObject
{
    Q_OBJECT

private slots:
    void aLockIsWantedWhileSomebodyElseWaitsForIt_data();
    void aLockIsWantedWhileSomebodyElseWaitsForIt();
    void whoWaitsItselfIsDrawnWaiting();
};

void tst_LaneStates::aLockIsWantedWhileSomebodyElseWaitsForIt_data()
{
    QTest::addColumn<std::size_t>("most");
    QTest::newRow("one lock at a time") << std::size_t{1};
    QTest::newRow("two at a time") << std::size_t{2};
    QTest::newRow("more than are remembered") << std::size_t{4};
}

void tst_LaneStates::aLockIsWantedWhileSomebodyElseWaitsForIt()
{
    QFETCH(const std::size_t, most);
    std::mt19937 random(3);
    std::vector<Actor> actors(kLanes);
    LaneStates states(kLanes);
    int wanted = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::optional<Event> event = step(actors, most, random);
        if (!event)
            continue;
        std::vector<LaneState> before;
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            before.push_back(states[lane]);
        std::vector<std::size_t> told;
        states.apply(*event, [&](std::size_t lane) {
            QCOMPARE(states[lane], before[lane]);
            told.push_back(lane);
        });
        QCOMPARE(told.front(), std::size_t{event->actor});
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            QVERIFY(states[lane] == before[lane] || std::find(told.begin(), told.end(), lane) != told.end());
            QCOMPARE(std::size_t{states[lane].holding}, actors[lane].holds.size());
            // Of many locks some are forgotten; what is said is true all the same.
            if (most <= 2)
                QCOMPARE(bool{states[lane].wanted}, isWanted(actors, lane));
            else
                QVERIFY(!states[lane].wanted || isWanted(actors, lane));
            wanted += states[lane].isWanted();
        }
    }
    QVERIFY(wanted > 100); // circles are frequent, and end by a death only
}

void tst_LaneStates::whoWaitsItselfIsDrawnWaiting()
{
    LaneStates states(2);
    const auto apply = [&states](EventKind kind, std::size_t actor, std::uint32_t lock) {
        states.apply(lockEvent(kind, actor, lock), [](std::size_t) {});
    };
    apply(EventKind::LockAcquired, 0, 0);
    apply(EventKind::LockRequested, 1, 0);
    QVERIFY(states[0].isWanted());
    apply(EventKind::LockRequested, 0, 1);
    QVERIFY(states[0].wanted && !states[0].isWanted());
    QCOMPARE(states[0].phase(), LaneState::Phase::Waiting);
}

QTEST_APPLESS_MAIN(tst_LaneStates)
#include "tst_lane_states.moc"
