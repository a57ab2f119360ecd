// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/analyzer.h"
#include "core/trace/settler.h"
#include "tests/support/random_race.h"
#include "tests/support/simulated_run.h"
#include "tests/support/trace_text.h"

#include <QtTest>

#include <map>
#include <random>
#include <set>
#include <tuple>

using namespace interleave;

namespace {

/// A run in its true order, and what is left of it.
struct Run {
    ObjectTable objects;
    std::size_t actors = 0;
    std::vector<Event> events;
    MemoryWords finalWords;
    std::uint64_t missing = 0;
};

MemoryWords wordsAfter(const ObjectTable &objects, const std::vector<Event> &events)
{
    MemoryWords words;
    for (const Object &object : objects)
        words.emplace_back(object.kind == ObjectKind::Mutex || isGroup(object.kind) ? 0 : object.count,
                           Word::initial(object.initial));
    for (const Event &event : events)
        if (writesWord(event.kind()))
            words[event.object.row()][event.object.element()] = event.written();
    return words;
}

/// A line of its own for every event, so that races are told event by event.
void giveLines(Run &run)
{
    std::map<ActorId, int> own;
    for (Event &event : run.events)
        event.site = static_cast<SiteId>(1 + event.actor * 500 + own[event.actor]++);
}

Run runOf(const RandomRace &race)
{
    Run run{race.objects, race.actors, race.events, wordsAfter(race.objects, race.events), 0};
    giveLines(run);
    return run;
}

Run simulated(std::uint64_t seed, bool incrementsOnly)
{
    const SimulatedRun run = SimulatedRun::make(
        {.seed = seed, .actors = 3 + seed % 3, .actions = 6 + seed % 12, .incrementsOnly = incrementsOnly});
    Run result{run.objects, run.actors, {}, run.finalWords, 0};
    for (const SimulatedRun::Step &step : run.steps)
        result.events.push_back(step.event);
    giveLines(result);
    return result;
}

Run fromText(const ObjectTable &objects, std::string_view text, std::size_t actors)
{
    Run run{objects, actors, eventsFromText(objects, text), {}, 0};
    run.finalWords = wordsAfter(objects, run.events);
    return run;
}

Event gapOf(ActorId actor, std::uint64_t time, std::uint64_t count, std::uint64_t rows)
{
    Event gap;
    gap.time = time;
    gap.actor = actor;
    gap.a = count;
    gap.b = rows;
    gap.set(EventKind::Gap);
    return gap;
}

/// Takes events `first` to `last` of that actor out and tells of them, before what it did next.
Run without(const Run &whole, ActorId actor, std::size_t first, std::size_t last)
{
    Run run = whole;
    run.events.clear();
    std::size_t number = 0;
    std::uint64_t rows = 0, untold = 0;
    for (const Event &event : whole.events) {
        if (event.actor == actor && number >= first && number <= last) {
            rows |= gapBit(event.object.row());
            ++untold;
            ++number;
            continue;
        }
        if (event.actor == actor) {
            if (untold > 0)
                run.events.push_back(gapOf(actor, event.time, std::exchange(untold, 0), std::exchange(rows, 0)));
            ++number;
            run.missing = 0;
        }
        run.events.push_back(event);
    }
    if (untold > 0)
        run.events.push_back(gapOf(actor, whole.events.back().time, untold, rows));
    for (const Event &event : run.events)
        run.missing += event.kind() == EventKind::Gap ? event.a : 0;
    return run;
}

/// Believes nothing of that actor from its event `first` on.
Run refused(const Run &whole, ActorId actor, std::size_t first)
{
    Run run = whole;
    run.events.clear();
    run.missing = 0;
    std::size_t number = 0;
    for (const Event &event : whole.events) {
        if (event.actor != actor || number++ < first)
            run.events.push_back(event);
        else if (++run.missing == 1)
            run.events.push_back(gapOf(actor, event.time, 0, 0));
    }
    return run;
}

struct Analysed {
    std::vector<Event> events;
    Findings findings;
};

/// Drains, settles and analyses a run as a session does.
Analysed analysed(const Run &run, std::uint64_t seed = 1)
{
    Analysed result;
    std::mt19937_64 random(seed);
    Settler settler(run.objects, run.actors, [&](std::span<const Event> events) {
        result.events.insert(result.events.end(), events.begin(), events.end());
    });
    for (const Event &event : run.events) {
        settler.add(event.actor, std::span(&event, 1));
        if (random() % 8 == 0)
            settler.release();
    }
    settler.finish(run.finalWords);

    RunInfo info;
    info.objects = run.objects;
    info.processes.resize(run.actors);
    info.finalWords = run.finalWords;
    info.dropped = run.missing;
    Analyzer analyzer(info);
    analyzer.settled(0, result.events);
    analyzer.ended(info);
    result.findings = analyzer.findings();
    return result;
}

/// Who was lost to whom, by their words.
std::map<std::uint64_t, std::uint64_t> killersIn(const CellHistory &cell, const std::vector<Event> &events)
{
    std::map<std::uint64_t, std::uint64_t> killers;
    for (const Overwrite &overwrite : cell.overwrites)
        for (const EventIndex victim : overwrite.victims)
            killers[events[victim].a] = overwrite.written.bits;
    return killers;
}

std::set<std::uint64_t> lostItemsOf(const ItemHistory &items)
{
    std::set<std::uint64_t> lost;
    for (const LostItem &item : items.listed)
        lost.insert(item.item.bits);
    return lost;
}

std::set<std::uint64_t> lostMessagesOf(const MessageHistory &messages)
{
    std::set<std::uint64_t> lost;
    for (const LostMessage &message : messages.lostOnes)
        lost.insert(message.message.bits);
    return lost;
}

using Pair = std::tuple<std::uint8_t, SiteId, EventKind, SiteId, EventKind>;

/// In either order: which of the two settles first depends on the passes.
std::set<Pair> pairsOf(const RaceFindings &races)
{
    std::set<Pair> pairs;
    for (const RacePair &pair : races.pairs) {
        pairs.emplace(pair.object.row(), pair.first.site, pair.first.kind, pair.second.site, pair.second.kind);
        pairs.emplace(pair.object.row(), pair.second.site, pair.second.kind, pair.first.site, pair.first.kind);
    }
    return pairs;
}

std::uint64_t violationsOf(const AtomicityFindings &atomicity)
{
    std::uint64_t count = 0;
    for (const AtomicityViolation &violation : atomicity.violations)
        count += violation.count;
    return count;
}

/// Is something not known of some cell of that row?
bool isUnknown(const Findings &findings, std::uint8_t row)
{
    return std::any_of(findings.cells.begin(), findings.cells.end(), [row](const CellHistory &cell) {
        return cell.object.row() == row && cell.proof == Proof::NotProvable;
    });
}

/// How often a claim was made although something was missing: a test that never sees one proves nothing.
struct Made {
    int cells = 0, items = 0, messages = 0, locks = 0, races = 0, pairs = 0, atomicity = 0;
};

/// What is claimed of the rest must hold of the whole. The first thing that does not; empty when all does.
QByteArray wrongClaim(const Analysed &whole, const Analysed &rest, Made &made)
{
    for (const CellHistory &cell : rest.findings.cells) {
        if (cell.proof == Proof::NotProvable)
            continue;
        const CellHistory *const truth = whole.findings.cell(cell.object);
        ++made.cells;
        if (!truth || truth->attempted != cell.attempted || truth->survivors != cell.survivors || truth->lost != cell.lost
            || killersIn(*truth, whole.events) != killersIn(cell, rest.events))
            return "lost updates of row " + QByteArray::number(cell.object.row());
    }
    for (const CellHistory &truth : whole.findings.cells)
        if (!rest.findings.cell(truth.object) && !isUnknown(rest.findings, truth.object.row()))
            return "a cell that seems untouched: " + QByteArray::number(truth.object.row()) + '[' + QByteArray::number(truth.object.element())
                + "], written " + QByteArray::number(qulonglong(truth.attempted));
    for (const auto &[row, items] : rest.findings.items) {
        if (items.proof == Proof::NotProvable)
            continue;
        ++made.items;
        const ItemHistory &truth = whole.findings.items.at(row);
        if (truth.appended != items.appended || truth.lost != items.lost || lostItemsOf(truth) != lostItemsOf(items))
            return "lost items";
    }
    for (const auto &[row, messages] : rest.findings.messages) {
        if (messages.proof == Proof::NotProvable)
            continue;
        ++made.messages;
        const MessageHistory &truth = whole.findings.messages.at(row);
        if (truth.sent != messages.sent || truth.received != messages.received || truth.lost != messages.lost
            || truth.left != messages.left || truth.duplicated != messages.duplicated
            || lostMessagesOf(truth) != lostMessagesOf(messages))
            return "lost messages";
    }
    for (const LockHistory &lock : rest.findings.locks) {
        if (lock.proof == Proof::NotProvable)
            continue;
        ++made.locks;
        for (const LockHistory &truth : whole.findings.locks)
            if (truth.object == lock.object
                && (lock.proof == Proof::Proved ? truth.acquisitions != lock.acquisitions : truth.acquisitions < lock.acquisitions))
                return "acquisitions";
    }
    const std::set<Pair> pairs = pairsOf(rest.findings.races), truePairs = pairsOf(whole.findings.races);
    made.races += rest.findings.races.proof != Proof::NotProvable;
    made.pairs += static_cast<int>(pairs.size());
    if (!std::includes(truePairs.begin(), truePairs.end(), pairs.begin(), pairs.end()))
        return "a race that is none";
    if (rest.findings.races.proof == Proof::Proved && pairs != truePairs)
        return "no more races";
    if (rest.findings.atomicity.proof != Proof::NotProvable) {
        ++made.atomicity;
        if (rest.findings.atomicity.split > whole.findings.atomicity.split
            || violationsOf(rest.findings.atomicity) > violationsOf(whole.findings.atomicity))
            return "updates that were not split";
    }
    return {};
}

const ObjectTable kObjects = {{ObjectKind::Cell, "counter"},
                              {ObjectKind::Cell, "other"},
                              {ObjectKind::Mutex, "lock"},
                              {ObjectKind::List, "list"},
                              {ObjectKind::Slots, "slots", 3, 8, -1},
                              {ObjectKind::Cell, "size", 3}};

Proof proofOf(const Findings &findings, std::uint32_t row)
{
    const CellHistory *const cell = findings.cell(ObjectRef::of(row));
    return cell ? cell->proof : Proof::Proved;
}

} // namespace

