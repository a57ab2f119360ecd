// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/outcomes_panel.h"
#include "app/charts/chart_text.h"
#include "app/models/to_text.h"
#include "app/panels/text_label.h"
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

constexpr int kTelling = 5;          // fewer runs say nothing about how often
constexpr double kDifference = 0.15; // … and neither does a smaller difference

/// Lost, or there more than once.
std::int64_t amissIn(const RepeatedRuns::Run &run)
{
    return run.lost + run.repeated;
}

bool anyRepeated(const RepeatedRuns &runs)
{
    return std::any_of(runs.runs.begin(), runs.runs.end(),
                       [](const RepeatedRuns::Run &run) { return run.repeated > 0; });
}

double meanAmiss(const RepeatedRuns &runs)
{
    double sum = 0;
    for (const RepeatedRuns::Run &run : runs.runs)
        sum += static_cast<double>(amissIn(run));
    return runs.runs.empty() ? 0 : sum / static_cast<double>(runs.runs.size());
}

QString stoppedText(int stopped)
{
    return stopped == 0 ? QString() : QStringLiteral(", %1 stopped").arg(stopped);
}

/// The same scenario, protection and sizes, at whatever pace.
bool isOf(const RunSettings &runs, const RunSettings &chosen)
{
    return runs.scenario == chosen.scenario && runs.mode == chosen.mode && runs.parameters == chosen.parameters;
}

/// "Shared counter, none, processes 4, increments 1 000".
QString subjectOf(const RunSettings &settings, const ScenarioInfo *scenario)
{
    const ModeInfo *const mode = scenario ? scenario->mode(settings.mode) : nullptr;
    QStringList parts{scenario ? toText(scenario->title) : QString::fromStdString(settings.scenario),
                      mode ? toText(mode->title) : QString::fromStdString(settings.mode)};
    for (const auto &[name, value] : settings.parameters)
        parts << QString::fromStdString(name) + QChar(QChar::Nbsp) + countText(value);
    return parts.join(QStringLiteral(", "));
}

/// Where somebody says who goes next there is nothing to repeat. Empty: what is chosen can be repeated.
QString whyNoRuns(const RunChoice &choice)
{
    if (choice.scenario() == nullptr || choice.pace() != Pace::Step)
        return {};
    const auto why = QStringLiteral("Step by step each run goes as you say, so none is repeated: ×20 is for the gears in "
                                    "which the processes go by themselves.");
    return choice.scenario()->explorable ? why + QStringLiteral(" Explore counts how all orders end.") : why;
}

QString spreadOf(const RepeatedRuns &runs)
{
    std::set<std::string> results;
    std::int64_t least = amissIn(runs.runs.front()), most = least;
    for (const RepeatedRuns::Run &run : runs.runs) {
        results.insert(run.result);
        least = std::min(least, amissIn(run));
        most = std::max(most, amissIn(run));
    }
    if (results.size() == 1)
        return QStringLiteral("Every run ended the same way.");
    if (least == most)
        return QStringLiteral("%1 different results.").arg(results.size());
    return QStringLiteral("%1 different results; between %2 and %3 were lost%4.")
        .arg(QString::number(results.size()), countText(least), countText(most),
             anyRepeated(runs) ? QStringLiteral(" or repeated") : QString());
}

} // namespace

QString tallyOf(const RepeatedRuns &runs)
{
    if (runs.of == 0)
        return {};
    if (runs.of == 1 && runs.stopped == 1)
        return QStringLiteral("1 run: stopped");
    if (runs.of == 1)
        return runs.wrong == 0 ? QStringLiteral("1 run: right") : QStringLiteral("1 run: wrong");
    return QStringLiteral("%1 of %2 runs wrong").arg(runs.wrong).arg(runs.of) + stoppedText(runs.stopped);
}

QString tallyOf(const RepeatedRuns &recorded, const RepeatedRuns &unwatched)
{
    if (recorded.of == 0 || unwatched.of == 0)
        return tallyOf(recorded.of == 0 ? unwatched : recorded);
    return QStringLiteral("%1 of %2 recorded, %3 of %4 unwatched runs wrong")
               .arg(recorded.wrong)
               .arg(recorded.of)
               .arg(unwatched.wrong)
               .arg(unwatched.of)
        + stoppedText(recorded.stopped + unwatched.stopped);
}

QString observerSentence(const RepeatedRuns &recorded, const RepeatedRuns &unwatched)
{
    if (recorded.ended() < kTelling || unwatched.ended() < kTelling)
        return {};
    const double watched = static_cast<double>(recorded.wrong) / recorded.ended();
    const double alone = static_cast<double>(unwatched.wrong) / unwatched.ended();
    if (watched - alone > kDifference)
        return QStringLiteral("Watching changes the timing: watched, it goes wrong more often.");
    if (alone - watched > kDifference)
        return QStringLiteral("Watching changes the timing: watched, it goes wrong less often.");
    const double lostWatched = meanAmiss(recorded), lostAlone = meanAmiss(unwatched);
    const QString what = anyRepeated(recorded) || anyRepeated(unwatched) ? QStringLiteral("lost or repeated")
                                                                         : QStringLiteral("lost");
    const bool tells = recorded.wrong >= kTelling && unwatched.wrong >= kTelling;
    if (tells && std::max(lostWatched, lostAlone) > 1.5 * std::min(lostWatched, lostAlone))
        return QStringLiteral("Watching changes the timing: it goes wrong as often, but %1 is %2.")
            .arg(lostWatched > lostAlone ? QStringLiteral("more") : QStringLiteral("less"), what);
    return QStringLiteral("Watched or not, about the same comes out.");
}

