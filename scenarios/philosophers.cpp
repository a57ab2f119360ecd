// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The dining philosophers (Dijkstra, 1965; told with forks by Hoare). So many philosophers sit round a table, with one
// fork between each two of them. Whoever wants to eat needs both: the one at the left and the one at the right.
//
// If everybody takes the left one first, all may hold their left one and wait for the right one: for ever. It takes all
// of them, so the more there are, the rarer it is, and the longer a program that can do it looks right.
//
// Two ways out: forks have numbers, and everybody takes the lower one first, so somebody at the table takes the right
// one first and the circle cannot close. Or a waiter lets one fewer sit down than there are, so one of those who sit
// gets both.

#include "scenarios/scenario.h"

#include <algorithm>
#include <numeric>

namespace interleave {

namespace {

/// A meal touches nothing that others share; it is counted beside the lesson.
void eat(Probe &probe)
{
    probe.ledger()[probe.actor()].fetch_add(1, std::memory_order_relaxed); // relaxed: read when everybody has ended
}

namespace left_first {
//[naive
void dine(Probe &probe, Mutex left,
          Mutex right, int meals)
{
    for (int i = 0; i < meals; ++i) {
        Locals live{probe, i};  //-
        probe.rest();           //-
        Hold one{left};         //@left
        probe.window();         //-
        Hold other{right};      //@right
        eat(probe);             //@eat
    }
}
//]
} // namespace left_first

namespace by_number {
//[ordered
void dine(Probe &probe, Mutex lower,
          Mutex higher, int meals)
{
    for (int i = 0; i < meals; ++i) {
        Locals live{probe, i};  //-
        probe.rest();           //-
        Hold one{lower};        //@lower
        probe.window();         //-
        Hold other{higher};     //@higher
        eat(probe);             //@eat
    }
}
//]
} // namespace by_number

namespace seated {
//[waiter
void dine(Probe &probe, Semaphore seats,
          Mutex left, Mutex right, int meals)
{
    for (int i = 0; i < meals; ++i) {
        Locals live{probe, i};  //-
        probe.rest();           //-
        seats.acquire();        //@sit
        {
            Hold one{left};     //@left
            probe.window();     //-
            Hold other{right};  //@right
            eat(probe);         //@eat
        }
        seats.post();           //@rise
    }
}
//]
} // namespace seated

std::string forkName(int number)
{
    return "fork " + std::to_string(number + 1);
}

void role(Probe &probe, const Task &task)
{
    const int meals = static_cast<int>(probe.parameter("meals"));
    const int left = task.number, right = (left + 1) % static_cast<int>(probe.parameter("n"));
    const auto fork = [&](int number) { return Mutex(probe, forkName(number)); };
    if (task.mode == "ordered")
        by_number::dine(probe, fork(std::min(left, right)), fork(std::max(left, right)), meals);
    else if (task.mode == "waiter")
        seated::dine(probe, Semaphore(probe, "seats"), fork(left), fork(right), meals);
    else
        left_first::dine(probe, fork(left), fork(right), meals);
}

ObjectTable objects(const Parameters &parameters, std::string_view mode)
{
    const auto n = static_cast<int>(parameters.at("n"));
    ObjectTable table;
    for (int number = 0; number < n; ++number)
        table.push_back({.kind = ObjectKind::Mutex, .name = forkName(number)});
    if (mode == "waiter")
        table.push_back({.kind = ObjectKind::Semaphore, .name = "seats", .initial = n - 1});
    return table;
}

std::vector<ProcessSpec> processes(const Parameters &parameters)
{
    std::vector<ProcessSpec> list;
    for (int number = 0; number < parameters.at("n"); ++number)
        list.push_back({"philosopher", number, parameters.at("meals")});
    return list;
}

std::size_t ledgerWords(const Parameters &parameters)
{
    return static_cast<std::size_t>(parameters.at("n"));
}

/// Whoever died may have had a seat. One seat too many does no harm: without the dead one there are too few to close
/// the circle.
void mourn(DeathBed &deathBed, const Departure &gone, const RunSettings &settings)
{
    if (gone.died && settings.mode == "waiter")
        deathBed.post(static_cast<int>(settings.parameters.at("n")), 1); // the row behind the forks
}

std::string sentenceFor(const RunInfo &run, const Account &account)
{
    if (account.correct)
        return "Everybody ate as often as they wanted.";
    if (run.stuck)
        return "Deadlock: all hold one fork, and each waits for the one that the next one holds." + neverMade(account);
    if (!account.counted)
        return "Not every philosopher came to the end, and nobody counted how often they had eaten by then.";
    return std::to_string(account.observed) + (account.observed == 1 ? " meal was" : " meals were") + " eaten."
        + neverMade(account);
}

Account account(const RunInfo &run, const Findings *findings)
{
    const Parameters &parameters = run.settings.parameters;
    Account account;
    account.expected = parameters.at("n") * parameters.at("meals");
    account.observed = std::accumulate(run.ledger.begin(), run.ledger.end(), std::int64_t{0});
    // Who is stopped or dies while eating has counted that meal: nobody can say more.
    account.counted = !run.ledger.empty();
    account.attempted = account.survivors = account.observed;
    account.proof = run.ledger.empty() ? Proof::NotProvable : findings ? Proof::Proved : Proof::Bounded;
    account.correct = account.observed == account.expected;
    account.result = std::to_string(account.observed) + " eaten";
    account.outcome = account.correct ? "right" : run.stuck ? "stuck" : "short";
    account.sentence = sentenceFor(run, account);
    return account;
}

constexpr ModeInfo kModes[] = {
    {.id = "naive", .title = "left first", .help = "Everybody takes the left fork, then the right one.", .section = "naive"},
    {.id = "ordered", .title = "lower first", .help = "Everybody takes the fork with the lower number first.",
     .section = "ordered", .right = true},
    {.id = "waiter", .title = "waiter", .help = "A waiter lets one fewer sit down than there are philosophers.",
     .section = "waiter", .right = true},
};

constexpr ParameterInfo kParameters[] = {
    {.name = "n", .title = "Philosophers", .singular = "philosopher", .help = "How many philosophers, and as many forks, are at the table.", .min = 2,
     .max = 16, .bare = 3, .full = 3, .slow = 5, .step = 3, .explore = 4},
    {.name = "meals", .title = "Meals", .singular = "meal", .help = "How often each of them eats.", .min = 1, .max = 1'000'000,
     .bare = 1'000'000, .full = 200'000, .slow = 5, .step = 1, .explore = 1},
};

constexpr OutcomeInfo kOutcomes[] = {
    {"right", Grade::Acceptable, "Everybody ate as often as they wanted."},
    {"stuck", Grade::Interesting, "Deadlock: all hold one fork, and each waits for the one that the next one holds.", {}},
    {"short", Grade::Interesting, "A philosopher ended before the last meal."},
};

constexpr UnitInfo kUnits[] = {
    {.role = "philosopher", .object = {}, .kind = EventKind::LockReleased, .singular = "meal", .plural = "meals", .events = 2},
};

constexpr std::string_view kCharts[] = {"states", "waits", "rate", "outcomes"};

} // namespace

extern const Scenario philosophersScenario;
const Scenario philosophersScenario = {
    .info =
        {
            .id = "philosophers",
            .title = "Dining philosophers",
            .chapter = "Locks",
            .summary = "Each needs two forks to eat and shares both with neighbours. If all take the left one first, all may "
                       "wait for the right one for ever.",
            .defaultMode = "naive",
            .modes = kModes,
            .parameters = kParameters,
            .outcomes = kOutcomes,
            .units = kUnits,
            .charts = kCharts,
            .source = "philosophers.cpp",
            .python = "philosophers.py",
            .intact = "were eaten",
            .explorable = true,
            .objects = objects,
            .ledgerWords = ledgerWords,
            .processes = processes,
            .account = account,
            .mourn = mourn,
        },
    .role = role,
};

} // namespace interleave
