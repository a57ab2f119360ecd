// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/child.h"

#include <csignal>
#include <cstdlib>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace interleave {

Child::Child(const std::function<int()> &body) : m_pid(::fork())
{
    if (m_pid < 0)
        std::abort();
    if (m_pid > 0)
        return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    // _exit: nothing that the copied process would do at its end is ours to do, and a held lock stays in its memory.
    ::_exit(body());
}

Child::Child(Child &&other) noexcept : m_pid(std::exchange(other.m_pid, -1)) {}

Child::~Child()
{
    if (m_pid <= 0)
        return;
    kill();
    wait();
}

void Child::kill() const
{
    if (m_pid > 0)
        ::kill(m_pid, SIGKILL);
}

int Child::wait()
{
    int status = 0;
    ::waitpid(std::exchange(m_pid, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

} // namespace interleave
