// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/message_fates.h"
#include "tests/support/random_race.h"
#include "tests/support/trace_text.h"

#include <QtTest>

#include <map>

using namespace interleave;

namespace {

const ObjectTable kObjects = {{ObjectKind::Queue, "queue"},
                              {ObjectKind::Slots, "slots", 0, 2, -1},
                              {ObjectKind::Cell, "head", 0},
                              {ObjectKind::Cell, "tail", 0}};

std::vector<LostMessage> lostOf(const ObjectTable &objects, const std::vector<Event> &events)
{
    const Missing none;
    MessageFates fates(objects, none);
    for (std::size_t i = 0; i < events.size(); ++i)
        fates.settled(i, events[i]);
    return fates.lostOf(0);
}

QString causeName(LostMessage::Cause cause)
{
    switch (cause) {
    case LostMessage::Cause::Overwritten: return QStringLiteral("slot");
    case LostMessage::Cause::Skipped: return QStringLiteral("head");
    case LostMessage::Cause::TurnedBack: return QStringLiteral("tail");
    case LostMessage::Cause::PutBehind: break;
    }
    return QStringLiteral("behind");
}

/// What the definition says, looked up for every message after every event.
std::map<EventIndex, EventIndex> killersByReplay(const RandomRace &race)
{
    struct Message {
        std::uint32_t slot = 0;
        std::int64_t place = 0;
        bool sent = false, received = false, within = true;
        EventIndex killer = kNoEvent;
    };
    std::map<EventIndex, Message> messages;
    std::map<std::uint32_t, EventIndex> holds;
    std::map<ActorId, std::int64_t> tailSeen;
    std::map<ActorId, EventIndex> unsent;
    std::int64_t head = 0, tail = 0;
    for (EventIndex i = 0; i < race.events.size(); ++i) {
        const Event &event = race.events[i];
        const int row = event.object.row();
        const bool writes = event.kind() == EventKind::Write;
        if (row == 1 && writes) {
            messages[i].slot = event.object.element();
            messages[i].place = tailSeen[event.actor];
            holds[event.object.element()] = unsent[event.actor] = i;
        } else if (row == 1) {
            if (const auto held = holds.find(event.object.element()); held != holds.end())
                messages[held->second].received = true;
        } else if (row == 2 && writes) {
            head = event.written().value();
        } else if (row == 3 && writes) {
            tail = event.written().value();
            if (const auto put = unsent.find(event.actor); put != unsent.end()) {
                messages[put->second].sent = true;
                unsent.erase(put);
            }
        } else if (row == 3) {
            tailSeen[event.actor] = event.seen().value();
        }
        for (auto &[put, message] : messages) {
            const bool within
                = holds[message.slot] == put && head <= message.place && (!message.sent || message.place < tail);
            if (message.within && !within)
                message.killer = i;
            message.within = within;
        }
    }
    std::map<EventIndex, EventIndex> killers;
    for (const auto &[put, message] : messages)
        if (!message.received && !message.within)
            killers[put] = message.killer;
    return killers;
}

} // namespace

class tst_MessageFates : public QObject
{
    Q_OBJECT

private slots:
    void messagesAreLostInFourWays_data();
    void messagesAreLostInFourWays();
    void whatWasPutAndNotSentIsOnItsWay();
    void whatIsSentAndWithinReachIsLeft_data();
    void whatIsSentAndWithinReachIsLeft();
    void killersAreThoseOfAReplay();
    void withoutPatienceItIsOnlyABound();
    void aWordThatDoesNotContinueIsNoProof();
};

void tst_MessageFates::messagesAreLostInFourWays_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("lost"); // "message by event" and how
    QTest::newRow("taken") << "1 reads tail; 1 writes slots[0] 7; 1 writes tail 1; 2 reads slots[0]; 2 writes head 1"
                           << QStringList();
    QTest::newRow("still inside") << "1 reads tail; 1 writes slots[0] 7; 1 writes tail 1" << QStringList();
    QTest::newRow("another into its slot")
        << "1 reads tail; 2 reads tail; 1 writes slots[0] 7; 2 writes slots[0] 8; 1 writes tail 1; 2 writes tail 1; "
           "3 reads slots[0]" << QStringList{"7 by 3 slot"};
    QTest::newRow("passed by the head")
        << "1 reads tail; 1 writes slots[0] 7; 1 writes tail 1; 2 writes head 1" << QStringList{"7 by 3 head"};
    QTest::newRow("passed, but somebody had looked before")
        << "1 reads tail; 1 writes slots[0] 7; 1 writes tail 1; 2 writes head 1; 3 reads slots[0]" << QStringList();
    QTest::newRow("the tail turned back")
        << "1 reads tail; 1 writes slots[0] 7; 1 writes tail 1; 2 writes tail 0" << QStringList{"7 by 3 tail"};
    QTest::newRow("and came again")
        << "1 reads tail; 1 writes slots[0] 7; 1 writes tail 1; 2 writes tail 0; 2 writes tail 2" << QStringList();
    QTest::newRow("put behind the head")
        << "2 writes head 1; 1 reads tail; 1 writes slots[0] 7; 1 writes tail 1" << QStringList{"7 by 2 behind"};
    QTest::newRow("out of reach first, written over later")
        << "1 reads tail; 1 writes slots[0] 7; 1 writes tail 1; 2 writes head 2; 1 reads tail; 1 writes slots[0] 8"
        << QStringList{"7 by 3 head", "8 by 5 behind"};
}

