// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The lost update. Several processes add one to a shared counter, many times.
//
// `counter += 1` is three steps: read the counter into a private copy, add one to the copy, write the copy back. When
// another process writes between the reading and the writing, the write puts an old value plus one over it, and what
// the other had added is gone. Nobody gets an error.
//
// Locking each access by itself, as Python's Value does it, does not help: the lock is given up between reading and
// writing, which is where it was needed. Holding it across the whole `+= 1` does, and so does an addition that is one
// step.

#include "scenarios/scenario.h"

namespace interleave {

namespace {

namespace unprotected {
//[off
void increment(Cell counter, int times)
{
    for (int i = 0; i < times; ++i) {
        Locals live{counter.probe(), i};        //-
        counter.probe().rest();                 //-
        int mine = counter.read(); //@read
        Locals copy{counter.probe(), mine};     //-
        mine = mine + 1;           //@add
        counter.probe().window();  //-
        counter.write(mine);       //@write
    }
}
//]
} // namespace unprotected

namespace each_access {
//[per-access
void increment(Cell counter, Mutex lock, int times)
{
    for (int i = 0; i < times; ++i) {
        int mine = 0;
        Locals live{counter.probe(), mine, i};  //-
        counter.probe().rest();                 //-
        {
            Hold held{lock};       //@lock-read
            mine = counter.read(); //@read
        }
        mine = mine + 1;           //@add
        // From here on it is a sum: without this both unlocks would look alike at the gate.  //-
        Locals sum{counter.probe(), mine};      //-
        counter.probe().window();  //-
        {
            Hold held{lock};       //@lock-write
            counter.write(mine);   //@write
        }
    }
}
//]
} // namespace each_access

namespace whole_increment {
//[on
void increment(Cell counter, Mutex lock, int times)
{
    for (int i = 0; i < times; ++i) {
        Locals live{counter.probe(), i};        //-
        counter.probe().rest();                 //-
        Hold held{lock};           //@lock
        int mine = counter.read(); //@read
        Locals copy{counter.probe(), mine};     //-
        mine = mine + 1;           //@add
        counter.probe().window();  //-
        counter.write(mine);       //@write
    }
}
//]
} // namespace whole_increment

namespace one_step {
//[atomic
void increment(Cell counter, int times)
{
    for (int i = 0; i < times; ++i) {
        Locals live{counter.probe(), i};  //-
        counter.probe().rest();           //-
        counter.probe().window();  //-
        counter.add(1);            //@update
    }
}
//]
} // namespace one_step

void role(Probe &probe, const Task &task)
{
    const Cell counter{probe, "counter"};
    const int times = static_cast<int>(probe.parameter("increments"));
    if (task.mode == "off")
        unprotected::increment(counter, times);
    else if (task.mode == "atomic")
        one_step::increment(counter, times);
    else if (task.mode == "per-access")
        each_access::increment(counter, Mutex{probe, "lock"}, times);
    else
        whole_increment::increment(counter, Mutex{probe, "lock"}, times);
}

ObjectTable objects(const Parameters &, std::string_view mode)
{
    ObjectTable table = {{.kind = ObjectKind::Cell, .name = "counter"}};
    if (mode == "on" || mode == "per-access")
        table.push_back({.kind = ObjectKind::Mutex, .name = "lock"});
    return table;
}

std::vector<ProcessSpec> processes(const Parameters &parameters)
{
    std::vector<ProcessSpec> list;
    for (int number = 0; number < parameters.at("processes"); ++number)
        list.push_back({"incrementer", number, parameters.at("increments")});
    return list;
}

std::string sentenceFor(const Account &account)
{
    if (account.lost == 0 && account.correct)
        return "Every increment arrived.";
    if (account.lost == 0 && account.proof == Proof::Proved)
        return "What was written is all there." + neverMade(account);
    if (account.lost == 0)
        return "Not every process came to its end, and nobody counted what they had done by then.";
    const std::string what = account.lost == 1 ? "1 increment was overwritten"
                                               : std::to_string(account.lost) + " increments were overwritten";
    if (account.proof != Proof::Proved)
        return what + "; by whom is not known." + neverMade(account);
    return what + (account.lost == 1 ? "; it is accounted for." : "; every one is accounted for.") + neverMade(account);
}

Account account(const RunInfo &run, const Findings *findings)
{
    const Parameters &parameters = run.settings.parameters;
    // A record without a write of it: there was none, if nothing is missing.
    CellHistory untouched;
    untouched.proof = isWhole(run) ? Proof::Proved : Proof::NotProvable;
    const CellHistory *history = findings ? findings->cell(ObjectRef::of(0)) : nullptr;
    if (findings && !history)
        history = &untouched;
    const Word *left = finalWord(run, 0);
    Account account;
    account.expected = parameters.at("processes") * parameters.at("increments");
    account.observed = left ? left->value() : history ? history->last.value() : 0;
    if (history && isReliable(run, history->proof)) {
        account.attempted = static_cast<std::int64_t>(history->attempted);
        account.survivors = static_cast<std::int64_t>(history->survivors);
        account.open = static_cast<std::int64_t>(history->open);
        account.proof = history->proof;
    } else {
        // Unwatched, or with gaps: only the number itself is known, and how many there should be if nobody was stopped.
        account.counted = left && everyoneFinished(run);
        account.survivors = account.observed;
        account.attempted = account.counted ? account.expected : account.observed;
        account.proof = isWhole(run) ? Proof::Bounded : Proof::NotProvable;
    }
    account.lost = account.attempted - account.survivors - account.open;
    account.correct = account.observed == account.expected;
    account.result = std::to_string(account.observed);
    account.outcome = account.lost > 0 ? "lost" : account.correct ? "right" : "short";
    account.sentence = sentenceFor(account);
    return account;
}

constexpr ModeInfo kModes[] = {
    {.id = "off", .title = "none", .help = "Nobody is kept out: every process reads and writes as it likes.",
     .section = "off", .addsInPrivate = true},
    {.id = "per-access", .title = "each access",
     .help = "Each access holds the lock, as Python's Value does it; between reading and writing it is free.",
     .section = "per-access", .addsInPrivate = true},
    {.id = "on", .title = "whole += 1", .help = "The lock is held from before the reading until after the writing.",
     .section = "on", .right = true, .addsInPrivate = true},
    {.id = "atomic", .title = "atomic", .help = "Reading, adding and writing are one step of the processor.",
     .section = "atomic", .python = "Python's multiprocessing has no atomic addition.", .right = true},
};

constexpr ParameterInfo kParameters[] = {
    {.name = "processes", .title = "Processes", .singular = "process", .help = "How many processes share the counter.", .min = 1, .max = 16,
     .bare = 10, .full = 5, .slow = 3, .step = 2, .explore = 2},
    {.name = "increments", .title = "Increments", .singular = "increment", .help = "How often each process adds one.", .min = 1, .max = 1'000'000,
     .bare = 1'000'000, .full = 200'000, .slow = 5, .step = 2, .explore = 3},
};

constexpr OutcomeInfo kOutcomes[] = {
    {"right", Grade::Acceptable, "Every increment arrived."},
    {"lost", Grade::Interesting, "Increments were lost: somebody wrote an old value plus one over them.", {}},
    {"short", Grade::Interesting,
     "A process ended before it had done all its increments; nothing that was written is lost."},
};

constexpr UnitInfo kUnits[] = {
    {.role = "incrementer", .object = "counter", .kind = EventKind::Write, .singular = "increment", .plural = "increments"},
};

constexpr std::string_view kCharts[] = {"value", "states", "waits", "rate", "outcomes"};

} // namespace

extern const Scenario counterScenario;
const Scenario counterScenario = {
    .info = {
        .id = "counter",
        .title = "Shared counter",
        .chapter = "Memory",
        .summary = "Several processes add one to the same number. Unprotected, some of what they add is lost.",
        .defaultMode = "off",
        .modes = kModes,
        .parameters = kParameters,
        .outcomes = kOutcomes,
        .units = kUnits,
        .charts = kCharts,
        .source = "counter.cpp",
        .python = "counter.py",
        .valueObject = "counter",
        .explorable = true,
        .objects = objects,
        .processes = processes,
        .account = account,
    },
    .role = role,
};

} // namespace interleave
