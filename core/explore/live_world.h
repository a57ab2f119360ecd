// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/controller.h"
#include "core/control/mourning.h"
#include "core/control/worker_group.h"
#include "core/explore/world.h"
#include "core/shm/run_memory.h"

#include <cstdint>
#include <memory>
#include <string>

namespace interleave {

/// Real processes as a world. They are started once and kept from one execution to the next: what is restored is their
/// memory. One thread, which lives as long as the world.
///
/// For many executions, pin this process and with it all its children to one processor beforehand: only one moves at a
/// time, and waking somebody on another processor takes ten times as long.
class LiveWorld final : public World
{
public:
    /// `memory` is stepped, and no worker has been started over it. `program`: path of interleave-worker.
    static Result<std::unique_ptr<LiveWorld>> start(std::unique_ptr<RunMemory> memory, const std::string &program,
                                                    Mourn mourn = {});

    std::size_t actors() const override { return m_memory->actors(); }
    Result<void> restart() override;
    const Action &action(ActorId actor) const override { return m_controller.action(actor); }
    bool isEnabled(ActorId actor) const override { return m_controller.isEnabled(actor); }
    bool isAlive(ActorId actor) const override { return m_controller.isAlive(actor); }
    Result<void> take(Step step) override;
    SharedValues values() const override;

    /// Has somebody's process gone that nobody killed here? A sentence, or nothing. A look; for those who do not move
    /// anybody for a long time.
    std::string troubleSoFar();
    /// Why it came to an end that nobody here wanted: somebody's process has gone, or hangs. Empty: it did not.
    const std::string &trouble() const { return m_trouble; }
    const RunMemory &memory() const { return *m_memory; }
    pid_t pid(ActorId actor) const { return m_workers.pid(actor); }

private:
    LiveWorld(std::unique_ptr<RunMemory> memory, WorkerGroup workers, Mourn mourn);

    template <typename Ready>
    Result<void> await(Ready &&ready);
    Error giveUp(std::string sentence);
    Result<void> settle();
    void kill(ActorId actor);
    std::int64_t lockValue(ObjectRef mutex) const;

    std::unique_ptr<RunMemory> m_memory;
    Controller m_controller;
    WorkerGroup m_workers;
    Mourning m_mourning;
    bool m_hasBegun = false;
    std::string m_trouble;
};

} // namespace interleave
