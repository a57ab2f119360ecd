// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// interleave-explorer WORKER SETTINGS PREEMPTIONS DEATHS EXECUTIONS: one search of all orders. Started by the program
// only. SETTINGS is a schedule without steps; PREEMPTIONS may be "-". It links no Qt.
//
// On its output: reports, each as four bytes of length (little endian) and that many of fields (exploration_codec.h);
// or, with bit 31 of the length set, a sentence why there is no more. On its input: anything at all asks it to stop and
// tell what it knows.

#include "core/explore/exploration_codec.h"
#include "scenarios/catalog.h"
#include "scenarios/search.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <new>
#include <optional>
#include <sched.h>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <system_error>
#include <thread>
#include <unistd.h>

using namespace interleave;

namespace {

constexpr std::uint32_t kIsTrouble = 1u << 31;

std::atomic<bool> isToStop = false;

std::optional<std::uint64_t> numberFrom(const char *text)
{
    std::uint64_t number = 0;
    const char *const end = text + std::strlen(text);
    const auto read = std::from_chars(text, end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

/// Nobody reads any more when the program has gone: then there is nothing left to search for.
void writeAll(const std::uint8_t *bytes, std::size_t size)
{
    while (size > 0) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes, size);
        if (written <= 0)
            ::_exit(1);
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
}

void send(std::uint32_t mark, const void *bytes, std::size_t size)
{
    const std::uint32_t head = static_cast<std::uint32_t>(size) | mark;
    writeAll(reinterpret_cast<const std::uint8_t *>(&head), sizeof head);
    writeAll(static_cast<const std::uint8_t *>(bytes), size);
}

int giveUp(const std::string &sentence)
{
    send(kIsTrouble, sentence.data(), sentence.size());
    return 1;
}

/// One processor for all: only one of them moves at a time, and to wake somebody on another takes ten times as long.
void stayOnOneProcessor()
{
    const int here = ::sched_getcpu();
    if (here < 0)
        return;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(here), &one);
    ::sched_setaffinity(0, sizeof one, &one);
}

/// So that this search runs out of memory, and says so, before the machine does, which ends somebody without a word.
void limitMemory()
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // these reserve terabytes
    const long pages = ::sysconf(_SC_PHYS_PAGES), bytes = ::sysconf(_SC_PAGESIZE);
    rlimit limit = {};
    if (pages <= 0 || bytes <= 0 || ::getrlimit(RLIMIT_AS, &limit) != 0)
        return;
    limit.rlim_cur = std::min(limit.rlim_cur, static_cast<rlim_t>(pages) / 4 * 3 * static_cast<rlim_t>(bytes));
    ::setrlimit(RLIMIT_AS, &limit);
#endif
}

std::optional<RunSettings> settingsFrom(const char *text)
{
    const auto schedule = parseSchedule(text);
    if (!schedule.ok())
        return std::nullopt;
    RunSettings settings;
    settings.scenario = schedule.value().scenario;
    settings.mode = schedule.value().mode;
    settings.parameters = schedule.value().parameters;
    const ScenarioInfo *const scenario = findScenario(settings.scenario);
    if (!scenario || !scenario->mode(settings.mode) || !scenario->accepts(settings.parameters))
        return std::nullopt;
    return settings;
}

/// The exit status.
int search(const RunSettings &settings, std::optional<std::uint64_t> mostPreemptions, std::uint64_t mostDeaths,
           std::uint64_t mostExecutions, const char *worker)
{
    std::thread([] {
        char byte = 0;
        static_cast<void>(::read(STDIN_FILENO, &byte, 1));
        isToStop = true;
    }).detach();
    Search search(Experiment(settings),
                  {.mostPreemptions = mostPreemptions, .mostDeaths = mostDeaths, .mostExecutions = mostExecutions},
                  worker);
    const auto report = search.run([](const ExplorationReport &now) {
        const std::vector<std::uint8_t> bytes = packReport(now);
        send(0, bytes.data(), bytes.size());
        return !isToStop.load();
    });
    return report.ok() ? 0 : giveUp(report.error().sentence);
}

} // namespace

int main(int argc, char **argv)
{
    const pid_t parent = ::getppid();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent)
        return 1;
    std::signal(SIGINT, SIG_IGN); // the program says when to stop
    std::signal(SIGPIPE, SIG_IGN);
    const auto settings = argc == 6 ? settingsFrom(argv[2]) : std::nullopt;
    const auto preemptions = argc == 6 ? numberFrom(argv[3]) : std::nullopt;
    const bool isUnbounded = argc == 6 && std::strcmp(argv[3], "-") == 0;
    const auto deaths = argc == 6 ? numberFrom(argv[4]) : std::nullopt;
    const auto executions = argc == 6 ? numberFrom(argv[5]) : std::nullopt;
    if (!settings || (!preemptions && !isUnbounded) || !deaths || !executions)
        return giveUp("The search was started with wrong arguments: it is started by the program only.");
    static_cast<void>(::nice(10));
    stayOnOneProcessor();
    limitMemory();
    try {
        return search(*settings, preemptions, *deaths, *executions, argv[1]);
    } catch (const std::system_error &) {
        return giveUp(
            "There is no thread to be had for the search: close other programs, or raise the limits (ulimit -u).");
    } catch (const std::bad_alloc &) {
        return giveUp("Memory ran out over the search: choose a smaller size, or fewer preemptions.");
    }
}
