// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_chips.h"
#include "app/charts/chart_view.h"
#include "app/models/repeated_runs.h"
#include "app/models/run_choice.h"
#include "app/style/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace interleave {

class TextLabel;
struct ScenarioInfo;

/// The Outcomes tab: how often which result came out so far, and in a sentence what that says and what it does not.
class OutcomesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit OutcomesPanel(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// All runs so far; call again after each. Of the same settings, recorded and not. `scenario`: theirs, whatever is
    /// chosen meanwhile; may be null.
    void setRuns(const ScenarioInfo *scenario, RepeatedRuns recorded, RepeatedRuns unwatched = {});
    /// What the next run would be: runs of something else are said to be that.
    void setChoice(const RunChoice &choice);

    ChartView *view() const { return m_view; }

public slots:
    /// Runs are being made: none can be asked for.
    void setBusy(bool busy);

signals:
    /// The runs that are missing for the comparison of recorded with unwatched ones.
    void besideRequested();

private:
    void load();
    void showSubject();
    void showBeside();

    RepeatedRuns m_recorded, m_unwatched;
    bool m_busy = false;
    const ScenarioInfo *m_scenario = nullptr;
    RunChoice m_choice;
    TextLabel *m_subject = nullptr;
    QLabel *m_tally = nullptr;
    TextLabel *m_sentence = nullptr;
    ChartView *m_view = nullptr;
    QHBoxLayout *m_top = nullptr;
    Chip *m_beside = nullptr;
    Chip *m_save = nullptr;
    Chip *m_copy = nullptr;
};

/// "19 of 20 runs wrong", "18 of 20 runs wrong, 1 stopped".
QString tallyOf(const RepeatedRuns &runs);
/// "19 of 20 recorded, 3 of 20 unwatched runs wrong".
QString tallyOf(const RepeatedRuns &recorded, const RepeatedRuns &unwatched);
/// What so many right and wrong runs say: never that luck is a proof. `scenario` may be null.
QString sentenceOf(const RepeatedRuns &runs, const ScenarioInfo *scenario);
/// What watching changes, as far as so many runs show it.
QString observerSentence(const RepeatedRuns &recorded, const RepeatedRuns &unwatched);

} // namespace interleave
