// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/analyzer.h"
#include "core/analysis/findings.h"
#include "core/result.h"
#include "core/trace/run_info.h"
#include "core/trace/state.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace interleave {

/// What a damaged file has lost.
struct Damage {
    std::uint64_t offset = 0; ///< of the first byte that could not be read
    std::string sentence;
    bool breaksOff = true; ///< false: all of the recording is there, something else follows
};

/// Events that have been drained and not settled yet, in clock order. Drawn live, marked, never a basis of a claim.
struct Tail {
    EventIndex after = 0; ///< so many had settled when it was taken; by now some of these may have, too
    std::shared_ptr<const std::vector<Event>> events = {}; ///< null: none

    std::size_t size() const { return events ? events->size() : 0; }
};

/// One run: what was asked, what settled, and what it means. Live while the session feeds it, the same thing when it
/// was read from a file; views know only this and a cursor.
class Recording
{
public:
    explicit Recording(RunInfo info);

    /// The one thread that settles events (drain, or the reader of a file). In order.
    void settle(std::span<const Event> events);
    void settle(const Event &event) { settle(std::span(&event, 1)); }
    /// Same thread: events as a file holds them, with the bytes they were unpacked from.
    void settlePacked(std::vector<std::uint8_t> bytes, std::span<const Event> events);
    /// Same thread: makes findings() up to date. Called now and then while live, and once at the end.
    void publishFindings();
    /// Same thread; the run is over, `info` is complete.
    void finish(RunInfo info);
    /// The same, with the findings as they were published last: there is no memory for newer ones.
    void close(RunInfo info);

    /// Any thread. The provisional tail, empty when everything had settled.
    Tail tail() const;
    void setTail(std::shared_ptr<const std::vector<Event>> events); ///< the settling thread; may be null
    /// Any thread. How many events have settled, as the latest tail saw it when there is one: the two make one moment.
    EventIndex moment() const;

    /// Any thread, while live: the processes have got their pids; nobody can move any more; so many lines of the source
    /// have been seen at work.
    void setProcesses(std::vector<ProcessInfo> processes);
    void setStandstill(std::vector<Wait> waits);
    void setSites(std::vector<Site> sites);

    /// Any thread; snapshots.
    std::shared_ptr<const RunInfo> info() const;
    std::shared_ptr<const Findings> findings() const;
    bool finished() const;
    const Trace &trace() const { return m_trace; }
    /// Any thread, with a reader of its own.
    State at(TraceReader &reader, EventIndex position) const { return m_states.at(reader, position); }

    /// Set by the reader of a file.
    std::optional<Damage> damage;

private:
    void take(EventIndex first, std::span<const Event> events);
    template <typename Change>
    void amendInfo(Change &&change);
    template <typename T>
    void replace(std::shared_ptr<const T> &pointer, std::shared_ptr<const T> value);

    mutable std::mutex m_mutex; // protects the four below, held for a swap of one only
    std::shared_ptr<const RunInfo> m_info;
    std::shared_ptr<const Findings> m_findings;
    Tail m_tail;
    bool m_finished = false;

    Trace m_trace;
    StateIndex m_states;
    Analyzer m_analyzer;
};

} // namespace interleave
