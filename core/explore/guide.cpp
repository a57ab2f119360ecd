// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/guide.h"

#include <string>
#include <utility>

namespace interleave {

namespace {

Error notRepeated(Step step, std::size_t number, SiteId before, SiteId now)
{
    return {std::string("Process ") + scheduleLetter(step.actor) + " does not repeat its step " + std::to_string(number)
            + ": at site " + std::to_string(before) + " of its source before, at site " + std::to_string(now)
            + " now. Its role is not deterministic: it may depend on nothing but what it has read."};
}

} // namespace

Guide::Guide(World &world, std::size_t longest) : m_world(world), m_longest(longest) {}

Result<void> Guide::restart()
{
    if (const auto restarted = m_world.restart(); !restarted.ok())
        return restarted;
    m_execution.steps.clear();
    m_last = kNoActor;
    look();
    return {};
}

Result<void> Guide::returnTo(std::size_t steps)
{
    std::vector<TakenStep> known = std::move(m_execution.steps);
    if (const auto restarted = restart(); !restarted.ok())
        return restarted;
    for (std::size_t i = 0; i < steps; ++i) {
        const Step step = known[i].step;
        const Action &now = m_world.action(step.actor);
        if (now != known[i].action || m_enabled != known[i].enabled)
            return notRepeated(step, i + 1, known[i].action.site, now.site);
        if (const auto taken = take(step); !taken.ok())
            return taken;
    }
    return {};
}

Result<void> Guide::take(Step step)
{
    m_execution.steps.push_back({step, m_world.action(step.actor), m_enabled});
    ++m_steps;
    if (const auto taken = m_world.take(step); !taken.ok())
        return taken;
    if (step.kind != StepKind::Kill)
        m_last = step.actor;
    look();
    return {};
}

/// Who can move, and whether it is over.
void Guide::look()
{
    m_enabled = {};
    m_execution.pending.clear();
    bool isSomethingLeft = false;
    for (std::size_t i = 0; i < m_world.actors(); ++i) {
        const auto actor = static_cast<ActorId>(i);
        const Action &action = m_world.action(actor);
        m_execution.pending.push_back(action);
        isSomethingLeft |= m_world.isAlive(actor) && action.operation != EventKind::None;
        if (m_world.isEnabled(actor))
            m_enabled.insert(actor);
    }
    m_execution.end = m_enabled.isEmpty()       ? isSomethingLeft ? ExecutionEnd::Deadlocked : ExecutionEnd::Finished
        : m_execution.steps.size() >= m_longest ? ExecutionEnd::TooLong
                                                : ExecutionEnd::Open;
}

} // namespace interleave
