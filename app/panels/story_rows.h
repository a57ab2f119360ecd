// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/panels/story_view.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace interleave {

/// The rows of a StoryView, for it and for screen readers.
class StoryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setRows(std::vector<StoryRow> rows);
    const std::vector<StoryRow> &rows() const { return m_rows; }
    const StoryRow &at(const QModelIndex &index) const { return m_rows[static_cast<std::size_t>(index.row())]; }
    /// The largest event number needs that many digits and gaps: "1 000 000".
    const QString &widestNumber() const { return m_widest; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    std::vector<StoryRow> m_rows;
    QString m_widest;
};

/// Draws a row: number of its event, badge of its actor, sentence, note.
class StoryDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Both are not owned and outlive it.
    StoryDelegate(const StoryView *view, const StoryModel *model);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    /// Where the parts of a row of that width are, from its top.
    struct Places {
        int number = 0, badge = 0, text = 0, textWidth = 0, noteWidth = 0;
    };
    Places placesOf(const StoryRow &row, int width) const;
    QFont fontOf(const StoryRow &row) const;
    int marginAbove(const StoryRow &row) const;
    void paintBadge(QPainter &painter, const StoryRow &row, const QRect &line, int x) const;

    const StoryView *m_view;
    const StoryModel *m_model;
};

} // namespace interleave
