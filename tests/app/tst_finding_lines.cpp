// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/finding_lines.h"
#include "app/models/finding_summary.h"

#include "scenarios/catalog.h"
#include "tests/support/random_race.h"
#include "tests/support/trace_text.h"

#include <QTest>

using namespace interleave;

namespace {

const ObjectTable kCounter = {{.kind = ObjectKind::Cell, .name = "counter"},
                              {.kind = ObjectKind::Mutex, .name = "lock"}};

const ObjectTable kQueue = {{.kind = ObjectKind::Queue, .name = "queue"},
                            {.kind = ObjectKind::Slots, .name = "slots", .parent = 0, .count = 4}};

std::vector<FindingSection> sectionsOf(const Recording &recording)
{
    return findingSections(*recording.info(), *recording.findings());
}

QStringList sentences(const FindingSection &section)
{
    QStringList all;
    for (const FindingLine &line : section.lines)
        all << line.sentence;
    return all;
}

} // namespace

class tst_FindingLines : public QObject
{
    Q_OBJECT

private slots:
    void anUnprotectedRunRacesAndLoses();
    void lockingEachAccessIsNoRaceAndLosesAllTheSame();
    void lockingTheWholeHasNothingButWaiting();
    void theLongestWaitNamesItsHoldersAndIsAPlaceToGo();
    void whoIsPassedByMoreOftenThanTurnsAllowStarves();
    void whoNeverGetsItStarves();
    void turnsAreNoStarvation();
    void readsThatNoInterleavingExplainsAreToldFirst();
    void aDeadlockIsToldBeforeAllElse();
    void theDeadDoNotStarve();
    void whatIsMissingIsGraded();
    void nothingFoundAfterAGapIsNotNone();
    void whatNoGapTouchedIsProved();
    void anOvertakenMessageIsToldWithWhatCameBeforeIt();
    void receptionsAndMessagesAreCountedApart();
    void aRightResultSaysWhatItDoesNotProve();
    void theSummarySaysWhichFindingItIs_data();
    void theSummarySaysWhichFindingItIs();
    void theSummaryTellsOfEachLockWhoWaitedForWhom();
    void everySectionSaysWhatItIs();
    void everyExampleIsAnEvent();
};

void tst_FindingLines::anUnprotectedRunRacesAndLoses()
{
    const auto sections = sectionsOf(*mockRecording());
    QCOMPARE(sections.size(), std::size_t{5});
    QCOMPARE(sections[0].title, QStringLiteral("Lost updates"));
    QCOMPARE(sentences(sections[0]), QStringList{QStringLiteral("5 of 15 writes of counter are lost; 10 survived.")});
    QCOMPARE(sections[0].lines[0].event, EventIndex{11});
    QVERIFY(sections[0].lines[0].proof == Proof::Proved);
    QCOMPARE(sections[1].lines.size(), std::size_t{2});
    for (const FindingLine &line : sections[1].lines) {
        QVERIFY2(line.sentence.contains(QStringLiteral("counter.cpp:")), qPrintable(line.sentence));
        QVERIFY2(line.sentence.contains(QStringLiteral(" of counter at ")), qPrintable(line.sentence));
        QVERIFY(line.event != kNoEvent);
    }
    QVERIFY(sections[2].lines.front().sentence.startsWith(QStringLiteral("None: ")));
    QCOMPARE(sentences(sections[3]), QStringList{QStringLiteral("There is no lock to wait for in this run.")});
    QVERIFY(sections[4].lines.front().sentence.startsWith(QStringLiteral("None: ")));
}

