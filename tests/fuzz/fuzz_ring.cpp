// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whatever bytes workers write into the memory of a run (rings and their ends, header, site table, process table, the
// data itself), between passes or at the end: the run is recorded to its end, what was recorded could be written and
// read again, what is not believed is said and counted, and everything can be told.
//
// An input is a list of steps: honest accesses, patches of memory, passes, ends of processes.

#include "app/session/standstill.h"
#include "core/primitives/deadlock.h"
#include "core/probe/probe.h"
#include "core/trace/event_check.h"
#include "core/trace/recorder.h"
#include "core/trace/run_info_codec.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/meter.h"
#include "tests/fuzz/report_all.h"
#include "tests/fuzz/sample_runs.h"
#include "tests/fuzz/target.h"

#include <algorithm>
#include <csignal>
#include <random>

using namespace interleave;

namespace {

constexpr std::uint32_t kCapacity = 64;
constexpr std::size_t kConstantMemory = std::size_t{160} << 20;

/// A run whose workers are played by the input.
class Play
{
public:
    Play(const RunInfo &info, Input &in)
        : m_in(in),
          m_memory(create(info)),
          m_recording(std::make_shared<Recording>(info)),
          m_recorder(m_memory, *m_recording),
          m_workers(info.processes.size())
    {
        m_memory.openGate();
    }

    std::shared_ptr<Recording> run()
    {
        while (!m_in.isEmpty())
            step();
        for (std::size_t actor = 0; actor < m_workers.size(); ++actor)
            end(static_cast<ActorId>(actor), false);
        m_recorder.finish(m_ended, {});
        return m_recording;
    }

private:
    struct Worker {
        std::uint32_t sequence = 0;
        std::uint64_t requests = 0;
        bool ended = false;
    };

    static RunMemory create(const RunInfo &info)
    {
        auto memory = RunMemory::create(info.settings, info.objects, info.processes.size(), 4, kCapacity);
        require(memory.ok(), "there is memory for a small run");
        return std::move(memory.value());
    }

    RingEnds &ends(std::size_t actor) const
    {
        return *m_memory.control().at<RingEnds>(ringOffset(static_cast<ActorId>(actor), kCapacity));
    }

    void step()
    {
        const std::uint8_t what = m_in.byte();
        const std::size_t actor = m_in.byte() % m_workers.size();
        switch (what % 16) {
        case 0:
        case 1: return patch(actor);
        case 2: return pass();
        case 3:
            if (what / 16 == 0)
                end(static_cast<ActorId>(actor), m_in.flag());
            return;
        case 4: return visit();
        case 5: return ends(actor).begun.store(ends(actor).published.load() + 1); // within an access
        default: return report(actor, what);
        }
    }

    /// An access, mostly as an honest worker would make and report it.
    void report(std::size_t actor, std::uint8_t what)
    {
        Worker &worker = m_workers[actor];
        const ObjectTable &objects = m_memory.objects();
        const std::uint32_t row = m_in.below(static_cast<std::uint32_t>(objects.size()));
        Event event;
        event.object = ObjectRef::of(row, m_in.below(objects[row].count));
        event.time = m_time += 100;
        event.site = static_cast<SiteId>(1 + m_in.byte() % 4);
        switch (objects[row].kind) {
        case ObjectKind::Cell:
        case ObjectKind::Slots:
        case ObjectKind::Semaphore: accessWord(event, worker, static_cast<ActorId>(actor), what); break;
        case ObjectKind::Mutex: accessLock(event, worker, static_cast<ActorId>(actor), what); break;
        default:
            event.set(m_memory.drops() ? EventKind::Gap : EventKind::Stalled);
            event.object = {};
            event.a = 1 + what;
        }
        publish(actor, event);
    }

