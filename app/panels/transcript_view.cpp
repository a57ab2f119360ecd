// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/transcript_view.h"

#include "app/paint/shapes.h"
#include "app/panels/link_frame.h"
#include "app/panels/themed.h"
#include "app/session/bookmarks.h"
#include "app/session/playback.h"
#include "app/style/words.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <limits>

namespace interleave {

namespace {

constexpr double kRow = 24;
constexpr double kSentenceBadge = 18;
constexpr EventIndex kCopyLimit = 10'000; // more than anybody pastes, little enough to be told at once

} // namespace

TranscriptView::TranscriptView(Playback *playback, QWidget *parent) : QAbstractScrollArea(parent), m_playback(playback)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(QStringLiteral("Transcript"));
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);
    connect(m_playback, &Playback::recordingChanged, this, &TranscriptView::takeRecording);
    connect(m_playback, &Playback::lengthChanged, this, &TranscriptView::updateRange);
    connect(m_playback, &Playback::moved, this, &TranscriptView::follow);
    followAppearance(this, [this] { updateRange(); });
    takeRecording();
}

int TranscriptView::rowHeight() const
{
    return appearance().px(kRow);
}

int TranscriptView::visibleRows() const
{
    return std::max(1, viewport()->height() / rowHeight());
}

void TranscriptView::takeRecording()
{
    m_transcript = m_playback->recording() ? std::make_unique<Transcript>(m_playback->recording()) : nullptr;
    updateRange();
    follow();
}

void TranscriptView::refresh()
{
    if (m_transcript)
        m_transcript->refresh();
    viewport()->update();
}

void TranscriptView::setLinks(const Links &links)
{
    m_links = links;
    viewport()->update();
}

void TranscriptView::setBookmarks(const Bookmarks *bookmarks)
{
    m_bookmarks = bookmarks;
    connect(bookmarks, &Bookmarks::changed, viewport(), qOverload<>(&QWidget::update));
    viewport()->update();
}

bool TranscriptView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        emit pointedAt(kNoEvent);
    return QAbstractScrollArea::viewportEvent(event);
}

void TranscriptView::mouseMoveEvent(QMouseEvent *event)
{
    emit pointedAt(rowAt(event->position().toPoint()));
}

void TranscriptView::updateRange()
{
    const EventIndex rows = std::min<EventIndex>(m_playback->length(), std::numeric_limits<int>::max());
    verticalScrollBar()->setPageStep(visibleRows());
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(rows) - visibleRows()));
    viewport()->update();
}

void TranscriptView::follow()
{
    if (!isVisible() || !m_transcript)
        return;
    const EventIndex current = m_playback->current();
    if (current == kNoEvent || current >= m_transcript->size()) {
        verticalScrollBar()->setValue(0);
        viewport()->update();
        return;
    }
    const int row = static_cast<int>(std::min<EventIndex>(current, std::numeric_limits<int>::max()));
    const int top = verticalScrollBar()->value();
    if (row < top || row >= top + visibleRows())
        verticalScrollBar()->setValue(row - visibleRows() / 2);
    viewport()->update();
    if (!m_playback->isLive() && hasFocus()) {
        setAccessibleDescription(m_transcript->line(current));
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

void TranscriptView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = appearance().theme();
    if (!m_transcript || m_playback->length() == 0) {
        painter.setFont(appearance().font(13));
        painter.setPen(theme.muted);
        painter.drawText(viewport()->rect(), Qt::AlignCenter, QStringLiteral("One sentence for each event will stand here."));
        return;
    }
    const EventIndex top = static_cast<EventIndex>(verticalScrollBar()->value());
    const EventIndex length = std::min(m_playback->length(), m_transcript->size());
    const int height = rowHeight();
    for (int y = 0; y + height <= viewport()->height(); y += height) {
        const EventIndex row = top + static_cast<EventIndex>(y / height);
        if (row >= length)
            return;
        paintRow(painter, row, QRect(0, y, viewport()->width(), height));
    }
}

void TranscriptView::paintRow(QPainter &painter, EventIndex row, const QRect &rect)
{
    const Appearance &look = appearance();
    const Theme &theme = look.theme();
    const bool current = row == m_playback->current();
    const bool future = row >= m_playback->position();
    const bool loss = m_transcript->isLoss(row);
    if (current) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(loss ? theme.lossSoft : theme.accentSoft);
        painter.drawRoundedRect(QRectF(rect).adjusted(look.px(10), 1, -look.px(10), -1), 4, 4);
    }
    if (m_bookmarks != nullptr && m_bookmarks->contains(row)) {
        const QRectF place(look.px(3), rect.top() + look.px(5), look.px(8), look.px(13));
        painter.fillPath(ribbon(place), theme.accent);
    }
    const int noteWidth = paintLink(painter, row, rect);
    const int numberWidth =
        QFontMetrics(look.font(12.5)).horizontalAdvance(words::number(qint64(m_playback->length()))) + look.px(4);
    int x = rect.left() + look.px(18);
    painter.setFont(look.font(12.5));
    painter.setPen(theme.muted);
    painter.drawText(QRect(x, rect.top(), numberWidth, rect.height()), Qt::AlignRight | Qt::AlignVCenter,
                     words::number(qint64(row) + 1));
    x += numberWidth + look.px(12);

    const int actor = m_transcript->event(row).actor;
    const double badge = look.px(kSentenceBadge);
    const QRectF circle(x, rect.top() + (rect.height() - badge) / 2, badge, badge);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.actor(actor));
    painter.drawEllipse(circle);
    painter.setFont(look.font(12, QFont::Bold));
    painter.setPen(theme.onActor(actor));
    painter.drawText(circle, Qt::AlignCenter, QString::number(actor + 1));
    x += look.px(kSentenceBadge + 10);

    const QFont font = look.font(13.5, current ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    painter.setPen(loss ? theme.loss : future ? theme.muted : theme.text);
    const QString sentence = (loss ? QStringLiteral("✕ ") : QString()) + m_transcript->sentence(row);
    const QRect room = QRect(x, rect.top(), rect.right() - look.px(16) - noteWidth - x, rect.height());
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(sentence, Qt::ElideRight, room.width()));
}

