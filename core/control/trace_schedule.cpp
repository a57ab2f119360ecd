// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/trace_schedule.h"

#include <algorithm>
#include <array>
#include <utility>

namespace interleave {

namespace {

bool isAccess(EventKind kind)
{
    return readsWord(kind) || writesWord(kind) || kind == EventKind::LockAcquired || kind == EventKind::LockReleased;
}

Action actionOf(const Event &event)
{
    return {.operation = event.kind(), .object = event.object, .site = event.site};
}

/// Writes steps down as they come, equal ones together.
class ScheduleWriter
{
public:
    ScheduleWriter(const RunSettings &settings, bool withChecks) : m_withChecks(withChecks)
    {
        m_text = scheduleText({settings.scenario, settings.mode, settings.parameters, {}, {}});
    }

    void add(Step step, const Action &action)
    {
        if (!m_run.empty() && !(m_run.back() == step))
            flush();
        m_run.push_back(step);
        if (!m_withChecks)
            return;
        m_checksum.add(step, action);
        if (++m_steps % StepChecksum::kSteps != 0)
            return;
        flush();
        // One block that bears its check: what is written of it is only that.
        m_text += checkText(std::exchange(m_checksum, {}).value());
    }

    const std::string &text()
    {
        flush();
        return m_text;
    }
    std::size_t size() const { return m_text.size(); }

private:
    void flush()
    {
        m_text += stepsText(m_run);
        m_run.clear();
    }

    std::string m_text;
    Steps m_run; ///< equal steps that are not written yet
    StepChecksum m_checksum;
    std::size_t m_steps = 0;
    bool m_withChecks;
};

/// What makes two events the same fact in two runs of one order.
bool areAlike(const Event &one, const Event &other)
{
    if (one.actor != other.actor || one.kind() != other.kind() || one.object != other.object)
        return false;
    switch (one.kind()) {
    case EventKind::LockAcquired:
    case EventKind::LockReleased: return one.acquisition() == other.acquisition();
    case EventKind::Died: return true;
    default: return one.a == other.a && one.b == other.b;
    }
}

/// What one actor did that two runs of one order have in common, and which step of the run that was.
struct Fact {
    std::size_t step;
    Event event;
};

/// By actor. Who did what in which order is compared, and with which words: those fix the order of each object. The
/// order of the record is one of several that explain the run, where accesses do not concern each other.
std::vector<std::vector<Fact>> factsOf(const Recording &recording)
{
    std::vector<std::vector<Fact>> facts(kMaxActors);
    StepFinder finder(recording);
    std::size_t steps = 0;
    TraceReader trace(recording.trace());
    trace.forEach(0, trace.size(), [&](EventIndex index, const Event &event) {
        const bool isStep = finder.stepOf(index, event).has_value();
        steps += isStep;
        if (isStep || event.kind() == EventKind::Awaited)
            facts[event.actor].push_back({steps - 1, event});
    });
    return facts;
}

} // namespace

StepFinder::StepFinder(const Recording &recording)
{
    const auto info = recording.info();
    if (!info->stuck)
        return;
    TraceReader trace(recording.trace());
    trace.forEach(0, trace.size(), [&](EventIndex index, const Event &event) {
        const bool begins = event.kind() == EventKind::LockRequested || event.kind() == EventKind::SemaphoreRequested
            || event.kind() == EventKind::AwaitBegan;
        if (begins && event.actor < info->processes.size() && event.actor < kMaxActors
            && info->processes[event.actor].end == ProcessEnd::Stuck)
            m_ends[event.actor] = index;
    });
}

std::optional<Step> StepFinder::stepOf(EventIndex index, const Event &event)
{
    if (event.actor >= kMaxActors || index > m_ends[event.actor])
        return std::nullopt;
    if (event.kind() == EventKind::Died)
        return Step{event.actor, StepKind::Kill};
    // A release is reported before it happens (Mutex::reportRelease): one that nobody reported is the system's.
    const bool isTheSystems = event.kind() == EventKind::LockReleased && event.has(kInferred);
    if (!isAccess(event.kind()) || isTheSystems)
        return std::nullopt;
    Wait &wait = m_waits[event.actor];
    if (event.kind() != EventKind::Awaited) {
        wait.isOn = false;
        return Step{event.actor};
    }
    if (wait.isOn && wait.site == event.site && wait.first != event.object)
        return std::nullopt; // another cell of the same wait
    wait = {true, event.site, event.object};
    return Step{event.actor};
}

std::string obstacleTo(const RunInfo &info)
{
    if (info.settings.pace == Pace::Bare)
        return "The run was unwatched: nobody knows in which order its accesses came.";
    if (info.dropped > 0 || info.memoryRanOutAt != kNoEvent)
        return "Events of the run are missing, so its order is not known as a whole.";
    if (info.interrupted)
        return "The run was stopped before its end, and who was let go on a last step is not known.";
    return {};
}

TraceSchedule scheduleOf(const Recording &recording)
{
    TraceSchedule schedule;
    StepFinder finder(recording);
    TraceReader trace(recording.trace());
    trace.forEach(0, trace.size(), [&](EventIndex index, const Event &event) {
        const auto step = finder.stepOf(index, event);
        if (!step)
            return;
        schedule.steps.push_back(*step);
        schedule.expected.push_back(actionOf(event));
        schedule.events.push_back(index);
    });
    return schedule;
}

std::optional<std::string> scheduleTextOf(const Recording &recording, std::size_t most, bool withChecks)
{
    constexpr EventIndex kStretch = 4096;
    ScheduleWriter writer(recording.info()->settings, withChecks);
    StepFinder finder(recording);
    TraceReader trace(recording.trace());
    for (EventIndex from = 0; from < trace.size() && writer.size() <= most; from += kStretch)
        trace.forEach(from, std::min(from + kStretch, trace.size()), [&](EventIndex index, const Event &event) {
            if (const auto step = finder.stepOf(index, event))
                writer.add(*step, actionOf(event));
        });
    if (writer.text().size() > most)
        return std::nullopt;
    return writer.text();
}

std::optional<std::size_t> firstDifference(const Recording &one, const Recording &other)
{
    const auto facts = factsOf(one), others = factsOf(other);
    std::optional<std::size_t> first;
    const auto note = [&](std::size_t step) { first = std::min(step, first.value_or(step)); };
    for (std::size_t actor = 0; actor < facts.size(); ++actor) {
        const auto [here, there] = std::mismatch(
            facts[actor].begin(), facts[actor].end(), others[actor].begin(), others[actor].end(),
            [](const Fact &a, const Fact &b) { return areAlike(a.event, b.event); });
        if (here != facts[actor].end())
            note(here->step);
        else if (there != others[actor].end())
            note(there->step);
    }
    return first;
}

} // namespace interleave
