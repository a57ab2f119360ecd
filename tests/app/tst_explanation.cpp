// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/explanation.h"
#include "app/models/recording_account.h"

#include "scenarios/catalog.h"
#include "tests/support/random_race.h"
#include "tests/support/trace_text.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace interleave;

namespace {

const ObjectTable kCounter = {{.kind = ObjectKind::Cell, .name = "counter"},
                              {.kind = ObjectKind::Mutex, .name = "lock"}};

std::shared_ptr<Recording> counterRun(const std::string &text, std::size_t actors, const char *mode, std::int64_t increments)
{
    RunSettings settings;
    settings.scenario = "counter";
    settings.mode = mode;
    settings.parameters = {{"increments", increments}, {"processes", static_cast<std::int64_t>(actors)}};
    return recordingFromText(kCounter, text, actors, settings);
}

std::shared_ptr<Recording> queueRun(const std::string &text)
{
    RunSettings settings{.scenario = "queue", .mode = "off"};
    settings.parameters = {{"capacity", 4}, {"consumers", 1}, {"messages", 2}, {"producers", 1}};
    return recordingFromText(findScenario("queue")->objects(settings.parameters, settings.mode), text, 2, settings);
}

Account accountFor(const Recording &recording)
{
    const auto account = accountOf(recording);
    return account.ok() ? account.value() : Account{};
}

Explanation explained(const Recording &recording)
{
    TraceReader reader(recording.trace());
    return explain(recording, reader, accountFor(recording));
}

QStringList lines(const Explanation &explanation)
{
    QStringList all;
    for (const Rung &rung : explanation.rungs)
        all << (rung.event == kNoEvent ? QString() : QString::number(rung.event + 1) + QStringLiteral(": "))
                + rung.sentence;
    return all;
}

std::shared_ptr<Recording> recordingOf(const RandomRace &race, const char *scenario)
{
    RunInfo info;
    info.settings.scenario = scenario;
    info.settings.mode = "off";
    info.settings.parameters = {{"processes", 3}, {"appends", 4},  {"producers", 2},
                                {"consumers", 2}, {"messages", 5}, {"capacity", 4}};
    info.objects = race.objects;
    info.processes.resize(race.actors);
    for (ProcessInfo &process : info.processes)
        process.end = ProcessEnd::Finished;
    auto recording = std::make_shared<Recording>(info);
    recording->settle(race.events);
    recording->finish(info);
    return recording;
}

/// Every loss a ladder names is one of the findings, and its sentence is about that event.
void checkAgainstFindings(const Recording &recording, const Explanation &explanation)
{
    const Losses &losses = recording.findings()->losses;
    EventIndex killer = kNoEvent;
    for (const Rung &rung : explanation.rungs) {
        QVERIFY(rung.event == kNoEvent || rung.event < recording.trace().size());
        QVERIFY2(rung.sentence.endsWith(u'.'), qPrintable(rung.sentence));
        QVERIFY(rung.sentence.front().isUpper());
        if (rung.isLoss()) {
            killer = rung.event;
            QVERIFY(!losses.by(killer).empty());
        }
        if (rung.kind == Rung::Kind::Victim)
            QVERIFY(std::find(losses.listed.begin(), losses.listed.end(), Loss{killer, rung.event})
                    != losses.listed.end());
    }
    QVERIFY(explanation.rungs.size() <= Explanation::kRungs);
}

} // namespace

class tst_Explanation : public QObject
{
    Q_OBJECT

private slots:
    void theDesignsRunIsWalkedBackToItsStart();
    void aLockGivenUpInBetweenIsNamed();
    void aRightResultIsExplainedToo();
    void aWriteWithoutReadingEndsTheWay();
    void whatIsMissingIsNotProvable();
    void aLongLadderSaysHowMuchMoreThereIs();
    void manyWritesInBetweenAreCounted();
    void theWayBackEndsWhenItGetsTooLong();
    void everyLossNamedIsAFinding_data();
    void everyLossNamedIsAFinding();
    void everyLostItemIsNamed();
    void receptionsAreNotCalledMessages();
    void theRestIsCountedByCause_data();
    void theRestIsCountedByCause();
    void anOvertakenMessageNamesTheLaterOne();
    void aWalkAccountsForEveryLoss();
    void thereIsNothingToExplainWithoutEvents();
    void itIsCopiedAsText();
};

