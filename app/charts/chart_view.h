// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_catalog.h"
#include "app/charts/chart_export.h"
#include "app/charts/chart_style.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedLayout;

namespace interleave {

class ChartCanvas;
class FigureSaver;

/// One chart in the window: counts on a thread of the pool, shows "counting…" meanwhile, then the plot, or the sentence
/// why there is none. Also saves and copies what it shows. While it is hidden it counts nothing.
class ChartView : public QWidget
{
    Q_OBJECT

public:
    explicit ChartView(QWidget *parent = nullptr);
    ~ChartView() override;

    /// At the scale the window has now, too.
    void setTheme(const Theme &theme);
    /// Shows that chart of that input from now on. `chart` is static data.
    void setChart(const ChartInfo *chart, ChartInput input);
    /// The input has grown (a live run): counted again soon, but never so often that counting takes more than a tenth
    /// of one processor's time.
    void refresh();

    const ChartInfo *chart() const { return m_chart; }
    /// There are numbers on show, so they can be saved.
    bool hasFigure() const;
    /// What is on show, with its caption.
    Figure figure() const;

    /// Writes what is on show there, and when that is done says so: saved() or failed(). `suffix`, with its dot, is
    /// that of a name without any.
    void saveAs(const QString &path, const QString &suffix);

public slots:
    void save(); ///< asks for a name
    void copyPicture() const;
    void copyData() const;

signals:
    void shownChanged(); ///< another chart, other numbers, or none
    void saved(const QString &path);
    /// It could not be saved; the sentence says why.
    void failed(const QString &sentence);

protected:
    void showEvent(QShowEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void count();
    void counted();
    void show(ChartData numbers);
    void redraw();
    void say(const QString &sentence);

    ChartStyle m_style;
    const ChartInfo *m_chart = nullptr;
    ChartInput m_input;
    ChartData m_data;
    QStackedLayout *m_pages = nullptr;
    ChartCanvas *m_canvas = nullptr;
    QLabel *m_message = nullptr;
    FigureSaver *m_saver = nullptr;
    QFutureWatcher<ChartData> m_watcher;
    QElapsedTimer m_since; // start of the latest count
    QTimer m_next{this};   // when a grown input is counted again
    QTimer m_patience{this}; // "counting…" appears only when there is something to wait for
    qint64 m_lastCountMs = 0;
    bool m_stale = false; // has to be counted when it is shown
};

} // namespace interleave
