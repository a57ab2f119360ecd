// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/toolbar.h"

#include "app/models/order_words.h"
#include "app/models/to_text.h"
#include "app/panels/button.h"
#include "app/panels/number_field.h"
#include "app/panels/segmented.h"
#include "app/panels/text_label.h"
#include "app/panels/themed.h"
#include "app/style/words.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

namespace interleave {

namespace {

constexpr int kToolbarHeight = 53; // the last pixel is the hairline
constexpr int kRepeats = 20;
constexpr int kManyRepeats = 200;
constexpr std::uint64_t kMostPreemptions = 4; // most ends take fewer
constexpr int kTightest = 6;
constexpr int kWordy = 4; // up to there tighter is worth more words on the button

const auto kFull = QStringLiteral("full");
const auto kSlow = QStringLiteral("slow");
const auto kExplore = QStringLiteral("explore");

std::vector<Segmented::Choice> gears(const ScenarioInfo *scenario)
{
    const bool explorable = scenario != nullptr && scenario->explorable;
    const QString why = explorable ? QString() : QLatin1Char(' ') + words::sentence(u"not-explorable");
    return {{kFull, words::gear(Pace::Full), words::gearHelp(Pace::Full), true, words::shortGear(Pace::Full)},
            {kSlow, words::gear(Pace::Slow), words::gearHelp(Pace::Slow), true, words::shortGear(Pace::Slow)},
            {QStringLiteral("step"), words::gear(Pace::Step), words::gearHelp(Pace::Step), true, words::shortGear(Pace::Step)},
            {kExplore, words::word(u"explore"), words::sentence(u"explore") + why, explorable}};
}

} // namespace

Toolbar::Toolbar(std::span<const ScenarioInfo *const> catalog, QWidget *parent) : QWidget(parent), m_catalog(catalog)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    createParts();
    connectParts();
    fillCatalog();
    fillRepeats();
    if (!catalog.empty())
        m_choice.setScenario(catalog.front());
    showChoice();
    followAppearance(this, [this] {
        fit();
        QMetaObject::invokeMethod(this, &Toolbar::fit, Qt::QueuedConnection); // once its parts have their new sizes
    });
}

void Toolbar::createParts()
{
    createButtons();
    createChoices();
    createMenus();
    layOutParts();
}

/// One of those beside Run.
Button *Toolbar::smallButton(const char *name, const QString &text, const QString &toolTip, double padding)
{
    auto *button = new Button(Button::Look::Plain, text, QString());
    button->setObjectName(QLatin1String(name));
    button->setTextSize(12, QFont::Medium);
    button->setPadding(padding);
    button->setToolTip(toolTip);
    return button;
}

void Toolbar::createButtons()
{
    m_title = new Button(Button::Look::Title, QString(), QString());
    m_title->setObjectName(QStringLiteral("scenario"));
    m_title->setTextSize(16, QFont::Bold);
    m_title->setPadding(6);
    m_title->setOpensMenu(true);
    m_title->setToolTip(QStringLiteral("Choose a scenario (Ctrl+L)"));
    m_run = new Button(Button::Look::Primary, words::word(u"run"), QStringLiteral("play"));
    m_run->setObjectName(QStringLiteral("run"));
    m_runWordings = {m_run->text()};
    m_run->setTextSize(14, QFont::DemiBold);
    m_run->setPadding(19);
    m_run->setToolTip(words::sentence(u"run") + QStringLiteral(" (F5)"));
    m_repeat = smallButton("repeat", words::word(u"repeat"), words::sentence(u"repeat"), 5.5);
    m_repeat->setAccessibleName(QStringLiteral("Run twenty times"));
    m_repeats = smallButton("repeats", QStringLiteral("▾"), words::sentence(u"repeats"), 3);
    m_repeats->setAccessibleName(words::word(u"repeats"));
    m_scope = smallButton("scope", QStringLiteral("▾"), words::sentence(u"scope"), 6);
    m_scope->setAccessibleName(words::word(u"scope"));
    m_stop = new Button(Button::Look::Plain, QString(), QStringLiteral("stop"));
    m_stop->setObjectName(QStringLiteral("stop"));
    m_stop->setToolTip(words::sentence(u"stop") + QStringLiteral(" (Esc)"));
    m_stop->setAccessibleName(words::word(u"stop"));
    m_stop->setEnabled(false);
    m_more = new Button(Button::Look::Flat, QString(), QStringLiteral("more"));
    m_more->setObjectName(QStringLiteral("more"));
    m_more->setAccessibleName(QStringLiteral("Menu"));
    m_more->setToolTip(QStringLiteral("Open, save, export, look"));
}