void tst_Explanation::theDesignsRunIsWalkedBackToItsStart()
{
    const auto recording = mockRecording();
    const Explanation why = explained(*recording);
    QCOMPARE(why.question, QStringLiteral("Why is it 10?"));
    const QStringList expected = {
        QStringLiteral("30: At the end the counter is 10: process 2 wrote it."),
        QStringLiteral("24: Before that each write continued the one before it, back to event 22."),
        QStringLiteral(
            "22: Process 2 wrote 6 over process 3's 9: 4 increments are lost: 1 of process 1 and 3 of process 3."),
        QStringLiteral("13: It had read 5 (process 3 had written it at event 12) and added one."),
        QStringLiteral(
            "15: In between process 1 wrote 6 and process 3 wrote 7, 8 and 9: from here on what it had read was old."),
        QStringLiteral("12: Process 3 wrote 5 over process 1's 5: process 1's +1 is lost."),
        QStringLiteral("10: It had read 4 (process 1 had written it at event 8) and added one."),
        QStringLiteral("11: In between process 1 wrote 5: from here on what it had read was old."),
        QStringLiteral("2: Before that each write continued the one before it, back to the 0 it started with."),
        QStringLiteral("So 10 of 15 increments are in it, and 5 were lost where it says so above: none is missing from "
                       "this account.")};
    QCOMPARE(lines(why), expected);
    QVERIFY(why.rungs[2].isLoss());
    QVERIFY(why.rungs[5].isLoss());
    QVERIFY(!why.rungs[4].isLoss());
    QVERIFY(why.proof == Proof::Proved);
}

void tst_Explanation::aLockGivenUpInBetweenIsNamed()
{
    const auto recording = counterRun("1 asks lock; 1 takes lock; 1 reads counter; 1 frees lock;"
                                      "2 asks lock; 2 takes lock; 2 reads counter; 2 frees lock;"
                                      "2 asks lock; 2 takes lock; 2 writes counter 1; 2 frees lock;"
                                      "1 asks lock; 1 takes lock; 1 writes counter 1; 1 frees lock",
                                      2, "per-access", 1);
    const Explanation why = explained(*recording);
    const QStringList expected = {
        QStringLiteral("15: At the end the counter is 1: process 1 wrote it."),
        QStringLiteral("15: Process 1 wrote 1 over process 2's 1: process 2's +1 is lost."),
        QStringLiteral("3: It had read 0 (it was there at the start) and added one."),
        QStringLiteral("4: Then it gave the lock back, before it had written: from here on others could come in."),
        QStringLiteral("11: In between process 2 wrote 1: from here on what it had read was old."),
        QStringLiteral("So 1 of 2 increments are in it, and 1 was lost where it says so above: none is missing from "
                       "this account.")};
    QCOMPARE(lines(why), expected);
}

void tst_Explanation::aRightResultIsExplainedToo()
{
    const auto recording = counterRun("1 asks lock; 1 takes lock; 1 reads counter; 1 writes counter 1; 1 frees lock;"
                                      "2 asks lock; 2 takes lock; 2 reads counter; 2 writes counter 2; 2 frees lock",
                                      2, "on", 1);
    const Explanation why = explained(*recording);
    QCOMPARE(why.question, QStringLiteral("Why is it 2?"));
    const QStringList all = lines(why);
    QCOMPARE(all.value(1), QStringLiteral("9: At the end the counter is 2: process 2 wrote it."));
    QCOMPARE(all.value(2), QStringLiteral("4: Each write continued the one before it, back to the 0 it started with."));
    QCOMPARE(all.value(3), QStringLiteral("So all 2 increments are in it."));
    QCOMPARE(
        all.value(4),
        QStringLiteral("The lock ordered every two accesses that conflict; no order of them can change the result."));
    QVERIFY(all.value(5).startsWith(QStringLiteral("This is proved for the accesses of this run")));
}

void tst_Explanation::aWriteWithoutReadingEndsTheWay()
{
    const auto recording = counterRun("1 reads counter; 1 writes counter 1; 2 writes counter 7", 2, "off", 1);
    const QStringList all = lines(explained(*recording));
    QCOMPARE(all.last(),
             QStringLiteral(
                 "3: It had not read since its own last write: nothing from before this event is in the result."));
}

void tst_Explanation::whatIsMissingIsNotProvable()
{
    const QString gap = QStringLiteral("1 reads counter; 1 writes counter 1; 1 drops 3; 2 reads counter; 2 writes counter 2;"
                                       "2 reads counter; %1 1 writes counter 3; 2 writes counter 3");
    // What the write behind the gap continued may be among what is missing.
    const auto unread = counterRun(gap.arg(QString()).toStdString(), 2, "off", 2);
    QVERIFY(explained(*unread).proof == Proof::NotProvable);
    // It has read again, and no write is missing: the words continue each other to the end.
    const auto read = counterRun(gap.arg(QStringLiteral("1 reads counter;")).toStdString(), 2, "off", 2);
    QVERIFY(explained(*read).proof == Proof::Proved);
}

