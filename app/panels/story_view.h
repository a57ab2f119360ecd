// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/links.h"
#include "core/ids.h"

#include <QListView>
#include <QString>

#include <vector>

namespace interleave {

class Playback;
class StoryModel;

/// One row of a story: a heading, a remark, or a sentence about an event.
struct StoryRow {
    enum class Kind : std::uint8_t { Heading, Remark, Sentence, Loss };
    Kind kind = Kind::Sentence;
    QString text;
    EventIndex event = kNoEvent; ///< where it can be seen
    int actor = -1;              ///< whose event that is
    QString note = {};           ///< at the right end: "proved"
    bool opens = false;          ///< something else begins: a little room above it
    bool within = false;         ///< belongs to the sentence above
};

/// Sentences that lead to events: a click or Enter takes the cursor there, arrows go from one to the next. The row
/// whose event the cursor stands at is marked. Long sentences are wrapped, never cut.
class StoryView : public QListView
{
    Q_OBJECT

public:
    explicit StoryView(Playback *playback, QWidget *parent = nullptr);

    void setRows(std::vector<StoryRow> rows);
    const std::vector<StoryRow> &rows() const;
    /// What stands here as long as there are no rows.
    void setPlaceholder(const QString &text);
    Playback *playback() const { return m_playback; }
    const Links &links() const { return m_links; }

public slots:
    /// What to light up: the event pointed at in some view, and what belongs to it.
    void setLinks(const interleave::Links &links);
    /// All of it, as text.
    void copy() const;

signals:
    /// The pointer has come to a row about that event; kNoEvent: to none.
    void pointedAt(interleave::EventIndex event);

protected:
    /// For the clipboard; by default the rows, one a line.
    virtual QString copied() const;

    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void go(const QModelIndex &index);

    Playback *m_playback; // not owned; outlives every view
    StoryModel *m_model;
    Links m_links;
    QString m_placeholder;
};

} // namespace interleave
