// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/analyzer.h"
#include "core/analysis/lineage.h"
#include "core/analysis/lost_updates.h"
#include "tests/support/simulated_run.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace interleave;

namespace {

/// The whole tree by the words alone, and the killer of each write by definition: the last write after which it is not
/// on the path from the root to the current word any more.
struct Reference {
    std::map<EventIndex, EventIndex> killers; ///< victim → killer
    std::size_t attempted = 0, survivors = 0;

    Reference(const std::vector<Event> &events, ObjectRef object)
    {
        std::map<std::uint64_t, EventIndex> writeOf; // by word
        std::map<ActorId, std::uint64_t> copy;       // the word read and not yet written from
        std::map<EventIndex, EventIndex> parent;     // kNoEvent: the root
        std::set<EventIndex> path;
        for (EventIndex i = 0; i < events.size(); ++i) {
            const Event &event = events[i];
            if (event.object != object)
                continue;
            if (readsWord(event.kind()))
                copy[event.actor] = event.a;
            if (!writesWord(event.kind()))
                continue;
            ++attempted;
            writeOf[event.a] = i;
            parent[i] = kNoEvent;
            const bool update = event.kind() == EventKind::Update;
            if (update || copy.count(event.actor)) {
                const auto from = writeOf.find(update ? event.b : copy[event.actor]);
                parent[i] = from == writeOf.end() ? kNoEvent : from->second;
            }
            copy.erase(event.actor);

            std::set<EventIndex> now;
            for (EventIndex node = i; node != kNoEvent; node = parent[node])
                now.insert(node);
            for (const EventIndex gone : path)
                if (!now.count(gone))
                    killers[gone] = i;
            for (const EventIndex back : now)
                killers.erase(back);
            path = std::move(now);
        }
        survivors = path.size();
    }
};

std::map<EventIndex, EventIndex> killersIn(const CellHistory &history)
{
    std::map<EventIndex, EventIndex> killers;
    for (const Overwrite &overwrite : history.overwrites)
        for (const EventIndex victim : overwrite.victims)
            killers[victim] = overwrite.event;
    return killers;
}

std::vector<Event> trueOrder(const SimulatedRun &run)
{
    std::vector<Event> events;
    for (const SimulatedRun::Step &step : run.steps)
        events.push_back(step.event);
    return events;
}

Findings analysed(const SimulatedRun &run, const std::vector<Event> &events)
{
    RunInfo info;
    info.objects = run.objects;
    info.processes.resize(run.actors);
    Analyzer analyzer(info);
    for (EventIndex i = 0; i < events.size(); ++i)
        analyzer.settled(i, events[i]);
    return analyzer.findings();
}

/// Writes the words of a small story on one cell.
class Story
{
public:
    Story &read(ActorId actor)
    {
        add(actor, EventKind::Read, m_now.bits, 0);
        m_copy[actor] = m_now.value();
        return *this;
    }
    Story &write(ActorId actor) { return put(actor, EventKind::Write, m_copy[actor] + 1); }
    Story &update(ActorId actor) { return put(actor, EventKind::Update, m_now.value() + 1); }
    Story &gap(ActorId actor)
    {
        add(actor, EventKind::Gap, 1, 0);
        return *this;
    }
    /// Continues from a word nobody reported.
    Story &skip()
    {
        m_now = Word::make(m_now.value() + 1, 60, 1);
        return *this;
    }

    Findings findings() const
    {
        RunInfo info;
        info.objects = {{ObjectKind::Cell, "counter"}};
        Analyzer analyzer(info);
        for (EventIndex i = 0; i < m_events.size(); ++i)
            analyzer.settled(i, m_events[i]);
        return analyzer.findings();
    }

private:
    Story &put(ActorId actor, EventKind kind, std::int32_t value)
    {
        const Word word = Word::make(value, static_cast<std::uint8_t>(actor + 1), ++m_sequence[actor]);
        add(actor, kind, word.bits, m_now.bits);
        m_now = word;
        return *this;
    }
    void add(ActorId actor, EventKind kind, std::uint64_t a, std::uint64_t b)
    {
        Event event;
        event.actor = actor;
        event.a = a;
        event.b = b;
        event.set(kind);
        m_events.push_back(event);
    }

    std::vector<Event> m_events;
    Word m_now;
    std::map<ActorId, std::int32_t> m_copy;
    std::map<ActorId, std::uint32_t> m_sequence;
};

} // namespace

