// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/run_choice.h"
#include "app/models/sweep.h"
#include "app/style/theme.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QHBoxLayout;
class QLabel;

namespace interleave {

class Button;
class Chip;
class NumberField;
class Segmented;
class TextLabel;

/// What is to be measured by a sweep: which parameter, from where to where, in which protections, watched or not, how
/// often. Of the scenario chosen in the toolbar; the other sizes are those chosen there for full speed.
class SweepForm : public QWidget
{
    Q_OBJECT

public:
    explicit SweepForm(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Keeps what was filled in as long as the scenario stays.
    void setChoice(const RunChoice &choice);
    /// Something else is running, so nothing can be started.
    void setBusy(bool busy);
    /// Only with a scenario.
    SweepPlan plan() const;

signals:
    void startRequested(const interleave::SweepPlan &plan);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void createParts();
    void showScenario();
    void showParameter();
    void showSummary();
    std::vector<Pace> paces() const;

    Theme m_theme;
    RunChoice m_choice;
    const ScenarioInfo *m_shown = nullptr; // whose parameters and protections are in the form
    bool m_busy = false;
    bool m_asAbove = true; ///< the sizes are those on show above

    QGridLayout *m_grid = nullptr;
    QHBoxLayout *m_modesRow = nullptr, *m_rangeRow = nullptr, *m_startRow = nullptr;
    Segmented *m_parameter = nullptr;
    NumberField *m_from = nullptr, *m_to = nullptr,
                *m_step = nullptr; // made anew for each parameter: each has its range
    std::vector<Chip *> m_modes;   // in the order of the scenario's
    Segmented *m_pace = nullptr;
    NumberField *m_repeat = nullptr;
    TextLabel *m_summary = nullptr;
    QLabel *m_invitation = nullptr; // where there is room for it
    Button *m_start = nullptr;
};

} // namespace interleave
