// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/outcomes_panel.h"
#include "app/panels/button.h"
#include "app/panels/message_bar.h"
#include "app/panels/segmented.h"
#include "app/panels/text_label.h"
#include "app/panels/toolbar.h"
#include "app/session/playback.h"
#include "app/stage/stage_view.h"
#include "app/style/appearance.h"
#include "app/timeline/timeline_view.h"
#include "core/trace/recording_file.h"
#include "scenarios/catalog.h"
#include "tests/process/driven_window.h"
#include "tests/support/loop_pauses.h"
#include "tests/support/sanitized.h"

#include <QAbstractButton>
#include <QAbstractEventDispatcher>
#include <QAction>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>

#include <csignal>
#include <ctime>

using namespace interleave;

namespace {

/// Of all threads of this process, in ns.
qint64 processorTime()
{
    timespec used{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return qint64{used.tv_sec} * 1'000'000'000 + used.tv_nsec;
}

/// How long it takes, from the making of this on, until a view is painted with something of the recording in it.
class FirstPicture : public QObject
{
public:
    FirstPicture(QWidget *view, const Playback *playback) : m_playback(playback)
    {
        view->installEventFilter(this);
        m_clock.start();
    }
    /// −1: not yet.
    qint64 ms() const { return m_ms; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_playback->position() > 0 && m_ms < 0)
            m_ms = m_clock.elapsed();
        return false;
    }

private:
    const Playback *m_playback;
    QElapsedTimer m_clock;
    qint64 m_ms = -1;
};

} // namespace

/// The whole window with real processes behind it, used as a person would: by clicks, keys and drags. Runs without a
/// screen, and (as x11.window) on a real X server.
class tst_Window : public QObject, private DrivenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare("window"); }
    void init() { QVERIFY(open()); }
    void cleanup() { m_window.reset(); }

    void aClickOnRunShowsAVerdictAndTheFirstLoss();
    void theLockMakesItRight();
    void thePictureIsLiveWhileSlowMotionRuns();
    void stageAndTimelineShowOneMomentWhileARunIsLive();
    void stopEndsARun();
    void stopEndsAStartThatHangs();
    void twentyRunsShowTheirOutcomes();
    void aRepetitionCanBeStopped();
    void theTimelineZoomsByTheWheelAndSeeksByAClick();
    void aRecordingIsSavedAndOpenedAgain();
    void theMenuWritesALabSheet_data();
    void theMenuWritesALabSheet();
    void aHiddenResultIsNotToldByALabSheet();
    void theWindowTurnsItsLoopWhileSixteenProcessesRun();
    void anIdleWindowWakesNobody();
    void settingsAreRemembered();

private:
    /// Opens the menu behind ⋮ and clicks on that action.
    void chooseFromMenu(const char *name) const
    {
        click("more");
        auto *const menu = m_window->toolbar()->menu();
        QTRY_VERIFY(menu->isVisible());
        auto *const action = m_window->findChild<QAction *>(QLatin1String(name));
        QVERIFY(action && action->isEnabled());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
    }
    QString headline() const { return part<TextLabel>("verdictHeadline")->text(); }
    bool runToItsEnd() const
    {
        click("run");
        return QTest::qWaitFor([this] { return m_conductor->session()->isActive(); }, 5000)
            && QTest::qWaitFor([this] { return !m_conductor->session()->isActive(); }, 60'000);
    }
    std::shared_ptr<const Recording> recording() const { return m_window->playback()->recording(); }
};

