// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/known_orders.h"
#include "app/models/run_series.h"
#include "app/models/verdict.h"
#include "app/paint/shapes.h"
#include "app/session/explorer.h"
#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <QMainWindow>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>

class QSplitter;

namespace interleave {

class Bookmarks;
class Card;
class CodeCard;
class MessageBar;
class OrderMenu;
class PictureExporter;
class Playback;
class ScenarioCard;
class Spotlight;
class StageCard;
class StatusLine;
class StepBar;
class TabCard;
class Toolbar;
class TranscriptView;
class TransportBar;
class VerdictStrip;
class WhyView;
class WindowActions;
struct Stepping;

/// The window: puts the panels together and connects them. It asks for runs by signals and is told of them by slots; it
/// knows no process.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// The tabs below the stage, in their order.
    enum class Tab { Timeline, Transcript, Why, Findings, Outcomes, Timing, Compare, Sweep };

    explicit MainWindow(std::span<const ScenarioInfo *const> catalog, QWidget *parent = nullptr);
    ~MainWindow() override;

    Playback *playback() const { return m_playback; }
    Toolbar *toolbar() const { return m_toolbar; }
    TabCard *tabs() const { return m_tabs; }
    CodeCard *code() const { return m_code; }
    Bookmarks *bookmarks() const { return m_bookmarks; }
    Spotlight *spotlight() const { return m_spotlight; }
    PictureExporter *pictures() const { return m_pictures; }
    StepBar *steps() const { return m_steps; }
    OrderMenu *orders() const { return m_orders; }
    /// What was searched in this program session; verdicts and the Run button go by it.
    KnownOrders *knownOrders() { return &m_known; }

    /// The window takes each of these; `corner` goes to the right end of the row of tabs and may be null.
    void setStage(QWidget *stage);
    void setPage(Tab tab, QWidget *page, QWidget *corner = nullptr);
    void showTab(Tab tab);
    /// How high that page should be, at 100 %; 0: as it comes. One that has nothing to do with the run on show takes
    /// the stage's place while the window is too low for both; whoever then moves in the run gets the stage back.
    void setNeededHeight(Tab tab, int height);
    /// Is there room for a page of that height, at 100 %, with the stage above it? None while the window presents.
    bool hasRoomBelowStage(int height) const;
    /// Shows that below the code, in the place of the text about the scenario, as high as it needs at least; null: no
    /// longer, and whoever has lent it takes it back.
    void showAside(QWidget *aside);