void tst_FindingLines::lockingEachAccessIsNoRaceAndLosesAllTheSame()
{
    const auto recording = recordingFromText(kCounter,
                                             "1 asks lock; 1 takes lock; 1 reads counter; 1 frees lock;"
                                             "2 asks lock; 2 takes lock; 2 reads counter; 2 frees lock;"
                                             "2 asks lock; 2 takes lock; 2 writes counter 1; 2 frees lock;"
                                             "1 asks lock; 1 takes lock; 1 writes counter 1; 1 frees lock",
                                             2);
    const auto sections = sectionsOf(*recording);
    QVERIFY(sections[0].lines.front().isLoss);
    QVERIFY(sections[1].lines.front().sentence.startsWith(QStringLiteral("None: ")));
    QCOMPARE(sections[2].lines.front().sentence,
             QStringLiteral("Between the read of counter at counter.cpp:21 and the write at counter.cpp:23 “lock” was "
                            "given up, and somebody "
                            "else wrote: once, such as process 2 between event 3 and event 15 of process 1."));
    QCOMPARE(sections[2].lines.front().event, EventIndex{14});
    QVERIFY2(sections[3].lines.front().sentence.startsWith(
                 QStringLiteral("“lock” was taken 4 times, 0 of them after waiting.")),
             qPrintable(sections[3].lines.front().sentence));
    QVERIFY(!sections[3].lines.front().proof);
}

void tst_FindingLines::lockingTheWholeHasNothingButWaiting()
{
    const auto recording = recordingFromText(
        kCounter,
        "1 asks lock; 1 takes lock; 2 asks lock; 1 reads counter; 1 writes counter 1; 1 frees lock;"
        "2 takes lock; 2 reads counter; 2 writes counter 2; 2 frees lock",
        2);
    const auto sections = sectionsOf(*recording);
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(sections[i].lines.size(), std::size_t{1});
        QVERIFY(sections[i].lines[0].sentence.startsWith(QStringLiteral("None: ")));
        QVERIFY(sections[i].lines[0].proof == Proof::Proved);
    }
    QVERIFY2(sections[3].lines[0].sentence.contains(QStringLiteral("twice, 1 of them after waiting")),
             qPrintable(sections[3].lines[0].sentence));
}

void tst_FindingLines::theLongestWaitNamesItsHoldersAndIsAPlaceToGo()
{
    const auto recording = recordingFromText(kCounter,
                                             "1 asks lock; 1 takes lock; 3 asks lock; 1 frees lock; 2 asks lock; 2 takes lock; 2 frees lock;"
                                             "3 takes lock; 3 frees lock",
                                             3);
    const FindingSection section = sectionsOf(*recording)[3];
    QCOMPARE(section.lines[0].sentence, QStringLiteral("“lock” was taken 3 times, 1 of them after waiting."));
    QVERIFY2(section.lines[1].sentence.endsWith(
                 QStringLiteral("that was process 3, while it was taken by process 1 once and process 2 once.")),
             qPrintable(section.lines[1].sentence));
    QCOMPARE(section.lines[1].event, EventIndex{7});
    QVERIFY2(section.lines[2].sentence.contains(QStringLiteral("somebody else was waiting")), qPrintable(section.lines[2].sentence));
    QVERIFY2(section.lines[3].sentence.contains(QStringLiteral("process 2 giving it back and process 3 getting it: once")),
             qPrintable(section.lines[3].sentence));
}

void tst_FindingLines::whoIsPassedByMoreOftenThanTurnsAllowStarves()
{
    const auto recording = recordingFromText(kCounter,
                                             "1 asks lock; 1 takes lock; 2 asks lock; 1 frees lock; 1 asks lock; 1 takes lock; 1 frees lock;"
                                             "1 asks lock; 1 takes lock; 1 frees lock; 2 takes lock; 2 frees lock",
                                             2);
    const FindingSection section = sectionsOf(*recording)[4];
    QCOMPARE(sentences(section), QStringList{QStringLiteral("Process 2 asked for “lock”, and 2 others were served before it. By turns it "
                                                            "would have been 1 at most.")});
    QCOMPARE(section.lines.front().event, EventIndex{10});
    QVERIFY(!section.lines.front().proof); // a measurement
}

