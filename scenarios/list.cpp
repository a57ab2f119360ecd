// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Appending to a shared list: read the size, write the item into the slot of that number, write the size plus one.
//
// Unprotected, two processes read the same size and write their items into the same slot: the second item covers the
// first. Worse, a process that was held up writes an old size plus one long after others have appended: the list
// becomes shorter, and everything behind the new end is gone, although nobody ever removed an item.

#include "scenarios/scenario.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::uint64_t payloadOf(std::int32_t number)
{
    return static_cast<std::uint64_t>(number) * 0x9e3779b97f4a7c15ull;
}

Slots::Item item(std::int32_t number)
{
    return {number, payloadOf(number)};
}

namespace unprotected {
//[off
void append(Slots slots, Cell size,
            int first, int count)
{
    int number = first;
    Locals live{size.probe(), number};  //-
    for (; number < first + count; ++number) {
        size.probe().rest();             //-
        int end = size.read();           //@read-size
        Locals read{size.probe(), end};  //-
        slots.write(end, item(number));  //@write-slot
        size.probe().window();  //-
        size.write(end + 1);             //@write-size
    }
}
//]
} // namespace unprotected

namespace locked {
//[on
void append(Slots slots, Cell size, Mutex lock,
            int first, int count)
{
    int number = first;
    Locals live{size.probe(), number};  //-
    for (; number < first + count; ++number) {
        size.probe().rest();             //-
        Hold held{lock};                 //@lock
        int end = size.read();           //@read-size
        Locals read{size.probe(), end};  //-
        slots.write(end, item(number));  //@write-slot
        size.probe().window();  //-
        size.write(end + 1);             //@write-size
    }
}
//]
} // namespace locked

void role(Probe &probe, const Task &task)
{
    const int appends = static_cast<int>(probe.parameter("appends"));
    const Slots slots{probe, "slots"};
    const Cell size{probe, "size"};
    if (task.mode == "off")
        unprotected::append(slots, size, task.number * appends, appends);
    else
        locked::append(slots, size, Mutex{probe, "lock"}, task.number * appends, appends);
}

enum Row { kList, kSlots, kSize };

ObjectTable objects(const Parameters &parameters, std::string_view mode)
{
    const auto room = static_cast<std::uint32_t>(parameters.at("processes") * parameters.at("appends"));
    ObjectTable table = {
        {.kind = ObjectKind::List, .name = "list", .count = room},
        {.kind = ObjectKind::Slots, .name = "slots", .parent = kList, .count = room, .initial = -1},
        {.kind = ObjectKind::Cell, .name = "size", .parent = kList},
    };
    if (mode == "on")
        table.push_back({.kind = ObjectKind::Mutex, .name = "lock", .parent = kList});
    return table;
}

std::vector<ProcessSpec> processes(const Parameters &parameters)
{
    std::vector<ProcessSpec> list;
    for (int number = 0; number < parameters.at("processes"); ++number)
        list.push_back({"appender", number, parameters.at("appends")});
    return list;
}

/// Distinct items in the slots below the size that was left.
std::int64_t itemsKept(const RunInfo &run)
{
    const std::vector<Word> &slots = run.finalWords[kSlots];
    const auto size = static_cast<std::size_t>(std::max(0, run.finalWords[kSize][0].value()));
    std::vector<bool> present(slots.size());
    std::int64_t kept = 0;
    for (std::size_t i = 0; i < std::min(size, slots.size()); ++i) {
        const std::int32_t number = slots[i].value();
        if (number < 0 || static_cast<std::size_t>(number) >= present.size() || present[static_cast<std::size_t>(number)])
            continue;
        present[static_cast<std::size_t>(number)] = true;
        ++kept;
    }
    return kept;
}