void Toolbar::createMenus()
{
    m_menu = new QMenu(this);
    m_catalogMenu = new QMenu(this);
    m_catalogMenu->setToolTipsVisible(true);
    m_catalogMenu->setObjectName(QStringLiteral("catalog"));
    m_repeatsMenu = new QMenu(this);
    m_repeatsMenu->setObjectName(QStringLiteral("repeatsMenu"));
    m_scopeMenu = new QMenu(this);
    m_scopeMenu->setObjectName(QStringLiteral("scopeMenu"));
}

void Toolbar::createChoices()
{
    m_gear = new Segmented(QStringLiteral("Gear"));
    m_gear->setChoices(gears(nullptr));
    m_protectionWord = new TextLabel(13, QFont::Normal, &Theme::muted);
    m_protectionWord->setText(words::word(u"protection"));
    m_protectionWord->setToolTip(words::sentence(u"protection"));
    m_protectionWord->setElides(false);
    m_protection = new Segmented(words::word(u"protection"));
}

void Toolbar::layOutParts()
{
    m_fieldsLayout = new QHBoxLayout;
    m_fieldsLayout->setSpacing(12);
    m_layout = new QHBoxLayout(this);
    m_layout->setSpacing(4);
    const auto addGap = [this] {
        m_gaps.push_back(new QSpacerItem(0, 0));
        m_layout->addSpacerItem(m_gaps.back());
    };
    m_layout->addWidget(m_title);
    addGap();
    for (Button *button : {m_run, m_repeat, m_repeats, m_scope, m_stop})
        m_layout->addWidget(button);
    addGap();
    m_layout->addWidget(m_gear);
    addGap();
    m_layout->addWidget(m_protectionWord);
    m_layout->addWidget(m_protection);
    m_layout->addStretch(1);
    addGap();
    m_layout->addLayout(m_fieldsLayout);
    m_layout->addWidget(m_more);
}

void Toolbar::connectParts()
{
    connect(m_title, &Button::clicked, this, &Toolbar::openCatalog);
    connect(m_run, &Button::clicked, this, &Toolbar::run);
    connect(m_repeat, &Button::clicked, this, &Toolbar::repeat);
    connect(m_repeats, &Button::clicked, this,
            [this] { m_repeatsMenu->popup(m_repeats->mapToGlobal(QPoint(0, m_repeats->height() + 4))); });
    connect(m_scope, &Button::clicked, this, [this] {
        fillScopes();
        m_scopeMenu->popup(m_scope->mapToGlobal(QPoint(m_scope->width() - m_scopeMenu->sizeHint().width(),
                                                       m_scope->height() + 4)));
    });
    connect(m_stop, &Button::clicked, this, &Toolbar::stopRequested);
    connect(m_more, &Button::clicked, this, [this] {
        m_menu->popup(m_more->mapToGlobal(QPoint(m_more->width() - m_menu->sizeHint().width(), m_more->height() + 4)));
    });
    connect(m_gear, &Segmented::chosenChanged, this, [this](const QString &id) {
        for (const Gear gear : kGears)
            if (gearKey(gear) == id)
                m_choice.setGear(gear);
        showFields();
        refreshRun();
        showRunning();
        emit choiceChanged();
    });
    connect(m_protection, &Segmented::chosenChanged, this, [this](const QString &id) {
        m_choice.setMode(id.toStdString());
        refreshRun();
        emit choiceChanged();
    });
}

void Toolbar::fillCatalog()
{
    // Each chapter once, in the order in which they first appear.
    QStringList chapters;
    for (const ScenarioInfo *scenario : m_catalog)
        if (!chapters.contains(toText(scenario->chapter)))
            chapters << toText(scenario->chapter);
    auto *const one = new QActionGroup(m_catalogMenu); // of many: shown as such
    for (const QString &chapter : chapters) {
        m_catalogMenu->addSection(chapter);
        for (const ScenarioInfo *scenario : m_catalog) {
            if (toText(scenario->chapter) != chapter)
                continue;
            QAction *action = m_catalogMenu->addAction(toText(scenario->title));
            action->setToolTip(toText(scenario->summary));
            action->setCheckable(true);
            one->addAction(action);
            action->setData(toText(scenario->id));
            connect(action, &QAction::triggered, this, [this, scenario] { chooseScenario(scenario); });
        }
    }
}

void Toolbar::fillRepeats()
{
    const auto add = [this](const QString &kind, RunSeries::Watch watch) {
        m_repeatsMenu->addSection(kind);
        for (const int times : {kRepeats, kManyRepeats})
            connect(m_repeatsMenu->addAction(QStringLiteral("×%1").arg(times)), &QAction::triggered, this,
                    [this, times, watch] {
                        if (m_repeat->isEnabled())
                            emit repeatRequested(m_choice.settings(), times, watch);
                    });
    };
    add(QStringLiteral("Recorded"), RunSeries::Watch::Recorded);
    add(QStringLiteral("Unwatched"), RunSeries::Watch::Unwatched);
    add(QStringLiteral("Both, in turns"), RunSeries::Watch::Both);
}

