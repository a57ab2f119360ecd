// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/verdict.h"
#include "app/sheet/lab_sheet.h"

#include <vector>

namespace interleave {

/// What a learner is to explain, by how the run came out. `sawTrouble`: something was lost or arrived twice.
std::vector<SheetQuestion> questionsFor(Verdict::Kind kind, bool sawTrouble);

} // namespace interleave
