// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/story_view.h"

#include "app/panels/story_rows.h"
#include "app/panels/themed.h"
#include "app/session/playback.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace interleave {

StoryView::StoryView(Playback *playback, QWidget *parent)
    : QListView(parent),
      m_playback(playback),
      m_model(new StoryModel(this))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setResizeMode(QListView::Adjust);
    viewport()->setAutoFillBackground(false);
    auto *delegate = new StoryDelegate(this, m_model);
    delegate->setParent(this);
    setItemDelegate(delegate);
    setModel(m_model);
    connect(this, &QListView::clicked, this, &StoryView::go);
    setMouseTracking(true);
    connect(this, &QListView::entered, this,
            [this](const QModelIndex &index) { emit pointedAt(m_model->at(index).event); });
    connect(m_playback, &Playback::moved, viewport(), qOverload<>(&QWidget::update));
    followAppearance(this, [this] { scheduleDelayedItemsLayout(); });
}

void StoryView::setRows(std::vector<StoryRow> rows)
{
    m_model->setRows(std::move(rows));
    viewport()->update();
}

const std::vector<StoryRow> &StoryView::rows() const
{
    return m_model->rows();
}

void StoryView::setLinks(const Links &links)
{
    m_links = links;
    viewport()->update();
}

void StoryView::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

void StoryView::go(const QModelIndex &index)
{
    if (!index.isValid() || m_model->at(index).event == kNoEvent)
        return;
    m_playback->pause();
    m_playback->seek(m_model->at(index).event + 1);
}

QString StoryView::copied() const
{
    QString text;
    for (const StoryRow &row : m_model->rows())
        text += row.text + (row.note.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(row.note)) + QLatin1Char('\n');
    return text;
}

void StoryView::copy() const
{
    QGuiApplication::clipboard()->setText(copied());
}

void StoryView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: return go(currentIndex());
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: return QListView::keyPressEvent(event);
    default: event->ignore(); // the window's keys: stepping, losses, the ends
    }
}

void StoryView::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        scheduleDelayedItemsLayout(); // sentences wrap anew
}

void StoryView::paintEvent(QPaintEvent *event)
{
    if (!m_model->rows().empty())
        return QListView::paintEvent(event);
    QPainter painter(viewport());
    painter.setFont(appearance().font(13));
    painter.setPen(appearance().theme().muted);
    painter.drawText(viewport()->rect().adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
}

bool StoryView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        emit pointedAt(kNoEvent);
    return QListView::viewportEvent(event);
}

void StoryView::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_model->rows().empty())
        return;
    QMenu menu(this);
    menu.addAction(QStringLiteral("Copy all of this"), this, &StoryView::copy);
    menu.exec(event->globalPos());
}

} // namespace interleave
