// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/search_scope.h"
#include "core/control/stepper.h"
#include "core/explore/exploration_report.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <string>

class QStackedWidget;
class QWidget;

namespace interleave {

class Explorer;
class MainWindow;
class OrderPlayer;
class OrdersPanel;
class OutcomesPanel;

/// Stands between the window in the gear Explore, the process that searches all orders, and those that do again what it
/// has found. Main thread; it never waits.
class ExploreConductor : public QObject
{
    Q_OBJECT

public:
    /// Does that now, or once the run has ended that somebody was stepping; complains where others are at work.
    using WhenFree = std::function<void(std::function<void()>)>;

    /// None is owned; the window outlives it. `runs`: what the page shows in other gears.
    ExploreConductor(MainWindow *window, OutcomesPanel *runs, WhenFree whenFree);

    /// The tab Outcomes: those of runs, or in the gear Explore those of all orders.
    QWidget *page() const;
    OrdersPanel *panel() const { return m_panel; }
    /// A search is on, or an order is being done again.
    bool isActive() const;
    void stop();
    /// Shows what the toolbar has chosen.
    void adoptChoice();

signals:
    /// A search is over, as far as it came.
    void searched(const interleave::ExplorationReport &report);
    /// An order has been done again to its end.
    void orderDone(const interleave::RunInfo &info, const interleave::Stand &stand, const std::string &result);

private:
    void connectSearch();
    void connectPanel();
    void connectPlayer();
    void giveHeight();
    void placeLadder();
    void explore(const RunSettings &settings, const SearchScope &scope);
    void search(const RunSettings &settings, const SearchScope &scope);
    void showProgress();
    void endSearch(const QString &trouble);
    void playOrder(int outcome);
    void play(const ExplorationReport &report, int outcome);
    void endOrder(bool asPlanned);
    void tellSize();
    void leaveOrder(const QString &why);
    void playShortestFailure(const std::shared_ptr<const ExplorationReport> &report);
    void forceBadOrder();

    MainWindow *m_window;
    OutcomesPanel *m_runs;
    WhenFree m_whenFree;
    QStackedWidget *m_pages;
    OrdersPanel *m_panel;
    Explorer *m_explorer;
    OrderPlayer *m_player;
    QTimer m_news{this};      ///< while a search is on and has grown: when it is drawn next
    bool m_isForcing = false; ///< the search is for a bad order to be played
    std::uint64_t m_deaths = 0; ///< that were searched besides, of the order that was played last
};

} // namespace interleave
