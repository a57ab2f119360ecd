// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/findings.h"

#include <algorithm>

namespace interleave {

const Overwrite *CellHistory::overwriteBy(EventIndex event) const
{
    const auto found = std::partition_point(overwrites.begin(), overwrites.end(),
                                            [event](const Overwrite &overwrite) { return overwrite.event < event; });
    return found != overwrites.end() && found->event == event ? &*found : nullptr;
}

const CellHistory *Findings::cell(ObjectRef object) const
{
    const auto found = std::find_if(cells.begin(), cells.end(),
                                    [object](const CellHistory &cell) { return cell.object == object; });
    return found == cells.end() ? nullptr : &*found;
}

} // namespace interleave
