// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The deadlock. Two accounts, each with a lock of its own; tellers move money from one to the other, half of them from
// a to b, half from b to a. A transfer holds both locks, so that nobody finds money that is nowhere.
//
// Taken as it comes, the lock of the account that gives first, each side can get its first lock while the other has the
// second: then each waits for what the other one holds, for ever. Nobody gets an error, and no lock is at fault.
//
// If everybody takes the locks in the same order, whoever has the first one waits for nobody who could wait for it.

#include "scenarios/scenario.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace interleave {

namespace {

struct Balance {
    Cell money;
    Mutex lock;
};

/// Counts a transfer beside the lesson, so that an unrecorded run knows how many there were.
void made(Probe &probe)
{
    probe.ledger()[probe.actor()].fetch_add(1, std::memory_order_relaxed); // relaxed: read when everybody has ended
}

namespace opposite_order {
//[opposite
void transfer(Balance from, Balance to,
              int times)
{
    Probe &probe = from.money.probe();  //-
    for (int i = 0; i < times; ++i) {
        Locals live{probe, i};  //-
        probe.rest();           //-
        Hold first{from.lock};  //@lock-first
        probe.window();         //-
        Hold second{to.lock};   //@lock-second
        from.money.add(-1);     //@take
        to.money.add(1);        //@give
        made(probe);            //-
    }
}
//]
} // namespace opposite_order

namespace same_order {
//[same
void transfer(Balance from, Balance to,
              Mutex lockA, Mutex lockB,
              int times)
{
    Probe &probe = from.money.probe();  //-
    for (int i = 0; i < times; ++i) {
        Locals live{probe, i};  //-
        probe.rest();           //-
        Hold first{lockA};      //@lock-first
        probe.window();         //-
        Hold second{lockB};     //@lock-second
        from.money.add(-1);     //@take
        to.money.add(1);        //@give
        made(probe);            //-
    }
}
//]
} // namespace same_order

void role(Probe &probe, const Task &task)
{
    const int times = static_cast<int>(probe.parameter("transfers"));
    const Balance a{Cell{probe, "a"}, Mutex{probe, "lock a"}}, b{Cell{probe, "b"}, Mutex{probe, "lock b"}};
    const Balance &from = task.role == "a to b" ? a : b, &to = task.role == "a to b" ? b : a;
    if (task.mode == "opposite")
        opposite_order::transfer(from, to, times);
    else
        same_order::transfer(from, to, a.lock, b.lock, times);
}

enum Row { kA, kB };

constexpr std::int32_t kAtFirst = 100; ///< in each account

ObjectTable objects(const Parameters &, std::string_view)
{
    return {
        {.kind = ObjectKind::Cell, .name = "a", .initial = kAtFirst},
        {.kind = ObjectKind::Cell, .name = "b", .initial = kAtFirst},
        {.kind = ObjectKind::Mutex, .name = "lock a"},
        {.kind = ObjectKind::Mutex, .name = "lock b"},
    };
}

std::vector<ProcessSpec> processes(const Parameters &parameters)
{
    std::vector<ProcessSpec> list;
    for (int number = 0; number < parameters.at("processes"); ++number)
        list.push_back({number % 2 == 0 ? "a to b" : "b to a", number / 2, parameters.at("transfers")});
    return list;
}

std::size_t ledgerWords(const Parameters &parameters)
{
    return static_cast<std::size_t>(parameters.at("processes"));
}

std::int64_t changesOf(const Findings &findings, Row row)
{
    const CellHistory *const history = findings.cell(ObjectRef::of(row));
    return history ? static_cast<std::int64_t>(history->attempted) : 0;
}

/// How many transfers were made as a whole: each changes both accounts.
std::int64_t transfersIn(const RunInfo &run, const Findings *findings)
{
    if (findings && isWhole(run))
        return std::min(changesOf(*findings, kA), changesOf(*findings, kB));
    return std::accumulate(run.ledger.begin(), run.ledger.end(), std::int64_t{0});
}

/// What there is more, or less, than at first: somebody died between the two accounts. Not of a recording that breaks
/// off before the end.
std::int64_t surplus(const RunInfo &run)
{
    const Word *const a = finalWord(run, kA), *const b = finalWord(run, kB);
    return a && b ? std::int64_t{a->value()} + b->value() - 2 * kAtFirst : 0;
}

std::string sentenceFor(const RunInfo &run, const Account &account)
{
    if (account.correct)
        return "Every transfer was made, and the two accounts together hold what they held.";
    if (run.stuck)
        return "Deadlock: each waits for a lock that another one holds." + neverMade(account);
    if (const std::int64_t more = surplus(run); more != 0)
        return "A process died between the two accounts: together they hold " + std::to_string(std::abs(more))
            + (more > 0 ? " more" : " less") + " than they did." + neverMade(account);
    if (!account.counted)
        return "Not every process came to its end, and nobody counted what they had done by then.";
    return std::to_string(account.observed) + (account.observed == 1 ? " transfer was" : " transfers were") + " made."
        + neverMade(account);
}

Account account(const RunInfo &run, const Findings *findings)
{
    const Parameters &parameters = run.settings.parameters;
    Account account;
    account.expected = parameters.at("processes") * parameters.at("transfers");
    account.observed = transfersIn(run, findings);
    // Who waits for a lock has counted all it did; who was stopped or died may not have.
    account.counted = everyoneFinished(run) || run.stuck || (findings && isWhole(run));
    account.attempted = account.survivors = account.observed;
    account.proof = !isWhole(run) ? Proof::NotProvable : findings ? Proof::Proved : Proof::Bounded;
    account.correct = account.observed == account.expected && surplus(run) == 0;
    account.result = std::to_string(account.observed) + " made";
    account.outcome = account.correct ? "right" : run.stuck ? "stuck" : surplus(run) != 0 ? "torn" : "short";
    account.sentence = sentenceFor(run, account);
    return account;
}

constexpr ModeInfo kModes[] = {
    {.id = "opposite", .title = "as it comes",
     .help = "A transfer takes the lock of the account that gives first: a before b here, b before a there.",
     .section = "opposite"},
    {.id = "same", .title = "same order", .help = "Every transfer takes the lock of a first, then that of b.",
     .section = "same", .right = true},
};

constexpr ParameterInfo kParameters[] = {
    {.name = "processes", .title = "Processes", .singular = "process", .help = "How many tellers transfer; every other one goes the opposite way.",
     .min = 2, .max = 16, .bare = 4, .full = 4, .slow = 3, .step = 2, .explore = 2},
    {.name = "transfers", .title = "Transfers", .singular = "transfer", .help = "How many transfers each of them makes.", .min = 1,
     .max = 1'000'000, .bare = 100'000, .full = 50'000, .slow = 5, .step = 1, .explore = 1},
};

constexpr OutcomeInfo kOutcomes[] = {
    {"right", Grade::Acceptable, "Every transfer was made."},
    {"stuck", Grade::Interesting, "Deadlock: each side holds the lock that the other one waits for.", {}},
    {"torn", Grade::Interesting,
     "A process died between the two accounts: what it had taken from one is not in the other."},
    {"short", Grade::Interesting, "A process ended before it had made all its transfers."},
};

constexpr UnitInfo kUnits[] = {
    {.role = "a to b", .object = {}, .kind = EventKind::LockReleased, .singular = "transfer", .plural = "transfers", .events = 2},
    {.role = "b to a", .object = {}, .kind = EventKind::LockReleased, .singular = "transfer", .plural = "transfers", .events = 2},
};

constexpr std::string_view kCharts[] = {"states", "waits", "rate", "outcomes"};

} // namespace

extern const Scenario deadlockScenario;
const Scenario deadlockScenario = {
    .info =
        {
            .id = "deadlock",
            .title = "Deadlock",
            .chapter = "Locks",
            .summary = "Tellers move money between two accounts and hold both locks meanwhile. Taken in opposite order, "
                       "each waits for the other for ever.",
            .defaultMode = "opposite",
            .modes = kModes,
            .parameters = kParameters,
            .outcomes = kOutcomes,
            .units = kUnits,
            .charts = kCharts,
            .source = "deadlock.cpp",
            .python = "deadlock.py",
            .intact = "were made",
            .explorable = true,
            .objects = objects,
            .ledgerWords = ledgerWords,
            .processes = processes,
            .account = account,
        },
    .role = role,
};

} // namespace interleave