/// What can be said of a run of which something is missing. The rule is in core/analysis/README.md.
class tst_Missing : public QObject
{
    Q_OBJECT

private slots:
    void aGapTakesWithItOnlyWhatItTouched();
    void wordsThatContinueToTheEndProveThatNoWriteIsMissing();
    void aReadThatMayBeMissingLeavesALineageUnsure_data();
    void aReadThatMayBeMissingLeavesALineageUnsure();
    void whoFellSilentTookNoOrderWithHim();
    void ofWhoIsBehindAGapNothingIsSaidOfWhatItHolds();
    void whatIsMissingInAllIsMoreThanTheGapsTell();
    void whereTheRecordEndsOnlyWhatNobodyCanBringBackIsLost();
    void everyClaimAboutTheRestHoldsOfTheWhole_data();
    void everyClaimAboutTheRestHoldsOfTheWhole();
};

void tst_Missing::aGapTakesWithItOnlyWhatItTouched()
{
    const Run whole = fromText(kObjects,
                               "1 reads counter; 2 reads counter; 1 writes counter 1; 2 writes counter 1;"
                               "1 reads other; 1 writes other 1; 2 reads other; 2 writes other 2",
                               2);
    const Analysed rest = analysed(without(whole, 0, 2, 3)); // process 1 on `other`
    QVERIFY(proofOf(rest.findings, 0) == Proof::Proved);
    QCOMPARE(rest.findings.cell(ObjectRef::of(0))->lost, 1u);
    QVERIFY(proofOf(rest.findings, 1) == Proof::NotProvable);
    QVERIFY(rest.findings.items.at(3).proof == Proof::Proved);
    QCOMPARE(rest.findings.losses.total, 1u);
}

