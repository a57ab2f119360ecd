// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/style/theme.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace interleave {

class Playback;
class TimelineView;

/// "Across: order | time" and what the letters mean: the corner of the row of tabs while the timeline is shown.
class TimelineHeader : public QWidget
{
    Q_OBJECT

public:
    /// Neither is owned; both outlive the header.
    TimelineHeader(TimelineView *view, Playback *playback, QWidget *parent = nullptr);

    void setTheme(const Theme &theme, double zoom = 1);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class Legend;
    void showAxis();
    int widthOfWord() const;

    TimelineView *m_view;
    QLabel *m_across;
    QToolButton *m_order;
    QToolButton *m_time;
    Legend *m_legend;
};

} // namespace interleave
