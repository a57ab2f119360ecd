// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/sweep_panel.h"

#include "app/charts/chart_chips.h"
#include "app/charts/sweep_figure.h"
#include "app/charts/sweep_form.h"
#include "app/models/sweep_report.h"
#include "app/models/to_text.h"
#include "app/panels/text_label.h"
#include "app/style/appearance.h"
#include "app/style/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <utility>

namespace interleave {

namespace {

/// Drawn like the others, but not one of those a recording has.
const ChartInfo &sweepChart()
{
    static const ChartInfo chart{QLatin1String("sweep"),
                                 QStringLiteral("Sweep"),
                                 QStringLiteral("Sweep"),
                                 QStringLiteral("Result, time and throughput against a parameter."),
                                 true,
                                 [](const ChartInput &input) { return figureOf(*input.sweep).data; }};
    return chart;
}

/// "about 40 s", "about 2 min".
QString aboutLeft(qint64 ms)
{
    const qint64 seconds = (ms + 999) / 1000;
    if (seconds < 90)
        return QStringLiteral("about %1 s left").arg(seconds < 10 ? seconds : (seconds + 4) / 5 * 5);
    return QStringLiteral("about %1 min left").arg((seconds + 59) / 60);
}

Chip *chip(const QString &text, const char *name)
{
    auto *const made = new Chip(text);
    made->setObjectName(QLatin1String(name));
    return made;
}

} // namespace

QString progressOf(const Sweep &sweep, bool active, qint64 msLeft)
{
    const auto made = static_cast<qint64>(sweep.runs.size()), all = static_cast<qint64>(sweep.plan.runs());
    if (active) {
        const QString run =
            QStringLiteral("Run %1 of %2").arg(words::number(std::min(made + 1, all)), words::number(all));
        return msLeft > 0 ? run + QStringLiteral(", ") + aboutLeft(msLeft) : run;
    }
    if (sweep.complete())
        return words::counted(all, u"run", u"runs");
    if (made == 0)
        return QStringLiteral("Stopped before the first run had ended");
    return QStringLiteral("Stopped after %1 of %2; what was measured is kept")
        .arg(words::number(made), words::counted(all, u"run", u"runs"));
}

SweepPanel::SweepPanel(QWidget *parent) : QWidget(parent)
{
    m_form = new SweepForm;
    auto *const formPage = new QWidget;
    auto *const form = new QVBoxLayout(formPage);
    form->setContentsMargins(0, 0, 0, 0);
    form->addWidget(m_form, 1);
    m_back = chip(QStringLiteral("Back to the figure"), "backToSweep");
    m_back->hide();
    m_foot = new QHBoxLayout;
    m_foot->addStretch(1);
    m_foot->addWidget(m_back);
    form->addLayout(m_foot);
    m_result = createResult();
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(formPage);
    m_pages->addWidget(m_result);
    connect(m_pages, &QStackedLayout::currentChanged, this, [this] { emit resultShown(showsResult()); });

    connect(m_form, &SweepForm::startRequested, this, [this](const SweepPlan &plan) {
        // The form goes away: the keys shall act on the window, not on whatever comes next.
        if (QWidget *const field = m_form->focusWidget())
            field->clearFocus();
        emit startRequested(plan);
    });
    connect(m_stop, &Chip::clicked, this, &SweepPanel::stopRequested);
    connect(m_change, &Chip::clicked, this, [this] { m_pages->setCurrentIndex(0); });
    connect(m_back, &Chip::clicked, this, [this] { m_pages->setCurrentWidget(m_result); });
    connect(m_copy, &Chip::clicked, m_view, &ChartView::copyPicture);
    connect(m_save, &Chip::clicked, m_view, &ChartView::save);
    connect(m_view, &ChartView::shownChanged, this, [this] {
        m_save->setEnabled(m_view->hasFigure());
        m_copy->setEnabled(m_view->hasFigure());
    });
    setTheme(Theme::light());
}

QWidget *SweepPanel::createResult()
{
    m_progress = new QLabel;
    m_progress->setObjectName(QStringLiteral("sweepProgress"));
    m_outcome = new TextLabel(13, QFont::Normal, &Theme::muted);
    m_outcome->setObjectName(QStringLiteral("sweepOutcome"));
    m_outcome->setSeparator(QStringLiteral("; "));
    m_stop = chip(QStringLiteral("Stop"), "stopSweep");
    m_change = chip(QStringLiteral("Another sweep…"), "changeSweep");
    m_copy = chip(QStringLiteral("Copy"), "copySweep");
    m_save = chip(QStringLiteral("Save…"), "saveSweep");
    m_save->setToolTip(QStringLiteral("As SVG or PDF with text, as a picture, or every run in a table"));
    for (Chip *one : {m_stop, m_change})
        one->setFocusPolicy(Qt::TabFocus);
    m_view = new ChartView;
    m_top = new QHBoxLayout;
    m_top->addWidget(m_progress);
    m_top->addWidget(m_outcome, 1);
    for (Chip *one : {m_stop, m_change, m_copy, m_save})
        m_top->addWidget(one);
    auto *const page = new QWidget;
    auto *const all = new QVBoxLayout(page);
    all->setSpacing(0);
    all->addLayout(m_top);
    all->addWidget(m_view, 1);
    return page;
}

void SweepPanel::setTheme(const Theme &theme)
{
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Window, theme.card);
    setPalette(palette);
    setAutoFillBackground(true);
    const Appearance &look = appearance();
    m_progress->setFont(look.font(13, QFont::DemiBold));
    m_top->setContentsMargins(look.px(4), look.px(4), 0, look.px(2));
    m_top->setSpacing(look.px(8));
    m_foot->setContentsMargins(0, 0, look.px(14), look.px(2));
    m_result->layout()->setContentsMargins(look.px(14), 0, look.px(12), look.px(2)); // as far in as the row of tabs
    m_progress->setPalette(palette);
    for (Chip *one : {m_stop, m_change, m_back, m_copy, m_save})
        one->setTheme(theme);
    m_form->setTheme(theme);
    m_view->setTheme(theme);
}

void SweepPanel::setChoice(const RunChoice &choice)
{
    m_form->setChoice(choice);
    m_chosen = choice.scenario();
    showProgress();
}

/// How far it is; and of what, when something else is chosen meanwhile.
void SweepPanel::showProgress()
{
    if (!m_sweep)
        return;
    const QString progress = progressOf(*m_sweep, m_active, m_msLeft);
    const ScenarioInfo *const swept = m_sweep->plan.scenario;
    m_progress->setText(swept == m_chosen ? progress : toText(swept->title) + QStringLiteral(": ") + progress);
}

bool SweepPanel::showsResult() const
{
    return m_pages->currentWidget() == m_result;
}

void SweepPanel::setBusy(bool busy)
{
    m_form->setBusy(busy);
}

void SweepPanel::show(std::shared_ptr<const Sweep> sweep, bool active, qint64 msLeft)
{
    if (active && !std::exchange(m_active, active))
        m_pages->setCurrentWidget(m_result); // it has just begun
    m_active = active;
    m_stop->setVisible(active);
    m_change->setVisible(!active);
    m_back->show();
    m_sweep = sweep;
    m_msLeft = msLeft;
    showProgress();
    const QStringList sentences = sweepSentences(*sweep);
    m_outcome->setText(sentences.value(0));
    m_outcome->setToolTip(sentences.join(QLatin1Char('\n')));
    ChartInput input;
    input.scenario = sweep->plan.scenario;
    input.sweep = std::move(sweep);
    m_view->setChart(&sweepChart(), std::move(input));
}

} // namespace interleave
