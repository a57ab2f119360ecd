// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/run_info.h"
#include "scenarios/scenario_info.h"

#include <QString>

namespace interleave {

/// How far a right result can be relied on.
enum class Guarantee {
    None,     ///< luck cannot be told from rightness
    ThisSize, ///< no order of what this run did can change the result
    Always    ///< and the protection is declared to do the same at every size
};

/// What a recorded run says about its other orders, for or against, in a sentence. For a run that came out right.
struct Evidence {
    Guarantee guarantee = Guarantee::None;
    QString sentence; ///< begins with a capital, ends with a full stop
    QString limit = {};    ///< what it does not prove, likewise; empty where nothing is claimed
};

/// The evidence is in the accesses, not in the result: every two that conflict were ordered by locks, messages or single
/// steps, and no update was split. Then whatever order the locks are taken in, each update sees all before it. It does not
/// say that the program would take the same way through its code; `Guarantee::Always` rests on the scenario's word for that.
Evidence evidenceOf(const ScenarioInfo &scenario, const RunInfo &info, const Findings &findings);

/// "none", "this size", "always".
QString guaranteeName(Guarantee guarantee);

} // namespace interleave
