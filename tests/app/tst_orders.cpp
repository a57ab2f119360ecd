// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_chips.h"
#include "app/charts/order_bars.h"
#include "app/charts/orders_figure.h"
#include "app/main_window.h"
#include "app/models/evidence.h"
#include "app/models/exploration_text.h"
#include "app/models/known_orders.h"
#include "app/models/order_ladder.h"
#include "app/models/order_words.h"
#include "app/models/run_caption.h"
#include "app/orders/ladder_view.h"
#include "app/orders/orders_panel.h"
#include "app/panels/text_label.h"
#include "app/panels/toolbar.h"
#include "app/session/playback.h"
#include "app/session/session.h"
#include "app/style/words.h"
#include "scenarios/catalog.h"
#include "tests/app/shown_window.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace interleave;

namespace {

const QString kThin = QString(QChar(0x202f));

RunSettings counterSettings(const char *mode = "off", std::int64_t processes = 2, std::int64_t increments = 3)
{
    RunSettings settings;
    settings.scenario = "counter";
    settings.mode = mode;
    settings.parameters = {{"increments", increments}, {"processes", processes}};
    settings.pace = Pace::Step;
    settings.window = usualWindow(Pace::Step);
    return settings;
}

ExploredOutcome outcome(const char *result, const char *count, bool correct, const char *steps,
                        std::uint64_t preemptions, std::uint64_t switches)
{
    return {.result = result,
            .isCorrect = correct,
            .interleavings = count,
            .steps = parseSteps(steps).value(),
            .preemptions = preemptions,
            .switches = switches};
}

/// Two processes, three increments each: what a search finds.
ExplorationReport all924()
{
    ExplorationReport report;
    report.settings = counterSettings();
    report.claim = Claim::Exhaustive;
    report.interleavings = "924";
    report.outcomes = {outcome("2", "8", false, "BA4BA2B2A", 3, 4), outcome("3", "300", false, "A2BA3B5A", 1, 2),
                       outcome("4", "416", false, "AB4A5B2", 1, 2), outcome("5", "180", false, "AB2A5B4", 1, 2),
                       outcome("6", "20", true, "A6B6", 0, 1)};
    report.states = 377;
    report.executions = 649;
    report.elapsedMs = 71;
    report.isOver = true;
    return report;
}

ExplorationReport allRight()
{
    ExplorationReport report = all924();
    report.settings.mode = "on";
    report.interleavings = "20";
    report.outcomes = {outcome("6", "20", true, "A12B12", 0, 1)};
    return report;
}

std::shared_ptr<const ExplorationReport> shared(ExplorationReport report)
{
    return std::make_shared<const ExplorationReport>(std::move(report));
}

/// Two increments each, of which the order B A A A A B B B loses two.
std::shared_ptr<Recording> worstOfFour()
{
    return recordingFromText(
        {{.kind = ObjectKind::Cell, .name = "counter"}},
        "2 reads counter; 1 reads counter; 1 writes counter 1; 1 reads counter; 1 writes counter 2;"
        "2 writes counter 1; 2 reads counter; 2 writes counter 2",
        2, counterSettings("off", 2, 2));
}

QStringList wordsOf(const OrderLadder &ladder)
{
    QStringList words;
    for (const OrderLadder::Step &step : ladder.steps)
        words << QString::number(step.actor + 1) + QLatin1Char(' ') + step.words
                + (step.isLoss ? QStringLiteral(" ✕") : QString())
                + (step.next == OrderLadder::Step::Next::Preempted    ? QStringLiteral(" ‖")
                       : step.next == OrderLadder::Step::Next::Switch ? QStringLiteral(" |")
                                                                      : QString());
    return words;
}

} // namespace

/// What a search of all orders has found, as it is told, drawn and chosen from. No process is started here.
class tst_Orders : public QObject, private ShownWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare("tst_orders"); }
    void init() { QSettings().clear(); }
    void cleanup()
    {
        m_window.reset();
        appearance().setScale(1);
    }

    void numbersOfOrdersAreGroupedOrPowersOfTen_data();
    void numbersOfOrdersAreGroupedOrPowersOfTen();
    void countsAreAddedHoweverLong();
    void aShareIsAPercentageOrOneInSoMany_data();
    void aShareIsAPercentageOrOneInSoMany();
    void aClaimSaysNoMoreThanWasSearched_data();
    void aClaimSaysNoMoreThanWasSearched();
    void whereItWasStoppedIsSaid_data();
    void whereItWasStoppedIsSaid();
    void thatOneIsAddedInPrivateIsSaidWhereItIs_data();
    void thatOneIsAddedInPrivateIsSaidWhereItIs();
    void theTableIsForPrograms();
    void anAxisOfOrdersHasWholeNumbers();
    void aRightResultIsProvedForItsSizeByAllOrders_data();
    void aRightResultIsProvedForItsSizeByAllOrders();
    void theSearchThatProvesMostIsKept();
    void aLadderTellsEachStepAndWhoWasPreempted();
    void whoIsBlockedIsNotPreempted();
    void aWaitForSeveralWordsIsOneRung();
    void whoseWordsHeldIsPreempted();
    void aDeathIsNoMove();
    void aLadderEndsWithTheCircleOfADeadlock();
    void rungsLieInTheirProcessesColumns_data();
    void rungsLieInTheirProcessesColumns();
    void everyBarIsSeenOnALogarithmicAxis();
    void outcomesAreATable();
    void aClickOnABarAsksForItsOrder();
    void aClickOnARungTakesTheCursorThere();
    void theLargestFeasibleSizeIsOffered();
    void numbersInALimitAreGroupedWhereverItIsSaid();
    void howLargeItIsAndWhatIsFeasibleAreEachSaidOnce();
    void whatWasSearchedBeforeIsSaidToBePrevious();
    void theFailureOfOneSearchIsNotThatOfAnother();
    void anOrderLeavesTheStageWithItsBar();
    void whatWasStoppedIsSaidBesideEveryClaim();
    void oneIsSingular();
    void inANarrowColumnARungSaysLess();
    void aLadderThatWasLentComesBack();
    void onlyWhatWasDoneAgainIsSaidToBe();
    void exploreHasSizesOfItsOwnAndItsButtonSaysWhatItDoes();
    void fewPreemptionsAndDeathsCanBeAskedFor();
    void whoTriedByChanceClaimsNoShortestWay();
    void theButtonFindsWordsForTheSmallestWindow_data();
    void theButtonFindsWordsForTheSmallestWindow();
};