void tst_FindingLines::whoNeverGetsItStarves()
{
    const auto recording = recordingFromText(kCounter,
                                             "1 asks lock; 1 takes lock; 2 asks lock; 1 frees lock; 1 asks lock; 1 takes lock; 1 frees lock;"
                                             "1 asks lock; 1 takes lock; 1 frees lock",
                                             2);
    const FindingLine line = sectionsOf(*recording)[4].lines.front();
    QVERIFY2(line.sentence.contains(QStringLiteral("had not got it when the run ended")), qPrintable(line.sentence));
    QCOMPARE(line.event, EventIndex{2});
}

void tst_FindingLines::turnsAreNoStarvation()
{
    const auto recording = recordingFromText(kCounter,
                                             "1 asks lock; 1 takes lock; 2 asks lock; 3 asks lock; 1 frees lock; 2 takes lock; 2 frees lock;"
                                             "3 takes lock; 3 frees lock",
                                             3);
    QVERIFY(sectionsOf(*recording)[4].lines.front().sentence.startsWith(QStringLiteral("None: ")));
}

/// Both wrote before they read, and both read what was there before: built by hand, for no text can say it.
void tst_FindingLines::readsThatNoInterleavingExplainsAreToldFirst()
{
    Findings findings;
    findings.noInterleaving = true;
    findings.contradictions.push_back({3, 1, ObjectRef::of(0), 1, Word::initial(0), Word::make(5, Word::writerOf(0), 1)});
    const auto sections = findingSections(*mockRecording()->info(), findings);
    QCOMPARE(sections.size(), std::size_t{6});
    QVERIFY(sections[1].lines.front().proof == Proof::Proved);
    QCOMPARE(sentences(sections[1]).mid(1), QStringList{QStringLiteral("In event 4 process 2 read 0 from counter, which process 1 had replaced by 5 "
                                                                "in event 2.")});
    QCOMPARE(sections[1].lines.back().event, EventIndex{3});
}

void tst_FindingLines::aDeadlockIsToldBeforeAllElse()
{
    const ObjectTable locks = {{ObjectKind::Mutex, "left"}, {ObjectKind::Mutex, "right"}};
    const auto recording
        = recordingFromText(locks, "1 asks left; 1 takes left; 2 asks right; 2 takes right; 1 asks right; 2 asks left", 2);
    const auto sections = sectionsOf(*recording);
    QCOMPARE(sections.size(), std::size_t{6});
    QCOMPARE(sections[0].title, QStringLiteral("Deadlock"));
    QCOMPARE(sentences(sections[0]), QStringList{QStringLiteral("Process 1 waits for “right”, which process 2 holds; process 2 waits "
                                                                "for “left”, which process 1 holds.")});
    QCOMPARE(sections[0].lines.front().event, EventIndex{5});
}

void tst_FindingLines::theDeadDoNotStarve()
{
    const auto recording = recordingFromText(kCounter,
                                             "1 asks lock; 1 takes lock; 2 asks lock; 2 dies; 1 frees lock; 1 asks lock; 1 takes lock; 1 frees lock;"
                                             "1 asks lock; 1 takes lock; 1 frees lock",
                                             2);
    const auto sections = sectionsOf(*recording);
    QVERIFY2(sections[4].lines.front().sentence.startsWith(QStringLiteral("None: ")), qPrintable(sections[4].lines.front().sentence));
}

void tst_FindingLines::whatIsMissingIsGraded()
{
    const auto recording
        = recordingFromText(kCounter, "1 reads counter; 1 drops 2; 2 writes counter 5; 1 writes counter 1", 2);
    const auto sections = sectionsOf(*recording);
    QVERIFY(sections[0].lines[0].proof == Proof::NotProvable);
    QVERIFY(sections[1].lines[0].proof != Proof::Proved);
}

