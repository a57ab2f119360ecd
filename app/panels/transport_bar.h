// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "app/panels/themed.h"

class QMenu;

#include <functional>
#include <vector>

namespace interleave {

class Bookmarks;
class Button;
class Playback;
class PositionSlider;
class TextLabel;

/// To the beginning, back, play, on, to the end; where one is among the events; how fast.
class TransportBar : public Card
{
    Q_OBJECT

public:
    explicit TransportBar(Playback *playback, QWidget *parent = nullptr);

    void setLosses(const Losses &losses);
    /// Whose ribbons stand below the slider, and what is said of the event of each; not owned, outlives the bar.
    void setBookmarks(const Bookmarks *bookmarks, const std::function<QString(EventIndex)> &nameOf);
    PositionSlider *slider() const { return m_slider; }
    /// Which button Space presses: "Space runs", "Space plays".
    void setSpaceHint(const QString &hint);

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    void showMarks();
    void createParts();
    void createSpeeds();
    void connectParts();
    void showPosition();
    void showState();
    Button *addButton(const QString &icon, const QString &name, const QString &toolTip);

    Playback *m_playback; // not owned; outlives every view
    Button *m_play = nullptr;
    Button *m_speed = nullptr;
    PositionSlider *m_slider = nullptr;
    std::vector<int> m_marks; // where losses are, concealed or not
    TextLabel *m_position = nullptr;
    TextLabel *m_hint = nullptr;
    QMenu *m_speeds = nullptr;
    bool m_isBrief = false; // numbers without a word
};

} // namespace interleave
