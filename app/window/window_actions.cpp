// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/window_actions.h"

#include "app/style/appearance.h"
#include "app/style/icons.h"
#include "app/style/words.h"

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>

namespace interleave {

WindowActions::WindowActions(QMainWindow *window, QMenu *menu) : QObject(window), m_window(window)
{
    createActions();
    fillMenu(menu);
}

QAction *WindowActions::add(const QString &text, const QString &icon, const QList<QKeySequence> &keys)
{
    auto *action = new QAction(text, m_window);
    if (!icon.isEmpty())
        action->setIcon(themedIcon(icon));
    action->setShortcuts(keys);
    m_window->addAction(action); // its key works though no menu bar shows it
    return action;
}

void WindowActions::createActions()
{
    run = add(words::word(u"run"), QStringLiteral("play"), {Qt::Key_F5});
    repeat = add(QStringLiteral("Run twenty times"), QStringLiteral("repeat"), {QKeySequence(Qt::SHIFT | Qt::Key_F5)});
    force = add(words::word(u"force"), QString(), {QKeySequence(Qt::CTRL | Qt::Key_F5)});
    force->setObjectName(QStringLiteral("force"));
    force->setToolTip(words::sentence(u"force"));
    force->setEnabled(false);
    stop = add(words::word(u"stop"), QStringLiteral("stop"), {});
    catalog = add(QStringLiteral("Scenarios…"), QStringLiteral("list"), {QKeySequence(Qt::CTRL | Qt::Key_L)});
    open = add(QStringLiteral("Open a recording…"), QStringLiteral("open"), QKeySequence::keyBindings(QKeySequence::Open));
    save = add(QStringLiteral("Save the recording…"), QStringLiteral("save"), QKeySequence::keyBindings(QKeySequence::Save));
    sheet = add(QStringLiteral("Save a lab sheet…"), QString(), QKeySequence::keyBindings(QKeySequence::Print));
    sheet->setObjectName(QStringLiteral("sheet"));
    sheet->setToolTip(QStringLiteral("Settings, verdict, figures, transcript, code and questions, as HTML or PDF"));
    exportPicture = add(QStringLiteral("Save a picture of the stage…"), QString(), {QKeySequence(Qt::CTRL | Qt::Key_E)});
    copyPicture = add(QStringLiteral("Copy the stage as a picture"), QStringLiteral("copy"),
                      {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)});
    saveWindow = add(QStringLiteral("Save a picture of the window…"), QString(), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E)});
    copyCode = add(QStringLiteral("Copy the code"), QString(), {});
    copyCommand = add(QStringLiteral("Copy as a command"), QString(), {});
    copyCommand->setObjectName(QStringLiteral("copyCommand"));
    copyCommand->setToolTip(QStringLiteral("What Run would do, for a terminal"));
    present = add(QStringLiteral("Present"), QStringLiteral("expand"), {Qt::Key_F11});
    present->setCheckable(true);
    hideResult = add(QStringLiteral("Hide the result until R"), QString(), {});
    hideResult->setCheckable(true);
    bookmark = add(QStringLiteral("Bookmark this event"), QString(), {Qt::Key_B});
    bookmark->setEnabled(false);
    stepBack = add(QStringLiteral("Take the latest step back"), QStringLiteral("undo"),
                   {QKeySequence(Qt::Key_Backspace), QKeySequence(Qt::CTRL | Qt::Key_Z)});
    stepAgain = add(QStringLiteral("Take it again"), QString(),
                    {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    startOver = add(QStringLiteral("Start over"), QString(), {QKeySequence(Qt::SHIFT | Qt::Key_Backspace)});
    stepAgain->setObjectName(QStringLiteral("stepAgain"));
    for (QAction *one : {stepBack, stepAgain, startOver})
        one->setEnabled(false);
    quit = add(QStringLiteral("Quit"), QString(), QKeySequence::keyBindings(QKeySequence::Quit));
    save->setEnabled(false);
    sheet->setEnabled(false);
    exportPicture->setEnabled(false);
    copyPicture->setEnabled(false);
}

void WindowActions::fillMenu(QMenu *menu)
{
    menu->addActions({run, repeat, force, catalog});
    menu->addSeparator();
    menu->addActions({open, save, sheet});
    menu->addSeparator();
    menu->addActions({exportPicture, copyPicture, saveWindow, copyCode, copyCommand});
    menu->addSeparator();
    menu->addActions({present, hideResult});
    bookmarks = menu->addMenu(QStringLiteral("Bookmarks"));
    bookmarks->addAction(bookmark);
    menu->addSeparator();
    menu->addActions({stepBack, stepAgain, startOver});
    orders = menu->addMenu(QStringLiteral("Orders"));
    orders->setObjectName(QStringLiteral("orders"));
    orders->setToolTipsVisible(true);
    menu->addSeparator();
    fillLook(menu->addMenu(QStringLiteral("Look")));
    menu->addSeparator();
    menu->addAction(quit);
}

void WindowActions::fillLook(QMenu *menu)
{
    Appearance &look = appearance();
    auto *themes = new QActionGroup(menu);
    const auto addTheme = [&](const QString &text, Appearance::Choice choice) {
        QAction *action = menu->addAction(text, &look, [&look, choice] { look.setChoice(choice); });
        action->setCheckable(true);
        action->setChecked(look.choice() == choice);
        themes->addAction(action);
    };
    addTheme(QStringLiteral("As the system"), Appearance::Choice::System);
    addTheme(QStringLiteral("Light"), Appearance::Choice::Light);
    addTheme(QStringLiteral("Dark"), Appearance::Choice::Dark);
    menu->addSeparator();
    QAction *larger = add(QStringLiteral("Larger"), QString(),
                          {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    QAction *smaller = add(QStringLiteral("Smaller"), QString(), {QKeySequence(Qt::CTRL | Qt::Key_Minus)});
    QAction *normal = add(QStringLiteral("Normal size"), QString(), {QKeySequence(Qt::CTRL | Qt::Key_0)});
    connect(larger, &QAction::triggered, &look, &Appearance::zoomIn);
    connect(smaller, &QAction::triggered, &look, &Appearance::zoomOut);
    connect(normal, &QAction::triggered, &look, &Appearance::zoomReset);
    menu->addActions({larger, smaller, normal});
    menu->addSeparator();
    QAction *still = menu->addAction(QStringLiteral("Reduced motion"));
    still->setCheckable(true);
    still->setChecked(look.reducedMotion());
    connect(still, &QAction::toggled, &look, &Appearance::setReducedMotion);
}

} // namespace interleave
