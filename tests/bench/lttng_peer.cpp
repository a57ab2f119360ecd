// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Started by the question "lttng" while a tracing session is on. Prints, for each round, what one event costs with our
// ring and with LTTng-UST, in ns: `interleave-bench-lttng ROUNDS EVENTS`.

#define LTTNG_UST_TRACEPOINT_CREATE_PROBES
#define LTTNG_UST_TRACEPOINT_DEFINE
#include "lttng_peer.h"

#include "core/probe/probe.h"
#include "core/shm/ring.h"
#include "tests/bench/harness.h"
#include "tests/support/run_of.h"

#include <cstdio>
#include <cstdlib>

using namespace interleave;
using namespace interleave::bench;

namespace {

template <typename Emit>
double costOf(std::size_t events, Emit &&emit)
{
    const double begin = threadNanoseconds();
    for (std::size_t i = 0; i < events; ++i)
        emit(i);
    return (threadNanoseconds() - begin) / static_cast<double>(events);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const std::size_t rounds = std::strtoul(argv[1], nullptr, 10), events = std::strtoul(argv[2], nullptr, 10);
    const RunMemory memory = runOf({{ObjectKind::Cell, "counter"}}, 1, {}, RunMemory::kRingCapacity);
    auto *const ends = memory.control().at<RingEnds>(ringOffset(0, memory.ringCapacity()));
    RingReader reader(ends, memory.ringCapacity());
    Probe probe(memory.control(), memory.data(), 0);
    if (!lttng_ust_tracepoint_enabled(interleave_bench, access))
        return 1; // nothing would be recorded, and that very quickly
    for (std::size_t round = 0; round < rounds; ++round) {
        reader.consume([](std::span<const Event>) {});
        const double ours = costOf(events, [&](std::size_t i) {
            probe.begin();
            probe.publish(EventKind::Read, kNoFlags, ObjectRef::of(0), 1, i, 0, probe.ticksBefore());
        });
        const double theirs = costOf(events, [&](std::size_t i) {
            lttng_ust_tracepoint(interleave_bench, access, 0u, 1u, std::uint64_t{i}, std::uint64_t{0});
        });
        std::printf("%.3f %.3f\n", ours, theirs);
    }
    return 0;
}
