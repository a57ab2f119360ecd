// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace interleave {

class Playback;
class TextLabel;

/// The last line of the window: what was recorded, and at what price.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(Playback *playback, QWidget *parent = nullptr);

    QString text() const;
    /// Something that needs to be said once: a file was saved, a file is damaged.
    void say(const QString &sentence);
    /// What is said as long as there is nothing else to say.
    void setStanding(const QString &sentence);
    /// By recording, all processes together, so far: of a run that is on, whose recording will say so only at its end.
    void setHeldUp(qint64 nanoseconds);

public slots:
    void refresh();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Playback *m_playback; // not owned; outlives every view
    TextLabel *m_recorded;
    TextLabel *m_said;
    QString m_news, m_standing;
    qint64 m_heldUp = 0;
};

} // namespace interleave
