// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/main_window.h"

#include "app/models/run_tokens.h"
#include "app/panels/button.h"
#include "app/panels/code_card.h"
#include "app/panels/findings_view.h"
#include "app/panels/message_bar.h"
#include "app/panels/scenario_card.h"
#include "app/panels/stage_card.h"
#include "app/panels/status_line.h"
#include "app/panels/step_bar.h"
#include "app/panels/tab_card.h"
#include "app/panels/tab_strip.h"
#include "app/panels/themed.h"
#include "app/panels/toolbar.h"
#include "app/panels/transcript_view.h"
#include "app/panels/transport_bar.h"
#include "app/panels/verdict_strip.h"
#include "app/panels/why_view.h"
#include "app/session/bookmarks.h"
#include "app/session/playback.h"
#include "app/window/board_scroll.h"
#include "app/window/gap_splitter.h"
#include "app/window/order_menu.h"
#include "app/window/picture_exporter.h"
#include "app/window/spotlight.h"
#include "app/window/window_actions.h"
#include "scenarios/catalog.h"

#include <QAction>
#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QSettings>
#include <QShortcut>
#include <QVBoxLayout>

#include <initializer_list>

namespace interleave {

namespace {

constexpr int kMinimumWidth = 1280;
constexpr int kMinimumHeight = 660;
constexpr int kWidth = 1440;
constexpr int kHeight = 860;
constexpr QSize kLeast(1040, 640);         // at 100 %: below this the panels would cut each other
constexpr QSize kLeastPresented(720, 420); // … with stage, verdict and code alone

const auto kGeometryKey = QStringLiteral("window/geometry");
const auto kColumnsKey = QStringLiteral("window/columns");
const auto kLeftKey = QStringLiteral("window/left");
const auto kRightKey = QStringLiteral("window/rightByHand");

QWidget *copyButton(StoryView *story)
{
    auto *button = new Button(Button::Look::Link, QStringLiteral("Copy"), QString());
    button->setAccessibleName(QStringLiteral("Copy as text"));
    QObject::connect(button, &Button::clicked, story, &StoryView::copy);
    auto *corner = new QWidget;
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(button, 0, Qt::AlignRight);
    return corner;
}

} // namespace

MainWindow::MainWindow(std::span<const ScenarioInfo *const> catalog, QWidget *parent) : QMainWindow(parent)
{
    setWindowTitle(QStringLiteral("Interleave"));
    setMinimumSize(kMinimumWidth, kMinimumHeight);
    resize(kWidth, kHeight);
    setAcceptDrops(true);
    m_columnsScale = appearance().scale();
    createPanels(catalog);
    createLayout();
    connectPanels();
    connectActions();
    connectExploration();
    restoreSettings();
    showMode();
    setRunning(false);
}

MainWindow::~MainWindow() = default;

void MainWindow::createPanels(std::span<const ScenarioInfo *const> catalog)
{
    m_playback = new Playback(this);
    m_toolbar = new Toolbar(catalog);
    m_verdict = new VerdictStrip(m_playback);
    m_message = new MessageBar;
    m_stage = new StageCard(m_playback);
    m_transport = new TransportBar(m_playback);
    m_steps = new StepBar;
    m_tabs = new TabCard;
    m_transcript = new TranscriptView(m_playback);
    m_why = new WhyView(m_playback);
    m_code = new CodeCard(m_playback);
    m_about = new ScenarioCard;
    m_asideCard = new Card;
    m_status = new StatusLine(m_playback);
    m_actions = new WindowActions(this, m_toolbar->menu());
    m_orders = new OrderMenu(this, m_actions->orders);
    m_pictures = new PictureExporter(this);
    m_spotlight = new Spotlight(m_playback, this);
    m_bookmarks = new Bookmarks(m_playback, this);
    m_transcript->setBookmarks(m_bookmarks);
    m_transport->setBookmarks(m_bookmarks, [this](EventIndex event) { return nameOf(event); });

    m_stage->setStage(new QWidget);
    m_tabs->addTab(QStringLiteral("Timeline"), new QWidget);
    m_tabs->addTab(QStringLiteral("Transcript"), m_transcript);
    m_tabs->addTab(QStringLiteral("Why"), m_why, copyButton(m_why));
    auto *findings = new FindingsView(m_playback);
    findings->setOrders([this](const RunSettings &settings) { return m_known.of(settings); });
    for (StoryView *story : std::initializer_list<StoryView *>{m_why, findings}) {
        connect(story, &StoryView::pointedAt, m_spotlight, &Spotlight::pointAt);
        connect(m_spotlight, &Spotlight::changed, story, &StoryView::setLinks);
    }
    m_tabs->addTab(QStringLiteral("Findings"), findings, copyButton(findings));
    m_tabs->addTab(QStringLiteral("Outcomes"), new QWidget);
    m_tabs->addTab(QStringLiteral("Timing"), new QWidget);
    m_tabs->addTab(QStringLiteral("Compare"), new QWidget);
    m_tabs->addTab(QStringLiteral("Sweep"), new QWidget);
}

void MainWindow::createLayout()
{
    auto *below = new QWidget;
    auto *belowColumn = new QVBoxLayout(below);
    belowColumn->setContentsMargins(0, 0, 0, 0);
    m_below = new QWidget;
    auto *transport = new QHBoxLayout(m_below);
    transport->setContentsMargins(0, 0, 0, 0);
    transport->addWidget(m_steps);
    transport->addWidget(m_transport, 1);
    belowColumn->addWidget(m_below);
    belowColumn->addWidget(m_tabs, 1);

    m_leftRows = new GapSplitter(Qt::Vertical, {m_stage, below}, {55, 45});
    m_lower = new QWidget;
    auto *const lower = new QVBoxLayout(m_lower);
    lower->setContentsMargins(0, 0, 0, 0);
    lower->addWidget(m_about);
    lower->addWidget(m_asideCard);
    m_asideCard->hide();
    auto *const aside = new QVBoxLayout(m_asideCard);
    m_rightRows = new GapSplitter(Qt::Vertical, {m_code, m_lower}, {0, 1});
    m_columns = new GapSplitter(Qt::Horizontal, {m_leftRows, m_rightRows}, {1, 0});
    m_leftRows->setSizes({360, 345});
    connect(m_rightRows, &QSplitter::splitterMoved, this, [this] {
        if (m_aside == nullptr) // room for what was lent is for as long as it is there
            m_rightByHand = true;
    });
    m_board = new QWidget;
    auto *board = new QVBoxLayout(m_board);
    board->addWidget(m_columns);

    auto *central = new QWidget;
    auto *rows = new QVBoxLayout(central);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_toolbar);
    rows->addWidget(m_verdict);
    rows->addWidget(m_message);
    rows->addWidget(m_board, 1);
    rows->addWidget(m_status);
    auto *scroll = new BoardScroll;
    scroll->setWidget(central);
    setCentralWidget(scroll);
    central->setFocusPolicy(Qt::ClickFocus); // a click beside everything gives the keys back to the window
    central->setFocus();
    followAppearance(this, [this, central, board, belowColumn, transport, aside] {
        const Appearance &look = appearance();
        scaleColumns(); // first: what follows lays the columns out anew
        const QSize least = look.presenting() ? kLeastPresented : kLeast;
        central->setMinimumSize(look.px(least.width()), look.px(least.height()));
        board->setContentsMargins(look.px(14), look.px(11), look.px(14), look.px(8));
        belowColumn->setSpacing(look.px(8));
        transport->setSpacing(look.px(8));
        aside->setContentsMargins(look.px(14), look.px(6), look.px(6), look.px(Card::kRadius));
        m_leftRows->setHandleWidth(look.px(8));
        m_rightRows->setHandleWidth(look.px(10));
        m_columns->setHandleWidth(look.px(12));
        // Once its parts have their sizes.
        QMetaObject::invokeMethod(this, &MainWindow::giveCodeItsLines, Qt::QueuedConnection);
    });
}

