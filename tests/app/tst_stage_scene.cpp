// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/stage_scene.h"

#include "scenarios/catalog.h"
#include "scenarios/scenario_info.h"
#include "tests/support/trace_text.h"

#include <QTest>

using namespace interleave;

namespace {

ObjectTable counterTable()
{
    return {{ObjectKind::Cell, "counter"}, {ObjectKind::Mutex, "lock"}};
}

ObjectTable queueTable(std::uint32_t capacity)
{
    return {{ObjectKind::Queue, "queue"},
            {ObjectKind::Slots, "slots", 0, capacity},
            {ObjectKind::Cell, "head", 0},
            {ObjectKind::Cell, "tail", 0},
            {ObjectKind::Semaphore, "items", 0, 1, 0},
            {ObjectKind::Semaphore, "room", 0, 1, 4}};
}

ObjectTable listTable(std::uint32_t capacity)
{
    return {{ObjectKind::List, "list"}, {ObjectKind::Slots, "slots", 0, capacity}, {ObjectKind::Cell, "size", 0}};
}

StageScene sceneOf(const Recording &recording, EventIndex position, const LossIndex &losses = {},
                   const ScenarioInfo *scenario = nullptr)
{
    TraceReader reader(recording.trace());
    return describe(recording, reader, position, scenario, losses);
}

/// After the last statement but one, so that nobody counts as finished; the text ends with a filler event.
StageScene sceneOf(const ObjectTable &objects, const QByteArray &text, std::size_t actors)
{
    const auto recording = recordingFromText(objects, text.toStdString() + "; 2 stalls 1", actors);
    return sceneOf(*recording, recording->trace().size() - 1);
}

/// What the findings of the design's run say of its first loss: event 12 overwrote event 11.
std::shared_ptr<Findings> oneLoss(EventIndex event, std::vector<EventIndex> victims, const Recording &recording)
{
    TraceReader reader(recording.trace());
    const Event write = reader[event];
    Overwrite overwrite{event, write.actor, write.object, 0, Word::initial(4), write.replaced(), write.written(), victims};
    for (EventIndex i = 0; i < event; ++i)
        if (reader[i].kind() == EventKind::Read && reader[i].actor == write.actor) {
            overwrite.read = i;
            overwrite.seen = reader[i].seen();
        }
    auto findings = std::make_shared<Findings>();
    CellHistory cell;
    cell.object = write.object;
    cell.lost = victims.size();
    cell.overwritesTotal = 1;
    cell.overwrites = {overwrite};
    findings->cells = {cell};
    for (const EventIndex victim : victims)
        findings->losses.listed.push_back({event, victim});
    findings->losses.total = victims.size();
    findings->losses.events = 1;
    return findings;
}

} // namespace

class tst_StageScene : public QObject
{
    Q_OBJECT

private slots:
    void everyKindOfEventHasWords_data();
    void everyKindOfEventHasWords();
    void whoHasDoneNothingHasNotBegun();
    void aDeadProcessIsSaidToBeKilled();
    void whoWasStoppedIsNotSaidToBeKilled();
    void aDeathTouchesNoObject();
    void thePastOfACellIsToldOnlyByTheEventThatChangedIt();
    void aLineStandsInTheOrderOfAsking();
    void whoWaitsForEachOtherIsInADeadlock();
    void aSemaphoreIsACounterAndALine();
    void aQueueShowsWhatLiesBetweenHeadAndTail();
    void aLongArrayShowsTheEndAndNotMoreThanItMay();
    void aListMarksWhereItEnds();
    void rolesAreSaidWhereThereAreSeveral_data();
    void rolesAreSaidWhereThereAreSeveral();
    void anOverwriteIsToldInThreeParts();
    void severalVictimsAreCountedByProcess();
    void lossesAreCountedUpToTheCursor();
    void aMessageThatArrivesAgainIsToldInTwoParts();
    void whatMissingEventsMayHaveChangedIsNotKnown();
    void cardsOfARecordThatBreaksOffSayWhereItEnds();
    void namesForScreenReadersSayDeedAndCopy();
    void ticketsAreSaidToBeSold();
    void whatIsDoneCanBeToldByLocksGivenBack();
};

