// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_chips.h"
#include "app/charts/chart_view.h"
#include "app/charts/repeated_runs.h"
#include "app/style/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace interleave {

struct ScenarioInfo;

/// The Outcomes tab: how often which result came out so far, and in a sentence what that says and what it does not.
class OutcomesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit OutcomesPanel(QWidget *parent = nullptr);

    void setScenario(const ScenarioInfo *scenario);
    void setTheme(const Theme &theme);
    /// All runs so far; call again after each. `other`: the same settings with or without being watched, laid beside.
    void setRuns(RepeatedRuns runs, RepeatedRuns other = {});

    ChartView *view() const { return m_view; }

private:
    void load();

    RepeatedRuns m_runs, m_other;
    const ScenarioInfo *m_scenario = nullptr;
    QLabel *m_tally = nullptr;
    QLabel *m_sentence = nullptr;
    ChartView *m_view = nullptr;
    QHBoxLayout *m_top = nullptr;
    Chip *m_save = nullptr;
    Chip *m_copy = nullptr;
};

/// "19 of 20 runs went wrong."
QString tallyOf(const RepeatedRuns &runs);
/// What so many right and wrong runs say: never that luck is a proof. `scenario` may be null.
QString sentenceOf(const RepeatedRuns &runs, const ScenarioInfo *scenario);

} // namespace interleave
