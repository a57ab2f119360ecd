// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/slot_writes.h"

namespace interleave {

void SlotWrites::read(const Event &event)
{
    Latest &slot = m_latest[event.object.element()];
    follow(slot, event.seen());
    slot.write |= kRead;
}

void SlotWrites::write(EventIndex index, const Event &event)
{
    ++m_attempted;
    Latest &slot = m_latest[event.object.element()];
    follow(slot, event.replaced());
    if ((slot.write & kWritten) && !(slot.write & kRead)) {
        ++m_lost;
        if (m_listed.size() < CellHistory::kListed)
            m_listed.push_back({index, event.actor, event.object, kNoEvent, event.replaced(), event.replaced(),
                                event.written(), {slot.write >> 2}});
    }
    slot = {index << 2 | kWritten, event.written()};
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