void tst_Orders::numbersOfOrdersAreGroupedOrPowersOfTen_data()
{
    QTest::addColumn<QByteArray>("decimal");
    QTest::addColumn<QString>("whole");
    QTest::addColumn<QString>("brief");
    QTest::newRow("few") << QByteArray("924") << QStringLiteral("924") << QStringLiteral("924");
    QTest::newRow("grouped") << QByteArray("34650") << QStringLiteral("34_650") << QStringLiteral("34_650");
    QTest::newRow("very many") << QByteArray("137846528820") << QStringLiteral("137_846_528_820")
                               << QStringLiteral("1.4 × 10¹¹");
    QTest::newRow("rounded up to the next power")
        << QByteArray("9999999999") << QStringLiteral("9_999_999_999") << QStringLiteral("1 × 10¹⁰");
}

void tst_Orders::numbersOfOrdersAreGroupedOrPowersOfTen()
{
    QFETCH(QByteArray, decimal);
    QFETCH(QString, whole);
    QFETCH(QString, brief);
    QCOMPARE(orderCount(decimal.toStdString()).replace(kThin, QStringLiteral("_")), whole);
    QCOMPARE(shortOrderCount(decimal.toStdString()).replace(kThin, QStringLiteral("_")).replace(QChar(0xa0), u' '),
             brief);
}

void tst_Orders::countsAreAddedHoweverLong()
{
    QCOMPARE(sumOfCounts("8", "300"), std::string("308"));
    QCOMPARE(sumOfCounts("99999999999999999999", "1"), std::string("100000000000000000000"));
    QCOMPARE(sumOfCounts("0", "0"), std::string("0"));
    QCOMPARE(wrongOrders(all924()), std::string("904"));
}

void tst_Orders::aShareIsAPercentageOrOneInSoMany_data()
{
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QByteArray>("whole");
    QTest::addColumn<QString>("text");
    QTest::newRow("half") << QByteArray("416") << QByteArray("924") << QStringLiteral("45 %");
    QTest::newRow("little") << QByteArray("8") << QByteArray("924") << QStringLiteral("0.87 %");
    QTest::newRow("all") << QByteArray("20") << QByteArray("20") << QStringLiteral("100 %");
    QTest::newRow("nearly all") << QByteArray("99999") << QByteArray("100000") << QStringLiteral("99.99 %");
    QTest::newRow("hardly any") << QByteArray("184756") << QByteArray("137846528820") << QStringLiteral("1 in 746_100");
    QTest::newRow("one of very many") << QByteArray("1") << QByteArray("137846528820")
                                      << QStringLiteral("1 in 1.4 × 10¹¹");
    QTest::newRow("none") << QByteArray("0") << QByteArray("924") << QStringLiteral("none");
}

void tst_Orders::aShareIsAPercentageOrOneInSoMany()
{
    QFETCH(QByteArray, part);
    QFETCH(QByteArray, whole);
    QFETCH(QString, text);
    QCOMPARE(shareText(part.toStdString(), whole.toStdString())
                 .replace(QChar(0xa0), u' ')
                 .replace(kThin, QStringLiteral("_")),
             text);
}

