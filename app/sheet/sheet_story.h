// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/explanation.h"
#include "app/sheet/lab_sheet.h"
#include "app/sheet/sheet_stretch.h"
#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <memory>

/// The parts of a sheet that tell: what happened, why, and which lines of the code did it. Any thread.
namespace interleave {

/// The transcript of that stretch, with what led to it from further back.
SheetStory transcriptBlock(const std::shared_ptr<const Recording> &recording, const SheetStretch &stretch);

/// What was found, kind by kind; of each the first few, since a sheet is read on paper.
SheetStory findingsBlock(const Recording &recording);

/// The rungs of an explanation.
SheetStory ladderBlock(const Recording &recording, const Explanation &explanation);

/// The steps of that stretch, or of the whole run where they are few. No step, no block: then it is empty.
SheetOrder orderBlock(const Recording &recording, const SheetStretch &stretch);

/// C++ and Python of the protection that ran.
SheetCode codeBlock(const Recording &recording, const ScenarioInfo &scenario, const SheetStretch &stretch);

} // namespace interleave
