// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/teacher.h"

#include "core/explore/execution.h"

#include <utility>

namespace interleave {

namespace {

std::string processOf(ActorId actor)
{
    return std::string("Process ") + scheduleLetter(actor);
}

const char *nounOf(EventKind operation)
{
    switch (operation) {
    case EventKind::Read: return "the read of ";
    case EventKind::Write: return "the write to ";
    case EventKind::Update: return "the update of ";
    case EventKind::LockAcquired: return "the locking of ";
    case EventKind::LockReleased: return "the unlocking of ";
    case EventKind::SemaphoreAcquired: return "the taking from ";
    case EventKind::SemaphorePosted: return "the giving to ";
    case EventKind::Awaited: return "the wait for ";
    default: return "an access to ";
    }
}

} // namespace

Teacher::Teacher(World &world, const AccessModel &model, Automaton &automaton, Mourner mourn, LineName lineName)
    : m_world(world),
      m_model(model),
      m_automaton(automaton),
      m_mourn(std::move(mourn)),
      m_lineName(std::move(lineName))
{}

Result<void> Teacher::lead(const Steps &schedule)
{
    ++m_lessons;
    m_taken.clear();
    if (const auto restarted = m_world.restart(); !restarted.ok())
        return restarted;
    m_values = m_world.values();
    m_states.assign(m_world.actors(), Automaton::kDead);
    if (const auto looked = look(); !looked.ok())
        return looked;
    for (const Step step : schedule)
        if (const auto taken = take(step); !taken.ok())
            return taken;
    return {};
}

Result<void> Teacher::leadOn()
{
    ActorId last = m_taken.empty() ? kNoActor : m_taken.back().actor;
    for (std::size_t i = 0; i < kMostOnwards && isToGoOn(i) && !enabled().isEmpty(); ++i) {
        if (!enabled().contains(last))
            last = enabled().first();
        if (const auto taken = take({last}); !taken.ok())
            return taken;
    }
    return {};
}

Result<void> Teacher::leadAtRandom(Chance &chance, std::size_t mostDeaths)
{
    constexpr std::size_t kStepsPerDeath = 8; ///< about
    const auto oneOf = [&chance](ActorSet actors) { return actors.at(chance.below(actors.size())); };
    if (const auto led = lead({}); !led.ok())
        return led;
    for (std::size_t i = 0; i < Execution::kMostSteps && isToGoOn(i) && !killable().isEmpty(); ++i) {
        const bool isDeath = mostDeaths > 0 && chance.below(kStepsPerDeath) == 0;
        if (!isDeath && enabled().isEmpty())
            return {};
        mostDeaths -= isDeath;
        if (const auto taken = take(isDeath ? Step{oneOf(killable()), StepKind::Kill} : Step{oneOf(enabled())});
            !taken.ok())
            return taken;
    }
    return {};
}

bool Teacher::isToGoOn(std::size_t step) const
{
    constexpr std::size_t kPatience = 64; ///< steps between two questions
    return step % kPatience != kPatience - 1 || !m_goOn || m_goOn();
}

ActorSet Teacher::enabled() const
{
    ActorSet enabled;
    for (std::size_t i = 0; i < m_states.size(); ++i)
        if (m_world.isEnabled(static_cast<ActorId>(i)))
            enabled.insert(static_cast<ActorId>(i));
    return enabled;
}

/// Who lives and has something left to do.
ActorSet Teacher::killable() const
{
    ActorSet killable;
    for (std::size_t i = 0; i < m_states.size(); ++i)
        if (m_states[i] > Automaton::kEnded)
            killable.insert(static_cast<ActorId>(i));
    return killable;
}

/// Who is in which state, and who can move: of those who wait for words it is learned, of others it is known.
Result<void> Teacher::look()
{
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        const auto actor = static_cast<ActorId>(i);
        const Action &action = m_world.action(actor);
        m_states[i] = m_world.isAlive(actor) ? m_automaton.stateOf(actor, action) : Automaton::kDead;
        if (action.operation == EventKind::None)
            continue;
        if (!m_model.fits(m_values, action))
            return because(processOf(actor) + " is about to make an access that nothing in this world allows, at "
                           + lineOf(action.site) + ".");
        const bool isEnabled = m_world.isEnabled(actor);
        if (action.operation == EventKind::Awaited) {
            if (!m_automaton.learnWait(actor, m_states[i], m_model.seenBy(m_values, action), isEnabled))
                return because(processOf(actor) + " waits at " + lineOf(action.site)
                               + ", and the same values once end its wait and once do not: what it waits for depends "
                                 "on something it does not declare.");
        } else if (isEnabled != m_model.isPossible(m_values, action)) {
            return because("The model differs from reality: " + nameOf(action) + " by process " + scheduleLetter(actor)
                           + (isEnabled ? " should not" : " should") + " be possible where it "
                           + (isEnabled ? "is." : "is not."));
        }
    }
    return {};
}

