// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/orders/orders_panel.h"

#include "app/charts/chart_chips.h"
#include "app/charts/figure_saver.h"
#include "app/charts/order_bars.h"
#include "app/charts/orders_figure.h"
#include "app/models/known_orders.h"
#include "app/models/order_words.h"
#include "app/models/run_caption.h"
#include "app/orders/ladder_view.h"
#include "app/panels/text_label.h"
#include "app/session/playback.h"
#include "app/style/appearance.h"
#include "app/style/words.h"
#include "app/window/gap_splitter.h"
#include "scenarios/catalog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave {

namespace {

constexpr int kLentRungs = 6; // fewer of them show no order

Chip *chip(const QString &text, const char *name, const QString &help)
{
    auto *const made = new Chip(text);
    made->setObjectName(QLatin1String(name));
    made->setToolTip(help);
    made->setFocusPolicy(Qt::TabFocus); // the keys stay with the window
    return made;
}

TextLabel *label(const char *name, QColor Theme::*role, int weight = QFont::Normal)
{
    auto *const made = new TextLabel(13, weight, role);
    made->setObjectName(QLatin1String(name));
    return made;
}

/// So that a bar of the one is that of the other, and so is its order.
bool haveSameOutcomes(const ExplorationReport &one, const ExplorationReport &other)
{
    return std::equal(one.outcomes.begin(), one.outcomes.end(), other.outcomes.begin(), other.outcomes.end(),
                      [](const ExploredOutcome &a, const ExploredOutcome &b) {
                          return a.isDeadlock == b.isDeadlock && a.result == b.result && a.steps == b.steps;
                      });
}

} // namespace

OrdersPanel::OrdersPanel(Playback *playback, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("orders"));
    m_subject = label("ordersSubject", &Theme::muted);
    m_subject->setElides(false);
    m_claim = label("ordersClaim", &Theme::text, QFont::DemiBold);
    m_effort = label("ordersEffort", &Theme::muted);
    m_effort->setElides(false);
    m_stop = chip(QStringLiteral("Stop"), "stopOrders",
                  QStringLiteral("End the search; what it has found stays (Esc)"));
    m_smaller = chip(QString(), "smallerOrders",
                     QStringLiteral("Choose a size that was tried, and of which all orders can be searched"));
    m_scale = chip(
        QStringLiteral("Logarithmic"), "ordersScale",
        QStringLiteral("Each step of the axis ten times as many orders, so that few of very many are seen too"));
    m_scale->setCheckable(true);
    m_copy = chip(QStringLiteral("Copy"), "copyOrders", QStringLiteral("The bars as a picture"));
    m_save = chip(
        QStringLiteral("Save…"), "saveOrders",
        QStringLiteral("As SVG or PDF with text, as a picture, or every outcome with its schedule in a table"));
    m_top = new QHBoxLayout;
    m_top->addWidget(m_subject);
    m_top->addWidget(m_claim, 1);
    m_top->addWidget(m_effort);
    for (Chip *one : {m_stop, m_smaller, m_scale, m_copy, m_save})
        m_top->addWidget(one);

    m_empty = new QLabel;
    m_empty->setObjectName(QStringLiteral("ordersEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_ladder = new LadderView(playback);
    createLadder();
    m_columns = new GapSplitter(Qt::Horizontal, {createBars(), m_ladderPane}, {1, 1});
    m_all = new QVBoxLayout(this);
    m_all->setSpacing(0);
    m_all->addLayout(m_top);
    m_all->addWidget(m_empty, 1);
    m_all->addWidget(m_columns, 1);

    m_saver = new FigureSaver([this] { return figure(); }, this);
    connect(m_saver, &FigureSaver::saved, this, &OrdersPanel::saved);
    connect(m_saver, &FigureSaver::failed, this, &OrdersPanel::failed);
    connect(m_stop, &Chip::clicked, this, &OrdersPanel::stopRequested);
    connect(m_smaller, &Chip::clicked, this, [this] {
        if (const auto size = feasible())
            emit sizeRequested(*size);
    });
    connect(m_scale, &Chip::clicked, this, [this](bool magnitudes) {
        m_magnitudes = magnitudes;
        showBars();
    });
    connect(m_copy, &Chip::clicked, this, [this] { QGuiApplication::clipboard()->setImage(figureImage(figure())); });
    connect(m_save, &Chip::clicked, this, &OrdersPanel::save);
    connect(m_saveLadder, &Chip::clicked, this, &OrdersPanel::ladderSaveRequested);
    connect(m_bars, &OrdersChart::barChosen, this, [this](int bar) {
        if (!m_busy)
            emit orderRequested(bar);
    });
    setTheme(Theme::light());
    showWords();
    showBars();
}

QWidget *OrdersPanel::createBars()
{
    m_bars = new OrdersChart;
    m_note = new QLabel;
    m_note->setObjectName(QStringLiteral("ordersNote"));
    m_note->setWordWrap(true);
    auto *const inside = new QWidget;
    auto *const column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bars);
    column->addWidget(m_note);
    column->addStretch(1);
    m_barsScroll = new QScrollArea;
    m_barsScroll->setFrameShape(QFrame::NoFrame);
    m_barsScroll->setWidgetResizable(true);
    m_barsScroll->setFocusPolicy(Qt::NoFocus);
    m_barsScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_barsScroll->setWidget(inside);
    return m_barsScroll;
}