void tst_Orders::aClaimSaysNoMoreThanWasSearched_data()
{
    QTest::addColumn<ExplorationReport>("report");
    QTest::addColumn<QString>("claim");
    QTest::addColumn<QString>("headline");
    QTest::addColumn<Verdict::Kind>("kind");
    ExplorationReport wrong = all924();
    QTest::newRow("all, some wrong") << wrong << QStringLiteral("Exhaustive: these are all 924 orders.")
                                     << QStringLiteral("Wrong: 904 of 924 orders") << Verdict::Kind::Wrong;
    QTest::newRow("all, none wrong") << allRight() << QStringLiteral("Exhaustive: these are all 20 orders.")
                                     << QStringLiteral("Right, and no order of 2 × 3 can change it")
                                     << Verdict::Kind::Right;
    ExplorationReport bounded = allRight();
    bounded.claim = Claim::Bounded;
    bounded.preemptionBound = 2;
    QTest::newRow("few preemptions") << bounded
                                     << QStringLiteral(
                                            "All orders with at most 2 preemptions; those with more were not searched.")
                                     << QStringLiteral("No failure found") << Verdict::Kind::Chance;
    ExplorationReport sampled = allRight();
    sampled.claim = Claim::Sampled;
    sampled.executions = 500; // lessons, and tries to make orders shorter, included
    QTest::newRow("some of them") << sampled
                                  << QStringLiteral("No failure in 20 orders tried: this proves nothing for the others.")
                                  << QStringLiteral("No failure found") << Verdict::Kind::Chance;
    sampled.isInterrupted = true;
    QTest::newRow("stopped") << sampled
                             << QStringLiteral(
                                    "Stopped: no failure in 20 orders tried: this proves nothing for the others.")
                             << QStringLiteral("No failure found") << Verdict::Kind::Chance;
    ExplorationReport some = wrong;
    some.claim = Claim::Sampled;
    some.isInterrupted = true;
    some.executions = 12;
    QTest::newRow("stopped with a failure")
        << some
        << QStringLiteral("Stopped: found in 924 orders tried; there may be other results, and more orders of each.")
        << QStringLiteral("It can go wrong") << Verdict::Kind::Wrong;
    ExplorationReport none;
    none.settings = wrong.settings;
    none.isOver = true;
    none.executions = 40;
    QTest::newRow("none came to its end") << none << QStringLiteral("No order came to its end, so nothing is known.")
                                          << QStringLiteral("No order yet") << Verdict::Kind::None;
    ExplorationReport going = wrong;
    going.isOver = false;
    QTest::newRow("still going on") << going << QStringLiteral("Searching: 924 orders so far.")
                                    << QStringLiteral("It can go wrong") << Verdict::Kind::Wrong;
    going.phase = SearchPhase::Tracing;
    QTest::newRow("counted") << going << QStringLiteral("All 924 orders are counted; real processes are checking that.")
                             << QStringLiteral("It can go wrong") << Verdict::Kind::Wrong;
    ExplorationReport few = bounded;
    few.isOver = false;
    few.states = 12'345;
    QTest::newRow("few preemptions counted")
        << few
        << QStringLiteral("Searching: %1 so far. Those with at most 2 preemptions have been counted: 20 orders.")
               .arg(words::counted(12'345, u"state", u"states"))
        << QStringLiteral("No failure found") << Verdict::Kind::Chance;
    ExplorationReport begun;
    begun.settings = wrong.settings;
    begun.states = 700;
    QTest::newRow("nothing counted yet")
        << begun << QStringLiteral("Searching: 700 states so far, and no order counted to its end yet.")
        << QStringLiteral("No order yet") << Verdict::Kind::None;
}

void tst_Orders::whereItWasStoppedIsSaid_data()
{
    QTest::addColumn<Claim>("claim");
    QTest::addColumn<SearchPhase>("phase");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("name");
    const QString early = QStringLiteral("Stopped before its end: this is what was known by then.");
    QTest::newRow("counting") << Claim::Bounded << SearchPhase::Counting << early << "counting";
    QTest::newRow("few preemptions, done again") << Claim::Bounded << SearchPhase::Confirming << early << "confirming";
    QTest::newRow("done again") << Claim::Exhaustive << SearchPhase::Confirming
                                << QStringLiteral("Stopped when all orders had been counted, and before each order that "
                                                  "is shown had been done again by real processes.")
                                << "confirming";
    QTest::newRow("traces") << Claim::Exhaustive << SearchPhase::Tracing
                            << QStringLiteral("Stopped when all orders had been counted, and before real processes had run "
                                              "one order of each trace, which checks the count once more.")
                            << "tracing";
}

/// In text and JSON, in the window, and below a figure.
void tst_Orders::whereItWasStoppedIsSaid()
{
    QFETCH(const Claim, claim);
    QFETCH(const SearchPhase, phase);
    QFETCH(QString, said);
    QFETCH(QString, name);
    for (ExplorationReport report : {all924(), allRight()}) {
        report.claim = claim;
        report.phase = phase;
        QCOMPARE(exploreJson(report)[QLatin1String("stopped_while")], QJsonValue(QJsonValue::Null));
        QVERIFY(!exploreText(report).contains(QStringLiteral("Stopped")));
        report.isInterrupted = true;
        QCOMPARE(exploreText(report).count(said), 1);
        QCOMPARE(exploreText(report).count(QStringLiteral("Stopped")), 1);
        QCOMPARE(exploreJson(report)[QLatin1String("stopped_while")].toString(), name);
        QVERIFY(figureOf(shared(report)).caption.sentences.join(u' ').contains(said));
        Playback playback;
        OrdersPanel panel(&playback);
        panel.setReport(shared(report), false);
        QCOMPARE(panel.findChild<TextLabel *>(QStringLiteral("ordersClaim"))->text().count(said), 1);
    }
}

void tst_Orders::aClaimSaysNoMoreThanWasSearched()
{
    QFETCH(const ExplorationReport, report);
    QFETCH(QString, claim);
    QFETCH(QString, headline);
    QFETCH(Verdict::Kind, kind);
    QCOMPARE(claimOf(report), claim);
    const Verdict verdict = verdictOf(report, *findScenario("counter"));
    QCOMPARE(QString(verdict.headline).replace(QChar(0xa0), u' '), headline);
    QVERIFY(verdict.kind == kind);
}

void tst_Orders::thatOneIsAddedInPrivateIsSaidWhereItIs_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("times");
    QTest::newRow("an unprotected counter") << "counter" << "off" << 1;
    QTest::newRow("a locked one") << "counter" << "on" << 1;
    QTest::newRow("an atomic one") << "counter" << "atomic" << 0;
    QTest::newRow("a list") << "list" << "off" << 1;
    QTest::newRow("locks") << "deadlock" << "opposite" << 0;
    QTest::newRow("forks") << "philosophers" << "naive" << 0;
    QTest::newRow("tickets") << "abandoned" << "plain" << 0;
}

void tst_Orders::thatOneIsAddedInPrivateIsSaidWhereItIs()
{
    QFETCH(QString, scenario);
    QFETCH(QString, mode);
    QFETCH(int, times);
    for (ExplorationReport report : {all924(), allRight()}) {
        report.settings.scenario = scenario.toStdString();
        report.settings.mode = mode.toStdString();
        report.settings.parameters.clear();
        for (const ParameterInfo &parameter : findScenario(report.settings.scenario)->parameters)
            report.settings.parameters[std::string(parameter.name)] = parameter.explore;
        QCOMPARE(exploreText(report).count(QStringLiteral("+ 1 between a read and a write")), times);
    }
}

void tst_Orders::theTableIsForPrograms()
{
    const Figure figure = figureOf(shared(all924()));
    const ChartTable table = chartTable(figure.data);
    const qsizetype share = table.columns.indexOf(QStringLiteral("share (fraction of all orders)"));
    double sum = 0;
    for (const QStringList &row : table.rows) {
        bool isNumber = false;
        sum += row[share].toDouble(&isNumber);
        QVERIFY2(isNumber, qPrintable(row[share]));
    }
    QVERIFY2(std::abs(sum - 1) < 1e-4, qPrintable(QString::number(sum)));
    QStringList facts;
    for (const auto *const list : {&figure.caption.facts, &table.notes})
        for (const auto &[name, value] : *list)
            facts << name;
    QCOMPARE(facts.count(QStringLiteral("claim")), 1);
    QVERIFY(!facts.contains(QStringLiteral("seed"))); // nothing was left to chance
}

void tst_Orders::anAxisOfOrdersHasWholeNumbers()
{
    ExplorationReport report = allRight();
    report.interleavings = report.outcomes.front().interleavings = "1";
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("orders.svg"));
    QVERIFY(exportFigure(figureOf(shared(report)), file).ok());
    QFile svg(file);
    QVERIFY(svg.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(svg.readAll());
    QVERIFY(text.contains(QStringLiteral(">1<")));
    static const QRegularExpression fraction(QStringLiteral(">\\d+\\.\\d+<"));
    QVERIFY2(!text.contains(fraction), qPrintable(fraction.match(text).captured()));
}

void tst_Orders::aRightResultIsProvedForItsSizeByAllOrders_data()
{
    QTest::addColumn<ExplorationReport>("report");
    QTest::addColumn<QString>("guarantee");
    QTest::addColumn<QString>("sentence");
    ExplorationReport right = allRight();
    right.settings = counterSettings("off", 2, 1);
    right.interleavings = "2";
    QTest::newRow("all right") << right << QStringLiteral("this size")
                               << QStringLiteral(
                                      "All 2 orders of 2 × 1 were searched, and none of them can change the result.");
    ExplorationReport wrong = all924();
    wrong.settings = counterSettings("off", 2, 1);
    QTest::newRow("some wrong") << wrong << QStringLiteral("none")
                                << QStringLiteral("Nothing guarantees it: 904 of all 924 orders go wrong.");
    ExplorationReport sampled = right;
    sampled.claim = Claim::Sampled;
    QTest::newRow("not all") << sampled << QStringLiteral("none")
                             << QStringLiteral(
                                    "Nothing guarantees it: the accesses of 2 pairs of lines were not ordered.");
    QTest::newRow("another size") << allRight() << QStringLiteral("none")
                                  << QStringLiteral(
                                         "Nothing guarantees it: the accesses of 2 pairs of lines were not ordered.");
}

/// Of a run whose record alone guarantees nothing.
void tst_Orders::aRightResultIsProvedForItsSizeByAllOrders()
{
    QFETCH(const ExplorationReport, report);
    QFETCH(QString, guarantee);
    QFETCH(QString, sentence);
    RunSettings settings = counterSettings("off", 2, 1);
    settings.pace = Pace::Full; // the same accesses, whatever the pace
    const auto recording = recordingFromText({{.kind = ObjectKind::Cell, .name = "counter"}},
                                             "1 reads counter; 1 writes counter 1; 2 reads counter; 2 writes counter 2",
                                             2, settings);
    const Evidence evidence = evidenceOf(*findScenario("counter"), *recording->info(), *recording->findings(), &report);
    QCOMPARE(QString(evidence.sentence).replace(QChar(0xa0), u' '), sentence);
    QCOMPARE(guaranteeName(evidence.guarantee), guarantee);
    Account account;
    account.correct = true;
    account.observed = account.expected = 2;
    const Verdict verdict = verdictOf(*findScenario("counter"), *recording->info(), *recording->findings(), account,
                                      &report);
    QCOMPARE(verdict.kind == Verdict::Kind::Right, guarantee != QStringLiteral("none"));
}

void tst_Orders::theSearchThatProvesMostIsKept()
{
    KnownOrders known;
    ExplorationReport sampled = all924();
    sampled.claim = Claim::Sampled;
    known.keep(shared(sampled));
    QCOMPARE(known.count(counterSettings()), std::string());
    QVERIFY(known.failing(counterSettings("off", 2, 200)) != nullptr); // of another size
    known.keep(shared(all924()));
    QCOMPARE(known.count(counterSettings()), std::string("924"));
    known.keep(shared(sampled));
    QCOMPARE(known.count(counterSettings()), std::string("924"));
    known.keep(shared(allRight()));
    QVERIFY(known.failing(counterSettings("on")) == nullptr);
    QCOMPARE(known.count(counterSettings("on")), std::string("20"));
    ExplorationReport deadly = allRight();
    deadly.settings.mode = "atomic";
    deadly.deaths = 1;
    known.keep(shared(deadly));
    QVERIFY(known.of(deadly.settings) == nullptr); // orders with deaths are others than those of a run
    QVERIFY(known.of(deadly.settings, 1) != nullptr);
    QCOMPARE(known.count(deadly.settings, 1), std::string("20"));
    deadly.outcomes.front().isCorrect = false;
    known.keep(shared(deadly));
    QVERIFY(known.failing(deadly.settings)->deaths == 1);
}

void tst_Orders::aLadderTellsEachStepAndWhoWasPreempted()
{
    const OrderLadder ladder = orderLadder(*worstOfFour());
    QCOMPARE(wordsOf(ladder),
             QStringList({QStringLiteral("2 read 0 ‖"), QStringLiteral("1 read 0"), QStringLiteral("1 write 1 over 0"),
                          QStringLiteral("1 read 1"), QStringLiteral("1 write 2 over 1 |"),
                          QStringLiteral("2 write 1 over 2 ✕"), QStringLiteral("2 read 1"),
                          QStringLiteral("2 write 2 over 1")}));
    QCOMPARE(ladder.preemptions(), std::uint64_t{1});
    QCOMPARE(ladder.switches(), std::uint64_t{2});
    QCOMPARE(ladder.stepBefore(0), std::ptrdiff_t{-1});
    QCOMPARE(ladder.stepBefore(6), std::ptrdiff_t{5});
}

void tst_Orders::whoIsBlockedIsNotPreempted()
{
    const ObjectTable objects{{.kind = ObjectKind::Cell, .name = "counter"},
                              {.kind = ObjectKind::Mutex, .name = "lock"}};
    const auto recording = recordingFromText(
        objects,
        "1 asks lock; 1 takes lock; 2 asks lock; 1 reads counter; 1 writes counter 1;"
        "1 frees lock; 2 takes lock; 2 reads counter; 2 writes counter 2; 2 frees lock",
        2, counterSettings("on", 2, 1));
    const OrderLadder ladder = orderLadder(*recording);
    QCOMPARE(ladder.steps.size(), std::size_t{8}); // asking is no step
    QCOMPARE(ladder.steps.front().words, QStringLiteral("take lock"));
    QCOMPARE(ladder.preemptions(), std::uint64_t{0});
    QCOMPARE(ladder.switches(), std::uint64_t{1});
}

void tst_Orders::aWaitForSeveralWordsIsOneRung()
{
    const ObjectTable objects{{.kind = ObjectKind::Cell, .name = "head"}, {.kind = ObjectKind::Cell, .name = "tail"}};
    const auto recording = recordingFromText(
        objects, "2 awaits head; 1 writes tail 1; 2 sees head; 2 sees tail; 2 writes head 1", 2);
    const OrderLadder ladder = orderLadder(*recording);
    QCOMPARE(wordsOf(ladder),
             QStringList({QStringLiteral("1 write tail 1 over 0 |"), QStringLiteral("2 see head is 0, tail is 1"),
                          QStringLiteral("2 write head 1 over 0")}));
    QCOMPARE(ladder.stepsTotal, std::uint64_t{3});
    QVERIFY2(ladder.steps[1].details.count(QLatin1Char('\n')) == 1, qPrintable(ladder.steps[1].details));
    QCOMPARE(ladder.stepBefore(4), std::ptrdiff_t{1}); // all of its words have been read
    QCOMPARE(ladder.stepBefore(3), std::ptrdiff_t{0});
}

/// A wait that begins has to be recorded where its words do not hold, so the recording tells.
void tst_Orders::whoseWordsHeldIsPreempted()
{
    const ObjectTable objects{{.kind = ObjectKind::Cell, .name = "head"}, {.kind = ObjectKind::Cell, .name = "tail"}};
    const auto held = recordingFromText(objects, "1 writes tail 1; 2 writes head 1; 1 sees head; 1 sees tail", 2);
    QCOMPARE(orderLadder(*held).preemptions(), std::uint64_t{1});
    const auto waited = recordingFromText(
        objects, "1 writes tail 1; 1 awaits head; 2 writes head 1; 1 sees head; 1 sees tail", 2);
    QCOMPARE(orderLadder(*waited).preemptions(), std::uint64_t{0});
    QCOMPARE(orderLadder(*waited).switches(), std::uint64_t{2});
}

void tst_Orders::aDeathIsNoMove()
{
    const ObjectTable objects{{.kind = ObjectKind::Cell, .name = "counter"}};
    const auto recording = recordingFromText(
        objects, "1 reads counter; 2 dies; 1 writes counter 1; 1 reads counter; 3 reads counter; 1 dies; 3 writes counter 1",
        3);
    const OrderLadder ladder = orderLadder(*recording);
    QCOMPARE(ladder.steps.size(), std::size_t{7});
    QCOMPARE(ladder.switches(), std::uint64_t{1});
    QCOMPARE(ladder.preemptions(), std::uint64_t{1}); // process 1 could have written when it was left
    QVERIFY(ladder.steps[1].isDeath && ladder.steps[3].next == OrderLadder::Step::Next::Preempted);
}

void tst_Orders::aLadderEndsWithTheCircleOfADeadlock()
{
    const ObjectTable objects{{.kind = ObjectKind::Mutex, .name = "fork", .count = 2}};
    const auto finished = recordingFromText(objects,
                                            "1 asks fork[0]; 1 takes fork[0]; 2 asks fork[1]; 2 takes fork[1];"
                                            "1 asks fork[1]; 2 asks fork[0]",
                                            2);
    RunInfo info = *finished->info();
    info.stuck = true;
    info.standstill = {{0, ObjectRef::of(0, 1), 1}, {1, ObjectRef::of(0, 0), 0}};
    Recording stuck(info);
    TraceReader reader(finished->trace());
    reader.forEach(0, reader.size(), [&](EventIndex, const Event &event) { stuck.settle(event); });
    stuck.publishFindings();
    stuck.finish(info);
    const OrderLadder ladder = orderLadder(stuck);
    QCOMPARE(wordsOf(ladder), QStringList({QStringLiteral("1 take fork[0] ‖"), QStringLiteral("2 take fork[1]")}));
    QCOMPARE(ladder.standstill.size(), std::size_t{2});
    QCOMPARE(ladder.standstill[0].object, QStringLiteral("fork[1]"));
    LadderScene scene;
    scene.ladder = std::make_shared<const OrderLadder>(ladder);
    scene.theme = Theme::light();
    const Picture picture = layoutLadder(scene);
    const QRectF circle = picture.rectOf(QStringLiteral("deadlock"));
    QVERIFY(circle.top() > picture.rectOf(QStringLiteral("step/1")).bottom());
    QVERIFY(circle.bottom() <= picture.size.height());
    // The arrow that closes it.
    QVERIFY(std::any_of(picture.shapes.begin(), picture.shapes.end(), [&](const Shape &shape) {
        const auto *const outline = std::get_if<Outline>(&shape);
        return outline != nullptr && outline->arrow && circle.contains(outline->path.boundingRect());
    }));
}

void tst_Orders::rungsLieInTheirProcessesColumns_data()
{
    QTest::addColumn<double>("width");
    QTest::newRow("narrow") << 240.0;
    QTest::newRow("usual") << 480.0;
    QTest::newRow("wide") << 1200.0;
}

void tst_Orders::rungsLieInTheirProcessesColumns()
{
    QFETCH(double, width);
    LadderScene scene;
    scene.ladder = std::make_shared<const OrderLadder>(orderLadder(*worstOfFour()));
    scene.theme = Theme::light();
    scene.width = width;
    scene.end = QStringLiteral("ends at 2");
    scene.position = 6;
    const Picture picture = layoutLadder(scene);
    std::vector<QRectF> rungs;
    for (std::size_t step = 0; step < 8; ++step) {
        const QString id = QStringLiteral("step/%1").arg(step);
        for (const Shape &shape : picture.shapes)
            if (const auto *const box = std::get_if<Box>(&shape);
                box != nullptr && box->id == id && box->fill.isValid())
                rungs.push_back(box->rect);
        QCOMPARE(rungs.size(), step + 1);
        QCOMPARE(picture.idAt(rungs.back().center()), id);
        QCOMPARE(picture.idAt({2, rungs.back().center().y()}), id); // all of its row
    }
    QCOMPARE(rungs[0].left(), rungs[5].left());
    QVERIFY(rungs[1].right() < rungs[0].left());
    for (std::size_t step = 1; step < 8; ++step)
        QVERIFY(rungs[step].top() > rungs[step - 1].bottom());
    for (const Shape &shape : picture.shapes)
        if (const auto *const label = std::get_if<Label>(&shape))
            QVERIFY2(QRectF(QPointF(), picture.size).adjusted(-1, -1, 1, 1).contains(label->rect),
                     qPrintable(label->text));
}

void tst_Orders::everyBarIsSeenOnALogarithmicAxis()
{
    ExplorationReport report = all924();
    report.interleavings = "137846528820";
    report.outcomes = {outcome("2", "1", false, "AB", 1, 1), outcome("20", "137846528819", true, "AB", 1, 1)};
    OrdersPanel panel(std::make_unique<Playback>().get());
    panel.setReport(shared(report), false);
    const Figure figure = panel.figure();
    const auto &bars = std::get<OrderBars>(figure.data);
    QVERIFY(bars.logarithmic && bars.spansMagnitudes());
    QVERIFY(figure.caption.text().contains(QStringLiteral("Exhaustive: these are all")));
    panel.resize(700, 300);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    const QImage picture = panel.bars()->grab().toImage();
    const QRectF row = panel.bars()->rowOf(0);
    int loss = 0; // pixels of the bar's outline right of its name
    for (int x = 0; x < picture.width(); ++x)
        loss += picture.pixelColor(x, qRound(row.center().y())) == Theme::light().lossSoft ? 1 : 0;
    QVERIFY2(loss >= 5, qPrintable(QString::number(loss)));
    panel.bars()->setChosen(0);
    QVERIFY2(panel.bars()->accessibleDescription().startsWith(QStringLiteral("2, wrong: 1 order,")),
             qPrintable(panel.bars()->accessibleDescription()));
}

void tst_Orders::outcomesAreATable()
{
    Playback playback;
    OrdersPanel panel(&playback);
    ExplorationReport searched = all924();
    searched.startedAt = "2026-11-22T14:02:11+01:00";
    panel.setReport(shared(searched), false);
    const QString csv = QString::fromUtf8(figureCsv(panel.figure()));
    QVERIFY2(csv.contains(QStringLiteral("# scenario: Shared counter\n")), qPrintable(csv));
    QVERIFY(csv.contains(QStringLiteral("# size: increments 3, processes 2\n")));
    QVERIFY(csv.contains(QStringLiteral("# sample: n = 924 orders\n")));
    QVERIFY(csv.contains(QStringLiteral("# date: 2026-11-22 14:02\n")));
    QVERIFY(csv.contains(QStringLiteral("# claim: Exhaustive: these are all 924 orders.\n")));
    QVERIFY(
        csv.contains(QStringLiteral("\n2,8,0.00865801,no,3,4,\"v1;counter;off;increments=3,processes=2;BA4BA2B2A\"\n")));
    QVERIFY(csv.contains(QStringLiteral("\n6,20,0.021645,yes,0,1,")));
}

void tst_Orders::aClickOnABarAsksForItsOrder()
{
    Playback playback;
    OrdersPanel panel(&playback);
    panel.setReport(shared(all924()), false);
    panel.resize(860, 260);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    panel.bars()->grab(); // as it was painted
    QSignalSpy orders(&panel, &OrdersPanel::orderRequested);
    QTest::mouseClick(panel.bars(), Qt::LeftButton, {}, panel.bars()->rowOf(1).center().toPoint());
    QCOMPARE(orders.count(), 1);
    QCOMPARE(orders.front().front().toInt(), 1);
    panel.bars()->setFocus(Qt::TabFocusReason);
    QTest::keyClick(panel.bars(), Qt::Key_Down);
    QVERIFY(panel.bars()->accessibleDescription().startsWith(QStringLiteral("3, wrong: 300 orders")));
    QTest::keyClick(panel.bars(), Qt::Key_Return);
    QCOMPARE(orders.count(), 2);
    QCOMPARE(orders.back().front().toInt(), 1);
    panel.setBusy(true);
    QTest::mouseClick(panel.bars(), Qt::LeftButton, {}, panel.bars()->rowOf(0).center().toPoint());
    QCOMPARE(orders.count(), 2);
}

void tst_Orders::aClickOnARungTakesTheCursorThere()
{
    Playback playback;
    OrdersPanel panel(&playback);
    panel.setReport(shared(all924()), false);
    const auto recording = worstOfFour();
    playback.setRecording(recording);
    playback.setLength(8);
    panel.setShown(0, recording.get());
    panel.resize(860, 400);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    QSignalSpy chosen(panel.ladder(), &LadderView::chosen);
    QTest::mouseClick(panel.ladder()->viewport(), Qt::LeftButton, {}, panel.ladder()->rectOf(5).center().toPoint());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.front().front().value<EventIndex>(), EventIndex{5});
    playback.seek(6);
    QVERIFY(panel.ladder()->accessibleDescription().startsWith(QStringLiteral("Step 6 of 8: process 2 wrote 1")));
    QTest::keyClick(panel.ladder(), Qt::Key_Up);
    QCOMPARE(chosen.back().front().value<EventIndex>(), EventIndex{4});
    QVERIFY(panel.ladderTitle().contains(QStringLiteral("ends at 2: 3 preemptions, 4 switches")));
    QVERIFY(panel.ladder()->picture(panel.ladderTitle(), QString()).size.height() > 8 * LadderScene::kRow);
}

