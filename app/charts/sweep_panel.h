// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_view.h"
#include "app/models/sweep.h"
#include "app/style/theme.h"

#include <QWidget>

#include <memory>

class QLabel;
class QHBoxLayout;
class QStackedLayout;

namespace interleave {

class Chip;
class RunChoice;
class SweepForm;
class TextLabel;

/// The Sweep tab: what to measure, and once it has begun, the figure that grows, how far it is, and buttons to stop, to
/// save, and to go back to the form.
class SweepPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SweepPanel(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Of the toolbar.
    void setChoice(const RunChoice &choice);
    /// What has been measured so far. `active`: more is to come, in about `msLeft` (0: not known yet).
    void show(std::shared_ptr<const Sweep> sweep, bool active, qint64 msLeft);

    ChartView *view() const { return m_view; }
    /// The figure is on show, rather than the form.
    bool showsResult() const;

public slots:
    /// Processes are at work, by this sweep or otherwise.
    void setBusy(bool busy);

signals:
    void startRequested(const interleave::SweepPlan &plan);
    void stopRequested();
    void resultShown(bool shown);

private:
    QWidget *createResult();
    void showProgress();

    bool m_active = false;
    std::shared_ptr<const Sweep> m_sweep; ///< on show; null: none
    qint64 m_msLeft = 0;
    const ScenarioInfo *m_chosen = nullptr; ///< in the toolbar
    QStackedLayout *m_pages = nullptr;
    QHBoxLayout *m_top = nullptr, *m_foot = nullptr;
    SweepForm *m_form = nullptr;
    QWidget *m_result = nullptr;
    QLabel *m_progress = nullptr;
    TextLabel *m_outcome = nullptr; ///< what the first protection came to; all of them as a tool tip
    ChartView *m_view = nullptr;
    Chip *m_stop = nullptr, *m_change = nullptr, *m_back = nullptr, *m_copy = nullptr, *m_save = nullptr;
};

/// "Run 37 of 320, about 2 min left.", "320 runs.", "Stopped after 37 of 320 runs; what was measured is kept."
QString progressOf(const Sweep &sweep, bool active, qint64 msLeft);

} // namespace interleave