std::string sentenceFor(const Account &account)
{
    if (account.correct)
        return "Every appended item is in the list.";
    if (account.lost == 0 && account.proof == Proof::Proved)
        return "What was appended is all there." + neverMade(account);
    if (account.lost == 0)
        return "Not every process came to its end, and nobody counted what they had done by then.";
    return std::to_string(account.lost) + (account.lost == 1 ? " appended item is" : " appended items are")
        + " not in the list." + neverMade(account);
}

Account account(const RunInfo &run, const Findings *findings)
{
    const Parameters &parameters = run.settings.parameters;
    const ItemHistory *items = nullptr;
    if (findings)
        if (const auto found = findings->items.find(kList); found != findings->items.end() && isReliable(run, found->second.proof))
            items = &found->second;
    Account account;
    account.expected = parameters.at("processes") * parameters.at("appends");
    const bool ended = finalWord(run, kSize) != nullptr;
    account.observed = ended ? itemsKept(run) : items ? static_cast<std::int64_t>(items->kept) : 0;
    // An append is done when the size has been written; unwatched, nobody knows how many were, unless all came to their
    // end.
    account.counted = items || (ended && everyoneFinished(run));
    account.attempted = items ? static_cast<std::int64_t>(items->appended)
        : account.counted     ? account.expected
                              : account.observed;
    account.lost = items ? static_cast<std::int64_t>(items->lost) : account.attempted - account.observed;
    account.open = items ? static_cast<std::int64_t>(items->open) : 0;
    account.survivors = account.attempted - account.lost - account.open;
    account.proof = items ? items->proof : isWhole(run) ? Proof::Bounded : Proof::NotProvable;
    account.correct = account.observed == account.expected;
    account.result = std::to_string(account.observed) + " kept";
    account.outcome = account.lost > 0 ? "lost" : account.correct ? "right" : "short";
    account.sentence = sentenceFor(account);
    return account;
}

constexpr ModeInfo kModes[] = {
    {.id = "off", .title = "none", .help = "Everybody appends as if alone.", .section = "off",
     .addsInPrivate = true},
    {.id = "on", .title = "whole append", .help = "The lock is held for the whole append.", .section = "on", .right = true,
     .addsInPrivate = true},
};

constexpr ParameterInfo kParameters[] = {
    {.name = "processes", .title = "Processes", .singular = "process", .help = "How many processes append.", .min = 1, .max = 16,
     .bare = 8, .full = 5, .slow = 3, .step = 2, .explore = 2},
    {.name = "appends", .title = "Appends", .singular = "append", .help = "How many items each process appends.", .min = 1, .max = 100'000,
     .bare = 100'000, .full = 100'000, .slow = 4, .step = 2, .explore = 2},
};

constexpr OutcomeInfo kOutcomes[] = {
    {"right", Grade::Acceptable, "Every appended item is in the list."},
    {"lost", Grade::Interesting, "Items vanished: covered by another in the same slot, or cut off by an old size.", {}},
    {"short", Grade::Interesting,
     "A process ended before it had appended everything; nothing that was appended is lost."},
};

constexpr UnitInfo kUnits[] = {
    {.role = "appender", .object = "size", .kind = EventKind::Write, .singular = "append", .plural = "appends"},
};

constexpr std::string_view kCharts[] = {"value", "states", "waits", "rate", "outcomes"};

} // namespace

extern const Scenario listScenario;
const Scenario listScenario = {
    .info =
        {
            .id = "list",
            .title = "Shared list",
            .chapter = "Memory",
            .summary =
                "Several processes append to the same list. Unprotected, items vanish without anybody removing them.",
            .defaultMode = "off",
            .modes = kModes,
            .parameters = kParameters,
            .outcomes = kOutcomes,
            .units = kUnits,
            .charts = kCharts,
            .source = "list.cpp",
            .python = "list.py",
            .valueObject = "size",
            .intact = "stayed",
            .explorable = true,
            .objects = objects,
            .processes = processes,
            .account = account,
        },
    .role = role,
};

} // namespace interleave
