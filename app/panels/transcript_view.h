// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/links.h"
#include "app/models/transcript.h"

#include <QAbstractScrollArea>

#include <memory>

namespace interleave {

class Bookmarks;
class Playback;

/// The transcript, one event a row. Only the rows in sight are ever told, so its length does not matter. The row of the
/// event shown last is marked and kept in sight; a click takes the cursor to a row.
class TranscriptView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TranscriptView(Playback *playback, QWidget *parent = nullptr);

    /// Row under a point of the viewport; kNoEvent when there is none.
    EventIndex rowAt(QPoint point) const;
    int rowHeight() const;
    /// Whose flags stand in the margin; not owned, outlives the view. Null: none.
    void setBookmarks(const Bookmarks *bookmarks);

public slots:
    /// New findings: losses may be told now that were not known before.
    void refresh();
    /// What to light up: the event pointed at in some view, and what belongs to it.
    void setLinks(const interleave::Links &links);

signals:
    /// The pointer has come to that event; kNoEvent: to none.
    void pointedAt(interleave::EventIndex event);

protected:
    bool viewportEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void takeRecording();
    void follow();
    void updateRange();
    void paintRow(QPainter &painter, EventIndex row, const QRect &rect);
    /// Marks the row when it belongs to what is pointed at; returns the room its note takes at the right end.
    int paintLink(QPainter &painter, EventIndex row, const QRect &rect) const;
    int visibleRows() const;
    /// From the newest `count` rows up to the cursor.
    void copyRows(EventIndex first, EventIndex last);

    Playback *m_playback; // not owned; outlives every view
    std::unique_ptr<Transcript> m_transcript;
    Links m_links;
    const Bookmarks *m_bookmarks = nullptr;
};

} // namespace interleave
