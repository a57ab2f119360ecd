// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/step_bar.h"

#include "app/panels/button.h"
#include "app/panels/text_label.h"
#include "app/style/icons.h"
#include "app/style/words.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace interleave {

namespace {

constexpr double kSeen = 120;          // least room for how much has been seen
constexpr double kLeastBarWidth = 420; // as the transport, whose place it takes
constexpr quint32 kFirstDigit = 10; // of the keyboard's upper row, 1 … 9 0, on X11 and Wayland whatever is printed on it
constexpr int kDigits = 10;

bool canGo(const Offer &offer)
{
    return offer.canGo();
}

bool isAlive(const Offer &offer)
{
    return offer.kind == Offer::Kind::Go || offer.kind == Offer::Kind::Blocked;
}

/// 0 … 9 of the upper row or of the pad; −1: another key. With Shift many keyboards have another sign there, and some
/// need it for the digit.
int digitOf(const QKeyEvent &event)
{
    if (event.nativeScanCode() >= kFirstDigit && event.nativeScanCode() < kFirstDigit + kDigits)
        return (static_cast<int>(event.nativeScanCode() - kFirstDigit) + 1) % kDigits;
    return event.key() >= Qt::Key_0 && event.key() <= Qt::Key_9 ? event.key() - Qt::Key_0 : -1;
}

} // namespace

