// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/conductor.h"
#include "app/main_window.h"
#include "app/panels/position_slider.h"
#include "app/panels/text_label.h"
#include "app/session/playback.h"
#include "app/style/appearance.h"
#include "app/timeline/timeline_view.h"
#include "scenarios/catalog.h"
#include "tests/support/process_table.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <csignal>
#include <functional>

using namespace interleave;

namespace {

Losses lossesOf(const Playback *playback)
{
    return playback->recording()->findings()->losses;
}

} // namespace

/// The window on a real X server, used with the server's own mouse and keyboard (by xdotool): whatever stands between a
/// hand and a widget (focus, grabs, stacking, the window manager) is in the way here too.
class tst_Hands : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aLessonByHand();
    void aKilledWindowLeavesNobody();

private:
    static void hand(const QStringList &arguments);
    static void moveTo(const QWidget *widget, const QPoint &at);
    static void click(const QWidget *widget, const QPoint &at);
    void click(const char *name) const;
    void press(const char *name) const;
    QString headline() const { return m_window->findChild<TextLabel *>(QStringLiteral("verdictHeadline"))->text(); }
    /// Does what starts a run, and waits for its end.
    void run(const std::function<void()> &start) const;

    std::unique_ptr<MainWindow> m_window;
    Conductor *m_conductor = nullptr;
};

/// Waits for xdotool while the window goes on living.
void tst_Hands::hand(const QStringList &arguments)
{
    QProcess xdotool;
    xdotool.start(QStringLiteral("xdotool"), arguments);
    QVERIFY(QTest::qWaitFor([&] { return xdotool.state() == QProcess::NotRunning; }, 10'000));
    QCOMPARE(xdotool.exitCode(), 0);
}

void tst_Hands::moveTo(const QWidget *widget, const QPoint &at)
{
    const QPoint place = widget->mapToGlobal(at);
    hand({QStringLiteral("mousemove"), QString::number(place.x()), QString::number(place.y())});
}

void tst_Hands::click(const QWidget *widget, const QPoint &at)
{
    moveTo(widget, at);
    hand({QStringLiteral("click"), QStringLiteral("1")});
}

void tst_Hands::click(const char *name) const
{
    auto *const widget = m_window->findChild<QWidget *>(QString::fromLatin1(name));
    QVERIFY2(widget != nullptr && widget->isVisible(), name);
    QCoreApplication::processEvents(); // what has just changed finds its place first
    click(widget, widget->rect().center());
}

void tst_Hands::press(const char *name) const
{
    hand({QStringLiteral("key"), QStringLiteral("--clearmodifiers"), QString::fromLatin1(name)});
}

void tst_Hands::run(const std::function<void()> &start) const
{
    const QSignalSpy finished(m_conductor->session(), &Session::finished); // it may be over before xdotool is
    start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
}

void tst_Hands::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("Interleave tests"));
    QCoreApplication::setApplicationName(QStringLiteral("hands"));
    QSettings().clear();
    appearance().setChoice(Appearance::Choice::Light);
    appearance().apply();
    m_window = std::make_unique<MainWindow>(catalog());
    m_conductor = new Conductor(m_window.get());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void tst_Hands::aLessonByHand()
{
    click("slow");
    run([this] { click("run"); });
    const auto recording = m_window->playback()->recording();
    QVERIFY(!headline().isEmpty());

    // Drag the slider from its end towards its beginning; what is shown follows.
    auto *const slider = m_window->findChild<PositionSlider *>();
    QVERIFY(slider != nullptr && slider->isVisible());
    moveTo(slider, {slider->width() - 20, slider->height() / 2});
    hand({QStringLiteral("mousedown"), QStringLiteral("1")});
    moveTo(slider, {slider->width() / 2, slider->height() / 2});
    moveTo(slider, {slider->width() / 4, slider->height() / 2});
    hand({QStringLiteral("mouseup"), QStringLiteral("1")});
    QTRY_VERIFY(m_window->playback()->position() < recording->trace().size() / 2);

    // Zoom the timeline by the wheel.
    auto *const timeline = m_window->findChild<TimelineView *>();
    const double whole = timeline->range().length();
    moveTo(timeline, timeline->rect().center());
    hand({QStringLiteral("click"), QStringLiteral("4")});
    QTRY_VERIFY(timeline->range().length() < whole);

    // Slow motion loses nearly always; from one loss to the next.
    for (int more = 0; more < 10 && lossesOf(m_window->playback()).events < 2; ++more)
        run([this] { click("run"); });
    const Losses losses = lossesOf(m_window->playback());
    QVERIFY(losses.events > 1);
    const EventIndex before = m_window->playback()->position();
    click("nextLoss");
    QTRY_VERIFY(m_window->playback()->position() != before);
    QVERIFY(!losses.by(m_window->playback()->position() - 1).empty());

    // The lock, and F5 instead of the button.
    click("on");
    run([this] { press("F5"); });
    QTRY_VERIFY2(headline().startsWith(QStringLiteral("Right: ")), qPrintable(headline()));

    // A picture of the stage, by the key, into a folder typed into the dialog.
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("stage.svg"));
    // The dialog has a loop of its own, in which this function does not go on: somebody else must type.
    QTimer watch;
    connect(&watch, &QTimer::timeout, this, [&] {
        const QWidget *const dialog = QApplication::activeModalWidget();
        if (dialog == nullptr || !dialog->isActiveWindow())
            return;
        watch.stop();
        QProcess::startDetached(QStringLiteral("sh"),
                                {QStringLiteral("-c"), QStringLiteral("xdotool key ctrl+a; xdotool type --delay 5 \"$0\"; xdotool key Return"),
                                 path});
    });
    watch.start(50);
    QProcess::startDetached(QStringLiteral("xdotool"), {QStringLiteral("key"), QStringLiteral("--clearmodifiers"), QStringLiteral("ctrl+e")});
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(path).size() > 1000, 30'000);
}

/// The program itself, as it is started from a terminal, killed while its processes run.
void tst_Hands::aKilledWindowLeavesNobody()
{
    m_window->close();
    const QTemporaryDir home; // its settings are its own
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home.path());
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(INTERLEAVE_PROGRAM), {QStringLiteral("--scenario"), QStringLiteral("counter")});
    QVERIFY(program.waitForStarted());
    const QSet<QString> before = sharedMemoryNames();
    // It opens by itself in front; keys that come earlier meet nobody, so more than one is tried.
    QList<pid_t> workers;
    QElapsedTimer patience;
    patience.start();
    while (workers.isEmpty() && patience.elapsed() < 60'000) {
        press("F5");
        static_cast<void>(QTest::qWaitFor([&] { return !(workers = childrenOf(program.processId())).isEmpty(); }, 200));
    }
    ::kill(static_cast<pid_t>(program.processId()), SIGKILL);
    QVERIFY(program.waitForFinished());
    QVERIFY(!workers.isEmpty());
    for (const pid_t worker : workers)
        QTRY_VERIFY(!isAlive(worker));
    QCOMPARE(sharedMemoryNames(), before);
}

QTEST_MAIN(tst_Hands)
#include "tst_hands.moc"