void tst_StageScene::everyKindOfEventHasWords_data()
{
    QTest::addColumn<bool>("queue");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("doing");
    QTest::newRow("read") << false << QByteArray("1 reads counter") << QStringLiteral("read 0");
    QTest::newRow("write") << false << QByteArray("1 writes counter 5") << QStringLiteral("wrote 5");
    QTest::newRow("update") << false << QByteArray("1 adds counter 1") << QStringLiteral("changed 0 to 1");
    QTest::newRow("asks for a lock") << false << QByteArray("1 asks lock") << QStringLiteral("waits for lock");
    QTest::newRow("takes a lock") << false << QByteArray("1 asks lock; 1 takes lock") << QStringLiteral("took lock");
    QTest::newRow("releases") << false << QByteArray("1 asks lock; 1 takes lock; 1 frees lock")
                              << QStringLiteral("released lock");
    QTest::newRow("stalled") << false << QByteArray("1 stalls 3000000")
                             << QStringLiteral("was held up 3 ms by recording");
    QTest::newRow("gap") << false << QByteArray("1 drops 3") << QStringLiteral("3 events not recorded");
    QTest::newRow("died") << false << QByteArray("1 reads counter; 1 dies") << QStringLiteral("was killed");
    QTest::newRow("reads a slot") << true << QByteArray("1 reads slots[2]") << QStringLiteral("read 0 from slot 2");
    QTest::newRow("writes a slot") << true << QByteArray("1 writes slots[2] 7") << QStringLiteral("wrote 7 to slot 2");
    QTest::newRow("one cell of several") << true << QByteArray("1 writes tail 1") << QStringLiteral("wrote 1 to tail");
    QTest::newRow("asks a semaphore") << true << QByteArray("1 asks items") << QStringLiteral("waits for items");
    QTest::newRow("takes of a semaphore") << true << QByteArray("1 asks room; 1 takes room")
                                          << QStringLiteral("took 1 of room");
    QTest::newRow("posts") << true << QByteArray("1 posts items") << QStringLiteral("added 1 to items");
    QTest::newRow("begins to await") << true << QByteArray("1 awaits tail")
                                     << QStringLiteral("waits for a change of the queue");
    QTest::newRow("has awaited") << true << QByteArray("1 awaits tail; 2 writes tail 1; 1 sees tail")
                                 << QStringLiteral("saw tail become 1");
}

void tst_StageScene::everyKindOfEventHasWords()
{
    QFETCH(bool, queue);
    QFETCH(QByteArray, text);
    QFETCH(QString, doing);
    const StageScene scene = sceneOf(queue ? queueTable(4) : counterTable(), text, 2);
    QCOMPARE(scene.actors.front().doing, doing);
    QVERIFY(scene.actors.front().now);
    QVERIFY(!scene.actors.front().shortly.isEmpty());
}

void tst_StageScene::whoHasDoneNothingHasNotBegun()
{
    const StageScene scene = sceneOf(*mockRecording(), 12);
    QCOMPARE(scene.actors[1].doing, QStringLiteral("has not begun"));
    QCOMPARE(scene.actors[1].copy, QStringLiteral("–"));
    QVERIFY(!scene.actors[1].now);
}

void tst_StageScene::aDeadProcessIsSaidToBeKilled()
{
    const StageScene scene = sceneOf(counterTable(), "2 asks lock; 2 takes lock; 2 dies; 1 reads counter", 3);
    QCOMPARE(scene.actors[1].doing, QStringLiteral("was killed"));
    QCOMPARE(scene.actors[1].mood, ActorBody::Mood::Dead);
}

