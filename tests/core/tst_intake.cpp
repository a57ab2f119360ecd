// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/intake.h"
#include "tests/support/run_of.h"

#include <QTest>

using namespace interleave;

namespace {

constexpr std::uint32_t kCapacity = 64;

/// One actor with a ring, and what is taken out of it.
struct Ring {
    explicit Ring(bool drop)
        : memory(runOf({{.kind = ObjectKind::Cell, .name = "counter"}}, 1, {.scenario = "counter", .drop = drop}, kCapacity))
    {
    }

    RingEnds &ends() { return *memory.control().at<RingEnds>(ringOffset(0, kCapacity)); }
    void publishRead()
    {
        Event event;
        event.set(EventKind::Read);
        event.object = ObjectRef::of(0);
        const std::uint64_t head = ends().published.load();
        reinterpret_cast<Event *>(&ends() + 1)[head % kCapacity] = event;
        ends().begun.store(head + 1);
        ends().published.store(head + 1);
    }

    RunMemory memory;
    std::vector<Event> taken;
    Intake intake{memory, [this](ActorId, std::span<const Event> events) {
                      taken.insert(taken.end(), events.begin(), events.end());
                  }};
};

} // namespace

/// What gets out of the rings, and what is counted as missing.
class tst_Intake : public QObject
{
    Q_OBJECT

private slots:
    void whatWasDroppedIsToldAtTheEnd();
    void nothingIsTakenFromTheDead();
    void beginningsBeyondAllBoundsAreRefused();
};

void tst_Intake::whatWasDroppedIsToldAtTheEnd()
{
    Ring ring(true);
    ring.publishRead();
    ring.ends().dropped.store(7);
    ring.ends().droppedRows.store(1);
    ring.intake.takeLast(0);
    QCOMPARE(ring.taken.size(), std::size_t{2});
    QCOMPARE(ring.taken[1].kind(), EventKind::Gap);
    QCOMPARE(ring.taken[1].a, std::uint64_t{7});
    QCOMPARE(ring.taken[1].b, std::uint64_t{1});
    QCOMPARE(ring.intake.missing(0), std::uint64_t{7});
}

/// Its ring lies in memory that others can write.
void tst_Intake::nothingIsTakenFromTheDead()
{
    for (const bool drop : {false, true}) {
        Ring ring(drop);
        ring.publishRead();
        ring.intake.takeLast(0);
        QCOMPARE(ring.intake.believed(0), std::uint64_t{1});
        ring.publishRead();
        ring.ends().dropped.store(1000);
        ring.ends().begun.store(1000);
        QCOMPARE(ring.intake.take(), std::size_t{0});
        ring.intake.noteBegun();
        QVERIFY(ring.intake.begunIsTaken());
        ring.intake.takeLast(0);
        QCOMPARE(ring.taken.size(), std::size_t{1});
        QCOMPARE(ring.intake.missing(0), std::uint64_t{0});
        QCOMPARE(ring.intake.refusal(0), Refusal::None);
    }
}

void tst_Intake::beginningsBeyondAllBoundsAreRefused()
{
    Ring ring(false);
    ring.publishRead();
    ring.ends().begun.store(3); // one access is under way at most
    ring.intake.noteBegun();
    QCOMPARE(ring.intake.refusal(0), Refusal::Counts);
    QCOMPARE(ring.taken.size(), std::size_t{1});
    QCOMPARE(ring.taken[0].kind(), EventKind::Gap);
    QVERIFY(ring.intake.begunIsTaken()); // it holds nobody up
}

QTEST_APPLESS_MAIN(tst_Intake)
#include "tst_intake.moc"