void OrdersPanel::createLadder()
{
    m_ladderTitle = label("ladderTitle", &Theme::text);
    m_saveLadder = chip(QStringLiteral("Save…"), "saveLadder", QStringLiteral("This ladder as SVG, PDF or PNG"));
    m_ladderTop = new QHBoxLayout;
    m_ladderTop->addWidget(m_ladderTitle, 1);
    m_ladderTop->addWidget(m_saveLadder);
    m_ladderPane = new QWidget;
    auto *const column = new QVBoxLayout(m_ladderPane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_ladderTop);
    column->addWidget(m_ladder, 1);
}

QWidget *OrdersPanel::lendLadder()
{
    m_ladder->setLeastRungs(kLentRungs);
    return m_ladderPane;
}

void OrdersPanel::takeLadderBack()
{
    if (m_columns->indexOf(m_ladderPane) >= 0)
        return;
    m_ladder->setLeastRungs(0);
    m_columns->insertWidget(1, m_ladderPane);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({m_columns->width() / 2, m_columns->width() / 2});
    m_ladderPane->setVisible(m_shown >= 0);
}

void OrdersPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Window, theme.card);
    setPalette(palette);
    setAutoFillBackground(true);
    const Appearance &look = appearance();
    m_top->setContentsMargins(look.px(4), look.px(2), 0, look.px(2));
    m_top->setSpacing(look.px(8));
    m_ladderTop->setSpacing(look.px(8));
    m_columns->setHandleWidth(look.px(14));
    m_all->setContentsMargins(look.px(14), 0, look.px(12), 0); // as far in as the row of tabs
    QPalette quiet = palette;
    quiet.setColor(QPalette::WindowText, theme.muted);
    for (QLabel *words : {m_note, m_empty}) {
        words->setPalette(quiet);
        words->setFont(look.font(words == m_note ? 12 : 13));
    }
    m_barsScroll->setPalette(palette);
    m_barsScroll->widget()->setPalette(palette);
    for (Chip *one : {m_stop, m_smaller, m_scale, m_copy, m_save, m_saveLadder})
        one->setTheme(theme);
    m_ladder->setTheme(theme);
    showBars();
    fit();
}

void OrdersPanel::setReport(const Report &report, bool active, const QString &trouble)
{
    const bool other = !report || !m_report || !isSearchOf(*report, m_report->settings, m_report->deaths);
    const bool keepsOrder = !other && !active && m_shown >= 0 && haveSameOutcomes(*report, *m_report);
    m_report = report;
    m_active = active;
    m_trouble = trouble;
    if (other)
        m_magnitudes.reset();
    if (!keepsOrder)
        setShown(-1, nullptr);
    showWords();
    showBars();
}

void OrdersPanel::setChoice(const RunChoice &choice)
{
    m_choice = choice;
    showWords();
}

void OrdersPanel::setBusy(bool busy)
{
    m_busy = busy;
    m_smaller->setEnabled(!busy);
}

void OrdersPanel::setShown(int outcome, const Recording *recording)
{
    m_shown = m_report && outcome < static_cast<int>(m_report->outcomes.size()) ? outcome : -1;
    m_bars->setChosen(m_shown);
    std::shared_ptr<const OrderLadder> ladder;
    QString end;
    bool isRight = false;
    if (m_shown >= 0) {
        const ExploredOutcome &shown = m_report->outcomes[static_cast<std::size_t>(m_shown)];
        if (recording != nullptr)
            ladder = std::make_shared<const OrderLadder>(orderLadder(*recording));
        end = QStringLiteral("ends at ") + outcomeName(shown);
        isRight = shown.isCorrect;
    }
    m_ladder->setLadder(ladder, end, isRight);
    showWords();
    emit orderShown();
}

