// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/findings.h"
#include "app/models/transcript.h"

#include "tests/support/trace_text.h"

#include <QTest>

using namespace interleave;

namespace {

const ObjectTable kObjects = {{.kind = ObjectKind::Cell, .name = "head"},
                              {.kind = ObjectKind::Cell, .name = "tail"},
                              {.kind = ObjectKind::Mutex, .name = "lock"},
                              {.kind = ObjectKind::Mutex, .name = "ends"},
                              {.kind = ObjectKind::Semaphore, .name = "items"},
                              {.kind = ObjectKind::Slots, .name = "slots", .count = 4}};

RunInfo info()
{
    RunInfo run;
    run.objects = kObjects;
    run.processes.resize(3);
    return run;
}

Event made(EventKind kind, std::uint32_t row, std::uint64_t a, std::uint64_t b = 0, std::uint8_t flags = kNoFlags)
{
    Event one;
    one.object = ObjectRef::of(row, row == 5 ? 3 : 0);
    one.actor = 1;
    one.a = a;
    one.b = b;
    one.set(kind, flags);
    return one;
}

std::uint64_t by(ActorId actor, std::int32_t value)
{
    return Word::make(value, Word::writerOf(actor), 1).bits;
}

} // namespace

class tst_Transcript : public QObject
{
    Q_OBJECT

private slots:
    void theDesignsSentence();
    void everyKindHasASentence_data();
    void everyKindHasASentence();
    void whoWasStoppedIsNotSaidToBeKilled();
    void everyEventOfTheMockIsTold();
    void manyLossesAreToldByProcess();
    void lossesAreListedOneByOne();
};

void tst_Transcript::theDesignsSentence()
{
    Transcript transcript(mockRecording());
    QCOMPARE(transcript.line(11), QStringLiteral("12 · process 3 wrote 5 over process 1's 5: process 1's +1 is lost"));
    QVERIFY(transcript.isLoss(11));
    QVERIFY(!transcript.isLoss(10));
}

