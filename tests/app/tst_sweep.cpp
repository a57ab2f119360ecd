// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_draw.h"
#include "app/charts/plot_library.h"
#include "app/charts/sweep_figure.h"
#include "app/models/sweep_report.h"
#include "app/models/text_table.h"
#include "app/style/words.h"
#include "tests/app/sweep_runs.h"

#include <QJsonArray>
#include <QTest>

#include <limits>
#include <map>
#include <set>

using namespace interleave;

/// Ranges, the order of a sweep's runs, what they come to, and the figure, table and JSON made of them.
class tst_Sweep : public QObject
{
    Q_OBJECT

private slots:
    void rangesAreRead_data();
    void rangesAreRead();
    void whatIsNoRangeIsAnsweredWithOne_data();
    void whatIsNoRangeIsAnsweredWithOne();
    void theLongestRangeIsCountedToo();
    void everyRunIsMadeOnce();
    void protectionsTakeTurnsAndNoneIsAlwaysFirst();
    void whatIsThereEarlyCoversEveryValue();
    void aPlanThatCannotBeRunSaysWhy_data();
    void aPlanThatCannotBeRunSaysWhy();
    void quartilesAreThoseOfTheNumbers_data();
    void quartilesAreThoseOfTheNumbers();
    void pointsHoldTheirRunsAndTheirSpread();
    void aRunThatNeverEndedHasNoTime();
    void theTableHasALineForEachRun();
    void aMessageThatArrivedTwiceIsNotAsItShould();
    void theCaptionSaysWhatAReaderMustKnow();
    void anInterruptedSweepSaysSoInEveryForm();
    void withoutARunThereIsASentence();
    void theTextSaysWhichSizesWereTaken();
    void theJsonHasEveryPointAndEveryRun();
    void recordedAndUnwatchedAreToldApart();
    void theFigureDrawsEverySeriesInEveryPanel_data();
    void theFigureDrawsEverySeriesInEveryPanel();
    void figuresAreWrittenInEveryFormat();
    void columnsOfTextTablesLineUp();
};

void tst_Sweep::rangesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<qint64>>("values");
    QTest::newRow("every one") << "1..4" << QList<qint64>{1, 2, 3, 4};
    QTest::newRow("one value") << "5..5" << QList<qint64>{5};
    QTest::newRow("steps that meet the end") << "10..30,10" << QList<qint64>{10, 20, 30};
    QTest::newRow("steps that miss the end") << "1..8,3" << QList<qint64>{1, 4, 7};
    QTest::newRow("below zero") << "-2..2,2" << QList<qint64>{-2, 0, 2};
}

void tst_Sweep::rangesAreRead()
{
    QFETCH(QString, text);
    QFETCH(QList<qint64>, values);
    QVERIFY(looksLikeRange(text));
    const auto range = rangeFrom(text);
    QVERIFY(range.ok());
    QList<qint64> found;
    for (std::uint64_t i = 0; i < range.value().count(); ++i)
        found << range.value().at(i);
    QCOMPARE(found, values);
    QCOMPARE(range.value().greatest(), values.last());
    QCOMPARE(rangeText(range.value()), text);
}

void tst_Sweep::whatIsNoRangeIsAnsweredWithOne_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("no end") << "1.." << "such as 1..8";
    QTest::newRow("no beginning") << "..8" << "such as 1..8";
    QTest::newRow("nothing at all") << ".." << "such as 1..8";
    QTest::newRow("words") << "one..eight" << "such as 1..8";
    QTest::newRow("three dots") << "1...8" << "such as 1..8";
    QTest::newRow("fractions") << "0.5..2" << "such as 1..8";
    QTest::newRow("an empty step") << "1..8," << "such as 1..8";
    QTest::newRow("two steps") << "1..8,1,2" << "such as 1..8";
    QTest::newRow("a power of ten") << "1..1e9,1"
                                    << "range of whole numbers";
    QTest::newRow("step of nothing") << "1..8,0" << "at least 1, not 0";
    QTest::newRow("step backwards") << "1..8,-1" << "at least 1, not -1";
    QTest::newRow("step over all of it") << "1..4,9"
                                         << "would be 1 alone, since 9 is the step";
    QTest::newRow("a list") << "1..4,6..9"
                            << "such as 1..8";
    QTest::newRow("backwards") << "8..1" << "write “1..8”";
    QTest::newRow("backwards in steps") << "8..1,2" << "write “1..8,2”";
    QTest::newRow("backwards from beyond all numbers") << "99999999999999999999..1"
                                                       << "write “1..99999999999999999999”";
    QTest::newRow("a step beyond all numbers") << "1..8,99999999999999999999"
                                               << "since 99999999999999999999 is the step";
}

