// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/lock_contention.h"
#include "tests/support/random_trace.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

using namespace interleave;

namespace {

Event at(std::uint64_t time, ActorId actor, EventKind kind, std::uint64_t a, std::uint64_t b = 0, int flags = kNoFlags,
         ObjectRef object = ObjectRef::of(0))
{
    Event event;
    event.time = time;
    event.actor = actor;
    event.object = object;
    event.a = a;
    event.b = b;
    event.set(kind, static_cast<std::uint8_t>(flags));
    return event;
}

/// The same figures, computed from the raw events of one lock all at once, in the plainest way.
struct Reference {
    std::uint64_t acquisitions = 0, contended = 0, longestOvertake = 0;
    double wanted = 0;
    std::vector<float> waits, holds;
    std::map<std::pair<ActorId, ActorId>, std::uint64_t> handOffs;

    Reference(const std::vector<Event> &events, ObjectRef object)
    {
        std::vector<Event> own;
        std::copy_if(events.begin(), events.end(), std::back_inserter(own),
                     [&](const Event &event) { return event.object == object; });
        for (std::size_t i = 0; i < own.size(); ++i) {
            if (own[i].kind() == EventKind::LockReleased && !own[i].has(kInferred))
                for (std::size_t k = i; k-- > 0;)
                    if (own[k].kind() == EventKind::LockAcquired && own[k].acquisition() == own[i].acquisition()) {
                        if (!own[k].has(kInferred)) {
                            holds.push_back(static_cast<float>(own[i].time - own[k].time));
                            wanted += wantedBetween(own, k, i);
                        }
                        break;
                    }
            if (own[i].kind() == EventKind::LockAcquired || own[i].kind() == EventKind::SemaphoreAcquired)
                acquired(own, i);
        }
        for (std::size_t i = 0; i < own.size(); ++i)
            if (isOpen(own, i, own.size()))
                longestOvertake = std::max<std::uint64_t>(longestOvertake, std::count_if(own.begin() + std::ptrdiff_t(i), own.end(), isAcquisition));
        std::sort(waits.begin(), waits.end());
        std::sort(holds.begin(), holds.end());
    }

private:
    static bool isAcquisition(const Event &event)
    {
        return event.kind() == EventKind::LockAcquired || event.kind() == EventKind::SemaphoreAcquired;
    }

    /// Is own[at] a request that nothing before `end` answered or repeated?
    static bool isOpen(const std::vector<Event> &own, std::size_t at, std::size_t end)
    {
        if (own[at].kind() != EventKind::LockRequested && own[at].kind() != EventKind::SemaphoreRequested)
            return false;
        return std::none_of(own.begin() + std::ptrdiff_t(at) + 1, own.begin() + std::ptrdiff_t(end), [&](const Event &event) {
            return event.actor == own[at].actor && (isAcquisition(event) || event.kind() == own[at].kind());
        });
    }

    /// Of a hold from `acquired` to `released`: from the first moment somebody waits.
    static double wantedBetween(const std::vector<Event> &own, std::size_t acquired, std::size_t released)
    {
        for (std::size_t i = 0; i <= acquired; ++i)
            if (isOpen(own, i, acquired + 1))
                return std::max(0.0, static_cast<double>(own[released].time) - static_cast<double>(own[acquired].time));
        for (std::size_t i = acquired + 1; i < released; ++i)
            if (own[i].kind() == EventKind::LockRequested)
                return std::max(0.0, static_cast<double>(own[released].time) - static_cast<double>(own[i].time));
        return 0;
    }

    void acquired(const std::vector<Event> &own, std::size_t at)
    {
        const bool isMutex = own[at].kind() == EventKind::LockAcquired;
        ++acquisitions;
        contended += own[at].has(kContended);
        std::uint64_t others = 0;
        for (std::size_t k = at; k-- > 0;) {
            if (own[k].kind() == own[at].kind() && own[k].actor == own[at].actor)
                return; // answered already
            others += own[k].kind() == own[at].kind();
            if (own[k].actor != own[at].actor
                || own[k].kind() != (isMutex ? EventKind::LockRequested : EventKind::SemaphoreRequested))
                continue;
            longestOvertake = std::max(longestOvertake, others);
            if (!own[at].has(kInferred))
                waits.push_back(static_cast<float>(own[at].time - own[k].time));
            if (isMutex && own[at].has(kContended) && !own[at].has(kInferred))
                ++handOffs[{own[at].previousOwner(), own[at].actor}];
            return;
        }
    }
};

double rank(const std::vector<float> &sorted, double share)
{
    return sorted.empty()
        ? 0.0
        : static_cast<double>(sorted[static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size()))) - 1]);
}

