// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/outcomes_panel.h"
#include "app/charts/sweep_panel.h"
#include "app/panels/message_bar.h"
#include "app/panels/text_label.h"
#include "app/session/playback.h"
#include "app/style/appearance.h"
#include "scenarios/catalog.h"
#include "tests/process/driven_window.h"
#include "tests/support/loop_pauses.h"
#include "tests/support/sanitized.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

/// Sweeps and repeated runs in the whole window, with clicks and real processes.
class tst_SweepTab : public QObject, private DrivenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare("sweep"); }
    void init() { QVERIFY(open()); }
    void cleanup() { m_window.reset(); }

    void aSweepRunsToItsEndAndItsTableIsSaved();
    void aSweepIsStoppedAndKeepsWhatItMeasured_data();
    void aSweepIsStoppedAndKeepsWhatItMeasured();
    void whileASweepIsOnNothingElseRuns();
    void whatIsOnShowStaysDuringASweep();
    void theWindowTurnsItsLoopDuringASweep();
    void aSweepEndsWithTheWindow();
    void bothRecordedAndUnwatchedRunsAreCounted();
    void theMissingHalfIsRunAtAClick();
    void unwatchedRunsLeaveWhatIsOnShow();
    void aStoppedRepetitionSaysHowManyRunsThereWere();
    void outcomesStayThoseOfWhatWasRun();

private:
    void fill(const char *field, int value) const
    {
        auto *const box = part<QSpinBox>(field);
        QVERIFY2(box != nullptr && box->isVisible(), field);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, QString::number(value));
        QTest::keyClick(box, Qt::Key_Return);
    }
    /// One or two processes, protected, three times: quick, and every number is known.
    void fillIn(int repeat) const
    {
        m_window->showTab(MainWindow::Tab::Sweep);
        fill("incrementsField", 2000);
        fill("sweepToField", 2);
        fill("sweepRepeatField", repeat);
        for (const char *other : {"sweep/off", "sweep/per-access"})
            click(other);
    }
    /// That entry of the menu beside ×20: 0 and 1 recorded, 2 and 3 unwatched, 4 and 5 both.
    void repeat(int entry) const
    {
        click("repeats");
        auto *const menu = part<QMenu>("repeatsMenu");
        QTRY_VERIFY(menu->isVisible());
        QList<QAction *> entries = menu->actions();
        entries.removeIf([](const QAction *action) { return action->isSeparator(); });
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entries.at(entry)).center());
    }
    QString progress() const { return part<QLabel>("sweepProgress")->text(); }
    QString tally() const { return part<QLabel>("tally")->text(); }
    std::size_t rows() const
    {
        const Figure figure = m_window->findChild<SweepPanel *>()->view()->figure();
        const auto *const curves = std::get_if<SweepCurves>(&figure.data);
        return curves ? curves->rows.size() : 0;
    }
    /// By the button and the dialogue.
    void saveAs(const QString &path) const
    {
        answerDialogWith(path);
        click("saveSweep");
        QTRY_VERIFY(QFileInfo::exists(path));
    }
    /// Runs in a table: lines without what is said about all of them and without the names of the columns.
    static std::size_t rowsIn(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
            return 0;
        std::size_t lines = 0;
        while (!file.atEnd())
            lines += file.readLine().startsWith('#') ? 0 : 1;
        return lines - 1;
    }
    /// Processes of ours that are at work.
    static QList<pid_t> children() { return childrenOf(QCoreApplication::applicationPid()); }
};