void tst_Sweep::whatIsNoRangeIsAnsweredWithOne()
{
    QFETCH(QString, text);
    QFETCH(QString, said);
    const auto range = rangeFrom(text);
    QVERIFY(!range.ok());
    const QString sentence = QString::fromStdString(range.error().sentence);
    QVERIFY2(sentence.contains(said), qPrintable(sentence));
    QVERIFY2(sentence.contains(text), qPrintable(sentence));
}

void tst_Sweep::theLongestRangeIsCountedToo()
{
    using Limits = std::numeric_limits<std::int64_t>;
    const ValueRange range{Limits::min(), Limits::max() - 1, 1};
    QCOMPARE(range.count(), Limits::max() * std::uint64_t{2} + 1);
    QCOMPARE(range.greatest(), Limits::max() - 1);
    const auto all = rangeFrom(QStringLiteral("-99999999999999999999..99999999999999999999"));
    QVERIFY(all.ok());
    QCOMPARE(all.value().count(), Limits::max() * std::uint64_t{2} + 1);
    QVERIFY(all.value().greatest() <= Limits::max());
}

void tst_Sweep::everyRunIsMadeOnce()
{
    const SweepPlan plan = sweeptest::plan(5, 7);
    QCOMPARE(plan.runs(), std::size_t{5 * 2 * 7});
    std::set<std::tuple<std::size_t, std::size_t, int>> seen;
    for (std::size_t run = 0; run < plan.runs(); ++run) {
        const SweepStep step = plan.step(run);
        QVERIFY(step.value < 5 && step.series < 2 && step.repetition < 7);
        seen.insert({step.value, step.series, step.repetition});
    }
    QCOMPARE(seen.size(), plan.runs());
}

void tst_Sweep::protectionsTakeTurnsAndNoneIsAlwaysFirst()
{
    // As many values as protections, where turns by the number of the run would always be the same for a value.
    SweepPlan plan = sweeptest::plan(4, 8);
    plan.series = {{"off", Pace::Bare}, {"per-access", Pace::Bare}, {"on", Pace::Bare}, {"atomic", Pace::Bare}};
    std::map<std::size_t, std::set<std::size_t>> firsts; // by value
    for (std::size_t run = 0; run < plan.runs(); run += 4) {
        std::set<std::size_t> turn;
        for (std::size_t i = 0; i < 4; ++i) {
            QCOMPARE(plan.step(run + i).value, plan.step(run).value);
            QCOMPARE(plan.step(run + i).repetition, plan.step(run).repetition);
            turn.insert(plan.step(run + i).series);
        }
        QCOMPARE(turn.size(), std::size_t{4});
        firsts[plan.step(run).value].insert(plan.step(run).series);
    }
    for (const auto &[value, series] : firsts)
        QCOMPARE(series.size(), std::size_t{4});
}

void tst_Sweep::whatIsThereEarlyCoversEveryValue()
{
    const SweepPlan plan = sweeptest::plan(8, 10);
    const Sweep early = sweeptest::sweep(plan, 8 * 2);
    const auto points = pointsOf(early);
    QCOMPARE(points.size(), std::size_t{16});
    for (const SweepPoint &point : points)
        QCOMPARE(point.runs.size(), std::size_t{1});
}

