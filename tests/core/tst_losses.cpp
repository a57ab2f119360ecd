// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/losses.h"

#include <QtTest>

using namespace interleave;

namespace {

const ObjectTable kQueue = {{.kind = ObjectKind::Queue, .name = "queue"},
                            {.kind = ObjectKind::Slots, .name = "slots", .parent = 0, .count = 8}};

/// Two messages lost by events 4 and 9, one by event 9 as well; two that arrived again by events 2 and 6.
Findings findings(Proof proof = Proof::Proved)
{
    MessageHistory messages;
    messages.proof = proof;
    for (const auto &[put, killer] : {std::pair<EventIndex, EventIndex>{1, 4}, {3, 9}, {5, 9}})
        messages.lostOnes.push_back({{}, put, killer});
    messages.repeated = {{7, 0, 2}, {8, 3, 6}};
    messages.duplicated = 5; // more than are listed
    Findings findings;
    findings.messages[0] = messages;
    return findings;
}

} // namespace

class tst_Losses : public QObject
{
    Q_OBJECT

private slots:
    void lossesAndRepeatsAreCountedApart();
    void oneGoesThroughAllOfThemInOrder();
    void whatAnEventDidIsFound();
    void whatIsNotProvableIsNotListed();
    void whereNothingWentWrongThereIsNoNext();
};

void tst_Losses::lossesAndRepeatsAreCountedApart()
{
    const Losses losses = lossesOf(kQueue, findings());
    QCOMPARE(losses.total, 3u);
    QCOMPARE(losses.events, 2u);
    QCOMPARE(losses.repeats, 5u);
    QCOMPARE(losses.repeated.size(), 2u);
    QCOMPARE(losses.lostBefore(4), 0u);
    QCOMPARE(losses.lostBefore(5), 1u);
    QCOMPARE(losses.lostBefore(100), 3u);
    QCOMPARE(losses.repeatedBefore(2), 0u);
    QCOMPARE(losses.repeatedBefore(3), 1u);
    QVERIFY(!losses.empty());
}

void tst_Losses::oneGoesThroughAllOfThemInOrder()
{
    const Losses losses = lossesOf(kQueue, findings());
    std::vector<EventIndex> forth, back;
    for (EventIndex event = losses.next(kNoEvent); event != kNoEvent; event = losses.next(event))
        forth.push_back(event);
    for (EventIndex event = losses.previous(100); event != kNoEvent; event = losses.previous(event))
        back.insert(back.begin(), event);
    const std::vector<EventIndex> expected{2, 4, 6, 9};
    QVERIFY(forth == expected);
    QVERIFY(back == expected);
}

void tst_Losses::whatAnEventDidIsFound()
{
    const Losses losses = lossesOf(kQueue, findings());
    QCOMPARE(losses.by(9).size(), 2u);
    QCOMPARE(losses.by(2).size(), 0u);
    QCOMPARE(losses.repeatBy(6)->message, 8);
    QVERIFY(losses.repeatBy(4) == nullptr);
    for (EventIndex event = 0; event < 12; ++event)
        QCOMPARE(losses.isAt(event), event == 2 || event == 4 || event == 6 || event == 9);
}

void tst_Losses::whatIsNotProvableIsNotListed()
{
    const Losses losses = lossesOf(kQueue, findings(Proof::NotProvable));
    QVERIFY(losses.empty());
    QCOMPARE(losses.total, 0u);
    QCOMPARE(losses.repeats, 0u);
}

void tst_Losses::whereNothingWentWrongThereIsNoNext()
{
    const Losses none;
    QVERIFY(none.empty());
    QCOMPARE(none.next(kNoEvent), kNoEvent);
    QCOMPARE(none.previous(kNoEvent), kNoEvent);
}

QTEST_APPLESS_MAIN(tst_Losses)
#include "tst_losses.moc"
