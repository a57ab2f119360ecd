// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What does it cost a process to report one event? The least any recorder can do is to read the clock and to store
// 32 bytes; everything is compared with that.

#include "tests/bench/questions.h"

#include "core/primitives/cell.h"
#include "core/shm/sys.h"
#include "core/trace/drain.h"
#include "tests/support/prepared_run.h"

#include <chrono>
#include <thread>

namespace interleave::bench {

namespace {

constexpr std::size_t kBurst = 2000;

/// Clock and store, into a buffer as large as a ring.
class Floor
{
public:
    void emit(std::size_t events)
    {
        for (std::size_t i = 0; i < events; ++i) {
            m_buffer[m_head & (RunMemory::kRingCapacity - 1)] = {__rdtsc(), ObjectRef::of(0), 1, 1, 0, m_head, 0};
            ++m_head;
            memoryEscapes();
        }
    }

private:
    std::vector<Event> m_buffer = std::vector<Event>(RunMemory::kRingCapacity);
    std::uint64_t m_head = 0;
};

/// A process of a run, played by the calling thread; drained by the session's own drain, or by nobody.
class Actor
{
public:
    explicit Actor(bool drained) : m_run(prepareRun(oneProcess())), m_drain(m_run.memory, *m_run.recording), m_drained(drained)
    {
        sys::registerForBarrier();
        if (drained) {
            m_drain.start([] {});
            m_probe.waitForStart();
        }
    }
    ~Actor()
    {
        if (!m_drained)
            return;
        m_drain.actorEnded(0, false, 0);
        finishRun(m_drain, std::vector<ProcessInfo>(1));
    }

    void emit(std::size_t events)
    {
        for (std::size_t i = 0; i < events; ++i) {
            m_probe.begin();
            m_probe.publish(EventKind::Read, kNoFlags, m_cell.object(), 1, m_word, 0, m_probe.ticksBefore());
            memoryEscapes();
        }
    }
    void read(std::size_t events)
    {
        for (std::size_t i = 0; i < events; ++i)
            escape(m_cell.read());
    }
    void write(std::size_t events)
    {
        for (std::size_t i = 0; i < events; ++i)
            m_cell.write(static_cast<std::int32_t>(i));
        m_word = Word(m_storage->word.load()).bits;
    }

    /// Returns when there is room for a burst: what is asked here is what an event costs, not how long a full ring
    /// lasts.
    void awaitRoom()
    {
        if (!m_drained) {
            m_reader.consume([](std::span<const Event>) {});
            return;
        }
        while (m_ends->published.load() - m_ends->consumed.load() > RunMemory::kRingCapacity - kBurst)
            std::this_thread::sleep_for(std::chrono::microseconds(100));
    }

private:
    static RunSettings oneProcess()
    {
        RunSettings settings;
        settings.scenario = "counter";
        settings.mode = "off";
        settings.parameters = {{"processes", 1}};
        return settings;
    }

    PreparedRun m_run;
    Drain m_drain;
    bool m_drained;
    Probe m_probe{m_run.memory.control(), m_run.memory.data(), 0};
    Cell m_cell{m_probe, "counter"};
    CellStorage *m_storage = m_probe.storage<CellStorage>(m_cell.object());
    RingEnds *m_ends = m_run.memory.control().at<RingEnds>(ringOffset(0, RunMemory::kRingCapacity));
    RingReader m_reader{m_ends, RunMemory::kRingCapacity};
    std::uint64_t m_word = Word::initial(0).bits;
};

/// ns of CPU time an event, over bursts; `between` is not counted.
template <typename Emit, typename Between>
double costOf(std::size_t bursts, Emit &&emit, Between &&between)
{
    double spent = 0;
    for (std::size_t i = 0; i < bursts; ++i) {
        between();
        const double begin = threadNanoseconds();
        emit(kBurst);
        spent += threadNanoseconds() - begin;
    }
    return spent / static_cast<double>(bursts * kBurst);
}

void rest()
{
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

} // namespace

Table emission(const Options &options)
{
    const std::size_t sustained = options.size(1000, 5), paused = options.size(150, 5);
    Floor floor;
    Actor alone(false);
    const Comparison still(options, {
        {"floor", [&] { return costOf(sustained, [&](auto n) { floor.emit(n); }, [] {}); }},
        {"emit", [&] { return costOf(sustained, [&](auto n) { alone.emit(n); }, [&] { alone.awaitRoom(); }); }},
        {"read", [&] { return costOf(sustained, [&](auto n) { alone.read(n); }, [&] { alone.awaitRoom(); }); }},
        {"write", [&] { return costOf(sustained, [&](auto n) { alone.write(n); }, [&] { alone.awaitRoom(); }); }},
    });
    Actor drained(true);
    const auto paced = [&] {
        rest();
        drained.awaitRoom();
    };
    const Comparison bursts(options, {
        {"floor", [&] { return costOf(paused, [&](auto n) { floor.emit(n); }, rest); }},
        {"emit", [&] { return costOf(paused, [&](auto n) { drained.emit(n); }, paced); }},
    });
    const Comparison full(options, {
        {"floor", [&] { return costOf(sustained, [&](auto n) { floor.emit(n); }, [] {}); }},
        {"emit", [&] { return costOf(sustained, [&](auto n) { drained.emit(n); }, [&] { drained.awaitRoom(); }); }},
    });
    const std::string clock = "clock + store";
    return {{
        {"clock + 32-byte store", still.median(0), "ns"},
        {"one event, no reader", still.median(1), "ns", still.ratio(1, 0), clock, atMost(1.15)},
        {"one event, drained, bursts of 2000 and a pause of 1 ms", bursts.median(1), "ns", bursts.ratio(1, 0), clock,
         atMost(1.35)},
        {"one event, drained, back to back as room allows", full.median(1), "ns", full.ratio(1, 0), clock, atMost(1.35)},
        {"a recorded Cell::read, no reader", still.median(2), "ns", still.ratio(2, 0), clock},
        {"a recorded Cell::write, no reader", still.median(3), "ns", still.ratio(3, 0), clock},
    }};
}

} // namespace interleave::bench