void tst_Sweep::aPlanThatCannotBeRunSaysWhy_data()
{
    QTest::addColumn<QString>("parameter");
    QTest::addColumn<QString>("range");
    QTest::addColumn<int>("repeat");
    QTest::addColumn<QString>("said");
    QTest::newRow("too many processes") << "processes" << "1..17" << 1 << "must lie between 1 and 16, not 17";
    QTest::newRow("too few processes") << "processes" << "0..8" << 1 << "must lie between 1 and 16, not 0";
    QTest::newRow("an unknown parameter") << "proceses" << "1..8" << 1 << "did you mean “processes”?";
    QTest::newRow("too many values") << "increments" << "1..1000000" << 10 << "20\u202f000\u202f000 runs";
    QTest::newRow("too many repetitions") << "processes" << "1..16" << 100000 << "3\u202f200\u202f000 runs";
}

void tst_Sweep::aPlanThatCannotBeRunSaysWhy()
{
    QFETCH(QString, parameter);
    QFETCH(QString, range);
    QFETCH(int, repeat);
    QFETCH(QString, said);
    SweepPlan plan = sweeptest::plan();
    plan.parameter = parameter.toStdString();
    plan.values = rangeFrom(range).value();
    plan.repeat = repeat;
    const auto possible = checkPlan(plan);
    QVERIFY(!possible.ok());
    const QString sentence = QString::fromStdString(possible.error().sentence);
    QVERIFY2(sentence.contains(said), qPrintable(sentence));
    QVERIFY(checkPlan(sweeptest::plan()).ok());
}

void tst_Sweep::quartilesAreThoseOfTheNumbers_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<QList<double>>("parts");
    QTest::newRow("one") << QList<double>{7} << QList<double>{7, 7, 7, 7, 7};
    QTest::newRow("two") << QList<double>{4, 2} << QList<double>{2, 2.5, 3, 3.5, 4};
    QTest::newRow("five, mixed") << QList<double>{5, 1, 4, 2, 3} << QList<double>{1, 2, 3, 4, 5};
    QTest::newRow("equal") << QList<double>{2, 2, 2} << QList<double>{2, 2, 2, 2, 2};
}

void tst_Sweep::quartilesAreThoseOfTheNumbers()
{
    QFETCH(QList<double>, values);
    QFETCH(QList<double>, parts);
    const Spread spread = spreadOf({values.begin(), values.end()});
    QCOMPARE(spread.n, static_cast<std::size_t>(values.size()));
    QCOMPARE((QList<double>{spread.least, spread.lower, spread.median, spread.upper, spread.most}), parts);
    QCOMPARE(spreadOf({}).n, std::size_t{0});
}

