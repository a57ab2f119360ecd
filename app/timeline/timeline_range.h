// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <optional>

namespace interleave {

/// A stretch of the axis, begin ≤ end.
struct TimelineSpan {
    double begin = 0;
    double end = 0;

    double length() const { return end - begin; }
    /// What both have of it; none when they are apart.
    std::optional<TimelineSpan> common(TimelineSpan other) const
    {
        const TimelineSpan both{std::max(begin, other.begin), std::min(end, other.end)};
        return both.begin <= both.end ? std::optional(both) : std::nullopt;
    }
    bool contains(TimelineSpan other) const { return begin <= other.begin && other.end <= end; }
    friend bool operator==(const TimelineSpan &, const TimelineSpan &) = default;
};

/// What of the trace is shown. A value; the unit is that of the axis, events or nanoseconds.
///
/// Invariant after every call: trace ⊇ range ⊇ selection, and the range is no shorter than the smaller of minimum()
/// and the trace.
class TimelineRange
{
public:
    /// Of the trace there is `trace`; at the closest, `minimum` of it is shown. Shows everything.
    explicit TimelineRange(TimelineSpan trace = {0, 1}, double minimum = 1);

    TimelineSpan trace() const { return m_trace; }
    TimelineSpan range() const { return m_range; }
    std::optional<TimelineSpan> selection() const { return m_selection; }
    double minimum() const { return m_minimum; }

    bool isWhole() const { return m_range == m_trace; }
    /// The range reaches the end of the trace.
    bool isAtEnd() const { return m_range.end >= m_trace.end; }

    /// The trace has grown (or is another one). A range that showed everything goes on doing so; one that reached the
    /// end moves along with it; any other stays where it is.
    void setTrace(TimelineSpan trace);
    /// Makes the range `factor` times as long, the position `about` staying at its pixel as far as the trace allows.
    void zoom(double factor, double about);
    /// Moves by so much, until an end of the trace.
    void pan(double by);
    /// Shows that stretch, or what of it is allowed.
    void show(TimelineSpan span);
    void fit();
    /// Pans just as far as is needed to show that stretch; does nothing when it is in view.
    void reveal(TimelineSpan span);

    /// What a rubber band spans; clipped to the range.
    void select(TimelineSpan span);
    void clearSelection() { m_selection.reset(); }

private:
    void place(double begin, double length);

    TimelineSpan m_trace;
    TimelineSpan m_range;
    std::optional<TimelineSpan> m_selection;
    double m_minimum = 1;
};

} // namespace interleave