void tst_FindingLines::nothingFoundAfterAGapIsNotNone()
{
    const auto recording = recordingFromText(
        kCounter, "1 reads counter; 2 writes counter 1; 2 drops 3; 1 writes counter 2; 2 reads counter", 2);
    const auto sections = sectionsOf(*recording);
    QCOMPARE(sections[1].lines.size(), std::size_t{1}); // races
    QVERIFY2(sections[1].lines.front().sentence.startsWith(QStringLiteral("Not known")),
             qPrintable(sections[1].lines.front().sentence));
    QVERIFY(sections[1].lines.front().proof == Proof::NotProvable);
    // Of the first process everything is known, and so what it did with no lock held.
    QCOMPARE(sections[2].lines.size(), std::size_t{2}); // atomicity violations
    QVERIFY2(sections[2].lines.front().sentence.startsWith(QStringLiteral("None in what could be looked at")),
             qPrintable(sections[2].lines.front().sentence));
    QVERIFY(sections[2].lines.front().proof == Proof::Bounded);
}

void tst_FindingLines::whatNoGapTouchedIsProved()
{
    const auto recording = recordingFromText(
        kCounter, "1 reads counter; 2 reads counter; 1 writes counter 1; 2 drops 3 lock; 2 writes counter 1", 2);
    const auto sections = sectionsOf(*recording);
    QCOMPARE(sections[0].lines.front().sentence, QStringLiteral("1 of 2 writes of counter are lost; 1 survived."));
    QVERIFY(sections[0].lines.front().proof == Proof::Proved);
    QVERIFY2(sections[3].lines.front().sentence.startsWith(QStringLiteral("Not known")),
             qPrintable(sections[3].lines.front().sentence)); // how often the lock was taken
}

void tst_FindingLines::anOvertakenMessageIsToldWithWhatCameBeforeIt()
{
    const auto recording = recordingFromText(
        kQueue, "1 writes slots[0] 11; 1 writes slots[1] 12; 2 reads slots[1]; 2 reads slots[0]", 2);
    const FindingSection lost = sectionsOf(*recording).front();
    QCOMPARE(sentences(lost),
             (QStringList{
                 QStringLiteral("1 message came after a later one of the same producer."),
                 QStringLiteral("Message 11 came at event 4, after message 12 at event 3: process 1 had sent it before "
                                "that one, and process 2 received it after.")}));
    QCOMPARE(lost.lines.back().event, EventIndex{3});
}

void tst_FindingLines::receptionsAndMessagesAreCountedApart()
{
    const auto recording = recordingFromText(
        kQueue, "1 writes slots[0] 11; 2 reads slots[0]; 2 reads slots[0]; 2 reads slots[0]", 2);
    QCOMPARE(
        sentences(sectionsOf(*recording).front()),
        QStringList{QStringLiteral("2 receptions were of a message that had been received before: 1 message came more "
                                   "than once.")});
}

void tst_FindingLines::aRightResultSaysWhatItDoesNotProve()
{
    RunSettings settings{.scenario = "counter", .mode = "atomic", .parameters = {{"increments", 1}, {"processes", 2}}};
    const ObjectTable objects = findScenario("counter")->objects(settings.parameters, settings.mode);
    const auto right = recordingFromText(objects, "1 adds counter 1; 2 adds counter 1", 2, settings);
    const FindingSection guarantee = findingSections(*right).back();
    QCOMPARE(guarantee.title, QStringLiteral("Guarantee"));
    QCOMPARE(guarantee.lines.size(), std::size_t{2});
    QVERIFY2(guarantee.lines.back().sentence.contains(
                 QStringLiteral("“atomic” is right by construction, and that is not checked")),
             qPrintable(guarantee.lines.back().sentence));
    QVERIFY(!guarantee.lines.back().proof);
    const auto wrong = findingSections(*mockRecording());
    QVERIFY(std::none_of(wrong.begin(), wrong.end(), [&](const auto &one) { return one.title == guarantee.title; }));
}

