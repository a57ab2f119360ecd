// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/run_series.h"
#include "app/models/runs_report.h"
#include "app/models/verdict.h"

#include <QJsonArray>
#include <QTest>

using namespace interleave;

namespace {

RunSettings settings(std::int64_t increments = 5)
{
    return {.scenario = "counter",
            .mode = "off",
            .parameters = {{"increments", increments}, {"processes", 2}},
            .pace = Pace::Full};
}

Recording runOf(const RunSettings &settings, bool interrupted = false)
{
    RunInfo info;
    info.settings = settings;
    info.interrupted = interrupted;
    info.machine = {"Some CPU", 2, "6.1", "0.1.0"};
    return Recording(info);
}

Account accountOf(std::int64_t observed)
{
    return {.expected = 10,
            .observed = observed,
            .lost = 10 - observed,
            .correct = observed == 10,
            .result = std::to_string(observed)};
}

/// Makes all runs of a series; r: recorded, u: unwatched.
QString made(RunSeries &series, std::int64_t observed = 9)
{
    QString order;
    while (!series.isOver()) {
        const RunSettings next = series.next();
        order += next.pace == Pace::Bare ? u'u' : u'r';
        series.add(runOf(next), accountOf(observed));
    }
    return order;
}

} // namespace

/// Series of runs as values: what is next, what came of them. No process runs.
class tst_RunSeries : public QObject
{
    Q_OBJECT

private slots:
    void runsAreMadeInTurns_data();
    void runsAreMadeInTurns();
    void unwatchedRunsDoTheSame();
    void outcomesAreCountedApart();
    void aStoppedRunIsNeitherRightNorWrong();
    void aSeriesThatWasCutSaysHowManyRunsThereWere();
    void aStoppedSeriesKnowsHowFarItCame();
    void theSameSettingsGoOnAndOthersBeginAnew();
    void theMissingHalfIsAdded();
    void bothAreReportedSideBySide();
};

void tst_RunSeries::runsAreMadeInTurns_data()
{
    QTest::addColumn<int>("times");
    QTest::addColumn<int>("watch");
    QTest::addColumn<QString>("order");
    QTest::newRow("recorded") << 3 << int(RunSeries::Watch::Recorded) << "rrr";
    QTest::newRow("unwatched") << 2 << int(RunSeries::Watch::Unwatched) << "uu";
    QTest::newRow("both, each time the other one first") << 3 << int(RunSeries::Watch::Both) << "ruurru";
    QTest::newRow("both, once") << 1 << int(RunSeries::Watch::Both) << "ru";
}

void tst_RunSeries::runsAreMadeInTurns()
{
    QFETCH(int, times);
    QFETCH(int, watch);
    QFETCH(QString, order);
    RunSeries series;
    QVERIFY(series.isOver());
    series.begin(settings(), times, static_cast<RunSeries::Watch>(watch));
    QCOMPARE(made(series), order);
    QCOMPARE(series.recorded().of, int(order.count(u'r')));
    QCOMPARE(series.unwatched().of, int(order.count(u'u')));
}

void tst_RunSeries::unwatchedRunsDoTheSame()
{
    RunSettings slow = settings();
    slow.pace = Pace::Slow;
    slow.window = {Window::Kind::Sleep, 1'000'000};
    RunSeries series;
    series.begin(slow, 1, RunSeries::Watch::Unwatched);
    RunSettings twin = series.next();
    QCOMPARE(twin.pace, Pace::Bare);
    twin.pace = Pace::Slow;
    QVERIFY(twin == slow);
}

void tst_RunSeries::outcomesAreCountedApart()
{
    RunSeries series;
    series.begin(settings(), 2, RunSeries::Watch::Both);
    for (const std::int64_t observed : {9, 10, 10, 7}) // recorded, unwatched, unwatched, recorded
        series.add(runOf(series.next()), accountOf(observed));
    QCOMPARE(series.recorded().wrong, 2);
    QCOMPARE(series.unwatched().wrong, 0);
    QCOMPARE(series.recorded().expected, std::int64_t{10});
    QCOMPARE(series.unwatched().machine.cpu, std::string("Some CPU"));
    QCOMPARE(series.progress(Pace::Full).wrong, 2);
    QCOMPARE(series.progress(Pace::Bare).made, 2);
}

