// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/compare/comparison_picture.h"
#include "app/style/theme.h"

#include <QFutureWatcher>
#include <QWidget>

#include <memory>

class QLabel;
class QStackedLayout;
class QTableWidget;

namespace interleave {

class Button;
class Chip;
class ComparisonCanvas;
class Playback;

/// The tab "Compare": the run on show and the one before it, of the same scenario, side by side. Both are read on a
/// thread of their own, once the tab is in sight.
class ComparePanel : public QWidget
{
    Q_OBJECT

public:
    explicit ComparePanel(Playback *playback, QWidget *parent = nullptr);
    ~ComparePanel() override;

    void setTheme(const Theme &theme);
    /// What is being compared; null while there is nothing, or it is being read.
    std::shared_ptr<const ComparedRuns> runs() const { return m_runs; }
    /// For a report; empty when there is nothing.
    Picture figure() const;

public slots:
    /// To be A from now on.
    void setOther(std::shared_ptr<const interleave::Recording> recording);

signals:
    /// A recording is to be read, for setOther().
    void otherRequested(const QString &path);
    void saveRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    using Read = std::shared_ptr<const Result<ComparedRuns>>;

    void take();
    void load();
    void loaded();
    void show(std::shared_ptr<const ComparedRuns> runs);
    void say(const QString &sentence);
    void fillTable();
    void askOther();

    Playback *m_playback; // not owned; outlives every view
    std::shared_ptr<const Recording> m_a, m_b;
    bool m_opened = false; // A was, so a new run does not replace it
    bool m_stale = false;  // to be read when in sight
    std::shared_ptr<const ComparedRuns> m_runs;
    QFutureWatcher<Read> m_watcher;

    Theme m_theme;
    QStackedLayout *m_pages = nullptr;
    QLabel *m_message = nullptr;
    QWidget *m_empty = nullptr;
    QWidget *m_both = nullptr;
    QLabel *m_sentence = nullptr;
    Chip *m_other = nullptr;
    Chip *m_save = nullptr;
    Button *m_open = nullptr;
    ComparisonCanvas *m_canvas = nullptr;
    QTableWidget *m_table = nullptr;
};

} // namespace interleave
