// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/evidence.h"
#include "core/explore/exploration_report.h"
#include "scenarios/catalog.h"
#include "tests/support/trace_text.h"

#include <QTest>

using namespace interleave;

namespace {

const ObjectTable kObjects
    = {{ObjectKind::Cell, "counter"}, {ObjectKind::Mutex, "lock"}, {ObjectKind::Mutex, "other"}};

constexpr auto kWhole = "1 takes lock; 1 reads counter; 1 writes counter 1; 1 frees lock; "
                        "2 takes lock; 2 reads counter; 2 writes counter 2; 2 frees lock";
constexpr auto kEachAccess = "1 takes lock; 1 reads counter; 1 frees lock; 1 takes lock; 1 writes counter 1; 1 frees lock; "
                             "2 takes lock; 2 reads counter; 2 frees lock; 2 takes lock; 2 writes counter 2; 2 frees lock";

RunSettings settings(const char *mode, Pace pace = Pace::Full)
{
    return {.scenario = "counter", .mode = mode, .pace = pace};
}

} // namespace

/// Nothing is called right without evidence.
class tst_Evidence : public QObject
{
    Q_OBJECT

private slots:
    void aRightResultNeedsEvidence_data();
    void aRightResultNeedsEvidence();
    void missingEventsAreNoEvidence();
    void ofDeathsARunInWhichAllLivedSaysNothing();
    void thatNobodyDiesIsSaidOnce_data();
    void thatNobodyDiesIsSaidOnce();
};

void tst_Evidence::aRightResultNeedsEvidence_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("processes");
    QTest::addColumn<QString>("guarantee");
    QTest::addColumn<QString>("says");
    QTest::newRow("the lock, held throughout") << "on" << kWhole << 2 << "always" << "The lock ordered";
    QTest::newRow("single steps") << "atomic" << "1 adds counter 1; 2 adds counter 1" << 2 << "always" << "Single steps";
    QTest::newRow("the same accesses, not declared right") << "off" << kWhole << 2 << "this size" << "of other sizes";
    QTest::newRow("luck") << "off" << "1 reads counter; 1 writes counter 1; 2 reads counter; 2 writes counter 2" << 2 << "none"
                          << "2 pairs of lines";
    QTest::newRow("luck under a protection that is declared right")
        << "on" << "1 reads counter; 1 writes counter 1; 2 reads counter; 2 writes counter 2" << 2 << "none" << "2 pairs of lines";
    QTest::newRow("each access locked") << "per-access" << kEachAccess << 2 << "none"
                                        << "in 2 updates no lock was held from reading to writing";
    QTest::newRow("ordered by accident") << "off"
                                         << "1 writes counter 1; 1 takes lock; 1 frees lock; 2 takes lock; 2 frees lock; "
                                            "2 writes counter 2" << 2 << "none" << "no one lock guards";
    constexpr auto kCrosswise = "1 takes lock; 1 takes other; 1 adds counter 1; 1 frees other; 1 frees lock;"
                                "2 takes other; 2 takes lock; 2 adds counter 1; 2 frees lock; 2 frees other";
    QTest::newRow("locks taken crosswise") << "off" << kCrosswise << 2 << "none" << "“lock” and “other” were taken in opposite orders";
    QTest::newRow("locks taken crosswise, declared right") << "on" << kCrosswise << 2 << "always" << "The locks ordered";
    QTest::newRow("nobody else") << "off" << "1 reads counter; 1 writes counter 1" << 1 << "this size" << "One process alone";
}

void tst_Evidence::aRightResultNeedsEvidence()
{
    QFETCH(const QString, mode);
    QFETCH(const QString, text);
    QFETCH(const int, processes);
    const auto recording = recordingFromText(kObjects, text.toStdString(), static_cast<std::size_t>(processes),
                                             settings(mode.toLatin1().constData()));
    const Evidence evidence = evidenceOf(*findScenario("counter"), *recording->info(), *recording->findings());
    QTEST(guaranteeName(evidence.guarantee), "guarantee");
    QFETCH(const QString, says);
    QVERIFY2(evidence.sentence.contains(says), qPrintable(evidence.sentence));
    QCOMPARE(evidence.limit.isEmpty(), evidence.guarantee == Guarantee::None);
    QCOMPARE(evidence.limit.contains(QStringLiteral("the scenario declares")), evidence.guarantee == Guarantee::Always);
}

