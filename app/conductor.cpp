// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/conductor.h"

#include "app/charts/chart_view.h"
#include "app/charts/charts_panel.h"
#include "app/charts/outcomes_panel.h"
#include "app/charts/sweep_panel.h"
#include "app/compare/compare_panel.h"
#include "app/explore_conductor.h"
#include "app/main_window.h"
#include "app/models/export_recording.h"
#include "app/models/transcript.h"
#include "app/orders/orders_panel.h"
#include "app/session/bookmarks.h"
#include "app/session/in_background.h"
#include "app/session/order_counter.h"
#include "app/session/playback.h"
#include "app/sheet/sheet_export.h"
#include "app/stage/stage_layout.h"
#include "app/stage/stage_view.h"
#include "app/step_conductor.h"
#include "app/style/appearance.h"
#include "app/sweeper.h"
#include "app/timeline/timeline_header.h"
#include "app/timeline/timeline_view.h"
#include "app/window/picture_exporter.h"
#include "app/window/spotlight.h"
#include "core/trace/recording_file.h"
#include "scenarios/catalog.h"

#include <QCoreApplication>
#include <QThreadPool>
#include <QToolTip>

namespace interleave {

namespace {

constexpr int kGrowthMs = 50; ///< twenty pictures a second are enough to see something grow

} // namespace

Conductor::Conductor(MainWindow *window)
    : QObject(window),
      m_window(window),
      m_session(new Session(this)),
      m_sheets(new SheetSaver(this)),
      m_sweeper(new Sweeper(this)),
      m_counter(new OrderCounter(this))
{
    m_growth.setInterval(kGrowthMs);
    connect(&m_growth, &QTimer::timeout, this, &Conductor::onRunning);
    createViews();
    m_steps = new StepConductor(m_window, m_session, m_stage);
    connectWindow();
    connectSession();
    connectSweep();
    connectOrders();
    wear();
}

void Conductor::createViews()
{
    Playback *const playback = m_window->playback();
    m_stage = new StageView(playback);
    m_timeline = new TimelineView(playback);
    m_charts = new ChartsPanel(playback);
    m_outcomes = new OutcomesPanel;
    m_compare = new ComparePanel(playback);
    m_window->setStage(m_stage);
    m_header = new TimelineHeader(m_timeline, playback);
    m_window->setPage(MainWindow::Tab::Timeline, m_timeline, m_header);
    m_window->setPage(MainWindow::Tab::Timing, m_charts);
    m_window->setPage(MainWindow::Tab::Compare, m_compare);
    m_sweep = new SweepPanel;
    m_window->setPage(MainWindow::Tab::Sweep, m_sweep);
    m_timeline->setBookmarks(m_window->bookmarks());
    connect(m_timeline, &TimelineView::pointedAt, m_window->spotlight(), &Spotlight::pointAt);
    connect(m_window->spotlight(), &Spotlight::changed, m_timeline, &TimelineView::setLinks);
    connect(m_window->spotlight(), &Spotlight::changed, m_stage, &StageView::setLinks);

    for (const ChartView *chart : {m_charts->view(), m_outcomes->view(), m_sweep->view()}) {
        connect(chart, &ChartView::saved, m_window,
                [this](const QString &path) { m_window->say(tr("Saved as %1.").arg(path)); });
        connect(chart, &ChartView::failed, m_window, &MainWindow::complain);
    }

    // The stage first: it is what Ctrl+E and the clipboard take.
    m_window->pictures()->add(tr("Stage"), [this] { return stagePicture(m_stage->scene(), QSizeF(1000, 340), Theme::print()); });
    m_window->pictures()->add(tr("Timeline"), [this] { return m_timeline->picture(QSizeF(1280, 360), Theme::print()); });
    m_window->pictures()->add(tr("Comparison"), [this] { return m_compare->figure(); });
    connect(m_compare, &ComparePanel::otherRequested, this, &Conductor::compareWith);
    connect(m_compare, &ComparePanel::saveRequested, m_window->pictures(), [this, index = int(m_window->pictures()->titles().size()) - 1] {
        m_window->pictures()->save(index);
    });
    // Behind those, for it adds a picture, too.
    m_exploring = new ExploreConductor(m_window, m_outcomes,
                                       [this](std::function<void()> then) { whenFree(std::move(then)); });
    m_window->setPage(MainWindow::Tab::Outcomes, m_exploring->page());
    m_window->showTab(MainWindow::Tab::Timeline);
    connect(&appearance(), &Appearance::changed, this, &Conductor::wear);
    connect(playback, &Playback::recordingChanged, this, &Conductor::adoptRecording);
}

void Conductor::wear()
{
    const Theme &theme = appearance().theme();
    QToolTip::hideText(); // it would keep its old size
    m_stage->setTheme(theme);
    m_stage->setZoom(appearance().scale());
    m_stage->setReducedMotion(appearance().reducedMotion());
    m_timeline->setTheme(theme);
    m_timeline->setZoom(appearance().scale());
    m_header->setTheme(theme, appearance().scale());
    m_charts->setTheme(theme);
    m_outcomes->setTheme(theme);
    m_compare->setTheme(theme);
    m_sweep->setTheme(theme);
    m_exploring->panel()->setTheme(theme);
}

void Conductor::adoptRecording()
{
    const auto recording = m_window->playback()->recording();
    const ScenarioInfo *const scenario = recording ? findScenario(recording->info()->settings.scenario) : nullptr;
    m_stage->setScenario(scenario);
    m_charts->setScenario(scenario);
    const auto transcript = recording ? std::make_shared<Transcript>(recording) : nullptr;
    m_timeline->setDescription([transcript](EventIndex event) {
        if (!transcript || event >= transcript->size())
            return QString();
        transcript->refresh();
        return transcript->line(event);
    });
}

void Conductor::connectWindow()
{
    connect(m_window, &MainWindow::runRequested, this, &Conductor::run);
    connect(m_window, &MainWindow::repeatRequested, this, &Conductor::repeat);
    connect(m_outcomes, &OutcomesPanel::besideRequested, this, &Conductor::repeatBeside);
    connect(m_window, &MainWindow::runningChanged, m_outcomes, &OutcomesPanel::setBusy);
    connect(m_window, &MainWindow::stopRequested, this, &Conductor::stop);
    connect(m_window, &MainWindow::openRequested, this, &Conductor::open);
    connect(m_window, &MainWindow::saveRequested, this, &Conductor::save);
    connect(m_window, &MainWindow::sheetRequested, this, &Conductor::saveSheet);
    connect(m_sheets, &SheetSaver::saved, m_window,
            [this](const QString &path) { m_window->say(tr("Saved as %1.").arg(path)); });
    connect(m_sheets, &SheetSaver::failed, m_window, &MainWindow::complain);
}

void Conductor::open(const QString &path)
{
    if (refusesToOpen())
        return;
    inBackground(this, [path = path.toStdString()] { return readRecording(path); },
                 [this](Result<std::shared_ptr<Recording>> &read) {
                     if (!read.ok())
                         m_window->complain(QString::fromStdString(read.error().sentence));
                     else if (refusesToOpen()) // one has begun while it was read
                         return;
                     else
                         m_window->showRecording(read.value());
                     emit opened(read.ok());
                 });
}

bool Conductor::refusesToOpen()
{
    if (!isBusy())
        return false;
    m_window->complain(tr("A run is on: stop it before opening a recording."));
    emit opened(false);
    return true;
}

void Conductor::compareWith(const QString &path)
{
    inBackground(this, [path = path.toStdString()] { return readRecording(path); },
                 [this](Result<std::shared_ptr<Recording>> &read) {
                     if (!read.ok())
                         m_window->complain(QString::fromStdString(read.error().sentence));
                     else
                         m_compare->setOther(read.value());
                 });
}

void Conductor::finishDrawing()
{
    m_timeline->finishIndexing();
    do {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
    } while (!QThreadPool::globalInstance()->waitForDone(10));
    QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
}

void Conductor::saveSheet(const QString &path)
{
    const auto recording = m_window->playback()->recording();
    if (!recording || !recording->finished())
        return m_window->complain(tr("There is nothing to make a lab sheet of yet: run something first."));
    m_window->say(tr("Making the lab sheet…"));
    m_sheets->save(recording, path);
}

void Conductor::save(const QString &path)
{
    const auto recording = m_window->playback()->recording();
    if (!recording || !recording->finished()) {
        m_window->complain(tr("There is nothing to save yet: run something first."));
        return;
    }
    const bool elsewhere = path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)
        || path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    inBackground(
        this,
        [recording, path, elsewhere, bookmarks = m_window->bookmarks()->events()] {
            return elsewhere ? exportRecording(recording, path)
                             : writeRecording(*recording, path.toStdString(), bookmarks);
        },
        [this, path](Result<void> &written) {
            if (written.ok())
                m_window->say(tr("Saved as %1.").arg(path));
            else
                m_window->complain(QString::fromStdString(written.error().sentence));
        });
}

} // namespace interleave
