// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/run_info.h"

#include <QStringList>

namespace interleave {

/// Which of the findings a run has, in a line, and a line for each lock that was taken: "Lost updates: 5. Data races: 2
/// pairs of lines. Atomicity violations: none." Nothing of an unwatched run.
QStringList findingSummary(const RunInfo &info, const Findings &findings);

} // namespace interleave
