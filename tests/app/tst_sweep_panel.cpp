// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_chips.h"
#include "app/charts/chart_export.h"
#include "app/charts/chart_view.h"
#include "app/charts/sweep_form.h"
#include "app/charts/sweep_panel.h"
#include "app/panels/button.h"
#include "app/panels/segmented.h"
#include "app/panels/text_label.h"
#include "app/style/appearance.h"
#include "tests/app/sweep_runs.h"

#include <QLabel>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

namespace {

RunChoice choiceOf(const char *scenario)
{
    RunChoice choice;
    choice.setScenario(findScenario(scenario));
    return choice;
}

} // namespace

/// The tab "Sweep" by itself: what is asked for, what is shown of it. No process runs.
class tst_SweepPanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void theFormBeginsWithWhatIsUsual();
    void theFormFollowsTheScenarioAndItsSizes();
    void anotherParameterHasAnotherRange();
    void neitherEndIsPushedPastTheOther();
    void protectionsAndPacesMakeTheSeries();
    void withoutAProtectionItSaysWhatToDo();
    void tooManyRunsAreSaid();
    void whileSomethingRunsNothingCanBeStarted();
    void theFigureGrowsAndStaysWhenItIsStopped();
    void progressIsSaidInWords_data();
    void progressIsSaidInWords();
    void everyRunIsSaved();
    void everythingFitsIntoTheSmallestWindow();

private:
    template <typename T>
    T *part(const char *name) const
    {
        return m_panel->findChild<T *>(QString::fromLatin1(name));
    }
    void click(const char *name) const
    {
        auto *const widget = part<QWidget>(name);
        QVERIFY2(widget != nullptr && widget->isVisible(), name);
        QTest::mouseClick(widget, Qt::LeftButton);
    }
    void fill(const char *field, int value) const
    {
        auto *const box = part<QSpinBox>(field);
        QVERIFY(box != nullptr);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, QString::number(value));
        QTest::keyClick(box, Qt::Key_Return);
    }
    SweepPlan plan() const { return m_panel->findChild<SweepForm *>()->plan(); }
    QString summary() const { return part<TextLabel>("sweepSummary")->text(); }

    std::unique_ptr<SweepPanel> m_panel;
};

void tst_SweepPanel::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    appearance().setChoice(Appearance::Choice::Light);
    appearance().apply();
}

void tst_SweepPanel::init()
{
    m_panel = std::make_unique<SweepPanel>();
    m_panel->setChoice(choiceOf("counter"));
    m_panel->resize(1000, 300);
    static_cast<QWidget *>(m_panel.get())->show();
}

void tst_SweepPanel::theFormBeginsWithWhatIsUsual()
{
    const SweepPlan usual = plan();
    QCOMPARE(usual.parameter, std::string("processes"));
    QVERIFY(usual.values == (ValueRange{1, 8, 1}));
    QCOMPARE(usual.series.size(), std::size_t{4}); // all protections, unwatched
    QVERIFY(!usual.showsObserver());
    QCOMPARE(usual.repeat, 10);
    QCOMPARE(summary(), QStringLiteral("8 values × 4 protections × 10 = 320 runs; increments 200\u202f000 as above"));
    QVERIFY(checkPlan(usual).ok());
}

void tst_SweepPanel::theFormFollowsTheScenarioAndItsSizes()
{
    RunChoice choice = choiceOf("counter");
    choice.setParameter("increments", 5000); // at full speed
    choice.setPace(Pace::Slow);
    choice.setParameter("increments", 7);
    fill("sweepToField", 3);
    m_panel->setChoice(choice);
    QCOMPARE(plan().fixed.at("increments"), std::int64_t{5000});
    QCOMPARE(plan().values.last, std::int64_t{3}); // the same scenario keeps what was filled in
    m_panel->setChoice(choiceOf("queue"));
    QCOMPARE(plan().scenario->id, std::string_view("queue"));
    QCOMPARE(plan().parameter, std::string("producers"));
    QVERIFY(part<QAbstractButton>("vary/capacity") != nullptr);
    QVERIFY(checkPlan(plan()).ok());
}

