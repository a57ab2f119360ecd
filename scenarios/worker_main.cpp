// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// interleave-worker CONTROL DATA LIFELINE ACTOR: one process of a run. Started by a session only; the first three
// are inherited descriptors. It links no Qt, opens nothing, and says nothing but its exit code.

#include "core/probe/worker_exit.h"
#include "core/shm/sys.h"
#include "scenarios/scenario.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/prctl.h>
#include <unistd.h>

using namespace interleave;

namespace {

/// Leaves without running destructors: unmapping the memory would keep the kernel from marking a lock that is still
/// held, and whoever waits for it would wait for ever.
[[noreturn]] void leave(WorkerExit exit)
{
    ::_exit(static_cast<int>(exit));
}

int numberFrom(const char *text)
{
    int number = -1;
    const char *const end = text + std::strlen(text);
    return std::from_chars(text, end, number).ptr == end ? number : -1;
}

/// When the session dies, so does this process. First means: the parent-death signal. Second, since that follows one
/// thread of the parent: the lifeline, a pipe whose other end only the session holds; its closing is a SIGIO, which
/// ends us. Returns the descriptor that has to stay open for it.
int dieWithTheSession(int lifeline)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::signal(SIGIO, SIG_DFL);
    // Who is signalled belongs to the open file, which all workers inherited and share: each opens one of its own.
    const std::string path = "/proc/self/fd/" + std::to_string(lifeline);
    const int own = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    ::fcntl(own, F_SETOWN, ::getpid());
    ::fcntl(own, F_SETFL, O_ASYNC | O_NONBLOCK);
    char nothing = 0;
    if (own < 0 || ::read(own, &nothing, 1) == 0) // closed before we listened
        leave(WorkerExit::Orphaned);
    return own;
}

/// Other runs' descriptors may have come along: a worker that kept them would keep their memory and lifelines alive.
void closeAllBut(std::array<int, 3> kept)
{
    std::sort(kept.begin(), kept.end());
    unsigned first = 3;
    for (const int descriptor : kept) {
        if (static_cast<unsigned>(descriptor) > first)
            ::close_range(first, static_cast<unsigned>(descriptor) - 1, 0);
        first = static_cast<unsigned>(descriptor) + 1;
    }
    ::close_range(first, ~0u, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 5)
        leave(WorkerExit::BadArguments);
    const int controlFd = numberFrom(argv[1]), dataFd = numberFrom(argv[2]), lifeline = numberFrom(argv[3]);
    const int actor = numberFrom(argv[4]);
    if (controlFd < 3 || dataFd < 3 || lifeline < 3 || actor < 0)
        leave(WorkerExit::BadArguments);
    // Ctrl-C on a terminal reaches every process of its group: what is to be done about it is the session's to say.
    std::signal(SIGINT, SIG_IGN);
    closeAllBut({controlFd, dataFd, dieWithTheSession(lifeline)});

    const auto control = Memory::attach(controlFd);
    const auto data = Memory::attach(dataFd);
    if (!control.ok() || !data.ok() || !checkHeader(control.value(), data.value()).ok())
        leave(WorkerExit::BadMemory);
    const Header &header = *control.value().at<Header>(0);
    if (::getppid() != header.creatorPid)
        leave(WorkerExit::Orphaned);
    if (static_cast<std::uint32_t>(actor) >= header.actors)
        leave(WorkerExit::BadArguments);

    // The window stays fluid while the workers race; they race against each other all the same.
    static_cast<void>(::nice(5));
    if (!sys::registerForBarrier())
        control.value().at<Header>(0)->noBarrier.store(1, std::memory_order_relaxed); // published when this worker attaches
    Probe probe(control.value(), data.value(), static_cast<ActorId>(actor));
    ::_exit(playRole(probe));
}