void tst_Missing::wordsThatContinueToTheEndProveThatNoWriteIsMissing()
{
    const Run whole = fromText(kObjects, "1 writes counter 1; 2 reads counter; 2 writes counter 2; 3 reads counter", 3);
    QVERIFY(proofOf(analysed(refused(whole, 2, 0)).findings, 0) == Proof::Proved);
    // The last write is missing: nobody has seen its word, but it is there at the end.
    const Run shorter = fromText(kObjects, "1 writes counter 1; 2 reads counter; 3 reads counter; 3 writes counter 2", 3);
    QVERIFY(proofOf(analysed(refused(shorter, 2, 1)).findings, 0) == Proof::NotProvable);
    // Nothing is recorded of it at all.
    QVERIFY(proofOf(analysed(refused(shorter, 2, 1)).findings, 1) == Proof::Proved);
    QVERIFY(proofOf(analysed(refused(fromText(kObjects, "1 writes other 1", 1), 0, 0)).findings, 1) == Proof::NotProvable);
}

void tst_Missing::aReadThatMayBeMissingLeavesALineageUnsure_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isProved");
    QTest::newRow("it read again") << "1 drops 1 counter; 1 reads counter; 2 writes counter 7; 1 writes counter 1" << true;
    QTest::newRow("nobody wrote in between") << "1 reads counter; 1 drops 1 counter; 1 writes counter 1" << true;
    QTest::newRow("somebody did") << "1 reads counter; 1 drops 1 counter; 2 writes counter 7; 1 writes counter 1" << false;
    QTest::newRow("it is not known to have read at all") << "2 writes counter 7; 1 drops 1 counter; 1 writes counter 8" << false;
    QTest::newRow("a single step reads for itself") << "2 writes counter 7; 1 drops 1 counter; 1 adds counter 1" << true;
    QTest::newRow("the gap was elsewhere") << "1 reads counter; 1 drops 1 lock; 2 writes counter 7; 1 writes counter 1" << true;
    QTest::newRow("it may have been anywhere") << "1 reads counter; 1 drops 1; 2 writes counter 7; 1 writes counter 1" << false;
    QTest::newRow("it was another's") << "1 reads counter; 2 drops 1 counter; 3 writes counter 7; 1 writes counter 1" << true;
}

