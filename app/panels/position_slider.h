// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSlider>

#include <functional>
#include <vector>

namespace interleave {

/// The position among the events, with a ✕ over each event that overwrote something and a ribbon under each bookmark.
/// A click goes there at once.
class PositionSlider : public QSlider
{
    Q_OBJECT

public:
    explicit PositionSlider(QWidget *parent = nullptr);

    /// Positions after which something is lost, ascending.
    void setMarks(std::vector<int> positions);
    const std::vector<int> &marks() const { return m_marks; }
    /// Positions that are bookmarked, ascending, and what is said of each to whoever points at its ribbon.
    void setBookmarks(std::vector<int> positions, std::function<QString(int)> nameOf);
    const std::vector<int> &bookmarks() const { return m_bookmarks; }
    /// Where a position lies, in pixels of the widget.
    double xOf(int position) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    int positionAt(double x) const;
    void paintMarks(QPainter &painter) const;
    void paintBookmarks(QPainter &painter) const;
    /// Of a bookmarked position, in the widget.
    QRectF ribbonOf(int position) const;
    double inset() const;

    std::vector<int> m_marks;
    std::vector<int> m_bookmarks;
    std::function<QString(int)> m_nameOf;
};

} // namespace interleave
