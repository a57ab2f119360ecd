// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/recording.h"

#include <utility>

namespace interleave {

Recording::Recording(RunInfo info)
    : m_info(std::make_shared<const RunInfo>(std::move(info))),
      m_findings(std::make_shared<const Findings>()),
      m_states(m_info->objects, m_info->processes.size()),
      m_analyzer(*m_info)
{}

void Recording::settle(std::span<const Event> events)
{
    const EventIndex first = m_trace.size();
    m_trace.append(events);
    take(first, events);
}

void Recording::settlePacked(std::vector<std::uint8_t> bytes, std::span<const Event> events)
{
    const EventIndex first = m_trace.size();
    m_trace.appendPacked(std::move(bytes), events);
    take(first, events);
}

void Recording::take(EventIndex first, std::span<const Event> events)
{
    m_states.settled(first, events);
    m_analyzer.settled(first, events);
}

void Recording::publishFindings()
{
    replace(m_findings, std::make_shared<const Findings>(m_analyzer.findings()));
}

void Recording::finish(RunInfo info)
{
    if (info.memoryRanOutAt != kNoEvent || (damage && damage->breaksOff))
        m_analyzer.endsEarly();
    else
        m_analyzer.ended(info);
    publishFindings();
    close(std::move(info));
}

void Recording::close(RunInfo info)
{
    replace(m_info, std::make_shared<const RunInfo>(std::move(info)));
    setTail(nullptr);
    const std::lock_guard lock(m_mutex);
    m_finished = true;
}

template <typename T>
void Recording::replace(std::shared_ptr<const T> &pointer, std::shared_ptr<const T> value)
{
    // The old one goes, perhaps, when the mutex is free again: taking a long list apart takes its time.
    const std::lock_guard lock(m_mutex);
    pointer.swap(value);
}

Tail Recording::tail() const
{
    const std::lock_guard lock(m_mutex);
    return m_tail;
}

void Recording::setTail(std::shared_ptr<const std::vector<Event>> events)
{
    Tail tail{m_trace.size(), std::move(events)};
    const std::lock_guard lock(m_mutex);
    std::swap(m_tail, tail); // the old one goes when the mutex is free again
}

EventIndex Recording::moment() const
{
    const Tail tail = this->tail();
    return tail.size() > 0 ? tail.after : m_trace.size();
}

/// Two threads change different things of it: whoever comes second changes what the first has made.
template <typename Change>
void Recording::amendInfo(Change &&change)
{
    for (;;) {
        const std::shared_ptr<const RunInfo> before = info();
        RunInfo changed = *before;
        change(changed);
        auto after = std::make_shared<const RunInfo>(std::move(changed));
        const std::lock_guard lock(m_mutex);
        if (m_info != before)
            continue;
        m_info.swap(after); // the old one goes when the mutex is free again: `before` is the last to hold it
        return;
    }
}

void Recording::setProcesses(std::vector<ProcessInfo> processes)
{
    amendInfo([&](RunInfo &info) { info.processes = processes; });
}

void Recording::setStandstill(std::vector<Wait> waits)
{
    amendInfo([&](RunInfo &info) {
        info.stuck = true;
        info.standstill = waits;
    });
}

void Recording::setSites(std::vector<Site> sites)
{
    amendInfo([&](RunInfo &info) { info.sites = sites; });
}

std::shared_ptr<const RunInfo> Recording::info() const
{
    const std::lock_guard lock(m_mutex);
    return m_info;
}

std::shared_ptr<const Findings> Recording::findings() const
{
    const std::lock_guard lock(m_mutex);
    return m_findings;
}

bool Recording::finished() const
{
    const std::lock_guard lock(m_mutex);
    return m_finished;
}

} // namespace interleave
