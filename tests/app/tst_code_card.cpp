// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/code_positions.h"
#include "app/models/to_text.h"
#include "app/panels/code_card.h"
#include "app/panels/code_view.h"
#include "app/panels/toolbar.h"
#include "app/session/playback.h"
#include "app/style/appearance.h"
#include "scenarios/catalog.h"
#include "tests/app/sample_scenarios.h"
#include "tests/app/shown_window.h"
#include "tests/support/trace_text.h"

#include <QApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QScopeGuard>
#include <QScrollBar>
#include <QTest>
#include <QtMath>
#include <QToolTip>

#include <memory>

using namespace interleave;

/// The code beside the run: its lines, and who is where.
class tst_CodeCard : public QObject, private ShownWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare("tst_code_card"); }
    void init() { QVERIFY(open()); }
    void cleanup() { m_window.reset(); }

    void theCodeShowsWhereTheProcessesAre();
    void theCodeOfAnotherScenarioShowsNobody();
    void theCodeGetsTheRoomItsLinesNeed_data();
    void theCodeGetsTheRoomItsLinesNeed();
    void noLineOfCodeIsCutAtTheFoot();
    void badgesStandBesideTheCode();
    void aLineTooLongEndsBeforeItsBadges();
    void whatIsCutOffALineIsInItsToolTip();
    void noCodeIsWrittenSmallerThanTwelvePixels_data();
    void noCodeIsWrittenSmallerThanTwelvePixels();
};

void tst_CodeCard::theCodeShowsWhereTheProcessesAre()
{
    const auto mock = mockRecording();
    RunInfo info = *mock->info();
    info.sites = {{"", 0}, {"counter.cpp", 7}, {"counter.cpp", 9}};
    const auto recording = std::make_shared<Recording>(info);
    TraceReader reader(mock->trace());
    for (EventIndex i = 0; i < mock->trace().size(); ++i) {
        Event event = reader[i];
        event.site = event.kind() == EventKind::Read ? 1 : 2;
        recording->settle(event);
    }
    recording->publishFindings();
    recording->finish(info);
    m_window->runStarted(recording);
    m_window->runFinished(sample::counterAccount());
    m_window->code()->setExcerpts(
        excerptOf(QString::fromUtf8(sample::kCounterSource), SourceLanguage::Cpp, QStringLiteral("off")),
        excerptOf(QString::fromUtf8(sample::kCounterTwin), SourceLanguage::Python, QStringLiteral("off")), {}, {});
    const CodeView *cpp = m_window->code()->view(SourceLanguage::Cpp);
    const CodeView *python = m_window->code()->view(SourceLanguage::Python);
    QCOMPARE(cpp->excerpt().lines[std::size_t(cpp->markedLine())].text.trimmed(),
             QStringLiteral("counter.write(mine);"));
    QCOMPARE(python->excerpt().lines[std::size_t(python->markedLine())].text.trimmed(),
             QStringLiteral("counter.value = mine"));
    m_window->playback()->step(1);
    QCOMPARE(cpp->excerpt().lines[std::size_t(cpp->markedLine())].text.trimmed(),
             QStringLiteral("mine = counter.read();"));
}

/// The lines of two files have the same numbers; "list" is only chosen, and "counter" is what ran.
void tst_CodeCard::theCodeOfAnotherScenarioShowsNobody()
{
    const auto mock = mockRecording();
    RunInfo info = *mock->info();
    info.sites = {{"", 0}, {"counter.cpp", 7}, {"counter.cpp", 9}};
    Event event = TraceReader(mock->trace())[0];
    event.site = 1;
    const auto recording = std::make_shared<Recording>(info);
    recording->settle(event);
    recording->publishFindings();
    TraceReader reader(recording->trace());
    Excerpt code = excerptOf(QString::fromUtf8(sample::kCounterSource), SourceLanguage::Cpp, QStringLiteral("off"));
    for (const char *const file : {"counter.cpp", "list.cpp"}) {
        code.file = QString::fromLatin1(file);
        const CodePositions positions = codePositions(*recording, reader, 1, code, code);
        const bool own = code.file == QLatin1String("counter.cpp");
        QCOMPARE(positions.currentLine >= 0, own);
        QCOMPARE(!positions.actors.empty(), own);
    }
}

void tst_CodeCard::theCodeGetsTheRoomItsLinesNeed_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("roomy") << QSize(1440, 900);
    QTest::newRow("the smallest window") << QSize(1280, 660); // lines get closer
}

void tst_CodeCard::theCodeGetsTheRoomItsLinesNeed()
{
    QFETCH(QSize, size);
    m_window->resize(size);
    for (const char *mode : {"off", "per-access", "on"}) {
        RunChoice choice = m_window->toolbar()->choice();
        choice.setMode(mode);
        m_window->toolbar()->setChoice(choice);
        for (int round = 0; round < 3; ++round)
            QApplication::processEvents();
        const CodeView *code = m_window->code()->view(SourceLanguage::Cpp);
        QVERIFY2(code->verticalScrollBar()->maximum() == 0, mode);
    }
}

