// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/run_options.h"
#include "app/panels/button.h"
#include "app/panels/toolbar.h"
#include "app/style/appearance.h"
#include "tests/app/sample_scenarios.h"
#include "tests/app/shown_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QCommandLineParser>
#include <QMenu>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <algorithm>
#include <memory>
#include <tuple>

using namespace interleave;

/// What is to be run, chosen by mouse and keyboard.
class tst_Toolbar : public QObject, private ShownWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare("tst_toolbar"); }
    void init() { QVERIFY(open()); }
    void cleanup() { m_window.reset(); }

    void runAsksForWhatIsChosen();
    void whatRunWouldDoCanBeCopiedAsACommand_data();
    void whatRunWouldDoCanBeCopiedAsACommand();
    void eachGearRemembersItsSize();
    void gearsOfLaterCannotBeChosen();
    void whatIsSteppedIsNotRunTwentyTimes();
    void aNumberOutOfRangeCannotBeTyped();
    void theWheelChangesANumber();
    void everythingFitsIntoTheSmallestWindow_data();
    void everythingFitsIntoTheSmallestWindow();
    void theToolbarIsAsBeforeWhenTheWritingIs();
    void theCatalogueMarksTheCurrentScenario();
    void eachChapterStandsOnceInTheCatalogue();
};

void tst_Toolbar::runAsksForWhatIsChosen()
{
    QSignalSpy runs(m_window.get(), &MainWindow::runRequested);
    QTest::mouseClick(part<QAbstractButton>("slow"), Qt::LeftButton);
    QTest::mouseClick(part<QAbstractButton>("per-access"), Qt::LeftButton);
    click("run");
    QCOMPARE(runs.count(), 1);
    const auto settings = runs.front().front().value<RunSettings>();
    QCOMPARE(settings.scenario, std::string("counter"));
    QCOMPARE(settings.mode, std::string("per-access"));
    QVERIFY(settings.pace == Pace::Slow);
    QCOMPARE(settings.window.nanoseconds, std::int64_t{1'000'000});
    QVERIFY(settings.parameters == (Parameters{{"increments", 5}, {"processes", 3}}));
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QCOMPARE(runs.count(), 2);
    QSignalSpy repeats(m_window.get(), &MainWindow::repeatRequested);
    click("repeat");
    QCOMPARE(repeats.count(), 1);
    QCOMPARE(repeats.front().at(1).toInt(), 20);
}

void tst_Toolbar::whatRunWouldDoCanBeCopiedAsACommand_data()
{
    QTest::addColumn<QByteArray>("gear");
    QTest::addColumn<QByteArray>("mode");
    QTest::newRow("as it is") << QByteArray("full") << QByteArray("off");
    QTest::newRow("slow, and each access locked") << QByteArray("slow") << QByteArray("per-access");
}

/// The command line reads it as the settings that Run asks for.
void tst_Toolbar::whatRunWouldDoCanBeCopiedAsACommand()
{
    QFETCH(QByteArray, gear);
    QFETCH(QByteArray, mode);
    click(gear.constData());
    click(mode.constData());
    RunChoice choice = m_window->toolbar()->choice();
    choice.setParameter("processes", 7);
    m_window->toolbar()->setChoice(choice);
    QSignalSpy runs(m_window.get(), &MainWindow::runRequested);
    click("run");
    part<QAction>("copyCommand")->trigger();
    const QString command = QGuiApplication::clipboard()->text();

    QVERIFY2(QRegularExpression(QStringLiteral("^[a-z0-9 =-]+$")).match(command).hasMatch(),
             qPrintable(command)); // no quotes needed
    QStringList words = QProcess::splitCommand(command);
    QCOMPARE(words.takeFirst(), QStringLiteral("interleave"));
    QCOMPARE(words.takeFirst(), QStringLiteral("run"));
    QCommandLineParser parser;
    addRunOptions(parser);
    QVERIFY2(parser.parse(QStringList{QStringLiteral("interleave run")} + words), qPrintable(parser.errorText()));
    const auto options = runOptionsFrom(parser);
    QVERIFY2(options.ok(), options.ok() ? "" : options.error().sentence.c_str());
    QVERIFY(options.value().settings == runs.front().front().value<RunSettings>());
    QCOMPARE(options.value().settings.parameters.at("processes"), std::int64_t{7});
}

