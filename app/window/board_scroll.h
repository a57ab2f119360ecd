// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QKeyEvent>
#include <QScrollArea>

namespace interleave {

/// What does not fit the window at a large scale is scrolled to. Keys belong to the window.
class BoardScroll : public QScrollArea
{
public:
    BoardScroll()
    {
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setFocusPolicy(Qt::NoFocus);
        setAccessibleName(QStringLiteral("Panels"));
    }

protected:
    void keyPressEvent(QKeyEvent *event) override { event->ignore(); }
};

} // namespace interleave
