// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/slots.h"
#include "tests/support/run_of.h"

#include <QtTest>

#include <limits>

using namespace interleave;

namespace {

const ObjectTable kTable = {{.kind = ObjectKind::Queue, .name = "queue", .count = 3},
                            {.kind = ObjectKind::Slots, .name = "slots", .parent = 0, .count = 3, .initial = -1}};

} // namespace

class tst_Slots : public QObject
{
    Q_OBJECT

private slots:
    void anItemComesBackWithItsPayload_data();
    void anItemComesBackWithItsPayload();
    void anIndexIsTakenModuloTheNumberOfSlots_data();
    void anIndexIsTakenModuloTheNumberOfSlots();
    void eventsNameTheSlotAndWhatWasThere();
    void aNumberBesideAnothersPayloadIsRecordedAsItIs();
};

void tst_Slots::anItemComesBackWithItsPayload_data()
{
    QTest::addColumn<bool>("bare");
    QTest::newRow("recorded") << false;
    QTest::newRow("bare") << true;
}

void tst_Slots::anItemComesBackWithItsPayload()
{
    QFETCH(bool, bare);
    const RunMemory memory = runOf(kTable, 1, {.pace = bare ? Pace::Bare : Pace::Full});
    Probe probe(memory.control(), memory.data(), 0);
    Slots three(probe, "slots");
    QCOMPARE(three.read(1).number, -1);
    three.write(1, {42, 0xfeedu});
    QCOMPARE(three.read(1).number, 42);
    QCOMPARE(three.read(1).payload, 0xfeedu);
    QCOMPARE(three.read(0).number, -1);
    QCOMPARE(three.read(2).number, -1);
}

void tst_Slots::anIndexIsTakenModuloTheNumberOfSlots_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("slot");
    QTest::newRow("the first") << 0 << 0;
    QTest::newRow("one behind the last") << 3 << 0;
    QTest::newRow("far behind") << 3'000'001 << 1;
    QTest::newRow("one before the first") << -1 << 2;
    QTest::newRow("the smallest number") << std::numeric_limits<int>::min() << 1;
}

void tst_Slots::anIndexIsTakenModuloTheNumberOfSlots()
{
    QFETCH(int, index);
    QFETCH(int, slot);
    const RunMemory memory = runOf(kTable);
    Probe probe(memory.control(), memory.data(), 0);
    Slots(probe, "slots").write(index, {5, 0});
    QCOMPARE(eventsOf(memory).at(0).object, ObjectRef::of(1, std::uint32_t(slot)));
    QCOMPARE(memory.words(1).at(std::size_t(slot)).value(), 5);
}

void tst_Slots::eventsNameTheSlotAndWhatWasThere()
{
    const RunMemory memory = runOf(kTable);
    Probe probe(memory.control(), memory.data(), 0);
    Slots three(probe, "slots");
    three.write(2, {7, 70});
    three.read(2);
    const std::vector<Event> events = eventsOf(memory);
    QCOMPARE(events.at(0).kind(), EventKind::Write);
    QCOMPARE(events.at(0).replaced(), Word::initial(-1));
    QCOMPARE(events.at(1).kind(), EventKind::Read);
    QCOMPARE(events.at(1).seen(), Word::make(7, 1, 1));
    QCOMPARE(events.at(1).b, 70u);
}

void tst_Slots::aNumberBesideAnothersPayloadIsRecordedAsItIs()
{
    const RunMemory memory = runOf(kTable, 2);
    Probe probe(memory.control(), memory.data(), 0);
    Slots three(probe, "slots");
    three.write(0, {1, 100});
    // Another writer has put its payload down, but not yet its number.
    memory.data().at<SlotStorage>(memory.control().at<ObjectEntry>(kObjects)[1].offset)->payload.store(200);
    const Slots::Item torn = three.read(0);
    QCOMPARE(torn.number, 1);
    QCOMPARE(torn.payload, 200u);
    QCOMPARE(eventsOf(memory).at(1).b, 200u);
}

QTEST_APPLESS_MAIN(tst_Slots)
#include "tst_slots.moc"