void tst_Explanation::aLongLadderSaysHowMuchMoreThereIs()
{
    std::string text;
    for (int i = 0; i < 30; ++i)
        text += "1 reads counter; 2 reads counter; 1 writes counter " + std::to_string(i + 1) + "; 2 writes counter "
            + std::to_string(i + 1) + ";";
    const auto recording = counterRun(text.c_str(), 2, "off", 30);
    const Explanation why = explained(*recording);
    checkAgainstFindings(*recording, why);
    const auto named = std::count_if(why.rungs.begin(), why.rungs.end(),
                                     [](const Rung &rung) { return rung.isLoss(); });
    QVERIFY(named > 5);
    QCOMPARE(
        why.rungs.back().sentence,
        QStringLiteral("It goes on like this: %1 more were lost further back. “Loss ◂ ▸” leads through all of them.")
            .arg(30 - named));
}

void tst_Explanation::manyWritesInBetweenAreCounted()
{
    std::string text = "1 reads counter;";
    for (int i = 1; i <= 5; ++i)
        text += "2 reads counter; 2 writes counter " + std::to_string(i) + ";";
    const auto recording = counterRun((text + "3 reads counter; 3 writes counter 6; 1 writes counter 1").c_str(), 3,
                                      "off", 5);
    const QStringList all = lines(explained(*recording));
    QCOMPARE(
        all.value(3),
        QStringLiteral(
            "3: In between process 2 wrote 5 times and process 3 wrote once: from here on what it had read was old."));
}

void tst_Explanation::theWayBackEndsWhenItGetsTooLong()
{
    RunInfo info = *counterRun("1 reads counter", 2, "off", 1)->info();
    Recording recording(info);
    std::vector<Event> events;
    std::uint32_t sequence = 0;
    Word word = Word::initial(0), old = word;
    for (EventIndex i = 0; i < Explanation::kReach / 2 + 1000; ++i) {
        Event read, write;
        read.set(EventKind::Read);
        write.set(EventKind::Write);
        read.a = (i == 10 ? old : word).bits;
        write.b = word.bits;
        old = word;
        write.a = (word = Word::make(word.value() + 1, 1, ++sequence)).bits;
        events.push_back(read);
        events.push_back(write);
    }
    recording.settle(events);
    recording.finish(info);
    const Explanation why = explained(recording);
    QVERIFY(why.proof != Proof::Proved);
    QVERIFY(why.rungs.back().sentence.startsWith(QStringLiteral("Further back nobody has looked here")));
}

void tst_Explanation::everyLossNamedIsAFinding_data()
{
    QTest::addColumn<bool>("messages");
    QTest::newRow("list") << false;
    QTest::newRow("queue") << true;
}

void tst_Explanation::everyLossNamedIsAFinding()
{
    QFETCH(bool, messages);
    std::size_t named = 0;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        const auto recording = messages ? recordingOf(racingMessages(seed), "queue")
                                        : recordingOf(racingAppends(seed), "list");
        const Explanation why = explained(*recording);
        checkAgainstFindings(*recording, why);
        named += static_cast<std::size_t>(
            std::count_if(why.rungs.begin(), why.rungs.end(), [](const Rung &rung) { return rung.isLoss(); }));
    }
    QVERIFY(named > 200);
}

void tst_Explanation::everyLostItemIsNamed()
{
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        const auto recording = recordingOf(racingAppends(seed), "list");
        const Explanation why = explained(*recording);
        const auto victims = std::count_if(why.rungs.begin(), why.rungs.end(),
                                           [](const Rung &rung) { return rung.kind == Rung::Kind::Victim; });
        if (why.rungs.size() < Explanation::kRungs - 8)
            QCOMPARE(static_cast<std::uint64_t>(victims),
                     std::min<std::uint64_t>(recording->findings()->losses.total, Explanation::kNamedThings));
    }
}

void tst_Explanation::receptionsAreNotCalledMessages()
{
    const std::string received = "2 reads slots[0];";
    std::string text = "1 writes slots[0] 11;";
    for (int i = 0; i < 30; ++i)
        text += received;
    const Explanation why = explained(*queueRun(text));
    QCOMPARE(why.question, QStringLiteral("Why did 1 arrive again?"));
    QVERIFY2(why.rungs.front().sentence.endsWith(
                 QStringLiteral("1 was received more than once, in 29 receptions too many.")),
             qPrintable(why.rungs.front().sentence));
    const auto told = std::count_if(why.rungs.begin(), why.rungs.end(), [](const Rung &rung) {
        return rung.sentence.contains(QStringLiteral("arrives again"));
    });
    QVERIFY(told > 5);
    QCOMPARE(
        why.rungs.back().sentence,
        QStringLiteral("There were %1 more receptions of a message that had been received before.").arg(29 - told));
}