StepBar::StepBar(QWidget *parent) : Card(parent)
{
    setObjectName(QStringLiteral("stepBar"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    createParts();
    createMenus();
    hide();
    followAppearance(this, [this] {
        const Appearance &look = appearance();
        m_layout->setContentsMargins(look.px(8), 1, look.px(14), 1);
        m_layout->setSpacing(look.px(6));
        setFixedHeight(look.px(44));
        QMetaObject::invokeMethod(this, &StepBar::fit, Qt::QueuedConnection); // once its parts have their new sizes
    });
}

Button *StepBar::addButton(const QString &name, const QString &text, const QString &icon, const QString &toolTip)
{
    auto *button = new Button(Button::Look::Plain, text, icon);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolTip(toolTip);
    button->setExtent(30);
    m_layout->addWidget(button);
    return button;
}

void StepBar::createParts()
{
    m_layout = new QHBoxLayout(this);
    m_back = addButton(
        QStringLiteral("stepBack"), QStringLiteral("Back"), QStringLiteral("undo"),
        QStringLiteral("Take the latest step back (Backspace, Ctrl+Z): the same processes begin again and do "
                       "all but that"));
    m_random = addButton(QStringLiteral("stepRandom"), QStringLiteral("Random"), QString(),
                         QStringLiteral("One step of anybody who can go on; chance decides (0)"));
    m_turns = addButton(QStringLiteral("stepTurn"), QStringLiteral("Take turns"), QString(),
                        QStringLiteral("One step of the process whose turn it is: the next one that can go on (T)"));
    m_runOn = addButton(QStringLiteral("stepRunOn"), QStringLiteral("Run on"), QString(),
                        QStringLiteral("Let one process go on until it has to wait or is done (Shift and its number)"));
    m_end = addButton(QStringLiteral("stepEnd"), QStringLiteral("To the end"), QString(),
                      QStringLiteral("One process after the other goes on as long as it can (E)"));
    m_kill = addButton(QStringLiteral("stepKill"), QStringLiteral("Kill"), QStringLiteral("kill"),
                       QStringLiteral("Kill a process where it stands, before its next access"));
    m_runOn->setOpensMenu(true);
    m_kill->setOpensMenu(true);
    m_layout->addStretch(1);
    m_seen = new TextLabel(13, QFont::Normal, &Theme::muted);
    m_seen->setSeparator(QStringLiteral(" · ")); // what is missing goes first
    m_seen->setObjectName(QStringLiteral("seen"));
    m_seen->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_seen->setLines(2);
    m_layout->addWidget(m_seen, 1000);
    connect(m_back, &Button::clicked, this, &StepBar::backRequested);
    connect(m_random, &Button::clicked, this, &StepBar::randomRequested);
    connect(m_turns, &Button::clicked, this, &StepBar::turnRequested);
    connect(m_end, &Button::clicked, this, &StepBar::endRequested);
}

void StepBar::createMenus()
{
    m_runOnMenu = new QMenu(this);
    m_runOnMenu->setObjectName(QStringLiteral("runOnMenu"));
    m_killMenu = new QMenu(this);
    m_killMenu->setObjectName(QStringLiteral("killMenu"));
    connect(m_runOnMenu, &QMenu::aboutToShow, this, &StepBar::fillMenus);
    connect(m_killMenu, &QMenu::aboutToShow, this, &StepBar::fillMenus);
    for (const auto &[button, menu] : {std::pair{m_runOn, m_runOnMenu}, std::pair{m_kill, m_killMenu}})
        connect(button, &Button::clicked, this, [button = button, menu = menu, this] {
            fillMenus();
            menu->popup(button->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
        });
}

void StepBar::fillMenus()
{
    m_runOnMenu->clear();
    m_killMenu->clear();
    if (m_random->isHidden()) {
        m_runOnMenu->addAction(m_random->text() + QStringLiteral("\t0"), this, &StepBar::randomRequested);
        m_runOnMenu->addAction(m_turns->text() + QStringLiteral("\tT"), this, &StepBar::turnRequested);
        m_runOnMenu->addSeparator();
    }
    for (const Offer &offer : m_stepping.offers) {
        const QString name = words::process(offer.actor);
        const QString key = offer.key.isEmpty() ? QString() : QStringLiteral("\tShift+") + offer.key;
        connect(m_runOnMenu->addAction(name + key), &QAction::triggered, this,
                [this, actor = offer.actor] { emit runOnRequested(actor); });
        m_runOnMenu->actions().back()->setEnabled(canGo(offer));
        connect(m_killMenu->addAction(themedIcon(QStringLiteral("kill")),
                                      QStringLiteral("Kill %1 before it can %2").arg(name, offer.shorter)),
                &QAction::triggered, this, [this, actor = offer.actor] { emit killRequested(actor); });
        m_killMenu->actions().back()->setVisible(isAlive(offer));
        if (offer.kind == Offer::Kind::Blocked)
            m_killMenu->actions().back()->setText(QStringLiteral("Kill %1, which waits").arg(name));
    }
}

void StepBar::setStepping(const Stepping &stepping)
{
    if (stepping == m_stepping)
        return;
    m_stepping = stepping;
    const auto &offers = stepping.offers;
    const bool goes = stepping.isOn && !stepping.isOver;
    const bool anyCan = goes && std::any_of(offers.begin(), offers.end(), canGo);
    m_back->setEnabled(stepping.canGoBack);
    for (Button *button : {m_random, m_turns, m_runOn, m_end})
        button->setEnabled(anyCan);
    m_kill->setEnabled(goes && std::any_of(offers.begin(), offers.end(), isAlive));
    m_seen->setText(stepping.missing.isEmpty() ? stepping.seen
                                               : stepping.seen + QStringLiteral(" · ") + stepping.missing);
    setVisible(stepping.isOn);
    setSizePolicy(stepping.isOver ? QSizePolicy::Fixed : QSizePolicy::Preferred, QSizePolicy::Fixed);
    fit();
}

bool StepBar::takeKey(const QKeyEvent &event)
{
    if (!m_stepping.isOn || m_stepping.isOver)
        return false;
    const Qt::KeyboardModifiers pressed = event.modifiers() & ~Qt::KeypadModifier;
    if ((pressed & ~Qt::ShiftModifier) != 0)
        return false;
    const int digit = digitOf(event);
    if (digit > 0) {
        const auto actor = static_cast<std::size_t>(digit - 1);
        if (actor >= m_stepping.offers.size())
            return false;
        if ((pressed & Qt::ShiftModifier) != 0)
            emit runOnRequested(static_cast<ActorId>(actor));
        else
            emit chosen(static_cast<ActorId>(actor));
        return true;
    }
    if (pressed != 0)
        return false;
    if (digit == 0) {
        emit randomRequested();
        return true;
    }
    switch (event.key()) {
    case Qt::Key_T: emit turnRequested(); return true;
    case Qt::Key_E: emit endRequested(); return true;
    default: return false;
    }
}

QSize StepBar::minimumSizeHint() const
{
    if (m_stepping.isOver)
        return {m_back->sizeHint().width() + appearance().px(8 + 8), height()};
    return {appearance().px(kLeastBarWidth), height()};
}

/// Where there is little room, padding goes first, then the icons, and at last two buttons move into a menu.
void StepBar::fit()
{
    for (Button *button : {m_random, m_turns, m_runOn, m_end, m_kill})
        button->setVisible(!m_stepping.isOver);
    m_seen->setVisible(!m_stepping.isOver);
    m_layout->setContentsMargins(appearance().px(8), 1, appearance().px(m_stepping.isOver ? 8 : 14), 1);
    const int beside = m_stepping.isOver ? 0 : appearance().px(kSeen);
    for (const int level : {0, 1, 2, 3}) {
        for (Button *button : {m_back, m_random, m_turns, m_runOn, m_end, m_kill})
            button->setPadding(level == 0 ? 12 : level == 1 ? 7 : 4);
        m_back->setIconName(level < 2 ? QStringLiteral("undo") : QString());
        m_kill->setIconName(level < 2 ? QStringLiteral("kill") : QString());
        for (Button *button : {m_random, m_turns})
            button->setVisible(!m_stepping.isOver && level < 3);
        m_layout->invalidate();
        if (m_stepping.isOver || m_layout->minimumSize().width() + beside <= width())
            break;
    }
    updateGeometry();
    m_layout->activate();
}

void StepBar::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    fit();
}

} // namespace interleave