void MainWindow::connectPanels()
{
    connect(m_toolbar, &Toolbar::runRequested, this, &MainWindow::runRequested);
    connect(m_toolbar, &Toolbar::repeatRequested, this, &MainWindow::repeatRequested);
    connect(m_toolbar, &Toolbar::stopRequested, this, &MainWindow::stopRequested);
    connect(m_toolbar, &Toolbar::choiceChanged, this, &MainWindow::showMode);
    connect(m_orders, &OrderMenu::said, this, &MainWindow::say);
    connect(m_orders, &OrderMenu::troubled, this, &MainWindow::complain);
    connect(m_stage->saveButton(), &Button::clicked, m_actions->exportPicture, &QAction::trigger);
    connect(m_stage->presentButton(), &Button::clicked, m_actions->present, &QAction::trigger);
    connect(m_verdict->why(), &Button::clicked, this, &MainWindow::askWhy);
    connect(m_transcript, &TranscriptView::pointedAt, m_spotlight, &Spotlight::pointAt);
    connect(m_spotlight, &Spotlight::changed, m_code, &CodeCard::setLinks);
    connect(m_spotlight, &Spotlight::changed, m_transcript, &TranscriptView::setLinks);
    connect(m_message, &MessageBar::shownChanged, this, &MainWindow::showStatus);
    connect(m_tabs->tabs(), &TabStrip::currentChanged, this, &MainWindow::giveTabItsHeight);
    const auto seeStage = [this] {
        if (isSpread() && !m_isRepeating)
            showTab(Tab::Timeline);
    };
    connect(m_playback, &Playback::moved, this, seeStage);
    connect(m_playback, &Playback::recordingChanged, this, seeStage);
    connect(m_pictures, &PictureExporter::said, this, &MainWindow::say);
    connect(m_pictures, &PictureExporter::failed, this, &MainWindow::complain);
    connect(m_playback, &Playback::recordingChanged, this, &MainWindow::showSpace);
    connect(m_playback, &Playback::stateChanged, this, &MainWindow::showSpace);
    connect(m_playback, &Playback::recordingChanged, this, [this] {
        const bool any = m_playback->recording() != nullptr;
        m_actions->exportPicture->setEnabled(any);
        m_actions->copyPicture->setEnabled(any);
        m_actions->bookmark->setEnabled(any);
    });
}

