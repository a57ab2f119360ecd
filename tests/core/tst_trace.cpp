// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/trace.h"

#include "core/trace/event_codec.h"
#include "tests/support/random_trace.h"

#include <QtTest>

#include <atomic>
#include <memory>
#include <random>
#include <thread>
#include <vector>

using namespace interleave;

class tst_Trace : public QObject
{
    Q_OBJECT

private slots:
    void whatIsAppendedCanBeReadAtOnce();
    void anyOrderOfReadingGivesTheSame();
    void fullBlocksArePacked();
    void theDirectoryGrowsPastItsSegments();
    void packedBlocksCanBeTakenOver();
    void aReaderOfTheOpenBlockSeesItGrowAndClose();
    void aReaderMayBeLetGoOfAfterItsTrace();
    void manyReadersWhileItGrows();
};

namespace {

/// An event from which its index can be read, so that every mix-up is seen.
Event numbered(EventIndex index)
{
    Event event;
    event.time = index * 7;
    event.a = index;
    event.b = ~index;
    event.set(EventKind::Stalled);
    return event;
}

} // namespace

void tst_Trace::whatIsAppendedCanBeReadAtOnce()
{
    Trace trace;
    QVERIFY(trace.empty());
    TraceReader reader(trace);
    for (EventIndex i = 0; i < 3 * Trace::kBlock + 5; ++i) {
        trace.append(numbered(i));
        QCOMPARE(reader.size(), i + 1);
        QVERIFY(reader[i] == numbered(i));
        QVERIFY(reader[i / 2] == numbered(i / 2));
    }
}

void tst_Trace::anyOrderOfReadingGivesTheSame()
{
    const auto events = randomTrace(4, 100'000, 1);
    Trace trace;
    for (const Event &event : events)
        trace.append(event);
    TraceReader reader(trace);
    std::mt19937 random(3);
    for (int i = 0; i < 20'000; ++i) {
        // Mostly within few blocks, as views do, now and then far away.
        const std::size_t index = i % 7 == 0 ? random() % events.size() : (random() % 30'000);
        QVERIFY(reader[index] == events[index]);
    }
    std::size_t next = 4000;
    reader.forEach(4000, events.size(), [&](EventIndex index, const Event &event) {
        QVERIFY(index == next && event == events[next]);
        ++next;
    });
    QCOMPARE(next, events.size());
}

void tst_Trace::fullBlocksArePacked()
{
    const auto events = racingTrace(2, 8 * Trace::kBlock, 1);
    Trace trace;
    for (const Event &event : events)
        trace.append(event);
    QCOMPARE(trace.packedBlocks(), EventIndex{8});
    QVERIFY(trace.storedBytes() <= 4 * events.size());
    trace.append(events[0]);
    QCOMPARE(trace.packedBlocks(), EventIndex{8});
}

void tst_Trace::theDirectoryGrowsPastItsSegments()
{
    // Segments end at 64, 192, 448 blocks.
    const EventIndex size = 450 * Trace::kBlock;
    Trace trace;
    for (EventIndex i = 0; i < size; ++i)
        trace.append(numbered(i));
    TraceReader reader(trace);
    for (const EventIndex block : {0, 63, 64, 65, 191, 192, 447, 448, 449}) {
        QCOMPARE(reader[block * Trace::kBlock].a, block * Trace::kBlock);
        QCOMPARE(reader[(block + 1) * Trace::kBlock - 1].a, (block + 1) * Trace::kBlock - 1);
    }
}

void tst_Trace::packedBlocksCanBeTakenOver()
{
    const auto events = racingTrace(2, 2 * Trace::kBlock + 10, 1);
    const std::span<const Event> all(events);
    Trace trace;
    for (const auto part :
         {all.subspan(0, Trace::kBlock), all.subspan(Trace::kBlock, Trace::kBlock), all.subspan(2 * Trace::kBlock)})
        trace.appendPacked(packEvents(part), part);
    // From here on it is an ordinary trace again.
    trace.append(events[3]);
    TraceReader reader(trace);
    QCOMPARE(reader.size(), EventIndex{events.size() + 1});
    reader.forEach(0, events.size(), [&](EventIndex index, const Event &event) { QVERIFY(event == events[index]); });
    QVERIFY(reader[events.size()] == events[3]);
}

void tst_Trace::aReaderOfTheOpenBlockSeesItGrowAndClose()
{
    Trace trace;
    trace.append(numbered(0));
    TraceReader reader(trace);
    QVERIFY(reader[0] == numbered(0)); // keeps the open block
    for (EventIndex i = 1; i < 2 * Trace::kBlock; ++i)
        trace.append(numbered(i));
    for (EventIndex i = 0; i < Trace::kBlock; ++i)
        QVERIFY(reader[i] == numbered(i));
    QVERIFY(reader[2 * Trace::kBlock - 1] == numbered(2 * Trace::kBlock - 1));
    QVERIFY(TraceReader(trace)[Trace::kBlock - 1] == numbered(Trace::kBlock - 1));
}

/// It is AddressSanitizer that sees this one fail.
void tst_Trace::aReaderMayBeLetGoOfAfterItsTrace()
{
    auto trace = std::make_unique<Trace>();
    const std::vector<Event> events{numbered(0), numbered(1)};
    trace->append(events);
    auto reader = std::make_unique<TraceReader>(*trace);
    QCOMPARE((*reader)[1].a, 1u); // from the open block, which the trace would use again
    trace.reset();
    reader.reset();
}

void tst_Trace::manyReadersWhileItGrows()
{
    constexpr EventIndex kSize = 60 * Trace::kBlock;
    Trace trace;
    std::atomic<int> wrong{0};
    std::vector<std::thread> readers;
    for (unsigned seed = 0; seed < 4; ++seed) {
        readers.emplace_back([&, seed] {
            TraceReader reader(trace);
            std::mt19937 random(seed);
            EventIndex size = 0;
            while (size < kSize) {
                size = reader.size();
                if (size == 0) {
                    std::this_thread::yield();
                    continue;
                }
                // The newest, where the writer is, and any.
                for (const EventIndex index :
                     {size - 1, size - 1 - random() % std::min<EventIndex>(size, 5000), random() % size})
                    wrong += reader[index] == numbered(index) ? 0 : 1;
            }
        });
    }
    for (EventIndex i = 0; i < kSize; ++i)
        trace.append(numbered(i));
    for (std::thread &reader : readers)
        reader.join();
    QCOMPARE(wrong.load(), 0);
}

QTEST_APPLESS_MAIN(tst_Trace)
#include "tst_trace.moc"