void tst_Sweep::pointsHoldTheirRunsAndTheirSpread()
{
    const Sweep sweep = sweeptest::sweep(sweeptest::plan(3, 5));
    const auto points = pointsOf(sweep);
    QCOMPARE(points.size(), std::size_t{6});
    const SweepPoint &three = points[2]; // unprotected, three processes: 30, 28, 26, 24, 22 of 30
    QCOMPARE(three.series, std::size_t{0});
    QCOMPARE(three.value, std::size_t{2});
    QCOMPARE(three.wrong, std::size_t{4});
    QCOMPARE(three.share.median, 26.0 / 30);
    QCOMPARE(three.share.least, 22.0 / 30);
    QCOMPARE(three.share.most, 1.0);
    QCOMPARE(three.ns.median, 3000.0);
    QCOMPARE(three.perSecond.median, 1e7);
    QCOMPARE(points[5].wrong, std::size_t{0});
    QCOMPARE(points[5].ns.median, 30'000.0);
}

void tst_Sweep::aRunThatNeverEndedHasNoTime()
{
    Sweep sweep = sweeptest::sweep(sweeptest::plan(1, 2));
    for (SweepRun &run : sweep.runs)
        if (run.step.series == 0) {
            run.ended = false;
            run.ns = 0;
        }
    const auto points = pointsOf(sweep);
    QCOMPARE(points[0].ns.n, std::size_t{0});
    QCOMPARE(points[0].share.n, std::size_t{2});
    QVERIFY(sweepText(sweep).contains(QStringLiteral("never ended")));
    QVERIFY(sweepJson(sweep).value(QStringLiteral("points")).toArray()[0].toObject().value(QStringLiteral("time_ns")).isNull());
    const SweepCurves curves = sweepCurves(sweep);
    QVERIFY(curves.series[0].points[0].times.empty());
    QVERIFY(curves.rows[0].ns.isEmpty());
}

/// The sizes a pace has by itself are not the same in the window, which takes what is chosen above.
void tst_Sweep::theTextSaysWhichSizesWereTaken()
{
    Sweep sweep = sweeptest::sweep(sweeptest::plan(2, 2));
    sweep.plan.fixed["increments"] = 10;
    QVERIFY2(sweepText(sweep).endsWith(QStringLiteral("(increments 10)")), qPrintable(sweepText(sweep)));
    sweep.plan.fixed["increments"] = sweep.plan.scenario->parameter("increments")->bare;
    QVERIFY(sweep.plan.sizedFor() == Pace::Bare);
    const QString usual = words::grouped(QStringLiteral("(increments 1000000, as usual for unwatched runs)"));
    QVERIFY2(sweepText(sweep).endsWith(usual), qPrintable(sweepText(sweep)));
    sweep.plan.series.push_back({sweep.plan.series.front().mode, Pace::Full});
    QVERIFY(sweep.plan.sizedFor() == Pace::Full);
}

void tst_Sweep::theTableHasALineForEachRun()
{
    const Sweep sweep = sweeptest::sweep(sweeptest::plan(3, 4));
    const QStringList lines = QString::fromUtf8(figureCsv(figureOf(sweep))).split(u'\n', Qt::SkipEmptyParts);
    QStringList notes, rows;
    for (const QString &line : lines)
        (line.startsWith(u'#') ? notes : rows) << line;
    QCOMPARE(rows.size(), qsizetype{1 + 24});
    QCOMPARE(rows[0],
             QStringLiteral("run (number),processes (number),protection,pace,repetition (number),expected (increments),"
                            "observed (increments),lost (increments),result (% of expected),time (ns),"
                            "throughput (increments/s),result,intact (increments)"));
    QCOMPARE(rows[1], QStringLiteral("1,1,off,bare,1,10,10,0,100,1000,10000000,10,10"));
    QCOMPARE(rows.filter(QStringLiteral(",3,off,bare,4,30,24,6,80,3000,10000000,24,24")).size(), qsizetype{1});
    for (const char *note : {"# scenario: Shared counter", "# protection: none, whole += 1", "# size: increments 10, processes 1 to 3",
                             "# CPU: Some CPU", "# cores: 2", "# kernel: 6.1", "# Interleave: 0.1.0", "# date: 2026-11-22 14:02"})
        QVERIFY2(notes.contains(QLatin1String(note)), note);
}

void tst_Sweep::aMessageThatArrivedTwiceIsNotAsItShould()
{
    RunInfo info;
    info.settings.scenario = "queue";
    info.settings.mode = "off";
    info.settings.pace = Pace::Bare;
    info.settings.parameters = {{"capacity", 4}, {"consumers", 1}, {"messages", 8}, {"producers", 1}};
    info.processes.resize(2);
    for (ProcessInfo &process : info.processes)
        process.end = ProcessEnd::Finished;
    info.ledger = {1, 2, 3, 1, 1, 1, 1, 1};
    const ScenarioInfo *const queue = findScenario("queue");
    const Account account = queue->account(info, nullptr);
    QCOMPARE(account.result, std::string("lost 0, duplicated 3"));
    QCOMPARE(account.observed, 8); // each of them is there …
    QCOMPARE(account.intact(), 6); // … and two of them more than once

    Sweep sweep;
    sweep.plan.scenario = queue;
    sweep.plan.parameter = "producers";
    sweep.plan.values = {1, 1, 1};
    sweep.plan.fixed = info.settings.parameters;
    sweep.plan.series = {{"off", Pace::Bare}};
    sweep.plan.repeat = 1;
    sweep.add({}, Recording(info), account);
    QCOMPARE(pointsOf(sweep).front().share.median, 0.75);
    QCOMPARE(
        sweepSentences(sweep).front(),
        QStringLiteral(
            "none: wrong in 1 of 1 run; in the worst, 75.0 % of the messages arrived exactly once (producers = 1)."));
    const QJsonObject point = sweepJson(sweep).value(QStringLiteral("points")).toArray()[0].toObject();
    const QJsonObject run = point.value(QStringLiteral("runs")).toArray()[0].toObject();
    QCOMPARE(run.value(QStringLiteral("observed")).toInt(), 8);
    QCOMPARE(run.value(QStringLiteral("intact")).toInt(), 6);
    const SweepCurves curves = sweepCurves(sweep);
    QCOMPARE(curves.result, QStringLiteral("arrived exactly once (%)"));
    QCOMPARE(curves.series.front().points.front().share.median, 75.0);
    QCOMPARE(curves.rows.front().share, QStringLiteral("75"));
}

void tst_Sweep::theCaptionSaysWhatAReaderMustKnow()
{
    const QString text = figureOf(sweeptest::sweep(sweeptest::plan(3, 4))).caption.text().replace(u'\u00a0', u' ');
    for (const char *part : {"Shared counter, protections “none” and “whole += 1”, full speed, unwatched", "increments 10, processes 1 to 3",
                             "n = 4 runs a point, 24 runs in all", "Lines join medians", "Some CPU, 2 cores, Linux 6.1, Interleave 0.1.0",
                             "2026-11-22 14:02"})
        QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(text));
    QVERIFY(!text.contains(QStringLiteral("interrupted")));
}

