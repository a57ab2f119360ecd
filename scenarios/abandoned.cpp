// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Death under a lock. Sellers sell tickets: one fewer is left, one more is sold. Two numbers that belong together, so
// both are changed under one lock. Then somebody dies between the two: a ticket is neither left nor sold, and the lock
// is taken by a process that is no more.
//
// What the others find depends on the lock. A plain one notices nothing: everybody waits for the dead, for ever. A
// poisoned one tells everybody, from then on, that what it guards may be half done; here they give up. A robust one
// goes to the next, who is told once. Going on as if nothing had been keeps the sale running, and the ticket missing;
// whoever knows what belongs together can put it right before going on.
//
// As long as nobody dies all of them are the same.

#include "scenarios/scenario.h"

#include <algorithm>

namespace interleave {

namespace {

namespace plain_lock {
//[plain
void sell(Cell left, Cell sold, Mutex lock,
          int tickets)
{
    Probe &probe = left.probe();  //-
    for (int i = 0; i < tickets; ++i) {
        Locals live{probe, i};  //-
        probe.rest();           //-
        Hold held{lock};        //@lock
        left.add(-1);           //@take
        probe.window();         //-
        sold.add(1);            //@sell
    }
}
//]
} // namespace plain_lock

namespace poisoned_lock {
//[poisoned
void sell(Cell left, Cell sold, Mutex lock,
          int tickets)
{
    Probe &probe = left.probe();  //-
    for (int i = 0; i < tickets; ++i) {
        bool broken = false;            //-
        Locals live{probe, i, broken};  //-
        probe.rest();           //-
        Hold held{lock};        //@lock
        broken = held.isBroken();  //-
        if (held.isBroken())
            return;             //@give-up
        left.add(-1);           //@take
        probe.window();         //-
        sold.add(1);            //@sell
    }
}
//]
} // namespace poisoned_lock

namespace robust_lock {
//[robust
void sell(Cell left, Cell sold, Mutex lock,
          int tickets)
{
    Probe &probe = left.probe();  //-
    for (int i = 0; i < tickets; ++i) {
        Locals live{probe, i};  //-
        probe.rest();           //-
        Hold held{lock};        //@lock
        left.add(-1);           //@take
        probe.window();         //-
        sold.add(1);            //@sell
    }
}
//]
} // namespace robust_lock

namespace robust_and_repaired {
//[repair
void sell(Cell left, Cell sold, Mutex lock,
          int tickets, int all)
{
    Probe &probe = left.probe();  //-
    for (int i = 0; i < tickets; ++i) {
        Locals live{probe, i};  //-
        probe.rest();           //-
        Hold held{lock};        //@lock
        if (held.ownerDied()) {
            int gone = all - sold.read(); //@count-sold
            Locals found{probe, gone};  //-
            gone -= left.read();          //@count-left
            left.add(gone);               //@put-back
        }
        left.add(-1);           //@take
        probe.window();         //-
        sold.add(1);            //@sell
    }
}
//]
} // namespace robust_and_repaired

std::int64_t ticketsOf(const Parameters &parameters)
{
    return parameters.at("processes") * parameters.at("tickets");
}

void role(Probe &probe, const Task &task)
{
    const Cell left{probe, "left"}, sold{probe, "sold"};
    const Mutex lock{probe, "lock"};
    const int tickets = static_cast<int>(probe.parameter("tickets"));
    if (task.mode == "plain")
        plain_lock::sell(left, sold, lock, tickets);
    else if (task.mode == "poisoned")
        poisoned_lock::sell(left, sold, lock, tickets);
    else if (task.mode == "robust")
        robust_lock::sell(left, sold, lock, tickets);
    else
        robust_and_repaired::sell(left, sold, lock, tickets, static_cast<int>(ticketsOf(parametersOf(probe.header()))));
}

enum Row { kLeft, kSold, kLock };

LockKind lockOf(std::string_view mode)
{
    return mode == "plain" ? LockKind::Plain : mode == "poisoned" ? LockKind::Poisoned : LockKind::Robust;
}

ObjectTable objects(const Parameters &parameters, std::string_view mode)
{
    return {
        {.kind = ObjectKind::Cell, .name = "left", .initial = static_cast<std::int32_t>(ticketsOf(parameters))},
        {.kind = ObjectKind::Cell, .name = "sold"},
        {.kind = ObjectKind::Mutex, .name = "lock", .lock = lockOf(mode)},
    };
}

std::vector<ProcessSpec> processes(const Parameters &parameters)
{
    std::vector<ProcessSpec> list;
    for (int number = 0; number < parameters.at("processes"); ++number)
        list.push_back({"seller", number, parameters.at("tickets")});
    return list;
}

/// At the end; of a recording that breaks off, at its last event.
std::int64_t valueOf(const RunInfo &run, const Findings *findings, Row row)
{
    if (const Word *const word = finalWord(run, row))
        return word->value();
    const CellHistory *const history = findings ? findings->cell(ObjectRef::of(row)) : nullptr;
    return history ? history->last.value() : run.objects[row].initial;
}

std::string tickets(std::int64_t count, const char *one, const char *many)
{
    return std::to_string(count) + (count == 1 ? " ticket " : " tickets ") + (count == 1 ? one : many);
}

std::string sentenceFor(const RunInfo &run, const Account &account)
{
    if (account.correct)
        return "Every ticket was sold, and none is missing.";
    std::string text;
    if (run.stuck)
        text = "Nobody can go on: a process died holding the lock, which nobody gets any more. ";
    const std::int64_t left = account.expected - account.attempted;
    if (account.lost > 0)
        text += tickets(account.lost, "is", "are") + " neither left nor sold, for a process died between the two numbers";
    if (left > 0)
        text += (account.lost > 0 ? "; " : "") + tickets(left, "is", "are") + " still left";
    const bool gaveUp = run.settings.mode == "poisoned" && left > run.settings.parameters.at("tickets");
    return text + (gaveUp ? "; the lock is broken, and the others gave up." : ".");
}

Account account(const RunInfo &run, const Findings *findings)
{
    const bool ended = finalWord(run, kLeft) && finalWord(run, kSold);
    Account account;
    account.expected = ticketsOf(run.settings.parameters);
    account.attempted = account.expected - valueOf(run, findings, kLeft);
    account.observed = account.survivors = valueOf(run, findings, kSold);
    // Of a record that breaks off: who had taken it may have sold it yet.
    (ended ? account.lost : account.open) = account.attempted - account.survivors;
    account.proof = !isWhole(run) ? Proof::NotProvable : findings ? Proof::Proved : Proof::Bounded;
    account.correct = account.observed == account.expected;
    account.result = std::to_string(account.observed) + " sold";
    if (account.lost > 0)
        account.result += ", " + std::to_string(account.lost) + " missing";
    account.outcome = account.correct ? "right" : run.stuck ? "stuck" : account.lost > 0 ? "missing" : "short";
    account.sentence = sentenceFor(run, account);
    return account;
}

constexpr std::string_view kNoTwin = "Python's multiprocessing has no lock that notices a death: its locks are plain.";

constexpr ModeInfo kModes[] = {
    {.id = "plain", .title = "plain", .help = "The lock notices no death: who dies with it keeps it.", .section = "plain"},
    {.id = "poisoned", .title = "poisoned", .help = "After a death the lock is broken, and everybody is told; here they give up.",
     .section = "poisoned", .python = kNoTwin, .right = true},
    {.id = "robust", .title = "robust", .help = "After a death the next one gets the lock, and goes on as if nothing had been.",
     .section = "robust", .python = kNoTwin, .right = true},
    {.id = "repair", .title = "robust + repair", .help = "Who gets the lock after a death first puts back what was half done.",
     .section = "repair", .python = kNoTwin, .right = true},
};

constexpr ParameterInfo kParameters[] = {
    {.name = "processes", .title = "Processes", .singular = "process", .help = "How many sellers there are.", .min = 1, .max = 16, .bare = 4,
     .full = 4, .slow = 3, .step = 2, .explore = 2},
    {.name = "tickets", .title = "Tickets", .singular = "ticket", .help = "How many tickets each of them sells.", .min = 1, .max = 100'000,
     .bare = 100'000, .full = 50'000, .slow = 20, .step = 2, .explore = 1},
};

constexpr OutcomeInfo kOutcomes[] = {
    {"right", Grade::Acceptable, "Every ticket was sold, and none is missing."},
    {"stuck", Grade::Interesting, "A process died holding the lock, and everybody waits for it for ever.", {}},
    {"missing", Grade::Interesting, "A process died between the two numbers: a ticket is neither left nor sold."},
    {"short", Grade::Interesting, "A process died, and tickets are still left; none is missing."},
};

constexpr UnitInfo kUnits[] = {
    {.role = "seller", .object = {}, .kind = EventKind::Write, .singular = "ticket", .plural = "tickets", .events = 2,
     .done = "sold"},
};

constexpr std::string_view kCharts[] = {"value", "states", "waits", "rate", "outcomes"};

} // namespace

extern const Scenario abandonedScenario;
const Scenario abandonedScenario = {
    .info =
        {
            .id = "abandoned",
            .title = "Abandoned lock",
            .chapter = "Locks",
            .summary = "Sellers change two numbers under one lock. Kill one in between (kill -9 and its pid; slow motion gives "
                       "you the time): what the others find depends on the lock.",
            .defaultMode = "plain",
            .modes = kModes,
            .parameters = kParameters,
            .outcomes = kOutcomes,
            .units = kUnits,
            .charts = kCharts,
            .source = "abandoned.cpp",
            .python = "abandoned.py",
            .valueObject = "sold",
            .intact = "were sold",
            .explorable = true,
            .searchedDeaths = 1,
            .objects = objects,
            .processes = processes,
            .account = account,
        },
    .role = role,
};

} // namespace interleave
