// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/action.h"
#include "core/control/schedule.h"
#include "core/ids.h"
#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave {

/// What a role can see of the shared memory, without the names of the writes that put it there: equal values are
/// followed by the same runs.
struct SharedValues {
    /// By object row and element. Cell, Semaphore: the value. Slots: the number and then the payload, two for each
    /// element. Mutex: its holder + 1, 0 when it is free, kDeadHolder when its holder died and nobody has taken it
    /// since; of a poisoned one that is broken these and kBroken, or kDeadHolderOfBroken. Groups: nothing.
    std::vector<std::vector<std::int64_t>> rows;
    std::vector<std::uint32_t> ledger; ///< see RunInfo::ledger

    static constexpr std::int64_t kDeadHolder = -1, kDeadHolderOfBroken = -2;
    static constexpr std::int64_t kBroken = 256;
    friend bool operator==(const SharedValues &, const SharedValues &) = default;
};

/// Actors that move one step at a time when told so: real processes at their gates, or in tests a program written down
/// as a table. A step is one instrumented access and the private code behind it; start and end are none.
///
/// One thread. Every error ends the world's usefulness; it is a sentence fit for a person.
class World
{
public:
    virtual ~World() = default;
    World() = default;
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    virtual std::size_t actors() const = 0;
    /// Everything as it was at first, everybody before their first access. Whoever was dead lives again.
    virtual Result<void> restart() = 0;
    /// What that actor would do next. The reference holds until the next restart() or take().
    virtual const Action &action(ActorId actor) const = 0;
    /// Could it do that now? Not when the lock is held, the semaphore has no unit, the words would not do; nor when
    /// there is nothing left to do.
    virtual bool isEnabled(ActorId actor) const = 0;
    /// Not killed. Who has come to the end of its role lives.
    virtual bool isAlive(ActorId actor) const = 0;
    /// Go and Other: of an actor that is enabled. Kill: of one that lives and has something left to do.
    virtual Result<void> take(Step step) = 0;
    /// What everybody sees now.
    virtual SharedValues values() const = 0;
};

} // namespace interleave
