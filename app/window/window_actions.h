// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QAction;
class QMainWindow;
class QMenu;

namespace interleave {

/// Everything the window can do that has a name and a key, for the menu and for the keyboard.
class WindowActions : public QObject
{
    Q_OBJECT

public:
    /// Makes the actions, gives them to the window and fills the menu.
    WindowActions(QMainWindow *window, QMenu *menu);

    QAction *run = nullptr;
    QAction *repeat = nullptr;
    QAction *force = nullptr;
    QAction *stop = nullptr;
    QAction *catalog = nullptr;
    QAction *open = nullptr;
    QAction *save = nullptr;
    QAction *sheet = nullptr;
    QAction *exportPicture = nullptr;
    QAction *copyPicture = nullptr;
    QAction *saveWindow = nullptr;
    QAction *copyCode = nullptr;
    QAction *copyCommand = nullptr;
    QAction *present = nullptr;
    QAction *hideResult = nullptr;
    QAction *bookmark = nullptr;
    QMenu *bookmarks = nullptr; ///< filled by the window, with those of the recording on show
    QAction *stepBack = nullptr;
    QAction *stepAgain = nullptr;
    QAction *startOver = nullptr;
    QMenu *orders = nullptr; ///< filled by OrderMenu
    QAction *quit = nullptr;

private:
    QAction *add(const QString &text, const QString &icon, const QList<QKeySequence> &keys);
    void createActions();
    void fillMenu(QMenu *menu);
    void fillLook(QMenu *menu);

    QMainWindow *m_window; // not owned; it owns this
};

} // namespace interleave