void tst_Orders::theLargestFeasibleSizeIsOffered()
{
    Playback playback;
    OrdersPanel panel(&playback);
    ExplorationReport report = all924();
    report.claim = Claim::Sampled;
    report.limit = "Too many orders to go through all of them. The largest size of which all can be is 2 × 12.";
    report.feasible = {{"increments", 12}, {"processes", 2}};
    panel.setReport(shared(report), false);
    panel.resize(860, 260);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    auto *const button = panel.findChild<Chip *>(QStringLiteral("smallerOrders"));
    QVERIFY(button->isVisible());
    QCOMPARE(button->text().replace(QChar(0xa0), u' '), QStringLiteral("Take 2 × 12"));
    QVERIFY(panel.findChild<TextLabel *>(QStringLiteral("ordersClaim"))
                ->text()
                .contains(QStringLiteral("Too many orders")));
    QSignalSpy sizes(&panel, &OrdersPanel::sizeRequested);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(sizes.count(), 1);
    QVERIFY(sizes.front().front().value<Parameters>() == report.feasible);
}

void tst_Orders::numbersInALimitAreGroupedWhereverItIsSaid()
{
    ExplorationReport report = all924();
    report.claim = Claim::Sampled;
    report.limit = "Too many orders to go through all of them. A size of which all can be gone through is increments 12345.";
    const QString grouped = words::number(12'345);
    Playback playback;
    OrdersPanel panel(&playback);
    panel.setReport(shared(report), false);
    const auto *const claim = panel.findChild<TextLabel *>(QStringLiteral("ordersClaim"));
    QVERIFY2(claim->text().contains(grouped), qPrintable(claim->text()));
    QVERIFY2(claim->toolTip().contains(grouped), qPrintable(claim->toolTip()));
    QVERIFY(exploreText(report).contains(grouped));
    for (ExploredOutcome &outcome : report.outcomes)
        outcome.isCorrect = true;
    QVERIFY(verdictOf(report, *findScenario("counter")).sentence.contains(grouped));
}

void tst_Orders::howLargeItIsAndWhatIsFeasibleAreEachSaidOnce()
{
    const auto howLarge = QStringLiteral("Too many. As much of it as can be is searched; Ctrl-C ends the search and says "
                                         "what is known by then.");
    const auto feasible = QStringLiteral("All orders can be gone through with “--set increments=2 --set processes=3”.");
    ExplorationReport begun;
    begun.phase = SearchPhase::Counting;
    ExplorationReport tooLarge = begun;
    tooLarge.limit = "Too many.";
    ExplorationReport both = begun;
    both.limit = "Too many. A size of which all can be gone through is increments 2, processes 3.";
    both.feasible = {{"increments", 2}, {"processes", 3}};
    SaidOfSize said;
    QCOMPARE(newsOfSize(begun, said), QStringList());
    QCOMPARE(newsOfSize(tooLarge, said), QStringList(howLarge));
    QCOMPARE(newsOfSize(tooLarge, said), QStringList());
    QCOMPARE(newsOfSize(both, said), QStringList(feasible));
    QCOMPARE(newsOfSize(both, said), QStringList());
    SaidOfSize nothing; // whoever sees both at first is told both
    QCOMPARE(newsOfSize(both, nothing), QStringList({howLarge, feasible}));
    QCOMPARE(newsOfSize(both, nothing), QStringList());
}

void tst_Orders::whatWasSearchedBeforeIsSaidToBePrevious()
{
    Playback playback;
    OrdersPanel panel(&playback);
    RunChoice choice;
    choice.setScenario(findScenario("counter"));
    choice.setGear(Gear::Explore);
    panel.setChoice(choice);
    panel.setReport(shared(all924()), false);
    auto *const subject = panel.findChild<TextLabel *>(QStringLiteral("ordersSubject"));
    QVERIFY(subject->text().isEmpty());
    choice.setMode("on");
    panel.setChoice(choice);
    QCOMPARE(subject->text(), QStringLiteral("Previous settings:"));
}

void tst_Orders::theFailureOfOneSearchIsNotThatOfAnother()
{
    Playback playback;
    OrdersPanel panel(&playback);
    auto *const claim = panel.findChild<TextLabel *>(QStringLiteral("ordersClaim"));
    panel.setReport(shared(all924()), false, QStringLiteral("The search ended before its time."));
    QCOMPARE(claim->text(), QStringLiteral("The search ended before its time."));
    panel.setReport(shared(allRight()), false);
    QVERIFY2(claim->text().startsWith(QStringLiteral("✓ All 20 orders end at 6.")), qPrintable(claim->text()));
}

/// A bar is known by its place: where another result stands there, the ladder would be under a false title.
void tst_Orders::anOrderLeavesTheStageWithItsBar()
{
    Playback playback;
    OrdersPanel panel(&playback);
    ExplorationReport part = all924();
    part.claim = Claim::Bounded;
    part.outcomes.erase(part.outcomes.begin());
    panel.setReport(shared(part), false);
    panel.setShown(0, nullptr);
    QVERIFY(panel.ladderTitle().contains(QStringLiteral("ends at 3")));
    panel.setReport(shared(part), false);
    QCOMPARE(panel.bars()->chosen(), 0); // the same results
    panel.setReport(shared(all924()), false);
    QCOMPARE(panel.bars()->chosen(), -1);
}

void tst_Orders::whatWasStoppedIsSaidBesideEveryClaim()
{
    const auto note = QStringLiteral("Stopped before its end: this is what was known by then.");
    ExplorationReport report = all924();
    Playback playback;
    OrdersPanel panel(&playback);
    const auto claim = [&panel] { return panel.findChild<TextLabel *>(QStringLiteral("ordersClaim"))->text(); };
    panel.setReport(shared(report), false);
    QVERIFY(!claim().contains(QStringLiteral("topped")));
    report.isInterrupted = true;
    panel.setReport(shared(report), false);
    QCOMPARE(claim(), QStringLiteral("Exhaustive: these are all 924 orders. ") + note);
    QVERIFY(panel.figure().caption.text().contains(note));
    report.limit = "There are too many.";
    report.claim = Claim::Bounded;
    panel.setReport(shared(report), false);
    QVERIFY2(claim().contains(note) && claim().endsWith(QStringLiteral("There are too many.")), qPrintable(claim()));
    report.claim = Claim::Sampled; // whose claim says it
    panel.setReport(shared(report), false);
    QVERIFY2(claim().startsWith(QStringLiteral("Stopped: ")) && !claim().contains(note), qPrintable(claim()));
}

void tst_Orders::oneIsSingular()
{
    ExplorationReport report = all924();
    report.traces = 2;
    QVERIFY(exploreText(report).contains(QStringLiteral("each of the 2 traces")));
    report.traces = 1;
    QVERIFY(exploreText(report).contains(QStringLiteral("one order of the only trace")));
    const RunSettings settings{.scenario = "deadlock", .mode = "same", .parameters = {{"processes", 2}, {"transfers", 1}},
                               .pace = Pace::Step};
    const QString caption = settingsCaption(findScenario("deadlock"), settings);
    QVERIFY2(caption.endsWith(QStringLiteral("2 processes, 1 transfer")), qPrintable(caption));
    for (const ScenarioInfo *const scenario : catalog())
        for (const ParameterInfo &parameter : scenario->parameters)
            QVERIFY2(!parameter.singular.empty() || !parameter.title.ends_with('s'), parameter.title.data());
}

void tst_Orders::inANarrowColumnARungSaysLess()
{
    const ObjectTable objects{{.kind = ObjectKind::Cell, .name = "left", .initial = 12345}, {.kind = ObjectKind::Cell, .name = "sold"}};
    LadderScene scene;
    scene.ladder = std::make_shared<const OrderLadder>(orderLadder(
        *recordingFromText(objects, "1 adds left 1; 2 adds sold 1", 2)));
    scene.theme = Theme::light();
    const auto says = [&scene](double width, const QString &words) {
        scene.width = width;
        const Picture picture = layoutLadder(scene);
        return std::any_of(picture.shapes.begin(), picture.shapes.end(), [&words](const Shape &shape) {
            const auto *const label = std::get_if<Label>(&shape);
            return label != nullptr && label->text == words;
        });
    };
    QVERIFY(says(600, words::grouped(QStringLiteral("change left 12345 to 12346"))));
    QVERIFY(says(240, words::grouped(QStringLiteral("left 12345 to 12346"))));
}

/// The ladder stands elsewhere while the page is too low for it, and comes back.
void tst_Orders::aLadderThatWasLentComesBack()
{
    Playback playback;
    OrdersPanel panel(&playback);
    panel.resize(900, 300);
    panel.show();
    panel.setReport(shared(all924()), false);
    panel.setShown(0, worstOfFour().get());
    QVERIFY(panel.ladder()->isVisible());
    QWidget other;
    QVBoxLayout place(&other);
    place.addWidget(panel.lendLadder());
    other.show();
    QVERIFY(other.isAncestorOf(panel.ladder()) && panel.ladder()->isVisible());
    panel.takeLadderBack();
    QVERIFY(panel.isAncestorOf(panel.ladder()) && panel.ladder()->isVisible());
    panel.setShown(-1, nullptr);
    QVERIFY(!panel.ladder()->isVisible());
}

void tst_Orders::onlyWhatWasDoneAgainIsSaidToBe()
{
    ExplorationReport report = all924();
    for (ExploredOutcome &outcome : report.outcomes)
        outcome.replays = outcome.equal = 1;
    const QString each = QStringLiteral("Each of these orders was done again");
    QVERIFY(exploreText(report).contains(each));
    report.outcomes.back().replays = report.outcomes.back().equal = 0; // it was stopped before
    QVERIFY(!exploreText(report).contains(each));
    QVERIFY(exploreText(report).contains(QStringLiteral("%1 of these %2 orders were done again")
                                             .arg(report.outcomes.size() - 1)
                                             .arg(report.outcomes.size())));
}

void tst_Orders::exploreHasSizesOfItsOwnAndItsButtonSaysWhatItDoes()
{
    m_window = std::make_unique<MainWindow>(catalog());
    m_window->resize(1440, 860);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    click("explore");
    QCOMPARE(part<QSpinBox>("processesField")->value(), 2);
    QCOMPARE(part<QSpinBox>("incrementsField")->value(), 3);
    const auto said = [&] { return part<QAbstractButton>("run")->text().replace(QChar(0xa0), u' '); };
    QCOMPARE(said(), QStringLiteral("Explore all orders of 2 × 3"));
    QVERIFY(!part<QAbstractButton>("repeat")->isVisible());
    m_window->knownOrders()->keep(shared(all924()));
    m_window->toolbar()->refreshRun();
    QCOMPARE(said(), QStringLiteral("Explore all 924 orders of 2 × 3"));
    QSignalSpy explored(m_window.get(), &MainWindow::exploreRequested), ran(m_window.get(), &MainWindow::runRequested);
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QCOMPARE(explored.count(), 1);
    QCOMPARE(ran.count(), 0);
    const auto settings = explored.front().front().value<RunSettings>();
    QVERIFY(settings == counterSettings());
    QTest::keyClick(part<QSpinBox>("incrementsField"), Qt::Key_Up);
    QCOMPARE(said(), QStringLiteral("Explore all orders of 2 × 4"));
    part<QAction>("copyCommand")->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(),
             QStringLiteral("interleave explore counter --sync off --set increments=4 --set processes=2"));
    click("full");
    QCOMPARE(said(), QStringLiteral("Run"));
    QVERIFY(part<QAbstractButton>("repeat")->isVisible());
    click("explore");
    QCOMPARE(part<QSpinBox>("incrementsField")->value(), 4); // remembered
}

