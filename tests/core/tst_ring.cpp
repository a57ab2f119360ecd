// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/shm/ring.h"

#include <QtTest>

#include <memory>
#include <new>
#include <random>
#include <thread>
#include <vector>

using namespace interleave;

namespace {

/// The bytes of a ring, as they lie in the control memory.
class RingBytes
{
public:
    explicit RingBytes(std::uint32_t capacity)
        : m_bytes(ringBytes(capacity)), m_place(::operator new(m_bytes, std::align_val_t{alignof(RingEnds)}))
    {
        std::memset(m_place, 0, m_bytes);
    }
    ~RingBytes() { ::operator delete(m_place, std::align_val_t{alignof(RingEnds)}); }
    RingBytes(const RingBytes &) = delete;
    RingBytes &operator=(const RingBytes &) = delete;

    RingEnds *ends() const { return static_cast<RingEnds *>(m_place); }

private:
    std::size_t m_bytes;
    void *m_place;
};

Event numbered(std::uint64_t number)
{
    Event event;
    event.set(EventKind::Read);
    event.a = number;
    event.b = ~number;
    return event;
}

void write(RingWriter &writer, std::uint64_t number)
{
    writer.begin();
    writer.publish(numbered(number));
}

std::vector<std::uint64_t> taken(RingReader &reader)
{
    std::vector<std::uint64_t> numbers;
    reader.consume([&](std::span<const Event> events) {
        for (const Event &event : events)
            numbers.push_back(event.a);
    });
    return numbers;
}

using Numbers = std::vector<std::uint64_t>;

} // namespace

class tst_Ring : public QObject
{
    Q_OBJECT

private slots:
    void eventsComeOutInOrderAlsoAcrossTheEnd();
    void anAccessUnderWayIsAnnouncedUntilItIsReported();
    void anAnnouncementCanBeTakenBack();
    void aFullRingHoldsTheWriterUpAndLosesNothing();
    void whoIsHeldUpIsHeldUpBeforeItReads();
    void withDropAFullRingCountsWhatItDrops();
    void whoDropsReportsTheGapOnceThereIsRoom();
    void indicesThatMakeNoSenseQuarantineTheRing_data();
    void indicesThatMakeNoSenseQuarantineTheRing();
    void aQuarantinedRingIsFreedAndNotRead();
    void anyBytesAtAllGiveNoMoreThanTheRingHolds();
    void theEndsOfEveryRingAreAligned();
};

void tst_Ring::eventsComeOutInOrderAlsoAcrossTheEnd()
{
    const RingBytes bytes(8);
    RingWriter writer(bytes.ends(), 8, false);
    RingReader reader(bytes.ends(), 8);
    std::uint64_t in = 0, out = 0;
    for (int round = 0; round < 50; ++round) {
        for (int i = 0; i < 1 + round % 8; ++i)
            write(writer, in++);
        for (const std::uint64_t number : taken(reader))
            QCOMPARE(number, out++);
        QCOMPARE(out, in);
    }
    QCOMPARE(reader.taken(), in);
    QCOMPARE(taken(reader), Numbers());
}

void tst_Ring::anAccessUnderWayIsAnnouncedUntilItIsReported()
{
    const RingBytes bytes(4);
    RingWriter writer(bytes.ends(), 4, false);
    const RingReader reader(bytes.ends(), 4);
    QCOMPARE(writer.begin(), 0);
    QCOMPARE(reader.begun(), 1u);
    QCOMPARE(reader.published(), 0u);
    writer.publish(numbered(1));
    QCOMPARE(reader.begun(), 1u);
    QCOMPARE(reader.published(), 1u);
}

void tst_Ring::anAnnouncementCanBeTakenBack()
{
    const RingBytes bytes(4);
    RingWriter writer(bytes.ends(), 4, false);
    RingReader reader(bytes.ends(), 4);
    writer.begin();
    writer.cancel();
    QCOMPARE(reader.begun(), reader.published());
    write(writer, 5);
    QCOMPARE(taken(reader), Numbers{5});
}

void tst_Ring::aFullRingHoldsTheWriterUpAndLosesNothing()
{
    constexpr std::uint64_t kEvents = 2000;
    const RingBytes bytes(4);
    std::int64_t held = 0;
    std::thread thread([&] {
        RingWriter writer(bytes.ends(), 4, false);
        for (std::uint64_t i = 0; i < kEvents; ++i) {
            held += writer.begin();
            writer.publish(numbered(i));
        }
    });
    RingReader reader(bytes.ends(), 4);
    std::uint64_t next = 0;
    while (next < kEvents) {
        // Not before it is full, and then not at once: the writer has to wait again and again.
        while (reader.published() < std::min(next + 4, kEvents))
            std::this_thread::yield();
        for (int i = 0; i < 3; ++i)
            std::this_thread::yield();
        for (const std::uint64_t number : taken(reader))
            if (number != next++)
                QFAIL("an event is missing, or twice there");
    }
    thread.join();
    QCOMPARE(next, kEvents);
    QVERIFY(held > 0);
    QCOMPARE(reader.stalledNs(), std::uint64_t(held));
    QCOMPARE(reader.dropped(), 0u);
}