void tst_Evidence::missingEventsAreNoEvidence()
{
    const auto recording = recordingFromText(kObjects, kWhole, 2, settings("on"));
    const ScenarioInfo &counter = *findScenario("counter");
    const Findings findings = *recording->findings();
    RunInfo info = *recording->info();
    QVERIFY(evidenceOf(counter, info, findings).guarantee == Guarantee::Always);
    info.dropped = 1;
    QVERIFY(evidenceOf(counter, info, findings).guarantee == Guarantee::None);
    info = *recording->info();
    info.processes[1].end = ProcessEnd::Killed;
    QVERIFY(evidenceOf(counter, info, findings).guarantee == Guarantee::None);
    info = *recording->info();
    info.settings.pace = Pace::Bare;
    QVERIFY(evidenceOf(counter, info, findings).guarantee == Guarantee::None);
    Findings contradicted = findings;
    contradicted.unexplained = 1;
    QVERIFY(evidenceOf(counter, *recording->info(), contradicted).guarantee == Guarantee::None);
}

void tst_Evidence::ofDeathsARunInWhichAllLivedSaysNothing()
{
    constexpr auto kSale = "1 takes lock; 1 adds left -1; 1 adds sold 1; 1 frees lock; "
                           "2 takes lock; 2 adds left -1; 2 adds sold 1; 2 frees lock";
    const ScenarioInfo &abandoned = *findScenario("abandoned");
    const RunSettings size{.scenario = "abandoned", .mode = "robust", .parameters = {{"processes", 2}, {"tickets", 1}}};
    const auto recording = recordingFromText(abandoned.objects(size.parameters, size.mode), kSale, 2, size);
    const auto says = [&](const ScenarioInfo &scenario, const ExplorationReport *orders, const ExplorationReport *deaths) {
        return evidenceOf(scenario, *recording->info(), *recording->findings(), orders, deaths)
            .sentence.replace(QChar(0xa0), u' ');
    };
    QCOMPARE(says(abandoned, nullptr, nullptr),
             QStringLiteral("As long as no process dies: the lock ordered every two accesses that conflict; no order of "
                            "them can change the result."));
    ExplorationReport all;
    all.settings = size;
    all.claim = Claim::Exhaustive;
    all.interleavings = "2";
    all.isOver = true;
    all.outcomes.push_back({.result = "2 sold", .isCorrect = true, .interleavings = "2"});
    QCOMPARE(says(abandoned, &all, nullptr),
             QStringLiteral("As long as no process dies: all 2 orders of 2 × 1 were searched, and none of them can "
                            "change the result."));
    ExplorationReport deaths = all;
    deaths.deaths = 1;
    deaths.interleavings = "24";
    deaths.outcomes.push_back({.result = "1 sold", .interleavings = "18"});
    const auto both = QStringLiteral("As long as no process dies (with up to 1 death, 18 of 24 orders go wrong): all 2 "
                                     "orders of 2 × 1 were searched, and none of them can change the result.");
    QCOMPARE(says(abandoned, &all, &deaths), both);
    ScenarioInfo other = abandoned; // in which nobody expects a death
    other.searchedDeaths = 0;
    QCOMPARE(says(other, &all, &deaths), both);
    QVERIFY(says(other, &all, nullptr).startsWith(QStringLiteral("All 2 orders")));
}

void tst_Evidence::thatNobodyDiesIsSaidOnce_data()
{
    QTest::addColumn<std::uint64_t>("searchedDeaths");
    QTest::addColumn<bool>("isDeathKnown");
    QTest::newRow("where dying is the lesson") << std::uint64_t{1} << false;
    QTest::newRow("where deaths are known to do harm") << std::uint64_t{0} << true;
    QTest::newRow("elsewhere") << std::uint64_t{0} << false;
}

void tst_Evidence::thatNobodyDiesIsSaidOnce()
{
    QFETCH(const std::uint64_t, searchedDeaths);
    QFETCH(const bool, isDeathKnown);
    ScenarioInfo counter = *findScenario("counter");
    counter.searchedDeaths = searchedDeaths;
    const auto recording = recordingFromText(kObjects, kWhole, 2, settings("off"));
    ExplorationReport all;
    all.settings = recording->info()->settings;
    all.claim = Claim::Exhaustive;
    all.interleavings = "2";
    all.isOver = true;
    all.outcomes.push_back({.result = "2", .isCorrect = true, .interleavings = "2"});
    ExplorationReport deaths = all;
    deaths.deaths = 1;
    deaths.outcomes.push_back({.result = "1", .interleavings = "18"});
    const Evidence evidence = evidenceOf(counter, *recording->info(), *recording->findings(), &all,
                                         isDeathKnown ? &deaths : nullptr);
    QVERIFY(evidence.guarantee == Guarantee::ThisSize);
    const QString said = evidence.sentence + u' ' + evidence.limit;
    QVERIFY2(said.count(QStringLiteral("as long as no process dies"), Qt::CaseInsensitive) == 1, qPrintable(said));
    QVERIFY2(evidence.limit.startsWith(QStringLiteral("This is proved for this size")), qPrintable(evidence.limit));
}

QTEST_GUILESS_MAIN(tst_Evidence)
#include "tst_evidence.moc"
