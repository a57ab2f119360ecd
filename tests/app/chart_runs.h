// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <random>
#include <vector>

/// Recordings for the tests of charts, made of events with plausible times.
namespace interleave::charttest {

inline RunInfo runInfo(std::size_t processes, ObjectTable objects, RunSettings settings)
{
    RunInfo info;
    info.settings = std::move(settings);
    info.objects = std::move(objects);
    info.sites = {{}, {"counter.cpp", 30}};
    info.machine = {"Example CPU 3000", 2, "6.1.0-18-amd64", "0.1.0"};
    info.startedAt = "2026-01-15T14:02:11+01:00";
    for (std::size_t i = 0; i < processes; ++i)
        info.processes.push_back({.pid = 41207 + static_cast<std::int64_t>(i),
                                  .role = "incrementer",
                                  .end = ProcessEnd::Finished,
                                  .startedAt = 1});
    return info;
}

/// Settles `events` (already in a causal order) and ends every process at `end` ticks.
inline std::shared_ptr<Recording> finished(RunInfo info, const std::vector<Event> &events, std::uint64_t end)
{
    info.durationNs = static_cast<std::int64_t>(end);
    for (ProcessInfo &process : info.processes)
        process.endedAt = end;
    info.finalWords.assign(info.objects.size(), {});
    for (std::size_t row = 0; row < info.objects.size(); ++row)
        if (info.objects[row].kind == ObjectKind::Cell)
            info.finalWords[row] = {Word::initial(info.objects[row].initial)};
    auto recording = std::make_shared<Recording>(info);
    for (const Event &event : events) {
        ++info.processes[event.actor].events;
        if (writesWord(event.kind()) && info.finalWords[event.object.row()].size() == 1)
            info.finalWords[event.object.row()] = {event.written()};
        recording->settle(event);
    }
    recording->publishFindings();
    recording->finish(std::move(info));
    return recording;
}

inline Event eventAt(std::uint64_t time, ActorId actor, EventKind kind, ObjectRef object, std::uint64_t a = 0,
                     std::uint64_t b = 0)
{
    Event made;
    made.time = time;
    made.actor = actor;
    made.object = object;
    made.site = 1;
    made.set(kind);
    made.a = a;
    made.b = b;
    return made;
}

/// `processes` times `increments` of a counter behind a lock, in full speed: waits and holds from tens of nanoseconds
/// to milliseconds. A nanosecond a tick.
inline std::shared_ptr<Recording> lockedRun(std::size_t processes = 4, std::size_t increments = 5000, unsigned seed = 1)
{
    std::mt19937 random(seed);
    std::lognormal_distribution<double> hold(4.4, 0.4), apart(5.2, 0.9);
    std::bernoulli_distribution preempted(0.002);
    const ObjectRef counter = ObjectRef::of(0), lock = ObjectRef::of(1);
    RunSettings settings;
    settings.scenario = "counter";
    settings.mode = "on";
    settings.parameters = {{"increments", static_cast<std::int64_t>(increments)},
                           {"processes", static_cast<std::int64_t>(processes)}};
    RunInfo info = runInfo(processes,
                           {{.kind = ObjectKind::Cell, .name = "counter"}, {.kind = ObjectKind::Mutex, .name = "lock"}},
                           settings);

    std::vector<Event> events;
    std::vector<double> next(processes);
    std::vector<std::size_t> done(processes, 0);
    for (std::size_t i = 0; i < processes; ++i)
        next[i] = 40'000 + 9'000.0 * static_cast<double>(i);
    std::vector<std::uint32_t> sequences(processes, 0);
    Word word = Word::initial(0);
    double free = 0, end = 0;
    std::uint64_t acquisition = 0;
    for (std::size_t left = processes * increments; left > 0; --left) {
        std::size_t who = processes;
        for (std::size_t i = 0; i < processes; ++i)
            if (done[i] < increments && (who == processes || next[i] < next[who]))
                who = i;
        const auto actor = static_cast<ActorId>(who);
        const auto ticks = [](double time) { return static_cast<std::uint64_t>(time); };
        const double asked = next[who];
        const double taken = std::max(asked + 18, free + 30);
        const double held = hold(random) + (preempted(random) ? 900'000 : 0);
        ++acquisition;
        events.push_back(eventAt(ticks(asked), actor, EventKind::LockRequested, lock, acquisition));
        events.push_back(eventAt(ticks(taken), actor, EventKind::LockAcquired, lock, acquisition,
                                 acquisition | std::uint64_t{kNoActor} << 32));
        events.push_back(eventAt(ticks(taken + held * 0.3), actor, EventKind::Read, counter, word.bits));
        const Word written = Word::make(word.value() + 1, Word::writerOf(actor), ++sequences[who]);
        events.push_back(eventAt(ticks(taken + held * 0.7), actor, EventKind::Write, counter, written.bits, word.bits));
        word = written;
        free = taken + held;
        events.push_back(eventAt(ticks(free), actor, EventKind::LockReleased, lock, acquisition));
        next[who] = free + apart(random) + (preempted(random) ? 2'500'000 : 0);
        ++done[who];
        end = std::max(end, free);
    }
    std::stable_sort(events.begin(), events.end(), [](const Event &a, const Event &b) { return a.time < b.time; });
    return finished(std::move(info), events, static_cast<std::uint64_t>(end) + 60'000);
}

/// Processes that read and write a counter in random order, so that updates get lost. 1 to `step` ns between events.
inline std::shared_ptr<Recording> racingRun(std::size_t processes, std::size_t writes, unsigned seed = 1,
                                            int step = 400)
{
    std::mt19937 random(seed);
    const ObjectRef counter = ObjectRef::of(0);
    RunSettings settings;
    settings.scenario = "counter";
    settings.mode = "off";
    settings.parameters = {{"increments", static_cast<std::int64_t>(writes / processes)},
                           {"processes", static_cast<std::int64_t>(processes)}};
    std::vector<Event> events;
    std::vector<std::uint32_t> sequences(processes, 0);
    std::vector<Word> copies(processes);
    std::vector<bool> hasRead(processes, false);
    Word word = Word::initial(0);
    std::uint64_t time = 500;
    std::size_t who = 0;
    while (writes > 0) {
        time += 1 + random() % static_cast<unsigned>(step);
        if (random() % 3 == 0)
            who = random() % processes;
        const auto actor = static_cast<ActorId>(who);
        if (!hasRead[who]) {
            copies[who] = word;
            events.push_back(eventAt(time, actor, EventKind::Read, counter, word.bits));
        } else {
            const Word written = Word::make(copies[who].value() + 1, Word::writerOf(actor), ++sequences[who]);
            events.push_back(eventAt(time, actor, EventKind::Write, counter, written.bits, word.bits));
            word = written;
            --writes;
        }
        hasRead[who] = !hasRead[who];
    }
    return finished(runInfo(processes, {{.kind = ObjectKind::Cell, .name = "counter"}}, settings), events, time + 300);
}

/// A counter scenario of this test's own, so that it depends on no catalogue.
inline ObjectTable counterObjects(const Parameters &, std::string_view mode)
{
    ObjectTable objects{{.kind = ObjectKind::Cell, .name = "counter"}};
    if (mode == "on" || mode == "per-access")
        objects.push_back({.kind = ObjectKind::Mutex, .name = "lock"});
    return objects;
}
inline Account counterAccount(const RunInfo &info, const Findings *)
{
    Account account;
    account.expected = info.settings.parameters.at("processes") * info.settings.parameters.at("increments");
    account.observed = info.finalWords.at(0).at(0).value();
    account.lost = account.expected - account.observed;
    account.correct = account.lost == 0;
    account.result = std::to_string(account.observed);
    return account;
}
inline const ScenarioInfo &counterInfo()
{
    static constexpr std::array<ModeInfo, 4> modes{{{.id = "off", .title = "none"},
                                                    {.id = "per-access", .title = "each access"},
                                                    {.id = "on", .title = "whole += 1", .right = true},
                                                    {.id = "atomic", .title = "atomic", .right = true}}};
    static constexpr std::array<UnitInfo, 1> units{{{.role = "incrementer",
                                                     .object = "counter",
                                                     .kind = EventKind::Write,
                                                     .singular = "increment",
                                                     .plural = "increments"}}};
    static const ScenarioInfo info = [] {
        ScenarioInfo made;
        made.id = "counter";
        made.title = "Shared counter";
        made.modes = modes;
        made.units = units;
        made.valueObject = "counter";
        made.objects = counterObjects;
        made.account = counterAccount;
        return made;
    }();
    return info;
}

} // namespace interleave::charttest
