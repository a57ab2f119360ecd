// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/order_menu.h"

#include "app/session/in_background.h"
#include "app/style/appearance.h"
#include "app/style/icons.h"
#include "core/control/trace_schedule.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>
#include <QSettings>

#include <utility>

namespace interleave {

namespace {

constexpr int kDialogWidth = 560; // an order is a long line
constexpr std::size_t kLongest = 1 << 20; // of a recorded order: nobody steps through a million accesses

} // namespace

OrderMenu::OrderMenu(QWidget *window, QMenu *menu) : QObject(window), m_window(window), m_menu(menu)
{
    const auto add = [this](const QString &name, const QString &text, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, m_window);
        action->setObjectName(name);
        action->setShortcut(key);
        m_window->addAction(action);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    copy = add(QStringLiteral("copyOrder"), QStringLiteral("Copy order"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C),
               &OrderMenu::copyOrder);
    copy->setIcon(themedIcon(QStringLiteral("copy")));
    paste = add(QStringLiteral("pasteOrder"), QStringLiteral("Paste order…"),
                QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_V), &OrderMenu::askPaste);
    save = add(QStringLiteral("saveOrder"), QStringLiteral("Save this order…"), {}, &OrderMenu::askSave);
    stepThrough = add(QStringLiteral("stepThrough"), QStringLiteral("Step through this order"), {},
                      [this] { withRecorded([this](const QString &order) { follow(order); }); });
    m_forget = new QMenu(QStringLiteral("Forget"), m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &OrderMenu::fill);
    setOrder({});
    stepThrough->setVisible(false);
}

void OrderMenu::setOrder(const QString &schedule)
{
    m_order = schedule;
    refresh();
}

void OrderMenu::refresh()
{
    const bool any = !m_order.isEmpty() || hasRecorded();
    copy->setEnabled(any);
    save->setEnabled(any);
}

bool OrderMenu::hasRecorded() const
{
    const auto recording = m_onShow ? m_onShow() : nullptr;
    return recording && recording->finished() && obstacleTo(*recording->info()).empty();
}

QString OrderMenu::command() const
{
    const QString scenario = m_order.section(u';', 1, 1);
    return QStringLiteral("interleave run %1 --schedule '%2'").arg(scenario, m_order);
}

void OrderMenu::fill()
{
    m_menu->clear();
    stepThrough->setVisible(hasRecorded());
    refresh();
    m_menu->addActions({copy, paste, save, stepThrough});
    QSettings settings; // another window may have saved some
    m_saved.load(settings);
    const QStringList names = m_saved.names();
    if (names.isEmpty())
        return;
    m_menu->addSection(QStringLiteral("Saved"));
    for (const QString &name : names) {
        QAction *one = m_menu->addAction(name, this, [this, name] { follow(m_saved.schedule(name)); });
        one->setToolTip(m_saved.schedule(name));
    }
    m_menu->addMenu(m_forget);
    m_forget->clear();
    for (const QString &name : names)
        m_forget->addAction(name, this, [this, name] {
            QSettings kept;
            m_saved.remove(kept, name);
            emit said(QStringLiteral("The order “%1” is forgotten.").arg(name));
        });
}

void OrderMenu::copyOrder()
{
    withOrder([this](const QString &order) {
        QGuiApplication::clipboard()->setText(order);
        emit said(QStringLiteral("Copied: ") + order);
    });
}

std::optional<QString> OrderMenu::ask(const QString &title, const QString &question, const QString &text) const
{
    QInputDialog dialog(m_window);
    dialog.setWindowTitle(title);
    dialog.setLabelText(question);
    dialog.setTextValue(text);
    dialog.resize(appearance().px(kDialogWidth), dialog.sizeHint().height());
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    return dialog.textValue().trimmed();
}

void OrderMenu::askPaste()
{
    const QString clipboard = QGuiApplication::clipboard()->text().trimmed();
    const bool isOrder = clipboard.startsWith(QLatin1String("v1;"));
    const auto text = ask(QStringLiteral("Paste an order"), QStringLiteral("An order, as Copy order writes it:"),
                          isOrder ? clipboard : QString());
    if (text)
        follow(*text);
}

void OrderMenu::askSave()
{
    const auto name = ask(QStringLiteral("Save this order"), QStringLiteral("What is it to be called?"), QString());
    if (!name || name->isEmpty())
        return;
    withOrder([this, name](const QString &order) {
        QSettings settings;
        m_saved.add(settings, *name, order);
        emit said(QStringLiteral("The order is saved as “%1”; the menu has it.").arg(*name));
    });
}

void OrderMenu::withOrder(std::function<void(const QString &)> then)
{
    if (m_order.isEmpty())
        withRecorded(std::move(then));
    else
        then(m_order);
}

/// To read it off the recording may take long.
void OrderMenu::withRecorded(std::function<void(const QString &)> then)
{
    if (!hasRecorded())
        return;
    const auto recording = m_onShow();
    inBackground(
        this,
        [recording]() -> Result<std::string> {
            if (auto order = scheduleTextOf(*recording, kLongest))
                return std::move(*order);
            return Error{"The order of this run is too long for that, with more than a million letters: save the "
                         "recording, and have “interleave export” write it down."};
        },
        [this, then = std::move(then)](Result<std::string> &order) {
            if (order.ok())
                then(QString::fromStdString(order.value()));
            else
                emit troubled(QString::fromStdString(order.error().sentence));
        });
}

void OrderMenu::follow(const QString &text)
{
    const auto schedule = parseSchedule(text.toStdString());
    if (!schedule.ok())
        return emit troubled(QString::fromStdString(schedule.error().sentence));
    emit followRequested(schedule.value());
}

} // namespace interleave
