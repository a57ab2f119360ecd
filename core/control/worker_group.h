// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/lifeline.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/shm/run_memory.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace interleave {

/// The worker processes of one memory, where there is no Qt to start them: one for each actor. All of them are ended
/// with the group, and die with this process whatever becomes of it.
///
/// One thread, which has to live as long as the workers: they die with the thread that started them.
class WorkerGroup
{
public:
    /// Starts all of them. `program`: path of interleave-worker. `memory` outlives the group.
    /// Errors: no pipe, no process, or no such program.
    static Result<WorkerGroup> start(const RunMemory &memory, std::string program);

    WorkerGroup(WorkerGroup &&other) noexcept = default;
    WorkerGroup &operator=(WorkerGroup &&) = delete;
    ~WorkerGroup();

    /// −1 when it is dead.
    pid_t pid(ActorId actor) const { return m_pids[actor]; }
    /// Kills it and waits until it is gone: then the kernel has marked the locks it held.
    void kill(ActorId actor);
    /// Has it died since it was looked at last? Never waits.
    bool hasDied(ActorId actor);
    /// Another one in the place of one that died.
    Result<void> restart(ActorId actor);

private:
    WorkerGroup(const RunMemory &memory, std::string program, Lifeline lifeline);

    const RunMemory *m_memory; // not owned
    std::string m_program;
    Lifeline m_lifeline;
    std::vector<pid_t> m_pids;
};

} // namespace interleave
