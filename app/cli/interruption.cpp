// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/interruption.h"

#include "app/cli/command.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace interleave::interruption {

namespace {

int ends[2] = {-1, -1};
volatile std::sig_atomic_t seen = 0;

extern "C" void note(int)
{
    if (seen)
        ::_exit(kInterrupted); // the workers go with this process
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