class tst_LostUpdates : public QObject
{
    Q_OBJECT

private slots:
    void aWriteOverAnUnseenOneLosesIt();
    void aStaleWriteBringsLostOnesBack();
    void singleStepsLoseNothing();
    void aBlindWriteContinuesNothing();
    void lineageIsWhatTheWholeTreeSays_data();
    void lineageIsWhatTheWholeTreeSays();
    void survivorsAreTheFinalValueOfACounter_data();
    void survivorsAreTheFinalValueOfACounter();
    void lossesDoNotDependOnThePasses();
    void memoryFollowsWhatCanStillComeBack();
    void branchesInTurnHaveTheirKillersAll();
    void aSlotOverwrittenUnreadIsLost();
    void whatDoesNotContinueIsNotProvable();
    void aGapMakesItNotProvable();
    void eventsFromADamagedFileAreHarmless();
};

void tst_LostUpdates::aWriteOverAnUnseenOneLosesIt()
{
    // 0: reads 0, 1: reads 0, 2: actor 0 writes 1, 3: actor 1 writes 1 over it.
    const Findings findings = Story().read(0).read(1).write(0).write(1).findings();
    const CellHistory *cell = findings.cell(ObjectRef::of(0));
    QVERIFY(cell);
    QCOMPARE(cell->attempted, 2u);
    QCOMPARE(cell->survivors, 1u);
    QCOMPARE(cell->lost, 1u);
    QCOMPARE(cell->proof, Proof::Proved);
    QCOMPARE(cell->overwrites.size(), 1u);
    const Overwrite &overwrite = cell->overwrites.front();
    QCOMPARE(overwrite.event, 3u);
    QCOMPARE(overwrite.actor, ActorId(1));
    QCOMPARE(overwrite.read, 1u);
    QCOMPARE(overwrite.seen, Word::initial(0));
    QCOMPARE(overwrite.replaced.value(), 1);
    QCOMPARE(overwrite.written.value(), 1);
    QVERIFY(overwrite.victims == std::vector<EventIndex>{2});
}

void tst_LostUpdates::aStaleWriteBringsLostOnesBack()
{
    // Actor 0 writes 1 and 2; actor 2 has read 2; actor 1, from 0, takes both away; actor 2 brings them back.
    const Findings findings
        = Story().read(1).read(0).write(0).read(0).write(0).read(2).write(1).write(2).findings();
    const CellHistory &cell = findings.cells.front();
    QCOMPARE(cell.survivors, 3u);
    QCOMPARE(cell.lost, 1u);
    QCOMPARE(cell.overwritesTotal, 1u);
    QCOMPARE(cell.overwrites.front().event, 7u);
    QVERIFY(cell.overwrites.front().victims == std::vector<EventIndex>{6});
}

void tst_LostUpdates::singleStepsLoseNothing()
{
    const Findings findings = Story().update(0).update(1).update(0).findings();
    QCOMPARE(findings.cells.front().survivors, 3u);
    QCOMPARE(findings.cells.front().lost, 0u);
}

void tst_LostUpdates::aBlindWriteContinuesNothing()
{
    const Findings findings = Story().read(0).write(0).update(1).write(0).findings();
    const CellHistory &cell = findings.cells.front();
    QCOMPARE(cell.survivors, 1u);
    QCOMPARE(cell.lost, 2u);
    QCOMPARE(cell.overwrites.front().read, kNoEvent);
    QVERIFY((cell.overwrites.front().victims == std::vector<EventIndex>{1, 2}));
}

void tst_LostUpdates::lineageIsWhatTheWholeTreeSays_data()
{
    QTest::addColumn<int>("foldAt");
    QTest::addColumn<int>("blindPerCent");
    for (const int foldAt : {2, 5, 40, 4096})
        for (const int blind : {0, 3})
            QTest::addRow("fold at %d, %d %% blind", foldAt, blind) << foldAt << blind;
}

