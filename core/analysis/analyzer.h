// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/run_info.h"

#include <memory>
#include <span>

namespace interleave {

/// Turns settled events into findings, one event after the other; the same for a live run and for a file.
/// One thread. Memory grows with what is found, not with the trace (lineage keeps only what can still come back).
class Analyzer
{
public:
    /// Uses of `info`: objects, number of processes, clock.nanosecondsPerTick.
    explicit Analyzer(const RunInfo &info);
    ~Analyzer();
    Analyzer(Analyzer &&) noexcept;

    void settled(EventIndex first, std::span<const Event> events);
    void settled(EventIndex index, const Event &event) { settled(index, std::span(&event, 1)); }
    /// The run has ended, and this is known of it now: final words, and how many events are missing in all.
    void ended(const RunInfo &info);
    /// Instead: what has settled is whole as far as it goes, but the run went on. What came later may bring back what
    /// seems lost.
    void endsEarly();
    /// Findings so far. Costs as much as the findings are long: not per event.
    Findings findings() const;

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

} // namespace interleave
