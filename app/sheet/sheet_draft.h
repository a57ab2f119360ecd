// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sheet/lab_sheet.h"
#include "core/result.h"
#include "core/trace/recording.h"

#include <memory>

namespace interleave {

/// The sheet of a finished recording, with its charts counted and not yet drawn. Reads the recording from end to end;
/// any thread. Error: it is not of a scenario of this program.
Result<LabSheet> draftSheet(const std::shared_ptr<const Recording> &recording);

/// The next figure that is still to be drawn, by drawCounted() on the main thread; null: the sheet is complete.
SheetFigure *figureToDraw(LabSheet &sheet);

} // namespace interleave
