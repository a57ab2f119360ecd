// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/exploration_report.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace interleave {

/// The order of an outcome, to copy, mail and run again.
Schedule scheduleOf(const ExplorationReport &report, const ExploredOutcome &outcome);

/// "interleave.explore/1". Numbers of orders are decimal strings, for they can be of any length. `confirmed` is of the
/// orders that are listed: how many were done again by real processes, and how many came to the result that is said.
/// `traces` is null unless an order of every trace was run on real processes. `stopped_while` says what had not come to
/// its end: "counting", "confirming" (the orders that are listed) or "tracing"; null: it was not interrupted.
QJsonObject exploreJson(const ExplorationReport &report);
/// The same for a person.
QString exploreText(const ExplorationReport &report);

/// What of the size has been said while the search was on.
struct SaidOfSize {
    bool howLarge = false, feasible = false;
};

/// What is new about it while all orders are counted: how large it is as soon as that is known, and some seconds later
/// what could be gone through. Each is said once.
QStringList newsOfSize(const ExplorationReport &report, SaidOfSize &said);

} // namespace interleave