    void accessWord(Event &event, Worker &worker, ActorId actor, std::uint8_t what)
    {
        const ObjectKind kind = m_memory.objects()[event.object.row()].kind;
        SharedWord64 &place = wordOf(event.object);
        const Word seen{place.load()};
        const bool reads = (what & 0x10) != 0;
        if (reads) {
            event.set(kind == ObjectKind::Semaphore ? EventKind::SemaphoreRequested : what & 0x20 ? EventKind::Awaited : EventKind::Read);
            event.a = seen.bits;
            return;
        }
        const int by = kind == ObjectKind::Semaphore && (what & 0x20) ? -1 : 1;
        const auto value = static_cast<std::int32_t>(static_cast<std::uint32_t>(seen.value()) + static_cast<std::uint32_t>(by));
        const Word written = Word::make(value, Word::writerOf(actor), ++worker.sequence);
        place.store(written.bits);
        event.set(kind == ObjectKind::Semaphore ? (by < 0 ? EventKind::SemaphoreAcquired : EventKind::SemaphorePosted)
                      : kind == ObjectKind::Cell && (what & 0x20) ? EventKind::Update
                                                                  : EventKind::Write);
        event.a = written.bits;
        event.b = seen.bits;
    }

    void accessLock(Event &event, Worker &worker, ActorId actor, std::uint8_t what)
    {
        auto &lock = *m_memory.data().at<MutexStorage>(offsetOf(event.object));
        const std::uint32_t holder = lock.holder.load() & 0xff;
        if (holder == actor + 1u) {
            event.set(EventKind::LockReleased);
            event.a = lock.acquisitions.load();
            lock.holder.store((actor + 1u) << 8);
        } else if (holder == 0 && worker.requests > 0) {
            event.set(EventKind::LockAcquired, what & 0x20 ? kContended : kNoFlags);
            event.a = lock.acquisitions.fetch_add(1) + 1;
            event.b = worker.requests | std::uint64_t{kNoActor} << 32;
            lock.holder.store(actor + 1u);
            worker.requests = 0;
        } else {
            event.set(EventKind::LockRequested);
            event.a = worker.requests = lock.requests.fetch_add(1) + 1;
        }
    }

    void publish(std::size_t actor, const Event &event)
    {
        RingEnds &ring = ends(actor);
        const std::uint64_t head = ring.published.load();
        if (head - ring.consumed.load() >= kCapacity) { // as with --drop
            ring.droppedRows.fetch_or(gapBit(event.object.row()));
            ring.dropped.fetch_add(1);
            return;
        }
        reinterpret_cast<Event *>(&ring + 1)[head % kCapacity] = event;
        ring.begun.store(head + 1);
        ring.published.store(head + 1);
    }

    /// A few bytes anywhere, mostly where they hurt.
    void patch(std::size_t actor)
    {
        const std::uint64_t ring = ringOffset(static_cast<ActorId>(actor), kCapacity);
        switch (m_in.byte() % 8) {
        case 0:
        case 1: return patchWithin(m_memory.control(), ring, 5 * 8);
        case 2:
        case 3: return patchWithin(m_memory.control(), ring + sizeof(RingEnds), kCapacity * sizeof(Event));
        case 4: return patchWithin(m_memory.control(), 0, sizeof(Header));
        case 5: return patchWithin(m_memory.control(), kSites, 8 * sizeof(SiteEntry));
        case 6: return patchWithin(m_memory.control(), kActors + actor * sizeof(ActorBlock), sizeof(ActorBlock));
        default: return patchWithin(m_memory.data(), 0, m_memory.data().size());
        }
    }
    void patchWithin(const Memory &memory, std::uint64_t offset, std::uint64_t bytes)
    {
        const std::uint64_t at = m_in.below(static_cast<std::uint32_t>(bytes / 8)) * 8;
        const std::uint64_t value = m_in.anything();
        const std::uint8_t width = m_in.byte();
        std::byte *const place = memory.data() + offset + at;
        std::uint64_t word = 0;
        std::memcpy(&word, place, sizeof word);
        if (width % 4 == 0) // a little more or less than what is there
            word += value % 2 ? value : ~value;
        else
            std::memcpy(&word, &value, width % 4 == 1 ? 1 : width % 4 == 2 ? 4 : 8);
        std::memcpy(place, &word, sizeof word);
    }

    void pass()
    {
        m_recorder.pass([this] { return std::exchange(m_ended, {}); });
        require(m_recording->tail().size() <= 4096, "the tail is bounded");
    }

