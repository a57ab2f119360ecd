// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/orders/ladder_layout.h"

#include <QAbstractScrollArea>

namespace interleave {

class Playback;

/// An order as a ladder, on show beside the outcomes: a click on a rung takes the cursor there, arrows go from
/// one to the next, and wherever else the cursor is moved, its rung comes into sight. The heads of the columns stay.
class LadderView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit LadderView(Playback *playback, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// `end`: what the order ends at, in words. Null: `placeholder` stands here.
    void setLadder(std::shared_ptr<const OrderLadder> ladder, const QString &end, bool isRight);
    /// As many are always seen; 0: as few as there is room for.
    void setLeastRungs(int rungs);
    void setPlaceholder(const QString &text);
    const std::shared_ptr<const OrderLadder> &ladder() const { return m_scene.ladder; }
    /// As it goes into a report: in print, all of it, under its title and above its caption.
    Picture picture(const QString &title, const QString &caption) const;
    /// In the coordinates of the viewport.
    QRectF rectOf(std::size_t step) const;

signals:
    /// A rung was chosen; its event.
    void chosen(interleave::EventIndex event);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void follow();
    void paintHeads(QWidget *heads) const;
    std::ptrdiff_t stepAt(QPointF point) const;
    void choose(std::ptrdiff_t step);
    std::ptrdiff_t current() const;
    void describe();

    Playback *m_playback; // not owned; outlives every view
    LadderScene m_scene;
    Picture m_picture; // of the scene
    QWidget *m_heads;
    QString m_placeholder;
    int m_leastRungs = 0;
};

} // namespace interleave
