// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/finding_section.h"
#include "core/analysis/findings.h"
#include "core/trace/run_info.h"

#include <QString>

namespace interleave {

/// How long whoever asked for a lock waited, for whom, and how long it was held.
FindingSection waiting(const RunInfo &info, const Findings &findings);

/// Who was passed by more often than taking turns would have it.
FindingSection starvation(const Findings &findings);

/// "“lock” was taken 40 times, 12 of them after waiting; the longest wait was 8 µs, of process 2."
QString lockText(const LockHistory &lock);

} // namespace interleave
