// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/main_window.h"
#include "app/panels/button.h"
#include "app/panels/findings_view.h"
#include "app/panels/tab_card.h"
#include "app/panels/tab_strip.h"
#include "app/panels/why_view.h"
#include "app/session/playback.h"
#include "app/style/appearance.h"
#include "app/window/spotlight.h"
#include "tests/app/sample_scenarios.h"
#include "tests/support/trace_text.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace interleave;

/// The ladder and the findings by mouse and keyboard.
class tst_WhyView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }

    void theButtonAsksAndTheTabAnswers();
    void everyRungTakesTheCursorToItsEvent();
    void arrowsGoFromRungToRungAndEnterGoesThere();
    void otherKeysStayWithTheWindow();
    void aScreenReaderHearsEventAndSentence();
    void theLadderIsCopied();
    void aNewRunForgetsTheAnswer();
    void aHiddenResultIsNotExplained();
    void findingsLeadToTheirExamples();
    void longSentencesAreWrappedNotCut();
    void aRungUnderThePointerIsLitUpInEveryView();

private:
    template <typename T>
    T *part(const char *name) const
    {
        return m_window->findChild<T *>(QString::fromLatin1(name));
    }
    StoryView *why() const { return part<StoryView>("why"); }
    void ask() { QTest::mouseClick(part<Button>("whyButton"), Qt::LeftButton); }
    static QModelIndex rowOf(StoryView *view, EventIndex event)
    {
        const auto &rows = view->rows();
        const auto found = std::find_if(rows.begin(), rows.end(),
                                        [event](const StoryRow &row) { return row.event == event; });
        return found == rows.end() ? QModelIndex() : view->model()->index(static_cast<int>(found - rows.begin()), 0);
    }
    static void click(StoryView *view, const QModelIndex &index)
    {
        view->scrollTo(index);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
    }

    std::unique_ptr<MainWindow> m_window;
};

void tst_WhyView::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("interleave-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_why_view-%1").arg(QCoreApplication::applicationPid()));
    appearance().setChoice(Appearance::Choice::Light);
    appearance().apply();
}

void tst_WhyView::init()
{
    QSettings().clear();
    m_window = std::make_unique<MainWindow>(sample::kCatalog);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY(!part<Button>("whyButton")->isVisible());
    m_window->runStarted(mockRecording());
    m_window->runFinished(sample::counterAccount());
}

void tst_WhyView::theButtonAsksAndTheTabAnswers()
{
    QCOMPARE(part<Button>("whyButton")->text(), QStringLiteral("Why is it 10?"));
    QVERIFY(why()->rows().empty());
    ask();
    QCOMPARE(m_window->tabs()->tabs()->title(m_window->tabs()->tabs()->current()), QStringLiteral("Why"));
    QVERIFY(why()->isVisible());
    QCOMPARE(why()->rows().front().text, QStringLiteral("Why is it 10?"));
    QCOMPARE(why()->rows()[1].text, QStringLiteral("At the end the counter is 10: process 2 wrote it."));
    QCOMPARE(why()->rows()[1].actor, 1);
}

void tst_WhyView::everyRungTakesTheCursorToItsEvent()
{
    ask();
    int visited = 0;
    for (std::size_t i = 0; i < why()->rows().size(); ++i) {
        const EventIndex event = why()->rows()[i].event;
        const EventIndex before = m_window->playback()->position();
        click(why(), why()->model()->index(static_cast<int>(i), 0));
        QCOMPARE(m_window->playback()->position(), event == kNoEvent ? before : event + 1);
        visited += event != kNoEvent;
    }
    QCOMPARE(visited, 9);
}

void tst_WhyView::arrowsGoFromRungToRungAndEnterGoesThere()
{
    ask();
    QVERIFY(why()->hasFocus());
    const EventIndex before = m_window->playback()->position();
    QTest::keyClick(why(), Qt::Key_Down);
    QTest::keyClick(why(), Qt::Key_Down);
    QTest::keyClick(why(), Qt::Key_Down);
    QCOMPARE(m_window->playback()->position(), before);
    const auto row = static_cast<std::size_t>(why()->currentIndex().row());
    QVERIFY(why()->rows()[row].event != kNoEvent);
    QTest::keyClick(why(), Qt::Key_Return);
    QCOMPARE(m_window->playback()->position(), why()->rows()[row].event + 1);
    QTest::keyClick(why(), Qt::Key_Up);
    QCOMPARE(why()->currentIndex().row(), static_cast<int>(row) - 1);
}

