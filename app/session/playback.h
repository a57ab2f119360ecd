// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace interleave {

class Recording;

/// The cursor: how many events of a recording are shown (0 … length). Live it follows the end; afterwards it plays,
/// pauses and seeks. Views listen to `moved` and draw (recording, cursor); they hold no position of their own.
///
/// While the result is concealed, views show nothing beyond the cursor and nothing that the findings say, and a live
/// run is not followed: the cursor stays where it was put.
class Playback : public QObject
{
    Q_OBJECT

public:
    explicit Playback(QObject *parent = nullptr);

    /// A new recording, or null; the cursor goes to 0.
    void setRecording(std::shared_ptr<const Recording> recording);
    const std::shared_ptr<const Recording> &recording() const { return m_recording; }

    EventIndex position() const { return m_position; }
    /// The event shown last, position − 1; kNoEvent at 0.
    EventIndex current() const { return m_position == 0 ? kNoEvent : m_position - 1; }
    EventIndex length() const { return m_length; }

    bool isLive() const { return m_live; }
    bool isPlaying() const { return m_playing; }
    bool isConcealed() const { return m_concealed; }
    /// Events per second, 0.25 … 1e6.
    double speed() const { return m_speed; }

public slots:
    /// While live the cursor sits at the end; ends with the run, and when somebody seeks, steps or pauses.
    void setLive(bool live);
    /// The recording has grown.
    void setLength(interleave::EventIndex length);
    /// The recording says more than before, of events that were there already: findings, how processes ended.
    void refresh();
    /// Somebody is to guess first. Concealing what has been seen goes back to the beginning.
    void setConcealed(bool concealed);
    void seek(interleave::EventIndex position);
    void step(int events);
    /// From the beginning again when it stands at the end.
    void play();
    void pause();
    void toggle();
    void setSpeed(double eventsPerSecond);
    /// What suits the recording; without effect once somebody has chosen a speed with setSpeed().
    void suggestSpeed(double eventsPerSecond);

signals:
    void recordingChanged();
    void moved(interleave::EventIndex position);
    void lengthChanged(interleave::EventIndex length);
    void refreshed();
    void concealedChanged(bool concealed);
    void stateChanged(); ///< playing, live or speed

private:
    void tick();
    void schedule();
    void follow();
    void stopFollowing();
    void moveTo(EventIndex position);
    void adoptSpeed(double eventsPerSecond);

    std::shared_ptr<const Recording> m_recording;
    QTimer m_timer{this};
    QElapsedTimer m_clock; // since the timer was set
    EventIndex m_position = 0;
    EventIndex m_length = 0;
    double m_speed = 1;
    double m_owed = 0; // fraction of an event not yet shown
    bool m_speedChosen = false;
    bool m_live = false;
    bool m_playing = false;
    bool m_concealed = false;
};

} // namespace interleave