void tst_StageScene::whoWasStoppedIsNotSaidToBeKilled()
{
    const auto recording = recordingFromText(counterTable(), "2 asks lock; 2 dies; 1 reads counter", 3);
    std::vector<ProcessInfo> processes = recording->info()->processes;
    processes[1].end = ProcessEnd::Stopped;
    recording->setProcesses(processes);
    const StageScene scene = sceneOf(*recording, 3);
    QCOMPARE(scene.actors[1].doing, QStringLiteral("was stopped by Interleave"));
    QCOMPARE(scene.actors[1].shortly, QStringLiteral("stopped"));
}

void tst_StageScene::aDeathTouchesNoObject()
{
    const StageScene scene = sceneOf(counterTable(), "1 reads counter; 1 dies", 2);
    QVERIFY(!scene.access);
    QVERIFY(!scene.cells.front().touched);
}

void tst_StageScene::thePastOfACellIsToldOnlyByTheEventThatChangedIt()
{
    const auto recording = recordingFromText(counterTable(), "1 writes counter 4; 2 writes counter 5; 1 reads counter", 2);
    QCOMPARE(sceneOf(*recording, 2).cells.front().before, QStringLiteral("4"));
    QCOMPARE(sceneOf(*recording, 2).cells.front().writer, 1);
    QVERIFY(!sceneOf(*recording, 3).cells.front().changed());
    QVERIFY(sceneOf(*recording, 3).cells.front().touched);
}

void tst_StageScene::aLineStandsInTheOrderOfAsking()
{
    const StageScene scene = sceneOf(counterTable(), "2 asks lock; 2 takes lock; 3 asks lock; 1 asks lock", 3);
    const LockBody &lock = scene.locks.front();
    QCOMPARE(lock.holder, 1);
    QCOMPARE(lock.waiting, (std::vector<int>{2, 0}));
    QVERIFY(lock.line.startsWith(QStringLiteral("counter.cpp:")));
    QCOMPARE(lock.sentence, QStringLiteral("lock, held by process 2, process 3 and process 1 wait"));
    QCOMPARE(scene.actors[1].holds, QStringLiteral("holds lock"));
}

void tst_StageScene::whoWaitsForEachOtherIsInADeadlock()
{
    const ObjectTable table = {{ObjectKind::Mutex, "left"}, {ObjectKind::Mutex, "right"}};
    const auto recording = recordingFromText(table,
                                             "1 asks left; 1 takes left; 2 asks right; 2 takes right; 1 asks right; 2 asks left;"
                                             "1 dies; 2 takes left",
                                             2);
    QVERIFY(sceneOf(*recording, 5).deadlock.empty());
    const StageScene stuck = sceneOf(*recording, 6);
    QCOMPARE(stuck.deadlock.size(), std::size_t{2});
    QVERIFY(stuck.strip);
    QCOMPARE(stuck.strip->sentence, QStringLiteral("Deadlock: process 1 waits for right, process 2 waits for left. "
                                                   "Each waits for what the next one holds: for ever."));
    QCOMPARE(stuck.sentenceOf(QStringLiteral("strip")), stuck.strip->sentence);
    QVERIFY(sceneOf(*recording, 7).deadlock.empty()); // a dead process waits for nothing
}

void tst_StageScene::aSemaphoreIsACounterAndALine()
{
    const StageScene scene = sceneOf(queueTable(4), "1 asks room; 1 takes room; 2 asks items", 2);
    QCOMPARE(scene.locks[1].value, QStringLiteral("3"));
    QCOMPARE(scene.locks[0].value, QStringLiteral("0"));
    QCOMPARE(scene.locks[0].waiting, std::vector<int>{1});
}