void tst_Missing::aReadThatMayBeMissingLeavesALineageUnsure()
{
    QFETCH(QString, text);
    QFETCH(bool, isProved);
    Run run = fromText(kObjects, text.toStdString(), 3);
    run.missing = 1;
    QCOMPARE(proofOf(analysed(run).findings, 0) == Proof::Proved, isProved);
}

void tst_Missing::whoFellSilentTookNoOrderWithHim()
{
    const char *const text = "1 asks lock; 1 takes lock; 1 reads counter; 1 writes counter 1; 1 frees lock; 3 reads counter;"
                             "3 writes slots[0] 1; 2 asks lock; 2 takes lock; 2 reads counter; 2 writes counter 2; 2 frees lock";
    const RaceFindings races = analysed(refused(fromText(kObjects, text, 3), 2, 1)).findings.races;
    QVERIFY(races.proof == Proof::Bounded);
    QCOMPARE(races.pairs.size(), 1u); // its read, and the others' line that writes
    // It had the lock in between: others were ordered by that, and nobody knows.
    const char *const between = "1 asks lock; 1 takes lock; 1 writes other 1; 1 frees lock; 3 reads counter;"
                                "3 asks lock; 3 takes lock; 3 frees lock; 2 asks lock; 2 takes lock; 2 writes other 2; 2 frees lock";
    const Findings findings = analysed(refused(fromText(kObjects, between, 3), 2, 1)).findings;
    QVERIFY(findings.races.proof == Proof::NotProvable);
    QVERIFY(findings.races.pairs.empty());
    QVERIFY(findings.locks.front().proof == Proof::NotProvable);
    QVERIFY(proofOf(findings, 1) == Proof::Proved);
}

