// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/actor_set.h"
#include "core/explore/access_model.h"
#include "core/explore/automaton.h"
#include "core/explore/chance.h"
#include "core/explore/world.h"
#include "core/trace/run_info.h"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace interleave {

/// What the session does to the data for those who are left, when an actor has died, and from then on when another has
/// come to its end. Told: who, and how each has ended (Running: not yet). See Mourn, which is the same on real memory.
using Mourner = std::function<void(SharedValues &, ActorId, const std::vector<ProcessEnd> &)>;
/// A source line, for a sentence: "line 31 of counter.cpp".
using LineName = std::function<std::string(SiteId)>;

/// Leads a world through schedules, so that an automaton learns how its roles go on, and compares with every step what
/// the accesses did with what they should have done.
class Teacher
{
public:
    /// They outlive it, but for the last two.
    Teacher(World &world, const AccessModel &model, Automaton &automaton, Mourner mourn = {}, LineName lineName = {});

    /// From the start through all of it. Errors: those of the world; two ways of going on from one state; a step that
    /// the schedule may not take there; something that came out otherwise than the model says.
    Result<void> lead(const Steps &schedule);
    /// From where it has come to, to the end or for kMostOnwards steps: who moved last first of all, so that what it
    /// may have kept to itself shows soon. Errors: as above.
    Result<void> leadOn();
    /// From the start to the end at random, in which as many may die; or for Execution::kMostSteps steps. Errors: as
    /// above.
    Result<void> leadAtRandom(Chance &chance, std::size_t mostDeaths);
    static constexpr std::size_t kMostOnwards = 1000;
    /// Asked now and then on the way onwards and at random: if not, that ends early.
    void askWhetherToGoOn(std::function<bool()> goOn) { m_goOn = std::move(goOn); }

    /// By actor, and what they share, where it has come to.
    const std::vector<Automaton::State> &states() const { return m_states; }
    const SharedValues &values() const { return m_values; }

    std::uint64_t lessons() const { return m_lessons; }
    std::uint64_t steps() const { return m_steps; } ///< that the world took

private:
    Result<void> look();
    void mourn(ActorId actor);
    ActorSet enabled() const;
    ActorSet killable() const;
    Result<void> take(Step step);
    Result<void> learn(ActorId actor, const SharedValues &before);
    bool isToGoOn(std::size_t step) const;
    std::string lineOf(SiteId site) const;
    std::string nameOf(const Action &action) const;
    Error because(std::string sentence) const;

    World &m_world;
    const AccessModel &m_model;
    Automaton &m_automaton;
    Mourner m_mourn;
    LineName m_lineName;
    std::function<bool()> m_goOn;
    std::vector<Automaton::State> m_states;
    SharedValues m_values;
    Steps m_taken;
    std::uint64_t m_lessons = 0, m_steps = 0;
};

} // namespace interleave
