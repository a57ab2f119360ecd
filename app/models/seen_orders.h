// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/schedule.h"
#include "core/explore/exploration_report.h"
#include "core/trace/run_info.h"

#include <QString>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

class QSettings;

namespace interleave {

/// Which orders of a scenario, and which results of them, a learner has seen: how much of what is possible. Of each
/// scenario, protection and size apart; an order counts when it has come to its end, or to where nobody can move any
/// more, and nobody was killed in it. A value; remembered among settings, where several windows write what they have
/// seen.
class SeenOrders
{
public:
    /// What stands for the result of a run in which nobody could move any more.
    static inline const std::string kDeadlock = {};

    /// An order that has been seen to its end. False: it had been seen before, or does not count.
    bool add(const RunSettings &settings, const Steps &steps, const std::string &result);

    /// How many there are: orders, a decimal number of any length, and results, kDeadlock among them if there is one.
    void setTotals(const RunSettings &settings, const std::string &orders, const std::vector<std::string> &results);
    /// The same from a search, if it went through all orders.
    void setTotals(const ExplorationReport &report);

    std::size_t orders(const RunSettings &settings) const;
    std::size_t results(const RunSettings &settings) const;
    bool hasTotals(const RunSettings &settings) const;

    /// "7 of 70 orders, 2 of 3 results", without totals "7 orders, 2 results".
    QString figures(const RunSettings &settings) const;
    /// "the missing result is 2", "missing: 2, 3 and a deadlock"; empty when none is missing, or nobody knows.
    QString missing(const RunSettings &settings) const;

    /// Takes over what others have saved there by now, and saves all of it.
    void save(QSettings &settings);
    /// What another version of the program has seen is not taken over: there may be other accesses by now.
    void load(const QSettings &settings);

private:
    struct Seen {
        std::set<std::uint64_t> orders; ///< a digest of each
        std::set<std::string> results;
        std::string allOrders; ///< empty: nobody knows
        std::set<std::string> allResults;
    };
    const Seen *seenOf(const RunSettings &settings) const;
    void add(const SeenOrders &others);
    void write(QSettings &settings) const;

    std::map<std::string, Seen> m_seen; ///< by what scheduleText() says of no steps
};

} // namespace interleave
