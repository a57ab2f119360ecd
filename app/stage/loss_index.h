// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"

#include <memory>
#include <vector>

namespace interleave {

/// Answers for any cursor what the findings say of the whole run: how many updates were gone by then, and whether the
/// event under the cursor is the one that did it. Built once per findings; each question is a binary search.
class LossIndex
{
public:
    LossIndex() = default;
    explicit LossIndex(std::shared_ptr<const Findings> findings);

    struct Count {
        std::uint64_t lost = 0;
        bool atLeast = false; ///< the list of overwrites was cut before this cursor
    };

    /// Updates of the object in that row overwritten by the first `position` events.
    Count before(int row, EventIndex position) const;
    /// The overwrite done by that event, or null. Good as long as the index.
    const Overwrite *at(EventIndex event) const;
    bool any() const;

private:
    struct Sums {
        const CellHistory *cell = nullptr;
        std::vector<std::uint64_t> until; // victims of the overwrites 0 … i
    };

    std::shared_ptr<const Findings> m_findings; // keeps the cells alive
    std::vector<Sums> m_cells;
};

} // namespace interleave
