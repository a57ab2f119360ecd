// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/event_codec.h"

#include "tests/support/random_trace.h"

#include <QtTest>

#include <limits>
#include <random>

using namespace interleave;

class tst_EventCodec : public QObject
{
    Q_OBJECT

private slots:
    void whatWasPackedComesBack_data();
    void whatWasPackedComesBack();
    void eventsWithoutSenseComeBackToo();
    void extremesComeBack();
    void typicalTracesTakeFewBytes_data();
    void typicalTracesTakeFewBytes();
    void everyCutIsNoticed();
    void bytesTooManyAreNoticed();
    void randomBytesDoNoHarm();
    void nothingIsPackedIntoNothing();
};

namespace {

constexpr std::size_t kBlock = 4096;

/// Unpacks from an allocation of exactly that size, so that a sanitizer sees every byte too far.
bool unpackExactly(std::span<const std::uint8_t> bytes, std::vector<Event> &events)
{
    const std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());
    return unpackEvents(copy, events);
}

std::vector<Event> unpacked(const std::vector<std::uint8_t> &bytes, std::size_t count)
{
    std::vector<Event> events(count);
    return unpackExactly(bytes, events) ? events : std::vector<Event>{};
}

Event anyEvent(std::mt19937_64 &random)
{
    return {.time = random() >> (random() % 64),
            .object = {static_cast<std::uint32_t>(random() >> (random() % 64))},
            .site = static_cast<SiteId>(random() % 300),
            .kindAndFlags = static_cast<std::uint8_t>(random()),
            .actor = static_cast<ActorId>(random() % 5 == 0 ? random() : random() % 4),
            .a = random() >> (random() % 64),
            .b = random() >> (random() % 64)};
}

} // namespace

void tst_EventCodec::whatWasPackedComesBack_data()
{
    QTest::addColumn<int>("actors");
    QTest::addColumn<int>("count");
    QTest::newRow("one event") << 1 << 1;
    QTest::newRow("a few") << 2 << 7;
    QTest::newRow("alone") << 1 << 4096;
    QTest::newRow("a block of three") << 3 << 4096;
    QTest::newRow("a crowd") << 64 << 4096;
}

void tst_EventCodec::whatWasPackedComesBack()
{
    QFETCH(int, actors);
    QFETCH(int, count);
    for (std::uint32_t seed = 0; seed < 50; ++seed) {
        const auto events = randomTrace(static_cast<std::size_t>(actors), static_cast<std::size_t>(count), seed);
        const auto bytes = packEvents(events);
        QVERIFY(bytes.size() <= events.size() * kMostEventBytes);
        QVERIFY(bytes.size() >= events.size() * kFewestEventBytes);
        QVERIFY(unpacked(bytes, events.size()) == events);
    }
}

void tst_EventCodec::eventsWithoutSenseComeBackToo()
{
    std::mt19937_64 random(7);
    for (int round = 0; round < 100; ++round) {
        std::vector<Event> events;
        for (std::size_t i = 0; i < kBlock; ++i)
            events.push_back(anyEvent(random));
        const auto bytes = packEvents(events);
        QVERIFY(bytes.size() <= events.size() * kMostEventBytes);
        QVERIFY(unpacked(bytes, events.size()) == events);
    }
}

void tst_EventCodec::extremesComeBack()
{
    constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();
    const std::vector<Event> events{{.time = kMost,
                                     .object = {0xffffffff},
                                     .site = 0xffff,
                                     .kindAndFlags = 0xff,
                                     .actor = 0xff,
                                     .a = kMost,
                                     .b = kMost},
                                    {},
                                    {.time = kMost / 2 + 1,
                                     .object = {0x80000000},
                                     .site = 1,
                                     .kindAndFlags = 0x22,
                                     .actor = 64,
                                     .a = 1,
                                     .b = kMost / 2}};
    QVERIFY(unpacked(packEvents(events), events.size()) == events);
}

void tst_EventCodec::typicalTracesTakeFewBytes_data()
{
    QTest::addColumn<bool>("locked");
    QTest::addColumn<int>("actors");
    for (const int actors : {1, 2, 4, 8}) {
        QTest::addRow("%d race", actors) << false << actors;
        QTest::addRow("%d with a lock", actors) << true << actors;
    }
}

void tst_EventCodec::typicalTracesTakeFewBytes()
{
    QFETCH(bool, locked);
    QFETCH(int, actors);
    const auto events = (locked ? lockedTrace : racingTrace)(static_cast<std::size_t>(actors), kBlock, 1);
    const double bytes = double(packEvents(events).size()) / double(events.size());
    QVERIFY2(bytes <= 4.0, QByteArray::number(bytes).constData());
}

void tst_EventCodec::everyCutIsNoticed()
{
    const auto events = randomTrace(3, 200, 1);
    const auto bytes = packEvents(events);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        std::vector<Event> out(events.size());
        QVERIFY(!unpackExactly({bytes.data(), size}, out));
    }
}

void tst_EventCodec::bytesTooManyAreNoticed()
{
    const auto events = randomTrace(3, 200, 1);
    auto bytes = packEvents(events);
    std::vector<Event> fewer(events.size() - 1), more(events.size() + 1);
    QVERIFY(!unpackExactly(bytes, fewer));
    QVERIFY(!unpackExactly(bytes, more));
    bytes.push_back(0);
    std::vector<Event> out(events.size());
    QVERIFY(!unpackExactly(bytes, out));
}

void tst_EventCodec::randomBytesDoNoHarm()
{
    std::mt19937_64 random(11);
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::vector<std::uint8_t> bytes(random() % 400);
        for (std::uint8_t &byte : bytes)
            byte = static_cast<std::uint8_t>(random() >> (random() % 8));
        std::vector<Event> out(random() % 150);
        accepted += unpackExactly(bytes, out) ? 1 : 0;
    }
    QVERIFY(accepted < 20'000);
}

void tst_EventCodec::nothingIsPackedIntoNothing()
{
    QVERIFY(packEvents({}).empty());
    QVERIFY(unpackEvents({}, {}));
    const std::vector<std::uint8_t> bytes{1, 2, 3};
    QVERIFY(!unpackEvents(bytes, {}));
}

QTEST_APPLESS_MAIN(tst_EventCodec)
#include "tst_event_codec.moc"