void tst_Explanation::theRestIsCountedByCause_data()
{
    everyLossNamedIsAFinding_data();
}

/// Nothing is said to have been lost "in the same way": each cause has its number, and together they are all.
void tst_Explanation::theRestIsCountedByCause()
{
    QFETCH(bool, messages);
    const QRegularExpression rest(QStringLiteral("^Of (\\d+) more lost (items?|messages?) (.*)\\.$"));
    const QRegularExpression part(QStringLiteral("(\\d+) (was|were) "));
    int found = 0;
    for (std::uint32_t seed = 1; seed <= 400; ++seed) {
        const auto recording = messages ? recordingOf(racingMessages(seed), "queue")
                                        : recordingOf(racingAppends(seed), "list");
        const Explanation why = explained(*recording);
        const auto named = std::count_if(why.rungs.begin(), why.rungs.end(),
                                         [](const Rung &rung) { return rung.kind == Rung::Kind::Victim; });
        for (const Rung &rung : why.rungs) {
            QVERIFY2(!rung.sentence.contains(QStringLiteral("same way")), qPrintable(rung.sentence));
            const auto match = rest.match(rung.sentence);
            if (!match.hasMatch())
                continue;
            ++found;
            qint64 sum = 0;
            for (auto parts = part.globalMatch(match.captured(3)); parts.hasNext();)
                sum += parts.next().captured(1).toLongLong();
            if (match.captured(3).startsWith(QStringLiteral("all were ")))
                sum = match.captured(1).toLongLong();
            QCOMPARE(sum, match.captured(1).toLongLong());
            QCOMPARE(static_cast<std::uint64_t>(named + sum), recording->findings()->losses.total);
        }
    }
    QVERIFY(found > 0);
}

void tst_Explanation::anOvertakenMessageNamesTheLaterOne()
{
    // It comes a second time, too: there is something to explain.
    const Explanation why = explained(
        *queueRun("1 writes slots[0] 11; 1 writes slots[1] 12; 2 reads slots[1]; 2 reads slots[0];"
                  "2 reads slots[0]"));
    const auto late = std::find_if(why.rungs.begin(), why.rungs.end(), [](const Rung &rung) {
        return rung.sentence.contains(QStringLiteral("comes after"));
    });
    QVERIFY2(late != why.rungs.end(), qPrintable(lines(why).join(u'\n')));
    QCOMPARE(late->event, EventIndex{3});
    QVERIFY2(
        late->sentence.contains(QStringLiteral("message 11 comes after message 12, which process 1 had sent later")),
        qPrintable(late->sentence));
}

void tst_Explanation::aWalkAccountsForEveryLoss()
{
    int walked = 0;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        RandomRace race = racingAppends(seed);
        // The size alone, as a counter of its own.
        race.objects[2].parent = -1;
        race.objects[0] = {.kind = ObjectKind::Cell, .name = "nothing"};
        const auto recording = recordingOf(race, "elsewhere");
        const Explanation why = explained(*recording);
        const CellHistory *size = recording->findings()->cell(ObjectRef::of(2));
        checkAgainstFindings(*recording, why);
        if (size == nullptr || size->lost == 0 || why.rungs.back().sentence.startsWith(QStringLiteral("It goes on")))
            continue;
        ++walked;
        QVERIFY2(why.rungs.back().sentence.contains(QStringLiteral("So %1 of %2 writes are in it, and %3 ")
                                                        .arg(size->survivors)
                                                        .arg(size->attempted)
                                                        .arg(size->lost)),
                 qPrintable(lines(why).join(u'\n')));
    }
    QVERIFY(walked > 20);
}

void tst_Explanation::thereIsNothingToExplainWithoutEvents()
{
    const auto recording = counterRun("", 2, "off", 1);
    QVERIFY(explained(*recording).rungs.empty());
    QVERIFY(questionOf(*recording, accountFor(*recording)).isEmpty());
}

void tst_Explanation::itIsCopiedAsText()
{
    const QStringList text = textOf(explained(*mockRecording())).split(u'\n');
    QCOMPARE(text.value(0), QStringLiteral("Why is it 10?"));
    QCOMPARE(text.value(1), QStringLiteral("30 · At the end the counter is 10: process 2 wrote it."));
    QVERIFY(text.value(3).startsWith(QStringLiteral("✕ 22 · Process 2 wrote 6 over")));
    QVERIFY(text.value(11).startsWith(QStringLiteral("Proved: ")));
}

QTEST_APPLESS_MAIN(tst_Explanation)
#include "tst_explanation.moc"