void compare(const Durations &durations, const std::vector<float> &sorted)
{
    QCOMPARE(durations.count, sorted.size());
    QCOMPARE(durations.p50, rank(sorted, 0.50));
    QCOMPARE(durations.p90, rank(sorted, 0.90));
    QCOMPARE(durations.p99, rank(sorted, 0.99));
    QCOMPARE(durations.max, rank(sorted, 1.0));
}

} // namespace

class tst_LockContention : public QObject
{
    Q_OBJECT

private slots:
    void waitsAndHoldsAreMeasuredInNanoseconds();
    void servedBetweenRequestAndAcquisitionIsOvertaking();
    void heldAndWantedIsWhatOthersWaitFor();
    void aSemaphoreIsWaitedForButNotHeld();
    void inferredTimesEndNoDuration();
    void numbersThatDoNotFollowAreCounted();
    void theLongestWaitNamesWhoHeldItMeanwhile();
    void statisticsAgreeWithAReference();
    void percentilesAreThoseOfTheSortedSamples_data();
    void percentilesAreThoseOfTheSortedSamples();
    void manySamplesAreThinnedEvenly();
};

void tst_LockContention::waitsAndHoldsAreMeasuredInNanoseconds()
{
    const Missing none;
    LockContention contention({{ObjectKind::Mutex, "lock", -1, 2}}, 0.5, none);
    const ObjectRef second = ObjectRef::of(0, 1);
    contention.settled(0, at(1000, 0, EventKind::LockRequested, 1, 0, kNoFlags, second));
    contention.settled(0, at(1020, 0, EventKind::LockAcquired, 1, 1, kNoFlags, second));
    contention.settled(0, at(1040, 1, EventKind::LockRequested, 2, 0, kNoFlags, second));
    contention.settled(0, at(1120, 0, EventKind::LockReleased, 1, 0, kNoFlags, second));
    contention.settled(0, at(1240, 1, EventKind::LockAcquired, 2, 2, kContended, second));
    const std::vector<LockHistory> histories = contention.histories();
    QCOMPARE(histories.size(), 1u);
    const LockHistory &lock = histories.front();
    QCOMPARE(lock.name, std::string("lock[1]"));
    QCOMPARE(lock.object, second);
    QCOMPARE(lock.acquisitions, 2u);
    QCOMPARE(lock.contended, 1u);
    QCOMPARE(lock.wait.count, 2u);
    QVERIFY((lock.wait.samples == std::vector<float>{10, 100}));
    QCOMPARE(lock.wait.max, 100.0);
    QCOMPARE(lock.wait.total, 110.0);
    QVERIFY((lock.hold.samples == std::vector<float>{50}));
}

void tst_LockContention::servedBetweenRequestAndAcquisitionIsOvertaking()
{
    const Missing none;
    LockContention contention({{ObjectKind::Mutex, "lock"}}, 1, none);
    contention.settled(0, at(1, 0, EventKind::LockRequested, 1));
    for (std::uint64_t n = 1; n <= 3; ++n) {
        contention.settled(0, at(10 * n, 1, EventKind::LockRequested, n + 1));
        contention.settled(0, at(10 * n + 1, 1, EventKind::LockAcquired, n));
        contention.settled(0, at(10 * n + 2, 1, EventKind::LockReleased, n));
    }
    // It waits on: three were served since it asked, and it was not.
    QCOMPARE(contention.histories().front().overtake.others, 3u);
    QCOMPARE(contention.histories().front().overtake.acquired, kNoEvent);
    contention.settled(12, at(50, 0, EventKind::LockAcquired, 4));
    const LockHistory lock = contention.histories().front();
    QCOMPARE(lock.overtake.others, 3u);
    QCOMPARE(lock.overtake.requested, 0u);
    QCOMPARE(lock.overtake.acquired, 12u);
    QCOMPARE(lock.askers, 2u);
}

