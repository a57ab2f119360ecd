// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How many events a second of processor time are settled, and settled and analysed? Racing increments (read, write) and locked ones
// (request, acquire, read, write, release) by 2, 4 and 8 actors, in runs of 1, 8 and 500 steps of one actor, fed in
// passes of 20 000 events. Median of five rounds.

#include "core/analysis/analyzer.h"
#include "core/trace/settler.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <vector>

using namespace interleave;

namespace {

constexpr std::size_t kPass = 20'000;

struct Load {
    ObjectTable objects{{ObjectKind::Cell, "counter"}, {ObjectKind::Mutex, "lock"}};
    std::size_t actors = 0;
    std::vector<std::vector<std::vector<Event>>> passes; ///< by pass, by actor
    std::size_t events = 0;
};

/// Executes increments step by step, so that the words are those of a run that could have happened.
class Generator
{
public:
    Generator(std::size_t actors, bool locked, std::size_t runLength)
        : m_locked(locked), m_runLength(runLength), m_stage(actors), m_copy(actors), m_sequence(actors)
    {
        m_load.actors = actors;
    }

    Load make(std::size_t events)
    {
        std::mt19937 random(7);
        while (m_load.events < events) {
            const auto actor = static_cast<ActorId>(random() % m_load.actors);
            const std::size_t run = m_runLength == 1 ? 1 : 1 + random() % (2 * m_runLength);
            for (std::size_t i = 0; i < run && step(actor); ++i) {
            }
        }
        return std::move(m_load);
    }

private:
    bool step(ActorId actor)
    {
        switch (m_stage[actor]) {
        case 0: // racing starts with its read
            if (m_locked)
                return emit(actor, EventKind::LockRequested, ++m_requests, 0, 1);
            ++m_stage[actor];
            [[fallthrough]];
        case 1:
            if (m_locked && m_held)
                return false;
            m_held = true;
            if (m_locked)
                return emit(actor, EventKind::LockAcquired, ++m_acquisitions, 0, 1);
            ++m_stage[actor];
            [[fallthrough]];
        case 2:
            m_copy[actor] = m_now.value();
            return emit(actor, EventKind::Read, m_now.bits, 0, 0);
        case 3: {
            const Word replaced = m_now;
            m_now = Word::make(m_copy[actor] + 1, static_cast<std::uint8_t>(actor + 1), ++m_sequence[actor]);
            emit(actor, EventKind::Write, m_now.bits, replaced.bits, 0);
            if (!m_locked)
                m_stage[actor] = 0;
            return true;
        }
        default:
            m_held = false;
            emit(actor, EventKind::LockReleased, m_acquisitions, 0, 1);
            m_stage[actor] = 0;
            return true;
        }
    }

    bool emit(ActorId actor, EventKind kind, std::uint64_t a, std::uint64_t b, std::uint32_t row)
    {
        if (m_load.events++ % kPass == 0)
            m_load.passes.emplace_back(m_load.actors);
        Event event;
        event.time = m_load.events * 26;
        event.object = ObjectRef::of(row);
        event.actor = actor;
        event.a = a;
        event.b = b;
        event.set(kind);
        m_load.passes.back()[actor].push_back(event);
        ++m_stage[actor];
        return true;
    }

    bool m_locked;
    std::size_t m_runLength;
    Load m_load;
    Word m_now;
    bool m_held = false;
    std::uint64_t m_requests = 0, m_acquisitions = 0;
    std::vector<int> m_stage;
    std::vector<std::int32_t> m_copy;
    std::vector<std::uint32_t> m_sequence;
};

/// Of this thread: the machine may have other things to do.
double cpuMicroseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) * 1e-3;
}

/// Millions of events a second.
double rate(const Load &load, bool analyse)
{
    RunInfo info;
    info.objects = load.objects;
    Analyzer analyzer(info);
    EventIndex index = 0;
    std::uint64_t check = 0;
    Settler settler(load.objects, load.actors, [&](const Event &event) {
        if (analyse)
            analyzer.settled(index++, event);
        else
            check += event.a;
    });
    const double begin = cpuMicroseconds();
    for (const auto &pass : load.passes) {
        for (std::size_t actor = 0; actor < load.actors; ++actor)
            settler.add(static_cast<ActorId>(actor), pass[actor]);
        settler.release();
    }
    settler.finish({});
    const double elapsed = cpuMicroseconds() - begin;
    if (settler.settled() != load.events || settler.unexplained() != 0 || (analyse && index != load.events)
        || (!analyse && check == 0)) {
        std::fprintf(stderr, "not everything settled\n");
        std::exit(1);
    }
    return static_cast<double>(load.events) / elapsed;
}

double median(const Load &load, bool analyse)
{
    std::vector<double> rates;
    for (int round = 0; round < 5; ++round)
        rates.push_back(rate(load, analyse));
    std::nth_element(rates.begin(), rates.begin() + 2, rates.end());
    return rates[2];
}

} // namespace

int main()
{
    std::printf("%-8s %7s %5s %14s %20s\n", "work", "actors", "run", "settle M ev/s", "and analyse M ev/s");
    for (const bool locked : {false, true}) {
        for (const std::size_t actors : {2u, 4u, 8u}) {
            for (const std::size_t run : {1u, 8u, 500u}) {
                const Load load = Generator(actors, locked, run).make(4'000'000);
                std::printf("%-8s %7zu %5zu %14.1f %20.1f\n", locked ? "locked" : "racing", actors, run,
                            median(load, false), median(load, true));
            }
        }
    }
    return 0;
}