void tst_Sweep::anInterruptedSweepSaysSoInEveryForm()
{
    const Sweep sweep = sweeptest::sweep(sweeptest::plan(3, 4), 7);
    QVERIFY(sweep.interrupted);
    const Figure figure = figureOf(sweep);
    QVERIFY(figure.caption.text().contains(QStringLiteral("The sweep was interrupted.")));
    const QString csv = QString::fromUtf8(figureCsv(figure));
    QVERIFY(csv.contains(QStringLiteral("# ended: interrupted after 7 of 24 runs\n")));
    QVERIFY(csv.contains(QStringLiteral("# sample: n = 7 runs of 24 planned\n")));
    QVERIFY(sweepText(sweep).contains(QStringLiteral("7 of 24 runs")));
    const QJsonObject json = sweepJson(sweep);
    QVERIFY(json.value(QStringLiteral("interrupted")).toBool());
    QCOMPARE(json.value(QStringLiteral("of")).toInt(), 7);
    QCOMPARE(json.value(QStringLiteral("planned")).toInt(), 24);
}

void tst_Sweep::withoutARunThereIsASentence()
{
    const Sweep sweep = sweeptest::sweep(sweeptest::plan(), 0);
    const Figure figure = figureOf(sweep);
    QVERIFY(std::holds_alternative<NoData>(figure.data));
    for (const FigureFormat format : {FigureFormat::Svg, FigureFormat::Png, FigureFormat::Pdf, FigureFormat::Csv})
        QVERIFY(renderFigure(figure, format).ok());
    QVERIFY(sweepText(sweep).contains(QStringLiteral("nothing was measured")));
    QVERIFY(sweepJson(sweep).value(QStringLiteral("points")).toArray().isEmpty());
}

void tst_Sweep::theJsonHasEveryPointAndEveryRun()
{
    const QJsonObject json = sweepJson(sweeptest::sweep(sweeptest::plan(3, 4)));
    QCOMPARE(json.value(QStringLiteral("schema")).toString(), QStringLiteral("interleave.sweep/1"));
    QCOMPARE(json.value(QStringLiteral("parameter")).toString(), QStringLiteral("processes"));
    QCOMPARE(json.value(QStringLiteral("values")).toArray(), (QJsonArray{1, 2, 3}));
    QCOMPARE(json.value(QStringLiteral("sync")).toArray(), (QJsonArray{QStringLiteral("off"), QStringLiteral("on")}));
    QCOMPARE(json.value(QStringLiteral("parameters")).toObject(), (QJsonObject{{QStringLiteral("increments"), 10}}));
    const QJsonArray points = json.value(QStringLiteral("points")).toArray();
    QCOMPARE(points.size(), qsizetype{6});
    const QJsonObject two = points[1].toObject();
    QCOMPARE(two.value(QStringLiteral("value")).toInt(), 2);
    QCOMPARE(two.value(QStringLiteral("sync")).toString(), QStringLiteral("off"));
    QCOMPARE(two.value(QStringLiteral("n")).toInt(), 4);
    QCOMPARE(two.value(QStringLiteral("wrong")).toInt(), 3);
    QCOMPARE(two.value(QStringLiteral("share")).toObject().value(QStringLiteral("min")).toDouble(), 17.0 / 20);
    QCOMPARE(two.value(QStringLiteral("runs")).toArray().size(), qsizetype{4});
    QCOMPARE(two.value(QStringLiteral("runs")).toArray()[3].toObject().value(QStringLiteral("lost")).toInt(), 3);
}

