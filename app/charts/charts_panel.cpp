// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/charts_panel.h"

#include "app/session/playback.h"
#include "app/style/appearance.h"
#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace interleave {

ChartsPanel::ChartsPanel(Playback *playback, QWidget *parent) : QWidget(parent), m_playback(playback)
{
    m_chips = new ChartChips;
    m_view = new ChartView;
    m_save = new Chip(QStringLiteral("Save…"));
    m_save->setObjectName(QStringLiteral("saveChart"));
    m_save->setToolTip(QStringLiteral("As SVG or PDF with text, as a picture, or as a table"));
    m_copy = new Chip(QStringLiteral("Copy"));
    m_copy->setObjectName(QStringLiteral("copyChart"));
    m_copy->setToolTip(QStringLiteral("The figure with its caption, to be pasted into a report"));

    m_note = new QLabel;
    m_note->setObjectName(QStringLiteral("chartNote"));

    m_top = new QHBoxLayout;
    m_top->addWidget(m_chips, 1);
    m_top->addWidget(m_note);
    m_top->addWidget(m_copy);
    m_top->addWidget(m_save);
    auto *all = new QVBoxLayout(this);
    all->setSpacing(0);
    all->addLayout(m_top);
    all->addWidget(m_view, 1);

    connect(m_chips, &ChartChips::choiceChanged, this, &ChartsPanel::load);
    connect(m_save, &Chip::clicked, m_view, &ChartView::save);
    connect(m_copy, &Chip::clicked, m_view, &ChartView::copyPicture);
    connect(m_view, &ChartView::shownChanged, this, [this] {
        m_save->setEnabled(m_view->hasFigure());
        m_copy->setEnabled(m_view->hasFigure());
        updateNote();
    });
    connect(m_playback, &Playback::recordingChanged, this, &ChartsPanel::load);
    connect(m_playback, &Playback::lengthChanged, m_view, &ChartView::refresh);
    // The end of a run makes the findings complete.
    connect(m_playback, &Playback::stateChanged, this, [this] {
        if (!m_playback->isLive() && !m_playback->isPlaying())
            m_view->refresh();
    });
    setTheme(Theme::light());
    m_chips->setCharts(timingChartsOf(nullptr));
}

void ChartsPanel::setScenario(const ScenarioInfo *scenario)
{
    if (scenario == m_scenario)
        return;
    m_scenario = scenario;
    m_chips->setCharts(timingChartsOf(scenario));
    load();
}

void ChartsPanel::setTheme(const Theme &theme)
{
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Window, theme.card);
    setPalette(palette);
    setAutoFillBackground(true);
    QPalette quiet = palette;
    quiet.setColor(QPalette::WindowText, theme.muted);
    m_note->setPalette(quiet);
    const Appearance &look = appearance();
    m_note->setFont(look.font(12));
    m_top->setContentsMargins(0, look.px(4), 0, look.px(2));
    m_top->setSpacing(look.px(6));
    layout()->setContentsMargins(look.px(14), 0, look.px(12), look.px(2)); // as far in as the row of tabs
    m_chips->setTheme(theme);
    m_save->setTheme(theme);
    m_copy->setTheme(theme);
    m_view->setTheme(theme);
}

bool ChartsPanel::showChart(QStringView id)
{
    const ChartInfo *chart = findChart(id);
    m_chips->choose(chart);
    return chart && m_chips->chosen() == chart;
}

void ChartsPanel::updateNote()
{
    const auto &recording = m_playback->recording();
    const ChartInfo *chart = m_view->chart();
    if (!recording || !chart || !chart->timing || !m_view->hasFigure()) {
        m_note->clear();
        return;
    }
    const Pace pace = recording->info()->settings.pace;
    const bool shaped = pace == Pace::Slow || pace == Pace::Step;
    m_note->setText(shaped ? QStringLiteral("times shaped by slow motion") : QString());
}

void ChartsPanel::load()
{
    ChartInput input;
    input.recording = m_playback->recording();
    input.scenario = m_scenario;
    m_view->setChart(m_chips->chosen(), std::move(input));
}

} // namespace interleave