int TranscriptView::paintLink(QPainter &painter, EventIndex row, const QRect &rect) const
{
    const Appearance &look = appearance();
    const QRectF frame = QRectF(rect).adjusted(look.px(10) + 0.5, 1.5, -look.px(10) - 0.5, -1.5);
    const Link *const link = paintLinkFrame(painter, frame, m_links, row) ? m_links.to(row) : nullptr;
    if (link == nullptr)
        return 0;
    const QString note = linkNote(link->kind);
    painter.setFont(look.font(12.5));
    painter.setPen(look.theme().muted);
    painter.drawText(rect.adjusted(0, 0, -look.px(20), 0), Qt::AlignRight | Qt::AlignVCenter, note);
    return QFontMetrics(painter.font()).horizontalAdvance(note) + look.px(14);
}

EventIndex TranscriptView::rowAt(QPoint point) const
{
    const EventIndex row = static_cast<EventIndex>(verticalScrollBar()->value() + point.y() / rowHeight());
    return point.y() >= 0 && row < m_playback->length() ? row : kNoEvent;
}

void TranscriptView::mousePressEvent(QMouseEvent *event)
{
    const EventIndex row = rowAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || row == kNoEvent)
        return;
    m_playback->pause();
    m_playback->seek(row + 1);
}

void TranscriptView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && m_transcript && m_playback->current() != kNoEvent) {
        copyRows(m_playback->current(), m_playback->position());
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up: m_playback->step(-1); return;
    case Qt::Key_Down: m_playback->step(1); return;
    case Qt::Key_PageUp: m_playback->step(-visibleRows()); return;
    case Qt::Key_PageDown: m_playback->step(visibleRows()); return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void TranscriptView::contextMenuEvent(QContextMenuEvent *event)
{
    const EventIndex row = rowAt(viewport()->mapFrom(this, event->pos()));
    if (!m_transcript || row == kNoEvent)
        return;
    QMenu menu(this);
    menu.addAction(QStringLiteral("Copy this sentence"), this, [this, row] { copyRows(row, row + 1); });
    menu.addAction(QStringLiteral("Copy everything up to here"), this, [this, row] { copyRows(0, row + 1); });
    menu.exec(event->globalPos());
}

void TranscriptView::copyRows(EventIndex first, EventIndex last)
{
    first = last - first > kCopyLimit ? last - kCopyLimit : first;
    QString text;
    for (EventIndex row = first; row < last; ++row)
        text += m_transcript->line(row) + QLatin1Char('\n');
    QGuiApplication::clipboard()->setText(text);
}

void TranscriptView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateRange();
    follow();
}

void TranscriptView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    follow();
}

} // namespace interleave