void tst_LostUpdates::lineageIsWhatTheWholeTreeSays()
{
    QFETCH(int, foldAt);
    QFETCH(int, blindPerCent);
    const ObjectRef cell = ObjectRef::of(0);
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        SimulationOptions options;
        options.seed = seed;
        options.actors = 2 + seed % 7;
        options.actions = 30;
        options.incrementsOnly = true;
        std::vector<Event> events = trueOrder(SimulatedRun::make(options));
        // Some reads were never made, some writes were single steps.
        std::mt19937_64 random(seed);
        std::erase_if(events, [&](const Event &event) {
            return readsWord(event.kind()) && static_cast<int>(random() % 100) < blindPerCent;
        });
        for (Event &event : events)
            if (writesWord(event.kind()) && seed % 3 == 0 && random() % 5 == 0)
                event.set(EventKind::Update);

        Lineage lineage(cell, static_cast<std::size_t>(foldAt));
        for (EventIndex i = 0; i < events.size(); ++i) {
            if (events[i].object == cell)
                readsWord(events[i].kind()) ? lineage.read(i, events[i]) : lineage.write(i, events[i]);
            if (i % 37 == 0) {
                const CellHistory history = lineage.history();
                QCOMPARE(history.survivors + history.lost, history.attempted);
            }
        }
        const Reference reference(events, cell);
        const CellHistory history = lineage.history();
        QCOMPARE(history.attempted, reference.attempted);
        QCOMPARE(history.survivors, reference.survivors);
        QVERIFY(killersIn(history) == reference.killers);
        QCOMPARE(reference.killers.size(), history.lost); // exactly one killer each
        for (const Overwrite &overwrite : history.overwrites)
            QVERIFY(std::is_sorted(overwrite.victims.begin(), overwrite.victims.end()));
        QVERIFY(std::is_sorted(history.overwrites.begin(), history.overwrites.end(),
                               [](const Overwrite &x, const Overwrite &y) { return x.event < y.event; }));
        QCOMPARE(history.overwrites.size(), history.overwritesTotal);
    }
}

void tst_LostUpdates::survivorsAreTheFinalValueOfACounter_data()
{
    QTest::addColumn<int>("actors");
    QTest::addColumn<int>("increments");
    QTest::newRow("2 x 20000") << 2 << 20'000;
    QTest::newRow("4 x 10000") << 4 << 10'000;
    QTest::newRow("8 x 5000") << 8 << 5'000;
}

void tst_LostUpdates::survivorsAreTheFinalValueOfACounter()
{
    QFETCH(int, actors);
    QFETCH(int, increments);
    SimulationOptions options;
    options.actors = static_cast<std::size_t>(actors);
    options.actions = static_cast<std::size_t>(increments);
    options.incrementsOnly = true;
    const SimulatedRun run = SimulatedRun::make(options);
    const SettledRun settled = settleInPasses(run, 3, 0);
    const Findings findings = analysed(run, settled.events);
    const CellHistory *cell = findings.cell(ObjectRef::of(0));
    QVERIFY(cell);
    QCOMPARE(cell->attempted, static_cast<std::uint64_t>(actors) * static_cast<std::uint64_t>(increments));
    QCOMPARE(cell->survivors, static_cast<std::uint64_t>(run.finalWords[0][0].value()));
    QCOMPARE(cell->survivors + cell->lost, cell->attempted);
    QVERIFY(cell->lost > 0);
    QCOMPARE(killersIn(*cell).size(), cell->lost);
    QCOMPARE(cell->proof, Proof::Proved);
    QCOMPARE(findings.unexplained, 0u);
}

void tst_LostUpdates::lossesDoNotDependOnThePasses()
{
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        SimulationOptions options;
        options.seed = seed;
        options.actors = 5;
        options.deathsPerMille = seed % 2 ? 0 : 4;
        const SimulatedRun run = SimulatedRun::make(options);
        // Victim and killer by their words, since the numbers of events may differ.
        const auto losses = [&](std::size_t passes) {
            const SettledRun settled = settleInPasses(run, seed, passes);
            std::map<std::uint64_t, std::uint64_t> killers;
            for (const CellHistory &cell : analysed(run, settled.events).cells)
                for (const auto &[victim, killer] : killersIn(cell))
                    killers[settled.events[victim].a] = settled.events[killer].a;
            return killers;
        };
        const auto reference = losses(0);
        for (const std::size_t passes : {2, 40})
            QVERIFY(losses(passes) == reference);
    }
}

