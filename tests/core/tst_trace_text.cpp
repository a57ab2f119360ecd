// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/trace_text.h"

#include <QtTest>

#include <set>
#include <stdexcept>

using namespace interleave;

class tst_TraceText : public QObject
{
    Q_OBJECT

private slots:
    void aWriteTellsWhatItReplaced();
    void sequencesCountTheWritesOfAnActor();
    void aReadSeesTheCurrentWordOrANamedOlderOne();
    void acquisitionsNameTheirRequestAndThePreviousOwner();
    void aDeadHoldersLockCanBeTaken();
    void aSemaphoreCountsDownAndUp();
    void elementsOfAnArrayAreApart();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
    void theMockIsTheRunInThePicture();
    void theDeadAreMarked();
};

namespace {

const ObjectTable kObjects{{.kind = ObjectKind::Cell, .name = "counter"},
                           {.kind = ObjectKind::Mutex, .name = "lock"},
                           {.kind = ObjectKind::Semaphore, .name = "items", .initial = 1},
                           {.kind = ObjectKind::Slots, .name = "slots", .count = 8}};

std::vector<Event> events(std::string_view text)
{
    return eventsFromText(kObjects, text);
}

} // namespace

void tst_TraceText::aWriteTellsWhatItReplaced()
{
    const auto e = events("1 writes counter 7; 2 writes counter 9\n1 adds counter 2");
    QCOMPARE(e.size(), std::size_t{3});
    QVERIFY(e[0].replaced() == Word::initial(0));
    QVERIFY(e[1].replaced() == e[0].written());
    QVERIFY(e[2].replaced() == e[1].written());
    QVERIFY(e[2].kind() == EventKind::Update);
    QCOMPARE(e[2].written().value(), 11);
}

void tst_TraceText::sequencesCountTheWritesOfAnActor()
{
    const auto e = events("1 writes counter 7; 2 writes counter 9; 1 writes slots[2] 1; 1 posts items");
    QCOMPARE(e[0].written().sequence(), 1u);
    QCOMPARE(e[1].written().sequence(), 1u);
    QCOMPARE(e[2].written().sequence(), 2u);
    QCOMPARE(e[3].written().sequence(), 3u);
    QCOMPARE(int(e[1].written().actor()), 1);
}

void tst_TraceText::aReadSeesTheCurrentWordOrANamedOlderOne()
{
    const auto e = events("1 writes counter 1; 1 writes counter 2; 2 reads counter; 2 reads counter 1; 2 sees counter");
    QVERIFY(e[2].seen() == e[1].written());
    QVERIFY(e[3].seen() == e[0].written());
    QVERIFY(e[4].kind() == EventKind::Awaited);
}

void tst_TraceText::acquisitionsNameTheirRequestAndThePreviousOwner()
{
    const auto e = events("1 asks lock; 1 takes lock; 2 asks lock; 1 frees lock; 2 takes lock");
    QCOMPARE(e[1].acquisition(), std::uint64_t{1});
    QCOMPARE(e[1].request(), 1u);
    QCOMPARE(e[1].previousOwner(), kNoActor);
    QVERIFY(!e[1].has(kContended));
    QCOMPARE(e[3].acquisition(), std::uint64_t{1});
    QCOMPARE(e[4].acquisition(), std::uint64_t{2});
    QCOMPARE(e[4].request(), 2u);
    QCOMPARE(int(e[4].previousOwner()), 0);
    QVERIFY(e[4].has(kContended));
}

void tst_TraceText::aDeadHoldersLockCanBeTaken()
{
    const auto e = events("1 takes lock; 2 asks lock; 1 dies; 2 takes lock");
    QVERIFY(e[2].kind() == EventKind::Died);
    QCOMPARE(e[2].a, std::uint64_t{9});
    QVERIFY(e[3].has(kOwnerDied));
    QCOMPARE(e[3].deadOwner(), ActorId(0));
    QVERIFY(e[3].has(kContended));
}

void tst_TraceText::aSemaphoreCountsDownAndUp()
{
    const auto e = events("1 asks items; 1 takes items; 2 asks items; 1 posts items; 2 takes items");
    QCOMPARE(e[1].written().value(), 0);
    QVERIFY(!e[1].has(kContended));
    QCOMPARE(e[3].written().value(), 1);
    QVERIFY(e[4].has(kContended));
    QVERIFY(e[4].replaced() == e[3].written());
}

