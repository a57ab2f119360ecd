// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/spotlight.h"

#include "app/session/playback.h"
#include "core/trace/recording.h"

namespace interleave {

Spotlight::Spotlight(Playback *playback, QObject *parent) : QObject(parent), m_playback(playback)
{
    connect(playback, &Playback::recordingChanged, this, &Spotlight::forget);
}

void Spotlight::forget()
{
    m_reader.reset();
    if (m_playback->recording())
        m_reader = std::make_unique<TraceReader>(m_playback->recording()->trace());
    m_links = {};
    emit changed(m_links);
}

void Spotlight::pointAt(EventIndex event)
{
    const bool known = m_reader && event != kNoEvent && event < m_reader->size() && !m_playback->isConcealed();
    if (m_links.of == (known ? event : kNoEvent))
        return;
    m_links = known ? linksOf(*m_reader, event) : Links{};
    emit changed(m_links);
}

} // namespace interleave