void tst_Orders::fewPreemptionsAndDeathsCanBeAskedFor()
{
    QTemporaryDir folder;
    QSettings remembered(folder.filePath(QStringLiteral("choice.ini")), QSettings::IniFormat);
    m_window = std::make_unique<MainWindow>(catalog());
    m_window->resize(1440, 860);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY(!part<QAbstractButton>("scope")->isVisible());
    click("explore");
    const auto choose = [&](const char *text) {
        click("scope");
        auto *const menu = part<QMenu>("scopeMenu");
        QVERIFY(menu->isVisible());
        for (QAction *action : menu->actions())
            if (action->text() == QLatin1String(text))
                menu->setActiveAction(action);
        QTest::keyClick(menu, Qt::Key_Return);
    };
    const auto said = [&] { return part<QAbstractButton>("run")->text().replace(QChar(0xa0), u' '); };
    choose("With at most 1 preemption");
    QCOMPARE(said(), QStringLiteral("Explore orders of 2 × 3 with at most 1 preemption"));
    choose("Up to 2 processes");
    QCOMPARE(part<QAbstractButton>("run")->accessibleName().replace(QChar(0xa0), u' '),
             QStringLiteral("Explore orders of 2 × 3 with at most 1 preemption and up to 2 deaths"));
    QSignalSpy explored(m_window.get(), &MainWindow::exploreRequested);
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QCOMPARE(explored.count(), 1);
    const auto scope = explored.front().at(1).value<SearchScope>();
    QVERIFY(scope == (SearchScope{.mostPreemptions = 1, .mostDeaths = 2}));
    part<QAction>("copyCommand")->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(),
             QStringLiteral("interleave explore counter --sync off --preemptions 1 --deaths 2 "
                            "--set increments=3 --set processes=2"));
    // It is remembered, for this scenario.
    m_window->toolbar()->choice().save(remembered);
    RunChoice again;
    again.setScenario(findScenario("counter"));
    again.load(remembered);
    QVERIFY(again.scope() == scope);
    choose("All");
    choose("Nobody");
    QCOMPARE(said(), QStringLiteral("Explore all orders of 2 × 3"));
    m_window->toolbar()->choice().save(remembered);
    again.load(remembered);
    QVERIFY(again.scope() == SearchScope{});
    // Where dying is the lesson somebody dies, unless it is asked for otherwise.
    m_window->chooseScenario(findScenario("abandoned"));
    QCOMPARE(said(), QStringLiteral("Explore all orders of 2 × 1 with up to 1 death"));
}

