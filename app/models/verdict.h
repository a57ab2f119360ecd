// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/run_info.h"
#include "scenarios/scenario_info.h"

#include <QString>

namespace interleave {

struct ExplorationReport;

/// What a finished run is worth, in a word and a sentence. Luck is never called right.
struct Verdict {
    enum class Kind {
        None,
        Wrong,     ///< "Wrong: 10 of 15"
        Chance,    ///< "Right this time: 15 of 15"; nothing guarantees it
        Right,     ///< "Right: 15 of 15"; with evidence that no order can change it
        Unfinished ///< stopped, stuck, or a process died: neither right nor wrong
    };
    Kind kind = Kind::None;
    QString headline;
    QString sentence;
    QString limit = {}; ///< of Right: what that does not prove, in sentences
};

/// `orders`: what a search of all orders of the same has found, `withDeaths`: one in which processes may die; null:
/// nobody has searched them.
Verdict verdictOf(const ScenarioInfo &scenario, const RunInfo &info, const Findings &findings, const Account &account,
                  const ExplorationReport *orders = nullptr, const ExplorationReport *withDeaths = nullptr);

/// One run of several that were asked for at once.
struct Repetition {
    int run = 1;   ///< from 1
    int of = 1;
    int wrong = 0; ///< of those that came to their end
};

/// While it runs: "Run 3 of 20". `tellsResults` is false where they are to be guessed first.
Verdict underWay(const Repetition &repetition, bool tellsResults);
/// The same of an unwatched run between recorded ones, the latest of which is on show and has no verdict yet.
Verdict underWayUnwatched(const Repetition &repetition, bool tellsResults);
/// What to say before the verdict of the run that stays on show; empty when there was only one.
QString lastOf(const Repetition &repetition, bool interrupted);

} // namespace interleave
