// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_range.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace interleave;

namespace {

bool holds(const TimelineRange &range)
{
    const bool nested = range.trace().contains(range.range())
        && (!range.selection() || range.range().contains(*range.selection()));
    const double least = std::min(range.minimum(), range.trace().length());
    return nested && range.range().length() >= least * (1 - 1e-9);
}

} // namespace

class tst_TimelineRange : public QObject
{
    Q_OBJECT

private slots:
    void theInvariantHoldsAfterEveryOperation_data();
    void theInvariantHoldsAfterEveryOperation();
    void thePlaceUnderThePointerStaysWhenZooming();
    void zoomingStopsAtTheClosestAndAtTheWhole();
    void panningStopsAtTheEnds();
    void aWholeRangeGrowsWithTheTrace();
    void aRangeAtTheEndFollowsIt();
    void aRangeElsewhereStaysWhereItIs();
    void revealingPansNoFurtherThanNeeded();
    void aSelectionIsClippedToWhatIsShown();
};

void tst_TimelineRange::theInvariantHoldsAfterEveryOperation_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void tst_TimelineRange::theInvariantHoldsAfterEveryOperation()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> anywhere(-50, 1500);
    std::uniform_real_distribution<double> factor(0.01, 20);
    TimelineRange range({0, 1000}, 4);
    for (int i = 0; i < 2000; ++i) {
        const double a = anywhere(random);
        const double b = anywhere(random);
        const unsigned operation = random() % 8;
        switch (operation) {
        case 0: range.zoom(factor(random), a); break;
        case 1: range.pan(a - b); break;
        case 2: range.show({std::min(a, b), std::max(a, b)}); break;
        case 3: range.fit(); break;
        case 4: range.reveal({std::min(a, b), std::max(a, b)}); break;
        case 5: range.select({std::min(a, b), std::max(a, b)}); break;
        case 6: range.clearSelection(); break;
        case 7: range.setTrace({0, std::abs(a) + 1}); break;
        }
        QVERIFY2(holds(range), qPrintable(QStringLiteral("after operation %1, number %2").arg(operation).arg(i)));
    }
}

void tst_TimelineRange::thePlaceUnderThePointerStaysWhenZooming()
{
    TimelineRange range({0, 1000}, 4);
    range.show({200, 400});
    const double share = (250 - range.range().begin) / range.range().length();
    range.zoom(0.5, 250);
    QCOMPARE(range.range().length(), 100.0);
    QCOMPARE((250 - range.range().begin) / range.range().length(), share);
}

void tst_TimelineRange::zoomingStopsAtTheClosestAndAtTheWhole()
{
    TimelineRange range({0, 1000}, 4);
    range.zoom(1e-6, 500);
    QCOMPARE(range.range().length(), 4.0);
    range.zoom(1e9, 10);
    QVERIFY(range.isWhole());
    TimelineRange tiny({0, 2}, 4);
    tiny.zoom(0.1, 1);
    QVERIFY(tiny.isWhole());
}

void tst_TimelineRange::panningStopsAtTheEnds()
{
    TimelineRange range({0, 1000}, 4);
    range.show({200, 300});
    range.pan(-1e6);
    QCOMPARE(range.range(), (TimelineSpan{0, 100}));
    range.pan(1e6);
    QCOMPARE(range.range(), (TimelineSpan{900, 1000}));
}

void tst_TimelineRange::aWholeRangeGrowsWithTheTrace()
{
    TimelineRange range({0, 20}, 4);
    range.setTrace({0, 500});
    QVERIFY(range.isWhole());
    QCOMPARE(range.range().end, 500.0);
}

void tst_TimelineRange::aRangeAtTheEndFollowsIt()
{
    TimelineRange range({0, 1000}, 4);
    range.show({950, 1000});
    range.setTrace({0, 1100});
    QCOMPARE(range.range(), (TimelineSpan{1050, 1100}));
}

void tst_TimelineRange::aRangeElsewhereStaysWhereItIs()
{
    TimelineRange range({0, 1000}, 4);
    range.show({100, 200});
    range.setTrace({0, 5000});
    QCOMPARE(range.range(), (TimelineSpan{100, 200}));
}

void tst_TimelineRange::revealingPansNoFurtherThanNeeded()
{
    TimelineRange range({0, 1000}, 4);
    range.show({100, 200});
    range.reveal({150, 151});
    QCOMPARE(range.range(), (TimelineSpan{100, 200}));
    range.reveal({220, 221});
    QCOMPARE(range.range(), (TimelineSpan{121, 221}));
    range.reveal({50, 51});
    QCOMPARE(range.range(), (TimelineSpan{50, 150}));
}

void tst_TimelineRange::aSelectionIsClippedToWhatIsShown()
{
    TimelineRange range({0, 1000}, 4);
    range.show({100, 200});
    range.select({150, 900});
    QCOMPARE(*range.selection(), (TimelineSpan{150, 200}));
    range.pan(-80);
    QVERIFY(holds(range));
}

QTEST_APPLESS_MAIN(tst_TimelineRange)
#include "tst_timeline_range.moc"
