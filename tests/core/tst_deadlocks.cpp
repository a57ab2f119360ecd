// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/deadlocks.h"

#include "core/trace/wait_for_graph.h"
#include "tests/support/trace_text.h"

#include <QtTest>

#include <random>
#include <string>

using namespace interleave;

namespace {

const ObjectTable kLocks = {{.kind = ObjectKind::Mutex, .name = "a"},
                            {.kind = ObjectKind::Mutex, .name = "b"},
                            {.kind = ObjectKind::Mutex, .name = "c"},
                            {.kind = ObjectKind::Cell, .name = "counter"},
                            {.kind = ObjectKind::Semaphore, .name = "one", .initial = 1},
                            {.kind = ObjectKind::Semaphore, .name = "two", .initial = 2}};

/// "event 6: 1 waits for b of 2, 2 waits for a of 1"; several by line.
QString told(const Findings &findings)
{
    QStringList lines;
    for (const Deadlock &deadlock : findings.deadlocks) {
        QStringList waits;
        for (const Wait &wait : deadlock.circle)
            waits << QStringLiteral("%1 waits for %2 of %3")
                         .arg(wait.actor + 1)
                         .arg(QString::fromStdString(kLocks[wait.object.row()].name))
                         .arg(wait.holder + 1);
        lines << QStringLiteral("event %1: ").arg(deadlock.event + 1) + waits.join(QStringLiteral(", "))
                + (deadlock.proof == Proof::Proved ? QString() : QStringLiteral(" (not proved)"));
    }
    return lines.join(u'\n');
}

} // namespace

/// Deadlocks told by the events of a recording alone.
class tst_Deadlocks : public QObject
{
    Q_OBJECT

private slots:
    void aCircleIsClosedByARequest_data();
    void aCircleIsClosedByARequest();
    void theStateAtEachCursorSaysTheSame();
    void locksTakenInACircleAreTold_data();
    void locksTakenInACircleAreTold();
};

void tst_Deadlocks::aCircleIsClosedByARequest_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found");
    QTest::newRow("two") << "1 asks a; 1 takes a; 2 asks b; 2 takes b; 1 asks b; 2 asks a"
                         << "event 6: 1 waits for b of 2, 2 waits for a of 1";
    QTest::newRow("three, whoever comes last")
        << "1 asks a; 1 takes a; 2 asks b; 2 takes b; 3 asks c; 3 takes c; 3 asks a; 1 asks b; 2 asks c"
        << "event 9: 1 waits for b of 2, 2 waits for c of 3, 3 waits for a of 1";
    QTest::newRow("one with itself") << "1 asks a; 1 takes a; 1 asks a"
                                     << "event 3: 1 waits for a of 1";
    QTest::newRow("a third waits for them") << "1 asks a; 1 takes a; 2 asks b; 2 takes b; 1 asks b; 2 asks a; 3 asks a"
                                            << "event 6: 1 waits for b of 2, 2 waits for a of 1";
    QTest::newRow("in order") << "1 asks a; 1 takes a; 2 asks a; 1 asks b; 1 takes b; 1 frees b; 1 frees a; 2 takes a"
                              << "";
    QTest::newRow("given back in time") << "1 asks a; 1 takes a; 2 asks b; 2 takes b; 1 asks b; 2 frees b; 2 asks a"
                                        << "";
    QTest::newRow("a death opens it") << "1 asks a; 1 takes a; 2 asks b; 2 takes b; 1 asks b; 1 dies; 2 asks a"
                                      << "";
    QTest::newRow("released in what is missing")
        << "1 asks a; 1 takes a; 2 asks b; 2 takes b; 1 asks b; 2 drops 2; 2 asks a"
        << "";
    QTest::newRow("what is missing is to something else")
        << "1 asks a; 1 takes a; 2 asks b; 2 takes b; 1 asks b; 2 drops 2 counter; 2 asks a"
        << "event 7: 1 waits for b of 2, 2 waits for a of 1";
}

void tst_Deadlocks::aCircleIsClosedByARequest()
{
    QFETCH(const QString, text);
    QFETCH(const QString, found);
    const auto recording = recordingFromText(kLocks, text.toStdString(), 3);
    QCOMPARE(told(*recording->findings()), found);
}

