// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/loss_index.h"

#include <algorithm>

namespace interleave {

LossIndex::LossIndex(std::shared_ptr<const Findings> findings) : m_findings(std::move(findings))
{
    if (!m_findings)
        return;
    for (const CellHistory &cell : m_findings->cells) {
        if (cell.overwrites.empty())
            continue;
        Sums sums{&cell, {}};
        sums.until.reserve(cell.overwrites.size());
        std::uint64_t sum = 0;
        for (const Overwrite &overwrite : cell.overwrites)
            sums.until.push_back(sum += overwrite.victims.size());
        m_cells.push_back(std::move(sums));
    }
}

LossIndex::Count LossIndex::before(int row, EventIndex position) const
{
    Count count;
    for (const Sums &sums : m_cells) {
        if (sums.cell->object.row() != row)
            continue;
        const auto &list = sums.cell->overwrites;
        const auto end = std::partition_point(list.begin(), list.end(),
                                              [&](const Overwrite &overwrite) { return overwrite.event < position; });
        if (end != list.begin())
            count.lost += sums.until[static_cast<std::size_t>(end - list.begin()) - 1];
        count.atLeast |= end == list.end() && sums.cell->overwritesTotal > list.size();
    }
    return count;
}

const Overwrite *LossIndex::at(EventIndex event) const
{
    for (const Sums &sums : m_cells) {
        const auto &list = sums.cell->overwrites;
        const auto found = std::partition_point(list.begin(), list.end(),
                                                [&](const Overwrite &overwrite) { return overwrite.event < event; });
        if (found != list.end() && found->event == event)
            return &*found;
    }
    return nullptr;
}

bool LossIndex::any() const
{
    return !m_cells.empty();
}

} // namespace interleave