/// Whose it is, what it proves, how far it is.
void OrdersPanel::showWords()
{
    const ScenarioInfo *const scenario = m_report ? findScenario(m_report->settings.scenario) : m_choice.scenario();
    const bool chosen = !m_report || m_choice.scenario() == nullptr
        || isSearchOf(*m_report, m_choice.settings(), m_choice.scope().mostDeaths);
    m_subject->setText(chosen ? QString() : QStringLiteral("Previous settings:"));
    m_subject->setToolTip(chosen ? QString()
                                 : settingsCaption(scenario, m_report->settings) + deathsText(m_report->deaths));
    m_subject->setVisible(!chosen);
    const QString right = m_report && m_trouble.isEmpty() ? allRightSentence(*m_report) : QString();
    m_claim->setText(claimText(right));
    m_claim->setRole(right.isEmpty() ? &Theme::text : &Theme::right);
    m_effort->setText(m_report ? effortText(*m_report) : QString());
    m_stop->setVisible(m_active);
    showLimit();
    const QString hint = m_active || m_shown >= 0
        ? QString()
        : m_report && m_report->claim == Claim::Sampled
        ? QStringLiteral("Choose a bar: the real processes do it again, in the shortest order that was found.\n")
        : QStringLiteral("Choose a bar: the real processes do it again, in the order with the fewest preemptions.\n");
    const QString note = privateStepsNote(scenario, m_report                ? m_report->settings.mode
                                                        : scenario != nullptr ? m_choice.settings().mode
                                                                              : std::string());
    m_note->setText(hint + note);
    const bool any = m_report && !m_report->outcomes.empty();
    m_empty->setText(
        m_active
            ? QStringLiteral("Real processes are being led through their orders; results are shown as soon as all orders "
                             "without preemption have been counted, or all there are.")
            : m_report
            ? QStringLiteral("No order came to its end, so there is nothing to count.")
            : QStringLiteral("Explore goes through every order in which these processes can make their accesses, "
                             "and counts how many end how.\n")
                + note);
    m_empty->setVisible(!any);
    m_columns->setVisible(any);
    for (QWidget *part :
         {static_cast<QWidget *>(m_scale), static_cast<QWidget *>(m_copy), static_cast<QWidget *>(m_save)})
        part->setVisible(any);
    const bool hasShown = m_shown >= 0;
    m_ladderTitle->setText(hasShown ? shortLadderTitle(m_report->outcomes[static_cast<std::size_t>(m_shown)], m_report->claim)
                                    : QString());
    m_ladderTitle->setToolTip(hasShown ? ladderTitle() + u'\n' + words::sentence(u"preemption") : QString());
    m_ladder->setToolTip(m_ladderTitle->toolTip());
    m_ladder->setPlaceholder(QStringLiteral("The processes are doing it…"));
    if (m_columns->indexOf(m_ladderPane) >= 0)
        m_ladderPane->setVisible(hasShown);
    fit();
}

/// What it proves, where it was stopped, and why it is not more. `right`: that all orders come out right, or nothing.
QString OrdersPanel::claimText(const QString &right) const
{
    if (!m_report || !m_trouble.isEmpty())
        return m_report ? m_trouble : QString();
    QStringList sentences{right.isEmpty() ? QString() : QStringLiteral("✓ ") + right, claimAndStop(*m_report)};
    sentences << limitText(*m_report);
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

/// Why not all orders were searched, and what could be.
void OrdersPanel::showLimit()
{
    m_claim->setToolTip(m_report ? limitText(*m_report) : QString());
    const auto size = feasible();
    m_smaller->setVisible(size.has_value() && !m_active);
    const ScenarioInfo *const scenario = size ? findScenario(m_report->settings.scenario) : nullptr;
    if (scenario != nullptr)
        m_smaller->setText(QStringLiteral("Take ") + sizeText(*scenario, *size));
    m_smaller->updateGeometry();
}

std::optional<Parameters> OrdersPanel::feasible() const
{
    if (!m_report || m_report->feasible.empty())
        return std::nullopt;
    return m_report->feasible;
}

void OrdersPanel::showBars()
{
    const ChartInput all = ordersInput(m_report, m_magnitudes);
    m_scale->setChecked(all.ordersByMagnitude);
    ChartStyle style;
    style.theme = m_theme;
    m_bars->setBars(orderBars(all), style, appearance().scale());
    m_bars->setChosen(m_shown);
    emit reportShown(m_report && !m_report->outcomes.empty());
}

Figure OrdersPanel::figure() const
{
    return figureOf(m_report, m_magnitudes);
}

QString OrdersPanel::ladderTitle() const
{
    if (m_shown < 0)
        return {};
    return interleave::ladderTitle(m_report->outcomes[static_cast<std::size_t>(m_shown)], m_report->claim);
}

void OrdersPanel::save()
{
    if (m_report)
        m_saver->ask(QStringLiteral("Save the outcomes of all orders"), QStringLiteral("orders.svg"));
}

void OrdersPanel::bringChosenIntoSight()
{
    if (m_shown < 0)
        return;
    const QRect row = m_bars->rowOf(m_shown).toAlignedRect();
    m_barsScroll->ensureVisible(0, row.center().y(), 0, row.height() / 2 + 2);
}

void OrdersPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

/// What has been done for it gives way to what it proves.
void OrdersPanel::fit()
{
    // Once the parts have their sizes.
    QMetaObject::invokeMethod(this, &OrdersPanel::bringChosenIntoSight, Qt::QueuedConnection);
    m_saveLadder->setVisible(m_ladder->ladder() != nullptr);
    const int beside = appearance().px(640);
    m_effort->setVisible(
        m_report != nullptr && width() > beside
        && (m_active || m_claim->sizeHint().width() + m_effort->sizeHint().width() < width() - beside / 2));
    m_claim->setLines(width() > 0 && m_claim->linesAt(std::max(1, m_claim->width())) > 1 ? 2 : 0);
}

} // namespace interleave
