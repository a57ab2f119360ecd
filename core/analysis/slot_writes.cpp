// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/slot_writes.h"

namespace interleave {

void SlotWrites::write(EventIndex index, const Event &event)
{
    ++m_attempted;
    std::uint64_t &slot = m_latest[event.object.element()];
    if ((slot & kWritten) && !(slot & kRead)) {
        ++m_lost;
        if (m_listed.size() < CellHistory::kListed)
            m_listed.push_back({index, event.actor, event.object, kNoEvent, event.replaced(), event.replaced(),
                                event.written(), {slot >> 2}});
    }
    slot = index << 2 | kWritten;
}

CellHistory SlotWrites::history() const
{
    CellHistory history;
    history.object = m_object;
    history.attempted = m_attempted;
    history.lost = m_lost;
    history.survivors = m_attempted - m_lost;
    history.overwrites = m_listed;
    history.overwritesTotal = m_lost;
    return history;
}

} // namespace interleave
