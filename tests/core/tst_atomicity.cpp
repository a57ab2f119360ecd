// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/atomicity.h"
#include "tests/support/trace_text.h"

#include <QtTest>

using namespace interleave;

namespace {

const ObjectTable kObjects = {{ObjectKind::Cell, "counter"}, {ObjectKind::Mutex, "lock"}, {ObjectKind::Mutex, "other"}};

AtomicityFindings atomicityOf(std::string_view text)
{
    const auto events = eventsFromText(kObjects, text);
    Atomicity atomicity(kObjects, 3);
    for (std::size_t i = 0; i < events.size(); ++i)
        atomicity.settled(i, events[i]);
    return atomicity.findings();
}

constexpr auto kEachAccessLocked = "1 takes lock; 1 reads counter; 1 frees lock; "
                                   "2 takes lock; 2 reads counter; 2 frees lock; "
                                   "2 takes lock; 2 writes counter 1; 2 frees lock; "
                                   "1 takes lock; 1 writes counter 1; 1 frees lock";

} // namespace

class tst_Atomicity : public QObject
{
    Q_OBJECT

private slots:
    void updatesAreWholeOrSplit_data();
    void updatesAreWholeOrSplit();
    void aViolationNamesLinesAndWhoCameBetween();
    void afterAGapNothingIsSaid();
    void whoHoldsMoreLocksThanCanBeRememberedIsLeftOut();
};

void tst_Atomicity::updatesAreWholeOrSplit_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("split");
    QTest::addColumn<int>("violations");
    QTest::newRow("unprotected: split, with no lock to give up")
        << "1 reads counter; 2 reads counter; 2 writes counter 1; 1 writes counter 1" << 2 << 0;
    QTest::newRow("nobody else writes") << "1 reads counter; 1 writes counter 1; 2 reads counter" << 0 << 0;
    QTest::newRow("each access locked") << kEachAccessLocked << 2 << 1;
    QTest::newRow("each access locked, by luck one after the other")
        << "1 takes lock; 1 reads counter; 1 frees lock; 1 takes lock; 1 writes counter 1; 1 frees lock; "
           "2 takes lock; 2 reads counter; 2 frees lock; 2 takes lock; 2 writes counter 2; 2 frees lock" << 2 << 0;
    QTest::newRow("whole") << "1 takes lock; 1 reads counter; 1 writes counter 1; 1 frees lock; "
                              "2 takes lock; 2 reads counter; 2 writes counter 2; 2 frees lock" << 0 << 0;
    QTest::newRow("whole under the outer of two locks")
        << "1 takes lock; 1 takes other; 1 reads counter; 1 frees other; 1 takes other; 1 writes counter 1; 1 frees other; "
           "1 frees lock; 2 takes lock; 2 reads counter; 2 writes counter 2; 2 frees lock" << 0 << 0;
    QTest::newRow("one step") << "1 adds counter 1; 2 adds counter 1" << 0 << 0;
    QTest::newRow("computed from nothing") << "1 writes counter 1; 2 writes counter 2" << 0 << 0;
    QTest::newRow("another lock for the write is no atomicity violation, it is a race")
        << "1 takes lock; 1 reads counter; 1 frees lock; 2 reads counter; 2 writes counter 1; "
           "1 takes other; 1 writes counter 1; 1 frees other" << 2 << 0;
}

void tst_Atomicity::updatesAreWholeOrSplit()
{
    QFETCH(const QString, text);
    const AtomicityFindings atomicity = atomicityOf(text.toStdString());
    QTEST(static_cast<int>(atomicity.split), "split");
    QTEST(static_cast<int>(atomicity.violations.size()), "violations");
}

void tst_Atomicity::aViolationNamesLinesAndWhoCameBetween()
{
    const AtomicityFindings atomicity = atomicityOf(kEachAccessLocked);
    QCOMPARE(atomicity.violations.size(), 1u);
    const AtomicityViolation &violation = atomicity.violations.front();
    QCOMPARE(violation.count, 1u);
    QVERIFY(violation.object == ObjectRef::of(0));
    QVERIFY(violation.lock == ObjectRef::of(1));
    QCOMPARE(int(violation.actor), 0);
    QCOMPARE(int(violation.between), 1);
    const auto events = eventsFromText(kObjects, kEachAccessLocked);
    QVERIFY(events[violation.read].kind() == EventKind::Read && events[violation.read].actor == 0);
    QVERIFY(events[violation.write].kind() == EventKind::Write && events[violation.write].actor == 0);
    QCOMPARE(violation.readSite, events[violation.read].site);
    QCOMPARE(violation.writeSite, events[violation.write].site);
}

void tst_Atomicity::whoHoldsMoreLocksThanCanBeRememberedIsLeftOut()
{
    const ObjectTable objects = {{.kind = ObjectKind::Cell, .name = "counter"},
                                 {.kind = ObjectKind::Mutex, .name = "locks", .count = 100}};
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += "1 takes locks[" + std::to_string(i) + "]; 1 reads counter; 1 writes counter 1;";
    text += "2 reads counter; 2 writes counter 7; 2 reads counter; 2 writes counter 8";
    Atomicity atomicity(objects, 2);
    const auto events = eventsFromText(objects, text);
    for (std::size_t i = 0; i < events.size(); ++i)
        atomicity.settled(i, events[i]);
    QVERIFY(atomicity.findings().proof == Proof::Bounded);
    QCOMPARE(atomicity.findings().split, 2u);
}

void tst_Atomicity::afterAGapNothingIsSaid()
{
    Atomicity atomicity(kObjects, 2);
    const auto events = eventsFromText(kObjects, kEachAccessLocked);
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (i == 6)
            atomicity.anythingIsMissing();
        atomicity.settled(i, events[i]);
    }
    QVERIFY(atomicity.findings().proof == Proof::NotProvable);
    QCOMPARE(atomicity.findings().split, 0u);
}

QTEST_APPLESS_MAIN(tst_Atomicity)
#include "tst_atomicity.moc"