    void end(ActorId actor, bool died)
    {
        if (std::exchange(m_workers[actor].ended, true))
            return;
        m_ended.push_back({actor, died, died ? SIGKILL : 0});
        if (died && m_memory.objects().front().kind == ObjectKind::Cell)
            m_memory.add(0, 1); // what a session may owe the survivors
        m_memory.wakeAll();
    }

    /// What a session looks at while the run is on, and a worker before it begins.
    void visit()
    {
        std::vector<bool> alive;
        for (const Worker &worker : m_workers)
            alive.push_back(!worker.ended);
        for (const Wait &wait : deadlockAmong(m_memory, alive))
            require(wait.actor < alive.size() && wait.holder < alive.size(), "a circle is made of processes");
        m_standstill.look(m_memory, alive);
        static_cast<void>(checkHeader(m_memory.control(), m_memory.data()));
        m_recording->publishFindings();
    }

    std::uint64_t offsetOf(ObjectRef object) const
    {
        // As built: what the table in the memory says now, the input may have written.
        std::uint64_t offset = 0;
        for (std::size_t row = 0;; ++row) {
            const Object &one = m_memory.objects()[row];
            const std::uint64_t stride = one.kind == ObjectKind::Mutex ? sizeof(MutexStorage)
                : one.kind == ObjectKind::Slots                        ? sizeof(SlotStorage)
                : isGroup(one.kind)                                    ? 0
                                                                       : sizeof(CellStorage);
            if (row == object.row())
                return offset + stride * object.element();
            offset = (offset + stride * one.count + kCacheLine - 1) / kCacheLine * kCacheLine;
        }
    }
    SharedWord64 &wordOf(ObjectRef object) const { return *m_memory.data().at<SharedWord64>(offsetOf(object)); }

    Input &m_in;
    RunMemory m_memory;
    std::shared_ptr<Recording> m_recording;
    Recorder m_recorder;
    std::vector<Worker> m_workers;
    std::vector<Recorder::End> m_ended;
    Standstill m_standstill;
    std::uint64_t m_time = 1'000'000;
};

void checkAccount(const Recording &recording)
{
    const auto info = recording.info();
    std::uint64_t gaps = 0;
    TraceReader reader(recording.trace());
    reader.forEach(0, reader.size(), [&](EventIndex, const Event &event) {
        require(fits(event, *info), "what was recorded can be read again");
        gaps += event.kind() == EventKind::Gap;
    });
    require(unpackRunInfo(packRunInfo(*info, RunInfoPart::Whole)).ok(), "what is known of the run can be read again");
    for (const ProcessInfo &process : info->processes)
        require(process.refusal == Refusal::None || gaps > 0, "where a process is not believed there is a gap");
    require(info->dropped == 0 || gaps > 0, "what is missing is behind a gap");
}

} // namespace

std::vector<std::vector<std::uint8_t>> fuzzSeeds()
{
    std::vector<std::vector<std::uint8_t>> seeds;
    std::mt19937 random(3);
    for (std::size_t size : {40, 100, 200, 400, 800, 1600, 300, 500, 700, 900}) {
        std::vector<std::uint8_t> &seed = seeds.emplace_back(size);
        std::generate(seed.begin(), seed.end(), [&] { return static_cast<std::uint8_t>(random()); });
        // Patches are rare in half of them, so that there is something to lose.
        for (std::size_t i = 0; seeds.size() % 2 == 0 && i < size; ++i)
            if (seed[i] % 16 < 2)
                seed[i] = static_cast<std::uint8_t>(seed[i] | 8);
    }
    return seeds;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::span<const std::uint8_t> bytes(data, size);
    Input in(bytes);
    RunInfo info = scenarioRun(in.byte(), in.number<std::uint16_t>());
    info.settings.drop = in.byte() % 4 == 0;
    const Meter meter;
    const std::shared_ptr<Recording> recording = Play(info, in).run();
    require(meter.most() <= kConstantMemory, "memory stays bounded");
    checkAccount(*recording);
    reportAll(recording, turnOf(bytes));
    return 0;
}