/// Anew each time: what is chosen is ticked.
void Toolbar::fillScopes()
{
    m_scopeMenu->clear();
    qDeleteAll(m_scopeMenu->findChildren<QActionGroup *>());
    const SearchScope scope = m_choice.scope();
    const auto add = [&](QActionGroup *group, const QString &text, const SearchScope &then) {
        QAction *const action = m_scopeMenu->addAction(text);
        action->setCheckable(true);
        action->setChecked(then == scope);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, then] {
            m_choice.setScope(then);
            refreshRun();
            emit choiceChanged();
        });
    };
    m_scopeMenu->addSection(QStringLiteral("Orders"));
    auto *const orders = new QActionGroup(m_scopeMenu);
    add(orders, QStringLiteral("All"), {{}, scope.mostDeaths});
    for (std::uint64_t bound = 0; bound <= kMostPreemptions; ++bound)
        add(orders, QStringLiteral("With %1").arg(atMostText(bound)), {bound, scope.mostDeaths});
    m_scopeMenu->addSection(QStringLiteral("Killed at any moment"));
    auto *const deaths = new QActionGroup(m_scopeMenu);
    add(deaths, QStringLiteral("Nobody"), {scope.mostPreemptions, 0});
    add(deaths, QStringLiteral("Up to 1 process"), {scope.mostPreemptions, 1});
    add(deaths, QStringLiteral("Up to 2 processes"), {scope.mostPreemptions, 2});
}

void Toolbar::chooseScenario(const ScenarioInfo *scenario)
{
    if (scenario == m_choice.scenario())
        return;
    m_choice.setScenario(scenario);
    showChoice();
    emit choiceChanged();
}

void Toolbar::setChoice(const RunChoice &choice)
{
    const ScenarioInfo *before = m_choice.scenario();
    m_choice = choice;
    if (m_choice.scenario() == nullptr)
        m_choice.setScenario(before);
    showChoice();
    emit choiceChanged();
}

void Toolbar::showChoice()
{
    const ScenarioInfo *scenario = m_choice.scenario();
    m_title->setText(scenario != nullptr ? toText(scenario->title) : QStringLiteral("No scenario"));
    m_title->setAccessibleName(QStringLiteral("Scenario: ") + m_title->text());
    showRunning();
    const auto isExplorable = [](const ScenarioInfo *one) { return one != nullptr && one->explorable; };
    if (isExplorable(scenario) != isExplorable(m_shown))
        m_gear->setChoices(gears(scenario));
    if (scenario != m_shown)
        showProtections();
    m_gear->choose(gearKey(m_choice.gear()));
    if (scenario != nullptr)
        m_protection->choose(QString::fromStdString(m_choice.mode()));
    showFields();
    m_shown = scenario;
    m_title->updateGeometry();
    refreshRun();
}

void Toolbar::setOrderCount(std::function<std::string(const RunSettings &, std::uint64_t)> count)
{
    m_orderCount = std::move(count);
    refreshRun();
}

/// The button says what it will do; nothing is repeated where all orders are gone through.
void Toolbar::refreshRun()
{
    const ScenarioInfo *const scenario = m_choice.scenario();
    const bool explores = scenario != nullptr && m_choice.gear() == Gear::Explore;
    m_runWordings = {words::word(u"run")};
    if (explores) {
        const RunSettings settings = m_choice.settings();
        const SearchScope scope = m_choice.scope();
        m_runWordings = exploreWordings(*scenario, settings.parameters, scope,
                                        m_orderCount ? m_orderCount(settings, scope.mostDeaths) : std::string());
    }
    m_run->setToolTip((explores ? m_runWordings.front() : words::sentence(u"run")) + QStringLiteral(" (F5)"));
    m_run->setAccessibleName(m_runWordings.front());
    m_repeat->setVisible(!explores);
    m_repeats->setVisible(!explores);
    m_scope->setVisible(explores);
    fit();
}

void Toolbar::showProtections()
{
    std::vector<Segmented::Choice> choices;
    if (const ScenarioInfo *scenario = m_choice.scenario())
        for (const ModeInfo &mode : scenario->modes)
            choices.push_back({toText(mode.id), toText(mode.title), toText(mode.help), true});
    m_protection->setChoices(choices);
}

