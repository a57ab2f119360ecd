// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QObject>

#include <vector>

namespace interleave {

class Playback;

/// The events a learner wants to find again, of the recording on show; they are saved with it. Main thread.
class Bookmarks : public QObject
{
    Q_OBJECT

public:
    /// `playback` is not owned and outlives it.
    explicit Bookmarks(Playback *playback, QObject *parent = nullptr);

    /// In order, each once.
    const std::vector<EventIndex> &events() const { return m_events; }
    bool contains(EventIndex event) const;

public slots:
    /// At the event shown last: sets one, or takes it away.
    void toggle();

signals:
    void changed();

private:
    void takeRecording();

    Playback *m_playback;
    std::vector<EventIndex> m_events;
};

} // namespace interleave