void tst_LostUpdates::memoryFollowsWhatCanStillComeBack()
{
    Lineage lineage(ObjectRef::of(0));
    Event event;
    std::uint64_t word = 0;
    for (EventIndex i = 0; i < 400'000; i += 2) {
        event.actor = static_cast<ActorId>(i / 2 % 3);
        event.set(EventKind::Read);
        event.a = word;
        lineage.read(i, event);
        event.set(EventKind::Write);
        event.b = word;
        event.a = ++word;
        lineage.write(i + 1, event);
        QVERIFY(lineage.nodes() <= 4097);
    }
    QCOMPARE(lineage.history().survivors, 200'000u);
}

/// Three actors, each of which reads its own write back at once and writes over the others' later: each write takes a
/// branch as long as the run off the path and brings another back. Half a million would not end if each of those were
/// touched.
void tst_LostUpdates::branchesInTurnHaveTheirKillersAll()
{
    Lineage lineage(ObjectRef::of(0));
    Event event;
    std::uint32_t random = 1;
    for (EventIndex i = 0; i < 1'000'000; i += 2) {
        event.actor = static_cast<ActorId>((random = random * 1664525u + 1013904223u) >> 30) % 3;
        event.set(EventKind::Write);
        lineage.write(i, event);
        event.set(EventKind::Read);
        lineage.read(i + 1, event);
        // What an actor reads back is its own word, except that somebody wrote meanwhile: one in 1024 reads that.
        if (random % 1024 == 0) {
            event.actor = static_cast<ActorId>((event.actor + 1) % 3);
            lineage.read(i + 1, event);
        }
    }
    const CellHistory history = lineage.history();
    QCOMPARE(history.survivors + history.lost, history.attempted);
    QVERIFY(history.lost > 0);
    QCOMPARE(killersIn(history).size(), history.lost);
}

void tst_LostUpdates::aSlotOverwrittenUnreadIsLost()
{
    const Missing none;
    LostUpdates updates({{ObjectKind::Slots, "slots", -1, 1'600'000}}, none);
    const auto settle = [&](EventIndex index, EventKind kind, std::uint32_t element, Word a, Word b) {
        Event event;
        event.object = ObjectRef::of(0, element);
        event.a = a.bits;
        event.b = b.bits;
        event.set(kind);
        updates.settled(index, event);
    };
    const Word first = Word::make(1, 1, 1), second = Word::make(2, 1, 2), third = Word::make(3, 1, 3);
    settle(0, EventKind::Write, 1'599'999, first, {});
    settle(1, EventKind::Read, 1'599'999, first, {});
    settle(2, EventKind::Write, 1'599'999, second, first); // it had been read: reused
    settle(3, EventKind::Write, 1'599'999, third, second); // lost
    const std::vector<CellHistory> histories = updates.histories();
    QCOMPARE(histories.size(), 1u);
    QCOMPARE(histories[0].attempted, 3u);
    QCOMPARE(histories[0].lost, 1u);
    QCOMPARE(histories[0].survivors, 2u);
    QCOMPARE(histories[0].overwrites.size(), 1u);
    QCOMPARE(histories[0].overwrites[0].event, 3u);
    QVERIFY(histories[0].overwrites[0].victims == std::vector<EventIndex>{2});
}

void tst_LostUpdates::whatDoesNotContinueIsNotProvable()
{
    const Findings findings = Story().read(0).write(0).skip().read(1).write(1).findings();
    QCOMPARE(findings.unexplained, 1u);
    QCOMPARE(findings.cells.front().proof, Proof::NotProvable);
    QCOMPARE(findings.cells.front().survivors + findings.cells.front().lost, findings.cells.front().attempted);
}

void tst_LostUpdates::aGapMakesItNotProvable()
{
    const Findings findings = Story().read(0).write(0).gap(1).read(0).write(0).findings();
    QCOMPARE(findings.unexplained, 0u);
    QCOMPARE(findings.cells.front().proof, Proof::NotProvable);
}

void tst_LostUpdates::eventsFromADamagedFileAreHarmless()
{
    RunInfo info;
    info.objects = {{ObjectKind::Cell, "counter"}, {ObjectKind::Cell, "cells", -1, 4},   {ObjectKind::Slots, "slots", 5, 9},
                    {ObjectKind::Mutex, "lock"},   {ObjectKind::Semaphore, "items"},     {ObjectKind::Queue, "queue"},
                    {ObjectKind::List, "list"},    {ObjectKind::None, "nothing", -7, 0}};
    std::mt19937_64 random(5);
    Analyzer analyzer(info);
    for (EventIndex i = 0; i < 200'000; ++i) {
        Event event;
        event.time = random();
        event.object = ObjectRef::of(random() % 9, random() % 12);
        event.kindAndFlags = static_cast<std::uint8_t>(random());
        event.actor = static_cast<ActorId>(random() % 4 ? random() % 4 : random());
        event.a = random() % 3 ? random() % 8 : random();
        event.b = random() % 3 ? random() % 8 : random();
        analyzer.settled(i, event);
    }
    const Findings findings = analyzer.findings();
    QVERIFY(findings.unexplained > 0);
    for (const CellHistory &cell : findings.cells)
        QCOMPARE(cell.survivors + cell.lost, cell.attempted);
}

QTEST_APPLESS_MAIN(tst_LostUpdates)
#include "tst_lost_updates.moc"
