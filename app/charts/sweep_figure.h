// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_export.h"
#include "app/models/sweep.h"

namespace interleave {

/// A sweep as it goes into a report: what was measured so far, and, when it was interrupted, that it was. Without a run
/// it is a sentence.
Figure figureOf(const Sweep &sweep);

} // namespace interleave
