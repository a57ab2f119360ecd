// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/compare/compare_panel.h"
#include "app/compare/comparison_canvas.h"
#include "app/panels/message_bar.h"
#include "app/session/playback.h"
#include "app/style/appearance.h"
#include "core/trace/recording_file.h"
#include "scenarios/catalog.h"
#include "tests/process/driven_window.h"
#include "tests/support/trace_text.h"

#include <QLabel>
#include <QSettings>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

namespace {

std::shared_ptr<Recording> counterRun(const char *mode, const char *text)
{
    const Parameters parameters{{"increments", 1}, {"processes", 2}};
    return recordingFromText(findScenario("counter")->objects(parameters, mode), text, 2,
                             {.scenario = "counter", .mode = mode, .parameters = parameters});
}

std::shared_ptr<Recording> losing()
{
    return counterRun("off", "1 reads counter; 2 reads counter; 1 writes counter 1; 2 writes counter 1");
}

std::shared_ptr<Recording> locked()
{
    return counterRun("on", "1 takes lock; 1 reads counter; 1 writes counter 1; 1 frees lock;"
                            "2 takes lock; 2 reads counter; 2 writes counter 2; 2 frees lock");
}

std::shared_ptr<Recording> list()
{
    const Parameters parameters{{"appends", 1}, {"processes", 1}};
    return recordingFromText(findScenario("list")->objects(parameters, "off"), "1 reads size; 1 writes size 1", 1,
                             {.scenario = "list", .mode = "off", .parameters = parameters});
}

} // namespace

/// The tab "Compare" in the whole window, with clicks; runs of real processes, and small ones whose every number is
/// known.
class tst_CompareTab : public QObject, private DrivenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare("compare"); }
    void init() { QVERIFY(open()); }
    void cleanup() { m_window.reset(); }

    void withoutARunItSaysWhatToDo();
    void theFirstRunOffersToOpenAnother();
    void theRunBeforeStandsBesideTheOneOnShow();
    void anotherScenarioBeginsAnew();
    void anOpenedRecordingStaysA();
    void aRecordingOfAnotherScenarioIsRefusedInASentence();
    void anUnreadableOneIsSaidAndNothingChanges();
    void onlyATabInSightReads();
    void theFigureIsSaved();
    void twoRealRunsStandSideBySide();

private:
    void showTab() const { m_window->showTab(MainWindow::Tab::Compare); }
    ComparePanel *panel() const { return m_window->findChild<ComparePanel *>(); }
    QString message() const { return part<QLabel>("compareMessage")->text(); }
    QString cell(const char *title, int column) const
    {
        const auto *const table = part<QTableWidget>("differences");
        for (int row = 0; row < table->rowCount(); ++row)
            if (table->item(row, 0)->text().trimmed() == QLatin1String(title) && table->item(row, column))
                return table->item(row, column)->text();
        return {};
    }

    QTemporaryDir m_folder;
};

void tst_CompareTab::withoutARunItSaysWhatToDo()
{
    showTab();
    QVERIFY(message().contains(QStringLiteral("change the protection and run it again")));
    QVERIFY(!part<QWidget>("openOther")->isVisible());
    QVERIFY(panel()->figure().size.isEmpty());
}

void tst_CompareTab::theFirstRunOffersToOpenAnother()
{
    m_window->showRecording(losing());
    showTab();
    QVERIFY(part<QWidget>("openOther")->isVisible());
    QVERIFY(message().contains(QStringLiteral("one run of this scenario")));
}

void tst_CompareTab::theRunBeforeStandsBesideTheOneOnShow()
{
    showTab();
    m_window->showRecording(losing());
    m_window->showRecording(locked());
    QTRY_VERIFY(panel()->runs());
    QVERIFY(part<QLabel>("compareSentence")->text().startsWith(QStringLiteral("A lost 1 of 2 increments")));
    QCOMPARE(cell("protection", 1), QStringLiteral("none"));
    QCOMPARE(cell("protection", 2), QStringLiteral("whole += 1"));
    QCOMPARE(cell("result", 3), QStringLiteral("2.00×"));
    const auto *const canvas = part<ComparisonCanvas>("comparison");
    QStringList headings;
    for (const Shape &shape : canvas->picture().shapes)
        if (const auto *label = std::get_if<Label>(&shape); label && label->text.contains(QStringLiteral(" · ")))
            headings << label->text;
    QCOMPARE(headings, (QStringList{QStringLiteral("A · none · Wrong: 1 of 2"), QStringLiteral("B · ") + panel()->runs()->comparison.titleB}));
    // A third one: what was B is A.
    m_window->showRecording(losing());
    QTRY_VERIFY(panel()->runs() && panel()->runs()->comparison.titleA.startsWith(QStringLiteral("whole += 1")));
}