void tst_Orders::whoTriedByChanceClaimsNoShortestWay()
{
    ExplorationReport report = all924();
    const ExploredOutcome &worst = report.outcomes.front();
    QVERIFY(ladderTitle(worst, Claim::Exhaustive).startsWith(QStringLiteral("The order with the fewest preemptions")));
    QVERIFY(ladderTitle(worst, Claim::Sampled).startsWith(QStringLiteral("An order that was found")));
    QVERIFY(shortLadderTitle(worst, Claim::Sampled).startsWith(QStringLiteral("A way to 2: ")));
    report.claim = Claim::Sampled;
    QVERIFY(verdictOf(report, *findScenario("counter")).sentence.contains(QStringLiteral("The shortest way found")));
}

void tst_Orders::theButtonFindsWordsForTheSmallestWindow_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<double>("scale");
    for (const ScenarioInfo *scenario : catalog())
        for (const double scale : {1.0, 1.2})
            QTest::addRow("%s at %g", scenario->id.data(), scale) << QByteArray(scenario->id.data()) << scale;
}

void tst_Orders::theButtonFindsWordsForTheSmallestWindow()
{
    QFETCH(QByteArray, scenario);
    QFETCH(double, scale);
    m_window = std::make_unique<MainWindow>(catalog());
    RunChoice choice = m_window->toolbar()->choice();
    choice.setScenario(findScenario(scenario.toStdString()));
    choice.setGear(Gear::Explore);
    m_window->toolbar()->setChoice(choice);
    appearance().setScale(scale);
    m_window->resize(m_window->minimumSize());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    const Toolbar *const toolbar = m_window->toolbar();
    for (const QWidget *one : toolbar->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
        QVERIFY2(!one->isVisible() || one->isWindow()
                     || (toolbar->rect().contains(one->geometry()) && one->width() >= one->minimumSizeHint().width()),
                 qPrintable(one->objectName()));
    QVERIFY(part<QAbstractButton>("run")->text().startsWith(QStringLiteral("Explore")));
}

QTEST_MAIN(tst_Orders)
#include "tst_orders.moc"
