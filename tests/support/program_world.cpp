// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/program_world.h"

#include <utility>

namespace interleave {

namespace {

using Kind = Operation::Kind;

bool isPrivate(Kind kind)
{
    return kind == Kind::AddMine || kind == Kind::Poll || kind == Kind::Count;
}

EventKind eventOf(Kind kind)
{
    switch (kind) {
    case Kind::Read:
    case Kind::ReadSecret: return EventKind::Read;
    case Kind::Write:
    case Kind::Put:
    case Kind::WriteSecret:
    case Kind::WriteWrong: return EventKind::Write;
    case Kind::Add: return EventKind::Update;
    case Kind::Lock: return EventKind::LockAcquired;
    case Kind::Unlock: return EventKind::LockReleased;
    case Kind::Acquire: return EventKind::SemaphoreAcquired;
    case Kind::Post: return EventKind::SemaphorePosted;
    case Kind::Await: return EventKind::Awaited;
    case Kind::AddMine:
    case Kind::Poll:
    case Kind::Count: break;
    }
    return EventKind::None;
}

bool isSlot(const ObjectTable &objects, ObjectRef object)
{
    return objects[object.row()].kind == ObjectKind::Slots;
}

} // namespace

namespace program {

Program increments(int times, std::uint32_t row, int addRow)
{
    const ObjectRef counter = ObjectRef::of(row);
    Program program;
    for (int i = 0; i < times; ++i) {
        program.push_back({.kind = Kind::Read, .object = counter});
        if (addRow >= 0) {
            program.push_back({.kind = Kind::ReadSecret, .object = ObjectRef::of(static_cast<std::uint32_t>(addRow))});
        }
        program.push_back({.kind = Kind::AddMine, .number = 1});
        program.push_back({.kind = Kind::Write, .object = counter});
    }
    return program;
}

Program lockedIncrements(int times, std::uint32_t row, std::uint32_t lock)
{
    Program program;
    for (int i = 0; i < times; ++i) {
        program.push_back({.kind = Kind::Lock, .object = ObjectRef::of(lock)});
        for (const Operation &operation : increments(1, row))
            program.push_back(operation);
        program.push_back({.kind = Kind::Unlock, .object = ObjectRef::of(lock)});
    }
    return program;
}

Program philosopher(int seat, int seats, int meals)
{
    const ObjectRef left = ObjectRef::of(0, static_cast<std::uint32_t>(seat));
    const ObjectRef right = ObjectRef::of(0, static_cast<std::uint32_t>((seat + 1) % seats));
    Program program;
    for (int i = 0; i < meals; ++i)
        program.insert(program.end(),
                       {{.kind = Kind::Lock, .object = left},
                        {.kind = Kind::Lock, .object = right},
                        {.kind = Kind::Unlock, .object = right},
                        {.kind = Kind::Unlock, .object = left}});
    return program;
}

} // namespace program

ProgramWorld::ProgramWorld(ObjectTable objects, std::vector<Program> programs, std::size_t ledger)
    : m_objects(std::move(objects)),
      m_programs(std::move(programs))
{
    for (const Object &object : m_objects) {
        std::vector<std::int64_t> row;
        for (std::uint32_t i = 0; i < object.count; ++i) {
            row.push_back(object.initial);
            if (object.kind == ObjectKind::Slots)
                row.push_back(0);
        }
        m_initial.rows.push_back(isGroup(object.kind) ? std::vector<std::int64_t>() : std::move(row));
    }
    m_initial.ledger.resize(ledger);
}

ProgramWorld ProgramWorld::counter(int processes, int increments, bool isAddAStep)
{
    ObjectTable objects = {{.kind = ObjectKind::Cell, .name = "counter"}};
    std::vector<Program> programs;
    for (int process = 0; process < processes; ++process) {
        programs.push_back(program::increments(increments, 0, isAddAStep ? process + 1 : -1));
        if (isAddAStep)
            objects.push_back({.kind = ObjectKind::Cell, .name = "own of " + std::to_string(process)});
    }
    return ProgramWorld(std::move(objects), std::move(programs));
}

ProgramWorld ProgramWorld::lockedCounter(int processes, int increments)
{
    ObjectTable objects = {{.kind = ObjectKind::Cell, .name = "counter"}, {.kind = ObjectKind::Mutex, .name = "lock"}};
    const auto count = static_cast<std::size_t>(processes);
    return ProgramWorld(std::move(objects), std::vector(count, program::lockedIncrements(increments, 0, 1)));
}

ProgramWorld ProgramWorld::philosophers(int seats, int meals)
{
    ObjectTable objects = {{.kind = ObjectKind::Mutex, .name = "forks", .count = static_cast<std::uint32_t>(seats)}};
    std::vector<Program> programs;
    for (int seat = 0; seat < seats; ++seat)
        programs.push_back(program::philosopher(seat, seats, meals));
    return ProgramWorld(std::move(objects), std::move(programs));
}

Result<void> ProgramWorld::restart()
{
    ++m_restarts;
    m_values = m_initial;
    m_actors.assign(m_programs.size(), Actor{});
    for (std::size_t i = 0; i < m_actors.size(); ++i)
        runPrivateCode(static_cast<ActorId>(i));
    return {};
}

bool ProgramWorld::isEnabled(ActorId number) const
{
    const Actor &actor = m_actors[number];
    if (!actor.isAlive || actor.next == m_programs[number].size())
        return false;
    const Operation &operation = m_programs[number][actor.next];
    const auto &row = m_values.rows[operation.object.row()];
    switch (operation.kind) {
    case Kind::Lock:
        return row[operation.object.element()] == 0 || row[operation.object.element()] == SharedValues::kDeadHolder;
    case Kind::Acquire: return row[operation.object.element()] > 0;
    case Kind::Await: return operation.holds(seenBy(operation));
    default: return true;
    }
}

Result<void> ProgramWorld::take(Step step)
{
    ++m_stepsTaken;
    if (step.kind == StepKind::Kill) {
        if (!isAlive(step.actor) || action(step.actor).operation == EventKind::None)
            return Error{"Nobody is there to be killed."};
        kill(step.actor);
        mourn(step.actor);
        return {};
    }
    if (!isEnabled(step.actor))
        return Error{std::string("Process ") + scheduleLetter(step.actor) + " cannot move."};
    access(step.actor, m_programs[step.actor][m_actors[step.actor].next]);
    ++m_actors[step.actor].next;
    runPrivateCode(step.actor);
    mourn(step.actor);
    return {};
}

/// Of who has died, or has come to its end after somebody has.
void ProgramWorld::mourn(ActorId mover)
{
    if (!m_mourn || action(mover).operation != EventKind::None)
        return;
    std::vector<ProcessEnd> ends;
    for (const Actor &actor : m_actors)
        ends.push_back(!actor.isAlive                                  ? ProcessEnd::Killed
                           : actor.action.operation == EventKind::None ? ProcessEnd::Finished
                                                                       : ProcessEnd::Running);
    if (std::find(ends.begin(), ends.end(), ProcessEnd::Killed) != ends.end())
        m_mourn(m_values, mover, ends);
}

std::vector<std::int64_t> ProgramWorld::seenBy(const Operation &operation) const
{
    std::vector<std::int64_t> seen;
    for (std::size_t row = 0; row < m_values.rows.size(); ++row)
        if ((operation.rows & gapBit(static_cast<std::uint8_t>(row))) != 0)
            seen.insert(seen.end(), m_values.rows[row].begin(), m_values.rows[row].end());
    return seen;
}

std::int64_t &ProgramWorld::value(ObjectRef object)
{
    return m_values.rows[object.row()][object.element() * (isSlot(m_objects, object) ? 2 : 1)];
}

void ProgramWorld::access(ActorId number, const Operation &operation)
{
    Actor &actor = m_actors[number];
    switch (operation.kind) {
    case Kind::Read: actor.mine = static_cast<std::int32_t>(value(operation.object)); break;
    case Kind::ReadSecret: actor.secret = static_cast<std::int32_t>(value(operation.object)); break;
    case Kind::Write:
    case Kind::Put:
    case Kind::WriteSecret:
        value(operation.object) = actor.action.argument;
        if (isSlot(m_objects, operation.object))
            *(&value(operation.object) + 1) = static_cast<std::int64_t>(actor.action.payload);
        break;
    case Kind::WriteWrong: value(operation.object) = actor.mine + 1; break;
    case Kind::Add:
        value(operation.object) += operation.number;
        actor.mine = static_cast<std::int32_t>(value(operation.object));
        break;
    case Kind::Lock: value(operation.object) = number + 1; break;
    case Kind::Unlock: value(operation.object) = 0; break;
    case Kind::Acquire: --value(operation.object); break;
    case Kind::Post: ++value(operation.object); break;
    case Kind::Await: actor.mine = static_cast<std::int32_t>(seenBy(operation).front()); break;
    case Kind::AddMine:
    case Kind::Poll:
    case Kind::Count: break;
    }
}

/// Up to the next access, which is announced.
void ProgramWorld::runPrivateCode(ActorId number)
{
    Actor &actor = m_actors[number];
    const Program &program = m_programs[number];
    while (actor.next < program.size() && isPrivate(program[actor.next].kind)) {
        const Operation &operation = program[actor.next++];
        if (operation.kind == Kind::AddMine)
            actor.mine += operation.number;
        else if (operation.kind == Kind::Count)
            ++m_values.ledger[static_cast<std::size_t>(operation.number)];
        else if (actor.mine == 0)
            actor.next = static_cast<std::size_t>(operation.number);
    }
    actor.action = {};
    if (actor.next == program.size())
        return;
    const Operation &operation = program[actor.next];
    actor.action.operation = eventOf(operation.kind);
    actor.action.object = operation.object;
    actor.action.site = static_cast<SiteId>(actor.next + 1);
    actor.action.rows = operation.rows;
    if (operation.kind == Kind::Write || operation.kind == Kind::WriteWrong)
        actor.action.argument = actor.mine + operation.number;
    if (operation.kind == Kind::WriteSecret)
        actor.action.argument = actor.secret;
    if (operation.kind == Kind::Put || operation.kind == Kind::Add)
        actor.action.argument = operation.number;
    if (operation.kind == Kind::Put && isSlot(m_objects, operation.object))
        actor.action.payload = static_cast<std::uint64_t>(operation.number) * 100;
    actor.action.digest = std::uint64_t{actor.next} << 32 | static_cast<std::uint32_t>(actor.mine);
}

void ProgramWorld::kill(ActorId number)
{
    m_actors[number].action = {};
    m_actors[number].isAlive = false;
    for (std::size_t row = 0; row < m_objects.size(); ++row)
        for (std::int64_t &holder : m_values.rows[row])
            if (m_objects[row].kind == ObjectKind::Mutex && holder == number + 1)
                holder = SharedValues::kDeadHolder;
}

} // namespace interleave
