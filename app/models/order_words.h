// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/search_scope.h"
#include "app/models/verdict.h"
#include "core/explore/exploration_report.h"
#include "scenarios/scenario_info.h"

#include <QString>
#include <QStringList>

#include <string>

/// What a search of all orders has found, in words and figures: the same in the window, in exports and for who cannot
/// see either.
namespace interleave {

/// Numbers of orders are decimal strings of any length; these read them.
/// "137 846 528 820": in full, digits in groups of three from five on.
QString orderCount(const std::string &decimal);
/// "1.4 × 10¹¹" from ten digits on; else in full.
QString shortOrderCount(const std::string &decimal);
/// "924 orders", "1 order".
QString ordersText(const std::string &decimal);
/// Its logarithm to base 10; of 0 it is −∞.
double logOfCount(const std::string &decimal);
std::string sumOfCounts(const std::string &one, const std::string &other);
/// "45 %", "2.2 %", "1 in 746 100": how many of `whole` those are.
QString shareText(const std::string &part, const std::string &whole);

/// "2 × 3" of the counter; "producers 1, consumers 1, messages 2, capacity 2" where two numbers would not say it.
QString sizeText(const ScenarioInfo &scenario, const Parameters &parameters);
/// " with up to 1 death"; of none empty.
QString deathsText(std::uint64_t deaths);
/// "at most 2 preemptions", "no preemption".
QString atMostText(std::uint64_t preemptions);
/// What the button does, the longest wording first. `known`: how many orders there are; empty: nobody knows yet.
QStringList exploreWordings(const ScenarioInfo &scenario, const Parameters &parameters, const SearchScope &scope,
                            const std::string &known);

/// "6", "lost 1, duplicated 0", "deadlock".
QString outcomeName(const ExploredOutcome &outcome);
/// How many orders end otherwise than they should.
std::string wrongOrders(const ExplorationReport &report);

/// What the search proves, in a sentence: "Exhaustive: these are all 924 orders." While it is on, how far it is.
QString claimOf(const ExplorationReport &report);
/// Where it was stopped: "Stopped when all orders had been counted, and before …". Empty of one that was not, and
/// of one whose claim says so itself.
QString stopText(const ExplorationReport &report);
/// What the search proves, and that it was stopped where it was.
QString claimAndStop(const ExplorationReport &report);
/// Why it is not of all orders, and what size could be; empty where nothing is to be said of that.
QString limitText(const ExplorationReport &report);
/// "1 240 states, 310 executions, 0.4 s".
QString effortText(const ExplorationReport &report);
/// What the whole of it comes to, in a shape, a word and a sentence, as a run is judged.
Verdict verdictOf(const ExplorationReport &report, const ScenarioInfo &scenario);
/// "All 20 orders end at 6." of a search that has gone through all orders and found none that fails; else empty.
QString allRightSentence(const ExplorationReport &report);
/// "The order with the fewest preemptions that ends at 2: 3 preemptions, 5 switches". Of orders that were tried by
/// chance nobody knows whether there is a shorter one, and it is not said.
QString ladderTitle(const ExploredOutcome &outcome, Claim claim);
/// "Shortest way to 2: 3 preemptions, 5 switches".
QString shortLadderTitle(const ExploredOutcome &outcome, Claim claim);
/// Does that protection read, add one in private memory, and write?
bool addsInPrivate(const ScenarioInfo *scenario, const std::string &mode);
/// What no order says anything of.
QString privateStepsNote(const ScenarioInfo *scenario, const std::string &mode);

} // namespace interleave
