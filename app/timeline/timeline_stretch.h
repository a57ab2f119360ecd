// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/timeline/timeline_columns.h"
#include "app/timeline/timeline_index.h"
#include "app/timeline/timeline_range.h"
#include "core/trace/trace.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace interleave {

struct ClockScale;
struct TimelineValue;

/// What a stretch of events amounts to, from its first event to its last: the same numbers along either axis.
struct StretchFigures {
    EventIndex first = 0;
    EventIndex last = 0;  ///< one past the last, > first
    double from = 0;      ///< nanoseconds since the start, of the first event …
    double to = 0;        ///< … and of the last
    bool knowsValue = true;  ///< false: events are missing in it or just before; what follows says nothing then
    std::int32_t before = 0; ///< the value row just before the first event
    std::int32_t after = 0;  ///< … and after the last
    Extent extent;           ///< all values in between, both ends included
    std::optional<double> mean; ///< each value weighted by how long it stood; none when no time passed
    struct Lane {
        double waiting = 0; ///< shares of nanoseconds(), 0 … 1
        double holding = 0;
        double wanted = 0;  ///< of holding: while somebody else waited for it
    };
    std::vector<Lane> lanes;

    EventIndex count() const { return last - first; }
    double nanoseconds() const { return to - from; }
    /// Events after the first one per second; 0 when no time passed.
    double perSecond() const;
    TimelineSpan span(TimelineAxis axis) const;
};

/// Measures events first … last − 1; at least one, and settled within TimelineScan::reach(). Up to `counted` events one
/// by one; of a longer stretch only its ends are read and the rest is a difference of running totals, so ten million
/// cost no more. Values and times are exact either way; the lanes' shares, to a leaf of the index at each end.
StretchFigures measureStretch(TraceReader &reader, const TimelineIndex &index, const ClockScale &clock,
                              EventIndex first, EventIndex last, EventIndex counted = kCountedEvents);

/// In a few short lines, for a label.
QStringList shortWords(const StretchFigures &figures, const TimelineValue &value);
/// Name, tab, figure: a line each, with every process that waited or held a lock. For the clipboard.
QString asTable(const StretchFigures &figures, const TimelineValue &value);

} // namespace interleave
