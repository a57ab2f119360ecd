// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/interruption.h"

#include "app/cli/command.h"
#include "core/trace/part_file.h"

#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <unistd.h>

namespace interleave::interruption {

namespace {

int ends[2] = {-1, -1};
volatile std::sig_atomic_t seen = 0;

constexpr std::string_view kAgain =
    "interleave: Interrupted a second time, so everything was ended at once; what had not "
    "been written by then is lost.\n";

/// Only what a signal handler may do.
[[noreturn]] void endAtOnce()
{
    PartFile::removeUnfinished();
    pollfd error{STDERR_FILENO, POLLOUT, 0};
    if (::poll(&error, 1, 0) == 1 && (error.revents & POLLOUT) != 0) // nobody who does not read is waited for
        static_cast<void>(!::write(STDERR_FILENO, kAgain.data(), kAgain.size()));
    ::_exit(kInterrupted); // the workers go with this process
}

extern "C" void note(int)
{
    if (seen)
        endAtOnce();
    seen = 1;
    const char any = 0;
    // All a signal handler may do: the event loop reads it.
    static_cast<void>(!::write(ends[1], &any, 1));
}

} // namespace

void watch()
{
    if (ends[0] >= 0 || ::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    std::signal(SIGINT, note);
    std::signal(SIGTERM, note);
    std::signal(SIGHUP, note);
}

bool came()
{
    return seen != 0;
}

int descriptor()
{
    return ends[0];
}

} // namespace interleave::interruption