void tst_FindingLines::theSummarySaysWhichFindingItIs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isQueue");
    QTest::addColumn<QString>("summary");
    QTest::newRow("a race, and an update lost by it")
        << "1 reads counter; 2 reads counter; 1 writes counter 1; 2 writes counter 1" << false
        << "Lost updates: 1. Data races: 2 pairs of lines. Atomicity violations: none.";
    QTest::newRow("a race, and nothing lost")
        << "1 reads counter; 1 writes counter 1; 2 reads counter; 2 writes counter 2" << false
        << "Lost updates: none. Data races: 2 pairs of lines. Atomicity violations: none.";
    QTest::newRow("no race, and an update lost all the same")
        << "1 takes lock; 1 reads counter; 1 frees lock; 2 takes lock; 2 reads counter; 2 frees lock;"
           "2 takes lock; 2 writes counter 1; 2 frees lock; 1 takes lock; 1 writes counter 1; 1 frees lock"
        << false
        << "Lost updates: 1. Data races: none. Atomicity violations: 1 update whose lock was given up between reading "
           "and writing.";
    QTest::newRow("none of them") << "1 adds counter 1; 2 adds counter 1" << false
                                  << "Lost updates: none. Data races: none. Atomicity violations: none.";
    QTest::newRow("missing events")
        << "1 reads counter; 2 writes counter 1; 2 drops 3; 1 writes counter 2; 2 reads counter" << false
        << "Lost updates: 1. Data races: not known. Atomicity violations: none in what could "
           "be looked at.";
    QTest::newRow("messages") << "1 writes slots[0] 11; 2 reads slots[0]" << true
                              << "Lost messages: none. Data races: 1 pair of lines. Atomicity violations: none.";
}

void tst_FindingLines::theSummarySaysWhichFindingItIs()
{
    QFETCH(QString, text);
    QFETCH(bool, isQueue);
    const auto recording = recordingFromText(isQueue ? kQueue : kCounter, text.toStdString(), 2);
    QTEST(findingSummary(*recording->info(), *recording->findings()).value(0), "summary");
}

void tst_FindingLines::theSummaryTellsOfEachLockWhoWaitedForWhom()
{
    const auto recording = recordingFromText(
        kCounter,
        "1 asks lock; 1 takes lock; 3 asks lock; 1 frees lock; 2 asks lock; 2 takes lock; "
        "2 frees lock; 3 takes lock; 3 frees lock",
        3);
    const QStringList lines = findingSummary(*recording->info(), *recording->findings());
    QCOMPARE(lines.size(), qsizetype{2});
    QVERIFY2(
        lines[1].startsWith(QStringLiteral("“lock” was taken 3 times, 1 of them after waiting; the longest wait was 5"))
            && lines[1].endsWith(
                QStringLiteral(", of process 3, while it was taken by process 1 once and process 2 once.")),
        qPrintable(lines[1]));
    RunInfo unwatched = *recording->info();
    unwatched.settings.pace = Pace::Bare;
    QVERIFY(findingSummary(unwatched, *recording->findings()).isEmpty());
}

void tst_FindingLines::everySectionSaysWhatItIs()
{
    QStringList meanings;
    for (const FindingSection &section : sectionsOf(*mockRecording())) {
        QVERIFY(!section.title.isEmpty());
        QVERIFY(section.meaning.endsWith(u'.'));
        meanings << section.meaning;
    }
    QCOMPARE(meanings.removeDuplicates(), 0);
}

void tst_FindingLines::everyExampleIsAnEvent()
{
    for (std::uint32_t seed = 1; seed <= 50; ++seed) {
        const RandomRace race = seed % 2 == 0 ? racingAppends(seed) : racingMessages(seed);
        RunInfo info;
        info.settings.scenario = "elsewhere";
        info.objects = race.objects;
        info.processes.resize(race.actors);
        Recording recording(info);
        recording.settle(race.events);
        recording.finish(info);
        for (const FindingSection &section : sectionsOf(recording)) {
            QVERIFY(!section.lines.empty());
            for (const FindingLine &line : section.lines) {
                QVERIFY2(line.event == kNoEvent || line.event < race.events.size(), qPrintable(line.sentence));
                QVERIFY2(line.sentence.endsWith(u'.'), qPrintable(line.sentence));
                QVERIFY2(!line.sentence.front().isLower(), qPrintable(line.sentence));
            }
        }
    }
}

QTEST_APPLESS_MAIN(tst_FindingLines)
#include "tst_finding_lines.moc"
