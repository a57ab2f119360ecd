// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/forked_run.h"

#include "core/shm/sys.h"
#include "scenarios/scenario.h"
#include "tests/support/child.h"
#include "tests/support/prepared_run.h"

#include <thread>
#include <unistd.h>

namespace interleave {

namespace {

class MemoryDeathBed final : public DeathBed
{
public:
    explicit MemoryDeathBed(RunMemory &memory) : m_memory(memory) {}
    std::int32_t add(int row, std::int32_t by) override { return m_memory.add(row, by); }
    std::int32_t value(int row) override { return m_memory.words(row).at(0).value(); }
    void post(int row, std::int32_t times) override { m_memory.post(row, times); }

private:
    RunMemory &m_memory;
};

/// Returns when the actor has come so far, or to its end.
void untilPublished(const RunMemory &memory, const Kill &kill)
{
    const auto *const ring = memory.control().at<RingEnds>(ringOffset(kill.actor, memory.ringCapacity()));
    const SharedWord32 &phase = memory.actor(kill.actor).phase;
    const auto is = [&](ActorPhase wanted) { return phase.load() == static_cast<std::uint32_t>(wanted); };
    while (is(ActorPhase::None) || is(ActorPhase::Attached)
           || (ring->published.load() < kill.afterEvents && !is(ActorPhase::Ended)))
        std::this_thread::yield();
}

ProcessInfo reap(PreparedRun &run, Drain &drain, Child &child, ActorId actor)
{
    ProcessInfo end;
    end.pid = child.pid();
    const int outcome = child.wait();
    const bool died = outcome < 0;
    end.end = died ? ProcessEnd::Killed : ProcessEnd::Finished;
    (died ? end.signal : end.exitCode) = died ? -outcome : outcome;
    drain.actorEnded(actor, died, end.signal);
    if (died && run.scenario->mourn) {
        MemoryDeathBed deathBed(run.memory);
        run.scenario->mourn(deathBed, run.specs[actor], run.settings);
    }
    if (died)
        run.memory.wakeAll();
    return end;
}

} // namespace

std::shared_ptr<Recording> runForked(RunSettings settings, std::optional<Kill> kill)
{
    // Small rings: the processes wait for the drain now and then, and nobody is through before the others have begun.
    PreparedRun run = prepareRun(std::move(settings), 256);
    std::vector<Child> children;
    for (std::size_t actor = 0; actor < run.specs.size(); ++actor)
        children.emplace_back([&run, actor] {
            sys::registerForBarrier();
            static_cast<void>(::nice(5)); // as workers do: the one that kills comes in time
            Probe probe(run.memory.control(), run.memory.data(), static_cast<ActorId>(actor));
            return playRole(probe);
        });
    Drain drain(run.memory, *run.recording);
    drain.start([] {});
    std::vector<ProcessInfo> ends(children.size());
    if (kill) {
        untilPublished(run.memory, *kill);
        children[kill->actor].kill();
        ends[kill->actor] = reap(run, drain, children[kill->actor], kill->actor);
    }
    for (std::size_t actor = 0; actor < children.size(); ++actor)
        if (!kill || actor != kill->actor)
            ends[actor] = reap(run, drain, children[actor], static_cast<ActorId>(actor));
    finishRun(drain, std::move(ends));
    return run.recording;
}

} // namespace interleave
