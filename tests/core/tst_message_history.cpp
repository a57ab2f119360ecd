// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/message_history.h"

#include <QtTest>

#include <map>

using namespace interleave;

namespace {

/// A queue (row 0) with slots (row 1) that are the only thing looked at.
class Mail
{
public:
    Mail &sends(ActorId actor, std::int32_t id, std::uint32_t slot, int flags = kNoFlags)
    {
        const Word word = Word::make(id, static_cast<std::uint8_t>(actor + 1), ++m_sequence);
        settle(actor, EventKind::Write, slot, word, m_words[slot], flags);
        m_words[slot] = word;
        return *this;
    }
    Mail &receives(ActorId actor, std::uint32_t slot)
    {
        settle(actor, EventKind::Read, slot, m_words[slot], {}, kNoFlags);
        return *this;
    }
    MessageHistory history() const { return m_histories.histories().at(0); }

private:
    void settle(ActorId actor, EventKind kind, std::uint32_t slot, Word a, Word b, int flags)
    {
        Event event;
        event.time = m_time += 10;
        event.actor = actor;
        event.object = ObjectRef::of(1, slot);
        event.a = a.bits;
        event.b = b.bits;
        event.set(kind, static_cast<std::uint8_t>(flags));
        m_histories.settled(m_index++, event);
    }

    MessageHistories m_histories{{{ObjectKind::Queue, "queue"}, {ObjectKind::Slots, "slots", 0, 8}}, 2.0};
    std::map<std::uint32_t, Word> m_words;
    std::uint32_t m_sequence = 0;
    std::uint64_t m_time = 0;
    EventIndex m_index = 0;
};

} // namespace

class tst_MessageHistory : public QObject
{
    Q_OBJECT

private slots:
    void eachMessageOnceInOrder();
    void whatNobodyReceivedIsLost();
    void aSecondReceptionIsADuplicate();
    void aMessageBehindALaterOneWasOvertaken();
    void anOvertakenMessageNamesTheLaterOneAndBothProcesses();
    void twoConsumersMayTakeTurns();
    void anEmptySlotIsNoMessage();
    void anInferredSendingHasNoLatency();
    void slotsOfAListAreNoMessages();
};

void tst_MessageHistory::eachMessageOnceInOrder()
{
    const MessageHistory history = Mail().sends(0, 1, 0).sends(0, 2, 1).receives(1, 0).receives(1, 1).history();
    QCOMPARE(history.sent, 2u);
    QCOMPARE(history.received, 2u);
    QCOMPARE(history.lost, 0u);
    QCOMPARE(history.duplicated, 0u);
    QCOMPARE(history.overtaken, 0u);
    QVERIFY((history.latency.samples == std::vector<float>{40, 40}));
}

void tst_MessageHistory::whatNobodyReceivedIsLost()
{
    const MessageHistory history = Mail().sends(0, 1, 0).sends(1, 2, 0).receives(2, 0).history();
    QCOMPARE(history.sent, 2u);
    QCOMPARE(history.lost, 1u);
}

void tst_MessageHistory::aSecondReceptionIsADuplicate()
{
    const MessageHistory history = Mail().sends(0, 1, 0).receives(1, 0).receives(2, 0).receives(2, 0).history();
    QCOMPARE(history.received, 3u);
    QCOMPARE(history.duplicated, 2u);
    QCOMPARE(history.duplicatedMessages, 1u);
    QCOMPARE(history.lost, 0u);
    QCOMPARE(history.latency.count, 1u);
}

void tst_MessageHistory::aMessageBehindALaterOneWasOvertaken()
{
    const MessageHistory history = Mail().sends(0, 1, 0).sends(0, 2, 1).receives(1, 1).receives(1, 0).history();
    QCOMPARE(history.overtaken, 1u);
    QCOMPARE(history.lost, 0u);
}

void tst_MessageHistory::anOvertakenMessageNamesTheLaterOneAndBothProcesses()
{
    const MessageHistory history =
        Mail().sends(0, 11, 0).sends(0, 12, 1).sends(0, 13, 2).receives(2, 1).receives(2, 2).receives(2, 0).history();
    // The latest of those that came before it.
    QVERIFY((history.overtakings
             == std::vector<Overtaking>{
                 {.message = 11, .laterMessage = 13, .producer = 0, .consumer = 2, .event = 5, .later = 4}}));
}

void tst_MessageHistory::twoConsumersMayTakeTurns()
{
    const MessageHistory history = Mail().sends(0, 1, 0).sends(0, 2, 1).receives(1, 1).receives(2, 0).history();
    QCOMPARE(history.overtaken, 0u);
}

void tst_MessageHistory::anEmptySlotIsNoMessage()
{
    const MessageHistory history = Mail().receives(1, 3).history();
    QCOMPARE(history.received, 0u);
}

void tst_MessageHistory::anInferredSendingHasNoLatency()
{
    const MessageHistory history = Mail().sends(0, 1, 0, kInferred).receives(1, 0).history();
    QCOMPARE(history.sent, 1u);
    QCOMPARE(history.received, 1u);
    QCOMPARE(history.latency.count, 0u);
}

void tst_MessageHistory::slotsOfAListAreNoMessages()
{
    MessageHistories histories({{ObjectKind::List, "list"}, {ObjectKind::Slots, "items", 0, 8}}, 1);
    Event event;
    event.object = ObjectRef::of(1);
    event.set(EventKind::Write);
    histories.settled(0, event);
    QVERIFY(histories.histories().empty());
}

QTEST_APPLESS_MAIN(tst_MessageHistory)
#include "tst_message_history.moc"