QString sentenceOf(const RepeatedRuns &runs, const ScenarioInfo *scenario)
{
    if (runs.runs.empty())
        return runs.of == 0 ? QString() : QStringLiteral("Stopped before its end, a run is neither right nor wrong.");
    if (runs.wrong > 0)
        return spreadOf(runs);
    if (rightInEveryOrder(runs, scenario))
        return QStringLiteral("With this protection no order of the accesses can change the result.");
    return QStringLiteral("Nothing guarantees it: another order of the same accesses can still go wrong.");
}

OutcomesPanel::OutcomesPanel(QWidget *parent) : QWidget(parent)
{
    m_subject = new TextLabel(13, QFont::Normal, &Theme::muted);
    m_subject->setObjectName(QStringLiteral("subject"));
    m_tally = new QLabel;
    m_tally->setObjectName(QStringLiteral("tally"));
    m_sentence = new TextLabel(13, QFont::Normal, &Theme::muted);
    m_sentence->setObjectName(QStringLiteral("sentence"));
    m_view = new ChartView;
    m_beside = new Chip(QString());
    m_beside->setObjectName(QStringLiteral("beside"));
    m_beside->setFocusPolicy(Qt::TabFocus); // it goes away when it is pressed, and the keys shall not go to its neighbour
    m_beside->setToolTip(QStringLiteral("As many runs of the same settings, to see what watching changes"));
    m_save = new Chip(QStringLiteral("Save…"));
    m_save->setObjectName(QStringLiteral("saveChart"));
    m_copy = new Chip(QStringLiteral("Copy"));
    m_copy->setObjectName(QStringLiteral("copyChart"));

    m_top = new QHBoxLayout;
    m_top->addWidget(m_subject);
    m_top->addWidget(m_tally);
    m_top->addWidget(m_sentence, 1);
    m_top->addWidget(m_beside);
    m_top->addWidget(m_copy);
    m_top->addWidget(m_save);
    auto *all = new QVBoxLayout(this);
    all->setSpacing(0);
    all->addLayout(m_top);
    all->addWidget(m_view, 1);

    connect(m_beside, &Chip::clicked, this, &OutcomesPanel::besideRequested);
    connect(m_save, &Chip::clicked, m_view, &ChartView::save);
    connect(m_copy, &Chip::clicked, m_view, &ChartView::copyPicture);
    connect(m_view, &ChartView::shownChanged, this, [this] {
        m_save->setEnabled(m_view->hasFigure());
        m_copy->setEnabled(m_view->hasFigure());
    });
    setTheme(Theme::light());
    load();
}

void OutcomesPanel::setChoice(const RunChoice &choice)
{
    const bool otherwise = whyNoRuns(m_choice) != whyNoRuns(choice);
    m_choice = choice;
    if (otherwise)
        load();
    else
        showSubject();
}

void OutcomesPanel::setTheme(const Theme &theme)
{
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Window, theme.card);
    setPalette(palette);
    setAutoFillBackground(true);
    const Appearance &look = appearance();
    m_tally->setFont(look.font(13, QFont::DemiBold));
    m_top->setContentsMargins(look.px(4), look.px(4), 0, look.px(2));
    m_top->setSpacing(look.px(8));
    layout()->setContentsMargins(look.px(14), 0, look.px(12), look.px(2)); // as far in as the row of tabs
    m_tally->setPalette(palette);
    m_beside->setTheme(theme);
    m_save->setTheme(theme);
    m_copy->setTheme(theme);
    m_view->setTheme(theme);
}

void OutcomesPanel::setRuns(const ScenarioInfo *scenario, RepeatedRuns recorded, RepeatedRuns unwatched)
{
    m_scenario = scenario;
    m_recorded = std::move(recorded);
    m_unwatched = std::move(unwatched);
    load();
}

void OutcomesPanel::setBusy(bool busy)
{
    m_busy = busy;
    showBeside();
}

/// Whose results they are, where one could take them for those of what is chosen now.
void OutcomesPanel::showSubject()
{
    const RepeatedRuns &runs = m_recorded.of > 0 ? m_recorded : m_unwatched;
    const bool same = m_choice.scenario() == nullptr || isOf(runs.settings, m_choice.settings());
    const bool needed = runs.of > 0 && !same;
    m_subject->setText(needed ? subjectOf(runs.settings, m_scenario) + QLatin1Char(':') : QString());
    m_subject->setVisible(needed);
}

/// Offered when a repetition has been made of which the other half is missing.
void OutcomesPanel::showBeside()
{
    const bool moreRecorded = m_recorded.of > m_unwatched.of;
    const bool missing = m_recorded.of != m_unwatched.of && std::max(m_recorded.of, m_unwatched.of) > 1;
    m_beside->setText(moreRecorded ? QStringLiteral("The same, unwatched") : QStringLiteral("The same, recorded"));
    m_beside->updateGeometry();
    m_beside->setVisible(missing && !m_busy);
}

void OutcomesPanel::load()
{
    m_tally->setText(tallyOf(m_recorded, m_unwatched));
    showSubject();
    const bool both = m_recorded.of > 0 && m_unwatched.of > 0 && m_recorded.wrong + m_unwatched.wrong > 0;
    m_sentence->setText(both ? observerSentence(m_recorded, m_unwatched)
                             : sentenceOf(m_recorded.of > 0 ? m_recorded : m_unwatched, m_scenario));
    showBeside();
    ChartInput input;
    input.scenario = m_scenario;
    input.runs = {m_recorded, m_unwatched};
    input.noRuns = whyNoRuns(m_choice);
    m_view->setChart(findChart(u"outcomes"), std::move(input));
}

} // namespace interleave
