// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/state.h"

#include "tests/support/random_trace.h"
#include "tests/support/trace_text.h"

#include <QtTest>

#include <map>
#include <random>
#include <thread>

using namespace interleave;
using Phase = ActorState::Phase;

class tst_State : public QObject
{
    Q_OBJECT

private slots:
    void nothingHasHappenedAtTheStart();
    void theMockAtItsFirstLoss();
    void askingPutsIntoTheLineTakingTakesOut();
    void aSemaphoreHasALineAndNoHolder();
    void awaitingIsWaitingWithoutALine();
    void theDeadKeepTheirLocksUntilTheNextAcquisition();
    void beingHeldUpDoesNotEndAWait();
    void anyOtherAccessEndsAWait();
    void afterAGapNothingIsKnownUntilSomebodyLooks();
    void copiesComeFromCellsOnly();
    void slotsAreCountedApart();
    void whatIsGivenBackOnTheWayOutIsNoWork();
    void locksAreHeldOldestFirst();
    void aLongArrayShowsAWindow();
    void aHugeTableIsShownInPart();
    void whatTheWindowLeftBehindIsNotKnown();
    void eventsThatFitNothingOnlyCount();
    void anyCursorEqualsReplayFromTheStart_data();
    void anyCursorEqualsReplayFromTheStart();
    void whatTheWindowLeftBehindIsFoundAgain_data();
    void whatTheWindowLeftBehindIsFoundAgain();
    void whatMayHaveBeenWrittenSinceIsNotFoundAgain();
    void cursorsCanBeAskedWhileItGrows();
    void checkpointsStaySmall();
};