void tst_Toolbar::eachGearRemembersItsSize()
{
    auto *field = part<QSpinBox>("incrementsField");
    QCOMPARE(field->value(), 10'000);
    QTest::mouseClick(part<QAbstractButton>("slow"), Qt::LeftButton);
    QCOMPARE(field->value(), 5);
    QTest::keyClick(field, Qt::Key_Up);
    QCOMPARE(field->value(), 6);
    QTest::mouseClick(part<QAbstractButton>("full"), Qt::LeftButton);
    QCOMPARE(field->value(), 10'000);
    QTest::mouseClick(part<QAbstractButton>("slow"), Qt::LeftButton);
    QCOMPARE(field->value(), 6);
}

void tst_Toolbar::gearsOfLaterCannotBeChosen()
{
    for (const char *later : {"explore"}) { // the scenario of these tests cannot be explored
        auto *gear = part<QAbstractButton>(later);
        QVERIFY(!gear->isEnabled());
        QVERIFY(!gear->toolTip().isEmpty());
    }
}

void tst_Toolbar::whatIsSteppedIsNotRunTwentyTimes()
{
    click("step");
    QVERIFY(part<QAbstractButton>("run")->isEnabled());
    QVERIFY(!part<QAbstractButton>("repeat")->isEnabled());
    QCOMPARE(part<QSpinBox>("incrementsField")->value(), 2);
    click("slow");
    QVERIFY(part<QAbstractButton>("repeat")->isEnabled());
}

void tst_Toolbar::aNumberOutOfRangeCannotBeTyped()
{
    auto *field = part<QSpinBox>("processesField");
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("99"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(field->value() <= 16);
    QVERIFY(field->toolTip().contains(QStringLiteral("1")) && field->toolTip().contains(QStringLiteral("16")));
    QVERIFY(!field->hasFocus());
}

void tst_Toolbar::theWheelChangesANumber()
{
    auto *field = part<QSpinBox>("processesField");
    const int before = field->value();
    QWheelEvent wheel(field->rect().center(), field->mapToGlobal(field->rect().center()), {}, {0, 120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(field, &wheel);
    QCOMPARE(field->value(), before + 1);
}

void tst_Toolbar::everythingFitsIntoTheSmallestWindow_data()
{
    QTest::addColumn<int>("scenario");
    QTest::addColumn<int>("width");
    for (const int width : {1280, 1440}) {
        QTest::addRow("counter at %d", width) << 0 << width;
        QTest::addRow("queue at %d", width) << 1 << width;
    }
}

void tst_Toolbar::everythingFitsIntoTheSmallestWindow()
{
    QFETCH(int, scenario);
    QFETCH(int, width);
    // As it is the first time it is shown.
    m_window = std::make_unique<MainWindow>(sample::kCatalog);
    m_window->resize(width, 660);
    m_window->show();
    RunChoice choice = m_window->toolbar()->choice();
    choice.setScenario(sample::kCatalog[std::size_t(scenario)]);
    m_window->toolbar()->setChoice(choice);
    QTRY_COMPARE(m_window->size(), QSize(width, 660));
    QApplication::processEvents();
    const QList<QAbstractButton *> buttons = m_window->toolbar()->findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (!button->isVisible())
            continue;
        const QRect rect(button->mapTo(m_window.get(), QPoint()), button->size());
        QVERIFY2(rect.left() >= 0 && rect.right() < width, qPrintable(button->text()));
        QVERIFY2(button->width() >= button->sizeHint().width(),
                 qPrintable(QStringLiteral("%1: %2 of %3, toolbar %4")
                                .arg(button->text())
                                .arg(button->width())
                                .arg(button->sizeHint().width())
                                .arg(m_window->toolbar()->width())));
    }
    for (const char *gear : {"full", "slow", "step", "explore"})
        QVERIFY2(part<QAbstractButton>(gear)->isVisible(), gear);
    for (const QSpinBox *field : m_window->toolbar()->findChildren<QSpinBox *>())
        QVERIFY(field->mapTo(m_window.get(), QPoint(field->width(), 0)).x() <= width);
}

void tst_Toolbar::theToolbarIsAsBeforeWhenTheWritingIs()
{
    m_window->resize(1440, 860);
    QApplication::processEvents();
    const auto places = [this] {
        QList<QRect> rects;
        for (const QWidget *part : m_window->toolbar()->findChildren<QWidget *>())
            if (part->isVisible())
                rects << QRect(part->mapTo(m_window.get(), QPoint()), part->size());
        std::sort(rects.begin(), rects.end(), [](const QRect &a, const QRect &b) {
            return std::tuple(a.x(), a.y(), a.width()) < std::tuple(b.x(), b.y(), b.width());
        });
        return rects;
    };
    const auto scaleTo = [](double scale) {
        appearance().setScale(scale);
        for (int round = 0; round < 3; ++round)
            QApplication::processEvents();
    };
    const QList<QRect> before = places();
    for (const double scale : {1.5, 2.0, 1.5})
        scaleTo(scale);
    QVERIFY(places() != before);
    scaleTo(1);
    QCOMPARE(places(), before);
}

void tst_Toolbar::theCatalogueMarksTheCurrentScenario()
{
    m_window->chooseScenario(sample::kCatalog[1]);
    m_window->toolbar()->openCatalog();
    auto *menu = part<QMenu>("catalog");
    QVERIFY(menu->activeAction());
    QCOMPARE(menu->activeAction()->text(), part<Button>("scenario")->text());
    const auto actions = menu->actions();
    QCOMPARE(std::count_if(actions.begin(), actions.end(), [](const QAction *a) { return a->isChecked(); }), 1);
    QVERIFY(menu->activeAction()->isChecked());
    for (const QAction *action : actions) // one of many, and drawn as such
        if (!action->isSeparator())
            QVERIFY(action->actionGroup() != nullptr && action->actionGroup()->isExclusive());
    menu->close();
}

void tst_Toolbar::eachChapterStandsOnceInTheCatalogue()
{
    ScenarioInfo list = sample::kCounter;
    list.id = "list";
    list.title = "Shared list";
    const ScenarioInfo *const scenarios[] = {&sample::kCounter, &sample::kQueue, &list};
    m_window = std::make_unique<MainWindow>(scenarios);
    QStringList lines;
    for (const QAction *action : part<QMenu>("catalog")->actions())
        lines << action->text();
    const QStringList expected{QStringLiteral("Memory"), QStringLiteral("Shared counter"),
                               QStringLiteral("Shared list"), QStringLiteral("Messages"),
                               QStringLiteral("Bounded queue")};
    QCOMPARE(lines, expected);
    m_window.reset(); // before what it shows
}

QTEST_MAIN(tst_Toolbar)
#include "tst_toolbar.moc"
