// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scenarios/first_order.h"

#include <QTest>

using namespace interleave;

Q_DECLARE_METATYPE(interleave::FirstOrder)
Q_DECLARE_METATYPE(interleave::FirstOrder::Size)

class tst_FirstOrder : public QObject
{
    Q_OBJECT

private slots:
    void itTellsWhetherAllCanBeGoneThrough_data();
    void itTellsWhetherAllCanBeGoneThrough();
    void itSaysHowLargeAllAre_data();
    void itSaysHowLargeAllAre();
};

/// Two actors of nine steps each have ten places each.
void tst_FirstOrder::itTellsWhetherAllCanBeGoneThrough_data()
{
    using Size = FirstOrder::Size;
    QTest::addColumn<FirstOrder>("first");
    QTest::addColumn<quint64>("mostStates");
    QTest::addColumn<Size>("size");
    const FirstOrder free{.lengths = {9, 9}}, waiting{.lengths = {9, 9}, .anyWaits = true};
    QTest::newRow("as many places as may be") << free << quint64(101) << Size::Unknown;
    QTest::newRow("some more") << free << quint64(99) << Size::ProbablyTooLarge;
    QTest::newRow("many more") << free << quint64(20) << Size::TooLarge;
    QTest::newRow("many more, where somebody waits") << waiting << quint64(20) << Size::ProbablyTooLarge;
    QTest::newRow("too long") << FirstOrder{.lengths = {9, 9}, .isTooLong = true} << quint64(1000) << Size::TooLong;
}

void tst_FirstOrder::itTellsWhetherAllCanBeGoneThrough()
{
    QFETCH(const FirstOrder, first);
    QFETCH(const quint64, mostStates);
    QTEST(first.size(mostStates), "size");
}

void tst_FirstOrder::itSaysHowLargeAllAre_data()
{
    QTest::addColumn<FirstOrder>("first");
    QTest::addColumn<bool>("isCertain");
    QTest::addColumn<QString>("said");
    // 40! / (20! 20!) is 137 846 528 820.
    FirstOrder first{.lengths = {20, 20}, .isWhole = true};
    QTest::newRow("certainly") << first << true << "Too many orders to go through all of them: about 10^11.";
    first.anyWaits = true;
    QTest::newRow("perhaps") << first << false << "There may be too many orders to go through all of them: up to about 10^11.";
    first.isWhole = false;
    QTest::newRow("not seen to its end") << first << true << "Too many orders to go through all of them.";
}

void tst_FirstOrder::itSaysHowLargeAllAre()
{
    QFETCH(const FirstOrder, first);
    QFETCH(const bool, isCertain);
    QFETCH(const QString, said);
    QCOMPARE(QString::fromStdString(first.tooLarge(isCertain, {})), said);
    QCOMPARE(QString::fromStdString(first.tooLarge(isCertain, {{"processes", 4}, {"increments", 3}})),
             said + QStringLiteral(" A size of which all can be gone through is increments 3, processes 4."));
}

QTEST_APPLESS_MAIN(tst_FirstOrder)
#include "tst_first_order.moc"