void tst_WhyView::otherKeysStayWithTheWindow()
{
    ask();
    click(why(), rowOf(why(), 11));
    QCOMPARE(m_window->playback()->position(), EventIndex{12});
    QTest::keyClick(why(), Qt::Key_Left);
    QCOMPARE(m_window->playback()->position(), EventIndex{11});
    QTest::keyClick(why(), Qt::Key_L);
    QVERIFY(m_window->playback()->position() != 11);
}

void tst_WhyView::aScreenReaderHearsEventAndSentence()
{
    ask();
    const QVariant text = why()->model()->data(rowOf(why(), 11), Qt::AccessibleTextRole);
    QCOMPARE(text.toString(),
             QStringLiteral("event 12: Process 3 wrote 5 over process 1's 5: process 1's +1 is lost."));
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(why());
    QVERIFY(list != nullptr);
    QCOMPARE(list->text(QAccessible::Name), QStringLiteral("Why"));
}

void tst_WhyView::theLadderIsCopied()
{
    ask();
    QTest::keyClick(why(), Qt::Key_C, Qt::ControlModifier);
    const QString text = QApplication::clipboard()->text();
    QVERIFY2(text.startsWith(QStringLiteral("Why is it 10?\n30 · At the end")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("✕ 12 · Process 3 wrote 5 over")));
}

void tst_WhyView::aNewRunForgetsTheAnswer()
{
    ask();
    QVERIFY(!why()->rows().empty());
    m_window->runStarted(mockRecording());
    QVERIFY(why()->rows().empty());
    QVERIFY(!part<Button>("whyButton")->isVisible());
    m_window->runFinished(sample::counterAccount());
    QVERIFY(!why()->rows().empty()); // its tab is still in front
}

void tst_WhyView::aHiddenResultIsNotExplained()
{
    m_window->setResultHidden(true);
    QVERIFY(!part<Button>("whyButton")->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_W);
    QVERIFY(!why()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_R);
    QTest::keyClick(m_window.get(), Qt::Key_W);
    QVERIFY(why()->isVisible());
}

void tst_WhyView::findingsLeadToTheirExamples()
{
    m_window->showTab(MainWindow::Tab::Findings);
    auto *findings = part<StoryView>("findings");
    int visited = 0;
    for (const StoryRow &row : findings->rows()) {
        if (row.event == kNoEvent)
            continue;
        click(findings, rowOf(findings, row.event));
        QCOMPARE(m_window->playback()->position(), row.event + 1);
        QCOMPARE(row.note, QStringLiteral("proved"));
        ++visited;
    }
    QCOMPARE(visited, 3); // lost updates, and two pairs of accesses that race
}

void tst_WhyView::longSentencesAreWrappedNotCut()
{
    m_window->resize(1280, 660);
    m_window->showTab(MainWindow::Tab::Findings);
    auto *findings = part<StoryView>("findings");
    QCoreApplication::processEvents();
    const int line = findings->visualRect(findings->model()->index(0, 0)).height();
    int wrapped = 0;
    for (int row = 0; row < findings->model()->rowCount(); ++row) {
        const QRect rect = findings->visualRect(findings->model()->index(row, 0));
        QVERIFY(rect.width() <= findings->viewport()->width());
        wrapped += rect.height() > line * 3 / 2;
    }
    QVERIFY(wrapped > 0);
}

void tst_WhyView::aRungUnderThePointerIsLitUpInEveryView()
{
    ask();
    const QPoint at = why()->visualRect(rowOf(why(), 29)).center();
    QMouseEvent move(QEvent::MouseMove, at, why()->viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(why()->viewport(), &move);
    QCOMPARE(m_window->spotlight()->links().of, EventIndex{29});
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(why()->viewport(), &leave);
    QCOMPARE(m_window->spotlight()->links().of, kNoEvent);
}

QTEST_MAIN(tst_WhyView)
#include "tst_why_view.moc"
