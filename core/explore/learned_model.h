// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/access_model.h"
#include "core/explore/automaton.h"
#include "core/explore/row_table.h"
#include "core/explore/teacher.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace interleave {

/// A world one can ask about any of its states, without leading it there: what an actor in some state does to some
/// values. What nobody knows yet is learned from the world itself, the moment it is asked for; so it knows no more and
/// no less than what real roles did.
class LearnedModel
{
public:
    using State = Automaton::State;
    using ValuesId = std::uint32_t; ///< stands for SharedValues

    struct Moved {
        State next = Automaton::kDead;
        ValuesId values = 0;
    };
    /// Steps that lead to the state somebody asks about. Called only when something is to be learned.
    using WayThere = std::function<Steps()>;

    /// The world outlives it.
    LearnedModel(World &world, ObjectTable objects, Mourner mourn = {}, LineName lineName = {});
    LearnedModel(const LearnedModel &) = delete;
    LearnedModel &operator=(const LearnedModel &) = delete;

    /// First of all. Errors: as Teacher::lead().
    Result<void> begin();
    std::size_t actors() const { return m_initialStates.size(); }
    const std::vector<State> &initialStates() const { return m_initialStates; } ///< by actor
    ValuesId initialValues() const { return m_initialValues; }

    /// What becomes of it when that actor goes on; nothing when it cannot.
    Result<std::optional<Moved>> go(ActorId actor, State state, ValuesId values, const WayThere &wayThere);
    /// What becomes of the values when that actor is killed, before it is mourned.
    ValuesId kill(ActorId actor, ValuesId values);
    /// And when somebody who has died, or come to the end after another had died, is mourned.
    ValuesId mourn(ActorId gone, ValuesId values, const std::vector<ProcessEnd> &ends);

    /// Leads the world through so many executions at random, and compares all that it does with what is known. A local
    /// that a role does not declare may make a difference only behind something else: that the model is right on a way
    /// nobody went is never certain, so some are gone. As many actors die in each. `goOn`: asked before each. Errors:
    /// as Teacher::lead().
    Result<void> examine(std::uint64_t executions, std::uint64_t seed, std::size_t deaths = 0,
                         const std::function<bool()> &goOn = {});
    /// Leads the world through that: where it ends. Errors: as Teacher::lead().
    Result<SharedValues> perform(const Steps &schedule);

    /// Asked now and then in long lessons whether to go on; if not, they end early, and teach less.
    void askWhetherToGoOn(std::function<bool()> goOn) { m_teacher.askWhetherToGoOn(std::move(goOn)); }

    SharedValues valuesOf(ValuesId values) const;
    std::uint64_t bytesOfValues() const { return m_length * sizeof(std::int64_t); } ///< of one, about
    /// Of memory that all that was learned takes, about.
    std::uint64_t bytes() const;
    const Automaton &automaton() const { return m_automaton; }
    const Teacher &teacher() const { return m_teacher; }

private:
    Result<std::optional<Moved>> learn(ActorId actor, State state, ValuesId values, const WayThere &wayThere);
    Result<void> teach(Steps way, std::optional<Step> step);
    ValuesId idOf(const SharedValues &values);

    AccessModel m_model;
    Automaton m_automaton;
    Teacher m_teacher;
    Mourner m_mourn;
    std::vector<State> m_initialStates;
    ValuesId m_initialValues = 0;
    SharedValues m_shape; ///< only the lengths count
    std::size_t m_length = 1; ///< of a row of values
    std::optional<RowTable<std::int64_t>> m_values;

    /// What has been asked before: actor, state and values, and what came of it.
    RowTable<std::uint32_t> m_asked{3};
    std::vector<std::optional<Moved>> m_answers;
    RowTable<std::uint32_t> m_killed{2};
    std::vector<ValuesId> m_left;
};

} // namespace interleave