void tst_CompareTab::anotherScenarioBeginsAnew()
{
    showTab();
    m_window->showRecording(losing());
    m_window->showRecording(list());
    QVERIFY(!panel()->runs());
    QVERIFY(message().contains(QStringLiteral("one run of this scenario")));
}

void tst_CompareTab::anOpenedRecordingStaysA()
{
    const QString path = m_folder.filePath(QStringLiteral("locked.ilv"));
    QVERIFY(writeRecording(*locked(), path.toStdString()).ok());
    showTab();
    m_window->showRecording(losing());
    answerDialogWith(path);
    click("openOther");
    QTRY_VERIFY(panel()->runs());
    QVERIFY(panel()->runs()->comparison.titleA.startsWith(QStringLiteral("whole += 1")));
    QVERIFY(panel()->runs()->comparison.titleB.startsWith(QStringLiteral("none")));
    const auto before = panel()->runs()->a->recording();
    m_window->showRecording(losing());
    QTRY_VERIFY(panel()->runs());
    QCOMPARE(panel()->runs()->a->recording(), before);
}

void tst_CompareTab::aRecordingOfAnotherScenarioIsRefusedInASentence()
{
    showTab();
    m_window->showRecording(losing());
    panel()->setOther(list());
    QTRY_VERIFY(message().contains(QStringLiteral("cannot be compared")));
    QVERIFY(part<QWidget>("openOther")->isVisible());
    QVERIFY(!panel()->runs());
}

void tst_CompareTab::anUnreadableOneIsSaidAndNothingChanges()
{
    showTab();
    m_window->showRecording(losing());
    m_window->showRecording(locked());
    QTRY_VERIFY(panel()->runs());
    m_conductor->compareWith(m_folder.filePath(QStringLiteral("none.ilv")));
    QTRY_VERIFY(m_window->findChild<MessageBar *>()->isVisible());
    QVERIFY(panel()->runs());
}

void tst_CompareTab::onlyATabInSightReads()
{
    m_window->showRecording(losing());
    m_window->showRecording(locked());
    QTest::qWait(0);
    QVERIFY(!panel()->runs());
    showTab();
    QTRY_VERIFY(panel()->runs());
}

void tst_CompareTab::theFigureIsSaved()
{
    showTab();
    m_window->showRecording(losing());
    m_window->showRecording(locked());
    QTRY_VERIFY(panel()->runs());
    const QString path = m_folder.filePath(QStringLiteral("compared.svg"));
    answerDialogWith(path);
    click("saveComparison");
    QFile file(path);
    QTRY_VERIFY(file.exists());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("A lost 1 of 2 increments"));
}

void tst_CompareTab::twoRealRunsStandSideBySide()
{
    RunSettings settings = defaultSettings(*findScenario("counter"), Pace::Full);
    showTab();
    for (const char *mode : {"off", "on"}) {
        settings.mode = mode;
        emit m_window->runRequested(settings);
        QVERIFY(m_conductor->session()->isActive());
        QTRY_VERIFY_WITH_TIMEOUT(!m_conductor->session()->isActive(), 60'000);
    }
    QTRY_VERIFY_WITH_TIMEOUT(panel()->runs(), 60'000);
    QCOMPARE(cell("protection", 1), QStringLiteral("none"));
    QCOMPARE(cell("protection", 2), QStringLiteral("whole += 1"));
    QCOMPARE(cell("acquisitions", 3), QStringLiteral("only B"));
    QVERIFY(!panel()->figure().size.isEmpty());
    if (qEnvironmentVariableIsSet("INTERLEAVE_SHOTS")) {
        for (const auto &[choice, name] : {std::pair(Appearance::Choice::Light, "light"), std::pair(Appearance::Choice::Dark, "dark")}) {
            appearance().setChoice(choice);
            m_window->resize(choice == Appearance::Choice::Light ? QSize(1440, 900) : QSize(1280, 660));
            QTest::qWait(100);
            m_window->grab().save(QString::fromLocal8Bit(qgetenv("INTERLEAVE_SHOTS")) + QStringLiteral("/compare_%1.png").arg(QLatin1String(name)));
        }
        appearance().setChoice(Appearance::Choice::Light);
    }
}

QTEST_MAIN(tst_CompareTab)
#include "tst_compare_tab.moc"