void tst_SweepPanel::anotherParameterHasAnotherRange()
{
    click("vary/increments");
    QCOMPARE(plan().parameter, std::string("increments"));
    QVERIFY(plan().values == (ValueRange{50'000, 200'000, 50'000}));
    QVERIFY2(summary().endsWith(QStringLiteral("processes 5 as above")), qPrintable(summary()));
    for (const char *scenario : {"counter", "queue", "list"})
        for (const ParameterInfo &parameter : findScenario(scenario)->parameters) {
            m_panel->setChoice(choiceOf(scenario));
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // the choices of the scenario before
            click(("vary/" + std::string(parameter.name)).c_str());
            QVERIFY2(checkPlan(plan()).ok(), parameter.name.data());
            QVERIFY(plan().values.count() >= 4);
        }
}

void tst_SweepPanel::neitherEndIsPushedPastTheOther()
{
    fill("sweepFromField", 12);
    QVERIFY(plan().values == (ValueRange{12, 12, 1}));
    fill("sweepToField", 4);
    QVERIFY(plan().values == (ValueRange{4, 4, 1}));
}

void tst_SweepPanel::protectionsAndPacesMakeTheSeries()
{
    click("sweep/per-access");
    click("sweep/atomic");
    click("sweep/both");
    const SweepPlan wanted = plan();
    QVERIFY(wanted.series
            == (std::vector<SweepSeries>{
                {"off", Pace::Bare}, {"off", Pace::Full}, {"on", Pace::Bare}, {"on", Pace::Full}}));
    QVERIFY2(summary().startsWith(QStringLiteral("8 values × 2 protections × 10 × 2 = 320 runs")),
             qPrintable(summary()));
    click("sweep/full");
    QVERIFY(plan().series == (std::vector<SweepSeries>{{"off", Pace::Full}, {"on", Pace::Full}}));
}

void tst_SweepPanel::withoutAProtectionItSaysWhatToDo()
{
    for (const char *mode : {"sweep/off", "sweep/per-access", "sweep/on", "sweep/atomic"})
        click(mode);
    QCOMPARE(summary(), QStringLiteral("Choose at least one protection."));
    QVERIFY(!part<Button>("startSweep")->isEnabled());
    click("sweep/on");
    QVERIFY(part<Button>("startSweep")->isEnabled());
}

void tst_SweepPanel::tooManyRunsAreSaid()
{
    click("vary/increments");
    fill("sweepStepField", 1);
    QVERIFY2(summary().contains(QStringLiteral("are the most")), qPrintable(summary()));
    QVERIFY(!part<Button>("startSweep")->isEnabled());
}

void tst_SweepPanel::whileSomethingRunsNothingCanBeStarted()
{
    QSignalSpy started(m_panel.get(), &SweepPanel::startRequested);
    m_panel->setBusy(true);
    QVERIFY(!part<Button>("startSweep")->isEnabled());
    m_panel->setBusy(false);
    click("startSweep");
    QCOMPARE(started.count(), 1);
    QCOMPARE(started.front().front().value<SweepPlan>().runs(), std::size_t{320});
}

void tst_SweepPanel::theFigureGrowsAndStaysWhenItIsStopped()
{
    const SweepPlan wanted = sweeptest::plan(3, 4);
    Sweep growing = sweeptest::sweep(wanted, 0);
    growing.interrupted = false;
    m_panel->show(std::make_shared<const Sweep>(growing), true, 0);
    QVERIFY(part<QWidget>("stopSweep")->isVisible());
    QCOMPARE(part<QLabel>("sweepProgress")->text(), QStringLiteral("Run 1 of 24"));
    QVERIFY(!m_panel->view()->hasFigure());
    for (const std::size_t runs : {std::size_t{5}, std::size_t{9}}) {
        growing = sweeptest::sweep(wanted, runs);
        growing.interrupted = false;
        m_panel->show(std::make_shared<const Sweep>(growing), true, 2000);
        QTRY_VERIFY(m_panel->view()->hasFigure());
        QTRY_COMPARE(std::get<SweepCurves>(m_panel->view()->figure().data).rows.size(), runs);
    }
    QSignalSpy stopped(m_panel.get(), &SweepPanel::stopRequested);
    click("stopSweep");
    QCOMPARE(stopped.count(), 1);
    m_panel->show(std::make_shared<const Sweep>(sweeptest::sweep(wanted, 10)), false, 0);
    QVERIFY(!part<QWidget>("stopSweep")->isVisible());
    QTRY_COMPARE(std::get<SweepCurves>(m_panel->view()->figure().data).rows.size(), std::size_t{10});
    QVERIFY(m_panel->view()->figure().caption.text().contains(QStringLiteral("The sweep was interrupted.")));
    QVERIFY2(part<TextLabel>("sweepOutcome")->text().startsWith(QStringLiteral("none: ")),
             qPrintable(part<TextLabel>("sweepOutcome")->text()));
    click("changeSweep");
    QVERIFY(part<Button>("startSweep")->isVisible());
    click("backToSweep");
    QVERIFY(m_panel->view()->isVisible());
}

void tst_SweepPanel::progressIsSaidInWords_data()
{
    QTest::addColumn<int>("made");
    QTest::addColumn<bool>("active");
    QTest::addColumn<qint64>("left");
    QTest::addColumn<QString>("said");
    QTest::newRow("begun") << 0 << true << qint64{0} << "Run 1 of 24";
    QTest::newRow("seconds") << 4 << true << qint64{3200} << "Run 5 of 24, about 4 s left";
    QTest::newRow("tens of seconds") << 4 << true << qint64{41'000} << "Run 5 of 24, about 45 s left";
    QTest::newRow("minutes") << 4 << true << qint64{130'000} << "Run 5 of 24, about 3 min left";
    QTest::newRow("the last one") << 24 << true << qint64{0} << "Run 24 of 24";
    QTest::newRow("complete") << 24 << false << qint64{0} << "24 runs";
    QTest::newRow("stopped") << 7 << false << qint64{0} << "Stopped after 7 of 24 runs; what was measured is kept";
    QTest::newRow("stopped at once") << 0 << false << qint64{0} << "Stopped before the first run had ended";
}

void tst_SweepPanel::progressIsSaidInWords()
{
    QFETCH(int, made);
    QFETCH(bool, active);
    QFETCH(qint64, left);
    QFETCH(QString, said);
    QCOMPARE(progressOf(sweeptest::sweep(sweeptest::plan(3, 4), static_cast<std::size_t>(made)), active, left), said);
}

void tst_SweepPanel::everyRunIsSaved()
{
    const QTemporaryDir folder;
    m_panel->show(std::make_shared<const Sweep>(sweeptest::sweep(sweeptest::plan(3, 4))), false, 0);
    static_cast<QWidget *>(m_panel.get())->show();
    click("startSweep"); // the form is in front; the figure counts when it is looked at
    click("backToSweep");
    QTRY_VERIFY(m_panel->view()->hasFigure());
    const QString table = folder.filePath(QStringLiteral("s.csv"));
    QVERIFY(exportFigure(m_panel->view()->figure(), table).ok());
    QFile file(table);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    const auto rows = std::count_if(lines.begin(), lines.end(),
                                    [](const QByteArray &line) { return !line.startsWith('#'); });
    QCOMPARE(rows, qsizetype{1 + 24});
    QVERIFY(exportFigure(m_panel->view()->figure(), folder.filePath(QStringLiteral("s.svg"))).ok());
}

void tst_SweepPanel::everythingFitsIntoTheSmallestWindow()
{
    m_panel->setChoice(choiceOf("queue")); // the most parameters
    m_panel->resize(834, 136);
    QTRY_COMPARE(m_panel->height(), 136);
    for (const char *name :
         {"sweepFromField", "sweepStepField", "sweepRepeatField", "startSweep", "sweep/on", "sweep/both"}) {
        const auto *const widget = part<QWidget>(name);
        const auto fits = [&] {
            const QRect place(widget->mapTo(m_panel.get(), QPoint()), widget->size());
            return place.top() > 0 && m_panel->rect().contains(place)
                && place.height() >= widget->minimumSizeHint().height();
        };
        QTRY_VERIFY2(fits(), name);
    }
}

QTEST_MAIN(tst_SweepPanel)
#include "tst_sweep_panel.moc"
