// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The hands of MainWindow: keys and what is dropped on it.

#include "app/main_window.h"

#include "app/models/transcript.h"
#include "app/panels/button.h"
#include "app/panels/loss_stepper.h"
#include "app/panels/message_bar.h"
#include "app/panels/step_bar.h"
#include "app/panels/toolbar.h"
#include "app/panels/verdict_strip.h"
#include "app/session/bookmarks.h"
#include "app/session/playback.h"
#include "app/style/words.h"
#include "app/window/window_actions.h"

#include <QAbstractButton>
#include <QAction>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QUrl>

namespace interleave {

void MainWindow::pressSpace()
{
    // Whoever came to a button by Tab means that button.
    if (auto *button = qobject_cast<QAbstractButton *>(focusWidget())) {
        button->click();
        return;
    }
    if (m_playback->recording())
        m_playback->toggle();
    else
        m_toolbar->run();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (m_steps->takeKey(*event))
        return;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Comma: m_playback->step(-1); return;
    case Qt::Key_Right:
    case Qt::Key_Period: m_playback->step(1); return;
    case Qt::Key_Home: m_playback->seek(0); return;
    case Qt::Key_End: m_playback->seek(m_playback->length()); return;
    case Qt::Key_L:
        if (m_playback->isConcealed())
            return;
        if ((event->modifiers() & Qt::ShiftModifier) != 0)
            m_verdict->losses()->previous();
        else
            m_verdict->losses()->next();
        return;
    case Qt::Key_W:
        if (m_verdict->why()->isVisible())
            m_verdict->why()->click();
        return;
    case Qt::Key_R: conceal(false); return;
    case Qt::Key_Escape:
        if (m_running && !(m_isStepping && m_actions->present->isChecked()))
            emit stopRequested();
        else if (!m_message->isHidden())
            m_message->dismiss();
        else
            m_actions->present->setChecked(false);
        return;
    default: QMainWindow::keyPressEvent(event);
    }
}

void MainWindow::toggleBookmark()
{
    const EventIndex event = m_playback->current();
    if (event == kNoEvent || !m_playback->recording())
        return;
    const bool before = m_bookmarks->contains(event);
    m_bookmarks->toggle();
    const QString number = words::number(static_cast<std::int64_t>(event) + 1);
    if (before)
        say(QStringLiteral("Event %1 is not bookmarked any more.").arg(number));
    else if (m_bookmarks->contains(event))
        say(QStringLiteral("Event %1 is bookmarked; the menu leads back to it.").arg(number));
    else
        complain(QStringLiteral("There are %1 bookmarks, and no more can be kept: take one away first (B).")
                     .arg(words::number(static_cast<std::int64_t>(kMostBookmarks))));
}

void MainWindow::listBookmarks()
{
    QMenu *menu = m_actions->bookmarks;
    menu->clear();
    menu->addAction(m_actions->bookmark);
    if (m_bookmarks->events().empty())
        return;
    menu->addSeparator();
    for (const EventIndex event : m_bookmarks->events()) {
        menu->addAction(nameOf(event), m_playback, [this, event] {
            m_playback->pause();
            m_playback->seek(event + 1);
        });
    }
}

QString MainWindow::nameOf(EventIndex event) const
{
    if (m_playback->isConcealed())
        return QStringLiteral("event %1").arg(event + 1);
    return Transcript(m_playback->recording()).line(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && !m_running)
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.front().isLocalFile())
        emit openRequested(urls.front().toLocalFile());
}

} // namespace interleave
