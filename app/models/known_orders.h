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

/// What searches of this program session have found, of each scenario, protection and size the one that proves most.
/// Main thread.
class KnownOrders
{
public:
    using Report = std::shared_ptr<const ExplorationReport>;

    void keep(const Report &report);
    /// Of what does the same; null: it was never searched.
    Report of(const RunSettings &settings) const;
    /// One that knows how it can go wrong: of these sizes, or of whatever others were searched last. Null: none does.
    Report failing(const RunSettings &settings) const;
    /// Exactly how many orders there are; empty: nobody has counted them all.
    std::string count(const RunSettings &settings) const;

private:
    std::vector<Report> m_reports; // the latest last
};

} // namespace interleave