void tst_CodeCard::noLineOfCodeIsCutAtTheFoot()
{
    Excerpt excerpt;
    for (int i = 0; i < 30; ++i)
        excerpt.lines.push_back({QStringLiteral("line %1").arg(i), i + 1, QString()});
    QWidget host; // some window managers size a window as they like
    CodeView view(SourceLanguage::Cpp, QStringLiteral("code"), &host);
    view.setExcerpt(excerpt);
    host.show();
    const int line = appearance().px(23);
    for (int height = 110; height < 110 + line; height += 5) {
        view.resize(300, height);
        QCoreApplication::processEvents();
        QCOMPARE((view.viewport()->height() - 4) % line, 0);
        QScrollBar *const bar = view.verticalScrollBar();
        QCOMPARE(bar->maximum() % line, 0);
        bar->setValue(bar->maximum());
        QCOMPARE(bar->value(), bar->maximum());
        bar->setValue(line + 3);
        QCOMPARE(bar->value(), line);
    }
}

void tst_CodeCard::badgesStandBesideTheCode()
{
    Excerpt excerpt;
    excerpt.lines.push_back({QString(30, u'm'), 1, QString()});
    QWidget host;
    CodeView view(SourceLanguage::Cpp, QStringLiteral("code"), &host);
    view.setExcerpt(excerpt);
    view.resize(330, 120);
    host.show();
    QCoreApplication::processEvents();
    const QFontMetricsF metrics(view.document()->defaultFont());
    const QRect writing(0, 0, qCeil(metrics.horizontalAdvance(excerpt.lines[0].text)), 23);
    QVERIFY(writing.right() < view.viewport()->width() - 20);
    const QImage before = view.viewport()->grab(writing).toImage();
    view.setMarks(-1, false, {{0, {0, 1, 2, 3, 4, 5}}});
    QCOMPARE(view.viewport()->grab(writing).toImage(), before);
}

/// It does not come out again behind them.
void tst_CodeCard::aLineTooLongEndsBeforeItsBadges()
{
    QWidget host;
    QPalette colours = host.palette();
    colours.setColor(QPalette::Window, appearance().theme().card);
    host.setPalette(colours);
    CodeView view(SourceLanguage::Cpp, QStringLiteral("code"), &host);
    view.resize(330, 120);
    host.show();
    const auto shown = [&](int letters) {
        Excerpt excerpt;
        excerpt.lines.push_back({QString(letters, u'm'), 1, QString()});
        view.setExcerpt(excerpt);
        view.setMarks(-1, false, {{0, {0, 1, 2, 3, 4, 5}}});
        QCoreApplication::processEvents();
        return view.viewport()->grab().toImage();
    };
    const QImage within = shown(20), beyond = shown(90);
    const QRect edge(within.width() - 6, 0, 6, 23); // right of the badges
    QCOMPARE(beyond.copy(edge), within.copy(edge));
}

void tst_CodeCard::whatIsCutOffALineIsInItsToolTip()
{
    const QString longest(90, u'm');
    Excerpt excerpt;
    excerpt.lines.push_back({QStringLiteral("short"), 1, QString()});
    excerpt.lines.push_back({QStringLiteral("    ") + longest, 2, QString()});
    QWidget host;
    CodeView view(SourceLanguage::Cpp, QStringLiteral("code"), &host);
    view.resize(330, 120);
    view.setExcerpt(excerpt);
    host.show();
    QCoreApplication::processEvents();
    const auto toolTipAt = [&view](const QPoint &place) {
        QHelpEvent help(QEvent::ToolTip, place, view.viewport()->mapToGlobal(place));
        QApplication::sendEvent(view.viewport(), &help);
        return QToolTip::isVisible() ? QToolTip::text() : QString();
    };
    QCOMPARE(toolTipAt({20, 12}), QString());
    QCOMPARE(toolTipAt({20, 35}), longest);
}

void tst_CodeCard::noCodeIsWrittenSmallerThanTwelvePixels_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("scale");
    QTest::newRow("roomy") << QSize(1440, 900) << 1.0;
    QTest::newRow("the smallest window") << QSize(1280, 660) << 1.0;
    QTest::newRow("a projector") << QSize(1440, 900) << 1.5;
}

void tst_CodeCard::noCodeIsWrittenSmallerThanTwelvePixels()
{
    QFETCH(QSize, size);
    QFETCH(double, scale);
    const auto reset = qScopeGuard([] { appearance().setScale(1); });
    appearance().setScale(scale);
    m_window->resize(size);
    for (const ScenarioInfo *scenario : catalog()) {
        for (const ModeInfo &mode : scenario->modes) {
            m_window->code()->showMode(scenario, &mode);
            for (int round = 0; round < 3; ++round)
                QApplication::processEvents();
            for (const SourceLanguage language : {SourceLanguage::Cpp, SourceLanguage::Python})
                QVERIFY2(QFontInfo(m_window->code()->view(language)->document()->defaultFont()).pixelSize() >= 12,
                         qPrintable(toText(scenario->id) + QLatin1Char(' ') + toText(mode.id)));
        }
    }
}

QTEST_MAIN(tst_CodeCard)
#include "tst_code_card.moc"
