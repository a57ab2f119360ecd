// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/sweep_form.h"

#include "app/charts/chart_chips.h"
#include "app/charts/chart_data.h"
#include "app/models/to_text.h"
#include "app/panels/button.h"
#include "app/panels/number_field.h"
#include "app/panels/segmented.h"
#include "app/panels/text_label.h"
#include "app/panels/themed.h"
#include "app/style/words.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace interleave {

namespace {

constexpr std::int64_t kSingleSteps = 64; // a parameter with so few values is swept one by one
constexpr std::int64_t kUsualMost = 8;
constexpr int kUsualRepeat = 10;
constexpr int kMostRepeat = 200;

const auto kVary = QStringLiteral("vary/");
const auto kBare = QStringLiteral("sweep/bare"), kFull = QStringLiteral("sweep/full"),
           kBoth = QStringLiteral("sweep/both");

/// What one would like to see of it: 1 to 8 processes, up to a hundred thousand increments in some five steps.
ValueRange usualRange(const ParameterInfo &parameter)
{
    if (parameter.max - parameter.min < kSingleSteps)
        return {parameter.min, std::min(parameter.max, kUsualMost), 1};
    const auto step = static_cast<std::int64_t>(
        roundUp125(static_cast<double>(std::max<std::int64_t>(parameter.full, 8)) / 8));
    const std::int64_t first = std::max(parameter.min, step);
    return {first, std::clamp(parameter.full, first, parameter.max), step};
}

TextLabel *caption(const QString &text)
{
    auto *label = new TextLabel(13, QFont::Normal, &Theme::muted);
    label->setText(text);
    label->setElides(false);
    return label;
}

} // namespace

SweepForm::SweepForm(QWidget *parent) : QWidget(parent)
{
    createParts();
    setTheme(Theme::light());
    followAppearance(this, [this] {
        const Appearance &look = appearance();
        m_grid->setContentsMargins(look.px(18), look.px(2), look.px(14), look.px(2));
        m_grid->setHorizontalSpacing(look.px(12));
        m_grid->setVerticalSpacing(look.px(6));
        m_rangeRow->setSpacing(look.px(10));
        m_modesRow->setSpacing(look.px(6));
        m_startRow->setSpacing(look.px(14));
        m_invitation->setFont(look.font(13));
        QPalette quiet = palette();
        quiet.setColor(QPalette::WindowText, look.theme().muted);
        m_invitation->setPalette(quiet);
        m_invitation->setContentsMargins(look.px(60), 0, look.px(60), look.px(20));
    });
}

void SweepForm::createParts()
{
    m_parameter = new Segmented(QStringLiteral("What to vary"));
    m_parameter->setCompact(true);
    m_pace = new Segmented(QStringLiteral("Watched or not"));
    m_pace->setCompact(true);
    m_pace->setChoices({{kBare, QStringLiteral("unwatched"), words::sentence(u"unwatched-run"), true},
                        {kFull, QStringLiteral("recorded"), QStringLiteral("Every access is recorded."), true},
                        {kBoth, QStringLiteral("both"), words::sentence(u"observer-effect"), true}});
    m_pace->choose(kBare);
    m_repeat = new NumberField(QStringLiteral("sweepRepeat"), QStringLiteral("Runs of each"),
                               QStringLiteral("How many runs of each value and protection."), 1, kMostRepeat);
    m_repeat->setValue(kUsualRepeat);
    m_summary = new TextLabel(13, QFont::Normal, &Theme::text);
    m_summary->setObjectName(QStringLiteral("sweepSummary"));
    m_summary->setSeparator(QStringLiteral("; "));
    m_start = new Button(Button::Look::Primary, QStringLiteral("Start the sweep"), QStringLiteral("play"));
    m_start->setObjectName(QStringLiteral("startSweep"));
    m_start->setExtent(30);
    m_start->setToolTip(QStringLiteral("Runs real processes, one run after the other"));

    m_rangeRow = new QHBoxLayout;
    m_rangeRow->addWidget(m_parameter);
    m_rangeRow->addStretch(1);
    m_modesRow = new QHBoxLayout;
    m_modesRow->addSpacing(12);
    m_modesRow->addWidget(m_pace);
    m_modesRow->addStretch(1);
    m_startRow = new QHBoxLayout;
    m_startRow->addWidget(m_repeat);
    m_startRow->addWidget(m_start);
    m_startRow->addWidget(m_summary, 1);
    m_invitation = new QLabel(QStringLiteral(
        "Result, time and throughput against one parameter, a line for each protection, with every run and the spread "
        "of all: "
        "the figure most reports need. Real processes run, one run after the other; the figure grows meanwhile."));
    m_invitation->setWordWrap(true);
    m_invitation->setAlignment(Qt::AlignCenter);
    m_invitation->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored); // it gives way
    m_grid = new QGridLayout(this);
    m_grid->addWidget(caption(QStringLiteral("Vary")), 0, 0);
    m_grid->addLayout(m_rangeRow, 0, 1);
    m_grid->addWidget(caption(words::word(u"protection")), 1, 0);
    m_grid->addLayout(m_modesRow, 1, 1);
    m_grid->addLayout(m_startRow, 2, 0, 1, 2);
    m_grid->addWidget(m_invitation, 3, 0, 1, 2);
    m_grid->setColumnStretch(1, 1);
    m_grid->setRowStretch(3, 1);

    connect(m_parameter, &Segmented::chosenChanged, this, &SweepForm::showParameter);
    connect(m_pace, &Segmented::chosenChanged, this, &SweepForm::showSummary);
    connect(m_repeat, &NumberField::valueChanged, this, &SweepForm::showSummary);
    connect(m_start, &Button::clicked, this, [this] { emit startRequested(plan()); });
}

