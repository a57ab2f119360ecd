// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/cell.h"
#include "tests/support/run_of.h"

#include <QtTest>

#include <limits>
#include <set>
#include <thread>

using namespace interleave;

namespace {

const ObjectTable kTable = {{.kind = ObjectKind::Cell, .name = "counter", .initial = 10}};

} // namespace

class tst_Cell : public QObject
{
    Q_OBJECT

private slots:
    void aReadReportsTheWordItSaw();
    void aWriteReportsTheWordItReplaced();
    void anAdditionIsOneStep();
    void additionsOfManyActorsAreAllThere_data() { paces(); }
    void additionsOfManyActorsAreAllThere();
    void wordsOfOneActorAreNumberedThroughout();
    void everyEventNamesItsLine();
    void aBareCellKeepsTheWholeRangeOfValues_data() { paces(); }
    void aBareCellKeepsTheWholeRangeOfValues();

private:
    static void paces()
    {
        QTest::addColumn<bool>("bare");
        QTest::newRow("recorded") << false;
        QTest::newRow("bare") << true;
    }
    static RunMemory run(bool bare, std::size_t actors)
    {
        return runOf(kTable, actors, {.pace = bare ? Pace::Bare : Pace::Full}, 1 << 14);
    }
};

void tst_Cell::aReadReportsTheWordItSaw()
{
    const RunMemory memory = runOf(kTable);
    Probe probe(memory.control(), memory.data(), 0);
    Cell counter(probe, "counter");
    QCOMPARE(counter.read(), 10);
    const Event event = eventsOf(memory).at(0);
    QCOMPARE(event.kind(), EventKind::Read);
    QCOMPARE(event.seen(), Word::initial(10));
    QCOMPARE(event.object, ObjectRef::of(0));
    QCOMPARE(event.actor, ActorId(0));
    QVERIFY(event.time != 0);
}

void tst_Cell::aWriteReportsTheWordItReplaced()
{
    const RunMemory memory = runOf(kTable, 2);
    Probe one(memory.control(), memory.data(), 0), two(memory.control(), memory.data(), 1);
    Cell(one, "counter").write(11);
    Cell(two, "counter").write(-5);
    QCOMPARE(eventsOf(memory, 0).at(0).replaced(), Word::initial(10));
    QCOMPARE(eventsOf(memory, 0).at(0).written(), Word::make(11, 1, 1));
    QCOMPARE(eventsOf(memory, 1).at(0).replaced(), Word::make(11, 1, 1));
    QCOMPARE(memory.words(0).at(0), Word::make(-5, 2, 1));
}

void tst_Cell::anAdditionIsOneStep()
{
    const RunMemory memory = runOf(kTable);
    Probe probe(memory.control(), memory.data(), 0);
    QCOMPARE(Cell(probe, "counter").add(-3), 7);
    QCOMPARE(kindsOf(memory), std::vector{EventKind::Update});
    QCOMPARE(eventsOf(memory)[0].replaced(), Word::initial(10));
    QCOMPARE(eventsOf(memory)[0].written(), Word::make(7, 1, 1));
}

void tst_Cell::additionsOfManyActorsAreAllThere()
{
    QFETCH(bool, bare);
    const RunMemory memory = run(bare, 4);
    std::vector<std::thread> threads;
    for (ActorId actor = 0; actor < 4; ++actor)
        threads.emplace_back([&memory, actor] {
            Probe probe(memory.control(), memory.data(), actor);
            Cell counter(probe, "counter");
            for (int i = 0; i < 5000; ++i)
                counter.add(1);
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(memory.words(0).at(0).value(), 20'010);
    std::set<std::uint64_t> replaced; // each update replaced another word: they form one chain
    for (ActorId actor = 0; actor < 4 && !bare; ++actor)
        for (const Event &event : eventsOf(memory, actor))
            replaced.insert(event.b);
    QCOMPARE(replaced.size(), bare ? 0u : 20'000u);
}

void tst_Cell::wordsOfOneActorAreNumberedThroughout()
{
    const RunMemory memory = runOf({{.kind = ObjectKind::Cell, .name = "a"}, {.kind = ObjectKind::Cell, .name = "b"}});
    Probe probe(memory.control(), memory.data(), 0);
    Cell a(probe, "a"), b(probe, "b");
    a.write(1);
    b.write(1);
    a.add(1);
    std::uint32_t sequence = 0;
    for (const Event &event : eventsOf(memory))
        QCOMPARE(event.written().sequence(), ++sequence);
    QCOMPARE(sequence, 3u);
}

void tst_Cell::everyEventNamesItsLine()
{
    const RunMemory memory = runOf(kTable);
    Probe probe(memory.control(), memory.data(), 0);
    Cell counter(probe, "counter");
    const std::uint32_t line = std::source_location::current().line();
    counter.read();
    counter.write(1);
    const std::vector<Event> events = eventsOf(memory);
    const std::vector<Site> sites = memory.sites();
    QCOMPARE(sites.at(events[0].site), (Site{"tst_cell.cpp", line + 1}));
    QCOMPARE(sites.at(events[1].site), (Site{"tst_cell.cpp", line + 2}));
}

void tst_Cell::aBareCellKeepsTheWholeRangeOfValues()
{
    QFETCH(bool, bare);
    const RunMemory memory = run(bare, 1);
    Probe probe(memory.control(), memory.data(), 0);
    Cell counter(probe, "counter");
    for (const int value : {std::numeric_limits<int>::max(), std::numeric_limits<int>::min(), -1, 0}) {
        counter.write(value);
        QCOMPARE(counter.read(), value);
    }
    QCOMPARE(counter.add(-1), -1);
    QCOMPARE(counter.add(2), 1);
}

QTEST_APPLESS_MAIN(tst_Cell)
#include "tst_cell.moc"
