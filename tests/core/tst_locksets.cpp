// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/locksets.h"
#include "tests/support/trace_text.h"

#include <QtTest>

using namespace interleave;

class tst_Locksets : public QObject
{
    Q_OBJECT

private slots:
    void whatNoCommonLockGuardsIsNamed_data();
    void whatNoCommonLockGuardsIsNamed();
};

void tst_Locksets::whatNoCommonLockGuardsIsNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("guarded");
    QTest::newRow("nobody else") << "1 reads counter; 1 writes counter 1" << true;
    QTest::newRow("reading only") << "1 reads counter; 2 reads counter" << true;
    QTest::newRow("single steps") << "1 adds counter 1; 2 adds counter 1" << true;
    QTest::newRow("single steps and a read") << "1 adds counter 1; 2 reads counter" << false;
    QTest::newRow("no lock") << "1 writes counter 1; 2 reads counter" << false;
    QTest::newRow("one lock") << "1 takes lock; 1 writes counter 1; 1 frees lock; 2 takes lock; 2 reads counter; 2 frees lock" << true;
    QTest::newRow("one of two locks")
        << "1 takes lock; 1 takes other; 1 writes counter 1; 1 frees other; 1 frees lock; 2 takes other; 2 reads counter" << true;
    QTest::newRow("different locks") << "1 takes lock; 1 writes counter 1; 1 frees lock; 2 takes other; 2 reads counter" << false;
    QTest::newRow("ordered by accident") // happens-before sees no race here
        << "1 writes counter 1; 1 takes lock; 1 frees lock; 2 takes lock; 2 frees lock; 2 writes counter 2" << false;
}

void tst_Locksets::whatNoCommonLockGuardsIsNamed()
{
    QFETCH(const QString, text);
    QFETCH(const bool, guarded);
    const ObjectTable objects
        = {{ObjectKind::Cell, "counter"}, {ObjectKind::Mutex, "lock"}, {ObjectKind::Mutex, "other"}};
    Locksets locksets(objects, 2);
    for (const Event &event : eventsFromText(objects, text.toStdString()))
        locksets.settled(event);
    QCOMPARE(locksets.unguarded(), guarded ? std::vector<int>() : std::vector<int>{0});
}

QTEST_APPLESS_MAIN(tst_Locksets)
#include "tst_locksets.moc"
