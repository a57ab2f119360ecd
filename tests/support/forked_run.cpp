// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/forked_run.h"

#include "core/shm/sys.h"
#include "scenarios/scenario.h"
#include "tests/support/child.h"
#include "tests/support/prepared_run.h"

#include <algorithm>
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

/// As a session does it.
void mourn(PreparedRun &run, const std::vector<ProcessInfo> &ends, ActorId gone)
{
    const auto died = [](const ProcessInfo &one) { return one.end == ProcessEnd::Killed; };
    if (!run.scenario->mourn || std::none_of(ends.begin(), ends.end(), died))
        return;
    bool last = true;
    for (std::size_t actor = 0; actor < ends.size(); ++actor)
        last = last && (run.specs[actor].role != run.specs[gone].role || ends[actor].end != ProcessEnd::Running);
    MemoryDeathBed deathBed(run.memory);
    run.scenario->mourn(deathBed, {run.specs[gone], died(ends[gone]), last}, run.settings);
}

void reap(PreparedRun &run, Drain &drain, Child &child, std::vector<ProcessInfo> &ends, ActorId actor)
{
    ProcessInfo &end = ends[actor];
    end.pid = child.pid();
    const int outcome = child.wait();
    const bool died = outcome < 0;
    end.end = died ? ProcessEnd::Killed : ProcessEnd::Finished;
    (died ? end.signal : end.exitCode) = died ? -outcome : outcome;
    drain.actorEnded(actor, died, end.signal);
    mourn(run, ends, actor);
    if (died)
        run.memory.wakeAll();
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
        reap(run, drain, children[kill->actor], ends, kill->actor);
    }
    for (std::size_t actor = 0; actor < children.size(); ++actor)
        if (!kill || actor != kill->actor)
            reap(run, drain, children[actor], ends, static_cast<ActorId>(actor));
    finishRun(drain, std::move(ends));
    return run.recording;
}

} // namespace interleave
