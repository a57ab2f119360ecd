// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_range.h"

#include <algorithm>

namespace interleave {

TimelineRange::TimelineRange(TimelineSpan trace, double minimum)
    : m_trace(trace), m_range(trace), m_minimum(minimum)
{
}

void TimelineRange::setTrace(TimelineSpan trace)
{
    const bool whole = isWhole();
    const bool atEnd = isAtEnd();
    m_trace = trace;
    if (whole)
        return fit();
    place(atEnd ? trace.end - m_range.length() : m_range.begin, m_range.length());
}

void TimelineRange::zoom(double factor, double about)
{
    // The length first: when it meets a limit, `about` must stay at its pixel all the same.
    const double longest = m_trace.length();
    const double length = std::clamp(m_range.length() * factor, std::min(m_minimum, longest), longest);
    const double share = m_range.length() > 0 ? (about - m_range.begin) / m_range.length() : 0.5;
    place(about - share * length, length);
}

void TimelineRange::pan(double by)
{
    place(m_range.begin + by, m_range.length());
}

void TimelineRange::show(TimelineSpan span)
{
    const double middle = (span.begin + span.end) / 2;
    const double length = std::max(span.length(), m_minimum);
    place(middle - length / 2, length);
}

void TimelineRange::fit()
{
    place(m_trace.begin, m_trace.length());
}

void TimelineRange::reveal(TimelineSpan span)
{
    if (span.begin < m_range.begin)
        pan(span.begin - m_range.begin);
    else if (span.end > m_range.end)
        pan(std::min(span.end - m_range.end, span.begin - m_range.begin));
}

void TimelineRange::select(TimelineSpan span)
{
    const double begin = std::clamp(span.begin, m_range.begin, m_range.end);
    m_selection = TimelineSpan{begin, std::clamp(span.end, begin, m_range.end)};
}

void TimelineRange::place(double begin, double length)
{
    // Rounding must not leave a whole range a hair off the trace, so the ends are taken from it and not computed.
    if (length >= m_trace.length()) {
        m_range = m_trace;
    } else if (begin <= m_trace.begin) {
        m_range = {m_trace.begin, std::min(m_trace.begin + length, m_trace.end)};
    } else if (begin + length >= m_trace.end) {
        m_range = {std::max(m_trace.end - length, m_trace.begin), m_trace.end};
    } else {
        m_range = {begin, begin + length};
    }
    if (m_selection)
        select(*m_selection);
}

} // namespace interleave