void tst_SweepTab::aSweepRunsToItsEndAndItsTableIsSaved()
{
    const QTemporaryDir folder;
    const QString table = folder.filePath(QStringLiteral("s.csv"));
    fillIn(3);
    click("startSweep");
    QTRY_COMPARE_WITH_TIMEOUT(progress(), QStringLiteral("12 runs"), 60'000);
    QTRY_COMPARE(rows(), std::size_t{12});
    QVERIFY(part<TextLabel>("sweepOutcome")->text().contains(QStringLiteral("right in all 6 runs")));
    QVERIFY(part<QWidget>("run")->isEnabled());
    saveAs(table);
    QTRY_VERIFY(part<TextLabel>("said")->text().contains(QStringLiteral("s.csv")));
    QCOMPARE(rowsIn(table), std::size_t{12});
}

void tst_SweepTab::aSweepIsStoppedAndKeepsWhatItMeasured_data()
{
    QTest::addColumn<QString>("by");
    QTest::newRow("its own button") << "stopSweep";
    QTest::newRow("the toolbar's") << "stop";
    QTest::newRow("Esc") << "";
}

void tst_SweepTab::aSweepIsStoppedAndKeepsWhatItMeasured()
{
    QFETCH(QString, by);
    fillIn(200);
    click("startSweep");
    QTRY_VERIFY_WITH_TIMEOUT(rows() >= 3, 60'000); // it grows while it runs
    QVERIFY2(progress().startsWith(QStringLiteral("Run ")), qPrintable(progress()));
    if (by.isEmpty())
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
    else
        click(by.toLatin1().constData());
    QTRY_VERIFY_WITH_TIMEOUT(progress().startsWith(QStringLiteral("Stopped after ")), 10'000);
    QTRY_VERIFY(part<QWidget>("run")->isEnabled());
    const std::size_t kept = progress().split(QLatin1Char(' ')).value(2).toULongLong();
    QVERIFY(kept >= 3);
    QTRY_COMPARE(rows(), kept);
    QTRY_VERIFY(children().isEmpty());
    const QTemporaryDir folder;
    const QString table = folder.filePath(QStringLiteral("kept.csv"));
    saveAs(table);
    QTRY_COMPARE(rowsIn(table), kept);
}

void tst_SweepTab::whileASweepIsOnNothingElseRuns()
{
    fillIn(200);
    click("startSweep");
    QTRY_VERIFY(!part<QWidget>("run")->isEnabled());
    QVERIFY(!part<QWidget>("repeat")->isEnabled());
    QVERIFY(part<QWidget>("stop")->isEnabled());
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QVERIFY(!m_conductor->session()->isActive());
    m_conductor->open(QStringLiteral("a.ilv"));
    QVERIFY(part<MessageBar>("message")->sentence().contains(QStringLiteral("A run is on")));
    click("stop");
    QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>("run")->isEnabled(), 10'000);
    click("slow");
    click("run");
    QTRY_VERIFY(m_conductor->session()->isActive());
    QVERIFY(!part<QWidget>("startSweep")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!m_conductor->session()->isActive(), 30'000);
    QVERIFY(part<QWidget>("startSweep")->isEnabled());
}

void tst_SweepTab::whatIsOnShowStaysDuringASweep()
{
    click("slow");
    click("run");
    QTRY_VERIFY(m_conductor->session()->isActive());
    QTRY_VERIFY_WITH_TIMEOUT(!m_conductor->session()->isActive(), 30'000);
    const auto shown = m_window->playback()->recording();
    const QString verdict = part<TextLabel>("verdictHeadline")->text();
    click("full");
    fillIn(1);
    click("startSweep");
    QTRY_COMPARE_WITH_TIMEOUT(progress(), QStringLiteral("4 runs"), 60'000);
    QCOMPARE(m_window->playback()->recording(), shown);
    QCOMPARE(part<TextLabel>("verdictHeadline")->text(), verdict);
}

void tst_SweepTab::theWindowTurnsItsLoopDuringASweep()
{
    m_window->showTab(MainWindow::Tab::Sweep);
    fill("incrementsField", 20'000);
    click("sweep/both");
    fill("sweepRepeatField", 2);
    const LoopPauses pauses;
    click("startSweep");
    QTRY_COMPARE_WITH_TIMEOUT(progress(), QStringLiteral("128 runs"), 120'000);
    qInfo("longest pause of the event loop: %.1f ms in %d beats", pauses.longestMs(), pauses.beats());
    // Some for what the machine may do to us unseen, such as giving its processors to another machine.
    if (!kSanitized)
        QVERIFY2(pauses.late() <= 5, qPrintable(QString::number(pauses.late())));
}

void tst_SweepTab::aSweepEndsWithTheWindow()
{
    fillIn(200);
    click("startSweep");
    QTRY_VERIFY(!children().isEmpty());
    m_window.reset();
    QTRY_VERIFY_WITH_TIMEOUT(children().isEmpty(), 10'000);
}

void tst_SweepTab::bothRecordedAndUnwatchedRunsAreCounted()
{
    click("slow");
    repeat(4);
    QTRY_VERIFY(m_window->findChild<OutcomesPanel *>()->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(tally().contains(QStringLiteral("of 20 recorded, "))
                                 && tally().contains(QStringLiteral("of 20 unwatched")),
                             60'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_conductor->session()->isActive(), 10'000);
    QTRY_VERIFY(part<QWidget>("run")->isEnabled());
    QVERIFY(!part<QWidget>("beside")->isVisible());
    // On show is the last of the recorded ones, finished and judged.
    QCOMPARE(m_window->playback()->recording()->info()->settings.pace, Pace::Slow);
    QVERIFY(!m_window->playback()->isLive());
    QVERIFY(part<TextLabel>("verdictSentence")->text().startsWith(QStringLiteral("The last of 20 runs; ")));
    QVERIFY(part<TextLabel>("said")->text().startsWith(QStringLiteral("20 unwatched runs: ")));
}

void tst_SweepTab::theMissingHalfIsRunAtAClick()
{
    fill("incrementsField", 300);
    click("repeat");
    QTRY_VERIFY_WITH_TIMEOUT(tally().endsWith(QStringLiteral(" of 20 runs wrong")), 60'000);
    QTRY_VERIFY(part<QWidget>("beside")->isVisible());
    const auto shown = m_window->playback()->recording();
    const EventIndex length = m_window->playback()->length(), position = m_window->playback()->position();
    QVERIFY(length > 0);
    click("beside");
    QTRY_VERIFY_WITH_TIMEOUT(tally().contains(QStringLiteral("of 20 unwatched")), 60'000);
    QTRY_VERIFY(part<QWidget>("run")->isEnabled());
    QCOMPARE(m_window->playback()->recording(), shown);
    QCOMPARE(m_window->playback()->length(), length);
    QCOMPARE(m_window->playback()->position(), position);
    QVERIFY(!part<QWidget>("beside")->isVisible());
}

void tst_SweepTab::unwatchedRunsLeaveWhatIsOnShow()
{
    click("slow");
    click("run");
    QTRY_VERIFY(m_conductor->session()->isActive());
    QTRY_VERIFY_WITH_TIMEOUT(!m_conductor->session()->isActive(), 30'000);
    const auto shown = m_window->playback()->recording();
    const QString verdict = part<TextLabel>("verdictHeadline")->text();
    repeat(2);
    QTRY_VERIFY_WITH_TIMEOUT(tally().endsWith(QStringLiteral(" of 20 runs wrong")), 60'000);
    QTRY_VERIFY(part<QWidget>("run")->isEnabled());
    QCOMPARE(m_window->playback()->recording(), shown);
    QCOMPARE(part<TextLabel>("verdictHeadline")->text(), verdict);
    QCOMPARE(part<QWidget>("beside")->isVisible(), true); // the recorded ones are missing now
}

void tst_SweepTab::aStoppedRepetitionSaysHowManyRunsThereWere()
{
    click("slow");
    fill("incrementsField", 20);
    click("repeat");
    const auto run = [this] { return part<TextLabel>("verdictHeadline")->text().section(QLatin1Char(' '), 1, 1).toInt(); };
    QTRY_VERIFY_WITH_TIMEOUT(run() >= 3, 60'000);
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>("run")->isEnabled(), 10'000);
    const int runs = tally().section(QLatin1Char(' '), 2, 2).toInt();
    QVERIFY2(runs >= 2 && runs < 20, qPrintable(tally()));
    const QString sentence = part<TextLabel>("verdictSentence")->text();
    const QString stopped = QStringLiteral("Run %1 of 20, stopped; of the %2 before, ").arg(runs).arg(runs - 1);
    QVERIFY2(sentence.startsWith(stopped)
                 || sentence.startsWith(QStringLiteral("Stopped after %1 of 20 runs; ").arg(runs)),
             qPrintable(sentence));
    QCOMPARE(tally().endsWith(QStringLiteral(", 1 stopped")), sentence.startsWith(stopped));
}

void tst_SweepTab::outcomesStayThoseOfWhatWasRun()
{
    fill("incrementsField", 300);
    click("repeat");
    QTRY_VERIFY_WITH_TIMEOUT(tally().endsWith(QStringLiteral(" of 20 runs wrong")), 60'000);
    QTRY_VERIFY(part<QWidget>("run")->isEnabled());
    QVERIFY(!part<QWidget>("subject")->isVisible());
    const auto axis = [this] {
        const Figure figure = m_window->findChild<OutcomesPanel *>()->view()->figure();
        const auto *const bars = std::get_if<OutcomeBars>(&figure.data);
        return bars ? bars->axis : QString();
    };
    const QString before = tally();
    QTRY_COMPARE(axis(), QStringLiteral("final value of counter"));
    m_window->chooseScenario(findScenario("queue"));
    QVERIFY(part<QWidget>("subject")->isVisible());
    QVERIFY(part<TextLabel>("subject")->text().startsWith(QStringLiteral("Shared counter, none, ")));
    QCOMPARE(tally(), before);
    QCOMPARE(axis(), QStringLiteral("final value of counter"));
}

QTEST_MAIN(tst_SweepTab)
#include "tst_sweep_tab.moc"
