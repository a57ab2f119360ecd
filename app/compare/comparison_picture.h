// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/comparison.h"
#include "app/paint/shapes.h"
#include "app/style/theme.h"
#include "app/timeline/timeline_still.h"

namespace interleave {

/// Two runs of one scenario, read and compared: all that pictures of the two need. Made on any thread.
struct ComparedRuns {
    Comparison comparison;
    std::shared_ptr<const TimelineStill> a, b;

    /// From the start of a run to the end of the longer one: the scale of both.
    TimelineSpan span() const;
};
/// Error: see compareRecordings().
Result<ComparedRuns> readBoth(std::shared_ptr<const Recording> a, std::shared_ptr<const Recording> b);

/// Below this height lanes would be cut.
double leastHeight(const ComparedRuns &runs);
/// Both timelines one above the other on one scale of time, with a heading each, as high as there is room for.
Picture comparisonTimelines(const ComparedRuns &runs, QSizeF size, const Theme &theme, bool vector, qreal pixelRatio);

/// The same for a report: main difference above, caption below; `width` in pixels of 1/96 inch.
Picture comparisonFigure(const ComparedRuns &runs, int width, const Theme &theme);

} // namespace interleave
