// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/processes.h"

#include "core/shm/sys.h"
#include "scenarios/scenario.h"
#include "tests/support/child.h"
#include "tests/support/prepared_run.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <limits>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave::bench {

namespace {

/// Of this process and of the children it has waited for.
double cpuSeconds()
{
    double seconds = 0;
    for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage = {};
        ::getrusage(who, &usage);
        for (const timeval &time : {usage.ru_utime, usage.ru_stime})
            seconds += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    }
    return seconds;
}

} // namespace

RunFigures runProcesses(const std::string &scenario, const std::string &mode, Pace pace, Parameters parameters,
                        Priority priority)
{
    RunSettings settings;
    settings.scenario = scenario;
    settings.mode = mode;
    settings.pace = pace;
    settings.parameters = std::move(parameters);
    PreparedRun run = prepareRun(std::move(settings));
    const double cpuBefore = cpuSeconds();
    std::vector<Child> children;
    for (std::size_t actor = 0; actor < run.specs.size(); ++actor)
        children.emplace_back([&run, actor, priority] {
            if (priority == Priority::OfWorkers)
                static_cast<void>(::nice(5));
            sys::registerForBarrier();
            Probe probe(run.memory.control(), run.memory.data(), static_cast<ActorId>(actor));
            return playRole(probe);
        });
    Drain drain(run.memory, *run.recording);
    drain.start([] {});
    std::vector<ProcessInfo> ends(children.size());
    for (std::size_t actor = 0; actor < children.size(); ++actor) {
        if (children[actor].wait() != 0)
            std::abort();
        ends[actor].end = ProcessEnd::Finished;
        drain.actorEnded(static_cast<ActorId>(actor), false, 0);
    }
    const std::uint64_t ended = monotonicNow();
    finishRun(drain, std::move(ends));

    RunFigures figures;
    figures.lagSeconds = static_cast<double>(monotonicNow() - ended) * 1e-9;
    figures.cpuSeconds = cpuSeconds() - cpuBefore;
    const auto info = run.recording->info();
    std::uint64_t first = std::numeric_limits<std::uint64_t>::max(), last = 0;
    for (const ProcessInfo &process : info->processes) {
        first = std::min(first, process.startedAt);
        last = std::max(last, process.endedAt);
    }
    figures.seconds = static_cast<double>(last - first) * info->clock.nanosecondsPerTick * 1e-9;
    figures.events = run.recording->trace().size();
    figures.stalledSeconds = static_cast<double>(info->stalledNs) * 1e-9;
    figures.dropped = info->dropped;
    figures.unexplained = run.recording->findings()->unexplained;
    return figures;
}

std::string outputOf(const std::vector<std::string> &command, bool quiet)
{
    std::array<int, 2> ends = {};
    if (::pipe(ends.data()) != 0)
        return {};
    Child child([&] {
        ::dup2(ends[1], STDOUT_FILENO);
        if (quiet)
            ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        std::vector<char *> words;
        for (const std::string &word : command)
            words.push_back(const_cast<char *>(word.c_str()));
        words.push_back(nullptr);
        ::execvp(words[0], words.data());
        return 127;
    });
    ::close(ends[1]);
    std::string output;
    std::array<char, 4096> part = {};
    for (ssize_t count; (count = ::read(ends[0], part.data(), part.size())) > 0;)
        output.append(part.data(), static_cast<std::size_t>(count));
    ::close(ends[0]);
    return child.wait() == 0 ? output : std::string();
}

double askPython(const std::vector<std::string> &arguments)
{
    std::vector<std::string> command = {"python3", INTERLEAVE_SOURCE_DIR "/tests/bench/peers.py"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const std::string answer = outputOf(command);
    return answer.empty() ? std::numeric_limits<double>::quiet_NaN() : std::atof(answer.c_str());
}

} // namespace interleave::bench
