// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/playback.h"

#include "core/trace/recording.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

constexpr double kSlowest = 0.25;
constexpr double kFastest = 1e6;
constexpr double kFrameMs = 16;

} // namespace

Playback::Playback(QObject *parent) : QObject(parent)
{
    // One shot at a time, set for the moment the next event is due: a slow replay wakes nobody in between.
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Playback::tick);
}

void Playback::setRecording(std::shared_ptr<const Recording> recording)
{
    m_timer.stop();
    m_playing = false;
    m_live = false;
    // The last one stays until all views have heard of the next: they still read from it.
    const auto previous = std::exchange(m_recording, std::move(recording));
    m_position = 0;
    m_length = m_recording ? m_recording->trace().size() : 0;
    emit recordingChanged();
    emit lengthChanged(m_length);
    emit moved(m_position);
    emit stateChanged();
}

void Playback::setLive(bool live)
{
    if (m_live == live)
        return;
    m_live = live;
    if (live) {
        m_playing = false;
        m_timer.stop();
    }
    emit stateChanged();
    follow();
}

void Playback::setLength(EventIndex length)
{
    if (m_length == length)
        return;
    m_length = length;
    emit lengthChanged(length);
    moveTo(m_position);
    follow();
}

void Playback::refresh()
{
    emit refreshed();
}

void Playback::setConcealed(bool concealed)
{
    if (m_concealed == concealed)
        return;
    m_concealed = concealed;
    if (concealed && m_playing)
        pause();
    emit concealedChanged(concealed);
    if (concealed)
        moveTo(0);
    follow();
}

void Playback::follow()
{
    if (m_live && !m_concealed)
        moveTo(m_length);
}

void Playback::seek(EventIndex position)
{
    stopFollowing();
    m_owed = 0;
    moveTo(position);
}

void Playback::step(int events)
{
    pause();
    const EventIndex back = events < 0 ? std::min<EventIndex>(m_position, static_cast<EventIndex>(-(events + 1)) + 1) : 0;
    const EventIndex forward = events > 0 ? static_cast<EventIndex>(events) : 0;
    moveTo(m_position - back + forward);
}

void Playback::play()
{
    if (m_playing || m_live || m_length == 0)
        return;
    m_playing = true;
    m_owed = 0;
    emit stateChanged();
    if (m_position >= m_length) // at the end, playing means again from the beginning
        moveTo(0);
    schedule();
}

void Playback::pause()
{
    stopFollowing();
    if (!m_playing)
        return;
    m_playing = false;
    m_timer.stop();
    emit stateChanged();
}

void Playback::toggle()
{
    if (m_playing || m_live)
        pause();
    else
        play();
}

void Playback::setSpeed(double eventsPerSecond)
{
    m_speedChosen = true;
    adoptSpeed(eventsPerSecond);
}

void Playback::suggestSpeed(double eventsPerSecond)
{
    if (!m_speedChosen)
        adoptSpeed(eventsPerSecond);
}

void Playback::adoptSpeed(double eventsPerSecond)
{
    const double speed = std::clamp(eventsPerSecond, kSlowest, kFastest);
    if (speed == m_speed)
        return;
    m_speed = speed;
    if (m_playing)
        schedule();
    emit stateChanged();
}

void Playback::stopFollowing()
{
    if (!m_live)
        return;
    m_live = false;
    emit stateChanged();
}

void Playback::moveTo(EventIndex position)
{
    position = std::min(position, m_length);
    if (position == m_position)
        return;
    m_position = position;
    emit moved(position);
}

void Playback::schedule()
{
    m_clock.start();
    const double due = (1.0 - m_owed) / m_speed * 1000.0;
    m_timer.start(static_cast<int>(std::ceil(std::max(due, kFrameMs))));
}

void Playback::tick()
{
    if (!m_playing)
        return;
    m_owed += static_cast<double>(m_clock.nsecsElapsed()) * 1e-9 * m_speed;
    const double whole = std::floor(m_owed);
    m_owed -= whole;
    moveTo(m_position + static_cast<EventIndex>(whole));
    if (m_position >= m_length)
        pause();
    else if (m_playing) // a listener may have paused it
        schedule();
}

} // namespace interleave
