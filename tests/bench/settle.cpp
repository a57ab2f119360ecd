// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How many events a second of processor time are drained, settled, and settled, analysed and stored? How many bytes
// does one take?

#include "tests/bench/questions.h"
#include "tests/bench/settle_load.h"

#include "core/shm/ring.h"
#include "core/trace/recording.h"
#include "core/trace/settler.h"

#include <cstdlib>
#include <cstring>
#include <utility>

namespace interleave::bench {

namespace {

/// ns an event.
template <typename Work>
double costOf(const SettleLoad &load, Work &&work)
{
    const double begin = threadNanoseconds();
    work();
    return (threadNanoseconds() - begin) / static_cast<double>(load.events);
}

double copyCost(const SettleLoad &load)
{
    std::vector<Event> copy(load.events);
    std::fill(copy.begin(), copy.end(), Event()); // its pages are there
    return costOf(load, [&] {
        Event *place = copy.data();
        for (const auto &pass : load.passes)
            for (const auto &events : pass) {
                std::memcpy(static_cast<void *>(place), events.data(), events.size() * sizeof(Event));
                place += events.size();
            }
        memoryEscapes();
    });
}

/// Out of a ring into a buffer, as the drain does before it looks at an event.
double drainCost(const SettleLoad &load)
{
    constexpr std::uint32_t kCapacity = 1 << 16;
    std::vector<std::uint8_t> memory(ringBytes(kCapacity) + alignof(RingEnds));
    const std::uintptr_t address = reinterpret_cast<std::uintptr_t>(memory.data());
    auto *const ends = new (memory.data() + (alignof(RingEnds) - address % alignof(RingEnds)) % alignof(RingEnds)) RingEnds();
    RingWriter writer(ends, kCapacity, false);
    RingReader reader(ends, kCapacity);
    std::vector<Event> copy;
    double spent = 0;
    for (const auto &pass : load.passes) {
        for (const auto &events : pass)
            for (const Event &event : events) {
                writer.begin();
                writer.publish(event);
            }
        const double begin = threadNanoseconds();
        reader.consume([&](std::span<const Event> events) {
            copy.assign(events.begin(), events.end());
            memoryEscapes();
        });
        spent += threadNanoseconds() - begin;
    }
    return spent / static_cast<double>(load.events);
}

double settleCost(const SettleLoad &load, const Settler::Sink &sink)
{
    Settler settler(load.objects, load.actors, sink);
    return costOf(load, [&] {
        for (const auto &pass : load.passes) {
            for (std::size_t actor = 0; actor < load.actors; ++actor)
                settler.add(static_cast<ActorId>(actor), pass[actor]);
            settler.release();
        }
        settler.finish({});
        if (settler.settled() != load.events || settler.unexplained() != 0)
            std::abort();
    });
}

RunInfo infoOf(const SettleLoad &load)
{
    RunInfo info;
    info.objects = load.objects;
    info.processes.resize(load.actors);
    return info;
}

double bytesStored(const SettleLoad &load, bool withStates)
{
    Trace trace;
    StateIndex states(load.objects, load.actors);
    EventIndex index = 0;
    settleCost(load, [&](std::span<const Event> events) {
        trace.append(events);
        states.settled(index, events);
        index += events.size();
    });
    return static_cast<double>(trace.storedBytes() + (withStates ? states.storedBytes() : 0)) / static_cast<double>(load.events);
}

void addRows(Table &table, const Options &options, const std::string &name, const SettleLoad &load, bool detailed)
{
    std::uint64_t check = 0;
    const auto all = [&] {
        Recording recording(infoOf(load));
        return settleCost(load, [&](std::span<const Event> events) { recording.settle(events); });
    };
    std::vector<Contender> contenders = {{"copy", [&] { return copyCost(load); }}, {"all", all}};
    if (detailed) {
        contenders.push_back({"drain", [&] { return drainCost(load); }});
        contenders.push_back({"settle", [&] { return settleCost(load, [&](std::span<const Event> events) {
                                          for (const Event &event : events)
                                              check += event.a;
                                      }); }});
        contenders.push_back({"store", [&] {
             Trace trace;
             return settleCost(load, [&](std::span<const Event> events) { trace.append(events); });
         }});
        contenders.push_back({"analyse", [&] {
             Analyzer analyzer(infoOf(load));
             EventIndex index = 0;
             return settleCost(load, [&](std::span<const Event> events) { analyzer.settled(std::exchange(index, index + events.size()), events); });
         }});
        contenders.push_back({"states", [&] {
             StateIndex states(load.objects, load.actors);
             EventIndex index = 0;
             return settleCost(load, [&](std::span<const Event> events) { states.settled(std::exchange(index, index + events.size()), events); });
         }});
    }
    const Comparison costs(options, std::move(contenders));
    escape(check);
    const auto rate = [&](std::size_t contender) { return 1e3 / costs.median(contender); };
    const auto rowOf = [&](const std::string &what, std::size_t contender) {
        return Row{.what = what + name, .value = rate(contender), .unit = "M ev/s", .note = number(costs.ratio(contender, 0), "x") + " the time of a copy"};
    };
    if (detailed) {
        table.rows.push_back({.what = "copy, " + name, .value = rate(0), .unit = "M ev/s"});
        table.rows.push_back(rowOf("drain, ", 2));
        table.rows.push_back(rowOf("settle, ", 3));
        table.rows.push_back(rowOf("settle + store, ", 4));
        table.rows.push_back(rowOf("settle + analyse, ", 5));
        table.rows.push_back(rowOf("settle + states, ", 6));
    }
    table.rows.push_back(rowOf("all of it, ", 1));
    table.rows.back().goal = atLeast(40);
    if (detailed) {
        table.rows.push_back({.what = "stored event, " + name, .value = bytesStored(load, false), .unit = "B", .goal = atMost(4)});
        table.rows.push_back({.what = "stored event with states, " + name, .value = bytesStored(load, true), .unit = "B", .goal = atMost(6)});
    }
}

} // namespace

Table settle(const Options &options)
{
    Table table;
    for (const bool locked : {false, true})
        for (const std::size_t actors : {4u, 16u})
            for (const std::size_t run : {1u, 8u, 500u}) {
                const std::string name = std::string(locked ? "locked, " : "racing, ") + std::to_string(actors)
                    + " actors, runs of " + std::to_string(run);
                const SettleLoad load = SettleLoad::make(actors, locked, run, options.size(2'000'000, 40'000));
                addRows(table, options, name, load, run == 8 && actors == 4);
            }
    return table;
}

} // namespace interleave::bench
