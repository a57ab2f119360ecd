// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/threads_run.h"

#include "core/shm/sys.h"
#include "scenarios/scenario.h"
#include "tests/support/prepared_run.h"

#include <thread>
#include <unistd.h>

namespace interleave {

std::shared_ptr<Recording> runOnThreads(RunSettings settings, std::uint32_t ringCapacity)
{
    PreparedRun run = prepareRun(std::move(settings), ringCapacity);
    sys::registerForBarrier();
    std::vector<ProcessInfo> ends(run.specs.size());
    std::vector<std::thread> threads;
    for (std::size_t actor = 0; actor < run.specs.size(); ++actor)
        threads.emplace_back([&, actor] {
            Probe probe(run.memory.control(), run.memory.data(), static_cast<ActorId>(actor));
            ends[actor].exitCode = playRole(probe);
        });
    Drain drain(run.memory, *run.recording);
    drain.start([] {});
    for (std::size_t actor = 0; actor < threads.size(); ++actor) {
        threads[actor].join();
        drain.actorEnded(static_cast<ActorId>(actor), false, 0);
        ends[actor].pid = ::getpid();
        ends[actor].end = ProcessEnd::Finished;
    }
    finishRun(drain, std::move(ends));
    return run.recording;
}

} // namespace interleave