void tst_Ring::whoIsHeldUpIsHeldUpBeforeItReads()
{
    constexpr std::uint64_t kUpdates = 2000;
    const RingBytes bytes(64);
    std::int64_t beforeReads = 0, beforeWrites = 0;
    std::thread thread([&] {
        RingWriter writer(bytes.ends(), 64, false);
        for (std::uint64_t i = 0; i < kUpdates; ++i) {
            beforeReads += writer.begin(RingWriter::kRoomBeforeRead);
            writer.publish(numbered(2 * i));
            beforeWrites += writer.begin();
            writer.publish(numbered(2 * i + 1));
        }
    });
    RingReader reader(bytes.ends(), 64);
    std::uint64_t next = 0;
    while (next < 2 * kUpdates) {
        while (reader.published() < std::min(next + 50, 2 * kUpdates))
            std::this_thread::yield();
        for (int i = 0; i < 3; ++i)
            std::this_thread::yield();
        next += taken(reader).size();
    }
    thread.join();
    QVERIFY(beforeReads > 0);
    QCOMPARE(beforeWrites, 0);
}

void tst_Ring::withDropAFullRingCountsWhatItDrops()
{
    const RingBytes bytes(4);
    RingWriter writer(bytes.ends(), 4, true);
    RingReader reader(bytes.ends(), 4);
    for (std::uint64_t i = 0; i < 7; ++i)
        write(writer, i);
    QCOMPARE(reader.dropped(), 3u);
    QCOMPARE(reader.droppedRows(), gapBit(0));
    QCOMPARE(reader.stalledNs(), 0u);
    QCOMPARE(reader.begun(), reader.published()); // nothing seems to be under way for ever
    QCOMPARE(taken(reader), (Numbers{0, 1, 2, 3}));
}

void tst_Ring::whoDropsReportsTheGapOnceThereIsRoom()
{
    const RingBytes bytes(2);
    RingWriter writer(bytes.ends(), 2, true);
    RingReader reader(bytes.ends(), 2);
    for (std::uint64_t i = 0; i < 5; ++i)
        write(writer, i);
    taken(reader);
    QCOMPARE(writer.begin(), -3);
    writer.publish(numbered(9));
    QCOMPARE(writer.begin(), 0); // once
    writer.publish(numbered(10));
    QCOMPARE(taken(reader), (Numbers{9, 10}));
}

void tst_Ring::indicesThatMakeNoSenseQuarantineTheRing_data()
{
    QTest::addColumn<quint64>("published");
    QTest::newRow("one more than it holds") << quint64(4 + 4 + 1);
    QTest::newRow("all bits set") << ~quint64(0);
    QTest::newRow("turned back") << quint64(3);
    QTest::newRow("begun again") << quint64(0);
}

void tst_Ring::indicesThatMakeNoSenseQuarantineTheRing()
{
    QFETCH(quint64, published);
    const RingBytes bytes(4);
    RingWriter writer(bytes.ends(), 4, false);
    RingReader reader(bytes.ends(), 4);
    for (std::uint64_t i = 0; i < 4; ++i)
        write(writer, i);
    QCOMPARE(taken(reader).size(), 4u);
    bytes.ends()->published.store(published);
    QCOMPARE(taken(reader), Numbers());
    QVERIFY(reader.quarantined());
    QVERIFY(reader.discarded() > 0);
    QCOMPARE(reader.taken(), 4u);
}

void tst_Ring::aQuarantinedRingIsFreedAndNotRead()
{
    const RingBytes bytes(4);
    RingWriter writer(bytes.ends(), 4, false);
    RingReader reader(bytes.ends(), 4);
    reader.quarantine();
    for (std::uint64_t i = 0; i < 20; ++i) { // would wait for ever at the fifth
        write(writer, i);
        QCOMPARE(taken(reader), Numbers());
    }
    QCOMPARE(reader.discarded(), 20u);
}

void tst_Ring::anyBytesAtAllGiveNoMoreThanTheRingHolds()
{
    std::mt19937_64 random(7);
    const RingBytes bytes(8);
    for (int round = 0; round < 2000; ++round) {
        RingReader reader(bytes.ends(), 8);
        for (int look = 0; look < 4; ++look) {
            auto *const words = reinterpret_cast<SharedWord64 *>(bytes.ends());
            for (std::size_t i = 0; i < ringBytes(8) / 8; ++i)
                words[i].store(round % 2 ? random() : random() % 16);
            std::size_t seen = 0;
            reader.consume([&](std::span<const Event> events) { seen += events.size(); });
            QVERIFY(seen <= 8);
        }
    }
}

void tst_Ring::theEndsOfEveryRingAreAligned()
{
    for (std::uint32_t capacity = 1; capacity <= 1u << 16; capacity *= 2)
        for (ActorId actor = 0; actor < kMaxActors; ++actor)
            QCOMPARE(ringOffset(actor, capacity) % alignof(RingEnds), 0u);
}

QTEST_APPLESS_MAIN(tst_Ring)
#include "tst_ring.moc"
