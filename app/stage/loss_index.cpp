// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/loss_index.h"

namespace interleave {

LossIndex::Count LossIndex::before(EventIndex position) const
{
    if (!m_findings)
        return {};
    const Losses &losses = m_findings->losses;
    const auto listed = static_cast<std::uint64_t>(losses.at(position) + 1);
    return {listed, listed == losses.listed.size() && losses.total > listed};
}

std::span<const Loss> LossIndex::at(EventIndex event) const
{
    return m_findings ? m_findings->losses.by(event) : std::span<const Loss>();
}

const Overwrite *LossIndex::overwriteAt(EventIndex event) const
{
    if (m_findings)
        for (const CellHistory &cell : m_findings->cells)
            if (const Overwrite *overwrite = cell.overwriteBy(event))
                return overwrite;
    return nullptr;
}

} // namespace interleave