void tst_MessageFates::messagesAreLostInFourWays()
{
    QFETCH(const QString, text);
    QStringList lost;
    for (const LostMessage &message : lostOf(kObjects, eventsFromText(kObjects, text.toStdString())))
        lost << QStringLiteral("%1 by %2 %3").arg(message.message.value()).arg(message.killer).arg(causeName(message.cause));
    QTEST(lost, "lost");
}

/// Stopped or killed between the two, a producer leaves a message that was never sent: it is not lost.
void tst_MessageFates::whatWasPutAndNotSentIsOnItsWay()
{
    const Missing none;
    MessageFates fates(kObjects, none);
    const auto events = eventsFromText(kObjects, "1 reads tail; 1 writes slots[0] 7; 1 writes tail 1; 1 reads tail; 1 writes slots[1] 8; 2 reads slots[1]");
    const std::vector<std::uint64_t> unsent{0, 1, 0, 0, 1, 0};
    for (std::size_t i = 0; i < events.size(); ++i) {
        fates.settled(i, events[i]);
        QCOMPARE(fates.unsentOf(0), unsent[i]);
    }
}

void tst_MessageFates::whatIsSentAndWithinReachIsLeft_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("leftEarly"); // where the record goes no further, but the run did
    const QString sent = QStringLiteral("1 reads tail; 1 writes slots[0] 7; 1 writes tail 1");
    QTest::newRow("put") << QStringLiteral("1 reads tail; 1 writes slots[0] 7") << 0 << 0;
    QTest::newRow("sent") << sent << 1 << 1;
    QTest::newRow("taken") << sent + QStringLiteral("; 2 reads slots[0]") << 0 << 0;
    QTest::newRow("passed by the head") << sent + QStringLiteral("; 2 writes head 1") << 0 << 1;
    QTest::newRow("the tail turned back") << sent + QStringLiteral("; 2 writes tail 0") << 0 << 1;
    QTest::newRow("written over") << sent + QStringLiteral("; 2 writes slots[0] 8") << 0 << 0;
    QTest::newRow("two of them") << sent + QStringLiteral("; 1 reads tail; 1 writes slots[1] 8; 1 writes tail 2") << 2
                                 << 2;
}

void tst_MessageFates::whatIsSentAndWithinReachIsLeft()
{
    QFETCH(const QString, text);
    const Missing none;
    MessageFates fates(kObjects, none);
    const auto events = eventsFromText(kObjects, text.toStdString());
    for (std::size_t i = 0; i < events.size(); ++i)
        fates.settled(i, events[i]);
    QTEST(int(fates.leftOf(0)), "left");
    fates.endsEarly();
    QTEST(int(fates.leftOf(0)), "leftEarly");
}

void tst_MessageFates::killersAreThoseOfAReplay()
{
    std::map<QString, int> causes;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        const RandomRace race = racingMessages(seed);
        std::map<EventIndex, EventIndex> killers;
        for (const LostMessage &message : lostOf(race.objects, race.events)) {
            killers[message.event] = message.killer;
            ++causes[causeName(message.cause)];
        }
        QVERIFY2(killers == killersByReplay(race), qPrintable(QStringLiteral("seed %1").arg(seed)));
    }
    for (const char *cause : {"slot", "head", "tail", "behind"})
        QVERIFY2(causes[QString::fromLatin1(cause)] > 20, cause); // each way was met
}

void tst_MessageFates::withoutPatienceItIsOnlyABound()
{
    const RandomRace race = racingMessages(3);
    const Missing none;
    MessageFates fates(race.objects, none, 5);
    for (std::size_t i = 0; i < race.events.size(); ++i)
        fates.settled(i, race.events[i]);
    QVERIFY(fates.proofOf(0) == Proof::Bounded);
}

void tst_MessageFates::aWordThatDoesNotContinueIsNoProof()
{
    auto events = eventsFromText(kObjects, "1 writes slots[0] 10; 2 reads slots[0]; 2 reads slots[1]");
    events[1].a = Word::make(99, 7, 7).bits;
    const Missing none;
    MessageFates fates(kObjects, none);
    for (std::size_t i = 0; i < events.size(); ++i)
        fates.settled(i, events[i]);
    QCOMPARE(fates.unexplained(), 1u);
    QVERIFY(fates.proofOf(0) == Proof::NotProvable);
}

QTEST_APPLESS_MAIN(tst_MessageFates)
#include "tst_message_fates.moc"
