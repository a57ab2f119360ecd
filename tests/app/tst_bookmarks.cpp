// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/main_window.h"
#include "app/panels/position_slider.h"
#include "app/panels/text_label.h"
#include "app/panels/transcript_view.h"
#include "app/session/bookmarks.h"
#include "app/session/playback.h"
#include "app/style/appearance.h"
#include "app/timeline/timeline_view.h"
#include "core/trace/recording_file.h"
#include "tests/app/sample_scenarios.h"
#include "tests/support/trace_text.h"

#include <QHelpEvent>
#include <QMenu>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>

using namespace interleave;

/// What a learner marks, finds again and saves.
class tst_Bookmarks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void bSetsOneAndTakesItAway();
    void theTranscriptShowsAFlag();
    void theSliderShowsAndNamesIt();
    void theTimelineNamesIt();
    void theMenuLeadsBack();
    void theyAreSavedWithTheRecording();
    void anotherRecordingHasItsOwn();
};

void tst_Bookmarks::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("interleave-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_bookmarks-%1").arg(QCoreApplication::applicationPid()));
    QSettings().clear();
    appearance().setChoice(Appearance::Choice::Light);
    appearance().apply();
}

void tst_Bookmarks::bSetsOneAndTakesItAway()
{
    MainWindow window(sample::kCatalog);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_B); // nothing is on show: nothing happens
    QVERIFY(window.bookmarks()->events().empty());
    window.showRecording(mockRecording());
    window.playback()->seek(12);
    QTest::keyClick(&window, Qt::Key_B);
    window.playback()->seek(3);
    QTest::keyClick(&window, Qt::Key_B);
    QCOMPARE(window.bookmarks()->events(), (std::vector<EventIndex>{2, 11}));
    const auto *const said = window.findChild<TextLabel *>(QStringLiteral("said"));
    QVERIFY2(said->text().contains(QStringLiteral("Event 3 is bookmarked")), qPrintable(said->text()));
    QTest::keyClick(&window, Qt::Key_B);
    QVERIFY2(said->text().contains(QStringLiteral("Event 3 is not bookmarked")), qPrintable(said->text()));
    QCOMPARE(window.bookmarks()->events(), std::vector<EventIndex>{11});
    window.playback()->seek(0);
    QTest::keyClick(&window, Qt::Key_B); // before the first event there is none to mark
    QCOMPARE(window.bookmarks()->events(), std::vector<EventIndex>{11});
}

void tst_Bookmarks::theTranscriptShowsAFlag()
{
    MainWindow window(sample::kCatalog);
    window.show();
    window.showRecording(mockRecording());
    window.showTab(MainWindow::Tab::Transcript);
    auto *transcript = window.findChild<TranscriptView *>();
    window.playback()->seek(2);
    const QImage before = transcript->grab().toImage();
    window.bookmarks()->toggle();
    QVERIFY(transcript->grab().toImage() != before);
    window.bookmarks()->toggle();
    QVERIFY(transcript->grab().toImage() == before);
}

void tst_Bookmarks::theSliderShowsAndNamesIt()
{
    MainWindow window(sample::kCatalog);
    window.show();
    window.showRecording(mockRecording());
    auto *const slider = window.findChild<PositionSlider *>();
    window.playback()->seek(12);
    const QImage before = slider->grab().toImage();
    window.bookmarks()->toggle();
    QCOMPARE(slider->bookmarks(), std::vector<int>{12});
    QVERIFY(slider->grab().toImage() != before);
    const auto tipAt = [slider](QPoint at) {
        QToolTip::hideText();
        QHelpEvent help(QEvent::ToolTip, at, slider->mapToGlobal(at));
        QCoreApplication::sendEvent(slider, &help);
        return QToolTip::text();
    };
    const QPoint at(qRound(slider->xOf(12)), slider->height() / 2 + 13);
    QCOMPARE(tipAt(at), QStringLiteral("Bookmark: 12 · process 3 wrote 5 over process 1's 5: process 1's +1 is lost"));
    window.playback()->setConcealed(true);
    QCOMPARE(tipAt(at), QStringLiteral("Bookmark: event 12"));
    window.showRecording(mockRecording());
    QVERIFY(slider->bookmarks().empty());
}

void tst_Bookmarks::theTimelineNamesIt()
{
    Playback playback;
    Bookmarks bookmarks(&playback);
    TimelineView view(&playback);
    view.setBookmarks(&bookmarks);
    view.setDescription([](EventIndex event) { return QStringLiteral("sentence %1").arg(event); });
    playback.setRecording(mockRecording());
    playback.setLength(30);
    playback.seek(12);
    bookmarks.toggle();
    view.resize(700, 258);
    view.show();
    const QPoint at(view.rectOf(11).center().x(), 4);
    QHelpEvent help(QEvent::ToolTip, at, view.mapToGlobal(at));
    QCoreApplication::sendEvent(&view, &help);
    QCOMPARE(QToolTip::text(), QStringLiteral("Bookmark: sentence 11"));
    const QPoint below(at.x(), view.rectOf(11).center().y());
    QHelpEvent sentence(QEvent::ToolTip, below, view.mapToGlobal(below));
    QCoreApplication::sendEvent(&view, &sentence);
    QCOMPARE(QToolTip::text(), QStringLiteral("sentence 11"));
}

void tst_Bookmarks::theMenuLeadsBack()
{
    MainWindow window(sample::kCatalog);
    window.show();
    window.showRecording(mockRecording());
    window.playback()->seek(12);
    window.bookmarks()->toggle();
    window.playback()->seek(0);
    QMenu *menu = nullptr;
    for (QMenu *one : window.findChildren<QMenu *>())
        if (one->title() == QStringLiteral("Bookmarks"))
            menu = one;
    QVERIFY(menu != nullptr);
    emit menu->aboutToShow();
    QCOMPARE(menu->actions().last()->text(),
             QStringLiteral("12 · process 3 wrote 5 over process 1's 5: process 1's +1 is lost"));
    menu->actions().last()->trigger();
    QCOMPARE(window.playback()->position(), EventIndex{12});
}

void tst_Bookmarks::theyAreSavedWithTheRecording()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("marked.ilv")).toStdString();
    QVERIFY(writeRecording(*mockRecording(), path, std::vector<EventIndex>{2, 11, 4000}).ok());
    auto read = readRecording(path);
    QVERIFY(read.ok());
    QVERIFY(!read.value()->damage);
    QCOMPARE(read.value()->info()->bookmarks, (std::vector<EventIndex>{2, 11, 4000}));
    Playback playback;
    Bookmarks bookmarks(&playback);
    playback.setRecording(read.value());
    QCOMPARE(bookmarks.events(), (std::vector<EventIndex>{2, 11})); // the third stands at nothing
}

void tst_Bookmarks::anotherRecordingHasItsOwn()
{
    Playback playback;
    Bookmarks bookmarks(&playback);
    playback.setRecording(mockRecording());
    playback.setLength(30);
    playback.seek(5);
    bookmarks.toggle();
    QVERIFY(bookmarks.contains(4));
    playback.setRecording(mockRecording());
    QVERIFY(bookmarks.events().empty());
}

QTEST_MAIN(tst_Bookmarks)
#include "tst_bookmarks.moc"