void MainWindow::connectActions()
{
    connect(m_actions->run, &QAction::triggered, m_toolbar, &Toolbar::run);
    connect(m_actions->repeat, &QAction::triggered, m_toolbar, &Toolbar::repeat);
    connect(m_actions->stop, &QAction::triggered, this, &MainWindow::stopRequested);
    connect(m_actions->catalog, &QAction::triggered, m_toolbar, &Toolbar::openCatalog);
    connect(m_actions->open, &QAction::triggered, this, &MainWindow::askOpen);
    connect(m_actions->save, &QAction::triggered, this, &MainWindow::askSave);
    connect(m_actions->sheet, &QAction::triggered, this, &MainWindow::askSheet);
    connect(m_actions->exportPicture, &QAction::triggered, m_pictures, [this] { m_pictures->save(0); });
    connect(m_actions->copyPicture, &QAction::triggered, m_pictures, [this] { m_pictures->copy(0); });
    connect(m_actions->saveWindow, &QAction::triggered, m_pictures, &PictureExporter::saveWindow);
    connect(m_actions->copyCode, &QAction::triggered, m_code, &CodeCard::copy);
    connect(m_actions->copyCommand, &QAction::triggered, this, &MainWindow::copyCommand);
    connect(m_actions->present, &QAction::toggled, this, &MainWindow::setPresenting);
    connect(m_actions->hideResult, &QAction::toggled, this, &MainWindow::setResultHidden);
    connect(m_actions->bookmark, &QAction::triggered, this, &MainWindow::toggleBookmark);
    connect(m_actions->bookmarks, &QMenu::aboutToShow, this, &MainWindow::listBookmarks);
    connect(m_actions->stepBack, &QAction::triggered, m_steps, &StepBar::backRequested);
    connect(m_actions->stepAgain, &QAction::triggered, m_steps, &StepBar::redoRequested);
    connect(m_actions->startOver, &QAction::triggered, m_steps, &StepBar::startOverRequested);
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
    auto *space = new QShortcut(Qt::Key_Space, this);
    space->setAutoRepeat(false);
    connect(space, &QShortcut::activated, this, &MainWindow::pressSpace);
}