void tst_StageScene::aQueueShowsWhatLiesBetweenHeadAndTail()
{
    const StageScene scene = sceneOf(queueTable(4), "1 writes slots[0] 7; 1 writes tail 1; 2 writes slots[1] 8;"
                                                    "2 writes tail 2; 1 reads slots[0]; 1 writes head 1", 2);
    const GroupBody &queue = scene.groups.front();
    QCOMPARE(queue.filling, QStringLiteral("1 of 4 slots filled"));
    QVERIFY(!queue.places[0].filled);
    QVERIFY(queue.places[1].filled);
    QCOMPARE(queue.places[1].word.writer, 1);
    QCOMPARE(queue.places[1].mark, QStringLiteral("head"));
    QCOMPARE(queue.places[2].mark, QStringLiteral("tail"));
    QVERIFY(scene.cells.empty()); // head and tail are drawn inside the queue
    QCOMPARE(scene.locks.size(), std::size_t{2});
}

void tst_StageScene::aLongArrayShowsTheEndAndNotMoreThanItMay()
{
    const StageScene scene = sceneOf(queueTable(4096), "1 writes head 5000; 1 writes tail 5001", 2);
    const GroupBody &queue = scene.groups.front();
    QCOMPARE(queue.places.size(), std::size_t{GroupBody::kSlots});
    QCOMPARE(queue.capacity, 4096u);
    QCOMPARE(queue.places[queue.anchor].word.object.element(), 5000u % 4096u);
    QVERIFY(queue.places[queue.anchor].filled);
}

void tst_StageScene::rolesAreSaidWhereThereAreSeveral_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("said"); // of the second
    QTest::newRow("two roles") << QStringLiteral("producer") << QStringLiteral("process 2 (consumer), ");
    QTest::newRow("one role") << QStringLiteral("consumer") << QStringLiteral("process 2, ");
}

void tst_StageScene::rolesAreSaidWhereThereAreSeveral()
{
    QFETCH(QString, first);
    QFETCH(QString, said);
    const auto recording = recordingFromText(queueTable(4), "1 writes slots[0] 7; 2 reads slots[0]", 2);
    RunInfo info = *recording->info();
    info.processes[0].role = first.toStdString();
    info.processes[1].role = "consumer";
    recording->setProcesses(info.processes);
    const StageScene scene = sceneOf(*recording, 2);
    QVERIFY2(scene.actors[1].sentence.startsWith(said), qPrintable(scene.actors[1].sentence));
    QCOMPARE(scene.actors[0].role.isEmpty(), first == QLatin1String("consumer"));
}

void tst_StageScene::aListMarksWhereItEnds()
{
    const StageScene scene = sceneOf(listTable(8), "1 writes slots[0] 3; 1 writes size 1", 2);
    const GroupBody &list = scene.groups.front();
    QVERIFY(list.places[0].filled);
    QVERIFY(!list.places[1].filled);
    QCOMPARE(list.places[1].mark, QStringLiteral("size"));
    QCOMPARE(list.filling, QStringLiteral("1 item"));
    QCOMPARE(list.after.front().value, QStringLiteral("1"));
}

void tst_StageScene::anOverwriteIsToldInThreeParts()
{
    const auto recording = mockRecording();
    const LossIndex losses(oneLoss(11, {10}, *recording));
    const StageScene scene = sceneOf(*recording, 12, losses, findScenario("counter"));
    QVERIFY(scene.strip);
    QCOMPARE(scene.strip->parts.size(), std::size_t{3});
    QCOMPARE(scene.strip->parts[0].text, QStringLiteral("read 4"));
    QCOMPARE(scene.strip->parts[0].actor, 2);
    QCOMPARE(scene.strip->parts[1].text, QStringLiteral("wrote 5"));
    QCOMPARE(scene.strip->parts[1].actor, 0);
    QCOMPARE(scene.strip->parts[2].text, QStringLiteral("wrote 5 over it"));
    QCOMPARE(scene.strip->verdict, QStringLiteral("Process 1's +1 is gone."));
    QVERIFY(scene.cells.front().overwritten);
    QVERIFY(!sceneOf(*recording, 11, losses).strip);
}

