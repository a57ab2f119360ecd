// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/interruption.h"

#include "app/cli/command.h"
#include "core/trace/part_file.h"

#include <atomic>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <time.h>
#include <unistd.h>

namespace interleave::interruption {

namespace {

int ends[2] = {-1, -1};
volatile std::sig_atomic_t seen = 0;
/// When the first one came, monotonic ns. Free of locks, so that a signal handler may use it.
std::atomic<std::int64_t> firstAt = 0;
static_assert(std::atomic<std::int64_t>::is_always_lock_free);

/// What comes so soon after the first is the same wish, told twice: `timeout` tells the process and then its whole
/// group, within microseconds; whoever closes a terminal has the shell and the kernel say so; a service manager asks
/// in one way and then in another. To lose all that is known for that would be the worst answer. A person who presses
/// Ctrl-C again because nothing happens has waited longer; who was quicker presses it a third time, for time counts
/// from the first. Half a second: twice as long as a double click, and less than the second that a search is given to
/// end.
constexpr std::int64_t kSameNs = 500'000'000;

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

/// As a signal handler may ask for it.
std::int64_t now()
{
    timespec time = {};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

extern "C" void note(int)
{
    if (seen && now() - firstAt.load() < kSameNs)
        return;
    if (seen)
        endAtOnce();
    firstAt.store(now()); // before `seen`: another kind of signal may come in between
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
