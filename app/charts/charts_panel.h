// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_chips.h"
#include "app/charts/chart_view.h"
#include "app/style/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace interleave {

class Playback;
struct ScenarioInfo;

/// The Timing tab: a row of charts to choose from, the chart of the recording that is on show, and buttons to save and
/// copy it. Follows the playback: a new recording, or a live one that grows.
class ChartsPanel : public QWidget
{
    Q_OBJECT

public:
    /// `playback` is not owned and outlives the panel.
    explicit ChartsPanel(Playback *playback, QWidget *parent = nullptr);

    void setScenario(const ScenarioInfo *scenario);
    void setTheme(const Theme &theme);
    /// Shows that chart, if the scenario has it. False: it has not.
    bool showChart(QStringView id);

    ChartView *view() const { return m_view; }

private:
    void load();
    void updateNote();

    Playback *m_playback;
    const ScenarioInfo *m_scenario = nullptr;
    ChartChips *m_chips = nullptr;
    ChartView *m_view = nullptr;
    QHBoxLayout *m_top = nullptr;
    QLabel *m_note = nullptr; // what shaped the times
    Chip *m_save = nullptr;
    Chip *m_copy = nullptr;
};

} // namespace interleave