void tst_StageScene::severalVictimsAreCountedByProcess()
{
    const auto recording = recordingFromText(counterTable(), "2 reads counter; 1 writes counter 1; 3 writes counter 2;"
                                                             "1 writes counter 3; 2 writes counter 1", 3);
    const LossIndex losses(oneLoss(4, {1, 2, 3}, *recording));
    QCOMPARE(sceneOf(*recording, 5, losses).strip->verdict,
             QStringLiteral("3 increments are gone: 2 of process 1 and 1 of process 3."));
}

void tst_StageScene::lossesAreCountedUpToTheCursor()
{
    const auto recording = mockRecording();
    const LossIndex losses(oneLoss(11, {10}, *recording));
    const auto texts = [&](EventIndex position) {
        QStringList lines;
        for (const TallyLine &line : sceneOf(*recording, position, losses, findScenario("counter")).tally)
            lines << line.text;
        return lines;
    };
    QCOMPARE(texts(11), QStringList({QStringLiteral("5 increments written"), QStringLiteral("counter shows 5")}));
    QCOMPARE(texts(12), QStringList({QStringLiteral("6 increments written"), QStringLiteral("counter shows 5"),
                                     QStringLiteral("1 lost so far")}));
    // Without findings nobody can say which of the missing ones may still come back.
    for (const TallyLine &line : sceneOf(*recording, 12, {}, findScenario("counter")).tally)
        QVERIFY2(!line.loss, qPrintable(line.text));
}

void tst_StageScene::aMessageThatArrivesAgainIsToldInTwoParts()
{
    const auto recording = recordingFromText(queueTable(4),
                                             "1 writes slots[0] 7; 1 writes tail 1; 2 reads slots[0];"
                                             "2 writes head 1; 3 reads slots[0]; 3 stalls 1",
                                             3);
    const LossIndex losses(recording->findings());
    const StageScene scene = sceneOf(*recording, 5, losses);
    QVERIFY(scene.strip);
    QCOMPARE(scene.strip->title, QStringLiteral("Arrived again"));
    QCOMPARE(scene.strip->parts.size(), std::size_t{2});
    QCOMPARE(scene.strip->parts[0].actor, 1);
    QCOMPARE(scene.strip->parts[1].actor, 2);
    QCOMPARE(scene.strip->parts[1].text, QStringLiteral("read 7 again"));
    QCOMPARE(scene.strip->verdict, QStringLiteral("Message 7 arrives again."));
    QCOMPARE(scene.tally.back().text, QStringLiteral("1 arrived again"));
    QVERIFY(!sceneOf(*recording, 3, losses).strip);
    QVERIFY(!sceneOf(*recording, 6, losses).strip);
}

void tst_StageScene::whatMissingEventsMayHaveChangedIsNotKnown()
{
    RunSettings settings;
    settings.parameters = {{"increments", 5}, {"processes", 3}};
    const auto recording = recordingFromText(counterTable(),
                                             "1 asks lock; 1 takes lock; 1 writes counter 5; 1 frees lock;"
                                             "2 drops 9; 3 reads counter; 1 drops 2",
                                             3, settings);
    const auto tally = [&](EventIndex position) {
        QStringList lines;
        for (const TallyLine &line : sceneOf(*recording, position, {}, findScenario("counter")).tally)
            lines << line.text;
        return lines;
    };
    const StageScene gap = sceneOf(*recording, 5);
    QCOMPARE(gap.cells.front().value, QStringLiteral("?"));
    QCOMPARE(gap.cells.front().sentence, QStringLiteral("counter, not known here"));
    QVERIFY(!gap.locks.front().known);
    QCOMPARE(gap.actors[1].copy, QStringLiteral("–"));
    QCOMPARE(tally(4), QStringList({QStringLiteral("1 increment written"), QStringLiteral("counter shows 5")}));
    QCOMPARE(
        tally(5),
        QStringList({QStringLiteral("1 increment written, as recorded"), QStringLiteral("counter is not known here")}));
    QCOMPARE(sceneOf(*recording, 6).cells.front().value, QStringLiteral("5")); // somebody has looked
    const StageScene cards = sceneOf(*recording, 6, {}, findScenario("counter"));
    QVERIFY(cards.actors[0].done.endsWith(QStringLiteral("done")));
    QVERIFY(cards.actors[1].done.endsWith(QStringLiteral("recorded")));
}