/// If there is a reason to: of the one who has just moved, or been killed.
void Teacher::mourn(ActorId mover)
{
    if (!m_mourn || m_world.action(mover).operation != EventKind::None)
        return;
    std::vector<ProcessEnd> ends;
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        const auto actor = static_cast<ActorId>(i);
        ends.push_back(!m_world.isAlive(actor)                                  ? ProcessEnd::Killed
                           : m_world.action(actor).operation == EventKind::None ? ProcessEnd::Finished
                                                                                : ProcessEnd::Running);
    }
    if (std::find(ends.begin(), ends.end(), ProcessEnd::Killed) != ends.end())
        m_mourn(m_values, mover, ends);
}

Result<void> Teacher::take(Step step)
{
    m_taken.push_back(step);
    const Action action = m_world.action(step.actor);
    const bool isKill = step.kind == StepKind::Kill;
    if (isKill ? !killable().contains(step.actor) : !m_world.isEnabled(step.actor))
        return because(processOf(step.actor) + " cannot " + (isKill ? "be killed" : "move")
                       + " where the model says that it can.");
    ++m_steps;
    if (const auto taken = m_world.take(step); !taken.ok())
        return taken;
    const SharedValues before = m_values;
    if (isKill)
        m_model.die(m_values, step.actor);
    else
        m_model.apply(m_values, step.actor, action);
    mourn(step.actor);
    SharedValues after = m_world.values();
    // What a role adds to the ledger is its own affair, and learned; nobody adds when somebody dies.
    if (after.rows != m_values.rows || (isKill && after.ledger != m_values.ledger))
        return because("The model differs from reality: "
                       + (isKill ? "the death of process " + std::string(1, scheduleLetter(step.actor))
                                 : nameOf(action) + " by process " + scheduleLetter(step.actor))
                       + " left other values than it should.");
    m_values = std::move(after);
    if (!isKill)
        if (const auto learned = learn(step.actor, before); !learned.ok())
            return learned;
    return look();
}

/// It has just moved.
Result<void> Teacher::learn(ActorId actor, const SharedValues &before)
{
    const Automaton::State state = m_states[actor];
    const Automaton::Seen seen = m_model.seenBy(before, m_automaton.action(actor, state));
    Automaton::Successor successor{m_automaton.stateOf(actor, m_world.action(actor))};
    for (std::size_t i = 0; i < before.ledger.size(); ++i)
        if (m_values.ledger[i] != before.ledger[i])
            successor.ledger.emplace_back(static_cast<std::uint32_t>(i), m_values.ledger[i] - before.ledger[i]);
    const auto *other = m_automaton.learn(actor, state, seen, successor);
    if (!other)
        return {};
    const auto wayOf = [&](const Automaton::Successor &way) {
        return way.next == Automaton::kEnded ? std::string("its end") : nameOf(m_automaton.action(actor, way.next));
    };
    const std::string earlier = wayOf(*other), now = wayOf(successor);
    return because(processOf(actor) + " goes on in two ways after " + nameOf(m_automaton.action(actor, state))
                   + ", though it saw the same: with " + earlier + ", and with "
                   + (earlier == now ? "the same in another state" : now)
                   + ". Its role is not deterministic, or does not declare all its live locals.");
}

std::string Teacher::lineOf(SiteId site) const
{
    return m_lineName ? m_lineName(site) : "site " + std::to_string(site);
}

std::string Teacher::nameOf(const Action &action) const
{
    const std::size_t row = action.object.row();
    const std::string name = row < m_model.objects().size() ? m_model.objects()[row].name : "nothing";
    return nounOf(action.operation) + name + " at " + lineOf(action.site);
}

/// Adds where it showed, so that somebody can look.
Error Teacher::because(std::string sentence) const
{
    if (m_taken.empty())
        return {std::move(sentence) + " It showed at the start."};
    return {std::move(sentence) + " It showed at step " + std::to_string(m_taken.size()) + " of " + stepsText(m_taken)
            + "."};
}

} // namespace interleave
