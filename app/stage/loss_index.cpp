// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/loss_index.h"

namespace interleave {

LossIndex::Count LossIndex::before(EventIndex position) const
{
    if (!m_findings)
        return {};
    const Losses &losses = m_findings->losses;
    const std::uint64_t listed = losses.lostBefore(position);
    const std::uint64_t repeated = losses.repeatedBefore(position);
    return {listed, listed == losses.listed.size() && losses.total > listed, repeated,
            repeated == losses.repeated.size() && losses.repeats > repeated};
}

std::span<const Loss> LossIndex::at(EventIndex event) const
{
    return m_findings ? m_findings->losses.by(event) : std::span<const Loss>();
}

const RepeatedReception *LossIndex::repeatAt(EventIndex event) const
{
    return m_findings ? m_findings->losses.repeatBy(event) : nullptr;
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
