// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/losses.h"

#include "scenarios/catalog.h"

#include <algorithm>
#include <tuple>

namespace interleave {

namespace {

/// The row a scenario is about, when something was lost there; −1: all rows count.
int rowThatLost(const RunInfo &info, const Findings &findings)
{
    const ScenarioInfo *scenario = findScenario(info.settings.scenario);
    if (scenario == nullptr)
        return -1;
    const int row = rowOf(info.objects, scenario->valueObject);
    const auto lostThere = [row](const CellHistory &cell) { return cell.object.row() == row && cell.lost > 0; };
    return row >= 0 && std::any_of(findings.cells.begin(), findings.cells.end(), lostThere) ? row : -1;
}

} // namespace

int Losses::at(EventIndex position) const
{
    const auto after = std::partition_point(listed.begin(), listed.end(),
                                            [position](const Loss &loss) { return loss.event < position; });
    return static_cast<int>(after - listed.begin()) - 1;
}

Losses lossesOf(const RunInfo &info, const Findings &findings)
{
    const int row = rowThatLost(info, findings);
    Losses losses;
    for (const CellHistory &cell : findings.cells) {
        if (row >= 0 && cell.object.row() != row)
            continue;
        losses.total += cell.lost;
        for (const Overwrite &overwrite : cell.overwrites)
            for (const EventIndex victim : overwrite.victims)
                losses.listed.push_back({overwrite.event, victim});
    }
    std::sort(losses.listed.begin(), losses.listed.end(), [](const Loss &a, const Loss &b) {
        return std::tie(a.event, a.victim) < std::tie(b.event, b.victim);
    });
    losses.total = std::max<std::uint64_t>(losses.total, losses.listed.size());
    return losses;
}

} // namespace interleave
