// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSlider>

#include <vector>

namespace interleave {

/// The position among the events, with a ✕ over each event that overwrote something. A click goes there at once.
class PositionSlider : public QSlider
{
    Q_OBJECT

public:
    explicit PositionSlider(QWidget *parent = nullptr);

    /// Positions after which something is lost, ascending.
    void setMarks(std::vector<int> positions);
    const std::vector<int> &marks() const { return m_marks; }
    /// Where a position lies, in pixels of the widget.
    double xOf(int position) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    int positionAt(double x) const;
    void paintMarks(QPainter &painter) const;
    double inset() const;

    std::vector<int> m_marks;
};

} // namespace interleave