void tst_StageScene::cardsOfARecordThatBreaksOffSayWhereItEnds()
{
    const auto recording = recordingFromText(counterTable(), "1 reads counter; 2 reads counter; 1 writes counter 1", 2);
    QCOMPARE(sceneOf(*recording, 3).actors[1].doing, QStringLiteral("done"));
    recording->damage = Damage{100, "The recording breaks off."};
    QCOMPARE(sceneOf(*recording, 3).actors[1].doing, QStringLiteral("the record ends here"));
    QCOMPARE(sceneOf(*recording, 3).actors[0].doing, QStringLiteral("wrote 1")); // now
    QCOMPARE(sceneOf(*recording, 2).actors[0].doing, QStringLiteral("read 0"));
    recording->damage->breaksOff = false; // all of it is there
    QCOMPARE(sceneOf(*recording, 3).actors[1].doing, QStringLiteral("done"));
}

void tst_StageScene::namesForScreenReadersSayDeedAndCopy()
{
    const StageScene scene = sceneOf(*mockRecording(), 12);
    QCOMPARE(scene.sentenceOf(QStringLiteral("actor/2")), QStringLiteral("process 3, wrote 5, its copy 5"));
    QCOMPARE(scene.sentenceOf(QStringLiteral("object/counter")), QStringLiteral("counter, 5, written by process 3, was 5"));
    QVERIFY(scene.sentenceOf(QStringLiteral("object/nothing")).isEmpty());
}

/// "0 tickets" beside "left 3" would read as if none were left.
void tst_StageScene::ticketsAreSaidToBeSold()
{
    const ScenarioInfo &scenario = *findScenario("abandoned");
    const RunSettings settings{.scenario = "abandoned", .mode = "plain", .parameters = {{"processes", 2}, {"tickets", 2}}};
    const auto recording = recordingFromText(scenario.objects(settings.parameters, settings.mode),
                                             "1 takes lock; 1 adds left -1; 1 dies; 2 asks lock", 2, settings);
    RunInfo info = *recording->info();
    for (ProcessInfo &process : info.processes)
        process.role = "seller";
    recording->finish(info);
    const StageScene scene = sceneOf(*recording, 4, {}, &scenario);
    QCOMPARE(scene.tally.at(0).text, QStringLiteral("0 tickets sold"));
    QCOMPARE(scene.sentenceOf(QStringLiteral("object/lock")),
             QStringLiteral("lock, held by process 1, which died, process 2 waits"));
}

void tst_StageScene::whatIsDoneCanBeToldByLocksGivenBack()
{
    const ScenarioInfo &scenario = *findScenario("deadlock");
    RunSettings settings{.scenario = "deadlock", .mode = "same", .parameters = {{"processes", 2}, {"transfers", 3}}};
    auto objects = scenario.objects(settings.parameters, settings.mode);
    objects[2].name = "p", objects[3].name = "q"; // names of one word, for the text below
    const auto recording = recordingFromText(
        objects, "1 takes p; 1 takes q; 1 frees q; 1 frees p; 2 takes p; 2 takes q; 2 frees q; 1 stalls 1", 2, settings);
    RunInfo info = *recording->info();
    info.processes[0].role = "a to b", info.processes[1].role = "b to a";
    recording->finish(info);
    const StageScene scene = sceneOf(*recording, 8, {}, &scenario);
    QCOMPARE(scene.actors[0].shortDone, QStringLiteral("1/3"));
    QCOMPARE(scene.actors[1].shortDone, QStringLiteral("0/3"));
    QCOMPARE(scene.tally.at(0).text, QStringLiteral("1 transfer"));
    QCOMPARE(scene.tally.size(), std::size_t{1}); // two roles, one word
}

QTEST_APPLESS_MAIN(tst_StageScene)
#include "tst_stage_scene.moc"
