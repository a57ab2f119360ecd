// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/charts_panel.h"
#include "app/charts/outcomes_panel.h"
#include "app/models/run_choice.h"
#include "app/models/to_text.h"
#include "app/panels/text_label.h"
#include "app/session/playback.h"
#include "app/style/appearance.h"
#include "scenarios/catalog.h"
#include "tests/app/chart_runs.h"
#include "tests/support/trace_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QtTest>

using namespace interleave;
using namespace interleave::charttest;

class tst_ChartsPanel : public QObject
{
    Q_OBJECT

private slots:
    void showsTheChartOfTheRecording();
    void aClickOnAChipChangesTheChart();
    void aChartGrowsWithTheWindowsScale();
    void anEmptyChartShowsItsSentenceAndCannotBeSaved();
    void slowedRunsSayWhatShapedTheTimes();
    void aHiddenPanelCountsWhenItIsShown();
    void copiesDataAsCsv();
    void savesWhatIsShown();
    void savingSaysWhereOrWhyNot();
    void goesAwayWhileCounting();
    void theOutcomesTallyGrowsRunByRun();
    void luckIsNotCalledAProof();
    void theOtherHalfOfTheComparisonIsOffered();
    void whatWatchingChangesIsSaid_data();
    void whatWatchingChangesIsSaid();
    void stoppedRunsAreNeitherRightNorWrong();
    void outcomesStayThoseOfTheirScenario();
    void whereNothingIsRepeatedNothingIsToBePressed();
    void everyRepeatedRunIsInTheTable();
};

void tst_ChartsPanel::showsTheChartOfTheRecording()
{
    Playback playback;
    ChartsPanel panel(&playback);
    panel.setScenario(&counterInfo());
    panel.resize(975, 250);
    panel.show();
    QVERIFY(!panel.view()->hasFigure());
    playback.setRecording(mockRecording());
    QTRY_VERIFY(panel.view()->hasFigure());
    QVERIFY(std::holds_alternative<StateTimes>(panel.view()->figure().data));
}

void tst_ChartsPanel::aClickOnAChipChangesTheChart()
{
    Playback playback;
    ChartsPanel panel(&playback);
    panel.setScenario(&counterInfo());
    playback.setRecording(mockRecording());
    panel.resize(975, 250);
    panel.show();
    auto *chip = panel.findChild<Chip *>(QStringLiteral("chart/value"));
    QVERIFY(chip);
    QTest::mouseClick(chip, Qt::LeftButton);
    QTRY_VERIFY(std::holds_alternative<ValueCurve>(panel.view()->figure().data));
    QVERIFY(chip->isChecked());
    QVERIFY(!panel.findChild<Chip *>(QStringLiteral("chart/outcomes"))); // it has a panel of its own
}

void tst_ChartsPanel::aChartGrowsWithTheWindowsScale()
{
    Playback playback;
    ChartsPanel panel(&playback);
    panel.setScenario(&counterInfo());
    playback.setRecording(mockRecording());
    panel.resize(600, 240);
    panel.show();
    QTRY_VERIFY(panel.view()->hasFigure());
    auto *const plot = panel.findChild<QWidget *>(QStringLiteral("plot"));
    const auto drawn = [&](QSize size) {
        plot->resize(size);
        return plot->grab().toImage().scaled(600, 200, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    };
    const auto unlike = [](const QImage &one, const QImage &other) {
        double sum = 0;
        for (int y = 0; y < one.height(); ++y)
            for (int x = 0; x < one.width(); ++x)
                sum += std::abs(qGray(one.pixel(x, y)) - qGray(other.pixel(x, y)));
        return sum;
    };
    const QImage before = drawn({600, 200}), unscaled = drawn({1200, 400});
    const int chip = panel.findChild<Chip *>()->sizeHint().height();
    appearance().setScale(2);
    const auto back = qScopeGuard([] { appearance().setScale(1); });
    panel.setTheme(appearance().theme());
    // Twice as large in all its parts: at half the size it looks as before.
    QVERIFY(unlike(drawn({1200, 400}), before) * 3 < unlike(unscaled, before));
    QVERIFY(panel.findChild<Chip *>()->sizeHint().height() >= 2 * chip - 3);
}

void tst_ChartsPanel::anEmptyChartShowsItsSentenceAndCannotBeSaved()
{
    Playback playback;
    ChartsPanel panel(&playback);
    panel.setScenario(&counterInfo());
    playback.setRecording(mockRecording());
    panel.show();
    QVERIFY(panel.showChart(u"waits"));
    auto *message = panel.findChild<QLabel *>(QStringLiteral("chartMessage"));
    QTRY_VERIFY(message->text().startsWith(u"This run took no lock"));
    QVERIFY(message->isVisible());
    QVERIFY(!panel.findChild<Chip *>(QStringLiteral("saveChart"))->isEnabled());
    QVERIFY(!panel.showChart(u"no such chart"));
}

void tst_ChartsPanel::slowedRunsSayWhatShapedTheTimes()
{
    Playback playback;
    ChartsPanel panel(&playback);
    panel.setScenario(&counterInfo());
    panel.show();
    auto *note = panel.findChild<QLabel *>(QStringLiteral("chartNote"));
    playback.setRecording(mockRecording());
    QTRY_COMPARE(note->text(), QStringLiteral("times shaped by slow motion"));
    playback.setRecording(lockedRun(2, 20));
    QTRY_VERIFY(panel.view()->hasFigure());
    QVERIFY(note->text().isEmpty());
}

void tst_ChartsPanel::aHiddenPanelCountsWhenItIsShown()
{
    Playback playback;
    ChartsPanel panel(&playback);
    panel.setScenario(&counterInfo());
    playback.setRecording(mockRecording());
    QCoreApplication::processEvents();
    QVERIFY(!panel.view()->hasFigure());
    panel.show();
    QTRY_VERIFY(panel.view()->hasFigure());
}

void tst_ChartsPanel::copiesDataAsCsv()
{
    Playback playback;
    ChartsPanel panel(&playback);
    panel.setScenario(&counterInfo());
    playback.setRecording(lockedRun(2, 20));
    panel.show();
    QTRY_VERIFY(panel.view()->hasFigure());
    panel.view()->copyData();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"# figure: Time per state and process\n"));
    QTest::mouseClick(panel.findChild<Chip *>(QStringLiteral("copyChart")), Qt::LeftButton);
    QVERIFY(!QGuiApplication::clipboard()->image().isNull());
}

