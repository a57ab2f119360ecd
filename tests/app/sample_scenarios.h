// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "scenarios/scenario_info.h"

#include <array>

/// Two small scenarios for tests of the window: they are described, never run.
namespace interleave::sample {

inline constexpr ModeInfo kCounterModes[] = {
    {.id = "off", .title = "none", .help = "Nobody is kept out.", .section = "off", .python = {}},
    {.id = "per-access", .title = "each access", .help = "Each access holds the lock; in between it is free.",
     .section = "per-access", .python = {}},
    {.id = "on", .title = "whole += 1", .help = "The lock is held across reading and writing.", .section = "on", .python = {}, .right = true},
    {.id = "atomic", .title = "atomic", .help = "One step of the processor.", .section = "atomic",
     .python = "Python has no atomic addition.", .right = true},
};
inline constexpr ParameterInfo kCounterParameters[] = {
    {.name = "processes", .title = "Processes", .help = "How many share the counter.", .min = 1, .max = 16, .bare = 5,
     .full = 5, .slow = 3, .step = 2, .explore = 2},
    {.name = "increments", .title = "Increments", .help = "How often each adds one.", .min = 1, .max = 1'000'000,
     .bare = 10'000, .full = 10'000, .slow = 5, .step = 2, .explore = 3},
};
inline constexpr OutcomeInfo kCounterOutcomes[] = {
    {"right", Grade::Acceptable, "Every increment arrived."},
    {"lost", Grade::Interesting, "Increments were lost: somebody wrote an old value plus one over them.", {}},
    {"more", Grade::Forbidden, "More arrived than were made."},
};
inline constexpr UnitInfo kCounterUnits[] = {
    {.role = "incrementer", .object = "counter", .kind = EventKind::Write, .singular = "increment", .plural = "increments"},
};
inline const ScenarioInfo kCounter = {
    .id = "counter", .title = "Shared counter", .chapter = "Memory",
    .summary = "Several processes add one to the same number. Unprotected, some of what they add is lost.",
    .defaultMode = "off", .modes = kCounterModes, .parameters = kCounterParameters, .outcomes = kCounterOutcomes,
    .units = kCounterUnits, .charts = {}, .source = "counter.cpp", .python = "counter.py", .valueObject = "counter",
};

inline constexpr ModeInfo kQueueModes[] = {
    {.id = "on", .title = "semaphores", .help = "Items and room are counted.", .section = "on", .python = {}, .right = true},
    {.id = "off", .title = "none", .help = "Nobody is kept out.", .section = "off", .python = {}},
};
inline constexpr ParameterInfo kQueueParameters[] = {
    {.name = "producers", .title = "Producers", .help = "", .min = 1, .max = 8, .full = 2, .slow = 1},
    {.name = "consumers", .title = "Consumers", .help = "", .min = 1, .max = 8, .full = 2, .slow = 1},
    {.name = "messages", .title = "Messages each", .help = "", .min = 1, .max = 100'000, .full = 10'000, .slow = 5},
    {.name = "capacity", .title = "Capacity", .help = "", .min = 1, .max = 4096, .full = 64, .slow = 3},
};
inline const ScenarioInfo kQueue = {
    .id = "queue", .title = "Bounded queue", .chapter = "Messages", .summary = "Messages go through a ring.",
    .defaultMode = "on", .modes = kQueueModes, .parameters = kQueueParameters, .outcomes = {},
    .units = {}, .charts = {}, .source = "queue.cpp", .python = "queue.py", .valueObject = {},
};

inline constexpr std::array<const ScenarioInfo *, 2> kCatalog = {&kCounter, &kQueue};

/// The account of the run in the design's picture.
inline Account counterAccount()
{
    Account account;
    account.attempted = account.expected = 15;
    account.observed = account.survivors = 10;
    account.lost = 5;
    account.result = "10";
    account.outcome = "lost";
    account.sentence = "5 increments were overwritten; every one is accounted for.";
    return account;
}

inline constexpr const char *kCounterSource = R"(//[off
void increment(Cell counter, int times)
{
    int mine = 0, i = 0;
    Locals live{counter.probe(), mine, i};  //-
    for (i = 0; i < times; ++i) {
        mine = counter.read();     //@read
        mine = mine + 1;           //@add
        counter.write(mine);       //@write
    }
}
//]
)";
inline constexpr const char *kCounterTwin = R"(#[off
def increment(counter, times):
    for _ in range(times):
        mine = counter.value     #@read
        mine = mine + 1          #@add
        counter.value = mine     #@write
#]
)";

} // namespace interleave::sample