void MainWindow::restoreSettings()
{
    const QSettings settings;
    RunChoice choice = m_toolbar->choice();
    choice.load(settings);
    if (const ScenarioInfo *last = findScenario(
            settings.value(QStringLiteral("run/scenario")).toString().toStdString()))
        choice.setScenario(last);
    m_toolbar->setChoice(choice);
    restoreGeometry(settings.value(kGeometryKey).toByteArray());
    m_columns->restoreState(settings.value(kColumnsKey).toByteArray());
    m_leftRows->restoreState(settings.value(kLeftKey).toByteArray());
    m_rightByHand = m_rightRows->restoreState(settings.value(kRightKey).toByteArray());
}

void MainWindow::saveSettings() const
{
    QSettings settings;
    m_toolbar->choice().save(settings);
    if (m_actions->present->isChecked())
        return; // how the window looks on a projector is not how it is to look next time
    settings.setValue(kGeometryKey, saveGeometry());
    settings.setValue(kColumnsKey, m_columns->saveState());
    settings.setValue(kLeftKey, isSpread() ? m_rowsUnspread : m_leftRows->saveState());
    if (m_rightByHand)
        settings.setValue(kRightKey, m_rowsUnlent.isEmpty() ? m_rightRows->saveState() : m_rowsUnlent);
}

void MainWindow::setStage(QWidget *stage)
{
    m_stage->setStage(stage);
}

void MainWindow::setPage(Tab tab, QWidget *page, QWidget *corner)
{
    m_tabs->setPage(static_cast<int>(tab), page, corner);
}

void MainWindow::showTab(Tab tab)
{
    m_tabs->tabs()->setCurrent(static_cast<int>(tab));
}

void MainWindow::setNeededHeight(Tab tab, int height)
{
    m_neededHeights[tab] = height;
    giveTabItsHeight();
}

void MainWindow::chooseScenario(const ScenarioInfo *scenario)
{
    RunChoice choice = m_toolbar->choice();
    choice.setScenario(scenario);
    m_toolbar->setChoice(choice);
}

void MainWindow::say(const QString &sentence)
{
    m_message->dismiss();
    m_status->say(sentence);
}

void MainWindow::complain(const QString &sentence)
{
    m_status->say(QString());
    m_message->complain(sentence);
}

/// What Run would do now, whatever is on show; of a gear in which somebody has to choose, the order chosen so far.
void MainWindow::copyCommand()
{
    if (m_toolbar->choice().scenario() == nullptr)
        return;
    const RunSettings settings = m_toolbar->choice().settings();
    const bool explores = m_toolbar->choice().gear() == Gear::Explore;
    if (!explores && settings.pace == Pace::Step && m_orders->order().isEmpty())
        return complain(
            QStringLiteral("In a terminal nobody chooses who goes next: take some steps first, and copy their order."));
    const QString command = explores  ? exploreCommandOf(settings, m_toolbar->choice().scope())
        : settings.pace == Pace::Step ? m_orders->command()
                                      : commandOf(settings);
    QGuiApplication::clipboard()->setText(command);
    say(QStringLiteral("Copied: ") + command);
}

/// Space runs until there is something to replay.
void MainWindow::showSpace()
{
    const bool moves = m_playback->isPlaying() || m_playback->isLive();
    m_transport->setSpaceHint(m_playback->recording() == nullptr ? QStringLiteral("Space runs")
                                  : moves                        ? QStringLiteral("Space pauses")
                                                                 : QStringLiteral("Space plays"));
}

void MainWindow::setResultHidden(bool hidden)
{
    m_hideResults = hidden;
    conceal(hidden);
}

/// Of the recording on show; the next one is concealed again when results are hidden.
void MainWindow::conceal(bool concealed)
{
    const bool reveals = m_playback->isConcealed() && !concealed;
    m_verdict->setHidden(concealed);
    m_tabs->cover(concealed ? QStringLiteral("The result is hidden; R shows it.") : QString());
    m_playback->setConcealed(concealed);
    if (reveals && !m_running && m_playback->position() == 0)
        standAtFirstLoss();
}

void MainWindow::askWhy()
{
    setPresenting(false); // the answer is below the stage
    showTab(Tab::Why);
    m_why->setFocus();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveSettings();
    QMainWindow::closeEvent(event);
}

} // namespace interleave