void tst_ChartsPanel::savesWhatIsShown()
{
    Playback playback;
    ChartsPanel panel(&playback);
    panel.setScenario(&counterInfo());
    playback.setRecording(lockedRun(2, 20));
    panel.show();
    QTRY_VERIFY(panel.view()->hasFigure());
    QTemporaryDir folder;
    QVERIFY(exportFigure(panel.view()->figure(), folder.filePath(QStringLiteral("a.svg"))).ok());
    QVERIFY(QFileInfo(folder.filePath(QStringLiteral("a.svg"))).size() > 1000);
}

void tst_ChartsPanel::savingSaysWhereOrWhyNot()
{
    QTemporaryDir directory;
    Playback playback;
    ChartsPanel panel(&playback);
    panel.setScenario(&counterInfo());
    panel.show();
    playback.setRecording(mockRecording());
    QTRY_VERIFY(panel.view()->hasFigure());
    QSignalSpy saved(panel.view(), &ChartView::saved), failed(panel.view(), &ChartView::failed);
    panel.view()->saveAs(directory.filePath(QStringLiteral("chart")), QStringLiteral(".svg"));
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(saved.front().front().toString(), directory.filePath(QStringLiteral("chart.svg")));
    QVERIFY(QFile::exists(directory.filePath(QStringLiteral("chart.svg"))));
    panel.view()->saveAs(directory.filePath(QStringLiteral("chart.txt")), QStringLiteral(".svg"));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(saved.count(), 1);
    QVERIFY(failed.front().front().toString().contains(QStringLiteral("chart.txt")));
    QVERIFY(failed.front().front().toString().contains(QStringLiteral(".svg")));
    QVERIFY(QDir(directory.path()).entryList({QStringLiteral("chart.txt*")}).isEmpty());
}

