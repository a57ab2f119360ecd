// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_export.h"
#include "app/models/run_choice.h"
#include "app/style/theme.h"
#include "core/explore/exploration_report.h"

#include <QWidget>

#include <memory>
#include <optional>

class QHBoxLayout;
class QLabel;
class QScrollArea;
class QSplitter;
class QVBoxLayout;

namespace interleave {

class Chip;
class FigureSaver;
class LadderView;
class OrdersChart;
class Playback;
class Recording;
class TextLabel;

/// The Outcomes tab of the gear Explore: in how many of all orders which result comes out, what that proves, and of the
/// outcome chosen the shortest order that ends so, as a ladder. It searches nothing and plays nothing: it asks.
class OrdersPanel : public QWidget
{
    Q_OBJECT

public:
    using Report = std::shared_ptr<const ExplorationReport>;

    explicit OrdersPanel(Playback *playback, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// What is known; null: nothing yet. `active`: more is to come. `trouble`: why the search could not be finished, a
    /// sentence; empty: it was, or is on.
    void setReport(const Report &report, bool active, const QString &trouble = {});
    const Report &report() const { return m_report; }
    /// Of the toolbar: what was searched with other settings is said to be that.
    void setChoice(const RunChoice &choice);
    /// Processes are at work: nothing can be asked for but to stop.
    void setBusy(bool busy);
    /// The order of that outcome is on show; −1: of none. Its ladder comes when the recording has all of it.
    void setShown(int outcome, const Recording *recording);

    LadderView *ladder() const { return m_ladder; }
    /// The ladder with its title and what saves it, to be shown elsewhere, as high as it needs at least, where the page
    /// has no room for it. takeLadderBack() puts it beside the bars again.
    QWidget *lendLadder();
    void takeLadderBack();
    OrdersChart *bars() const { return m_bars; }
    /// What is on show, with its caption.
    Figure figure() const;
    /// What the ladder on show is of: "The order … that ends at 2: …"; empty: there is none.
    QString ladderTitle() const;
    /// The sizes that the limit names as feasible, where it does.
    std::optional<Parameters> feasible() const;

public slots:
    void save(); ///< the outcomes; asks for a name

signals:
    void stopRequested();
    /// A bar was chosen: its order is to be played.
    void orderRequested(int outcome);
    /// A size that can be searched whole.
    void sizeRequested(const interleave::Parameters &parameters);
    void ladderSaveRequested();
    /// There is something to see, or no longer.
    void reportShown(bool shown);
    /// The order of an outcome is on show, or no longer.
    void orderShown();
    void saved(const QString &path);
    void failed(const QString &sentence);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *createBars();
    void createLadder();
    void showWords();
    void showBars();
    void showLimit();
    QString claimText(const QString &right) const;
    void fit();
    void bringChosenIntoSight();

    Theme m_theme;
    Report m_report;
    QString m_trouble;
    RunChoice m_choice;
    bool m_active = false, m_busy = false;
    int m_shown = -1;
    std::optional<bool> m_magnitudes; ///< chosen by hand; else by what there is
    QVBoxLayout *m_all = nullptr;
    QHBoxLayout *m_top = nullptr, *m_ladderTop = nullptr;
    TextLabel *m_subject = nullptr, *m_claim = nullptr, *m_effort = nullptr, *m_ladderTitle = nullptr;
    Chip *m_stop = nullptr, *m_smaller = nullptr, *m_scale = nullptr, *m_copy = nullptr, *m_save = nullptr,
         *m_saveLadder = nullptr;
    QLabel *m_note = nullptr, *m_empty = nullptr;
    QSplitter *m_columns = nullptr;
    QWidget *m_ladderPane = nullptr;
    QScrollArea *m_barsScroll = nullptr;
    OrdersChart *m_bars = nullptr;
    LadderView *m_ladder = nullptr;
    FigureSaver *m_saver = nullptr;
};

} // namespace interleave