void tst_RunSeries::aStoppedRunIsNeitherRightNorWrong()
{
    RunSeries series;
    series.begin(settings(), 3, RunSeries::Watch::Recorded);
    series.add(runOf(series.next()), accountOf(9));
    series.add(runOf(series.next(), true), accountOf(3));
    QVERIFY(!series.isOver());
    series.add(runOf(series.next()), accountOf(10));
    QVERIFY(series.isOver());
    QCOMPARE(series.recorded().of, 3);
    QCOMPARE(series.recorded().wrong, 1);
    QCOMPARE(series.recorded().stopped, 1);
    QCOMPARE(series.progress(Pace::Full).made, 3);
    QCOMPARE(series.progress(Pace::Full).wrong, 1);

    const QJsonObject json = runsJson(series);
    QCOMPARE(json.value(QLatin1String("of")).toInt(), 3);
    QCOMPARE(json.value(QLatin1String("wrong")).toInt(), 1);
    QCOMPARE(json.value(QLatin1String("stopped")).toInt(), 1);
    QCOMPARE(json.value(QLatin1String("runs")).toArray().size(), qsizetype{2});
    QCOMPARE(json.value(QLatin1String("outcomes")).toArray().last().toObject(),
             (QJsonObject{{QStringLiteral("result"), QStringLiteral("stopped")}, {QStringLiteral("runs"), 1}}));
    const QString text = runsText(series);
    QVERIFY2(text.startsWith(QStringLiteral("1 of 3 runs went wrong, 1 was stopped.")), qPrintable(text));
    QVERIFY(!text.contains(QStringLiteral("Interrupted")));
}

void tst_RunSeries::aSeriesThatWasCutSaysHowManyRunsThereWere()
{
    RunSeries series;
    series.begin(settings(), 20, RunSeries::Watch::Recorded);
    series.add(runOf(series.next()), accountOf(9));
    series.add(runOf(series.next()), accountOf(9));
    QVERIFY(runsText(series).endsWith(QStringLiteral("Interrupted after 2 of 20 runs.")));
    QVERIFY(runsJson(series).value(QLatin1String("interrupted")).toBool());
    const RunSeries::Progress two = series.progress(Pace::Full);
    QCOMPARE(lastOf({two.made, two.of, two.wrong}, false),
             QStringLiteral("Stopped after 2 of 20 runs; 2 went wrong. "));
    series.add(runOf(series.next(), true), accountOf(3));
    const RunSeries::Progress three = series.progress(Pace::Full);
    QCOMPARE(lastOf({three.made, three.of, three.wrong}, true),
             QStringLiteral("Run 3 of 20, stopped; of the 2 before, 2 went wrong. "));
}

void tst_RunSeries::aStoppedSeriesKnowsHowFarItCame()
{
    RunSeries series;
    series.begin(settings(), 5, RunSeries::Watch::Both);
    series.add(runOf(series.next()), accountOf(9));
    series.stop();
    QVERIFY(series.isOver());
    QCOMPARE(series.progress(Pace::Full).made, 1);
    QCOMPARE(series.progress(Pace::Bare).made, 0);
}

void tst_RunSeries::theSameSettingsGoOnAndOthersBeginAnew()
{
    RunSeries series;
    series.goOn(settings(), 1, RunSeries::Watch::Recorded);
    made(series);
    series.goOn(settings(), 1, RunSeries::Watch::Recorded);
    QCOMPARE(series.progress(Pace::Full).made, 0); // of those asked for now
    made(series);
    QCOMPARE(series.recorded().of, 2);
    series.goOn(settings(6), 1, RunSeries::Watch::Recorded);
    made(series);
    QCOMPARE(series.recorded().of, 1);
}

void tst_RunSeries::theMissingHalfIsAdded()
{
    RunSeries series;
    series.begin(settings(), 3, RunSeries::Watch::Recorded);
    made(series);
    series.goOn(series.recorded().settings, 3, RunSeries::Watch::Unwatched);
    QCOMPARE(made(series, 10), QStringLiteral("uuu"));
    QCOMPARE(series.recorded().wrong, 3);
    QCOMPARE(series.unwatched().wrong, 0);
}

void tst_RunSeries::bothAreReportedSideBySide()
{
    RunSeries series;
    series.begin(settings(), 2, RunSeries::Watch::Both);
    made(series);
    const QJsonObject json = runsJson(series);
    QCOMPARE(json.value(QLatin1String("schema")).toString(), QStringLiteral("interleave.runs/1"));
    QCOMPARE(json.value(QLatin1String("pace")).toString(), QStringLiteral("full"));
    const QJsonObject unwatched = json.value(QLatin1String("unwatched")).toObject();
    QCOMPARE(unwatched.value(QLatin1String("pace")).toString(), QStringLiteral("bare"));
    QCOMPARE(unwatched.value(QLatin1String("runs")).toArray().size(), qsizetype{2});
    for (const QJsonObject &runs : {json, unwatched})
        QCOMPARE(runs.value(QLatin1String("interrupted")), QJsonValue(false));
    const QString text = runsText(series);
    QVERIFY2(text.contains(QStringLiteral("2 of 2 recorded runs went wrong.")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("2 of 2 unwatched runs went wrong.")));

    series.begin(settings(), 2, RunSeries::Watch::Unwatched);
    made(series);
    QCOMPARE(runsJson(series).value(QLatin1String("pace")).toString(), QStringLiteral("bare"));
    QVERIFY(!runsJson(series).contains(QLatin1String("unwatched")));
    QVERIFY(runsText(series).startsWith(QStringLiteral("2 of 2 runs went wrong.")));
}

QTEST_GUILESS_MAIN(tst_RunSeries)
#include "tst_run_series.moc"
