// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <cmath>

/// Positions of the timeline as free functions. A position along the axis is a double: a number of events (order; event
/// number i fills the column i … i + 1) or nanoseconds since the start (time).
namespace interleave {

/// begin → 0, end → width. Not clamped: positions outside the range give pixels outside 0 … width.
/// 0 when the range is empty.
inline double toPixel(double position, double begin, double end, double width)
{
    return end > begin ? (position - begin) / (end - begin) * width : 0.0;
}

/// The inverse of toPixel(), not clamped either. The beginning of the range when there is no width.
inline double toPosition(double pixel, double begin, double end, double width)
{
    return width > 0 ? begin + pixel / width * (end - begin) : begin;
}

/// The event whose column holds that position; kNoEvent before the first and after the last of `count` events.
inline EventIndex columnAt(double position, EventIndex count)
{
    if (!(position >= 0) || position >= static_cast<double>(count))
        return kNoEvent;
    return static_cast<EventIndex>(position);
}

/// Upper edge of a lane. `top` is the upper edge of lane 0, already scrolled.
inline double laneTop(int lane, double top, double pitch)
{
    return top + lane * pitch;
}

/// The lane at y, its upper edge included and its lower edge not; −1 above the first and below the last.
inline int laneAt(double y, double top, double pitch, int lanes)
{
    if (pitch <= 0 || y < top || y >= top + lanes * pitch)
        return -1;
    return static_cast<int>((y - top) / pitch);
}

/// The smallest of 1, 2, 5 × 10^n that is at least `atLeast`: the step of a ruler. 1 when that is not positive.
inline double niceStep(double atLeast)
{
    if (!(atLeast > 0))
        return 1;
    const double decade = std::pow(10.0, std::floor(std::log10(atLeast)));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * decade >= atLeast)
            return step * decade;
    return 10 * decade;
}

} // namespace interleave