void tst_Sweep::recordedAndUnwatchedAreToldApart()
{
    SweepPlan plan = sweeptest::plan();
    QVERIFY(!plan.showsObserver());
    QCOMPARE(plan.seriesName(1), QStringLiteral("whole += 1"));
    plan.series = {{"off", Pace::Bare}, {"off", Pace::Full}, {"on", Pace::Bare}, {"on", Pace::Full}};
    QVERIFY(plan.showsObserver());
    QCOMPARE(plan.seriesName(1), QStringLiteral("none, recorded"));
    const SweepCurves curves = sweepCurves(sweeptest::sweep(plan));
    QCOMPARE(curves.series[0].mode, std::size_t{0});
    QCOMPARE(curves.series[1].mode, std::size_t{0});
    QCOMPARE(curves.series[3].mode, std::size_t{1});
    QVERIFY(!curves.series[2].watched && curves.series[3].watched);
}

void tst_Sweep::theFigureDrawsEverySeriesInEveryPanel_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("a page wide") << QSize(642, 520);
    QTest::newRow("a column wide") << QSize(321, 520);
    QTest::newRow("low, side by side") << QSize(900, 200);
}

void tst_Sweep::theFigureDrawsEverySeriesInEveryPanel()
{
    QFETCH(QSize, size);
    QCustomPlot plot;
    plot.resize(size);
    ChartStyle style;
    style.theme = Theme::print();
    for (int again = 0; again < 2; ++again) { // drawn anew at every resize
        drawSweep(plot, sweepCurves(sweeptest::sweep(sweeptest::plan(3, 4))), style, size);
        plot.toPixmap(size.width(), size.height());
        QCOMPARE(plot.axisRectCount(), 3);
        for (const QCPAxisRect *rect : plot.axisRects()) {
            int curves = 0;
            for (const QCPGraph *graph : rect->graphs())
                curves += graph->pen().style() != Qt::NoPen && graph->dataCount() == 3 ? 1 : 0;
            QCOMPARE(curves, 2);
            QVERIFY(rect->width() > 60 && rect->height() > 40);
        }
        // The locked runs are all there, at 100 %, within the axis.
        QVERIFY(plot.axisRect(0)->axis(QCPAxis::atLeft)->range().contains(100));
    }
}

void tst_Sweep::figuresAreWrittenInEveryFormat()
{
    const Figure figure = figureOf(sweeptest::sweep(sweeptest::plan(3, 4)));
    for (const double width : {85.0, 170.0}) {
        const auto svg = renderFigure(figure, FigureFormat::Svg, {.widthMm = width});
        QVERIFY(svg.ok());
        for (const char *text : {">number of processes<", ">time (µs)<", ">whole += 1<"})
            QVERIFY2(svg.value().contains(text), text);
        QVERIFY(renderFigure(figure, FigureFormat::Pdf, {.widthMm = width}).value().startsWith("%PDF"));
        QVERIFY(renderFigure(figure, FigureFormat::Png, {.widthMm = width}).value().startsWith("\x89PNG"));
    }
}

void tst_Sweep::columnsOfTextTablesLineUp()
{
    const QStringList lines = tableLines({{QStringLiteral("n"), QStringLiteral("what"), QStringLiteral("time")},
                                          {QStringLiteral("10"), QStringLiteral("a"), QStringLiteral("7")},
                                          {QStringLiteral("3"), QStringLiteral("longer"), QString()}},
                                         {Align::Right, Align::Left, Align::Right});
    QCOMPARE(lines, (QStringList{QStringLiteral(" n  what    time"), QStringLiteral("10  a          7"), QStringLiteral(" 3  longer")}));
}

QTEST_MAIN(tst_Sweep)
#include "tst_sweep.moc"
