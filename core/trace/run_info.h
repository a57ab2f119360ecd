// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/word.h"
#include "core/trace/object_table.h"
#include "core/trace/wait.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace interleave {

/// Name → value, in the order of names (as schedules and recordings write them).
using Parameters = std::map<std::string, std::int64_t>;

/// The gear's pace. Bare records nothing but the result.
enum class Pace : std::uint8_t { Bare, Full, Slow, Step };

/// Between reading and writing a cell: nothing, sched_yield, or a sleep.
struct Window {
    enum class Kind : std::uint8_t { None, Yield, Sleep } kind = Kind::None;
    std::int64_t nanoseconds = 0; ///< Sleep only

    friend bool operator==(const Window &, const Window &) = default;
};

/// What somebody asked to be run. Everything that a repetition needs.
struct RunSettings {
    std::string scenario = {};
    std::string mode = {};
    Parameters parameters = {};
    Pace pace = Pace::Full;
    Window window = {};
    std::uint64_t seed = 0;
    bool drop = false;

    friend bool operator==(const RunSettings &, const RunSettings &) = default;
};

enum class ProcessEnd : std::uint8_t { Running, Finished, Killed, Crashed, Stuck, Stopped };

/// Why what a process reported was not believed from some event on.
enum class Refusal : std::uint8_t {
    None,
    Counts, ///< how much it has reported turned back, or ran ahead of what there is room for
    Kind,   ///< something that is no event, or none that a process reports
    Object, ///< an access to something that the run does not have
    Misuse, ///< an access that cannot be made to that kind of object
    Words   ///< a word under another's name, or under one that nobody has
};

/// One actor: in this catalogue a process with one thread.
struct ProcessInfo {
    std::int64_t pid = 0;
    std::string role;
    ProcessEnd end = ProcessEnd::Running;
    int exitCode = 0;           ///< of an ordinary end
    int signal = 0;             ///< of Killed and Crashed
    std::uint64_t events = 0;   ///< emitted and believed (inferred ones not counted)
    Refusal refusal = Refusal::None; ///< of what came after those
    std::uint64_t startedAt = 0; ///< ticks; 0: never
    std::uint64_t endedAt = 0;   ///< ticks; 0: not yet

    friend bool operator==(const ProcessInfo &, const ProcessInfo &) = default;
};

/// A source line that emitted events.
struct Site {
    std::string file; ///< base name, "counter.cpp"
    std::uint32_t line = 0;
    friend bool operator==(const Site &, const Site &) = default;
};

/// Ticks → nanoseconds since the start gate opened, by two calibrations.
struct ClockScale {
    std::uint64_t origin = 0;            ///< ticks when the start gate opened
    double nanosecondsPerTick = 1.0;

    /// Is that a time? Any that a clock can have reached is, for a hundred years to come; sums and differences of such
    /// times still are whole numbers of nanoseconds that 64 bits hold.
    bool canTell(std::uint64_t ticks) const { return static_cast<double>(ticks) * nanosecondsPerTick < kMostNs; }
    static constexpr double kMostNs = 0x1p62;

    double nanoseconds(std::uint64_t ticks) const
    {
        return (static_cast<double>(ticks) - static_cast<double>(origin)) * nanosecondsPerTick;
    }
    friend bool operator==(const ClockScale &, const ClockScale &) = default;
};

struct MachineInfo {
    std::string cpu;
    int cores = 0;
    std::string kernel;
    std::string version; ///< of Interleave
    friend bool operator==(const MachineInfo &, const MachineInfo &) = default;
};

inline constexpr std::size_t kMostBookmarks = 1000;
/// No figure of a run comes near it: what says so was not counted.
inline constexpr std::uint64_t kMostCounted = std::uint64_t{1} << 62;

/// Everything about a run but its events. With the trace it is a recording; alone it is a bare run.
struct RunInfo {
    RunSettings settings;
    ObjectTable objects;
    std::vector<Site> sites; ///< by SiteId; sites[0] is "nowhere"
    std::vector<ProcessInfo> processes;
    ClockScale clock;
    MachineInfo machine;
    std::string startedAt; ///< ISO 8601 local date and time with offset
    std::int64_t durationNs = 0;
    std::uint64_t dropped = 0; ///< events that are missing: dropped, not believed, or for want of memory
    /// The number of events recorded when the session's memory ran out; what came later is counted in `dropped`.
    EventIndex memoryRanOutAt = kNoEvent;
    std::int64_t stalledNs = 0; ///< sum over the actors of what a full ring held them up
    bool interrupted = false;
    bool stuck = false; ///< nobody could move any more
    std::vector<Wait> standstill; ///< then: who waited for whom
    /// A circle of those who waited for each other's locks, however the others went on; as the session saw it, by
    /// double collect (deadlockAmong). What the events say is in Findings::deadlocks.
    std::vector<Wait> deadlock;
    /// Words at the end, by object row and element; a row is empty while the run goes on, and for locks and groups.
    std::vector<std::vector<Word>> finalWords;
    /// What a scenario counts beside the lesson, unrecorded (queue: receptions of each message). See Ledger.
    std::vector<std::uint32_t> ledger;
    /// Events somebody wants to find again, at most kMostBookmarks.
    std::vector<EventIndex> bookmarks;

    friend bool operator==(const RunInfo &, const RunInfo &) = default;
};

/// Did that one end before its time, of whatever but our stopping it?
inline bool hasDied(const RunInfo &info, ActorId actor)
{
    return actor < info.processes.size()
        && (info.processes[actor].end == ProcessEnd::Killed || info.processes[actor].end == ProcessEnd::Crashed);
}

} // namespace interleave