    /// As if it had been picked from the catalogue.
    void chooseScenario(const ScenarioInfo *scenario);
    /// As if all of that had been chosen by hand.
    void chooseSettings(const ScenarioInfo *scenario, const RunSettings &settings);

public slots:
    /// A run has begun; its recording grows until runFinished(). `repetition`: which of how many.
    void runStarted(std::shared_ptr<const interleave::Recording> recording, interleave::Repetition repetition = {});
    /// More has settled; call it a few times a second. `heldUpNs`: by recording so far, over all processes. `length`:
    /// how many events all views are able to show, when that is not all there are.
    void recordingGrew(qint64 heldUpNs = 0, interleave::EventIndex length = interleave::kNoEvent);
    void runFinished(const interleave::Account &account, interleave::Repetition repetition = {});
    /// The run could not be made.
    void runFailed(const QString &sentence);
    /// An unwatched run of a series; nothing of it is to be seen here. Between recorded ones it says that what is on
    /// show is the recorded run before it, and no longer live.
    void unwatchedRunStarted(interleave::Repetition repetition);
    /// A run has begun that moves when somebody says who; how it stands is told by showStepping().
    void steppingStarted(std::shared_ptr<const interleave::Recording> recording);
    void showStepping(const interleave::Stepping &stepping);
    /// How much of what is possible has been seen, for the status line; empty: nothing.
    void showSeen(const QString &sentence);
    /// Processes are at work of which nothing is to be seen here; what is on show stays. The sentences are for the
    /// status line.
    void workStarted(const QString &sentence);
    void workEnded(const QString &sentence);
    /// All orders of that are being searched.
    void explorationStarted(const RunSettings &settings, const SearchScope &scope);
    void explorationGrew(const interleave::ExplorationReport &report);
    /// `report`: what it has found; null: nothing. `trouble`: empty, or why it could not be finished.
    void explorationEnded(const std::shared_ptr<const interleave::ExplorationReport> &report, const QString &trouble);
    /// A finished recording from a file.
    void showRecording(std::shared_ptr<const interleave::Recording> recording);
    /// One sentence for the status line: something was done. What could not be done before is no longer news.
    void say(const QString &sentence);
    /// One sentence that has to be seen: something could not be done.
    void complain(const QString &sentence);
    void setPresenting(bool presenting);
    void setResultHidden(bool hidden);

signals:
    /// Processes are at work, or no longer: nothing else can be run meanwhile.
    void runningChanged(bool running);
    /// hasRoomBelowStage() may be another now.
    void roomChanged();
    void runRequested(const interleave::RunSettings &settings);
    void repeatRequested(const interleave::RunSettings &settings, int times, interleave::RunSeries::Watch watch);
    void exploreRequested(const interleave::RunSettings &settings, const interleave::SearchScope &scope);
    /// Real processes are to do an order that goes wrong.
    void forceRequested();
    void stopRequested();
    void openRequested(const QString &path);
    void saveRequested(const QString &path);
    /// A lab sheet of the recording on show, `.html` or `.pdf`.
    void sheetRequested(const QString &path);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void createPanels(std::span<const ScenarioInfo *const> catalog);
    void createLayout();
    void connectPanels();
    void connectActions();
    void connectExploration();
    void offerForce();
    void restoreSettings();
    void saveSettings() const;
    void showStatus();
    void scaleColumns();
    void giveCodeItsShare();
    void giveCodeItsLines();
    void giveTabItsHeight();
    int heightBelowStage() const;
    void showLower();
    bool isSpread() const { return !m_rowsUnspread.isEmpty(); }
    void beginRun(std::shared_ptr<const Recording> recording);
    void showMode();
    void showOutdated();
    void showSpace();
    void copyCommand();
    void refreshFindings();
    void standAtFirstLoss();
    void conceal(bool concealed);
    const ScenarioInfo *scenarioOf(const RunSettings &settings) const;
    void setRunning(bool running);
    void pressSpace();
    void askWhy();
    void toggleBookmark();
    void listBookmarks();
    /// Of a bookmark: the sentence of its event, unless that would tell what is to be guessed.
    QString nameOf(EventIndex event) const;
    void askOpen();
    void askSave();
    void askSheet();

    Playback *m_playback = nullptr;
    Toolbar *m_toolbar = nullptr;
    VerdictStrip *m_verdict = nullptr;
    MessageBar *m_message = nullptr;
    StageCard *m_stage = nullptr;
    QWidget *m_below = nullptr; // the stage: one of the next two, or both
    StepBar *m_steps = nullptr;
    TransportBar *m_transport = nullptr;
    TabCard *m_tabs = nullptr;
    TranscriptView *m_transcript = nullptr;
    WhyView *m_why = nullptr;
    CodeCard *m_code = nullptr;
    QWidget *m_lower = nullptr; // the code: one of the next two
    ScenarioCard *m_about = nullptr;
    Card *m_asideCard = nullptr;
    QWidget *m_aside = nullptr; // lent; null: nothing
    StatusLine *m_status = nullptr;
    QWidget *m_board = nullptr;       // between verdict and status
    QSplitter *m_columns = nullptr;   // left: stage and below; right: code and scenario
    QSplitter *m_leftRows = nullptr;  // stage; transport and tabs
    QSplitter *m_rightRows = nullptr; // code; scenario
    WindowActions *m_actions = nullptr;
    OrderMenu *m_orders = nullptr;
    PictureExporter *m_pictures = nullptr;
    Spotlight *m_spotlight = nullptr;
    Bookmarks *m_bookmarks = nullptr;
    std::shared_ptr<const Findings> m_findings; // those shown last
    KnownOrders m_known;
    std::optional<ExplorationRequest> m_explored; // what the verdict is of, when it is of a search and not of a run
    bool m_isRepeating = false;                 // what moves in the run on show is no hand
    std::map<Tab, int> m_neededHeights;         // of pages, at 100 %
    QByteArray m_rowsUnspread; // how stage and tabs shared the window before a page took all; empty: none does
    QByteArray m_rowsBefore, m_columnsBefore; // how panels shared the window before presenting
    double m_columnsScale = 1;                // at which they share the window as they do
    bool m_rightByHand = false; // somebody has dragged the gap between code and scenario
    QByteArray m_rowsUnlent;    // how code and scenario shared the column then, while something is lent; or empty
    bool m_running = false;
    bool m_isStepping = false; // … by hand
    bool m_isUnjudged = false; // the run on show: it has begun, and nobody has told its verdict yet
    bool m_hideResults = false;
};

} // namespace interleave