void tst_ChartsPanel::goesAwayWhileCounting()
{
    const auto recording = racingRun(4, 200'000);
    for (int i = 0; i < 5; ++i) {
        Playback playback;
        ChartsPanel panel(&playback);
        panel.setScenario(&counterInfo());
        playback.setRecording(recording);
        panel.show();
    }
    QTRY_COMPARE(recording.use_count(), 1L); // the abandoned counts have let go of it
}

void tst_ChartsPanel::theOutcomesTallyGrowsRunByRun()
{
    OutcomesPanel panel;
    panel.resize(975, 250);
    panel.show();
    auto *tally = panel.findChild<QLabel *>(QStringLiteral("tally"));
    QVERIFY(tally->text().isEmpty());
    RepeatedRuns runs;
    runs.expected = 4;
    runs.settings.mode = "off";
    runs.add({3, false, 1, "3"});
    panel.setRuns(&counterInfo(), runs);
    QCOMPARE(tally->text(), QStringLiteral("1 run: wrong"));
    runs.add({4, true, 0, "4"});
    panel.setRuns(&counterInfo(), runs);
    QCOMPARE(tally->text(), QStringLiteral("1 of 2 runs wrong"));
    QTRY_VERIFY(panel.view()->hasFigure());
    QTRY_COMPARE(std::get<OutcomeBars>(panel.view()->figure().data).series[0].runs, std::uint64_t{2});
}

void tst_ChartsPanel::luckIsNotCalledAProof()
{
    RepeatedRuns runs;
    runs.expected = 4;
    runs.settings.mode = "off";
    runs.add({4, true, 0, "4"});
    QVERIFY(sentenceOf(runs, &counterInfo()).startsWith(u"Nothing guarantees it"));
    runs.settings.mode = "on";
    QVERIFY(sentenceOf(runs, &counterInfo()).startsWith(u"With this protection"));
    QVERIFY(sentenceOf(runs, nullptr).startsWith(u"Nothing guarantees it"));
}

namespace {

RepeatedRuns repeated(int of, int wrong, Pace pace, std::int64_t lost = 5)
{
    RepeatedRuns runs;
    runs.expected = 100;
    runs.settings = {.scenario = "counter", .mode = "off", .pace = pace};
    for (int i = 0; i < of; ++i) {
        const std::int64_t here = i < wrong ? lost : 0;
        runs.add({100 - here, here == 0, here, std::to_string(100 - here)});
    }
    return runs;
}

} // namespace

void tst_ChartsPanel::theOtherHalfOfTheComparisonIsOffered()
{
    OutcomesPanel panel;
    panel.resize(975, 250);
    panel.show();
    auto *const beside = panel.findChild<Chip *>(QStringLiteral("beside"));
    QVERIFY(!beside->isVisible());
    panel.setRuns(&counterInfo(), repeated(20, 20, Pace::Full));
    QVERIFY(beside->isVisible());
    QCOMPARE(beside->text(), QStringLiteral("The same, unwatched"));
    QSignalSpy asked(&panel, &OutcomesPanel::besideRequested);
    QTest::mouseClick(beside, Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    panel.setBusy(true);
    QVERIFY(!beside->isVisible());
    panel.setBusy(false);
    panel.setRuns(&counterInfo(), {}, repeated(20, 3, Pace::Bare));
    QCOMPARE(beside->text(), QStringLiteral("The same, recorded"));
    panel.setRuns(&counterInfo(), repeated(20, 20, Pace::Full), repeated(20, 3, Pace::Bare));
    QVERIFY(!beside->isVisible());
    QCOMPARE(panel.findChild<QLabel *>(QStringLiteral("tally"))->text(),
             QStringLiteral("20 of 20 recorded, 3 of 20 unwatched runs wrong"));
    QTRY_VERIFY(panel.view()->hasFigure());
    QTRY_COMPARE(std::get<OutcomeBars>(panel.view()->figure().data).series.size(), std::size_t{2});
    const QString caption = panel.view()->figure().caption.text();
    QVERIFY2(caption.contains(QStringLiteral("observer effect")), qPrintable(caption));
    QVERIFY(caption.contains(QStringLiteral("recorded and unwatched")));
}

void tst_ChartsPanel::whatWatchingChangesIsSaid_data()
{
    QTest::addColumn<int>("recorded");
    QTest::addColumn<int>("unwatched");
    QTest::addColumn<int>("lost");
    QTest::addColumn<QString>("said");
    QTest::newRow("more") << 20 << 3 << 5 << "more often";
    QTest::newRow("less") << 2 << 19 << 5 << "less often";
    QTest::newRow("about the same") << 11 << 10 << 5 << "about the same";
    QTest::newRow("as often, but more") << 20 << 20 << 50 << "more is lost";
}

void tst_ChartsPanel::whatWatchingChangesIsSaid()
{
    QFETCH(int, recorded);
    QFETCH(int, unwatched);
    QFETCH(int, lost);
    QFETCH(QString, said);
    const QString sentence = observerSentence(repeated(20, recorded, Pace::Full, lost),
                                              repeated(20, unwatched, Pace::Bare));
    QVERIFY2(sentence.contains(said), qPrintable(sentence));
    QVERIFY(observerSentence(repeated(2, 2, Pace::Full), repeated(20, 0, Pace::Bare)).isEmpty()); // two say nothing
}

void tst_ChartsPanel::stoppedRunsAreNeitherRightNorWrong()
{
    OutcomesPanel panel;
    panel.resize(975, 250);
    panel.show();
    auto *const tally = panel.findChild<QLabel *>(QStringLiteral("tally"));
    RepeatedRuns runs = repeated(6, 0, Pace::Full);
    runs.addStopped();
    panel.setRuns(&counterInfo(), runs);
    QCOMPARE(tally->text(), QStringLiteral("0 of 7 runs wrong, 1 stopped"));
    QTRY_VERIFY(panel.view()->hasFigure());
    QVERIFY2(panel.view()->figure().caption.text().contains(QStringLiteral("stopped")),
             qPrintable(panel.view()->figure().caption.text()));
    const OutcomeBars bars = std::get<OutcomeBars>(outcomeBars({.scenario = &counterInfo(), .runs = {runs}}));
    QCOMPARE(bars.series[0].runs, std::uint64_t{6});
    QCOMPARE(bars.series[0].stopped, std::uint64_t{1});

    RepeatedRuns none;
    none.addStopped();
    panel.setRuns(&counterInfo(), none);
    QCOMPARE(tally->text(), QStringLiteral("1 run: stopped"));
    QVERIFY(std::get<NoData>(outcomeBars({.scenario = &counterInfo(), .runs = {none}}))
                .sentence.startsWith(QStringLiteral("No run came to its end")));
}

void tst_ChartsPanel::outcomesStayThoseOfTheirScenario()
{
    OutcomesPanel panel;
    panel.resize(975, 250);
    panel.show();
    auto *const subject = panel.findChild<TextLabel *>(QStringLiteral("subject"));
    RepeatedRuns runs = repeated(20, 20, Pace::Full);
    runs.settings.parameters = {{"increments", 50}, {"processes", 2}};
    RunChoice choice;
    choice.setScenario(&counterInfo());
    choice.setMode("off");
    choice.setParameter("increments", 50);
    choice.setParameter("processes", 2);
    runs.settings.parameters = choice.settings().parameters;
    runs.settings.scenario = choice.settings().scenario;
    panel.setChoice(choice);
    panel.setRuns(&counterInfo(), runs);
    QVERIFY(!subject->isVisible()); // they are of what is chosen
    QTRY_VERIFY(panel.view()->hasFigure());
    const QString axis = std::get<OutcomeBars>(panel.view()->figure().data).axis;

    choice.setScenario(findScenario("queue"));
    panel.setChoice(choice);
    QVERIFY(subject->isVisible());
    QVERIFY2(subject->text().startsWith(toText(counterInfo().title)), qPrintable(subject->text()));
    QCOMPARE(std::get<OutcomeBars>(panel.view()->figure().data).axis, axis);
    QCOMPARE(panel.findChild<QLabel *>(QStringLiteral("tally"))->text(), QStringLiteral("20 of 20 runs wrong"));

    choice.setScenario(&counterInfo());
    panel.setChoice(choice);
    QVERIFY(!subject->isVisible());
    choice.setMode("on");
    panel.setChoice(choice);
    QVERIFY(subject->isVisible());
}

void tst_ChartsPanel::whereNothingIsRepeatedNothingIsToBePressed()
{
    RunChoice choice;
    choice.setScenario(&counterInfo());
    OutcomesPanel panel;
    panel.setChoice(choice);
    panel.show();
    const auto says = [&panel] { return panel.view()->findChild<QLabel *>(QStringLiteral("chartMessage"))->text(); };
    QTRY_VERIFY2(says().contains(QStringLiteral("press ×20")), qPrintable(says()));
    choice.setGear(Gear::Step);
    panel.setChoice(choice);
    QTRY_VERIFY2(says().startsWith(QStringLiteral("Step by step each run goes as you say, so none is repeated")),
                 qPrintable(says()));
    choice.setGear(Gear::Slow);
    panel.setChoice(choice);
    QTRY_VERIFY2(says().contains(QStringLiteral("press ×20")), qPrintable(says()));
}

void tst_ChartsPanel::everyRepeatedRunIsInTheTable()
{
    ChartInput input;
    input.scenario = &counterInfo();
    input.runs = {repeated(3, 2, Pace::Full), repeated(2, 0, Pace::Bare)};
    const ChartTable table = chartTable(outcomeBars(input));
    QCOMPARE(table.rows.size(), std::size_t{5});
    QCOMPARE(table.columns.front(), QStringLiteral("pace"));
    QCOMPARE(table.rows[0],
             (QStringList{QStringLiteral("full"), QStringLiteral("1"), QStringLiteral("100"), QStringLiteral("95"),
                          QStringLiteral("5"), QStringLiteral("no"), QStringLiteral("95"), QStringLiteral("95")}));
    QCOMPARE(table.rows[4].front(), QStringLiteral("bare"));
}

QTEST_MAIN(tst_ChartsPanel)
#include "tst_charts_panel.moc"