void tst_Missing::ofWhoIsBehindAGapNothingIsSaidOfWhatItHolds()
{
    const Run run = fromText(kObjects,
                             "1 drops 1 lock; 2 reads counter; 1 reads counter; 1 writes counter 1; 2 writes counter 1;"
                             "2 reads counter; 2 writes counter 2",
                             2);
    const AtomicityFindings atomicity = analysed(run).findings.atomicity;
    QVERIFY(atomicity.proof == Proof::Bounded);
    QCOMPARE(atomicity.split, 2u); // the second process's; the first may have held the lock
}

void tst_Missing::whatIsMissingInAllIsMoreThanTheGapsTell()
{
    Run run = fromText(kObjects, "1 reads counter; 1 drops 2 lock; 2 writes counter 7; 1 writes counter 1", 2);
    run.missing = 2;
    QVERIFY(proofOf(analysed(run).findings, 0) == Proof::Proved);
    run.missing = 3;
    QVERIFY(analysed(run).findings.atomicity.proof == Proof::NotProvable);
    QVERIFY(analysed(run).findings.races.proof == Proof::NotProvable);
}

void tst_Missing::whereTheRecordEndsOnlyWhatNobodyCanBringBackIsLost()
{
    const auto early = [](std::string_view text) {
        RunInfo info;
        info.objects = kObjects;
        info.processes.resize(3);
        Analyzer analyzer(info);
        analyzer.settled(0, eventsFromText(kObjects, text));
        analyzer.endsEarly();
        return *analyzer.findings().cell(ObjectRef::of(0));
    };
    const CellHistory lost = early("1 reads counter; 2 reads counter; 1 writes counter 1; 2 writes counter 1");
    QVERIFY(lost.proof == Proof::Bounded);
    QCOMPARE(lost.lost, 1u);
    // A third one has read the first one's word, and may write it on.
    const CellHistory open = early("1 reads counter; 2 reads counter; 1 writes counter 1; 3 reads counter; 2 writes counter 1");
    QVERIFY(open.proof == Proof::Bounded);
    QCOMPARE(open.lost, 0u);
    QCOMPARE(open.open, 1u);
    QCOMPARE(open.survivors, 1u);
    QCOMPARE(open.last.value(), 1);
    QCOMPARE(early("1 reads counter; 2 reads counter; 1 writes counter 1; 3 reads counter; 2 writes counter 1; 3 dies").lost, 1u);
}

void tst_Missing::everyClaimAboutTheRestHoldsOfTheWhole_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"increments", "cells and locks", "list", "queue"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_Missing::everyClaimAboutTheRestHoldsOfTheWhole()
{
    QFETCH(QString, kind);
    Made made;
    int notProvable = 0;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        const Run whole = kind == QLatin1String("list") ? runOf(racingAppends(seed))
            : kind == QLatin1String("queue")            ? runOf(racingMessages(seed))
                                                        : simulated(seed, kind == QLatin1String("increments"));
        std::mt19937_64 random(seed);
        const auto actor = static_cast<ActorId>(random() % whole.actors);
        const auto own = static_cast<std::size_t>(std::count_if(whole.events.begin(), whole.events.end(),
                                                                [&](const Event &event) { return event.actor == actor; }));
        if (own == 0)
            continue;
        const std::size_t first = random() % own, last = first + random() % 4;
        const Run rest = random() % 2 ? without(whole, actor, first, last) : refused(whole, actor, first);
        const Analysed all = analysed(whole, seed), some = analysed(rest, seed);
        QVERIFY(all.findings.unexplained == 0);
        const QByteArray wrong = wrongClaim(all, some, made);
        QVERIFY2(wrong.isEmpty(), "seed " + QByteArray::number(seed) + ": " + wrong);
        for (const CellHistory &cell : some.findings.cells)
            notProvable += cell.proof == Proof::NotProvable;
    }
    QVERIFY(notProvable > 20);
    QVERIFY(made.races > 10 && made.pairs > 1000 && made.atomicity > 20);
    // In a run of increments only, what is missing always is a read or a write of the one cell.
    QVERIFY(kind == QLatin1String("increments") || made.cells > 20);
    QVERIFY(kind != QLatin1String("list") || made.items > 5);
    QVERIFY(kind != QLatin1String("cells and locks") || made.locks > 20);
}

QTEST_APPLESS_MAIN(tst_Missing)
#include "tst_missing.moc"