/// Random steps of three processes with three locks, without regard to each other: many end in a circle. What the state
/// at each cursor shows, and what the events tell, are found on different ways.
void tst_Deadlocks::theStateAtEachCursorSaysTheSame()
{
    int with = 0, without = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
        std::mt19937 random(seed);
        std::string text;
        std::array<int, 3> holder{-1, -1, -1}, wants{-1, -1, -1}; // by lock; by process
        for (int step = 0; step < 40; ++step) {
            const std::size_t process = random() % 3, lock = random() % 3;
            const std::string who = std::to_string(process + 1), name(1, static_cast<char>('a' + lock));
            if (wants[process] >= 0) {
                const auto wanted = static_cast<std::size_t>(wants[process]);
                if (holder[wanted] >= 0)
                    continue;
                text += who + " takes " + static_cast<char>('a' + wanted) + ';';
                holder[wanted] = static_cast<int>(process);
                wants[process] = -1;
            } else if (holder[lock] == static_cast<int>(process)) {
                text += who + " frees " + name + ';';
                holder[lock] = -1;
            } else {
                text += who + " asks " + name + ';';
                wants[process] = static_cast<int>(lock);
            }
        }
        text.pop_back();
        const auto recording = recordingFromText(kLocks, text, 3);
        const auto findings = recording->findings();
        TraceReader reader(recording->trace());
        EventIndex first = kNoEvent;
        for (EventIndex at = 1; at <= reader.size() && first == kNoEvent; ++at)
            if (!deadlockIn(recording->at(reader, at)).empty())
                first = at - 1;
        QCOMPARE(findings->deadlocks.empty(), first == kNoEvent);
        if (first != kNoEvent) {
            QCOMPARE(findings->deadlocks.front().event, first);
            QVERIFY(findings->deadlocks.front().circle == deadlockIn(recording->at(reader, first + 1)));
        }
        ++(first == kNoEvent ? without : with);
    }
    QVERIFY(with > 20 && without > 20);
}

void tst_Deadlocks::locksTakenInACircleAreTold_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("circle");
    const QString ab = "1 asks a; 1 takes a; 1 asks b; 1 takes b; 1 frees b; 1 frees a; ";
    QTest::newRow("one order") << ab + "2 asks a; 2 takes a; 2 asks b; 2 takes b" << "";
    QTest::newRow("two orders") << ab + "2 asks b; 2 takes b; 2 asks a; 2 takes a" << "event 10: a b";
    QTest::newRow("two orders of one process") << ab + "1 asks b; 1 takes b; 1 asks a; 1 takes a" << "";
    QTest::newRow("one after the other") << ab + "2 asks b; 2 takes b; 2 frees b; 2 asks a; 2 takes a" << "";
    QTest::newRow("three") << ab + "2 asks b; 2 takes b; 2 asks c; 2 takes c; 2 frees c; 2 frees b;"
                                   "3 asks c; 3 takes c; 3 asks a; 3 takes a"
                           << "event 16: a b c";
    QTest::newRow("each by another process")
        << "1 takes a; 1 takes b; 1 frees a; 1 takes c; 1 frees b; 1 frees c; 2 takes c; 2 takes a" << "";
    QTest::newRow("each by another process, later")
        << "1 takes a; 1 takes b; 1 frees a; 1 takes c; 1 frees b; 1 frees c; 2 takes c; 2 takes a; 2 frees c; 2 frees a;"
           "3 takes b; 3 takes c"
        << "event 12: a b c";
    QTest::newRow("a mutex held round both") << "1 takes c; " + ab + "1 frees c; 2 takes c; 2 takes b; 2 takes a" << "";
    QTest::newRow("a mutex held round one") << "1 takes c; " + ab + "1 frees c; 2 takes b; 2 takes a" << "event 10: a b";
    QTest::newRow("a mutex held round both, but not always")
        << "1 takes c; " + ab + "1 frees c; 2 takes c; 2 takes b; 2 takes a; 2 frees a; 2 frees c; 2 takes a" << "event 14: a b";
    QTest::newRow("one at a time") << "1 takes one; " + ab + "1 posts one; 2 takes one; 2 takes b; 2 takes a; 2 posts one" << "";
    QTest::newRow("two at a time") << "1 takes two; " + ab + "1 posts two; 2 takes two; 2 takes b; 2 takes a"
                                   << "event 11: a b";
    const QString round = "1 takes two; 1 takes a; 1 takes b; 1 frees b; 1 frees a; 1 posts two;"
                          "2 takes two; 2 takes b; 2 takes c; 2 frees c; 2 frees b; 2 posts two;";
    QTest::newRow("two at a time of three") << round + "3 takes two; 3 takes c; 3 takes a; 3 frees a; 3 frees c; 3 posts two" << "";
    QTest::newRow("two at a time, and one beside them") << round + "3 takes c; 3 takes a" << "event 14: a b c";
    QTest::newRow("one at a time, until another opens it")
        << "1 takes one; " + ab + "1 posts one; 2 takes one; 2 takes b; 2 takes a; 3 posts one" << "event 11: a b";
    QTest::newRow("the dead hold nothing") << ab + "2 asks b; 2 takes b; 2 dies; 3 asks a; 3 takes a" << "";
}

void tst_Deadlocks::locksTakenInACircleAreTold()
{
    QFETCH(QString, text);
    const LockCircle circle = recordingFromText(kLocks, text.toStdString(), 3)->findings()->lockCircle;
    QString told;
    for (const ObjectRef mutex : circle.mutexes)
        told += u' ' + QString::fromStdString(kLocks[mutex.row()].name);
    QVERIFY(circle.isKnown);
    QTEST(told.isEmpty() ? told : QStringLiteral("event %1:").arg(circle.event + 1) + told, "circle");
}

QTEST_APPLESS_MAIN(tst_Deadlocks)
#include "tst_deadlocks.moc"
