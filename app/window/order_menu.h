// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/saved_orders.h"
#include "core/control/schedule.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

class QAction;
class QMenu;
class QWidget;

namespace interleave {

class Recording;

/// The orders in which processes are to go: copied and pasted as text, saved under a name, followed again.
class OrderMenu : public QObject
{
    Q_OBJECT

public:
    /// Fills that menu; the actions with a key are given to the window as well.
    OrderMenu(QWidget *window, QMenu *menu);

    /// That of the stepped run on show, in its text form; empty: nobody has stepped it, or not yet. Then the order of a
    /// recording is read off that, where it has one.
    void setOrder(const QString &schedule);
    const QString &order() const { return m_order; }
    /// What does it again in a terminal: of the scenario it is an order of, whatever is chosen by now.
    QString command() const;
    /// Whom to ask, when the menu is opened, for the recording on show, whoever made it: its order can be stepped
    /// through as well.
    using OnShow = std::function<std::shared_ptr<const Recording>()>;
    void setOnShow(OnShow onShow) { m_onShow = std::move(onShow); }
    /// Another recording may be on show, or that one have come to its end.
    void refresh();
    /// Reads a schedule and asks for it to be followed; a text that is none is answered with a sentence.
    void follow(const QString &schedule);

    QAction *copy = nullptr;
    QAction *paste = nullptr;
    QAction *save = nullptr;
    QAction *stepThrough = nullptr;

signals:
    void followRequested(const interleave::Schedule &schedule);
    void said(const QString &sentence);
    void troubled(const QString &sentence);

private:
    void fill();
    void copyOrder();
    /// Nothing: it was thought better of.
    std::optional<QString> ask(const QString &title, const QString &question, const QString &text) const;
    void askPaste();
    void askSave();
    bool hasRecorded() const;
    void withOrder(std::function<void(const QString &)> then);
    void withRecorded(std::function<void(const QString &)> then);

    QWidget *m_window; // not owned; it owns this
    QMenu *m_menu;     // not owned
    SavedOrders m_saved;
    QString m_order;
    QMenu *m_forget;
    OnShow m_onShow;
};

} // namespace interleave
