// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/bookmarks.h"

#include "app/session/playback.h"
#include "core/trace/recording.h"

#include <algorithm>

namespace interleave {

Bookmarks::Bookmarks(Playback *playback, QObject *parent) : QObject(parent), m_playback(playback)
{
    connect(playback, &Playback::recordingChanged, this, &Bookmarks::takeRecording);
}

bool Bookmarks::contains(EventIndex event) const
{
    return std::binary_search(m_events.begin(), m_events.end(), event);
}

void Bookmarks::toggle()
{
    const EventIndex event = m_playback->current();
    if (event == kNoEvent || !m_playback->recording())
        return;
    const auto place = std::lower_bound(m_events.begin(), m_events.end(), event);
    if (place != m_events.end() && *place == event)
        m_events.erase(place);
    else if (m_events.size() < kMostBookmarks)
        m_events.insert(place, event);
    emit changed();
}

void Bookmarks::takeRecording()
{
    m_events.clear();
    if (const auto &recording = m_playback->recording()) {
        m_events = recording->info()->bookmarks;
        std::sort(m_events.begin(), m_events.end());
        m_events.erase(std::unique(m_events.begin(), m_events.end()), m_events.end());
        // A damaged file may have lost what they stood at.
        const EventIndex size = recording->trace().size();
        std::erase_if(m_events, [size](EventIndex event) { return event >= size; });
    }
    emit changed();
}

} // namespace interleave
