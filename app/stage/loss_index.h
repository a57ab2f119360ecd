// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"

#include <memory>
#include <span>

namespace interleave {

/// Answers for any cursor what the findings say of the whole run: how much was lost by then, and whether the event
/// under the cursor is the one that did it. Each question is a binary search.
class LossIndex
{
public:
    LossIndex() = default;
    explicit LossIndex(std::shared_ptr<const Findings> findings) : m_findings(std::move(findings)) {}

    struct Count {
        std::uint64_t lost = 0;
        bool atLeast = false; ///< the list of losses was cut before this cursor
        std::uint64_t repeated = 0;
        bool repeatedAtLeast = false;
    };

    /// Lost, and arrived again, by the first `position` events.
    Count before(EventIndex position) const;
    /// What that event took away. Good as long as the index.
    std::span<const Loss> at(EventIndex event) const;
    /// The message that arrived again by that event, or null. Good as long as the index.
    const RepeatedReception *repeatAt(EventIndex event) const;
    /// How it came about, where that event is a write of a value computed from an older one; or null.
    const Overwrite *overwriteAt(EventIndex event) const;
    bool known() const { return m_findings != nullptr; } ///< false: nothing has been found yet, or it is concealed
    bool any() const { return m_findings && !m_findings->losses.empty(); }

private:
    std::shared_ptr<const Findings> m_findings;
};

} // namespace interleave