void Toolbar::showFields()
{
    const ScenarioInfo *scenario = m_choice.scenario();
    if (scenario != m_shown) {
        for (NumberField *field : m_fields) {
            m_fieldsLayout->removeWidget(field);
            delete field;
        }
        m_fields.clear();
        if (scenario == nullptr)
            return;
        for (const ParameterInfo &info : scenario->parameters) {
            auto *field = new NumberField(toText(info.name), toText(info.title), toText(info.help), info.min, info.max, this);
            connect(field, &NumberField::valueChanged, this, [this, name = std::string(info.name)](qint64 value) {
                m_choice.setParameter(name, value);
                refreshRun();
                emit choiceChanged();
            });
            m_fieldsLayout->addWidget(field);
            m_fields.push_back(field);
            field->show();
        }
    }
    for (NumberField *field : m_fields)
        field->setValue(m_choice.parameter(field->name().toStdString()));
    fit();
}

void Toolbar::setRunning(bool running, bool canRunAnew)
{
    m_running = running;
    m_canRunAnew = canRunAnew;
    showRunning();
}

/// Many runs at once are for those that nobody has to step.
void Toolbar::showRunning()
{
    const bool any = m_choice.scenario() != nullptr;
    m_run->setEnabled(any && (!m_running || m_canRunAnew));
    m_repeat->setEnabled(any && !m_running && m_choice.pace() != Pace::Step && m_choice.gear() != Gear::Explore);
    m_repeats->setEnabled(m_repeat->isEnabled());
    m_scope->setEnabled(m_run->isEnabled());
    m_stop->setEnabled(m_running);
}

void Toolbar::run()
{
    if (!m_run->isEnabled())
        return;
    if (m_choice.gear() == Gear::Explore)
        emit exploreRequested(m_choice.settings(), m_choice.scope());
    else
        emit runRequested(m_choice.settings());
}

void Toolbar::repeat()
{
    if (m_repeat->isEnabled())
        emit repeatRequested(m_choice.settings(), kRepeats, RunSeries::Watch::Recorded);
}

void Toolbar::openCatalog()
{
    QAction *current = nullptr;
    for (QAction *action : m_catalogMenu->actions()) {
        const ScenarioInfo *scenario = m_choice.scenario();
        const bool chosen = scenario != nullptr && action->data().toString() == toText(scenario->id);
        action->setChecked(chosen);
        if (chosen)
            current = action;
    }
    m_catalogMenu->popup(m_title->mapToGlobal(QPoint(0, m_title->height() + 4)));
    m_catalogMenu->setActiveAction(current); // Enter keeps it, arrows go to its neighbours
}

QSize Toolbar::sizeHint() const
{
    return {appearance().px(1280), appearance().px(kToolbarHeight - 1) + 1};
}

QSize Toolbar::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

/// The least tight level at which everything fits: less padding; smaller gaps; without the word; sizes below their
/// names; gears in one word each; without those of later. What Run will do is said in as many words as leave it no
/// tighter than one word would.
void Toolbar::fit()
{
    const int level = levelFor(m_runWordings.last(), 0);
    for (const QString &wording : m_runWordings)
        if (levelFor(wording, std::min(level, kTightest)) <= std::max(level, kWordy))
            break;
    // At once: a word that comes back would have the room of its brief form until the event loop is reached.
    for (const Segmented *part : {m_gear, m_protection})
        part->layout()->activate();
    m_layout->activate();
}

/// The least tight level, from `from` on, at which everything fits when Run says that.
int Toolbar::levelFor(const QString &wording, int from)
{
    m_run->setText(wording);
    for (int level = from; level <= kTightest; ++level) {
        tighten(level);
        // What has layouts of its own says only when those are activated that its size has changed.
        for (QWidget *part : findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
            part->updateGeometry();
        m_fieldsLayout->invalidate(); // an outer layout does not do this for an inner one until it is activated
        m_layout->invalidate();
        if (m_layout->minimumSize().width() <= width())
            return level;
    }
    return kTightest + 1;
}

void Toolbar::tighten(int level)
{
    const bool close = level >= 2;
    const bool stacked = level >= 4;
    m_gear->setCompact(level >= 1);
    m_protection->setCompact(level >= 1);
    m_run->setPadding(close ? 10 : level >= 1 ? 12 : 19);
    m_protectionWord->setVisible(level < 3);
    m_gear->setBrief(level >= 5);
    m_gear->setDisabledShown(level < kTightest);
    for (NumberField *field : m_fields)
        field->setStacked(stacked);
    for (QSpacerItem *gap : m_gaps)
        gap->changeSize(appearance().px(close ? 2 : 12), 0);
    m_fieldsLayout->setSpacing(close ? 8 : 12);
    const Appearance &look = appearance();
    const int above = look.px(stacked ? 5 : 10);
    m_layout->setContentsMargins(look.px(close ? 8 : 12), above, look.px(close ? 4 : 8), above + 1);
}

void Toolbar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void Toolbar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fit(); // what is hidden with its window has no width that could be measured
}

void Toolbar::paintEvent(QPaintEvent *)
{
    const Theme &theme = appearance().theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.card);
    painter.fillRect(0, height() - 1, width(), 1, theme.border);
}

} // namespace interleave