void tst_LockContention::heldAndWantedIsWhatOthersWaitFor()
{
    const Missing none;
    LockContention contention({{ObjectKind::Mutex, "lock"}}, 1, none);
    contention.settled(0, at(1, 0, EventKind::LockRequested, 1));
    contention.settled(1, at(2, 0, EventKind::LockAcquired, 1));
    contention.settled(2, at(10, 1, EventKind::LockRequested, 1)); // wanted from here
    contention.settled(3, at(15, 2, EventKind::LockRequested, 1)); // by two
    contention.settled(4, at(20, 0, EventKind::LockReleased, 1));  // 10
    contention.settled(5, at(30, 1, EventKind::LockAcquired, 2));  // process 2 still waits
    contention.settled(6, at(33, 1, EventKind::LockReleased, 2));  // 3
    contention.settled(7, at(40, 2, EventKind::LockAcquired, 3));  // nobody waits
    contention.settled(8, at(90, 2, EventKind::LockReleased, 3));
    QCOMPARE(contention.histories().front().wanted, 13.0);
    QCOMPARE(contention.histories().front().hold.total, 18.0 + 3.0 + 50.0);
}

void tst_LockContention::aSemaphoreIsWaitedForButNotHeld()
{
    const Missing none;
    LockContention contention({{ObjectKind::Semaphore, "items", -1, 1, 1}}, 1, none);
    const Word taken = Word::make(0, 1, 1), posted = Word::make(1, 2, 1);
    contention.settled(0, at(5, 0, EventKind::SemaphoreRequested, Word::initial(1).bits));
    contention.settled(0, at(9, 0, EventKind::SemaphoreAcquired, taken.bits, Word::initial(1).bits, kContended));
    contention.settled(0, at(12, 1, EventKind::SemaphorePosted, posted.bits, taken.bits));
    const LockHistory lock = contention.histories().front();
    QCOMPARE(lock.acquisitions, 1u);
    QCOMPARE(lock.contended, 1u);
    QVERIFY((lock.wait.samples == std::vector<float>{4}));
    QCOMPARE(lock.hold.count, 0u);
    QCOMPARE(contention.unexplained(), 0u);
    contention.settled(0, at(13, 1, EventKind::SemaphorePosted, posted.bits, taken.bits));
    QCOMPARE(contention.unexplained(), 1u);
}

void tst_LockContention::inferredTimesEndNoDuration()
{
    const Missing none;
    LockContention contention({{ObjectKind::Mutex, "lock"}}, 1, none);
    contention.settled(0, at(1, 0, EventKind::LockRequested, 1));
    contention.settled(0, at(2, 0, EventKind::LockAcquired, 1, 1, kInferred));
    contention.settled(0, at(9, 0, EventKind::LockReleased, 1, 0, kInferred));
    const LockHistory lock = contention.histories().front();
    QCOMPARE(lock.acquisitions, 1u);
    QCOMPARE(lock.wait.count, 0u);
    QCOMPARE(lock.hold.count, 0u);
}

void tst_LockContention::numbersThatDoNotFollowAreCounted()
{
    const Missing none;
    LockContention contention({{ObjectKind::Mutex, "lock"}}, 1, none);
    contention.settled(0, at(1, 0, EventKind::LockAcquired, 1));
    contention.settled(0, at(2, 1, EventKind::LockAcquired, 2)); // nobody released the first
    QCOMPARE(contention.unexplained(), 1u);
}

void tst_LockContention::theLongestWaitNamesWhoHeldItMeanwhile()
{
    const Missing none;
    LockContention contention({{ObjectKind::Mutex, "lock"}}, 1, none);
    const auto previously = [](int owner) { return std::uint64_t(owner) << 32; };
    contention.settled(0, at(1, 0, EventKind::LockAcquired, 1, previously(kNoActor)));
    contention.settled(1, at(5, 2, EventKind::LockRequested, 1));
    contention.settled(2, at(9, 0, EventKind::LockReleased, 1));
    contention.settled(3, at(10, 1, EventKind::LockRequested, 2));
    contention.settled(4, at(11, 1, EventKind::LockAcquired, 2, 2 | previously(0), kContended));
    contention.settled(5, at(20, 1, EventKind::LockReleased, 2));
    contention.settled(6, at(25, 2, EventKind::LockAcquired, 3, 1 | previously(1), kContended));
    const LockHistory lock = contention.histories().front();
    QCOMPARE(int(lock.longest.actor), 2);
    QCOMPARE(lock.longest.requested, 1u);
    QCOMPARE(lock.longest.acquired, 6u);
    QCOMPARE(lock.longest.nanoseconds, 20.0);
    QVERIFY((lock.longest.holders == std::map<ActorId, std::uint64_t>{{0, 1}, {1, 1}}));
    QCOMPARE(int(lock.overtake.actor), 2);
    QCOMPARE(lock.handOffs.size(), 2u);
    QCOMPARE(int(lock.handOffs[1].from), 1);
    QCOMPARE(int(lock.handOffs[1].to), 2);
    QCOMPARE(lock.handOffs[1].waited, 20.0);
}

