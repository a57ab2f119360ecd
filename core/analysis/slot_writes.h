// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/analysis/paged_array.h"
#include "core/shm/event.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// The writes to one row of slots: a write is lost when another replaced it before anybody had read it. No lineage,
/// since a slot is not computed from what it held. 16 bytes for each slot that is used, in pages.
///
/// Whether it was read before is a matter of the order: where the words do not continue each other that is not known.
class SlotWrites
{
public:
    SlotWrites(ObjectRef object, Word initial) : m_object(object), m_initial(initial) {}

    void read(const Event &event);
    void write(EventIndex index, const Event &event);

    std::uint64_t attempted() const { return m_attempted; }
    /// A word was read or replaced that was not there.
    bool isBroken() const { return m_broken; }
    CellHistory history() const;

private:
    static constexpr std::uint64_t kRead = 1, kWritten = 2; // beside the number of the write, shifted by 2

    struct Latest {
        std::uint64_t write = 0;
        Word word = {};
    };

    void follow(const Latest &slot, Word met)
    {
        m_broken |= met != ((slot.write & kWritten) ? slot.word : m_initial);
    }

    ObjectRef m_object;
    Word m_initial;
    std::uint64_t m_attempted = 0, m_lost = 0;
    bool m_broken = false;
    PagedArray<Latest> m_latest; // by element
    std::vector<Overwrite> m_listed;
};

} // namespace interleave
