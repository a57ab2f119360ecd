// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/worker_group.h"

#include "core/shm/sys.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace interleave {

WorkerGroup::WorkerGroup(const RunMemory &memory, std::string program, Lifeline lifeline)
    : m_memory(&memory),
      m_program(std::move(program)),
      m_lifeline(std::move(lifeline)),
      m_pids(memory.actors(), -1)
{}

WorkerGroup::~WorkerGroup()
{
    for (std::size_t actor = 0; actor < m_pids.size(); ++actor)
        kill(static_cast<ActorId>(actor));
}

Result<WorkerGroup> WorkerGroup::start(const RunMemory &memory, std::string program)
{
    auto lifeline = Lifeline::create();
    if (!lifeline.ok())
        return lifeline.error();
    WorkerGroup group(memory, std::move(program), std::move(lifeline.value()));
    for (std::size_t actor = 0; actor < memory.actors(); ++actor)
        if (const auto started = group.restart(static_cast<ActorId>(actor)); !started.ok())
            return started.error();
    return group;
}

Result<void> WorkerGroup::restart(ActorId actor)
{
    std::array<std::string, 5> words = {m_program, std::to_string(m_memory->control().descriptor()),
                                        std::to_string(m_memory->data().descriptor()),
                                        std::to_string(m_lifeline.workerEnd()), std::to_string(actor)};
    std::array<char *, 6> arguments = {};
    for (std::size_t i = 0; i < words.size(); ++i)
        arguments[i] = words[i].data();
    // A child shares nothing but what it inherits; its input and output are not this process's.
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, m_program.c_str(), &files, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    if (error != 0)
        return Error{"A process could not be started (" + sys::describe(error)
                     + "): close other programs, or choose fewer processes."};
    m_pids[actor] = pid;
    return {};
}

void WorkerGroup::kill(ActorId actor)
{
    if (m_pids[actor] <= 0)
        return;
    ::kill(m_pids[actor], SIGKILL);
    const pid_t pid = std::exchange(m_pids[actor], -1);
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {} // a killed process is gone in well under a millisecond
}

bool WorkerGroup::hasDied(ActorId actor)
{
    if (m_pids[actor] <= 0 || ::waitpid(m_pids[actor], nullptr, WNOHANG) == 0)
        return false;
    m_pids[actor] = -1;
    return true;
}

} // namespace interleave
