// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/outcomes_panel.h"
#include "app/charts/chart_text.h"

#include "app/style/appearance.h"
#include "scenarios/scenario_info.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace interleave {

namespace {

bool rightInEveryOrder(const RepeatedRuns &runs, const ScenarioInfo *scenario)
{
    if (!scenario)
        return false;
    return std::any_of(scenario->modes.begin(), scenario->modes.end(),
                       [&runs](const ModeInfo &mode) { return mode.id == runs.settings.mode && mode.right; });
}

QString spreadOf(const RepeatedRuns &runs)
{
    std::set<std::string> results;
    std::int64_t least = runs.runs.front().lost, most = least;
    for (const RepeatedRuns::Run &run : runs.runs) {
        results.insert(run.result);
        least = std::min(least, run.lost);
        most = std::max(most, run.lost);
    }
    if (results.size() == 1)
        return QStringLiteral("Every run ended the same way.");
    if (least == most)
        return QStringLiteral("%1 different results.").arg(results.size());
    return QStringLiteral("%1 different results; between %2 and %3 were lost.")
        .arg(QString::number(results.size()), countText(least), countText(most));
}

} // namespace

QString tallyOf(const RepeatedRuns &runs)
{
    if (runs.of == 0)
        return {};
    if (runs.of == 1)
        return runs.wrong == 0 ? QStringLiteral("1 run: right") : QStringLiteral("1 run: wrong");
    return QStringLiteral("%1 of %2 runs wrong").arg(runs.wrong).arg(runs.of);
}

QString sentenceOf(const RepeatedRuns &runs, const ScenarioInfo *scenario)
{
    if (runs.runs.empty())
        return {};
    if (runs.wrong > 0)
        return spreadOf(runs);
    if (rightInEveryOrder(runs, scenario))
        return QStringLiteral("With this protection no order of the accesses can change the result.");
    return QStringLiteral("Nothing guarantees it: another order of the same accesses can still go wrong.");
}

OutcomesPanel::OutcomesPanel(QWidget *parent) : QWidget(parent)
{
    m_tally = new QLabel;
    m_tally->setObjectName(QStringLiteral("tally"));
    m_sentence = new QLabel;
    m_sentence->setObjectName(QStringLiteral("sentence"));
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_view = new ChartView;
    m_save = new Chip(QStringLiteral("Save…"));
    m_save->setObjectName(QStringLiteral("saveChart"));
    m_copy = new Chip(QStringLiteral("Copy"));
    m_copy->setObjectName(QStringLiteral("copyChart"));

    m_top = new QHBoxLayout;
    m_top->addWidget(m_tally);
    m_top->addWidget(m_sentence, 1);
    m_top->addWidget(m_copy);
    m_top->addWidget(m_save);
    auto *all = new QVBoxLayout(this);
    all->setSpacing(0);
    all->addLayout(m_top);
    all->addWidget(m_view, 1);

    connect(m_save, &Chip::clicked, m_view, &ChartView::save);
    connect(m_copy, &Chip::clicked, m_view, &ChartView::copyPicture);
    connect(m_view, &ChartView::shownChanged, this, [this] {
        m_save->setEnabled(m_view->hasFigure());
        m_copy->setEnabled(m_view->hasFigure());
    });
    setTheme(Theme::light());
    load();
}

void OutcomesPanel::setScenario(const ScenarioInfo *scenario)
{
    m_scenario = scenario;
    load();
}

void OutcomesPanel::setTheme(const Theme &theme)
{
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Window, theme.card);
    setPalette(palette);
    setAutoFillBackground(true);
    const Appearance &look = appearance();
    m_tally->setFont(look.font(13, QFont::DemiBold));
    m_sentence->setFont(look.font(13));
    m_top->setContentsMargins(look.px(4), look.px(4), 0, look.px(2));
    m_top->setSpacing(look.px(8));
    layout()->setContentsMargins(look.px(14), 0, look.px(12), look.px(2)); // as far in as the row of tabs
    QPalette quiet = palette;
    quiet.setColor(QPalette::WindowText, theme.muted);
    m_sentence->setPalette(quiet);
    m_tally->setPalette(palette);
    m_save->setTheme(theme);
    m_copy->setTheme(theme);
    m_view->setTheme(theme);
}

void OutcomesPanel::setRuns(RepeatedRuns runs, RepeatedRuns other)
{
    m_runs = std::move(runs);
    m_other = std::move(other);
    load();
}

void OutcomesPanel::load()
{
    m_tally->setText(tallyOf(m_runs));
    m_sentence->setText(sentenceOf(m_runs, m_scenario));
    m_sentence->setToolTip(m_sentence->text());
    ChartInput input;
    input.scenario = m_scenario;
    input.runs = {m_runs, m_other};
    m_view->setChart(findChart(u"outcomes"), std::move(input));
}

} // namespace interleave