void tst_TraceText::elementsOfAnArrayAreApart()
{
    const auto e = events("1 writes slots[3] 5; 2 reads slots[4]; 2 reads slots[3]");
    QCOMPARE(e[0].object.element(), 3u);
    QVERIFY(e[1].seen() == Word::initial(0));
    QVERIFY(e[2].seen() == e[0].written());
}

void tst_TraceText::nonsenseIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no verb") << QByteArray("1");
    QTest::newRow("actor zero") << QByteArray("0 reads counter");
    QTest::newRow("unknown object") << QByteArray("1 reads nothing");
    QTest::newRow("unknown verb") << QByteArray("1 eats counter");
    QTest::newRow("a lock is not read") << QByteArray("1 reads lock");
    QTest::newRow("held by another") << QByteArray("1 takes lock; 2 takes lock");
    QTest::newRow("freed by another") << QByteArray("1 takes lock; 2 frees lock");
    QTest::newRow("below zero") << QByteArray("1 takes items; 1 takes items");
    QTest::newRow("beyond the array") << QByteArray("1 reads slots[8]");
    QTest::newRow("never that value") << QByteArray("1 reads counter 4");
    QTest::newRow("a write needs a value") << QByteArray("1 writes counter");
    QTest::newRow("more than a number") << QByteArray("1 writes counter 4 5");
}

void tst_TraceText::nonsenseIsRefused()
{
    QFETCH(QByteArray, text);
    QVERIFY_EXCEPTION_THROWN(events(text.constData()), std::invalid_argument);
}

void tst_TraceText::theMockIsTheRunInThePicture()
{
    const auto recording = mockRecording();
    const auto info = recording->info();
    QVERIFY(recording->finished());
    QCOMPARE(recording->trace().size(), EventIndex{30});
    QCOMPARE(info->processes.size(), std::size_t{3});
    QCOMPARE(info->processes[2].pid, std::int64_t{41209});
    QCOMPARE(info->objects[0].name, std::string("counter"));
    QCOMPARE(info->objects[1].name, std::string("lock"));
    QCOMPARE(info->finalWords[0][0].value(), 10);
    QVERIFY(info->finalWords[1].empty());

    std::set<std::uint64_t> tags;
    std::vector<int> perProcess(3);
    TraceReader reader(recording->trace());
    QByteArray text;
    reader.forEach(0, reader.size(), [&](EventIndex, const Event &event) {
        text += QByteArray::number(event.actor + 1) + (event.kind() == EventKind::Write ? 'W' : 'R')
            + QByteArray::number(Word{event.a}.value()) + ' ';
        perProcess[event.actor] += event.kind() == EventKind::Write ? 1 : 0;
        if (event.kind() == EventKind::Write)
            tags.insert(event.written().tag());
        QVERIFY(info->sites[event.site].file == "counter.cpp");
        QVERIFY(info->sites[event.site].line == (event.kind() == EventKind::Write ? kWriteLine : kReadLine));
    });
    QCOMPARE(text,
             QByteArray("1R0 1W1 3R1 3W2 1R2 1W3 1R3 1W4 1R4 3R4 1W5 3W5 2R5 1R5 1W6 3R6 3W7 3R7 3W8 3R8 3W9 "
                        "2W6 2R6 2W7 2R7 2W8 2R8 2W9 2R9 2W10 "));
    QCOMPARE(tags.size(), std::size_t{15});
    QCOMPARE(perProcess, (std::vector<int>{5, 5, 5}));
}

void tst_TraceText::theDeadAreMarked()
{
    const auto recording = recordingFromText(kObjects, "1 writes counter 1; 2 takes lock; 2 dies 11; 1 stalls 500", 2);
    const auto info = recording->info();
    QVERIFY(info->processes[0].end == ProcessEnd::Finished);
    QVERIFY(info->processes[1].end == ProcessEnd::Killed);
    QCOMPARE(info->processes[1].signal, 11);
    QCOMPARE(info->processes[1].events, std::uint64_t{1});
    QCOMPARE(info->stalledNs, std::int64_t{500});
}

QTEST_APPLESS_MAIN(tst_TraceText)
#include "tst_trace_text.moc"
