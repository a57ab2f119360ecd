// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/run_info.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What a window or a command line may know of a scenario: pure data and pure functions, no bodies.
namespace interleave {

struct ParameterInfo {
    std::string_view name;   ///< "processes"
    std::string_view title;  ///< "Processes"
    std::string_view singular = {}; ///< "process", where the title is a plural that counts
    std::string_view help;   ///< one sentence
    std::int64_t min = 1, max = 1;
    /// Defaults per gear.
    std::int64_t bare = 1, full = 1, slow = 1, step = 1, explore = 1;

    std::int64_t defaultFor(Pace pace) const
    {
        switch (pace) {
        case Pace::Bare: return bare;
        case Pace::Full: return full;
        case Pace::Slow: return slow;
        case Pace::Step: return step;
        }
        return full;
    }
};

/// A protection: "none", "each access", "whole += 1", "atomic".
struct ModeInfo {
    std::string_view id = {};       ///< "off", "per-access", "on", "atomic"
    std::string_view title = {};    ///< as on the button
    std::string_view help = {};     ///< one sentence
    std::string_view section = {};  ///< name of the excerpt in the sources, C++ and Python
    std::string_view python = {};   ///< what Python has for it when there is no twin; else empty
    bool right = false;        ///< the result is right in every order
    bool addsInPrivate = false; ///< what is read is written back with + 1, which is added in private memory in between
};

enum class Grade : std::uint8_t { Acceptable, Interesting, Forbidden };

/// What may come out, in a sentence each. The first that matches an account counts.
struct OutcomeInfo {
    std::string_view id = {};       ///< "right", "lost", "more", …
    Grade grade = Grade::Acceptable;
    std::string_view sentence = {};
    /// How it comes about under a protection that is right in every order; empty: there it cannot.
    std::string_view whenProtected = sentence;

    /// Empty: not under that protection.
    std::string_view sentenceUnder(const ModeInfo &mode) const { return mode.right ? whenProtected : sentence; }
};

/// One process to start: the role it plays and its number within the role, from 0.
struct ProcessSpec {
    std::string role;
    int number = 0;
    std::int64_t units = 0;      ///< what it has to do: "4 of 5 done"; 0: not known beforehand
};

/// What counts as one unit of a role's work, so that "4 of 5 done" and rates can be read off the trace.
struct UnitInfo {
    std::string_view role;
    std::string_view object;     ///< name of the object; empty: whichever it is
    EventKind kind = EventKind::Write; ///< Write (an Update counts too), Read, or LockReleased (of any lock)
    std::string_view singular, plural; ///< "increment", "increments"
    int events = 1;              ///< so many of them make one unit
    /// "sold": how it is said that one is done, where the name alone could be taken for what is left to do.
    std::string_view done = {};
};

/// What one run came to. survivors + lost + open = attempted, always.
struct Account {
    std::int64_t attempted = 0;  ///< really done by the processes, dead ones included
    std::int64_t expected = 0;   ///< what a complete run would give
    std::int64_t observed = 0;   ///< what was left; of a record that breaks off, what was there at its last event
    std::int64_t repeated = 0; ///< of those observed, how many are there more than once
    std::int64_t survivors = 0;
    std::int64_t lost = 0;
    /// Of a record that breaks off: not there at its last event, but somebody may yet have brought it back. Of a whole
    /// run 0.
    std::int64_t open = 0;
    /// False: nobody counted (unwatched, or events are missing), and not every process came to its end. What was
    /// attempted, survived and is lost is not known then; those figures are what is left, that again, and 0.
    bool counted = true;
    bool correct = false;
    bool complete = true;        ///< false: the recording breaks off before the end of the run
    std::string result = {};     ///< canonical text: "317", "lost 3, duplicated 1"
    Proof proof = Proof::Proved;
    std::string_view outcome = {}; ///< id of an OutcomeInfo
    std::string sentence = {};     ///< "5 increments were overwritten; every one is accounted for."

    /// Of what a complete run would give, how much came out as it should: there, and once. All of it: the result is
    /// right.
    std::int64_t intact() const { return observed - repeated; }
};

/// The session's hand in the data of a run after a death. Each write carries the session's tag and is recorded.
class DeathBed
{
public:
    virtual ~DeathBed() = default;
    virtual std::int32_t add(int row, std::int32_t by) = 0; ///< to a cell; returns the new value
    virtual std::int32_t value(int row) { return add(row, 0); } ///< of a cell
    virtual void post(int row, std::int32_t times) = 0;     ///< a semaphore
};

/// A process that is no more.
struct Departure {
    const ProcessSpec &who;
    bool died = false;          ///< before its end
    bool lastOfItsRole = false; ///< nobody who plays it lives any more
};

/// The word at the end in element 0 of that row, or null: the recording breaks off before.
const Word *finalWord(const RunInfo &run, std::size_t row);
/// Did every process come to its own end?
bool everyoneFinished(const RunInfo &run);
/// Is what the trace says of this run all there is to say? Not when events are missing, or memory ran out over it.
inline bool isWhole(const RunInfo &run) { return run.dropped == 0 && run.memoryRanOutAt == kNoEvent; }
/// Can an account rest on a finding of that proof? When the run is not whole only if it is proved all the same.
inline bool isReliable(const RunInfo &run, Proof proof) { return isWhole(run) || proof == Proof::Proved; }

/// " 40 more were never made: not every process came to its end."; empty when all were attempted.
std::string neverMade(const Account &account);

struct ScenarioInfo {
    std::string_view id = {}, title = {}, chapter = {}, summary = {};
    std::string_view defaultMode = {};
    std::span<const ModeInfo> modes = {};
    std::span<const ParameterInfo> parameters = {};
    std::span<const OutcomeInfo> outcomes = {};
    std::span<const UnitInfo> units = {};
    std::span<const std::string_view> charts = {}; ///< ids of the charts that make sense here
    std::string_view source = {};  ///< "counter.cpp"
    std::string_view python = {};  ///< "counter.py"
    std::string_view valueObject = {}; ///< the object whose value the timeline's value row shows
    std::string_view intact = {}; ///< what is said of a unit that came out as it should: "stayed"; empty: the value is
    bool explorable = false;
    /// So many processes a search lets die, each at any moment, unless somebody says otherwise: where that is the
    /// lesson.
    int searchedDeaths = 0;

    /// What to build before the start.
    ObjectTable (*objects)(const Parameters &, std::string_view mode) = nullptr;
    /// Words of the ledger (see RunInfo::ledger); null: none.
    std::size_t (*ledgerWords)(const Parameters &) = nullptr;
    /// Which processes to start, in the order of their actors.
    std::vector<ProcessSpec> (*processes)(const Parameters &) = nullptr;
    /// The account of a finished run from its final words and, when it was recorded, its findings (else null).
    Account (*account)(const RunInfo &, const Findings *) = nullptr;
    /// What the session owes the survivors when a process has died before its end, so that none waits for it for ever;
    /// and, since what it owes may depend on who is left, when another has ended after that. Null: nothing.
    void (*mourn)(DeathBed &, const Departure &, const RunSettings &) = nullptr;

    const ModeInfo *mode(std::string_view id) const;
    const ParameterInfo *parameter(std::string_view name) const;
    /// Is each of its parameters among these, within its range? Asked of a recording before objects() or processes():
    /// another version may have made it, or somebody else.
    bool accepts(const Parameters &parameters) const;
    const OutcomeInfo *outcome(std::string_view id) const;
};

} // namespace interleave
