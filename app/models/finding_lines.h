// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/finding_section.h"
#include "core/analysis/findings.h"
#include "core/trace/recording.h"
#include "core/trace/run_info.h"

#include <vector>

namespace interleave {

struct ExplorationReport;

/// Lost updates, data races, atomicity violations, waiting and starvation, and, where there are any, a deadlock and
/// reads that no interleaving explains, apart from each other, since a run may have any of them without the others. Of
/// the scenario only what its recording says. At most kListedFindings lines each.
std::vector<FindingSection> findingSections(const RunInfo &info, const Findings &findings);

/// The same of a finished recording, and, where its result is right, what guarantees it and what that does not prove.
/// `orders`: see evidenceOf().
std::vector<FindingSection> findingSections(const Recording &recording, const ExplorationReport *orders = nullptr);

} // namespace interleave
