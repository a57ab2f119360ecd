// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What do the probes cost where nothing is recorded? A locked increment of a bare run, against the same one written by
// hand: a robust pthread mutex and an atomic word.

#include "tests/bench/questions.h"

#include "core/primitives/cell.h"
#include "core/primitives/mutex.h"
#include "tests/support/run_of.h"

#include <memory>

namespace interleave::bench {

Table off(const Options &options)
{
    const std::size_t times = options.size(1'000'000, 1000);
    RunSettings settings;
    settings.pace = Pace::Bare;
    const RunMemory memory = runOf({{ObjectKind::Cell, "counter"}, {ObjectKind::Mutex, "lock"}}, 1, settings);
    Probe probe(memory.control(), memory.data(), 0);
    Cell counter(probe, "counter");
    Mutex lock(probe, "lock");
    const auto raw = std::make_unique<MutexStorage>();
    initialize(*raw);
    const auto word = std::make_unique<CellStorage>();

    const auto perIncrement = [times](auto &&increment) {
        const double begin = threadNanoseconds();
        for (std::size_t i = 0; i < times; ++i)
            increment();
        return (threadNanoseconds() - begin) / static_cast<double>(times);
    };
    const Comparison comparison(options, {
        {"by hand", [&] {
             return perIncrement([&] {
                 pthread_mutex_lock(&raw->mutex);
                 word->word.store(word->word.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
                 pthread_mutex_unlock(&raw->mutex);
             });
         }},
        {"probed", [&] {
             return perIncrement([&] {
                 const Hold held(lock);
                 counter.write(counter.read() + 1);
             });
         }},
    });
    return {{
        {"locked increment by hand", comparison.median(0), "ns"},
        {"locked increment through probes that are off", comparison.median(1), "ns", comparison.ratio(1, 0), "by hand",
         atMost(1.05)},
    }};
}

} // namespace interleave::bench