void tst_LockContention::statisticsAgreeWithAReference()
{
    std::uint64_t contended = 0;
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        const std::vector<Event> events = randomTrace(2 + seed % 6, 3000, seed);
        const Missing none;
        LockContention contention(randomObjects(), 1.0, none);
        for (std::size_t i = 0; i < events.size(); ++i)
            if (events[i].kind() >= EventKind::LockRequested && events[i].kind() <= EventKind::SemaphorePosted)
                contention.settled(i, events[i]);
        for (const LockHistory &lock : contention.histories()) {
            const Reference expected(events, lock.object);
            QCOMPARE(lock.acquisitions, expected.acquisitions);
            QCOMPARE(lock.contended, expected.contended);
            QCOMPARE(lock.overtake.others, expected.longestOvertake);
            compare(lock.wait, expected.waits);
            compare(lock.hold, expected.holds);
            QCOMPARE(lock.wanted, expected.wanted);
            std::map<std::pair<ActorId, ActorId>, std::uint64_t> handOffs;
            for (const HandOff &handOff : lock.handOffs)
                handOffs[{handOff.from, handOff.to}] = handOff.count;
            QVERIFY(handOffs == expected.handOffs);
            contended += lock.contended;
        }
    }
    QVERIFY(contended > 1000);
}

void tst_LockContention::percentilesAreThoseOfTheSortedSamples_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("spread");
    for (const int count : {1, 2, 3, 10, 99, 100, 101, 5000}) {
        QTest::addRow("%d equal", count) << count << 0.0;
        QTest::addRow("%d close", count) << count << 1e-3;
        QTest::addRow("%d far apart", count) << count << 20.0;
    }
}

void tst_LockContention::percentilesAreThoseOfTheSortedSamples()
{
    QFETCH(int, count);
    QFETCH(double, spread);
    std::mt19937 random(static_cast<unsigned>(count));
    std::normal_distribution<double> normal(0, spread);
    DurationCollector collector;
    std::vector<float> sorted;
    for (int i = 0; i < count; ++i) {
        const auto sample = static_cast<float>(100 * std::exp(normal(random)));
        sorted.push_back(sample);
        collector.add(static_cast<double>(sample));
    }
    std::sort(sorted.begin(), sorted.end());
    const auto nearestRank = [&](double share) {
        return sorted[static_cast<std::size_t>(std::ceil(share * count)) - 1];
    };
    const Durations durations = collector.snapshot();
    QCOMPARE(durations.p50, double(nearestRank(0.50)));
    QCOMPARE(durations.p90, double(nearestRank(0.90)));
    QCOMPARE(durations.p99, double(nearestRank(0.99)));
    QCOMPARE(durations.max, double(sorted.back()));
    QCOMPARE(durations.count, std::uint64_t(count));
}

void tst_LockContention::manySamplesAreThinnedEvenly()
{
    DurationCollector collector;
    for (int i = 0; i < 250'000; ++i)
        collector.add(i);
    const Durations durations = collector.snapshot();
    QVERIFY(durations.samples.size() <= Durations::kSamples);
    QVERIFY(durations.samples.size() > Durations::kSamples / 2);
    for (std::size_t i = 2; i < durations.samples.size(); ++i)
        QCOMPARE(durations.samples[i] - durations.samples[i - 1], durations.samples[1] - durations.samples[0]);
    QCOMPARE(durations.p50, 124'999.0);
}

QTEST_APPLESS_MAIN(tst_LockContention)
#include "tst_lock_contention.moc"