namespace {

const ObjectTable kObjects{{.kind = ObjectKind::Cell, .name = "counter", .initial = 3},
                           {.kind = ObjectKind::Mutex, .name = "lock"},
                           {.kind = ObjectKind::Semaphore, .name = "items", .initial = 1},
                           {.kind = ObjectKind::Slots, .name = "slots", .count = 8},
                           {.kind = ObjectKind::Slots, .name = "list", .count = 100'000, .initial = 4},
                           {.kind = ObjectKind::Mutex, .name = "forks", .count = 3}};
const ObjectRef kCounter = ObjectRef::of(0), kLock = ObjectRef::of(1), kItems = ObjectRef::of(2);

State after(std::string_view text)
{
    State state = State::initial(kObjects, 3);
    for (const Event &event : eventsFromText(kObjects, text))
        state.apply(event);
    return state;
}

/// What a window has left behind is found by looking back, not by replay.
bool sameButForWhatIsFoundAgain(const State &found, State replayed)
{
    for (std::size_t row = 0; row < replayed.objects.size(); ++row) {
        State::ObjectState &object = replayed.objects[row];
        for (std::size_t i = 0; object.cells.size() < object.count && i < object.cells.size(); ++i)
            if (!object.cells[i].known || object.cells[i].lastWrite == kNoEvent)
                object.cells[i] = found.objects[row].cells.at(i);
    }
    return found == replayed;
}

} // namespace

void tst_State::nothingHasHappenedAtTheStart()
{
    const State state = after("");
    QCOMPARE(state.position, EventIndex{0});
    QCOMPARE(state.actors.size(), std::size_t{3});
    QVERIFY(state.actors[0].phase == Phase::NotBegun);
    QVERIFY(!state.actors[0].copy);
    QVERIFY(state.cell(kCounter)->current == Word::initial(3));
    QCOMPARE(state.cell(kCounter)->lastWrite, kNoEvent);
    QVERIFY(state.lock(kLock)->holder == kNoActor);
    QVERIFY(!state.lock(kCounter));
    QVERIFY(!state.cell(kLock));
    QVERIFY(state.cell(ObjectRef::of(3, 7)));
    QVERIFY(!state.cell(ObjectRef::of(3, 8)));
    QVERIFY(!state.cell(ObjectRef::of(17)));
    QVERIFY(!state.lock(ObjectRef::of(17)));
}

void tst_State::theMockAtItsFirstLoss()
{
    const auto recording = mockRecording();
    TraceReader reader(recording->trace());
    const State state = recording->at(reader, 12);
    QCOMPARE(state.position, EventIndex{12});
    QCOMPARE(state.cell(kCounter)->current.value(), 5);
    QCOMPARE(state.cell(kCounter)->previous.value(), 5);
    QCOMPARE(int(state.cell(kCounter)->previous.actor()), 0);
    QCOMPARE(state.cell(kCounter)->lastWrite, EventIndex{11});
    QCOMPARE(state.objects[0].writes, std::uint64_t{6});
    QCOMPARE(state.actors[0].writes, std::uint64_t{4});
    QCOMPARE(state.actors[2].writes, std::uint64_t{2});
    QCOMPARE(state.actors[2].copy.value(), 5);
    QVERIFY(state.actors[1].phase == Phase::NotBegun);
    QCOMPARE(recording->at(reader, 30).cell(kCounter)->current.value(), 10);
}

void tst_State::askingPutsIntoTheLineTakingTakesOut()
{
    State state = after("1 asks lock; 1 takes lock; 2 asks lock; 3 asks lock");
    QCOMPARE(int(state.lock(kLock)->holder), 0);
    QCOMPARE(state.lock(kLock)->acquiredAt, EventIndex{1});
    QVERIFY(state.lock(kLock)->waiting == (std::vector<ActorId>{1, 2}));
    QVERIFY(state.actors[1].phase == Phase::Waiting);
    QVERIFY(state.actors[1].waitingFor == kLock);
    QVERIFY(state.actors[0].holding == std::vector<ObjectRef>{kLock});

    state = after("1 asks lock; 1 takes lock; 2 asks lock; 3 asks lock; 1 frees lock");
    QCOMPARE(state.lock(kLock)->holder, kNoActor);
    QCOMPARE(state.lock(kLock)->acquiredAt, kNoEvent);
    QVERIFY(state.actors[0].holding.empty());

    state = after("1 asks lock; 1 takes lock; 2 asks lock; 3 asks lock; 1 frees lock; 3 takes lock");
    QCOMPARE(int(state.lock(kLock)->holder), 2);
    QVERIFY(state.lock(kLock)->waiting == std::vector<ActorId>{1});
    QVERIFY(state.actors[2].phase == Phase::Running);
    QCOMPARE(state.lock(kLock)->acquisitions, std::uint64_t{2});
}

void tst_State::aSemaphoreHasALineAndNoHolder()
{
    const State state = after("1 asks items; 1 takes items; 2 asks items; 3 asks items");
    QVERIFY(state.lock(kItems)->waiting == (std::vector<ActorId>{1, 2}));
    QCOMPARE(state.lock(kItems)->holder, kNoActor);
    QCOMPARE(state.lock(kItems)->acquisitions, std::uint64_t{1});
    QCOMPARE(state.cell(kItems)->current.value(), 0);
    QVERIFY(state.actors[0].phase == Phase::Running);
    QVERIFY(!state.actors[0].copy);
    QCOMPARE(state.actors[0].writes, std::uint64_t{0});
    const State posted = after("1 asks items; 1 takes items; 2 asks items; 3 asks items; 1 posts items; 2 takes items");
    QVERIFY(posted.lock(kItems)->waiting == std::vector<ActorId>{2});
    QCOMPARE(posted.cell(kItems)->current.value(), 0);
    QCOMPARE(posted.cell(kItems)->previous.value(), 1);
}

void tst_State::awaitingIsWaitingWithoutALine()
{
    const State state = after("1 awaits counter");
    QVERIFY(state.actors[0].phase == Phase::Waiting);
    QVERIFY(state.actors[0].waitingFor == kCounter);
    QVERIFY(!state.actors[0].copy); // a hint is not a copy
    const State done = after("1 awaits counter; 2 writes counter 9; 1 sees counter");
    QVERIFY(done.actors[0].phase == Phase::Running);
    QCOMPARE(done.actors[0].copy.value(), 9);
    QCOMPARE(done.cell(kCounter)->lastAccess, EventIndex{2});
}

void tst_State::theDeadKeepTheirLocksUntilTheNextAcquisition()
{
    State state = after("1 takes lock; 2 asks lock; 3 asks lock; 2 dies; 1 dies");
    QVERIFY(state.actors[0].phase == Phase::Died);
    QCOMPARE(int(state.lock(kLock)->holder), 0);
    QVERIFY(state.actors[0].holding == std::vector<ObjectRef>{kLock});
    QVERIFY(state.lock(kLock)->waiting == std::vector<ActorId>{2});
    state = after("1 takes lock; 2 asks lock; 3 asks lock; 2 dies; 1 dies; 3 takes lock");
    QCOMPARE(int(state.lock(kLock)->holder), 2);
    QVERIFY(state.actors[0].holding.empty());
    QVERIFY(state.actors[0].phase == Phase::Died);
}

void tst_State::beingHeldUpDoesNotEndAWait()
{
    QVERIFY(after("1 takes lock; 2 asks lock; 2 stalls 5").actors[1].phase == Phase::Waiting);
    QVERIFY(after("2 stalls 5").actors[1].phase == Phase::Running);
}

void tst_State::anyOtherAccessEndsAWait()
{
    // Its acquisition was among the dropped.
    const State state = after("1 takes lock; 2 asks lock; 2 drops 3");
    QVERIFY(state.actors[1].phase == Phase::Running);
    QVERIFY(state.lock(kLock)->waiting.empty());
    QVERIFY(after("1 takes lock; 2 asks lock; 2 reads counter").lock(kLock)->waiting.empty());
}

void tst_State::afterAGapNothingIsKnownUntilSomebodyLooks()
{
    const State gap = after("1 writes counter 8; 1 takes lock; 2 drops 3");
    QVERIFY(gap.cell(kCounter) == nullptr);
    QCOMPARE(int(gap.lock(kLock)->holder), 0); // nobody else can have it
    QVERIFY(gap.lock(kLock)->known);
    QCOMPARE(gap.actors[1].missing, std::uint64_t{3});
    QVERIFY(gap.hasGaps() && !after("1 writes counter 8").hasGaps());
    QCOMPARE(after("1 writes counter 8; 2 drops 3; 1 reads counter").cell(kCounter)->current.value(), 8);

    // Where it is told to what the missing events were, the rest is known.
    QCOMPARE(after("1 writes counter 8; 2 drops 3 lock").cell(kCounter)->current.value(), 8);
    QVERIFY(after("1 writes counter 8; 2 drops 3 counter").lock(kLock)->known);
    QVERIFY(after("1 reads counter; 2 drops 3; 1 reads counter; 2 drops 3").cell(kCounter) == nullptr);
    QVERIFY(after("1 takes lock; 1 drops 3; 1 drops 3 lock").hasGaps());

    const State own = after("1 takes lock; 1 drops 3; 2 asks lock");
    QCOMPARE(own.lock(kLock)->holder, kNoActor);
    QVERIFY(!own.lock(kLock)->known);
    QVERIFY(own.actors[0].holding.empty());
    QVERIFY(own.lock(kLock)->waiting == std::vector<ActorId>{1});
}

void tst_State::copiesComeFromCellsOnly()
{
    const State state = after("1 reads counter; 1 writes slots[1] 8; 1 reads slots[1]");
    QCOMPARE(state.actors[0].copy.value(), 3);
    QCOMPARE(after("1 adds counter 2").actors[0].copy.value(), 5);
}

void tst_State::slotsAreCountedApart()
{
    const State state = after("1 writes counter 8; 1 writes slots[1] 8; 1 writes slots[2] 8; 1 reads slots[1]");
    QCOMPARE(state.actors[0].writes, std::uint64_t{3});
    QCOMPARE(state.actors[0].slotWrites, std::uint64_t{2});
    QCOMPARE(state.actors[0].slotReads, std::uint64_t{1});
    QCOMPARE(state.objects[3].writes, std::uint64_t{2});
    QCOMPARE(state.cell(ObjectRef::of(3, 1))->lastAccess, EventIndex{3});
}

void tst_State::whatIsGivenBackOnTheWayOutIsNoWork()
{
    State state = after("1 takes lock; 1 frees lock");
    QCOMPARE(state.actors[0].releases, std::uint64_t{1});
    std::vector<Event> events = eventsFromText(kObjects, "1 takes lock; 1 frees lock; 1 takes lock; 1 frees lock");
    events.back().b = 1;
    state = State::initial(kObjects, 3);
    state.apply(events);
    QCOMPARE(state.actors[0].releases, std::uint64_t{1});
    QVERIFY(state.actors[0].holding.empty());
}

void tst_State::locksAreHeldOldestFirst()
{
    const State state = after("1 takes forks[2]; 1 takes lock; 1 takes forks[0]; 1 frees lock");
    QVERIFY(state.actors[0].holding == (std::vector<ObjectRef>{ObjectRef::of(5, 2), ObjectRef::of(5, 0)}));
}

void tst_State::aLongArrayShowsAWindow()
{
    const State start = after("");
    QCOMPARE(start.objects[4].cells.size(), std::size_t{State::kWindow});
    QVERIFY(start.cell(ObjectRef::of(4, 0))->current == Word::initial(4));
    const State state = after("1 writes list[99999] 8");
    QCOMPARE(state.objects[4].firstShown, 100'000 - State::kWindow);
    QCOMPARE(state.cell(ObjectRef::of(4, 99'999))->current.value(), 8);
    QVERIFY(!state.cell(ObjectRef::of(4, 0)));
    // What was never touched is known to be as at the start.
    QCOMPARE(state.cell(ObjectRef::of(4, 99'500))->current.value(), 4);
    QCOMPARE(state.objects[4].cells.size(), std::size_t{State::kWindow});
}

void tst_State::aHugeTableIsShownInPart()
{
    // What a state takes follows the number of rows, whatever a file says of their lengths.
    const ObjectTable objects(255, Object{.kind = ObjectKind::Slots, .name = "slots", .count = 4096, .initial = 4});
    const State start = State::initial(objects, 1);
    std::size_t cells = 0;
    for (const State::ObjectState &object : start.objects)
        cells += object.cells.size();
    QVERIFY(cells <= State::kShownInAll + 255 * State::kLeastWindow);
    State state = start;
    Event event;
    event.set(EventKind::Write);
    event.object = ObjectRef::of(254, 4000);
    event.a = Word::make(7, 1, 1).bits;
    state.apply(event);
    QCOMPARE(state.objects[254].cells.size(), std::size_t{State::kLeastWindow});
    QCOMPARE(state.cell(event.object)->current.value(), 7);
    QVERIFY(!state.cell(ObjectRef::of(254, 0)));
}

void tst_State::whatTheWindowLeftBehindIsNotKnown()
{
    const State back = after("1 writes list[10] 8; 1 writes list[50000] 9; 2 reads list[11]");
    QVERIFY(!back.cell(ObjectRef::of(4, 10)));
    QVERIFY(!back.objects[4].cells[10].known);
    QCOMPARE(back.cell(ObjectRef::of(4, 11))->current.value(), 4); // it has just been read
    const State near = after("1 writes list[800] 8; 1 writes list[1200] 9");
    QCOMPARE(near.cell(ObjectRef::of(4, 800))->current.value(), 8);
    QCOMPARE(near.cell(ObjectRef::of(4, 1700))->current.value(), 4);
}

void tst_State::eventsThatFitNothingOnlyCount()
{
    State state = State::initial(kObjects, 2);
    std::mt19937_64 random(5);
    for (EventIndex i = 0; i < 100'000; ++i) {
        Event event{
            .object = ObjectRef::of(static_cast<std::uint32_t>(random() % 8), static_cast<std::uint32_t>(random())),
            .kindAndFlags = static_cast<std::uint8_t>(random()),
            .actor = static_cast<ActorId>(random() % 4),
            .a = random(),
            .b = random()};
        state.apply(event);
        QCOMPARE(state.position, i + 1);
    }
    QCOMPARE(state.actors.size(), std::size_t{2});
}

void tst_State::anyCursorEqualsReplayFromTheStart_data()
{
    QTest::addColumn<int>("actors");
    QTest::addColumn<int>("count");
    QTest::newRow("short") << 3 << 500;
    QTest::newRow("to the first checkpoint") << 4 << int(StateIndex::kStride);
    QTest::newRow("several checkpoints") << 5 << 400'000;
    QTest::newRow("many actors") << 64 << 300'000;
}

void tst_State::anyCursorEqualsReplayFromTheStart()
{
    QFETCH(int, actors);
    QFETCH(int, count);
    const auto events = randomTrace(static_cast<std::size_t>(actors), static_cast<std::size_t>(count), 9);
    const ObjectTable objects = randomObjects();
    Trace trace;
    StateIndex index(objects, static_cast<std::size_t>(actors));
    for (EventIndex i = 0; i < events.size(); ++i) {
        trace.append(events[i]);
        index.settled(i, events[i]);
    }
    // Cursors in order, so that one replay serves all; ends and neighbours of checkpoints among them.
    std::mt19937 random(1);
    std::vector<EventIndex> cursors{0, 1, events.size() - 1, events.size()};
    for (int i = 0; i < 60; ++i)
        cursors.push_back(random() % (events.size() + 1));
    for (EventIndex c = StateIndex::kStride; c < events.size() && c < 5 * StateIndex::kStride; c += StateIndex::kStride)
        cursors.insert(cursors.end(), {c - 1, c, c + 1});
    std::sort(cursors.begin(), cursors.end());
    State replayed = State::initial(objects, static_cast<std::size_t>(actors));
    TraceReader reader(trace);
    for (const EventIndex cursor : cursors) {
        while (replayed.position < cursor)
            replayed.apply(events[replayed.position]);
        QVERIFY(sameButForWhatIsFoundAgain(index.at(reader, cursor), replayed));
    }
}

void tst_State::whatTheWindowLeftBehindIsFoundAgain_data()
{
    QTest::addColumn<int>("jumpEvery");
    QTest::newRow("two regions in turn") << 7;
    QTest::newRow("back after many events") << 60'000;
}

/// Two processes append to far regions of a list, in turns; what is shown around each is all that was written there.
void tst_State::whatTheWindowLeftBehindIsFoundAgain()
{
    QFETCH(const int, jumpEvery);
    const ObjectTable objects{{.kind = ObjectKind::Slots, .name = "list", .count = 400'000, .initial = -1}};
    Trace trace;
    StateIndex index(objects, 2);
    std::map<std::uint32_t, CellState> whole; // by element
    std::uint32_t next[2] = {1000, 300'000};
    constexpr EventIndex kEvents = 200'000;
    TraceReader reader(trace);
    for (EventIndex i = 0; i < kEvents; ++i) {
        const auto actor = static_cast<ActorId>(i / static_cast<EventIndex>(jumpEvery) % 2);
        const std::uint32_t element = next[actor]++ - (i % 5 == 0 ? 1 : 0); // now and then over the one before
        CellState &cell = whole.try_emplace(element, CellState()).first->second;
        Event event{.object = ObjectRef::of(0, element), .actor = actor};
        event.set(i % 3 == 0 ? EventKind::Read : EventKind::Write);
        if (cell.lastAccess == kNoEvent)
            cell.current = Word::initial(-1);
        const Word written = Word::make(static_cast<std::int32_t>(i), Word::writerOf(actor),
                                        static_cast<std::uint32_t>(i + 1));
        event.a = (i % 3 == 0 ? cell.current : written).bits;
        event.b = i % 3 == 0 ? 0 : cell.current.bits;
        trace.append(event);
        index.settled(i, event);
        if (i % 3 != 0) {
            cell.current = written;
            cell.lastWrite = i;
        }
        cell.lastAccess = i;
        const EventIndex sinceJump = i % static_cast<EventIndex>(jumpEvery);
        if (i % 10'007 != 0 && !(jumpEvery > 1000 && sinceJump < 2))
            continue;
        const State found = index.at(reader, i + 1);
        for (std::uint32_t place = 0; place < found.objects[0].cells.size(); ++place) {
            const CellState &shown = found.objects[0].cells[place];
            const auto expected = whole.find(found.objects[0].firstShown + place);
            QVERIFY(shown.known);
            QVERIFY(shown.current == (expected == whole.end() ? Word::initial(-1) : expected->second.current));
            QCOMPARE(shown.lastWrite, expected == whole.end() ? kNoEvent : expected->second.lastWrite);
            QCOMPARE(shown.lastAccess, expected == whole.end() ? kNoEvent : expected->second.lastAccess);
        }
    }
}

void tst_State::whatMayHaveBeenWrittenSinceIsNotFoundAgain()
{
    const auto at = [](std::string_view text, std::uint32_t element) {
        const std::vector<Event> events = eventsFromText(kObjects, text);
        Trace trace;
        StateIndex index(kObjects, 3);
        for (EventIndex i = 0; i < events.size(); ++i) {
            trace.append(events[i]);
            index.settled(i, events[i]);
        }
        TraceReader reader(trace);
        return index.at(reader, events.size()).objects[4].cells.at(element);
    };
    const CellState found = at("1 writes list[10] 8; 1 writes list[50000] 9; 2 reads list[11]", 10);
    QVERIFY(found.known);
    QCOMPARE(found.current.value(), 8);
    QCOMPARE(found.lastWrite, EventIndex{0});
    QVERIFY(!at("1 writes list[10] 8; 1 drops 3; 1 writes list[50000] 9; 2 reads list[11]", 10).known);
    QCOMPARE(at("1 drops 3; 1 writes list[10] 8; 1 writes list[50000] 9; 2 reads list[11]", 10).current.value(), 8);
    QVERIFY(!at("1 drops 3; 1 writes list[10] 8; 1 writes list[50000] 9; 2 reads list[11]", 12).known);
}

void tst_State::cursorsCanBeAskedWhileItGrows()
{
    const auto events = lockedTrace(3, 200'000, 2);
    Trace trace;
    StateIndex index(counterObjects(), 3);
    std::atomic<int> wrong{0};
    std::thread asker([&] {
        TraceReader reader(trace);
        for (EventIndex size = 0; size < events.size();) {
            size = reader.size();
            const State state = index.at(reader, size);
            wrong += state.position == size ? 0 : 1;
        }
    });
    for (EventIndex i = 0; i < events.size(); ++i) {
        trace.append(events[i]);
        index.settled(i, events[i]);
    }
    asker.join();
    QCOMPARE(wrong.load(), 0);
}

void tst_State::checkpointsStaySmall()
{
    const auto events = randomTrace(16, 1'000'000, 4);
    StateIndex index(randomObjects(), 16);
    for (EventIndex i = 0; i < events.size(); ++i)
        index.settled(i, events[i]);
    QVERIFY(index.storedBytes() > 0);
    QVERIFY(index.storedBytes() <= 2 * events.size());
}

QTEST_APPLESS_MAIN(tst_State)
#include "tst_state.moc"
