// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/paint/shapes.h"
#include "app/stage/stage_plan.h"
#include "app/style/theme.h"

namespace interleave {

/// The travel of the value from process to object (or back): 0 … kArrival it is on its way, then the object changes and
/// lights up, at 1 everything rests.
inline constexpr qreal kArrival = 0.7;

/// What stays while the window keeps its size: the memory's outline (a long dashed line is dear to draw).
Picture groundPicture(const StagePlan &plan, const Theme &theme);
/// Processes, objects and words: changes only from one event to the next, and when the value arrives.
Picture stillPicture(const StageScene &scene, const StagePlan &plan, const Theme &theme, bool arrived = true);
/// The arrow, the value on it and the flash.
Picture movingPicture(const StageScene &scene, const StagePlan &plan, const Theme &theme, qreal progress = 1);
/// All of it at rest, as pictures for print and tests want it.
Picture stagePicture(const StageScene &scene, QSizeF size, const Theme &theme);

} // namespace interleave