void tst_Transcript::everyKindHasASentence_data()
{
    QTest::addColumn<Event>("event");
    QTest::addColumn<QString>("sentence");
    using K = EventKind;
    const auto row = [](const char *name, const Event &one, const char *sentence) {
        QTest::newRow(name) << one << QStringLiteral("process 2 ") + QString::fromUtf8(sentence);
    };
    row("none", made(K::None, 0, 0), "did something this version does not know");
    row("read", made(K::Read, 1, by(0, 4)), "read 4 from tail");
    row("read a slot", made(K::Read, 5, by(0, 4)), "read 4 from slots[3]");
    row("write over another's", made(K::Write, 1, by(1, 5), by(0, 4)), "wrote 5 to tail over process 1's 4");
    row("write over its own", made(K::Write, 1, by(1, 5), by(1, 4)), "wrote 5 to tail over its own 4");
    row("write over the first", made(K::Write, 1, by(1, 5), 0), "wrote 5 to tail over the 0 it started with");
    row("write over the session's", made(K::Write, 1, by(1, 5), Word::make(3, Word::kSessionWriter, 1).bits),
        "wrote 5 to tail over the 3 put there for a dead process");
    row("update", made(K::Update, 1, by(1, 5), by(0, 4)), "changed process 1's 4 to 5 in tail in one step");
    row("ask for the lock", made(K::LockRequested, 2, 7), "asked for the lock");
    row("ask for a named lock", made(K::LockRequested, 3, 7), "asked for the lock “ends”");
    row("take", made(K::LockAcquired, 2, 1, 7 | std::uint64_t{kNoActor} << 32), "took the lock");
    row("take after waiting", made(K::LockAcquired, 2, 2, 7, kContended), "took the lock after waiting for it");
    row("take from the dead", made(K::LockAcquired, 2, 2, Event::ownersOf(7, 2, 2), kOwnerDied),
        "took the lock; process 3 had died holding it");
    row("take from one who did not sign", made(K::LockAcquired, 2, 2, Event::ownersOf(7, 2), kOwnerDied),
        "took the lock; who held it had died");
    row("give back", made(K::LockReleased, 2, 1), "gave the lock back");
    row("ask a semaphore", made(K::SemaphoreRequested, 4, by(0, 0)), "asked for one of “items”, which stood at 0");
    row("take one", made(K::SemaphoreAcquired, 4, by(1, 2), by(0, 3)), "took one of “items”: 3 → 2");
    row("take one late", made(K::SemaphoreAcquired, 4, by(1, 0), by(0, 1), kContended),
        "took one of “items”: 1 → 0, after waiting for it");
    row("add one", made(K::SemaphorePosted, 4, by(1, 3), by(0, 2)), "added one to “items”: 2 → 3");
    row("begin to wait", made(K::AwaitBegan, 1, by(0, 4)), "began to wait for tail to change from 4");
    row("wait no more", made(K::Awaited, 1, by(0, 5)), "saw that tail is 5 and went on");
    row("held up", made(K::Stalled, 0, 12'300), "was held up for 12.3 µs by recording");
    row("one dropped", made(K::Gap, 0, 1), "did 1 thing here that was not recorded");
    row("not believed", made(K::Gap, 0, 0), "reported something that cannot be: from here on nothing is known of it");
    row("many dropped", made(K::Gap, 0, 12'345), "did 12\u202f345 things here that were not recorded");
    row("killed", made(K::Died, 0, 9, 0, kInferred), "was killed (signal 9)");
    row("crashed", made(K::Died, 0, 11, 0, kInferred), "crashed (signal 11)");
    row("died", made(K::Died, 0, 0, 0, kInferred), "died");
    row("inferred", made(K::Write, 1, by(1, 5), by(0, 4), kInferred),
        "wrote 5 to tail over process 1's 4 (inferred: it died before it could report this)");
}

void tst_Transcript::everyKindHasASentence()
{
    QFETCH(Event, event);
    QFETCH(QString, sentence);
    Trace trace;
    trace.append(event);
    TraceReader reader(trace);
    QCOMPARE(sentenceOf(info(), Findings(), reader, 0), sentence);
}

void tst_Transcript::whoWasStoppedIsNotSaidToBeKilled()
{
    for (const ProcessEnd end : {ProcessEnd::Stopped, ProcessEnd::Stuck}) {
        RunInfo run = info();
        run.processes.assign(3, {.pid = 1, .role = "", .end = end});
        Trace trace;
        trace.append(made(EventKind::Died, 0, 9, 0, kInferred));
        TraceReader reader(trace);
        QVERIFY(sentenceOf(run, Findings(), reader, 0).endsWith(QStringLiteral("was stopped by Interleave")));
    }
}

void tst_Transcript::everyEventOfTheMockIsTold()
{
    const auto recording = mockRecording();
    Transcript transcript(recording);
    QCOMPARE(transcript.size(), EventIndex{30});
    QCOMPARE(transcript.line(0), QStringLiteral("1 · process 1 read 0"));
    QCOMPARE(transcript.line(1), QStringLiteral("2 · process 1 wrote 1 over the 0 it started with"));
    QCOMPARE(transcript.line(3), QStringLiteral("4 · process 3 wrote 2 over process 1's 1"));
    QCOMPARE(transcript.line(29), QStringLiteral("30 · process 2 wrote 10 over its own 9"));
}

void tst_Transcript::manyLossesAreToldByProcess()
{
    Transcript transcript(mockRecording());
    QCOMPARE(transcript.line(21), QStringLiteral("22 · process 2 wrote 6 over process 3's 9: 4 increments are lost: "
                                                 "1 of process 1 and 3 of process 3"));
}

void tst_Transcript::lossesAreListedOneByOne()
{
    const auto recording = mockRecording();
    const Losses losses = recording->findings()->losses;
    QCOMPARE(losses.total, std::uint64_t{5});
    const std::vector<Loss> expected = {{11, 10}, {21, 14}, {21, 16}, {21, 18}, {21, 20}};
    QVERIFY(losses.listed == expected);
    QCOMPARE(losses.lostBefore(11), 0u);
    QCOMPARE(losses.lostBefore(12), 1u);
    QCOMPARE(losses.lostBefore(30), 5u);
}

QTEST_APPLESS_MAIN(tst_Transcript)
#include "tst_transcript.moc"