void tst_Window::aClickOnRunShowsAVerdictAndTheFirstLoss()
{
    const FirstPicture picture(m_window->findChild<StageView *>(), m_window->playback());
    click("run");
    QTRY_VERIFY(picture.ms() >= 0);
    qInfo("first picture of what happens %lld ms after the click", static_cast<long long>(picture.ms()));
    QTRY_VERIFY_WITH_TIMEOUT(!m_conductor->session()->isActive(), 60'000);
    const auto findings = recording()->findings();
    if (findings->cells.front().lost == 0)
        QSKIP("this run happened to lose nothing");
    QVERIFY2(headline().startsWith(QStringLiteral("Wrong")), qPrintable(headline()));
    const Overwrite &first = findings->cells.front().overwrites.front();
    QCOMPARE(m_window->playback()->current(), first.event);
    if (findings->losses.events == 1)
        return;
    click("nextLoss");
    QVERIFY(m_window->playback()->current() > first.event);
    QVERIFY(findings->losses.isAt(m_window->playback()->current()));
}

void tst_Window::theLockMakesItRight()
{
    click("on");
    QVERIFY(runToItsEnd());
    QVERIFY2(headline().startsWith(QStringLiteral("Right")), qPrintable(headline()));
    QCOMPARE(recording()->info()->settings.mode, std::string("on"));
}

void tst_Window::thePictureIsLiveWhileSlowMotionRuns()
{
    click("slow");
    QSignalSpy moved(m_window->playback(), &Playback::moved);
    click("run");
    QTRY_VERIFY(m_window->playback()->isLive());
    QTRY_VERIFY_WITH_TIMEOUT(!m_conductor->session()->isActive(), 30'000);
    QVERIFY(!m_window->playback()->isLive());
    QVERIFY(!moved.isEmpty());
    QCOMPARE(m_window->playback()->length(), EventIndex{30});
}

void tst_Window::stageAndTimelineShowOneMomentWhileARunIsLive()
{
    auto *const stage = m_window->findChild<StageView *>();
    auto *const timeline = m_window->findChild<TimelineView *>();
    int looks = 0;
    QString differ;
    // After every view has heard of it.
    connect(
        m_window->playback(), &Playback::moved, m_window.get(),
        [&] {
            if (!m_window->playback()->isLive())
                return;
            ++looks;
            if (stage->scene().position != timeline->reach())
                differ = QStringLiteral("%1, %2").arg(stage->scene().position).arg(timeline->reach());
        },
        Qt::QueuedConnection);
    part<QSpinBox>("incrementsField")->setValue(400'000);
    QVERIFY(runToItsEnd());
    QVERIFY(looks > 0);
    QVERIFY2(differ.isEmpty(), qPrintable(differ));
    QCOMPARE(m_window->playback()->length(), recording()->trace().size());
}

void tst_Window::stopEndsARun()
{
    RunSettings settings = defaultSettings(*findScenario("counter"), Pace::Slow);
    settings.parameters["increments"] = 1'000'000;
    emit m_window->runRequested(settings);
    QTRY_VERIFY(recording() && recording()->trace().size() > 5);
    click("stop");
    QTRY_VERIFY_WITH_TIMEOUT(!m_conductor->session()->isActive(), 10'000);
    QVERIFY(recording()->info()->interrupted);
    QVERIFY(recording()->finished());
}

void tst_Window::stopEndsAStartThatHangs()
{
    RunSettings settings = defaultSettings(*findScenario("counter"), Pace::Slow);
    settings.parameters = {{"processes", 16}, {"increments", 1'000'000}};
    emit m_window->runRequested(settings);
    // Before it can have said that it is ready, as a rule; later it must be no different.
    const QList<pid_t> workers = childrenOf(QCoreApplication::applicationPid());
    QCOMPARE(workers.size(), 16);
    for (const pid_t worker : workers)
        ::kill(worker, SIGSTOP);
    const auto processes = recording()->info()->processes;
    for (qsizetype i = 0; i < workers.size(); ++i)
        QCOMPARE(processes[static_cast<std::size_t>(i)].pid, std::int64_t{workers[i]}); // whoever hangs can be found
    const LoopPauses pauses;
    click("stop");
    QTRY_VERIFY_WITH_TIMEOUT(!m_conductor->session()->isActive(), 10'000);
    if (!kSanitized)
        QVERIFY2(pauses.late() <= 2, qPrintable(QString::number(pauses.late())));
    QVERIFY(recording()->info()->interrupted);
    for (const pid_t worker : workers)
        QVERIFY(!isAlive(worker));
    QVERIFY(part<QWidget>("run")->isEnabled());
}

void tst_Window::twentyRunsShowTheirOutcomes()
{
    click("slow");
    click("repeat");
    auto *const outcomes = m_window->findChild<OutcomesPanel *>();
    QVERIFY(outcomes != nullptr && outcomes->isVisible());
    QTRY_VERIFY2(headline().startsWith(QStringLiteral("Run ")) && headline().endsWith(QStringLiteral(" of 20")),
                 qPrintable(headline()));
    QVERIFY(part<QWidget>("stop")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(outcomes->findChild<QLabel *>(QStringLiteral("tally"))->text().contains(QStringLiteral("20")), 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_conductor->session()->isActive(), 10'000);
    QVERIFY(part<TextLabel>("verdictSentence")->text().startsWith(QStringLiteral("The last of 20 runs; ")));
}

void tst_Window::aRepetitionCanBeStopped()
{
    click("slow");
    click("repeat");
    // Past the first; a look may come too late for the second.
    QTRY_VERIFY_WITH_TIMEOUT(headline().startsWith(QStringLiteral("Run ")) && headline() != QStringLiteral("Run 1 of 20"), 30'000);
    click("stop");
    QTRY_VERIFY_WITH_TIMEOUT(!m_conductor->session()->isActive(), 10'000);
    QVERIFY2(!headline().startsWith(QStringLiteral("Run ")), qPrintable(headline()));
    QVERIFY(part<QWidget>("run")->isEnabled());
}

void tst_Window::theTimelineZoomsByTheWheelAndSeeksByAClick()
{
    click("slow");
    QVERIFY(runToItsEnd());
    auto *const timeline = m_window->findChild<TimelineView *>();
    QVERIFY(timeline->isVisible());
    const double whole = timeline->range().length();
    const QPointF centre = QRectF(timeline->rect()).center();
    QWheelEvent turn(centre, timeline->mapToGlobal(centre), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(timeline, &turn);
    QVERIFY(timeline->range().length() < whole);
    const EventIndex wanted = timeline->firstVisible() + 1;
    QTest::mouseClick(timeline, Qt::LeftButton, {}, timeline->rectOf(wanted).center());
    QCOMPARE(m_window->playback()->current(), wanted);
}

void tst_Window::aRecordingIsSavedAndOpenedAgain()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.ilv"));
    QVERIFY(runToItsEnd());
    const EventIndex events = recording()->trace().size();
    const QString said = headline();
    emit m_window->saveRequested(path);
    QTRY_VERIFY(QFileInfo::exists(path));
    QSignalSpy opened(m_conductor, &Conductor::opened);
    m_conductor->open(path);
    QVERIFY(opened.wait(20'000));
    QVERIFY(opened.front().front().toBool());
    QCOMPARE(recording()->trace().size(), events);
    QCOMPARE(headline(), said);
    m_conductor->open(folder.filePath(QStringLiteral("missing.ilv")));
    QVERIFY(opened.wait(20'000));
    QVERIFY(!opened.back().front().toBool());
    QVERIFY(part<MessageBar>("message")->sentence().contains(QStringLiteral("missing.ilv")));
    QCOMPARE(recording()->trace().size(), events);
}

void tst_Window::theMenuWritesALabSheet_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("page") << QStringLiteral("sheet.html") << QByteArray("<!DOCTYPE html>");
    QTest::newRow("PDF") << QStringLiteral("sheet.pdf") << QByteArray("%PDF");
}

void tst_Window::theMenuWritesALabSheet()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, beginning);
    const QTemporaryDir folder;
    const QString path = folder.filePath(name);
    click("slow");
    QVERIFY(runToItsEnd());
    answerDialogWith(path);
    chooseFromMenu("sheet");
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(path), 20'000);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith(beginning));
    QTRY_VERIFY2(part<TextLabel>("said")->text().contains(name), qPrintable(part<TextLabel>("said")->text()));
}

void tst_Window::aHiddenResultIsNotToldByALabSheet()
{
    m_window->setResultHidden(true);
    click("slow");
    QVERIFY(runToItsEnd());
    chooseFromMenu("sheet");
    QVERIFY(part<MessageBar>("message")->sentence().contains(QStringLiteral("press R")));
    QVERIFY(QApplication::activeModalWidget() == nullptr);
}

void tst_Window::theWindowTurnsItsLoopWhileSixteenProcessesRun()
{
    RunSettings settings = defaultSettings(*findScenario("counter"), Pace::Full);
    settings.mode = "on";
    settings.parameters = {{"processes", 16}, {"increments", 30'000}};
    const LoopPauses pauses;
    emit m_window->runRequested(settings);
    QTRY_VERIFY_WITH_TIMEOUT(!m_conductor->session()->isActive() && headline().startsWith(QStringLiteral("Right")), 60'000);
    qInfo("longest pause of the event loop: %.1f ms in %d beats", pauses.longestMs(), pauses.beats());
    // Two for what the machine may do to us unseen, such as giving its processors to another machine.
    QVERIFY(pauses.beats() > 0);
    if (!kSanitized)
        QVERIFY2(pauses.late() <= 2, qPrintable(QString::number(pauses.late())));
}

void tst_Window::anIdleWindowWakesNobody()
{
    click("slow");
    QVERIFY(runToItsEnd());
    // Timers of every kind: all objects have a parent here. The last arrow comes to rest first, and tool tips go.
    const auto awake = [this] {
        QStringList names;
        for (QObject *const object : m_window->findChildren<QObject *>())
            if (!QAbstractEventDispatcher::instance()->registeredTimers(object).isEmpty())
                names << QLatin1String(object->parent()->metaObject()->className()) + QLatin1String(" / ")
                        + QLatin1String(object->metaObject()->className());
        return names;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(awake().isEmpty(), qPrintable(awake().join(QStringLiteral(", "))), 10'000);
    // Nor does what is still in the queue, or what it leads to, start another.
    for (int round = 0; round < 100; ++round) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        QVERIFY2(awake().isEmpty(), qPrintable(awake().join(QStringLiteral(", "))));
    }
    // And so nothing is done: of any thread, nor by anything that is no timer.
    const qint64 before = processorTime();
    QEventLoop second;
    QTimer::singleShot(1000, &second, &QEventLoop::quit);
    second.exec();
    const qint64 used = processorTime() - before;
    qInfo("processor time of an idle second: %.2f ms", static_cast<double>(used) * 1e-6);
    QVERIFY(kSanitized || used < 10'000'000);
}

void tst_Window::settingsAreRemembered()
{
    click("slow");
    click("per-access");
    m_window->close();
    m_window = std::make_unique<MainWindow>(catalog());
    m_conductor = new Conductor(m_window.get());
    m_window->show();
    QVERIFY(runToItsEnd());
    QCOMPARE(recording()->info()->settings.mode, std::string("per-access"));
    QCOMPARE(recording()->info()->settings.pace, Pace::Slow);
}

QTEST_MAIN(tst_Window)
#include "tst_window.moc"
