// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sheet/lab_sheet.h"
#include "app/sheet/sheet_stretch.h"
#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <memory>
#include <vector>

/// The drawings of a sheet, in the print theme and as wide as a page.
namespace interleave {

inline constexpr double kSheetWidth = 642; ///< of a page of A4 between margins of 20 mm, at 96 dpi

/// Processes and memory where it first went wrong, else at the end. Any thread.
SheetFigure stageFigure(const Recording &recording, const ScenarioInfo &scenario, const SheetStretch &stretch);

/// That stretch of the timeline. Reads the recording from end to end; any thread.
SheetFigure timelineFigure(const std::shared_ptr<const Recording> &recording, const SheetStretch &stretch);

/// The charts of the scenario that have something to show, counted but not drawn. Any thread.
std::vector<SheetFigure> chartFigures(const std::shared_ptr<const Recording> &recording, const ScenarioInfo &scenario);

/// Draws a counted chart; the main thread (charts are widgets).
void drawCounted(SheetFigure &figure);

/// The sign of a verdict; of no size where it has none. Any thread.
Drawing verdictSign(Verdict::Kind kind);

} // namespace interleave
