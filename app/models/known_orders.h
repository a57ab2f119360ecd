// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/exploration_report.h"

#include <memory>
#include <string>
#include <vector>

namespace interleave {

/// Do they make the same accesses, in whatever order? Pace and pauses change no access.
bool haveSameOrders(const RunSettings &one, const RunSettings &other);

/// Has that been searched there, with as many deaths? What was tried by chance has none: it counts for any number.
bool isSearchOf(const ExplorationReport &report, const RunSettings &settings, std::uint64_t deaths);

/// What searches of this program session have found, of each scenario, protection, size and number of deaths
/// the one that proves most.
/// Main thread.
class KnownOrders
{
public:
    using Report = std::shared_ptr<const ExplorationReport>;

    void keep(const Report &report);
    /// Of what does the same, with as many deaths; null: it was never searched.
    Report of(const RunSettings &settings, std::uint64_t deaths = 0) const;
    /// One that knows how it can go wrong: of these sizes without a death, or with some; or of whatever others were
    /// searched last. Null: none does.
    Report failing(const RunSettings &settings) const;
    /// The latest one of the same with deaths that knows how it can go wrong; null: none does.
    Report failingWithDeaths(const RunSettings &settings) const;
    /// Exactly how many orders there are; empty: nobody has counted them all.
    std::string count(const RunSettings &settings, std::uint64_t deaths = 0) const;

private:
    template <typename Fits>
    Report latestFailing(Fits fits) const;

    std::vector<Report> m_reports; // the latest last
};

} // namespace interleave
