// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/list_items.h"
#include "tests/support/random_race.h"
#include "tests/support/trace_text.h"

#include <QtTest>

#include <map>
#include <set>

using namespace interleave;

namespace {

const ObjectTable kObjects = {
    {ObjectKind::List, "list"}, {ObjectKind::Slots, "slots", 0, 16, -1}, {ObjectKind::Cell, "size", 0}};

ItemHistory historyOf(const ObjectTable &objects, const std::vector<Event> &events)
{
    const Missing none;
    ListItems items(objects, none);
    for (std::size_t i = 0; i < events.size(); ++i)
        if (writesWord(events[i].kind()))
            items.settled(i, events[i]);
    return items.histories().at(0);
}

ItemHistory historyOf(std::string_view text)
{
    return historyOf(kObjects, eventsFromText(kObjects, text));
}

/// What the definition says, looked up for every item after every event.
struct Replay {
    std::uint64_t appended = 0;
    std::map<EventIndex, EventIndex> killers; ///< by the event that put the item

    explicit Replay(const RandomRace &race)
    {
        struct Item {
            std::uint32_t slot = 0;
            bool appended = false, inList = true;
            EventIndex killer = kNoEvent;
        };
        std::map<EventIndex, Item> items;
        std::map<std::uint32_t, EventIndex> holds; // by slot
        std::map<ActorId, EventIndex> latest;      // by actor: what it put and has not made count
        std::int64_t size = 0;
        for (EventIndex i = 0; i < race.events.size(); ++i) {
            const Event &event = race.events[i];
            if (event.kind() != EventKind::Write)
                continue;
            if (event.object.row() == 1) {
                items[i].slot = event.object.element();
                holds[event.object.element()] = latest[event.actor] = i;
            } else {
                size = event.written().value();
                if (const auto put = latest.find(event.actor); put != latest.end()) {
                    items[put->second].appended = true;
                    ++appended;
                    latest.erase(put);
                }
            }
            for (auto &[put, item] : items) {
                const bool inList = holds[item.slot] == put && (!item.appended || item.slot < size);
                if (item.inList && !inList)
                    item.killer = i;
                item.inList = inList;
            }
        }
        for (const auto &[put, item] : items)
            if (item.appended && !item.inList)
                killers[put] = item.killer;
    }
};

} // namespace

class tst_ListItems : public QObject
{
    Q_OBJECT

private slots:
    void itemsAreLostToSlotsAndSizes_data();
    void itemsAreLostToSlotsAndSizes();
    void killersAreThoseOfAReplay();
    void afterAGapNothingIsProvable();
    void aWordThatDoesNotContinueIsNoProof();
};

void tst_ListItems::itemsAreLostToSlotsAndSizes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("appended");
    QTest::addColumn<QStringList>("lost"); // "item by event" and how
    QTest::newRow("one after the other") << "1 reads size; 1 writes slots[0] 10; 1 writes size 1; "
                                            "2 reads size; 2 writes slots[1] 20; 2 writes size 2" << 2 << QStringList();
    QTest::newRow("into the same slot")
        << "1 reads size; 2 reads size; 1 writes slots[0] 10; 1 writes size 1; 2 writes slots[0] 20; 2 writes size 1" << 2
        << QStringList{"10 by 4 slot"};
    QTest::newRow("written over before it counted")
        << "1 reads size; 2 reads size; 1 writes slots[0] 10; 2 writes slots[0] 20; 1 writes size 1; 2 writes size 1" << 2
        << QStringList{"10 by 3 slot"};
    QTest::newRow("never counted, so never lost") << "1 writes slots[0] 10; 2 writes slots[0] 20; 2 writes size 1" << 1
                                                  << QStringList();
    QTest::newRow("below a size that turned back")
        << "1 writes slots[0] 10; 1 writes size 1; 2 writes slots[1] 20; 2 writes size 2; 1 writes size 1" << 2
        << QStringList{"20 by 4 size"};
    QTest::newRow("brought back by a larger size")
        << "1 writes slots[0] 10; 1 writes size 1; 2 writes slots[1] 20; 2 writes size 2; 1 writes size 1; 1 writes size 2"
        << 2 << QStringList();
    QTest::newRow("turned back twice: the last one counts")
        << "1 writes slots[0] 10; 1 writes size 1; 2 writes slots[1] 20; 2 writes size 2; 1 writes slots[2] 30; "
           "1 writes size 3; 2 writes size 1; 2 writes size 2; 2 writes size 0" << 3
        << QStringList{"10 by 8 size", "20 by 8 size", "30 by 6 size"};
}

void tst_ListItems::itemsAreLostToSlotsAndSizes()
{
    QFETCH(const QString, text);
    const ItemHistory history = historyOf(text.toStdString());
    QTEST(static_cast<int>(history.appended), "appended");
    QStringList lost;
    for (const LostItem &item : history.listed)
        lost << QStringLiteral("%1 by %2 %3").arg(item.item.value()).arg(item.killer).arg(
            item.cause == LostItem::Cause::Overwritten ? "slot" : "size");
    QTEST(lost, "lost");
    QCOMPARE(history.lost, history.listed.size());
    QVERIFY(history.proof == Proof::Proved);
}

void tst_ListItems::killersAreThoseOfAReplay()
{
    std::size_t lost = 0, turnedBack = 0;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        const RandomRace race = racingAppends(seed);
        const Replay expected(race);
        const ItemHistory history = historyOf(race.objects, race.events);
        QCOMPARE(history.appended, expected.appended);
        QCOMPARE(history.lost, expected.killers.size());
        std::map<EventIndex, EventIndex> killers;
        for (const LostItem &item : history.listed) {
            killers[item.event] = item.killer;
            turnedBack += item.cause == LostItem::Cause::TurnedBack;
        }
        QVERIFY2(killers == expected.killers, qPrintable(QStringLiteral("seed %1").arg(seed)));
        lost += killers.size();
    }
    QVERIFY(lost > 1000 && turnedBack > 100);
}

void tst_ListItems::afterAGapNothingIsProvable()
{
    Missing missing;
    missing.anything();
    const ListItems items(kObjects, missing);
    QVERIFY(items.histories().at(0).proof == Proof::NotProvable);
}

void tst_ListItems::aWordThatDoesNotContinueIsNoProof()
{
    auto events = eventsFromText(kObjects, "1 writes slots[0] 10; 1 writes size 1; 2 writes slots[0] 20");
    events[2].b = Word::make(99, 7, 7).bits;
    const Missing none;
    ListItems items(kObjects, none);
    for (std::size_t i = 0; i < events.size(); ++i)
        items.settled(i, events[i]);
    QCOMPARE(items.unexplained(), 1u);
    QVERIFY(items.histories().at(0).proof == Proof::NotProvable);
}

QTEST_APPLESS_MAIN(tst_ListItems)
#include "tst_list_items.moc"
