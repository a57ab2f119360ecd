// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/panels/themed.h"

class QHBoxLayout;
class QVBoxLayout;

namespace interleave {

class Button;
class Playback;
class TextLabel;

/// The stage with a band above it that says what is seen: a run going on, or the replay of a finished one.
class StageCard : public Card
{
    Q_OBJECT

public:
    explicit StageCard(Playback *playback, QWidget *parent = nullptr);

    /// Takes it; replaces the one before.
    void setStage(QWidget *stage);
    /// The settings have changed since this run.
    void setOutdated(bool outdated);
    /// The run is stepped, and stands so: "waiting for you". Empty: it is not.
    void setStepping(const QString &stand);
    Button *saveButton() const { return m_save; }
    Button *presentButton() const { return m_present; }
    QString bandText() const;

    QSize minimumSizeHint() const override;

public slots:
    /// The run's description has changed: it has ended.
    void refresh();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int bandHeight() const;

    Playback *m_playback; // not owned; outlives every view
    QVBoxLayout *m_layout;
    QHBoxLayout *m_band;
    QWidget *m_stage = nullptr;
    QString m_stepping;
    TextLabel *m_state;
    TextLabel *m_text;
    TextLabel *m_outdated;
    Button *m_save;
    Button *m_present;
};

} // namespace interleave
