// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/stepped_child.h"

#include <csignal>
#include <cstddef>
#include <ctime>
#include <linux/futex.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/// In place of libc's, in a test that steps: read without the kernel, the clock is a loop that begins again when time
/// has been adjusted meanwhile, and for somebody who takes a step now and then that is nearly always. Asked for it, the
/// kernel answers in one step.
extern "C" int clock_gettime(clockid_t clock, timespec *time) noexcept
{
    return static_cast<int>(::syscall(SYS_clock_gettime, clock, time));
}

namespace interleave {

namespace {

constexpr auto kNextInstruction = offsetof(user, regs.rip);
constexpr long kBreakpoint = 0xcc;

/// The signal that it has stopped by; 0 when it has ended instead. It is left to be reaped.
int stopOf(pid_t pid)
{
    siginfo_t info = {};
    if (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WSTOPPED | WNOWAIT) != 0)
        return 0;
    return info.si_code == CLD_TRAPPED || info.si_code == CLD_STOPPED ? info.si_status : 0;
}

} // namespace

SteppedChild::SteppedChild(const std::function<int()> &body)
    : m_child([&body] {
          if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0)
              return 1;
          return body();
      })
{
    m_isHeld = stopOf(m_child.pid()) == SIGSTOP;
}

void SteppedChild::standStill()
{
    // Not raise(), which takes a hundred instructions that would be stepped through.
    ::kill(::getpid(), SIGSTOP);
}

bool SteppedChild::isPossible()
{
    SteppedChild child([] {
        standStill();
        return 0;
    });
    return child.step();
}

bool SteppedChild::step()
{
    if (!m_isHeld || ::ptrace(PTRACE_SINGLESTEP, m_child.pid(), nullptr, nullptr) != 0)
        return false;
    return stopOf(m_child.pid()) == SIGTRAP;
}

std::uintptr_t SteppedChild::place() const
{
    return static_cast<std::uintptr_t>(::ptrace(PTRACE_PEEKUSER, m_child.pid(), kNextInstruction, nullptr));
}

bool SteppedChild::runTo(std::uintptr_t place)
{
    const pid_t pid = m_child.pid();
    // A breakpoint, in its own copy of the code.
    const long code = ::ptrace(PTRACE_PEEKTEXT, pid, place, nullptr);
    ::ptrace(PTRACE_POKETEXT, pid, place, (code & ~0xffL) | kBreakpoint);
    if (!m_isHeld || ::ptrace(PTRACE_CONT, pid, nullptr, nullptr) != 0 || stopOf(pid) != SIGTRAP)
        return false;
    ::ptrace(PTRACE_POKETEXT, pid, place, code);
    ::ptrace(PTRACE_POKEUSER, pid, kNextInstruction, place);
    return true;
}

std::array<std::uintptr_t, 2> SteppedChild::robustLocks() const
{
    robust_list_head *head = nullptr; // in its memory
    std::size_t size = 0;
    if (::syscall(SYS_get_robust_list, m_child.pid(), &head, &size) != 0 || head == nullptr)
        return {};
    const auto peek = [&](const void *at) {
        return static_cast<std::uintptr_t>(::ptrace(PTRACE_PEEKDATA, m_child.pid(), at, nullptr));
    };
    return {peek(&head->list.next), peek(&head->list_op_pending)};
}

int SteppedChild::kill()
{
    m_child.kill();
    return m_child.wait();
}

} // namespace interleave
