// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/teacher.h"
#include "core/explore/world.h"
#include "core/trace/object_table.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace interleave {

/// One operation of a program. Every actor has two registers: `mine`, which it declares, and `secret`, which it does
/// not.
struct Operation {
    enum class Kind : std::uint8_t {
        Read,  ///< mine = value
        Write, ///< value = mine + number
        Put,   ///< value = number (a slot: with number × 100 beside it)
        Add,   ///< value += number, in one step
        Lock,
        Unlock,
        Acquire, ///< a unit of a semaphore
        Post,
        Await,       ///< until `holds` of all values of its rows; mine = the first of them
        ReadSecret,  ///< secret = value
        WriteSecret, ///< value = secret
        WriteWrong,  ///< says that it writes mine, and writes mine + 1
        AddMine,     ///< mine += number: private code, no step
        Poll,        ///< back to the operation in place `number` (from 0) while mine is 0: private code, no step
        Count,       ///< ledger[number] += 1: private code, no step
    };
    using Predicate = std::function<bool(const std::vector<std::int64_t> &)>;

    Kind kind;
    ObjectRef object = {};
    std::int32_t number = 0;
    std::uint64_t rows = 0;
    Predicate holds = {};
};

/// What one actor does, one operation after the other. The site of each is its place, from 1.
using Program = std::vector<Operation>;

namespace program {

/// `times` unprotected increments of the cell in that row. With `addRow`, adding is a step: a read of a cell of that
/// row, which nobody else may touch.
Program increments(int times, std::uint32_t row = 0, int addRow = -1);
/// The same under the lock of a row.
Program lockedIncrements(int times, std::uint32_t row, std::uint32_t lock);
/// `meals` meals with the forks (elements of row 0) number `seat` and the one to the right of it, in that order.
Program philosopher(int seat, int seats, int meals);

} // namespace program

/// Objects, and programs that are run over them, one step at a time.
class ProgramWorld : public World
{
public:
    ProgramWorld(ObjectTable objects, std::vector<Program> programs, std::size_t ledger = 0);

    /// `processes` × `increments` over one cell; the first row is the counter.
    static ProgramWorld counter(int processes, int increments, bool isAddAStep = false);
    static ProgramWorld lockedCounter(int processes, int increments);
    static ProgramWorld philosophers(int seats, int meals = 1);

    const ObjectTable &objects() const { return m_objects; }
    /// What is done to the values when somebody has been killed.
    void mournWith(Mourner mourn) { m_mourn = std::move(mourn); }
    std::uint64_t stepsTaken() const { return m_stepsTaken; }
    std::uint64_t restarts() const { return m_restarts; }

    std::size_t actors() const override { return m_programs.size(); }
    Result<void> restart() override;
    const Action &action(ActorId actor) const override { return m_actors[actor].action; }
    bool isEnabled(ActorId actor) const override;
    bool isAlive(ActorId actor) const override { return m_actors[actor].isAlive; }
    Result<void> take(Step step) override;
    SharedValues values() const override { return m_values; }

private:
    struct Actor {
        std::size_t next = 0; ///< operation
        std::int32_t mine = 0;
        std::int32_t secret = 0;
        bool isAlive = true;
        Action action;
    };

    std::vector<std::int64_t> seenBy(const Operation &operation) const;
    std::int64_t &value(ObjectRef object);
    void access(ActorId actor, const Operation &operation);
    void runPrivateCode(ActorId actor);
    void kill(ActorId actor);
    void mourn(ActorId mover);

    ObjectTable m_objects;
    std::vector<Program> m_programs;
    SharedValues m_initial, m_values;
    std::vector<Actor> m_actors;
    Mourner m_mourn;
    std::uint64_t m_stepsTaken = 0, m_restarts = 0;
};

} // namespace interleave