void SweepForm::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_invitation->setVisible(height() > appearance().px(190));
}

void SweepForm::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (Chip *mode : m_modes)
        mode->setTheme(theme);
}

void SweepForm::setChoice(const RunChoice &choice)
{
    m_asAbove = choice.pace() == Pace::Full;
    m_choice = choice;
    m_choice.setPace(Pace::Full); // a sweep measures at full speed
    if (m_choice.scenario() != m_shown)
        showScenario();
    showSummary();
}

void SweepForm::setBusy(bool busy)
{
    m_busy = busy;
    showSummary();
}

void SweepForm::showScenario()
{
    m_shown = m_choice.scenario();
    for (Chip *mode : m_modes)
        delete mode;
    m_modes.clear();
    if (m_shown == nullptr)
        return;
    for (const ModeInfo &info : m_shown->modes) {
        auto *const mode = new Chip(toText(info.title));
        mode->setObjectName(QStringLiteral("sweep/") + toText(info.id));
        mode->setToolTip(toText(info.help));
        mode->setCheckable(true);
        mode->setChecked(true);
        mode->setTheme(m_theme);
        connect(mode, &Chip::toggled, this, &SweepForm::showSummary);
        m_modesRow->insertWidget(static_cast<int>(m_modes.size()), mode);
        m_modes.push_back(mode);
    }
    std::vector<Segmented::Choice> parameters;
    for (const ParameterInfo &info : m_shown->parameters)
        parameters.push_back({kVary + toText(info.name), toText(info.title).toLower(), toText(info.help), true});
    m_parameter->setChoices(parameters);
    showParameter();
}

void SweepForm::showParameter()
{
    for (NumberField *field : {m_from, m_to, m_step})
        delete field;
    const ParameterInfo *const info = m_shown->parameter(m_parameter->chosen().mid(kVary.size()).toStdString());
    if (info == nullptr) {
        m_from = m_to = m_step = nullptr;
        return;
    }
    const ValueRange usual = usualRange(*info);
    const auto add = [this](const QString &name, const QString &title, std::int64_t least, std::int64_t most,
                            std::int64_t value) {
        auto *const field = new NumberField(name, title, QString(), least, most);
        field->setValue(value);
        m_rangeRow->insertWidget(m_rangeRow->count() - 1, field);
        return field;
    };
    m_from = add(QStringLiteral("sweepFrom"), QStringLiteral("from"), info->min, info->max, usual.first);
    m_to = add(QStringLiteral("sweepTo"), QStringLiteral("to"), info->min, info->max, usual.last);
    m_step = add(QStringLiteral("sweepStep"), QStringLiteral("step"), 1,
                 std::max<std::int64_t>(1, info->max - info->min), usual.step);
    // Neither end can be pushed past the other.
    connect(m_from, &NumberField::valueChanged, this, [this](qint64 value) {
        m_to->setValue(std::max(value, m_to->value()));
        showSummary();
    });
    connect(m_to, &NumberField::valueChanged, this, [this](qint64 value) {
        m_from->setValue(std::min(value, m_from->value()));
        showSummary();
    });
    connect(m_step, &NumberField::valueChanged, this, &SweepForm::showSummary);
    showSummary();
}

std::vector<Pace> SweepForm::paces() const
{
    if (m_pace->chosen() == kBoth)
        return {Pace::Bare, Pace::Full};
    return {m_pace->chosen() == kFull ? Pace::Full : Pace::Bare};
}

SweepPlan SweepForm::plan() const
{
    SweepPlan plan;
    plan.scenario = m_shown;
    plan.fixed = m_choice.settings().parameters;
    plan.parameter = m_parameter->chosen().mid(kVary.size()).toStdString();
    plan.values = {m_from->value(), m_to->value(), m_step->value()};
    for (std::size_t i = 0; i < m_modes.size(); ++i)
        if (m_modes[i]->isChecked())
            for (const Pace pace : paces())
                plan.series.push_back({std::string(m_shown->modes[i].id), pace});
    plan.repeat = static_cast<int>(m_repeat->value());
    return plan;
}

/// "8 values × 4 protections × 10 = 320 runs; increments 100 000 as above", or why not.
void SweepForm::showSummary()
{
    if (m_shown == nullptr || m_from == nullptr)
        return;
    const SweepPlan wanted = plan();
    const auto possible = checkPlan(wanted);
    m_start->setEnabled(possible.ok() && !m_busy);
    m_summary->setRole(possible.ok() ? &Theme::muted : &Theme::loss);
    if (!possible.ok())
        return m_summary->setText(QString::fromStdString(possible.error().sentence));
    QStringList factors{
        words::counted(static_cast<qint64>(wanted.values.count()), u"value", u"values"),
        words::counted(static_cast<qint64>(wanted.series.size() / paces().size()), u"protection", u"protections"),
        words::number(wanted.repeat)};
    if (paces().size() > 1)
        factors << QStringLiteral("2");
    QString text = factors.join(QStringLiteral(" × ")) + QStringLiteral(" = ")
        + words::counted(static_cast<qint64>(wanted.runs()), u"run", u"runs");
    QStringList others;
    for (const ParameterInfo &parameter : m_shown->parameters)
        if (parameter.name != wanted.parameter)
            others << toText(parameter.title).toLower() + QLatin1Char(' ')
                    + words::number(wanted.fixed.at(std::string(parameter.name)));
    if (!others.isEmpty())
        text += QStringLiteral("; ") + others.join(QStringLiteral(", ")) + (m_asAbove ? QStringLiteral(" as above") : QStringLiteral(" as at full speed"));
    m_summary->setText(text);
}

} // namespace interleave
