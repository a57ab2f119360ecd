// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/run_info.h"
#include "scenarios/scenario_info.h"

#include <QString>

namespace interleave {

struct ExplorationReport;

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
    QString limit = {}; ///< what it does not prove, and what is not checked; empty where nothing is claimed
};

/// The evidence is in the accesses, not in the result. For `ThisSize`: no two conflicting accesses were unordered, no
/// update was split, and each shared object is under one and the same lock at every access, or only ever changed in
/// single steps; so the accesses of this run stay ordered, and its updates whole, in whatever order the locks are
/// taken. Happens-before alone would not do: two accesses can be ordered by accident, because of who took an unrelated
/// lock first.
///
/// `Always` rests on the scenario's word: its protection is declared right by construction, and this run agrees with
/// that.
///
/// `orders`, when somebody has searched them, says more than one run can: where all orders of this size were gone
/// through, they are right or they are not. Null: nobody has.
///
/// All of that is of processes that live to their end. Where dying is what a scenario is about the sentence says so,
/// and where `withDeaths`, a search of the same with deaths, has found orders that go wrong.
Evidence evidenceOf(const ScenarioInfo &scenario, const RunInfo &info, const Findings &findings,
                    const ExplorationReport *orders = nullptr, const ExplorationReport *withDeaths = nullptr);

/// "none", "this size", "always".
QString guaranteeName(Guarantee guarantee);

} // namespace interleave
